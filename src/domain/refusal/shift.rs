//! Why somebody does not just go home (R44, R50, R62).

use super::{Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShiftEnd {
    ReasonNeeded { cases: usize },
    NothingToExplain,
}

impl ShiftEnd {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::ShiftEnd(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        match self {
            Self::ReasonNeeded { cases } => Sentence(
                "shift_reason_needed",
                plan(50),
                format!("还有{cases}件即办件没办完或已办结没回复，签退前请写明原因，值班领导会看到。"),
            ),
            Self::NothingToExplain => {
                Sentence("nothing_to_explain", plan(44), "没有要说明的件，直接签退即可。".to_owned())
            }
        }
    }
}
