//! Why a visit or an arrival is not taken (R1, R36).

use super::{Basis, Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visiting {
    VisitNeedsReason,
    VisitedToday,
    NoSuchArrival,
    ArrivedEarlier,
}

impl Visiting {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Visiting(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, basis: Basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::VisitNeedsReason => say(
                "visit_needs_reason",
                plan(1),
                "服务对象再次到所，须问明原因：补材料、须本人签字、须本人验证、我方原因、领取结果。",
            ),
            Self::VisitedToday => {
                say("visited_today", plan(1), "今天已经记过到所；一人一天只算一次，不用再记。")
            }
            Self::NoSuchArrival => {
                say("no_such_arrival", plan(36), "等候名单上没有这一位，可能已由别的台接待，请再看名单。")
            }
            Self::ArrivedEarlier => {
                say("arrived_earlier", plan(36), "这一位不是今天到的；请写明当时的去向，今天来的重新记到所。")
            }
        }
    }
}
