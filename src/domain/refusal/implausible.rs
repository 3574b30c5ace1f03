//! Why a number, a date or an amount is not taken: it lies where nothing of an office can lie, and would spoil what is counted from it.

use chrono::NaiveDate;

use super::{Basis, Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Implausible {
    Date { date: NaiveDate },
    YearOfNumbers { year: u16 },
    UsedUp { form: &'static str },
    UsedTooMany { most: u32 },
    SeriesInUse { form: &'static str, last: u32 },
    JumpNeedsReason { last: u32 },
    Amount { most: u32 },
    QuarterTooFar { quarter: String },
    RequestId,
}

impl Implausible {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Implausible(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        match self {
            Self::Date { date } => Sentence(
                "date_implausible",
                Basis::Program,
                format!("日期{date}不合常理，请核对：写1900年到2199年之间的日期。"),
            ),
            Self::YearOfNumbers { year } => Sentence(
                "year_implausible",
                Basis::Program,
                format!("本机日期是{year}年，不能编号；请先把日期改对，改对以前用手工单。"),
            ),
            Self::UsedUp { form } => {
                Sentence("numbers_used_up", plan(25), format!("“{form}”本年的编号已经用完，请找系统管理员。"))
            }
            Self::UsedTooMany { most } => Sentence(
                "used_too_many",
                plan(25),
                format!("用过的编号最多填{most}，请核对是不是多打了几位。"),
            ),
            Self::SeriesInUse { form, last } => Sentence(
                "series_in_use",
                plan(25),
                format!("“{form}”本年已经编到第{last}号，用过的编号不能再改；手工用掉的，请逐张补录。"),
            ),
            Self::JumpNeedsReason { last } => Sentence(
                "jump_needs_reason",
                plan(25),
                format!(
                    "下一张就从第{}号编起，中间的都算已用过；确实是这样，请写明原因。",
                    last.saturating_add(1)
                ),
            ),
            Self::Amount { most } => Sentence(
                "amount_implausible",
                Basis::Program,
                format!("金额最多{}元，请核对是不是多打了几位。", most / 100),
            ),
            Self::QuarterTooFar { quarter } => Sentence(
                "quarter_too_far",
                plan(15),
                format!("{quarter}还太远，安排表最早提前一年编排，请核对季度。"),
            ),
            Self::RequestId => Sentence(
                "request_id_implausible",
                Basis::Program,
                "请求号里有看不见的字符，请换成字母、数字和短横。".to_owned(),
            ),
        }
    }
}
