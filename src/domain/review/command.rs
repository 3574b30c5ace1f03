//! What is entered of a 评议.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::staff::StaffCode;

/// What is reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum About {
    /// 本所.
    Office,
    /// 科室.
    Department {
        /// Which.
        name: String,
    },
    /// One of our own people.
    Staff {
        /// Who.
        code: StaffCode,
    },
}

/// A 评议 was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldReview {
    /// When it was held.
    #[schemars(with = "String")]
    pub date: NaiveDate,
    /// What is reviewed.
    pub about: About,
    /// 评议人 of our own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviewers: Vec<StaffCode>,
    /// 评议人 from outside, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outside: Vec<String>,
    /// 评分, each from 0 to 100; no more than there are 评议人.
    pub scores: Vec<u8>,
    /// 评议结果, in words.
    pub result: String,
}
