//! Why a clock is not stopped, not started again, or a limit not extended (行政许可法 42, 45).

use super::{Basis, Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pausing {
    NothingPromised,
    StandsAlready,
    NotStopped,
    ClockStands,
    StopNeedsDays,
    StopNeedsNotice,
    ExtendedAlready,
    ExtendedTooLate,
    ExtensionTooLong,
    ExtensionUntold,
}

impl Pausing {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Pausing(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        let extension = Basis::Law("行政许可法42");
        let stop = Basis::Law("行政许可法45");
        match self {
            Self::NothingPromised => {
                say("nothing_promised", plan(52), "只有已受理、正在办理的承诺件才有期限可停可延。")
            }
            Self::StandsAlready => say("stands_already", stop, "计时已经停着，先恢复计时再停。"),
            Self::NotStopped => say("not_stopped", stop, "计时没有停，不用恢复。"),
            Self::ClockStands => say("clock_stands", stop, "计时还停着，请先恢复计时。"),
            Self::StopNeedsDays => {
                say("stop_needs_days", stop, "停计时须写明所需的工作日数，并书面告知服务对象。")
            }
            Self::StopNeedsNotice => {
                say("stop_needs_notice", stop, "停计时须书面告知服务对象，请填告知书的名称和文号。")
            }
            Self::ExtendedAlready => say("extended_already", extension, "本件已经延期过一次，不能再延。"),
            Self::ExtendedTooLate => {
                say("extended_too_late", extension, "期限已过，不能再延期，请尽快办结并向服务对象说明。")
            }
            Self::ExtensionTooLong => {
                say("extension_too_long", extension, "延期须在1至10个工作日之间，请改天数。")
            }
            Self::ExtensionUntold => {
                say("extension_untold", extension, "延期的理由须告知服务对象，请写明告知的内容。")
            }
        }
    }
}
