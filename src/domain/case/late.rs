//! 补录: a case that was taken in on paper while the program stood still. Its clocks run from the time on the paper.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use xieban_words::canonical;

use super::state::Opening;
use crate::moment::Moment;
use crate::sealed::Words;

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

impl Opening {
    /// The day on whose log it stands as received: that of its page, also where the visitor came earlier.
    pub fn entered_on(&self) -> NaiveDate {
        self.late.as_ref().map_or(self.at, |late| late.entered).date()
    }
}
