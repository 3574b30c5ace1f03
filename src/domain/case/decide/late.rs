//! 补录 of a case that was taken in on paper: only of the last days, each paper once.

use crate::case::event::CaseEvent;
use crate::case::late::{LateEntry, OnPaper, PaperStep, StepOnPaper};
use crate::case::state::Case;
use crate::context::Context;
use crate::moment::Moment;
use crate::refusal::{Correcting, Reason, Refusal, RefusedField};
use crate::sealed::Words;
use crate::visitor::{line, words};

/// Open days back that are still entered.
const BACK: i64 = 3;

/// A time on paper: of the last open days, and not of the future.
fn of_late(at: Moment, cx: &Context<'_>) -> Result<(), Refusal> {
    let back = || cx.calendar.working_days_between(at.date(), cx.today());
    match at > cx.now || back() > BACK {
        true => Err(Correcting::LateTime { back: BACK }.on(RefusedField::LateTime)),
        false => Ok(()),
    }
}

/// A step that was done on paper: judged, and counted, as of the time on the paper. Its page says when it was entered.
pub(super) fn step_on_paper(
    case: &Case,
    paper: &StepOnPaper,
    cx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    if !paper.step.facets().by_hand {
        return Err(Correcting::StepNotOnPaper.whole());
    }
    of_late(paper.at, cx)?;
    let last = case.last_noted();
    if paper.at < last {
        return Err(Correcting::StepBefore { after: last.screen_time() }.on(RefusedField::LateTime));
    }
    let own = case.opening.late.as_ref();
    let number = line(&paper.number, RefusedField::LateNumber)?;
    let number = match (number.is_empty(), own) {
        (true, Some(own)) => own.number.clone(),
        (true, None) => return Err(Correcting::LateNumberNeeded.on(RefusedField::LateNumber)),
        (false, _) => number,
    };
    let reason = words(&paper.reason, RefusedField::LateReason)?;
    let reason = match (reason.is_empty(), own) {
        (true, Some(own)) => Words::new(own.reason.text().to_owned()),
        (true, None) => return Err(Reason::WordsNeeded.on(RefusedField::LateReason)),
        (false, _) => Words::new(reason),
    };
    let then = Context { now: paper.at, ..*cx };
    let mut events = vec![CaseEvent::OnPaper(PaperStep { at: paper.at, number, reason })];
    events.extend(super::decided(case, &paper.step, &then)?);
    for event in &mut events {
        if let CaseEvent::Finished { finish, .. } = event {
            finish.entered = Some(cx.now);
        }
    }
    Ok(events)
}

/// What the paper says, checked; the moment from which everything is counted comes with it.
pub(super) fn late_entry(paper: &OnPaper, cx: &Context<'_>) -> Result<LateEntry, Refusal> {
    of_late(paper.at, cx)?;
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
