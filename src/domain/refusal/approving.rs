//! Why a consent, a 代办 or a 电话请示 is refused (R45, R48, R50, R55).

use super::{Basis, Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approving {
    OwnerAlone { officer: String },
    GoneHasNoEnd,
    NoCases,
    OneOwner,
    InCase { case: String, why: Box<Refusal> },
    NoProposal,
    ReturnNeverByPhone,
    ExtensionNeverByPhone,
    NotByPhone,
    PhoneNeedsLeader,
    PhoneNotYet,
    NothingToConfirm,
    ConfirmedByHimself { leader: String },
}

impl Approving {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Approving(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::OwnerAlone { officer } => Sentence(
                "owner_alone",
                plan(45),
                format!("代办只替手、不替责：作废由直接责任人{officer}或值班领导办理。"),
            ),
            Self::GoneHasNoEnd => {
                say("gone_has_no_end", plan(45), "直接责任人已离岗，代办到件了结为止，不填结束日期。")
            }
            Self::NoCases => say("no_cases", plan(45), "请写明代办哪些件。"),
            Self::OneOwner => say("one_owner", plan(45), "一次只为一位协办员的件提出代办，请分开提出。"),
            Self::InCase { case, why } => {
                let Sentence(_, basis, text) = why.reason.told();
                Sentence("in_case", basis, format!("{case}：{text}全部未办，请改好后再办。"))
            }
            Self::NoProposal => say("no_proposal", plan(45), "本件没有待审批的代办提议，请刷新后再看。"),
            Self::ReturnNeverByPhone => {
                say("return_never_by_phone", plan(55), "退回件须值班领导当面会签，不能电话请示。")
            }
            Self::ExtensionNeverByPhone => Sentence(
                "extension_never_by_phone",
                Basis::Law("行政许可法42"),
                "延期须负责人批准并告知理由，不能电话请示，请走报请延期。".to_owned(),
            ),
            Self::NotByPhone => say(
                "not_by_phone",
                plan(48),
                "只有二次提示卡、当天代办、即办件改承诺件可以电话请示，其他请报值班领导同意。",
            ),
            Self::PhoneNeedsLeader => {
                say("phone_needs_leader", plan(20), "请写明是哪位领导在电话里同意的；本人不能同意自己的件。")
            }
            Self::PhoneNotYet => {
                say("phone_not_yet", Basis::Program, "电话的时间不能晚于现在，也不能早于登记。")
            }
            Self::NothingToConfirm => {
                say("nothing_to_confirm", plan(20), "本件没有等待确认的电话请示，请刷新后再看。")
            }
            Self::ConfirmedByHimself { leader } => Sentence(
                "confirmed_by_himself",
                plan(20),
                format!("电话请示由{leader}本人确认，他人不能代为确认。"),
            ),
        }
    }
}
