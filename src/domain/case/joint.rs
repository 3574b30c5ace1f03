//! 联办流程: the stages of a joint matter, whose turn it is, and what is known of each (R40, R57–R59, R65).
//!
//! Our office may stand in it several times. While a stage of ours is open, the case holds our own part as any 受理件 does;
//! once it is done its work is put by with the stage, and the next part begins with nothing of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::part::OwnPart;
use super::pause::{ClockStop, Extension};
use super::state::{Acceptance, Card, Case, Disposed, Guidance, InnerStep, Life, Receipt};
use crate::catalogue::{Catalogue, ChainId, Era, MatterCode, StageOwner, UnitId};
use crate::codes::Confirmed;
use crate::material::{AskedMaterial, Material};
use crate::moment::Moment;
use crate::sealed::{Words, seals};
use crate::staff::StaffCode;

/// 环节 shown to be done, or confirmed by telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteStage {
    /// Which, counted from 1.
    pub stage: u8,
    /// How it is known.
    pub how: Confirmed,
    /// What was shown, or what was said.
    pub words: String,
    /// Who said it; on the telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// From which number; on the telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// The joint matter a case goes through, as the catalogue had it at registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    pub chain: ChainId,
    pub name: String,
    /// Its stages, in order.
    pub legs: Vec<Leg>,
}

/// A stage of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// Whose it is.
    pub whose: StageParty,
    /// When our own part began, or the visitor was guided there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<Moment>,
    /// Its officer, where it is another unit's and he is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub officer: String,
    /// That it is done, and how that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<StageDone>,
    /// Ours: what was fixed for it when it began, where that was after registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Box<OwnPart>>,
    /// Ours: what was done, put by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<Box<Work>>,
}

/// Whose stage it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageParty {
    /// Ours, by our matter.
    Ours { matter: MatterCode, title: String },
    Theirs {
        unit: UnitId,
        /// What it does there.
        does: String,
    },
}

/// That a stage is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageDone {
    /// How it is known; absent for what we did ourselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<Confirmed>,
    /// When it was noted.
    pub at: Moment,
    /// Who noted it.
    pub by: StaffCode,
    /// What was shown, what was said, or the summary of our own part.
    pub words: Words,
    /// Who of the other unit said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// From which number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// Our own part, once its stage is done and others follow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// What was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AskedMaterial>,
    /// 材料.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
    /// Its disposition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposed: Option<Disposed>,
    /// 受理.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acceptance: Option<Acceptance>,
    /// 内部流转.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<InnerStep>,
    /// 协办提示卡 given out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// 协办回执 given out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receipts: Vec<Receipt>,
    /// 停计时.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<ClockStop>,
    /// 延期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
}

/// A stage of ours whose turn has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageBegun {
    /// Which, counted from 1.
    pub stage: u8,
    pub at: Moment,
    /// What was fixed for it.
    pub part: OwnPart,
    /// What the catalogue asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AskedMaterial>,
    /// The materials, none of them looked at yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
}

impl Leg {
    /// The unit of another's stage.
    pub const fn unit(&self) -> Option<&UnitId> {
        match &self.whose {
            StageParty::Theirs { unit, .. } => Some(unit),
            StageParty::Ours { .. } => None,
        }
    }

    /// It is ours.
    pub const fn is_ours(&self) -> bool {
        matches!(self.whose, StageParty::Ours { .. })
    }

    /// What is done there, in words: our matter's name, or what the other unit does.
    pub fn does(&self) -> &str {
        match &self.whose {
            StageParty::Ours { title, .. } => title,
            StageParty::Theirs { does, .. } => does,
        }
    }
}

impl StageDone {
    /// How the history says it of a stage of another unit.
    pub(super) fn told(&self, stage: u8) -> String {
        let said =
            if self.who.is_empty() { String::new() } else { format!("（{} {}）", self.who, self.phone) };
        let how = self.how.map_or("", Confirmed::name);
        format!("第{stage}环节已办 {how}：{}{said}", self.words.text())
    }
}

impl Course {
    /// A chain of the catalogue as it is in an era, nothing of it done; `None` for one that the catalogue does not have.
    pub fn of(id: &ChainId, catalogue: &Catalogue, era: Era) -> Option<Self> {
        let chain = catalogue.chain(id)?;
        let leg = |place: StageOwner| {
            let whose = match place {
                StageOwner::Ours(matter) => {
                    let title = catalogue.matter(&matter).map_or(String::new(), |matter| matter.name.clone());
                    StageParty::Ours { matter, title }
                }
                StageOwner::Theirs(unit, does) => {
                    let unit = catalogue.unit_in(&unit, era).map_or(unit, |(unit, _)| unit);
                    StageParty::Theirs { unit, does }
                }
            };
            Leg { whose, begun: None, officer: String::new(), done: None, part: None, work: None }
        };
        let legs = chain.places(era).into_iter().map(leg).collect();
        Some(Self { chain: id.clone(), name: chain.name.clone(), legs })
    }

    /// Our matter, where that is what comes once so many of the first stages are done.
    pub fn ours_after(&self, done: usize) -> Option<&MatterCode> {
        match &self.legs.get(done)?.whose {
            StageParty::Ours { matter, .. } => Some(matter),
            StageParty::Theirs { .. } => None,
        }
    }

    /// How many stages of others come before our first.
    pub fn before_ours(&self) -> usize {
        self.legs.iter().take_while(|leg| !leg.is_ours()).count()
    }

    /// The first stage that is not known to be done, with its place from 0.
    pub fn next(&self) -> Option<(usize, &Leg)> {
        self.legs.iter().enumerate().find(|(_, leg)| leg.done.is_none())
    }

    /// The unit to go to: the first that is not done, unless that is ours (R59).
    pub fn next_unit(&self) -> Option<&UnitId> {
        self.next().and_then(|(_, leg)| leg.unit())
    }

    /// A stage of ours that is open or lies ahead.
    pub fn ours_open(&self) -> Option<&Leg> {
        self.legs.iter().find(|leg| leg.is_ours() && leg.done.is_none())
    }

    /// Whose turn it is, is us.
    pub fn is_our_turn(&self) -> bool {
        self.next().is_some_and(|(_, leg)| leg.is_ours())
    }

    /// Another unit's stage that is not known to be done and lies behind ours.
    pub fn goes_on_to(&self) -> Option<&Leg> {
        self.legs
            .iter()
            .filter(|leg| leg.done.is_none())
            .skip_while(|leg| leg.is_ours())
            .find(|leg| !leg.is_ours())
    }

    /// What was fixed for our newest stage, where it began after registration.
    pub(super) fn part(&self) -> Option<&OwnPart> {
        self.legs.iter().rev().find_map(|leg| leg.part.as_deref())
    }

    fn leg(&mut self, stage: u8) -> Option<&mut Leg> {
        usize::from(stage).checked_sub(1).and_then(|at| self.legs.get_mut(at))
    }
}

impl Case {
    /// A joint case whose next stage is another unit's while one of ours lies ahead: 待前置环节 (R59).
    pub fn awaits_stage(&self) -> bool {
        let under_way = matches!(self.life, Life::Guided | Life::HandedOver(_));
        under_way && self.course.as_ref().is_some_and(|course| course.ours_open().is_some())
    }

    /// A joint case of which something is done, and whose visitor is to be led on.
    pub fn is_under_way(&self) -> bool {
        self.course.as_ref().is_some_and(|course| course.legs.iter().any(|leg| leg.done.is_some()))
    }

    /// Every inner step so far, those of stages put by first.
    pub fn all_steps(&self) -> impl Iterator<Item = &InnerStep> {
        let legs = self.course.iter().flat_map(|course| &course.legs);
        legs.filter_map(|leg| leg.work.as_deref()).flat_map(|work| &work.steps).chain(&self.steps)
    }

    /// Our part was accepted, in this stage or in one before.
    pub fn was_accepted(&self) -> bool {
        let legs = self.course.iter().flat_map(|course| &course.legs);
        self.acceptance.is_some()
            || legs.filter_map(|leg| leg.work.as_deref()).any(|work| work.acceptance.is_some())
    }

    pub(super) fn begin_stage(&mut self, begun: &StageBegun) {
        if let Some(leg) = self.course.as_mut().and_then(|course| course.leg(begun.stage)) {
            leg.begun = Some(begun.at);
            leg.part = Some(Box::new(begun.part.clone()));
        }
        self.asked.clone_from(&begun.asked);
        self.materials.clone_from(&begun.materials);
        self.life = Life::Undecided;
    }

    pub(super) fn note_stage(&mut self, stage: u8, done: &StageDone) {
        let Some(course) = &mut self.course else { return };
        if let Some(leg) = course.leg(stage) {
            leg.done = Some(done.clone());
        }
        // Where the next unit was not yet guided to, that is to be done now.
        let unguided = course.next().is_some_and(|(_, leg)| !leg.is_ours() && leg.begun.is_none());
        if unguided && matches!(self.life, Life::Guided | Life::HandedOver(_)) {
            self.life = Life::Registered;
        }
    }

    /// Our stage is done and others follow: its work is put by.
    pub(super) fn put_by(&mut self, stage: u8, done: &StageDone) {
        let work = Work {
            asked: std::mem::take(&mut self.asked),
            materials: std::mem::take(&mut self.materials),
            disposed: self.disposed.take(),
            acceptance: self.acceptance.take(),
            steps: std::mem::take(&mut self.steps),
            cards: std::mem::take(&mut self.cards),
            receipts: std::mem::take(&mut self.receipts),
            stops: std::mem::take(&mut self.stops),
            extension: self.extension.take(),
        };
        self.received_on = None;
        self.asking = None;
        self.granted.clear();
        self.printed.retain(|form, _| form.is_of_the_whole());
        self.corrections.printed_before.retain(|form| self.printed.contains_key(form));
        if let Some(leg) = self.course.as_mut().and_then(|course| course.leg(stage)) {
            leg.done = Some(done.clone());
            leg.work = Some(Box::new(work));
        }
        self.life = Life::Registered;
    }

    /// The visitor was guided to a unit of the course.
    pub(super) fn guided_on(&mut self, guidance: &Guidance) {
        let legs = self.course.iter_mut().flat_map(|course| &mut course.legs);
        let mut open = legs.filter(|leg| leg.done.is_none());
        if let Some(leg) = open.find(|leg| leg.unit() == Some(&guidance.unit)) {
            leg.begun = Some(guidance.at);
            leg.officer.clone_from(&guidance.officer);
        }
    }

    /// The stage of ours at which the case is, counted from 1.
    pub fn our_stage(&self) -> Option<u8> {
        let (at, _) = self.course.as_ref()?.next().filter(|(_, leg)| leg.is_ours())?;
        u8::try_from(at.checked_add(1)?).ok()
    }
}

seals!(Course { legs });

seals!(Leg { done, work });

seals!(StageDone { words });

seals!(Work { materials, disposed, cards, stops, extension });
