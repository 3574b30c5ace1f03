//! 补录 of a case that was taken in on paper: only of the last days, each paper once.

use crate::case::late::{LateEntry, OnPaper};
use crate::context::Context;
use crate::refusal::{Correcting, Field, Reason, Refusal};
use crate::sealed::Words;
use crate::visitor::{line, words};

/// Open days back that are still entered.
const BACK: i64 = 3;

/// What the paper says, checked; the moment from which everything is counted comes with it.
pub(super) fn late_entry(paper: &OnPaper, cx: &Context<'_>) -> Result<LateEntry, Refusal> {
    let back = || cx.calendar.working_days_between(paper.at.date(), cx.today());
    if paper.at > cx.now || back() > BACK {
        return Err(Correcting::LateTime { back: BACK }.on(Field::LateTime));
    }
    let number = line(&paper.number, Field::LateNumber)?;
    if number.is_empty() {
        return Err(Correcting::LateNumberNeeded.on(Field::LateNumber));
    }
    if let Some(by) = cx.facts.paper.taken_by {
        return Err(Correcting::LateTwice { by }.on(Field::LateNumber));
    }
    let reason = words(&paper.reason, Field::LateReason)?;
    match reason.is_empty() {
        true => Err(Reason::WordsNeeded.on(Field::LateReason)),
        false => Ok(LateEntry { entered: cx.now, number, reason: Words::new(reason) }),
    }
}
