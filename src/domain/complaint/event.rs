//! What may have happened to a complaint. What it says, and who says it, is sealed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::state::ComplaintId;
use super::who::{Channel, Complainant};
use crate::catalogue::MatterCode;
use crate::codes::{ReplyMode, Satisfaction, list};
use crate::limit::Due;
use crate::sealed::{Sealed, Words, seals};
use crate::staff::StaffCode;

list! {
    /// 处理结果.
    Outcome {
        Fined = "立案处罚",
        Ordered = "责令整改",
        Advised = "当场指导",
        Unproven = "未发现违法",
        PassedOn = "移送有权单位",
        Other = "其他",
    }
}

/// 被投诉对象.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// 名称.
    pub name: String,
    /// 地址; empty where not said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// Characters from which on a name that is part of another means the same.
const TELLING: usize = 3;

impl Subject {
    /// Somebody means this by that name: the same but for blanks, or one of them the other's beginning or end.
    pub fn is_called(&self, name: &str) -> bool {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let (mine, other) = (bare(&self.name), bare(name));
        let (long, short) = if mine.len() >= other.len() { (&mine, &other) } else { (&other, &mine) };
        let within = long.starts_with(short.as_str()) || long.ends_with(short.as_str());
        short == long && !short.is_empty() || short.chars().count() >= TELLING && within
    }
}

/// A complaint was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintTaken {
    /// 渠道.
    pub channel: Channel,
    /// 投诉类别.
    pub matter: MatterCode,
    /// 被投诉对象.
    pub about: Sealed<Subject>,
    /// 内容.
    pub content: Words,
    /// 诉求.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<Words>,
    /// 证据.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Words>,
    /// 投诉人; absent: anonymous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complainant: Option<Sealed<Complainant>>,
    /// 急件.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub urgent: bool,
    /// 重复投诉.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<ComplaintId>,
    /// 直接责任人.
    pub officer: StaffCode,
    /// 分管责任人; absent while nobody is on duty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<StaffCode>,
    /// 台号.
    pub desk: String,
    /// 承办科室.
    pub department: String,
    /// 到期日, as it was promised.
    pub due: Due,
    /// 法定到期日.
    pub statutory: Due,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ComplaintEvent {
    /// It was taken in.
    Taken(Box<ComplaintTaken>),
    /// 交办.
    HandedOver {
        /// To which 科室.
        department: String,
    },
    /// Something was noted.
    Noted { words: Words },
    /// 调查情况和处理结果.
    Found {
        /// 调查情况.
        findings: Words,
        /// 处理结果.
        outcome: Outcome,
    },
    /// 答复.
    Replied {
        mode: ReplyMode,
        /// In which words.
        words: Words,
    },
    /// 满意度.
    Rated {
        /// As he said.
        level: Satisfaction,
    },
    /// 关联.
    Linked { to: ComplaintId },
    /// 督办.
    Urged { by: StaffCode, words: Words },
}

seals!(ComplaintTaken { about, content, demand, evidence, complainant });

seals!(ComplaintEvent:
    Self::Taken(taken) => [taken],
    Self::Found { findings: words, .. }
    | Self::Noted { words }
    | Self::Replied { words, .. }
    | Self::Urged { words, .. } => [words],
    Self::HandedOver { .. } | Self::Rated { .. } | Self::Linked { .. } => [],
);
