//! 补录: a case that was taken in on paper while the program stood still. Its clocks run from the time on the paper.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use xieban_words::canonical;

use super::command::CaseCommand;
use super::event::CaseEvent;
use super::state::{Case, Finish, Life, Opening};
use crate::context::Context;
use crate::moment::Moment;
use crate::refusal::{Correcting, Reason, Refusal, RefusedField};
use crate::sealed::{Words, seals};
use crate::visitor::{line, words};

/// What a registration says of the paper it is copied from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnPaper {
    /// When the visitor was there: UTC milliseconds, or as `2026-11-23T08:41`.
    #[serde(deserialize_with = "said")]
    #[schemars(with = "Said")]
    pub at: Moment,
    /// 手工单号.
    pub number: String,
    /// Why it was on paper.
    pub reason: String,
}

/// A step of a case that was done on paper, as it is copied from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepOnPaper {
    /// When it was done: UTC milliseconds, or as `2026-11-23T08:41`.
    #[serde(deserialize_with = "said")]
    #[schemars(with = "Said")]
    pub at: Moment,
    /// 手工单号; that of the case's own paper unless said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Why it was on paper; as the case itself unless said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What was done, as it would be asked at the desk.
    pub step: Box<CaseCommand>,
}

/// That the step which follows was done on paper, and entered with this page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperStep {
    /// The time on the paper.
    pub at: Moment,
    /// 手工单号.
    pub number: String,
    /// Why it was on paper.
    pub reason: Words,
}

/// A moment as it may be said.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum Said {
    Milliseconds(i64),
    Text(String),
}

fn said<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
    match Said::deserialize(deserializer)? {
        Said::Milliseconds(at) => Ok(Moment(at)),
        Said::Text(text) => {
            Moment::parse(&text).ok_or_else(|| serde::de::Error::custom("时间写作2026-11-23T08:41"))
        }
    }
}

/// What is known of a case that was entered late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateEntry {
    /// When it was entered; the opening's own time is that of the paper.
    pub entered: Moment,
    /// 手工单号, as it stands on the paper.
    pub number: String,
    /// Why it was on paper.
    pub reason: Words,
}

/// A 手工单号 in the one form in which it is compared.
pub fn canonical_number(number: &str) -> String {
    canonical::number(number).to_uppercase()
}

impl Case {
    /// The time of the last step that has one: nothing that was done on paper after it can be earlier.
    pub fn last_noted(&self) -> Moment {
        let life = match &self.life {
            Life::Finished(finish) => Some(finish.at),
            Life::Replied(_, reply, _) | Life::Archived(_, reply, _) => Some(reply.at),
            Life::HandedOver(handover) => Some(handover.at),
            Life::Ended(_, ending) => Some(ending.at),
            Life::Void(voided) => Some(voided.at),
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::ReturnProposed(_)
            | Life::Guided => None,
        };
        let legs = self.course.iter().flat_map(|course| &course.legs);
        let stages = legs.flat_map(|leg| leg.begun.into_iter().chain(leg.done.as_ref().map(|done| done.at)));
        let steps = self.all_steps().map(|step| step.back.unwrap_or(step.given));
        let papers = self.cards.iter().map(|card| card.at).chain(self.receipts.iter().map(|paper| paper.at));
        let led = self.guidance.iter().map(|guidance| guidance.at);
        let again = self.reopened.iter().map(|again| again.reopening.at);
        let all =
            stages.chain(steps).chain(papers).chain(led).chain(again).chain(self.contacts.iter().copied());
        all.chain(life).fold(self.opening.at, Moment::max)
    }
}

impl Finish {
    /// The day on whose log it stands as done: that of its page, also where it was done on paper before.
    pub fn entered_on(&self) -> NaiveDate {
        self.entered.unwrap_or(self.at).date()
    }
}

seals!(PaperStep { reason });

impl Opening {
    /// The day on whose log it stands as received: that of its page, also where the visitor came earlier.
    pub fn entered_on(&self) -> NaiveDate {
        self.late.as_ref().map_or(self.at, |late| late.entered).date()
    }
}

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
    events.extend(super::flow::decided(case, &paper.step, &then)?);
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
