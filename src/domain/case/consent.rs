//! 值班领导同意: what an officer may not do alone, and how it is asked for (R48, R56).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a leader consents to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// A second 协办提示卡 for the same case (R48).
    SecondPrompt,
    /// 即办件 → 承诺件 (R50).
    InstantToPromise,
    /// 承诺件 → 提示件 (R56).
    PromiseToPrompt,
    /// 终止, but for a visitor's own withdrawal (R65).
    Termination,
    /// 延期, once (行政许可法 42).
    Extension,
}

impl Consent {
    /// What is asked for, in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SecondPrompt => "再出一次协办提示卡",
            Self::InstantToPromise => "即办件改承诺件",
            Self::PromiseToPrompt => "承诺件改提示件",
            Self::Termination => "终止",
            Self::Extension => "延期",
        }
    }
}
