//! What can happen to a file. Every step is sealed as a whole before it stands on a page.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::codes::{ReplyMode, Satisfaction, list};
use crate::complaint::{Channel, Complainant};
use crate::limit::Due;
use crate::lot::{as_text, lot};
use crate::moment::Moment;
use crate::sealed::{Sealed, seals};
use crate::staff::StaffCode;

list! {
    /// 情形: exactly five (R74).
    Misconduct {
        Perfunctory = "敷衍应付",
        Resisting = "变相抵制",
        Inaction = "不作为",
        Delay = "慢作为",
        Arbitrary = "乱作为",
    }
}
list! {
    /// 处理措施 (R75). The last is no measure of ours: it sends the matter to the bureau (R76).
    Measure {
        Corrected = "当场纠正",
        Admonished = "批评教育",
        WrittenSelfCriticism = "责令书面检查",
        Reprimanded = "通报批评",
        Suspended = "停岗学习",
        Transferred = "调离岗位",
        Bureau = "报局党委研究",
    }
}
list! {
    /// 调查结论.
    Found { Proven = "属实", Partly = "部分属实", Unproven = "不属实", Unclear = "无法查实" }
}

lot! {
    /// A file's number, known in the two offices and to whoever was told: `2026-3817`.
    FileNumber, NotAFile = "作风件的编号写作“2026-3817”"
}

/// 随机回执码: six digits by which a complainant asks after his complaint. It tells nobody how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReceiptCode(u32);

impl ReceiptCode {
    /// A code from a random number; every code of six digits is as likely as any other (but for a part in four thousand).
    pub const fn random(number: u32) -> Self {
        Self(number % 1_000_000)
    }

    /// So many there are.
    pub const COUNT: usize = 1_000_000;

    /// The code after this one; after the last, the first.
    #[must_use]
    pub const fn next(self) -> Self {
        Self::random(self.0.saturating_add(1))
    }
}

impl fmt::Display for ReceiptCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

/// A text that is no receipt code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("回执码是6位数字，请核对")]
pub struct NotAReceipt;

impl FromStr for ReceiptCode {
    type Err = NotAReceipt;

    fn from_str(text: &str) -> Result<Self, NotAReceipt> {
        let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| digits).map(Self).ok_or(NotAReceipt)
    }
}

as_text!(ReceiptCode = "^[0-9]{6}$");

/// A page behind the wall: two seals and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConductPage {
    /// What happened, to which file, and by whom.
    pub step: Sealed<FiledStep>,
    /// 投诉人, apart: shown only on demand, with a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complainant: Option<Sealed<Complainant>>,
}

seals!(ConductPage { step, complainant });

/// A step, and the file it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledStep {
    pub file: FileNumber,
    pub by: StaffCode,
    pub at: Moment,
    pub step: ConductStep,
}

impl FiledStep {
    /// 回执码 that was given out with it.
    pub const fn receipt(&self) -> Option<ReceiptCode> {
        match &self.step {
            ConductStep::Taken(taken) => taken.receipt,
            ConductStep::Assigned { .. }
            | ConductStep::Identified { .. }
            | ConductStep::OnTheSpot(_)
            | ConductStep::Told { .. }
            | ConductStep::Answered { .. }
            | ConductStep::Investigated { .. }
            | ConductStep::ReportedUp { .. }
            | ConductStep::BureauSaid { .. }
            | ConductStep::Measured { .. }
            | ConductStep::Replied { .. }
            | ConductStep::Rated { .. }
            | ConductStep::Revealed { .. } => None,
        }
    }
}

/// What happened to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ConductStep {
    /// A complaint was taken in, or the offices began a file of their own.
    Taken(ConductComplaint),
    /// 承办: who of the two offices works on it.
    Assigned { handler: StaffCode },
    /// It was found out whom it is about.
    Identified {
        /// Whom, all of them.
        about: BTreeSet<StaffCode>,
    },
    /// 临机处置 (R75).
    OnTheSpot(OnTheSpot),
    /// The person it concerns was told what is held against him: he may answer.
    Told {
        /// What he was told.
        facts: String,
    },
    /// 申辩.
    Answered { words: String },
    /// 查处.
    Investigated {
        /// When it was done.
        date: NaiveDate,
        /// 调查情况.
        findings: String,
        /// 结论.
        found: Found,
        /// 情形: at least one where something was found (R74).
        kinds: BTreeSet<Misconduct>,
    },
    /// 报市卫生局党委、市卫生局 (R76).
    ReportedUp { date: NaiveDate },
    /// 局研究意见 (R76).
    BureauSaid { date: NaiveDate, words: String },
    /// 处理: the final measure and what it rests on (R73).
    Measured {
        /// The measure; `None` where nothing was found.
        measure: Option<Measure>,
        /// 依据.
        basis: String,
    },
    /// 答复 to the complainant.
    Replied {
        mode: ReplyMode,
        /// In which words.
        words: String,
    },
    /// 满意度 of the complainant (R2).
    Rated {
        /// As he said.
        level: Satisfaction,
    },
    /// Who complained was looked up.
    Revealed { reason: String },
}

/// What a complaint says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConductComplaint {
    /// 回执码; the offices' own files have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptCode>,
    /// 渠道; the offices' own files have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Whom it is about, as far as he is known by name.
    pub about: BTreeSet<StaffCode>,
    /// How the complainant describes him, where he has no name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub described: String,
    /// 内容.
    pub content: String,
    /// 诉求.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub demand: String,
    /// 证据.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// An earlier file about the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<FileNumber>,
    /// 到期日 of the reply.
    pub due: NaiveDate,
    /// 暂定: it was counted through a year without a notice.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub provisional: bool,
}

impl ConductComplaint {
    /// 到期日 of the reply, and whether it is sure.
    pub const fn due(&self) -> Due {
        Due { date: self.due, provisional: self.provisional }
    }
}

/// 临机处置: what was done about it there and then (R75).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnTheSpot {
    /// When, as Unix milliseconds (UTC).
    pub time: Moment,
    /// 地点.
    pub place: String,
    /// 情形: at least one of the five (R74).
    pub kinds: BTreeSet<Misconduct>,
    /// 事实.
    pub facts: String,
    /// 当事人陈述; empty where he said nothing.
    #[serde(default)]
    pub statement: String,
    /// 现场处理措施.
    pub measure: Measure,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r74_exactly_five_kinds() {
        let names: Vec<&str> = Misconduct::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(names, ["敷衍应付", "变相抵制", "不作为", "慢作为", "乱作为"]);
    }

    #[test]
    fn a_receipt_code_has_six_digits_and_nothing_else() {
        assert_eq!(ReceiptCode::random(4_000_000_007).to_string(), "000007");
        assert_eq!("000007".parse(), Ok(ReceiptCode::random(7)));
        for wrong in ["7", "0000007", "00000七", "+00007", "00 007", ""] {
            assert_eq!(wrong.parse::<ReceiptCode>(), Err(NotAReceipt), "{wrong}");
        }
    }

    #[test]
    fn a_file_number_is_read_as_it_is_written() {
        let number = FileNumber { year: 2026, seq: 12 };
        assert_eq!(number.to_string().parse(), Ok(number));
        for wrong in ["2026", "2026-0", "x-1", "-", ""] {
            assert_eq!(wrong.parse::<FileNumber>(), Err(NotAFile), "{wrong}");
        }
    }
}
