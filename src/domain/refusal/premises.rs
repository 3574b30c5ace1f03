//! Why the office's books, its facilities or a seat at the desk cannot be kept so (R7, R9, R12, R27, R30, R68, R69).

use super::{Basis, Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Premises {
    UnknownFacility,
    SeatAlreadyLeft,
    SeatNotLeft,
    BackInThePast,
    RuleName,
    TitleNeeded,
    RetireNeedsDate,
    RuleNotInForce,
    PlaceNeeded,
    FormNeeded,
    NotYetDone,
    NoSuchRecord,
    TopicsNeeded,
    PeopleNeeded,
    LaunchYearUnset,
    AttendeesNeeded,
    OneOrTwoHeads,
    NotPrincipal { name: String },
}

impl Premises {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Premises(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::UnknownFacility => {
                say("unknown_facility", plan(27), "设施清单里没有这一项，请从清单中选择。")
            }
            Self::SeatAlreadyLeft => say("seat_already_left", plan(12), "已经记了离座，回来后先记回座。"),
            Self::SeatNotLeft => say("seat_not_left", plan(12), "没有离座的记录，不用记回座。"),
            Self::BackInThePast => say("back_in_the_past", plan(12), "预计回来的时间要晚于现在，请改正。"),
            Self::RuleName => say(
                "rule_name",
                Basis::Program,
                "制度的代号只用小写字母、数字和下划线，不超过24位，如 meeting_rule。",
            ),
            Self::TitleNeeded => say("title_needed", plan(30), "请填写制度的标题。"),
            Self::RetireNeedsDate => {
                say("retire_needs_date", plan(30), "废止的须是登记过的制度，并写明从哪天起。")
            }
            Self::RuleNotInForce => {
                say("rule_not_in_force", plan(30), "这项制度现在没有生效，请先登记生效日期，再登记上墙。")
            }
            Self::PlaceNeeded => say("place_needed", Basis::Program, "请填写地点。"),
            Self::FormNeeded => say("form_needed", plan(69), "请填写宣传的形式，如宣传栏、发放单页。"),
            Self::NotYetDone => say("not_yet_done", Basis::Program, "日期不能晚于今天，办过以后再登记。"),
            Self::NoSuchRecord => say("no_such_record", Basis::Program, "没有这个编号的记录，请刷新后再看。"),
            Self::TopicsNeeded => {
                say("topics_needed", plan(68), "请选培训内容：岗位职责、工作流程、服务规范。")
            }
            Self::PeopleNeeded => say("people_needed", plan(68), "请选参加培训的人员。"),
            Self::LaunchYearUnset => say(
                "launch_year_unset",
                plan(7),
                "还没有设学习动员的年份，请系统管理员先用 change_settings 填写 launch_year。",
            ),
            Self::AttendeesNeeded => say("attendees_needed", plan(7), "请填写参加人员或人数。"),
            Self::OneOrTwoHeads => say("one_or_two_heads", plan(9), "领导小组须有一至两名组长。"),
            Self::NotPrincipal { name } => Sentence(
                "not_principal",
                plan(9),
                format!("{name}不是党政主要领导，不能任组长，请选所长或书记。"),
            ),
        }
    }
}
