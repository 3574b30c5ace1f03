//! 联办件 (方案四（二）2; R40, R57–R59, R65): through which chain, whose turn it is, and what must be done before it closes.

use super::command::Register;
use super::dispose::needed;
use super::event::CaseEvent;
use super::flow::Flow;
use super::joint::{Course, Leg, NoteStage, StageBegun, StageDone, StageParty};
use super::part::OwnPart;
use super::register::asked;
use super::state::{Disposed, Life};
use crate::catalogue::{ChainId, MatterOrChain, UnitId};
use crate::classify::Suggestion;
use crate::codes::{Confirmed, Kind};
use crate::context::Context;
use crate::material::laid_over;
use crate::refusal::{Reason, Refusal, RefusedField, Sentence, plan};
use crate::visitor::line;

/// The course of a 联办件, with the stages that are shown to be done; nothing for the other kinds.
pub(super) fn course(
    command: &Register,
    kind: Kind,
    suggestion: &Suggestion,
    cx: &Context<'_>,
) -> Result<Option<Course>, Refusal> {
    if kind != Kind::Joint {
        let whole = kind == Kind::Own && matches!(command.matter, MatterOrChain::Chain(_));
        return match (whole, command.stages.is_empty()) {
            (true, _) => Err(JointGate::ChainIsJoint.on(RefusedField::Kind)),
            (false, false) => Err(JointGate::NotJoint.on(RefusedField::Stages)),
            (false, true) => Ok(None),
        };
    }
    let id = chain(command, suggestion, cx)?;
    let course = Course::of(&id, cx.catalogue, cx.settings.era);
    let mut course = course.ok_or_else(|| Reason::JointNeedsChain.on(RefusedField::Kind))?;
    for note in &command.stages {
        let done = noted(&course, note, cx)?;
        let leg = usize::from(note.stage).checked_sub(1).and_then(|at| course.legs.get_mut(at));
        if let Some(leg) = leg {
            leg.done = Some(done);
        }
    }
    if let Some(leg) = course.legs.iter_mut().find(|leg| leg.done.is_none()).filter(|leg| leg.is_ours()) {
        leg.begun = Some(cx.now);
    }
    Ok(Some(course))
}

/// Which chain: the one named, the one it is, or the only one in which the matter stands.
fn chain(command: &Register, suggestion: &Suggestion, cx: &Context<'_>) -> Result<ChainId, Refusal> {
    match (&command.matter, &command.chain, suggestion.chains.as_slice()) {
        (MatterOrChain::Chain(id), None, _) => Ok(id.clone()),
        (MatterOrChain::Chain(id), Some(named), _) if id == named => Ok(id.clone()),
        (MatterOrChain::Matter(_), Some(named), among) if among.contains(named) => Ok(named.clone()),
        (MatterOrChain::Matter(_), None, [only]) => Ok(only.clone()),
        (MatterOrChain::Matter(_), None, [_, _, ..]) => {
            let chains = names(&suggestion.chains, cx);
            Err(JointGate::WhichChain { chains }.on(RefusedField::Kind))
        }
        (MatterOrChain::Chain(_) | MatterOrChain::Matter(_), _, _) => {
            Err(Reason::JointNeedsChain.on(RefusedField::Kind))
        }
    }
}

/// Chains by name, as a sentence lists them.
fn names(chains: &[ChainId], cx: &Context<'_>) -> String {
    let name = |id: &ChainId| cx.catalogue.chain(id).map(|chain| chain.name.clone());
    chains.iter().filter_map(name).collect::<Vec<_>>().join("、")
}

/// R58: a stage of another unit, shown with what, or confirmed by whom from which number.
fn noted(course: &Course, note: &NoteStage, cx: &Context<'_>) -> Result<StageDone, Refusal> {
    let leg = usize::from(note.stage).checked_sub(1).and_then(|at| course.legs.get(at));
    let stages = course.legs.len();
    let leg = leg.ok_or_else(|| JointGate::ForeignStage { stages }.on(RefusedField::Stages))?;
    if leg.is_ours() {
        return Err(JointGate::OwnStage.on(RefusedField::Stages));
    }
    if leg.done.is_some() {
        return Err(JointGate::StageDone.on(RefusedField::Stages));
    }
    let words = needed(&note.words, Reason::Joint(JointGate::WhatWasShown), RefusedField::StageProof)?;
    let (who, phone) = (line(&note.who, RefusedField::Staff)?, line(&note.phone, RefusedField::Phone)?);
    if note.how == Confirmed::Phone && (who.is_empty() || phone.is_empty()) {
        return Err(JointGate::WhoSaidIt.on(RefusedField::Staff));
    }
    Ok(StageDone { how: Some(note.how), at: cx.now, by: cx.actor.code().clone(), words, who, phone })
}

impl Flow {
    fn course(&self) -> Result<&Course, Refusal> {
        self.case.course.as_ref().ok_or_else(|| JointGate::NotJoint.whole())
    }

    /// R58, R59: another unit's stage is done; where our own is next, it begins.
    pub(super) fn note_stage(&mut self, note: &NoteStage, cx: &Context<'_>) -> Result<(), Refusal> {
        let done = noted(self.course()?, note, cx)?;
        self.push(CaseEvent::StageNoted { stage: note.stage, done });
        self.wake(cx)
    }

    /// R57: our own part is done by the procedure of a 受理件, and the visitor goes on to the next unit.
    pub(super) fn finish_stage(&mut self, summary: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        let course = self.course()?;
        if let Some(unit) = course.next_unit() {
            return Err(JointGate::NotOurTurn { unit: unit_name(unit, cx) }.whole());
        }
        let last = course.legs.iter().filter(|leg| leg.done.is_none()).count() <= 1;
        self.needs_done_part()?;
        if last {
            return Err(JointGate::LastStage.whole());
        }
        let words = needed(summary, Reason::SummaryNeeded, RefusedField::Summary)?;
        let Some(stage) = self.case.our_stage() else { return Err(Reason::NotWorking.whole()) };
        let instant_missed = self.instant_was_missed(cx);
        self.take_back_at_once(cx);
        let by = cx.actor.code().clone();
        let done = StageDone { how: None, at: cx.now, by, words, who: String::new(), phone: String::new() };
        self.push(CaseEvent::StageFinished { stage, done, instant_missed });
        self.wake(cx)
    }

    /// A stage of ours whose turn has come begins, with what the catalogue asks for now.
    pub(super) fn wake(&mut self, cx: &Context<'_>) -> Result<(), Refusal> {
        let waits = matches!(self.case.life, Life::Registered | Life::Guided | Life::HandedOver(_));
        let next = self.case.course.as_ref().filter(|_| waits).and_then(Course::next);
        let Some((_, Leg { whose: StageParty::Ours { matter, .. }, .. })) = next else { return Ok(()) };
        let Some(stage) = self.case.our_stage() else { return Ok(()) };
        let era = cx.settings.era;
        let matter =
            cx.catalogue.matter(matter).ok_or_else(|| Reason::UnknownMatter.on(RefusedField::Matter))?;
        let department = Some(matter.department(era).to_owned()).filter(|name| !name.is_empty());
        let part = OwnPart::of(matter, department, era, cx.settings);
        let asked = asked(Some(matter), Kind::Joint);
        let materials = laid_over(&asked, &[])?;
        self.push(CaseEvent::StageBegun(Box::new(StageBegun { stage, at: cx.now, part, asked, materials })));
        Ok(())
    }

    /// R57, R59: where the visitor of a 联办件 is to go now, and nowhere else.
    pub(super) fn next_stop(&self, wanted: Option<&UnitId>, cx: &Context<'_>) -> Result<UnitId, Refusal> {
        let course = self.course()?;
        if let Some(leg) = course.next().map(|(_, leg)| leg).filter(|leg| leg.is_ours()) {
            return Err(JointGate::OwnStageFirst { title: leg.does().to_owned() }.whole());
        }
        let unit = course.next_unit().ok_or_else(|| JointGate::AllDone.whole())?;
        match wanted {
            Some(wanted) if wanted != unit => {
                Err(JointGate::FirstUnitFirst { unit: unit_name(unit, cx) }.on(RefusedField::Unit))
            }
            Some(_) | None => Ok(unit.clone()),
        }
    }

    /// R65: a 联办件 is done once our own stages are, and the visitor was led on; or once it was handed over.
    pub(super) fn joint_may_close(&self, cx: &Context<'_>) -> Result<(), Refusal> {
        let Some(course) = self.case.course.as_ref().filter(|_| !self.case.life.is_done()) else {
            return Ok(());
        };
        let refused = matches!(self.case.disposed, Some(Disposed::Return { .. }));
        match (&self.case.life, course.ours_open()) {
            (Life::HandedOver(_), _) => Ok(()),
            (Life::Working | Life::AwaitingVisitor(_), _) if refused => Ok(()),
            (Life::Working | Life::AwaitingVisitor(_), _) => match course.goes_on_to().and_then(Leg::unit) {
                Some(unit) => Err(JointGate::GoesOn { unit: unit_name(unit, cx) }.whole()),
                None => Ok(()),
            },
            (_, Some(leg)) => Err(JointGate::OursOpen { title: leg.does().to_owned() }.whole()),
            (_, None) => Ok(()),
        }
    }
}

pub(super) fn unit_name(unit: &UnitId, cx: &Context<'_>) -> String {
    cx.catalogue.unit_name(unit, cx.settings.era).to_owned()
}

/// Why something cannot be done with a 联办件, or with a matter that may be one (R40, R57–R59, R65).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JointGate {
    SingleOrJoint { chains: usize },
    WhichChain { chains: String },
    ChainIsJoint,
    NotJoint,
    ForeignStage { stages: usize },
    OwnStage,
    StageDone,
    WhatWasShown,
    WhoSaidIt,
    NotOurTurn { unit: String },
    OwnStageFirst { title: String },
    LastStage,
    GoesOn { unit: String },
    OursOpen { title: String },
    FirstUnitFirst { unit: String },
    AllDone,
}

impl JointGate {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Joint(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(crate) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::SingleOrJoint { chains } => Sentence(
                "single_or_joint",
                plan(40),
                format!("本事项也在{chains}套联办流程里：只办本项选单办，整套办选联办。"),
            ),
            Self::WhichChain { chains } => {
                Sentence("which_chain", plan(40), format!("本事项在几套联办流程里，请选一套：{chains}。"))
            }
            Self::ChainIsJoint => {
                say("chain_is_joint", plan(40), "整套流程按联办件登记；只办其中一项的，请改选那一项。")
            }
            Self::NotJoint => say("not_joint", plan(40), "本件不是联办件，没有联办环节。"),
            Self::ForeignStage { stages } => {
                Sentence("foreign_stage", plan(58), format!("本件的联办流程只有{stages}个环节，请从中选择。"))
            }
            Self::OwnStage => {
                say("own_stage", plan(58), "这是本所的环节，由本所办理，不用服务对象出示证明。")
            }
            Self::StageDone => say("stage_done", plan(58), "这个环节已经登记办完，不用再登记。"),
            Self::WhatWasShown => say("what_was_shown", plan(58), "请写明出示了什么证照或对方说了什么。"),
            Self::WhoSaidIt => say("who_said_it", plan(58), "电话确认须写明对方姓名和电话。"),
            Self::NotOurTurn { unit } => Sentence(
                "not_our_turn",
                plan(59),
                format!("现在轮到{unit}的环节，请先导引到那里；办完后出示证明再办本所的环节。"),
            ),
            Self::OwnStageFirst { title } => Sentence(
                "own_stage_first",
                plan(57),
                format!("本所的环节“{title}”还没有办完，办完后再导引到下一单位。"),
            ),
            Self::LastStage => say("last_stage", plan(57), "本所已是最后一个环节，直接办结即可。"),
            Self::GoesOn { unit } => Sentence(
                "goes_on",
                plan(57),
                format!("后面还有{unit}的环节：先作“本环节办完”，再导引到那里。"),
            ),
            Self::OursOpen { title } => Sentence(
                "ours_open",
                plan(65),
                format!("本所的环节“{title}”还没有办完，也没有移交给当前单位，不能办结。"),
            ),
            Self::FirstUnitFirst { unit } => {
                Sentence("first_unit_first", plan(59), format!("联办件先到{unit}，请导引到那里。"))
            }
            Self::AllDone => say("all_done", plan(57), "联办流程各环节都已办完，不用再导引。"),
        }
    }
}
