//! The figures in the order of 协办工作月（季）报表, each with what it opens.

use super::measure::Measure;
use super::total::{CONTENT, DISCONTENT, Figures, KINDS, OVERDUE, RATINGS};
use crate::case::service::yuan;
use crate::tenths;

/// A section of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportSection {
    /// 受理.
    Intake,
    /// 办理.
    Work,
    /// 移办.
    Elsewhere,
    /// 评价.
    Voices,
}

impl ReportSection {
    /// Every section, in order.
    pub const ALL: [Self; 4] = [Self::Intake, Self::Work, Self::Elsewhere, Self::Voices];

    /// Its heading.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Intake => "受理",
            Self::Work => "办理",
            Self::Elsewhere => "移办",
            Self::Voices => "评价和投诉",
        }
    }
}

/// A figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Count(i64),
    /// So many of so many; nothing can be said where there are none.
    Share {
        part: i64,
        /// Of so many.
        of: i64,
    },
    /// On average, to one decimal.
    Mean {
        sum: i64,
        /// Of so many.
        of: i64,
    },
    /// A sum of money in 分.
    Fen(i64),
}

impl Figure {
    /// A share or a mean in tenths (of a percent, or of one); `None` where there is nothing to divide by, or nothing to divide.
    pub fn in_tenths(self) -> Option<i64> {
        match self {
            Self::Share { part, of } => tenths::quotient(part.saturating_mul(100), of),
            Self::Mean { sum, of } => tenths::quotient(sum, of),
            Self::Count(_) | Self::Fen(_) => None,
        }
    }

    /// As screens and paper say it.
    pub fn text(self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Fen(fen) => yuan(fen),
            Self::Share { .. } => {
                self.in_tenths().map_or_else(|| "—".to_owned(), |n| format!("{}.{}%", n / 10, n % 10))
            }
            Self::Mean { .. } => {
                self.in_tenths().map_or_else(|| "—".to_owned(), |n| format!("{}.{}", n / 10, n % 10))
            }
        }
    }
}

/// A number of tenths with its sign: `+1.2`; nothing stands for no change.
fn signed_tenths(tenths: i64) -> String {
    let sign = if tenths < 0 { '-' } else { '+' };
    format!("{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}

/// A sum of money with its sign, to the last 分 where that says something: `+12.5`, `-0.05`.
fn signed_fen(fen: i64) -> String {
    let (sign, fen) = (if fen < 0 { '-' } else { '+' }, fen.unsigned_abs());
    let (yuan, tenths, rest) = (fen / 100, fen / 10 % 10, fen % 10);
    if rest == 0 { format!("{sign}{yuan}.{tenths}") } else { format!("{sign}{yuan}.{tenths}{rest}") }
}

impl Figure {
    /// How far it is from the same figure of the period before: `+3`, `-2`, of a share in percentage points; empty where
    /// nothing has changed or nothing can be compared.
    pub fn against(self, before: Self) -> String {
        match (self, before) {
            (Self::Count(now), Self::Count(before)) if now != before => {
                format!("{:+}", now.saturating_sub(before))
            }
            (Self::Fen(now), Self::Fen(before)) if now != before => signed_fen(now.saturating_sub(before)),
            _ => match (self.in_tenths(), before.in_tenths()) {
                (Some(now), Some(before)) if now != before => signed_tenths(now.saturating_sub(before)),
                _ => String::new(),
            },
        }
    }

    /// How long its bar is beside the same figure of other periods; of what cannot be said there is none.
    pub fn size(self) -> u64 {
        let size = match self {
            Self::Count(amount) | Self::Fen(amount) => amount,
            Self::Share { .. } | Self::Mean { .. } => self.in_tenths().unwrap_or(0),
        };
        u64::try_from(size).unwrap_or(0)
    }
}

/// A line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    pub part: ReportSection,
    /// What it says.
    pub label: &'static str,
    pub value: Figure,
    /// The measures whose cases it opens; of a share those that make its part.
    pub opens: &'static [Measure],
}

impl Figures {
    /// Every figure, in the order of the report.
    pub fn lines(&self) -> Vec<ReportLine> {
        let mut lines = self.intake();
        lines.extend(self.work());
        lines.extend(self.elsewhere());
        lines.extend(self.voices());
        lines
    }

    fn count(&self, part: ReportSection, label: &'static str, opens: &'static [Measure]) -> ReportLine {
        ReportLine { part, label, value: Figure::Count(self.sum(opens)), opens }
    }

    fn share(
        &self,
        part: ReportSection,
        label: &'static str,
        opens: &'static [Measure],
        of: &'static [Measure],
    ) -> ReportLine {
        ReportLine { part, label, value: Figure::Share { part: self.sum(opens), of: self.sum(of) }, opens }
    }

    fn mean(&self, part: ReportSection, label: &'static str, sum: Measure) -> ReportLine {
        let value = Figure::Mean { sum: self.get(sum), of: self.get(Measure::Finished) };
        ReportLine { part, label, value, opens: &[Measure::Finished] }
    }

    fn intake(&self) -> Vec<ReportLine> {
        use Measure::{Instant, Joint, Own, Promise, Prompt, Return, Transfer, Undecided, Void};
        let desk = |label, count: u64| ReportLine {
            part: ReportSection::Intake,
            label,
            value: Figure::Count(i64::try_from(count).unwrap_or(i64::MAX)),
            opens: &[],
        };
        let count = |label, opens| self.count(ReportSection::Intake, label, opens);
        vec![
            desk("接待人次", self.desk.received),
            desk("咨询即答", self.desk.tallied),
            desk("来访人离开", self.desk.left),
            count("登记件数", &KINDS),
            count("受理件", &[Own]),
            count("联办件", &[Joint]),
            count("移办件", &[Transfer]),
            count("提示件", &[Prompt]),
            count("即办件", &[Instant]),
            count("承诺件", &[Promise]),
            count("退回件", &[Return]),
            count("未分类", &[Undecided]),
            count("作废", &[Void]),
        ]
    }

    fn work(&self) -> Vec<ReportLine> {
        use Measure::{
            AtOnce, Deemed, Early, Ended, Fees, Finished, InstantMissed, Limited, OnTime, Reopened,
            SecondNotice, Unreplied, Unsigned, Untold, UsedDays, Visits,
        };
        let part = ReportSection::Work;
        vec![
            self.count(part, "办结", &[Finished]),
            self.share(part, "即办率", &[AtOnce], &[Finished]),
            self.count(part, "即办未即", &[InstantMissed]),
            self.share(part, "按时办结率", &[OnTime], &[Limited]),
            self.share(part, "提前办结率", &[Early], &[Limited]),
            self.count(part, "超期", &OVERDUE),
            self.mean(part, "平均用时（工作日）", UsedDays),
            self.mean(part, "平均跑动次数", Visits),
            ReportLine { part, label: "费用合计", value: Figure::Fen(self.get(Fees)), opens: &[Fees] },
            self.count(part, "二次告知", &[SecondNotice]),
            self.count(part, "逾期未告知", &[Deemed, Untold]),
            self.count(part, "逾期未回复", &[Unreplied]),
            self.count(part, "未签字", &[Unsigned]),
            self.count(part, "终止（另计）", &[Ended]),
            self.count(part, "重新打开", &[Reopened]),
        ]
    }

    fn elsewhere(&self) -> Vec<ReportLine> {
        use Measure::{Contacted, Disputed, Guided, HandedOver, LedOnAgain, Prechecked};
        let part = ReportSection::Elsewhere;
        vec![
            self.count(part, "外部导引", &[Guided]),
            self.count(part, "移交", &[HandedOver]),
            self.count(part, "重复移办预警", &[LedOnAgain]),
            self.count(part, "移办争议", &[Disputed]),
            self.count(part, "主动联系", &[Contacted]),
            self.count(part, "材料预审", &[Prechecked]),
        ]
    }

    fn voices(&self) -> Vec<ReportLine> {
        use Measure::{BadAnswered, Complaint, ComplaintAnswered, ComplaintDue, ComplaintOnTime, Finished};
        let part = ReportSection::Voices;
        let mut lines = vec![
            self.share(part, "评价参与率", &RATINGS, &[Finished]),
            self.share(part, "满意率", &CONTENT, &RATINGS),
            self.count(part, "差评", &DISCONTENT),
            self.share(part, "差评整改率", &[BadAnswered], &DISCONTENT),
            self.count(part, "投诉", &[Complaint]),
            self.share(part, "投诉按时答复率", &[ComplaintOnTime], &[ComplaintAnswered]),
            self.count(part, "投诉逾期未答复", &[ComplaintDue]),
        ];
        if let Some(behind) = self.behind {
            let count = |label, count: usize| ReportLine {
                part,
                label,
                value: Figure::Count(i64::try_from(count).unwrap_or(i64::MAX)),
                opens: &[],
            };
            lines.push(count("作风投诉", behind.taken));
            lines.push(count("问责", behind.measured));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_rounded_half_up_and_of_nothing_it_says_nothing() {
        for (part, of, said) in
            [(1, 3, "33.3%"), (2, 3, "66.7%"), (1, 8, "12.5%"), (1, 16, "6.3%"), (0, 5, "0.0%"), (0, 0, "—")]
        {
            assert_eq!(Figure::Share { part, of }.text(), said, "{part} of {of}");
        }
        for (sum, of, said) in [(7, 2, "3.5"), (1, 3, "0.3"), (0, 0, "—")] {
            assert_eq!(Figure::Mean { sum, of }.text(), said, "{sum} of {of}");
        }
        for (fen, said) in [(1250, "12.50元"), (-5, "-0.05元"), (4_300_000_000, "43000000元")] {
            assert_eq!(Figure::Fen(fen).text(), said);
        }
    }

    #[test]
    fn a_change_says_its_sign_and_nothing_says_nothing() {
        let share = |part, of| Figure::Share { part, of };
        for (now, before, said) in [
            (Figure::Count(5), Figure::Count(2), "+3"),
            (Figure::Count(2), Figure::Count(4), "-2"),
            (Figure::Count(2), Figure::Count(2), ""),
            (share(1, 2), share(1, 4), "+25.0"),
            (share(1, 3), share(1, 2), "-16.7"),
            (share(1, 3), share(0, 0), ""),
            (Figure::Mean { sum: 7, of: 2 }, Figure::Mean { sum: 9, of: 2 }, "-1.0"),
            (Figure::Fen(1250), Figure::Fen(0), "+12.5"),
            (Figure::Fen(0), Figure::Fen(5), "-0.05"),
            (Figure::Fen(1205), Figure::Fen(1000), "+2.05"),
        ] {
            assert_eq!(now.against(before), said, "{now:?} {before:?}");
        }
        assert_eq!((Figure::Count(-3).size(), share(1, 2).size(), share(0, 0).size()), (0, 500, 0));
    }

    #[test]
    fn every_line_stands_once_and_only_who_may_know_has_the_last_two() {
        let mut figures = Figures::default();
        let labels: std::collections::BTreeSet<_> = figures.lines().iter().map(|line| line.label).collect();
        assert_eq!(labels.len(), figures.lines().len());
        assert!(!labels.contains("问责"));
        figures.behind = Some(super::super::total::ConductTotals::default());
        assert_eq!(figures.lines().len(), labels.len() + 2);
    }
}
