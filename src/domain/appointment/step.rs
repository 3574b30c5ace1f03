//! What can happen to a 任免. Every step is sealed as a whole before it stands on a page.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::codes::list;
use crate::lot::lot;
use crate::moment::Moment;
use crate::staff::StaffCode;

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

lot! {
    /// The number of a 任免: `2026-3817`.
    AppointmentNumber, NotAnAppointment = "任免记录的编号写作“2026-3817”"
}

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
    Consulted { date: NaiveDate },
    /// 局作风办 gave its opinion (R77, R79).
    Opined(Opined),
    /// 办结.
    Completed {
        date: NaiveDate,
        /// Why, where 局作风办 did not agree; may be empty elsewhere.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
}

/// A step, and the 任免 it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledAppointment {
    pub number: AppointmentNumber,
    pub by: StaffCode,
    pub at: Moment,
    pub step: AppointmentStep,
}
