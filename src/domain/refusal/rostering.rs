//! Why something about the roster is refused (R10–R20).

use chrono::NaiveDate;

use super::{Basis, Reason, Refusal, RefusedField, Sentence, plan};
use crate::roster::RosterFlaw;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rostering {
    NoTable,
    Nobody,
    Desks { most: u8 },
    Over { quarter: String },
    AmendInstead,
    EditInstead,
    ReportedStays,
    DayTwice,
    Outside { date: NaiveDate, quarter: String },
    PastDays,
    Flawed { count: usize, first: Box<RosterFlaw> },
    ApprovedAlready,
    ApproveFirst,
    PostedAlready,
    PostFirst,
    ReportedAlready,
    PlaceNeeded,
    WayNeeded,
    ReceiverNeeded,
    InFuture,
    AmendNeedsReason,
    DraftOpen,
    NotHisTurn { name: String, turn: String },
    HasItAlready { name: String, turn: String },
    AwayThen { name: String, turn: String, kind: &'static str },
    WithHimself,
    NoSuchSwap,
    SwapOver,
    OtherFirst { name: String },
    OwnSwap,
}

impl Rostering {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Rostering(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, rule, text: &str| Sentence(code, plan(rule), text.to_owned());
        match self {
            Self::NoTable => say("no_roster", 15, "这个季度还没有安排表，请先起草。"),
            Self::Nobody => {
                say("roster_nobody", 11, "没有可以排班的人：请先在人员名录登记在编中层干部和班子成员。")
            }
            Self::Desks { most } => {
                Sentence("roster_desks", plan(12), format!("每个半天排1至{most}名协办员，请改人数。"))
            }
            Self::Over { quarter } => {
                Sentence("roster_over", plan(15), format!("{quarter}已经过去，安排表不再改动。"))
            }
            Self::AmendInstead => {
                say("roster_amend_instead", 15, "安排表已经批准，改动请办更正：另出一版，原版保留。")
            }
            Self::EditInstead => {
                say("roster_edit_instead", 15, "安排表还是草稿，直接改好保存即可，不用更正。")
            }
            Self::ReportedStays => say(
                "roster_reported_stays",
                19,
                "安排表已经报送，不能直接改：请办更正，另出一版，再公示、再报送。",
            ),
            Self::DayTwice => say("roster_day_twice", 15, "同一天写了两行，请合成一行。"),
            Self::Outside { date, quarter } => {
                Sentence("roster_outside", plan(15), format!("{date}不在{quarter}，请核对日期。"))
            }
            Self::PastDays => say("roster_past_days", 15, "已经过去的日子不能改，只能改今天和以后的。"),
            Self::Flawed { count: 1, first } => {
                Sentence("roster_flawed", plan(16), format!("安排表还有1处要改：{first}"))
            }
            Self::Flawed { count, first } => {
                Sentence("roster_flawed", plan(16), format!("安排表还有{count}处要改，第一处：{first}"))
            }
            Self::ApprovedAlready => say("roster_approved", 15, "这一版已经批准过。"),
            Self::ApproveFirst => say("roster_approve_first", 15, "安排表还是草稿，请先由值班领导批准。"),
            Self::PostedAlready => say("roster_posted", 18, "这一版已经公示过。"),
            Self::PostFirst => say("roster_post_first", 18, "安排表还没有公示，请先公示再报送。"),
            Self::ReportedAlready => say("roster_reported", 19, "这一版已经报送过。"),
            Self::PlaceNeeded => say("roster_place_needed", 18, "请写明公示在哪里，如“一楼公示栏”。"),
            Self::WayNeeded => say("roster_way_needed", 19, "请写明怎样报送，如“专人送达”。"),
            Self::ReceiverNeeded => say("roster_receiver_needed", 19, "请写明接收人。"),
            Self::InFuture => say("roster_in_future", 19, "日期在以后，请填已经办了的日期。"),
            Self::AmendNeedsReason => say("roster_amend_reason", 15, "请写明为什么改。"),
            Self::DraftOpen => say("roster_draft_open", 15, "有一版草稿还没批准，请先批准，再换班。"),
            Self::NotHisTurn { name, turn } => {
                Sentence("not_his_turn", plan(15), format!("{turn}不是{name}的班，请核对。"))
            }
            Self::HasItAlready { name, turn } => {
                Sentence("has_turn_already", plan(15), format!("{turn}{name}已经在班，请另选人。"))
            }
            Self::AwayThen { name, turn, kind } => {
                Sentence("away_then", plan(15), format!("{turn}{name}{kind}，请另选人或另选日子。"))
            }
            Self::WithHimself => say("swap_with_himself", 15, "不能和自己换班，请另选人。"),
            Self::NoSuchSwap => {
                Sentence("no_such_swap", Basis::Program, "没有这个换班，请刷新后再看。".to_owned())
            }
            Self::SwapOver => say("swap_over", 15, "这个换班已经办完，不再改动。"),
            Self::OtherFirst { name } => {
                Sentence("swap_other_first", plan(15), format!("换班先要{name}本人同意，再由值班领导批准。"))
            }
            Self::OwnSwap => say("own_swap", 15, "自己的换班不能自己批准，请另一位领导批准。"),
        }
    }
}
