//! Why something cannot be done after a closing or in its place: 评价, 终止, re-opening (R2, R65).

use super::{Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterClosing {
    AlreadyRated,
    RatedTooEarly,
    NothingToAnswer,
    NotClosed,
    NothingToEnd,
    EndNeedsEvidence,
    WithdrawalNeedsProof,
    EndNeedsPrompt,
    EndTooEarly { after: String },
    ContactsNeeded { so_far: usize },
}

impl AfterClosing {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::AfterClosing(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::AlreadyRated => say("already_rated", plan(2), "本件已经评价过，一件只评一次。"),
            Self::RatedTooEarly => say("rated_too_early", plan(2), "本件还没办结，办结后再请服务对象评价。"),
            Self::NothingToAnswer => {
                say("nothing_to_answer", plan(2), "本件没有等待整改的差评，不用登记整改回访。")
            }
            Self::NotClosed => say("not_closed", plan(65), "本件没有办结或终止，不用重新打开。"),
            Self::NothingToEnd => say("nothing_to_end", plan(65), "本件已经了结，不能终止。"),
            Self::EndNeedsEvidence => {
                say("end_needs_evidence", plan(65), "终止须写明依据：服务对象原话、证明或具体情况。")
            }
            Self::WithdrawalNeedsProof => say(
                "withdrawal_needs_proof",
                plan(65),
                "撤回须有服务对象签字的册页行，或来电的时间和原话，请补上一样。",
            ),
            Self::EndNeedsPrompt => {
                say("end_needs_prompt", plan(65), "只有待补正的提示件才能以逾期未补终止，请另选原因。")
            }
            Self::EndTooEarly { after } => Sentence(
                "end_too_early",
                plan(65),
                format!("补正期限到{after}，过后仍未补齐才能终止；请继续联系服务对象。"),
            ),
            Self::ContactsNeeded { so_far } => Sentence(
                "contacts_needed",
                plan(65),
                format!("终止前须登记过两次主动联系，现在{so_far}次；请先联系并登记。"),
            ),
        }
    }
}
