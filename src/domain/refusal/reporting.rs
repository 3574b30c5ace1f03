//! Why a report cannot be signed (R71).

use super::{Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reporting {
    FromAfterTo,
    NotOver,
    CodeNeeded,
}

impl Reporting {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Reporting(self).on(field)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, text: &str| Sentence(code, plan(71), text.to_owned());
        match self {
            Self::FromAfterTo => say("report_from_after_to", "起始日期不能晚于截止日期，请改正。"),
            Self::NotOver => say("report_not_over", "这一期还没有结束，请在截止日期以后签发。"),
            Self::CodeNeeded => {
                say("report_code_needed", "请填所签报表的校验码（印在报表下方，最多32个字）。")
            }
        }
    }
}
