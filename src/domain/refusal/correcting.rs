//! Why something is not corrected, not undone, or not entered from paper.

use crate::number::CaseId;

use super::{Basis, Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correcting {
    Erased,
    MatterFixed,
    LateTime { back: i64 },
    LateNumberNeeded,
    LateTwice { by: CaseId },
    StepBefore { after: String },
    StepNotOnPaper,
    UndoLate,
    UndoOthers { by: String },
    UndoKept(NotUndone),
}

/// What is not taken back by an undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotUndone {
    Registration,
    Paper,
    Visitors,
    Ending,
    Stamp,
    Correction,
    Undo,
    LateEntry,
    Visit,
}

impl NotUndone {
    const fn sentence(self) -> &'static str {
        match self {
            Self::Registration => "登记不能撤销；登记错了的，按作废办。",
            Self::Paper => "单子已经打出，不能再撤销。",
            Self::Visitors => "服务对象的签字和评价不能撤销。",
            Self::Ending => "终止不能撤销；还要办的，按重新打开办。",
            Self::Stamp => "这一步连着别的件，不能撤销；请照实再办一步。",
            Self::Correction => "更正不能撤销；改错了的，再更正一次。",
            Self::Undo => "上一步已经撤销，不能再往前撤销。",
            Self::Visit => "来访已计入当天，不能撤销。",
            Self::LateEntry => "补录的件作废后，手工单可以重录，不能撤销。",
        }
    }
}

impl Correcting {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Correcting(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::Erased => say("erased", Basis::Program, "服务对象的资料已按期清除，不能再更正。"),
            Self::LateTime { back } => Sentence(
                "late_time",
                plan(36),
                format!("请写当时的时间（如11-20 09:10），只补录近{back}个开放日内的。"),
            ),
            Self::LateNumberNeeded => say("late_number_needed", plan(25), "补录须写手工单号，与纸上的一致。"),
            Self::LateTwice { by } => {
                Sentence("late_twice", plan(25), format!("这张手工单已补录为{}，不能再录一次。", by.spoken()))
            }
            Self::StepBefore { after } => Sentence(
                "step_before",
                plan(36),
                format!("本件在{after}已有后一步，纸上的时间不能更早，请核对。"),
            ),
            Self::StepNotOnPaper => {
                say("step_not_on_paper", plan(36), "这一步不能按手工单补录，请照现在的时间办。")
            }
            Self::UndoLate => say(
                "undo_late",
                Basis::Program,
                "一分钟内、别人还没接着办的才能撤销；现在请用更正，或照实再办一步。",
            ),
            Self::UndoOthers { by } => {
                Sentence("undo_others", Basis::Program, format!("最后一步是{by}办的，只能由{by}撤销。"))
            }
            Self::UndoKept(kept) => say("undo_kept", Basis::Program, kept.sentence()),
            Self::MatterFixed => say(
                "matter_fixed",
                plan(38),
                "已受理、已承诺或已移交的件不能再改事项和类别；登记错了的先终止，再按对的事项重新登记。",
            ),
        }
    }
}
