//! 补录: a case that was taken in on paper while the program stood still. Its clocks run from the time on the paper.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use xieban_words::canonical;

use super::command::CaseCommand;
use super::state::{Case, Finish, Life, Opening};
use crate::moment::Moment;
use crate::sealed::{Words, seals};

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
