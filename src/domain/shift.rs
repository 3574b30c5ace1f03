//! The end of a shift: what must not be left lying at a day's last slot without a word, and the word (R44, R50, R62).

use chrono::{NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::case::state::Disposed;
use super::case::{Case, Life};
use super::context::Context;
use super::duty::DutyDay;
use super::event::{DeskEvent, Event};
use super::number::CaseId;
use super::refusal::{Refusal, RefusedField, ShiftEnd};
use super::sealed::Words;
use super::settings::Hours;
use super::staff::StaffCode;
use super::visitor::words;

/// 签退说明.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LeaveShift {
    /// Why what is left undone is left.
    pub reason: String,
}

/// An officer left at his last slot with something undone, and said why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftLeft {
    pub date: NaiveDate,
    pub officer: StaffCode,
    /// What is left: 即办件 still open, and cases done but not replied.
    pub cases: Vec<CaseId>,
    pub reason: Words,
}

impl Case {
    /// To be done or said before its officer goes home: an 即办件 of today or before, or a reply.
    pub fn is_left_undone(&self, today: NaiveDate) -> bool {
        let instant = matches!(self.disposed, Some(Disposed::Instant { due }) if due <= today);
        match self.life {
            Life::Working | Life::AwaitingVisitor(_) => instant,
            Life::Finished(_) => true,
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::ReturnProposed(_)
            | Life::Guided
            | Life::HandedOver(_)
            | Life::Replied(..)
            | Life::Archived(..)
            | Life::Ended(..)
            | Life::Void(_) => false,
        }
    }
}

impl DutyDay {
    /// The officer is in the last half-day that he has at the desk this day.
    pub fn is_last_slot(&self, code: &StaffCode, now: NaiveTime, hours: &[Hours; 2]) -> bool {
        let [_, afternoon] = hours;
        match self.afternoon.contains(code) || self.standing_in.contains(code) {
            true => now >= afternoon.from.0,
            false => self.morning.contains(code),
        }
    }
}

/// Decides a leaving: a reason where something is left undone at the last slot.
pub(super) fn leave(leave: &LeaveShift, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let cases = cx.facts.left_undone.clone();
    let last = cx.duty.is_last_slot(cx.actor.code(), cx.now.time(), &cx.settings.hours);
    if cases.is_empty() || !last {
        return Err(ShiftEnd::NothingToExplain.whole());
    }
    let reason = words(&leave.reason, RefusedField::Reason)?;
    if reason.is_empty() {
        return Err(ShiftEnd::ReasonNeeded { cases: cases.len() }.on(RefusedField::Reason));
    }
    let officer = cx.actor.code().clone();
    let left = ShiftLeft { date: cx.today(), officer, cases, reason: Words::new(reason) };
    Ok(vec![Event::Desk(DeskEvent::ShiftLeft(left))])
}
