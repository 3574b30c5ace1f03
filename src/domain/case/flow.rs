//! The gates of a case: state + command + context → events, or a refusal that names its rule.
//!
//! They stand beside what they are about: `register` (方案四（一）), `dispose` and `handle` (二), `close` and `closing` (三).
//! Whoever asks for something must be the officer, who acts for him, or a leader: that is judged here, first.

use super::command::{By, Until};

use super::command::CaseCommand;
use super::event::CaseEvent;
use super::state::{Case, Life};
use crate::context::Context;
use crate::limit::Limit;
use crate::plausible;
use crate::refusal::{Approving, JointGate, Reason, Refusal};
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
        return super::undo::undo(case, cx);
    }
    if let CaseCommand::OnPaper(paper) = command {
        who_may(case, &paper.step, cx)?;
        super::label::noted(case, command, cx)?;
        return super::late::step_on_paper(case, paper, cx);
    }
    who_may(case, command, cx)?;
    decided(case, command, cx)
}

/// The same of who may ask for it.
pub(super) fn decided(
    case: &Case,
    command: &CaseCommand,
    cx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let mut flow = Flow::of(case);
    if case.life.is_over() && !outlives_the_case(case, command) {
        return Err(Reason::Closed.whole());
    }
    super::label::noted(case, command, cx)?;
    // 督办 and 批注 change nothing else: what time has brought is recorded by the next step of the case itself.
    if !matches!(command, CaseCommand::Urge { .. } | CaseCommand::Annotate { .. }) {
        flow.record_lapse(cx);
    }
    command.judge(&mut flow, cx)?;
    Ok(flow.events)
}

/// Whether it may still be done to a case that is closed or ended.
fn outlives_the_case(case: &Case, command: &CaseCommand) -> bool {
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
        By::Supervisor => super::supervision::supervises(case, cx),
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
pub(super) struct Flow {
    pub(super) case: Case,
    pub(super) events: Vec<CaseEvent>,
}

impl Flow {
    pub(super) fn of(case: &Case) -> Self {
        Self { case: case.clone(), events: Vec::new() }
    }

    pub(super) fn push(&mut self, event: CaseEvent) {
        self.case.take_in(&event);
        self.events.push(event);
    }

    /// R48: the five working days have passed, nobody was told and nothing accepted.
    pub(super) fn record_lapse(&mut self, cx: &Context<'_>) {
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
    pub(super) fn needs_own_part(&self, cx: &Context<'_>) -> Result<(), Refusal> {
        match self.case.life {
            Life::Registered | Life::Guided | Life::HandedOver(_) => {
                let turn = self.case.course.as_ref().and_then(|course| course.next_unit());
                Err(match turn {
                    Some(unit) => JointGate::NotOurTurn { unit: super::stage::unit_name(unit, cx) }.whole(),
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
