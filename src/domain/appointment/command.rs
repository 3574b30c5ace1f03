//! What may be asked of a 任免.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::step::{AppointmentAct, AppointmentLevel, AppointmentNumber, BureauOpinion};
use crate::staff::StaffCode;

/// 任免 is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeAppointment {
    /// Whom.
    pub staff: StaffCode,
    /// 任命 or 免职.
    pub act: AppointmentAct,
    /// 职务.
    pub post: String,
    /// What the post is; that of the person's rank unless said. Needed where somebody is appointed to his first 中层 post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<AppointmentLevel>,
}

/// Something asked of a 任免 that was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutAppointment {
    /// Which.
    pub number: AppointmentNumber,
    /// What.
    pub step: AppointmentCommand,
}

/// What may be asked of one that was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum AppointmentCommand {
    /// 征求意见 of 局作风办.
    Consult {
        /// When it was asked.
        #[schemars(with = "String")]
        date: NaiveDate,
    },
    /// What 局作风办 said.
    NoteOpinion {
        /// The date of the opinion.
        #[schemars(with = "String")]
        date: NaiveDate,
        /// 同意, 不同意 or 一票否决.
        opinion: BureauOpinion,
        /// Who signed it there.
        signed_by: String,
        /// In which words; may be empty.
        #[serde(default)]
        words: String,
    },
    /// 办结: it was decided and made known.
    Complete {
        /// When.
        #[schemars(with = "String")]
        date: NaiveDate,
        /// Why, where 局作风办 did not agree.
        #[serde(default)]
        reason: String,
    },
}
