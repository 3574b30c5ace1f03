//! 时限: how long something may take, always with its unit, and the date it leads to (R52; 行政许可法 82).
//!
//! Limits are compared by the dates they lead to, never by their figures: 25 working days end later than 30 calendar days.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::calendar::Calendar;
use super::counting::Span;
use super::moment::{paper_date, screen_date, short_date};

/// A limit with its unit. Written `10 working`, `30 calendar`, `1 month`, `same-day`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// 工作日.
    WorkingDays(u16),
    /// 日 (自然日).
    CalendarDays(u16),
    /// 月.
    Months(u8),
    /// 当日.
    SameDay,
}

impl fmt::Display for Limit {
    /// For people: `10个工作日`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WorkingDays(n) => write!(f, "{n}个工作日"),
            Self::CalendarDays(n) => write!(f, "{n}日"),
            Self::Months(n) => write!(f, "{n}个月"),
            Self::SameDay => f.write_str("当日"),
        }
    }
}

/// A text that is no limit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("时限写作“10 working”“30 calendar”“1 month”或“same-day”，不能写“{0}”")]
pub struct NotALimit(String);

impl FromStr for Limit {
    type Err = NotALimit;

    fn from_str(text: &str) -> Result<Self, NotALimit> {
        let wrong = || NotALimit(text.chars().take(20).collect());
        if text == "same-day" {
            return Ok(Self::SameDay);
        }
        let (figure, unit) = text.split_once(' ').ok_or_else(wrong)?;
        let days = figure.parse::<u16>().ok().filter(|n| (1..=999).contains(n)).ok_or_else(wrong)?;
        match unit {
            "working" => Ok(Self::WorkingDays(days)),
            "calendar" => Ok(Self::CalendarDays(days)),
            "month" | "months" => u8::try_from(days).map(Self::Months).map_err(|_| wrong()),
            _ => Err(wrong()),
        }
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::WorkingDays(n) => serializer.collect_str(&format_args!("{n} working")),
            Self::CalendarDays(n) => serializer.collect_str(&format_args!("{n} calendar")),
            Self::Months(n) => serializer.collect_str(&format_args!("{n} month")),
            Self::SameDay => serializer.serialize_str("same-day"),
        }
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Limit {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Limit".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^([0-9]{1,3} (working|calendar|month)|same-day)$" })
    }
}

/// A due date; provisional where it was counted through a year without a published notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The last day.
    pub date: NaiveDate,
    /// 暂定.
    #[serde(default)]
    pub provisional: bool,
}

impl Due {
    /// This day, or the law's where that is earlier (R52).
    #[must_use]
    pub fn within(self, law: Option<Self>) -> Self {
        law.filter(|law| law.date < self.date).unwrap_or(self)
    }

    /// `（暂定）` where it was counted through a year without a notice, else nothing.
    pub const fn mark(self) -> &'static str {
        if self.provisional { "（暂定）" } else { "" }
    }

    /// As the timeline has it: `2026-11-23`, `2027-01-04（暂定）`.
    pub fn iso(self) -> String {
        format!("{}{}", self.date, self.mark())
    }

    /// As a record has it: `11-23`, `2027-01-04（暂定）`.
    pub fn short(self, today: NaiveDate) -> String {
        format!("{}{}", short_date(self.date, today), self.mark())
    }

    /// As a sentence on the screen has it: `11-23 周一`, `2027-01-04 周一（暂定）`.
    pub fn screen(self, today: NaiveDate) -> String {
        format!("{}{}", screen_date(self.date, today), self.mark())
    }

    /// As paper has it: `2026年11月23日`, `2027年1月4日（暂定）`.
    pub fn paper(self) -> String {
        format!("{}{}", paper_date(self.date), self.mark())
    }
}

/// A due date with every day that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The last day.
    pub due: NaiveDate,
    /// 暂定.
    pub provisional: bool,
    /// The days that count.
    pub counted: Vec<NaiveDate>,
    /// The days that do not, each with its reason.
    pub skipped: Vec<Skipped>,
}

/// A day that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    pub date: NaiveDate,
    pub why: String,
}

impl Calendar {
    /// The date a limit leads to. The first day is not counted; the end of a calendar limit on a day off moves to the next open day.
    pub fn due(&self, from: NaiveDate, limit: Limit) -> Due {
        let date = match limit {
            Limit::SameDay => self.open_on_or_after(from),
            Limit::WorkingDays(n) => {
                let mut day = from;
                for _ in 0..n {
                    day = self.next_open(day);
                }
                day
            }
            Limit::CalendarDays(_) | Limit::Months(_) => self.open_on_or_after(Self::plain_end(from, limit)),
        };
        Due { date, provisional: self.is_unsure(from, date) }
    }

    /// The end of a limit in calendar days or months, wherever it falls.
    pub(super) fn plain_end(from: NaiveDate, limit: Limit) -> NaiveDate {
        let end = match limit {
            Limit::CalendarDays(n) => from.checked_add_days(Days::new(n.into())),
            Limit::Months(n) => from.checked_add_months(Months::new(n.into())),
            Limit::WorkingDays(_) | Limit::SameDay => None,
        };
        end.unwrap_or(from)
    }

    /// The same date with every day counted and every day skipped, each with its reason.
    pub fn explain(&self, from: NaiveDate, limit: Limit) -> Explanation {
        self.count(Span { from, limit, stands: &[], longer: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_published_example_comes_out() {
        let calendar = Calendar::bundled().unwrap();
        let table = include_str!("../../tests/data/deadlines.csv");
        let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split(',').collect()).collect();
        assert_eq!(rows.len(), 18);
        for row in rows {
            let [from, days, due, provisional] = row[..] else { panic!("{row:?}") };
            let days: u16 = days.parse().unwrap();
            let got = calendar.explain(day(from), Limit::WorkingDays(days));
            assert_eq!((got.due, got.provisional), (day(due), provisional == "yes"), "{from} + {days}");
            assert_eq!(
                got.counted.len(),
                usize::from(days),
                "{from} + {days}: the counted days are the limit"
            );
        }
    }

    #[test]
    fn calendar_limits_end_on_an_open_day_and_months_are_clamped() {
        let calendar = Calendar::bundled().unwrap();
        assert_eq!(calendar.due(day("2026-09-02"), Limit::CalendarDays(30)).date, day("2026-10-08"));
        assert_eq!(calendar.due(day("2026-01-31"), Limit::Months(1)).date, day("2026-02-28"));
        let why = calendar.explain(day("2026-09-02"), Limit::CalendarDays(30));
        assert_eq!(why.counted.len(), 30);
        assert!(why.skipped.last().unwrap().why.contains("顺延"));
    }

    #[test]
    fn r52_dates_are_compared_never_figures() {
        let calendar = Calendar::bundled().unwrap();
        let from = day("2026-11-23");
        assert!(calendar.due(from, Limit::WorkingDays(25)) > calendar.due(from, Limit::CalendarDays(30)));
    }

    #[test]
    fn a_limit_is_written_and_read_with_its_unit() {
        for limit in [Limit::WorkingDays(10), Limit::CalendarDays(30), Limit::Months(1), Limit::SameDay] {
            let text = serde_json::to_string(&limit).unwrap();
            assert_eq!(serde_json::from_str::<Limit>(&text).unwrap(), limit);
        }
        assert!("10".parse::<Limit>().is_err() && "0 working".parse::<Limit>().is_err());
    }

    proptest::proptest! {
        #[test]
        fn counting_equals_a_naive_walk(offset in 0_u64..1000, days in 1_u16..60) {
            let calendar = Calendar::bundled().unwrap();
            let from = day("2024-01-01").checked_add_days(Days::new(offset)).unwrap();
            let (mut at, mut left) = (from, days);
            while left > 0 {
                at = at.succ_opt().unwrap();
                left -= u16::from(calendar.is_open(at));
            }
            proptest::prop_assert_eq!(calendar.due(from, Limit::WorkingDays(days)).date, at);
            proptest::prop_assert_eq!(calendar.working_days_between(from, at), i64::from(days));
        }
    }
}
