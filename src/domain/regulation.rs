//! 制度登记: the office's working rules, their versions, where and since when they hang on the wall (R30, R32, R67).
//!
//! A version is never changed once a newer one stands; 上墙 belongs to the version that hangs there.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::moment::Moment;
use super::staff::StaffCode;

/// One version of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleVersion {
    /// 第几版, from 1.
    pub number: u16,
    /// 标题.
    pub title: String,
    /// 生效日期; none while it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<NaiveDate>,
    /// 活动: campaigns for which it was made (R67).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The office's own text, a paragraph each; empty where it hangs elsewhere, or is the one the program brings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<String>,
    /// 废止: it holds no more.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub retired: bool,
    /// When it was entered.
    pub at: Moment,
    pub by: StaffCode,
    /// 上墙, once it hangs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<Posting>,
}

/// 上墙.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    pub date: NaiveDate,
    pub place: String,
    /// 统一样式、批次 that the board follows (R32); empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// Who noted it.
    pub by: StaffCode,
}

/// How a rule stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleStanding {
    /// 未生效: no date, or one to come.
    NotYet,
    /// 未上墙: in force, and not on the wall (R30).
    Unposted,
    /// 已上墙.
    Posted,
    /// 已废止.
    Retired,
}

impl RuleStanding {
    /// As the screen says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotYet => "未生效",
            Self::Unposted => "未上墙",
            Self::Posted => "已上墙",
            Self::Retired => "已废止",
        }
    }
}

/// A rule with all its versions, the oldest first; never empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Regulation {
    pub versions: Vec<RuleVersion>,
}

impl Regulation {
    /// The version that holds on a day: the newest that has come into force.
    pub fn in_force(&self, today: NaiveDate) -> Option<&RuleVersion> {
        self.versions.iter().rev().find(|version| version.effective.is_some_and(|date| date <= today))
    }

    /// The newest version, whether it holds yet or not.
    pub fn newest(&self) -> Option<&RuleVersion> {
        self.versions.last()
    }

    /// How it stands on a day.
    pub fn standing(&self, today: NaiveDate) -> RuleStanding {
        match self.in_force(today) {
            None => RuleStanding::NotYet,
            Some(version) if version.retired => RuleStanding::Retired,
            Some(version) if version.posted.is_some() => RuleStanding::Posted,
            Some(_) => RuleStanding::Unposted,
        }
    }
}

/// The register, by the rules' names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Regulations(pub BTreeMap<String, Regulation>);

impl Regulations {
    /// Rules made for a campaign, on any version of theirs that holds or is to hold (R67).
    pub fn tagged<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = (&'a String, &'a Regulation)> {
        let has = move |rule: &Regulation| {
            rule.newest().is_some_and(|version| version.tags.iter().any(|each| each == tag))
        };
        self.0.iter().filter(move |(_, rule)| has(rule))
    }

    /// Every campaign that a rule was made for.
    pub fn tags(&self) -> Vec<&str> {
        let newest = self.0.values().filter_map(Regulation::newest);
        let mut tags: Vec<&str> =
            newest.flat_map(|version| version.tags.iter().map(String::as_str)).collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }
}
