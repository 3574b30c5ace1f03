//! A version of the rules, and the one that an office begins with.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::staff::StaffCode;
use crate::tenths::Tenths;

/// What the points are for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Per {
    /// 每件.
    EachCase,
    /// 按比例: the points are for all of it, and a part of it gets its part of them.
    Share {
        /// Of which measure, by its name.
        of: String,
    },
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeRule {
    /// As it stands on the sheet.
    pub name: String,
    /// The measure that it looks at, by its name.
    pub measure: String,
    /// What the points are for.
    pub per: Per,
    /// So many tenths of a point; below 0 they are taken off.
    pub points: Tenths,
    /// 封顶: never more than so many tenths are given or taken off by this rule.
    pub most: Tenths,
}

/// Who keeps a version, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub by: StaffCode,
    pub on: NaiveDate,
}

/// A version of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// From 1, the one that is compiled in.
    pub version: u32,
    /// Who keeps it; nobody yet: 待确认.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Author>,
    /// The rules, in the order of the sheet.
    pub rules: Vec<SchemeRule>,
}

impl Scheme {
    /// The version that every office begins with; `None` only where the program was built wrong.
    pub fn first() -> Option<Self> {
        toml::from_str(include_str!("../data/assessment.toml")).ok()
    }

    /// 待确认: the office has not made it its own.
    pub const fn is_proposal(&self) -> bool {
        self.kept.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r72_the_first_version_is_a_proposal_with_rules_of_both_kinds() {
        let first = Scheme::first().unwrap();
        assert!(first.is_proposal() && first.version == 1);
        let gives = |rule: &SchemeRule| rule.points.0 > 0;
        assert!(first.rules.iter().any(gives) && !first.rules.iter().all(gives));
        assert!(first.rules.iter().any(|rule| rule.per == Per::EachCase));
        assert!(first.rules.iter().any(|rule| rule.per != Per::EachCase));
    }
}
