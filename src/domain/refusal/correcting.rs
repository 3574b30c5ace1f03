//! Why something is not corrected, not undone, or not entered from paper.

use crate::domain::number::CaseId;

use super::{Basis, Field, Reason, Refusal, Told, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is explained by its sentence in `told`")]
pub enum Correcting {
    Erased,
    MatterFixed,
    LateTime { back: i64 },
    LateNumberNeeded,
    LateTwice { by: CaseId },
}

impl Correcting {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: Field) -> Refusal {
        Reason::Correcting(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(Field::Whole)
    }

    pub(super) fn told(&self) -> Told {
        let say = |code, basis, text: &str| Told(code, basis, text.to_owned());
        match self {
            Self::Erased => say("erased", Basis::Program, "服务对象的资料已按期清除，不能再更正。"),
            Self::LateTime { back } => Told(
                "late_time",
                plan(36),
                format!("请写当时的时间（如11-20 09:10），只补录近{back}个开放日内的。"),
            ),
            Self::LateNumberNeeded => say("late_number_needed", plan(25), "补录须写手工单号，与纸上的一致。"),
            Self::LateTwice { by } => {
                Told("late_twice", plan(25), format!("这张手工单已补录为{}，不能再录一次。", by.spoken()))
            }
            Self::MatterFixed => say(
                "matter_fixed",
                plan(38),
                "已受理、已承诺或已移交的件不能再改事项和类别；登记错了的先终止，再按对的事项重新登记。",
            ),
        }
    }
}
