//! Why 督办 or 批注 of a case, or the answer to one, is refused (R66).

use super::{Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supervising {
    OwnCase,
    NothingUrged,
}

impl Supervising {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Supervising(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, text: &str| Sentence(code, plan(66), text.to_owned());
        match self {
            Self::OwnCase => say(
                "supervises_own_case",
                "本件由您经办、代办或分管，不能自己督办、批注，请换所作风办或所行风办另一位办理。",
            ),
            Self::NothingUrged => say("nothing_urged", "本件没有等待答复的督办，请刷新后再看。"),
        }
    }
}
