//! What may be asked of a roster.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::quarter::Quarter;
use super::swap::Turn;
use super::table::Line;
use crate::staff::StaffCode;

/// How a draft is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// 整周.
    #[default]
    #[serde(alias = "整周")]
    Weeks,
    /// 半天.
    #[serde(alias = "半天")]
    Slots,
}

const fn one() -> u8 {
    1
}

/// Draft a quarter. What was drafted before is replaced; an approved table is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftRoster {
    /// Which.
    pub quarter: Quarter,
    /// By whole weeks, or by half-days.
    #[serde(default)]
    pub by: By,
    /// Officers at a time, 1 to 4.
    #[serde(default = "one")]
    pub desks: u8,
}

/// Keep an edited draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepRoster {
    /// Which.
    pub quarter: Quarter,
    /// The state that was edited, as `edits` of its newest version, 0 where there was none; absent takes the place of any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edits: Option<u32>,
    /// Every line.
    pub lines: Vec<Line>,
}

/// 批准.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveRoster {
    /// Which.
    pub quarter: Quarter,
}

/// 公示.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostRoster {
    /// Which.
    pub quarter: Quarter,
    /// Where.
    pub place: String,
    /// When; today unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub date: Option<NaiveDate>,
}

/// 报送.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportRoster {
    /// Which.
    pub quarter: Quarter,
    /// When; today unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub date: Option<NaiveDate>,
    /// 报送方式.
    pub way: String,
    /// 接收人.
    pub receiver: String,
}

/// 更正: begin a further version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendRoster {
    /// Which.
    pub quarter: Quarter,
    /// Why.
    pub reason: String,
}

/// 换班: propose it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeSwap {
    /// My turn.
    pub gives: Turn,
    /// Who takes it.
    pub with: StaffCode,
    /// His turn, which I take for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes: Option<Turn>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// 换班: say yes or no; the other first, then the leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerSwap {
    /// Which quarter.
    pub quarter: Quarter,
    /// The swap's number.
    pub swap: u32,
    /// Yes.
    pub agrees: bool,
}

/// 替班: the leader puts somebody in for one who is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replace {
    /// Which turn.
    pub turn: Turn,
    /// Who is absent.
    pub absent: StaffCode,
    /// Who takes it.
    pub by: StaffCode,
    /// Why.
    pub reason: String,
}
