//! The gates of a case: state + command + context → events, or a refusal that names its rule.
//!
//! One file a part of the plan's chapter four: [`mod@register`] (一), [`dispose`] and [`handle`] (二), [`close`] and [`after`] (三).
//! [`supervise`] is what the two supervising offices may (五（一）).
//! Whoever asks for something must be the officer, who acts for him, or a leader: that is judged here, first.

mod after;
mod close;
mod consent;
mod correct;
mod dispose;
mod facets;
mod handle;
mod joint;
mod label_pii;
mod late;
mod pause;
mod phone;
mod register;
mod supervise;
mod transfer;
mod undo;
mod visit;
mod void;

pub use register::register;

use facets::{By, Until};

use super::command::CaseCommand;
use super::event::CaseEvent;
use super::state::{Case, Life};
use crate::context::Context;
use crate::limit::Limit;
use crate::plausible;
use crate::refusal::{Approving, Correcting, JointGate, Reason, Refusal};
use crate::staff::StaffCode;

/// Working days within which a licence visitor must be told or his application accepted (行政许可法 32, R48).
pub const TELL_WITHIN: Limit = Limit::WorkingDays(5);

/// Decides a command on a case that exists.
///
/// What has become fact by the passing of time is recorded first, once (视为受理). A refusal changes nothing.
pub fn decide(case: &Case, command: &CaseCommand, cx: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    plausible::every_date(command)?;
    if matches!(command, CaseCommand::Reassign { .. }) {
        return Err(Reason::OwnerNeverChanges.whole());
    }
    if matches!(command, CaseCommand::Undo) {
        return undo::undo(case, cx);
    }
    if let CaseCommand::OnPaper(paper) = command {
        who_may(case, &paper.step, cx)?;
        label_pii::noted(case, command, cx)?;
        return late::step_on_paper(case, paper, cx);
    }
    who_may(case, command, cx)?;
    decided(case, command, cx)
}

/// The same of who may ask for it.
fn decided(case: &Case, command: &CaseCommand, cx: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    let mut flow = Flow::of(case);
    if case.life.is_over() && !outlives_the_case(case, command) {
        return Err(Reason::Closed.whole());
    }
    label_pii::noted(case, command, cx)?;
    // 督办 and 批注 change nothing else: what time has brought is recorded by the next step of the case itself.
    if !matches!(command, CaseCommand::Urge { .. } | CaseCommand::Annotate { .. }) {
        flow.record_lapse(cx);
    }
    match command {
        CaseCommand::NoteMaterials { materials } => flow.note_materials(materials, cx)?,
        CaseCommand::Prompt(prompt) => flow.prompt(prompt, cx)?,
        CaseCommand::Instant(instant) => flow.instant(instant, cx)?,
        CaseCommand::Promise(promise) => flow.promise(promise, cx)?,
        CaseCommand::Return(proposal) => flow.propose_return(proposal, cx)?,
        CaseCommand::Countersign => flow.countersign(cx)?,
        CaseCommand::DeclineReturn { reason } => flow.decline_return(reason, cx)?,
        CaseCommand::AskConsent { consent, reason } => flow.ask_consent(*consent, reason, cx)?,
        CaseCommand::GiveConsent { consent } => flow.give_consent(*consent, cx)?,
        CaseCommand::DeclineConsent { consent, reason } => flow.decline_consent(*consent, reason, cx)?,
        CaseCommand::HandTo { department } => flow.hand_to(department, cx)?,
        CaseCommand::TakeBack { note } => flow.take_back(note, cx)?,
        CaseCommand::Chase { whom, words } => flow.chase(whom, words)?,
        CaseCommand::NoteCall { words } => flow.note_call(words)?,
        CaseCommand::AwaitVisitor { reason } => flow.await_visitor(*reason)?,
        CaseCommand::VisitorCame => flow.visitor_came(cx)?,
        CaseCommand::Visit(visit) => flow.visit_again(visit, cx)?,
        CaseCommand::Guide(guide) => flow.guide(guide, cx)?,
        CaseCommand::HandOver { receiver, mode, at } => flow.hand_over(receiver, *mode, *at, cx)?,
        CaseCommand::Reassign { .. } => return Err(Reason::OwnerNeverChanges.whole()),
        CaseCommand::OnPaper(_) => return Err(Correcting::StepNotOnPaper.whole()),
        CaseCommand::Undo => return undo::undo(case, cx),
        CaseCommand::AppointActing { officer, until, reason } => {
            flow.appoint_acting(officer, *until, reason, cx)?;
        }
        CaseCommand::PhoneConsent(phone) => flow.phone_consent(phone, cx)?,
        CaseCommand::ConfirmPhone(confirm) => flow.confirm_phone(confirm, cx)?,
        CaseCommand::Finish { summary } => flow.finish(summary, cx)?,
        CaseCommand::Reply { mode, content, at } => flow.reply(*mode, content, *at, cx)?,
        CaseCommand::Sign(input) => flow.sign(input, cx)?,
        CaseCommand::Contact { words } => flow.contact(words, cx)?,
        CaseCommand::DeclineTransfer { who, reason } => flow.decline_transfer(who, reason, cx)?,
        CaseCommand::FollowUp { words, unit } => flow.follow_up(words, unit.as_ref(), cx)?,
        CaseCommand::Precheck { words } => flow.precheck(words, cx)?,
        CaseCommand::NoteFee { fen, basis } => flow.note_fee(*fen, basis)?,
        CaseCommand::Rate(rate) => flow.rate(rate, cx)?,
        CaseCommand::AnswerRating { words } => flow.answer_rating(words, cx)?,
        CaseCommand::Terminate(end) => flow.terminate(end, cx)?,
        CaseCommand::StopClock(stop) => flow.stop_clock(stop, cx)?,
        CaseCommand::ResumeClock => flow.resume_clock(cx)?,
        CaseCommand::Extend(extend) => flow.extend(extend, cx)?,
        CaseCommand::NoteStage(note) => flow.note_stage(note, cx)?,
        CaseCommand::FinishStage { summary } => flow.finish_stage(summary, cx)?,
        CaseCommand::Reopen { reason } => flow.reopen(reason, cx)?,
        CaseCommand::Void { reason } => flow.void(reason, cx)?,
        CaseCommand::CorrectVisitor(correct) => flow.correct_visitor(correct, cx)?,
        CaseCommand::CorrectMatter(correct) => flow.correct_matter(correct, cx)?,
        CaseCommand::Urge { level, words } => flow.urge(*level, words, cx)?,
        CaseCommand::Annotate { words } => flow.annotate(words, cx)?,
        CaseCommand::AnswerUrge { words } => flow.answer_urge(words, cx)?,
        CaseCommand::NotePrinted { form } => flow.note_printed(*form)?,
    }
    Ok(flow.events)
}

/// Whether it may still be done to a case that is closed or ended.
const fn outlives_the_case(case: &Case, command: &CaseCommand) -> bool {
    match command.facets().until {
        Until::Open => false,
        Until::Archived => matches!(case.life, Life::Archived(..)),
        Until::Over => !case.is_void(),
        Until::Void => true,
    }
}

/// R45: the officer, or who acts for him by a leader's decision; leaders for what is theirs to decide; any officer may note a call or a visit.
fn who_may(case: &Case, command: &CaseCommand, cx: &Context<'_>) -> Result<(), Refusal> {
    let (me, owner) = (cx.actor.code(), &case.opening.officer);
    let handles = me == owner || case.acting_on(cx.today()) == Some(me);
    let named = || cx.staff.name(owner).to_owned();
    match command.facets().by {
        By::Leader => match (cx.actor.leads(), handles) {
            (false, _) => Err(Reason::LeaderOnly.whole()),
            (true, true) => Err(Reason::OwnCase.whole()),
            (true, false) => Ok(()),
        },
        By::Supervisor => supervise::supervises(case, cx),
        // What takes the case out of the world is the officer's, or a leader's who is not the one that acts.
        By::Owner => match (me == owner, handles, cx.actor.leads()) {
            (true, ..) | (false, false, true) => Ok(()),
            (false, true, _) => Err(Approving::OwnerAlone { officer: named() }.whole()),
            (false, false, false) => Err(Reason::NotOfficerOfCase { officer: named() }.whole()),
        },
        By::Anybody => Ok(()),
        By::Officer if handles || acts_today(command, me) => Ok(()),
        By::Officer => Err(Reason::NotOfficerOfCase { officer: named() }.whole()),
    }
}

/// Who is to act today may note the consent to it himself: the officer is not here.
fn acts_today(command: &CaseCommand, me: &StaffCode) -> bool {
    matches!(command, CaseCommand::PhoneConsent(phone) if phone.officer.as_ref() == Some(me))
}

/// A case on its way through one command: each event is applied as it is decided, so that the next gate sees it.
struct Flow {
    case: Case,
    events: Vec<CaseEvent>,
}

impl Flow {
    fn of(case: &Case) -> Self {
        Self { case: case.clone(), events: Vec::new() }
    }

    fn push(&mut self, event: CaseEvent) {
        self.case.take_in(&event);
        self.events.push(event);
    }

    /// R48: the five working days have passed, nobody was told and nothing accepted.
    fn record_lapse(&mut self, cx: &Context<'_>) {
        if let Some(on) = self.case.lapsed_since(cx.calendar, cx.today()) {
            let statutory = self.case.part().legal.map(|limit| cx.calendar.due(on, limit));
            self.push(CaseEvent::DeemedAccepted {
                on,
                statutory,
                calendar: cx.calendar.version().to_owned(),
            });
        }
    }

    /// Nothing but our own part can be disposed of (R56).
    fn needs_own_part(&self, cx: &Context<'_>) -> Result<(), Refusal> {
        match self.case.life {
            Life::Registered | Life::Guided | Life::HandedOver(_) => {
                let turn = self.case.course.as_ref().and_then(|course| course.next_unit());
                Err(match turn {
                    Some(unit) => JointGate::NotOurTurn { unit: joint::unit_name(unit, cx) }.whole(),
                    None => Reason::NotOwnPart.whole(),
                })
            }
            Life::Undecided
            | Life::Prompted
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::ReturnProposed(_)
            | Life::Finished(_)
            | Life::Replied(..)
            | Life::Archived(..)
            | Life::Ended(..)
            | Life::Void(_) => Ok(()),
        }
    }
}
