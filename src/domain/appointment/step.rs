//! What can happen to a 任免. Every step is sealed as a whole before it stands on a page.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::codes::list;
use crate::domain::conduct::as_text;
use crate::domain::moment::Moment;
use crate::domain::staff::StaffCode;

list! {
    /// 任命 or 免职.
    AppointmentAct { Appoint = "任命", Remove = "免职" }
}
list! {
    /// By which rule 局作风办 has its say: it signs for a 局管 post (R77), it is asked for a 中层 post (R78).
    AppointmentLevel { Bureau = "局管", Middle = "中层" }
}
list! {
    /// What 局作风办 says (R79).
    BureauOpinion { Agrees = "同意", Disagrees = "不同意", Vetoes = "一票否决" }
}

/// Their own numbers, drawn like lots: `2026-3817`. One after the other they would have a gap for whoever may not know of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AppointmentNumber {
    /// The year in which it was proposed.
    pub year: u16,
    /// From 1 to 9999, in no order.
    pub seq: u32,
}

impl AppointmentNumber {
    /// So many there are in a year.
    pub const COUNT: usize = 9_999;

    /// The number that a random number stands for.
    pub const fn drawn(year: u16, random: u32) -> Self {
        Self { year, seq: random % 9_999 + 1 }
    }

    /// The number after this one; after the last, the first.
    #[must_use]
    pub const fn next(self) -> Self {
        Self::drawn(self.year, self.seq)
    }
}

impl fmt::Display for AppointmentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.seq)
    }
}

/// A text that is no number of a 任免.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("任免记录的编号写作“2026-3817”")]
pub struct NotAnAppointment;

impl FromStr for AppointmentNumber {
    type Err = NotAnAppointment;

    fn from_str(text: &str) -> Result<Self, NotAnAppointment> {
        let (year, seq) = text.split_once('-').ok_or(NotAnAppointment)?;
        let year = year.parse().map_err(|_| NotAnAppointment)?;
        Ok(Self { year, seq: seq.parse().ok().filter(|seq| *seq > 0).ok_or(NotAnAppointment)? })
    }
}

as_text!(AppointmentNumber = "^[0-9]{4}-[1-9][0-9]*$");

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Whom it concerns.
    pub staff: StaffCode,
    /// 任命 or 免职.
    pub act: AppointmentAct,
    /// 职务.
    pub post: String,
    /// By which rule.
    pub level: AppointmentLevel,
}

/// What 局作风办 said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opined {
    /// When.
    pub date: NaiveDate,
    /// 同意, 不同意 or 一票否决.
    pub opinion: BureauOpinion,
    /// Who signed it.
    pub signed_by: String,
    /// In which words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum AppointmentStep {
    /// It was proposed.
    Proposed(Proposal),
    /// 征求意见 (R78).
    Consulted {
        /// When.
        date: NaiveDate,
    },
    /// 局作风办 gave its opinion (R77, R79).
    Opined(Opined),
    /// 办结.
    Completed {
        /// When.
        date: NaiveDate,
        /// Why, where 局作风办 did not agree; may be empty elsewhere.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
}

/// A step, and the 任免 it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledAppointment {
    /// Which.
    pub number: AppointmentNumber,
    /// By whom.
    pub by: StaffCode,
    /// When.
    pub at: Moment,
    /// What.
    pub step: AppointmentStep,
}
