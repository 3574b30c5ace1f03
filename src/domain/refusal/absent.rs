//! Why an absence cannot be entered so (R44, R45).

use super::{Basis, Reason, Refusal, RefusedField, Sentence};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absent {
    Others,
    EndsBeforeItBegins,
    TooLong { days: i64 },
    NeedsReason,
    Overlaps { with: String },
    NoSuch,
}

impl Absent {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Absent(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, text: &str| Sentence(code, Basis::Program, text.to_owned());
        match self {
            Self::Others => say("absence_of_others", "他人的离岗由本人或领导登记，请请领导办理。"),
            Self::EndsBeforeItBegins => say("absence_ends_first", "离岗结束不能早于开始，请改日期。"),
            Self::TooLong { days } => Sentence(
                "absence_too_long",
                Basis::Program,
                format!("一次离岗最多{days}天，更长的请分次登记。"),
            ),
            Self::NeedsReason => say("absence_needs_reason", "离岗种类为其他的，请写明原因。"),
            Self::Overlaps { with } => Sentence(
                "absence_overlaps",
                Basis::Program,
                format!("与已登记的离岗（{with}）重叠，请先更正或取消那一次。"),
            ),
            Self::NoSuch => say("no_such_absence", "没有这次离岗或已取消，请刷新后再看。"),
        }
    }
}
