//! Why a version of 考核规则 cannot be kept (R72).

use chrono::NaiveDate;

use super::{Reason, Refusal, RefusedField, Sentence, plan};
use crate::moment::paper_date;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assessing {
    NoScheme,
    Stale { version: u32, by: String, on: Option<NaiveDate> },
    RulesNeeded { most: usize },
    NameNeeded,
    NameTwice,
    UnknownMeasure { name: String },
    PointsNeeded { name: String },
    CapNeeded { name: String },
}

impl Assessing {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Assessing(self).on(field)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, text: String| Sentence(code, plan(72), text);
        match self {
            Self::NoScheme => say("no_scheme", "读不到考核规则，请刷新后再试。".to_owned()),
            Self::Stale { version, by, on: Some(on) } => say(
                "scheme_stale",
                format!(
                    "考核规则已由{by}于{}改为第{version}版，您填的还在；请看过最新一版再保存一次。",
                    paper_date(*on)
                ),
            ),
            Self::Stale { version, on: None, .. } => say(
                "scheme_stale",
                format!("考核规则现在是第{version}版，您填的还在；请看过这一版再保存一次。"),
            ),
            Self::RulesNeeded { most } => {
                say("scheme_rules_needed", format!("考核规则至少一条，最多{most}条，请改好再保存。"))
            }
            Self::NameNeeded => say("scheme_name_needed", "每条考核规则请写名称。".to_owned()),
            Self::NameTwice => say("scheme_name_twice", "有两条考核规则名称相同，请改一个。".to_owned()),
            Self::UnknownMeasure { name } => {
                say("unknown_measure", format!("没有“{name}”这个统计项，请从统计项中选择，如“按时办结”。"))
            }
            Self::PointsNeeded { name } => {
                say("scheme_points_needed", format!("“{name}”的分值不能是0，请填写加分或扣分。"))
            }
            Self::CapNeeded { name } => {
                say("scheme_cap_needed", format!("“{name}”的封顶须大于0，分值和封顶都不超过1000分，请改正。"))
            }
        }
    }
}
