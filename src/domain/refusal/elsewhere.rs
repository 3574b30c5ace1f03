//! Why something about another unit is not done: its directory, guidance, transfers (R35, R41, R42, R60, R61).

use super::{Field, Reason, Refusal, Told, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is explained by its sentence in `told`")]
pub enum Elsewhere {
    NothingKnown,
}

impl Elsewhere {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: Field) -> Refusal {
        Reason::Elsewhere(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(Field::Whole)
    }

    pub(super) fn told(&self) -> Told {
        let say = |code, basis, text: &str| Told(code, basis, text.to_owned());
        match self {
            Self::NothingKnown => say(
                "nothing_known",
                plan(35),
                "请至少填一项：地址、电话、协办员或随带材料；都不知道的先不填，单上印“请拨12345”。",
            ),
        }
    }
}
