//! 补录 of a case that was taken in on paper: only of the last days, each paper once.

use crate::case::late::{LateEntry, OnPaper};
use crate::context::Context;
use crate::refusal::{Correcting, Reason, Refusal, RefusedField};
use crate::sealed::Words;
use crate::visitor::{line, words};

/// Open days back that are still entered.
const BACK: i64 = 3;

/// What the paper says, checked; the moment from which everything is counted comes with it.
pub(super) fn late_entry(paper: &OnPaper, cx: &Context<'_>) -> Result<LateEntry, Refusal> {
    let back = || cx.calendar.working_days_between(paper.at.date(), cx.today());
    if paper.at > cx.now || back() > BACK {
        return Err(Correcting::LateTime { back: BACK }.on(RefusedField::LateTime));
    }
    let number = line(&paper.number, RefusedField::LateNumber)?;
    if number.is_empty() {
        return Err(Correcting::LateNumberNeeded.on(RefusedField::LateNumber));
    }
    if let Some(by) = cx.facts.paper.taken_by {
        return Err(Correcting::LateTwice { by }.on(RefusedField::LateNumber));
    }
    let reason = words(&paper.reason, RefusedField::LateReason)?;
    match reason.is_empty() {
        true => Err(Reason::WordsNeeded.on(RefusedField::LateReason)),
        false => Ok(LateEntry { entered: cx.now, number, reason: Words::new(reason) }),
    }
}
