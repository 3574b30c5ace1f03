//! What the office's values must be like (R6, R26, R53).

use super::{Basis, Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    NameNeeded,
    HotlineNeeded,
    HotlineNotDialled { typed: String },
    HoursNotRising,
    EscalationNotRising,
    RetentionTooShort { months: u16 },
    ArchiveNeedsBasis,
    HighestNeeded,
    PracticeIsForever,
    DepartmentOffNeedsReason,
    NoticeWrong { why: String },
    SheetHours,
}

impl Setting {
    /// This reason, on the value of this name.
    pub const fn on(self, name: &'static str) -> Refusal {
        self.refused(RefusedField::Setting(name))
    }

    /// This reason, on this field.
    pub const fn refused(self, field: RefusedField) -> Refusal {
        Reason::Setting(self).on(field)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::NameNeeded => say("setting_needs_name", Basis::Program, "名称不能空着，请填写。"),
            Self::HotlineNeeded => {
                say("hotline_needed", plan(26), "作风投诉电话和短信号码只能更改，不能空着。")
            }
            Self::HotlineNotDialled { typed } => Sentence(
                "hotline_not_dialled",
                plan(26),
                format!("“{typed}”拨不通：作风投诉电话和短信号码写5位以上数字，可带区号和短横。"),
            ),
            Self::HoursNotRising => say(
                "hours_not_rising",
                Basis::Program,
                "开门时间不对：上午在前，下午在后，每段先开后关，如08:30-12:00和14:30-17:30。",
            ),
            Self::RetentionTooShort { months } => Sentence(
                "retention_too_short",
                Basis::Program,
                format!(
                    "本所档案保管期限是{months}个月，身份资料不能更早清除；期限不同的，请先按《档案保管期限表》改档案保管期限。"
                ),
            ),
            Self::ArchiveNeedsBasis => say(
                "archive_needs_basis",
                Basis::Program,
                "档案保管期限写1至1200个月，并写明所依据的《档案保管期限表》文号。",
            ),
            Self::HighestNeeded => say(
                "highest_needed",
                Basis::Program,
                "没有见证记着发到了几号：请查手里的单子，写明今年各种单据发到的最大编号（highest），一张没发的写0，免得一号两发。",
            ),
            Self::EscalationNotRising => say(
                "escalation_not_rising",
                plan(53),
                "督办的四个天数须从1起逐个增大，如1、3、5、10，请改正。",
            ),
            Self::SheetHours => {
                say("sheet_hours", Basis::Program, "单子文件最多留1至168小时，请写这之间的数。")
            }
            Self::PracticeIsForever => say(
                "practice_is_forever",
                Basis::Program,
                "演练库不能改成正式库，正式库也不能改成演练库；请另建一个。",
            ),
            Self::NoticeWrong { why } => {
                Sentence("notice_wrong", Basis::Program, format!("放假安排有错，请改好再登记：{why}。"))
            }
            Self::DepartmentOffNeedsReason => {
                say("department_off_needs_reason", plan(6), "停用科室须写明原因。")
            }
        }
    }
}
