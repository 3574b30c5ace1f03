//! Why something about another unit is not done: its directory, guidance, transfers (R35, R41, R42, R60, R61).

use super::{Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Elsewhere {
    NothingKnown,
    SourceNumberNeeded,
    ReceivedIsOurs,
    NoSlipToJoin,
    SlipOfAnother,
    NotUnderWay,
    DisputeOpen,
    WhoDeclined,
    NothingToFollow,
    FollowUpNeeded,
    PrecheckTooLate,
    FeeNeedsBasis,
}

impl Elsewhere {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Elsewhere(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::NothingKnown => say(
                "nothing_known",
                plan(35),
                "请至少填一项：地址、电话、协办员或随带材料；都不知道的先不填，单上印“请拨12345”。",
            ),
            Self::SourceNumberNeeded => say(
                "source_number_needed",
                plan(61),
                "外单位转来的件，请填对方单上的编号；没有编号的写对方协办员和日期。",
            ),
            Self::ReceivedIsOurs => say(
                "received_is_ours",
                plan(61),
                "外单位转来的件只能登记为受理件或联办件；不属本所的，请当场告诉对方协办员，不要再移办。",
            ),
            Self::NoSlipToJoin => {
                say("no_slip_to_join", plan(42), "那一件还没有导引单，请先导引那一件，或单独出一张。")
            }
            Self::SlipOfAnother => say(
                "slip_of_another",
                plan(42),
                "只有同一位服务对象当天的件可以合在一张导引单上，请单独出一张。",
            ),
            Self::NotUnderWay => say("not_under_way", plan(61), "本件没有导引到其他单位，不用登记对方不接。"),
            Self::DisputeOpen => {
                say("dispute_open", plan(61), "对方不接，争议已报所作风办：另行导引或对方接收以后才能办结。")
            }
            Self::WhoDeclined => {
                say("who_declined", plan(61), "请写明对方谁说不接：争议要报所作风办，须有名有姓。")
            }
            Self::NothingToFollow => {
                say("nothing_to_follow", plan(41), "只有转12345查找有权单位的件须登记跟踪结果。")
            }
            Self::FollowUpNeeded => {
                say("follow_up_needed", plan(41), "转12345的件还没有登记跟踪结果，请查明归属后再办结。")
            }
            Self::PrecheckTooLate => say(
                "precheck_too_late",
                plan(5),
                "材料预审是受理以前的服务；本件已受理或已移交，不用再登记。",
            ),
            Self::FeeNeedsBasis => {
                say("fee_needs_basis", plan(1), "收费须写明收费依据（文件和条款）；没有依据的不收费。")
            }
        }
    }
}
