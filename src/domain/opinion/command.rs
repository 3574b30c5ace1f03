//! What may be asked of the book.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A page of the book is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterOpinion {
    /// 册号, from 1.
    pub volume: u16,
    /// 页码, from 1.
    pub page: u16,
    /// The date on the page.
    #[schemars(with = "String")]
    pub date: NaiveDate,
    /// 意见内容; empty for 空白页, or where the content is not taken over.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// 留言人; empty where he did not sign.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// 回复 to what stands on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerOpinion {
    /// 册号.
    pub volume: u16,
    /// 页码.
    pub page: u16,
    /// 回复内容.
    pub words: String,
    /// 是否公示.
    #[serde(default)]
    pub published: bool,
}

/// 公示 of a page and its answer, or no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishOpinion {
    /// 册号.
    pub volume: u16,
    /// 页码.
    pub page: u16,
    /// 是否公示.
    pub published: bool,
}
