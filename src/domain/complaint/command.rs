//! What may be asked of a complaint.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::event::Outcome;
use super::state::ComplaintId;
use super::who::{Channel, Complainant};
use crate::catalogue::MatterCode;
use crate::codes::{ReplyMode, Satisfaction};

/// A complaint, as it is taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeComplaint {
    /// 渠道.
    pub channel: Channel,
    /// 投诉类别: a matter of the catalogue that is a complaint.
    pub matter: MatterCode,
    /// 被投诉对象.
    pub about: String,
    /// 被投诉对象的地址.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// 内容.
    pub content: String,
    /// 诉求.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub demand: String,
    /// 证据.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// 投诉人; absent where he stays anonymous, and then nothing of him is stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complainant: Option<Complainant>,
    /// 急件; some matters are always.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub urgent: bool,
    /// 重复投诉: an earlier one about the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<ComplaintId>,
}

impl TakeComplaint {
    /// One with nothing in it yet, for whoever has to know who may take one in.
    pub const fn of(channel: Channel) -> Self {
        Self {
            channel,
            matter: MatterCode(String::new()),
            about: String::new(),
            place: String::new(),
            content: String::new(),
            demand: String::new(),
            evidence: String::new(),
            complainant: None,
            urgent: false,
            repeats: None,
        }
    }
}

/// Something asked of a complaint that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutComplaint {
    /// Which.
    pub number: ComplaintId,
    /// The version it was made for; absent where changes by others do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// What.
    pub step: ComplaintCommand,
}

/// What may be asked of one that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum ComplaintCommand {
    /// 交办 to a 科室.
    HandOver {
        /// Which.
        department: String,
    },
    /// 办理中的情况, a call, a visit on site.
    Note {
        /// What.
        words: String,
    },
    /// 调查情况和处理结果.
    Find {
        /// 调查情况.
        findings: String,
        /// 处理结果.
        outcome: Outcome,
    },
    /// 答复; of an anonymous one, how it was made known, or that nobody can be answered.
    Reply {
        /// How.
        mode: ReplyMode,
        /// In which words.
        words: String,
    },
    /// 满意度.
    Rate {
        /// As he said.
        level: Satisfaction,
    },
    /// 关联 to an earlier one about the same.
    Link {
        /// Which.
        to: ComplaintId,
    },
    /// 督办 by the supervising offices or a leader.
    Urge {
        /// What for.
        words: String,
    },
}
