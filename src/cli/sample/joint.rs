//! How a joint case of the sample goes: from unit to unit, through our own stages, as far as time has come.

use xieban_domain::case::CaseCommand;
use xieban_domain::case::command::Guide;
use xieban_domain::case::joint::{Course, Leg, NoteStage, StageParty};
use xieban_domain::catalogue::{ChainId, Era, Matter};
use xieban_domain::codes::{Confirmed, GuideMode};
use xieban_office::CompiledFacts;

use super::names::{self, Dice};
use super::plot::{Story, materials, promise};

/// The chain a joint case goes through, and how many of its first stages the visitor shows to be done when he comes.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct JointRoute {
    pub(super) chain: ChainId,
    pub(super) shown: u8,
}

impl JointRoute {
    /// One of the chains in which a matter stands.
    pub(super) fn of(matter: &Matter, facts: CompiledFacts, dice: &mut Dice) -> Option<Self> {
        let chains = facts.catalogue.chains_of(matter, Era::Now);
        if chains.is_empty() {
            return None;
        }
        let chain = dice.pick(&chains).clone();
        let before = Course::of(&chain, facts.catalogue, Era::Now)?.before_ours();
        Some(Self { shown: u8::try_from(dice.roll(before + 1)).unwrap_or(0), chain })
    }

    /// What he shows.
    pub(super) fn proofs(&self) -> Vec<NoteStage> {
        (1..=self.shown).map(|stage| shown(stage, "出示对方发的证照原件")).collect()
    }
}

fn shown(stage: u8, words: &str) -> NoteStage {
    NoteStage {
        stage,
        how: Confirmed::Shown,
        words: words.to_owned(),
        who: String::new(),
        phone: String::new(),
    }
}

impl Story {
    /// Stage by stage; `false` if it cannot be finished.
    pub(super) fn joint(&mut self, way: &JointRoute, facts: CompiledFacts, dice: &mut Dice) -> bool {
        let Some(course) = Course::of(&way.chain, facts.catalogue, Era::Now) else { return false };
        let last_of_ours = course.legs.iter().rposition(Leg::is_ours);
        for (at, leg) in course.legs.iter().enumerate().skip(way.shown.into()) {
            let stage = u8::try_from(at + 1).unwrap_or(u8::MAX);
            match &leg.whose {
                StageParty::Ours { matter, .. } => {
                    let Some(matter) = facts.catalogue.matter(matter) else { return false };
                    let materials = materials(matter, None);
                    if !materials.is_empty() {
                        self.next(CaseCommand::NoteMaterials { materials });
                    }
                    self.minutes(3);
                    self.next(CaseCommand::Promise(promise(matter)));
                    self.handled(dice);
                    if stage == u8::try_from(course.legs.len()).unwrap_or(0) {
                        return true;
                    }
                    self.next(CaseCommand::FinishStage { summary: "本所环节已办完".to_owned() });
                    self.minutes(8);
                }
                StageParty::Theirs { .. } => {
                    self.minutes(6);
                    let officer = String::new();
                    self.next(CaseCommand::Guide(Guide { officer, ..Guide::by(GuideMode::Slip) }));
                    if last_of_ours < Some(at) {
                        // Ours is done and the visitor was led on: what the others do is followed, no more.
                        self.minutes(5);
                        return true;
                    }
                    self.days(dice.roll(5) + 2);
                    let mut note = shown(stage, "出示办好的证照");
                    if dice.roll(3) == 0 {
                        (note.how, note.words) = (Confirmed::Phone, "已办好，证照可取".to_owned());
                        (note.who, note.phone) = (names::person(dice), "83900000".to_owned());
                    }
                    self.next(CaseCommand::NoteStage(note));
                    self.minutes(4);
                }
            }
        }
        true
    }
}
