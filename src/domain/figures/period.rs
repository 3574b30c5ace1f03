//! A period of days, and the one before it.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::moment::screen_date;
use crate::roster::Quarter;

/// How a period is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
    Days,
}

impl PeriodKind {
    /// Those that a calendar has.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "日",
            Self::Week => "周",
            Self::Month => "月",
            Self::Quarter => "季",
            Self::Year => "年",
            Self::Days => "自定",
        }
    }

    /// As the one that goes on now is called.
    pub const fn up_to_now(self) -> &'static str {
        match self {
            Self::Day | Self::Days => "今天",
            Self::Week => "本周",
            Self::Month => "本月",
            Self::Quarter => "本季度",
            Self::Year => "今年",
        }
    }
}

/// A period: whole days of the office, from the first to the last, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// How it was cut.
    pub span: PeriodKind,
}

fn first_of(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)
}

impl Period {
    /// The days from one to another; `None` where they are the wrong way round.
    pub fn days(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        (from <= to).then_some(Self { from, to, span: PeriodKind::Days })
    }

    /// The day, week, month, quarter or year in which a day lies.
    pub fn of(span: PeriodKind, day: NaiveDate) -> Self {
        let months = |first: u32, count: u32| {
            let from = first_of(day.year(), first).unwrap_or(day);
            let next = from.checked_add_months(Months::new(count)).unwrap_or(day);
            (from, next.pred_opt().unwrap_or(day))
        };
        let (from, to) = match span {
            PeriodKind::Day | PeriodKind::Days => (day, day),
            PeriodKind::Week => {
                let before = u64::from(day.weekday().num_days_from_monday());
                let from = day.checked_sub_days(Days::new(before)).unwrap_or(day);
                (from, from.checked_add_days(Days::new(6)).unwrap_or(day))
            }
            PeriodKind::Month => months(day.month(), 1),
            PeriodKind::Quarter => (Quarter::containing(day).first(), Quarter::containing(day).last()),
            PeriodKind::Year => months(1, 12),
        };
        Self { from, to, span }
    }

    /// How many days.
    pub fn length(self) -> u64 {
        u64::try_from(self.to.signed_duration_since(self.from).num_days().saturating_add(1)).unwrap_or(1)
    }

    /// The one before: the calendar's own, or as many days as this one has.
    #[must_use]
    pub fn previous(self) -> Self {
        let last = self.from.pred_opt().unwrap_or(self.from);
        match self.span {
            PeriodKind::Days => {
                let from = self.from.checked_sub_days(Days::new(self.length())).unwrap_or(last);
                Self { from, to: last, span: PeriodKind::Days }
            }
            span @ (PeriodKind::Day
            | PeriodKind::Week
            | PeriodKind::Month
            | PeriodKind::Quarter
            | PeriodKind::Year) => Self::of(span, last),
        }
    }

    /// The one after.
    #[must_use]
    pub fn next(self) -> Self {
        let first = self.to.succ_opt().unwrap_or(self.to);
        match self.span {
            PeriodKind::Days => {
                let to = self.to.checked_add_days(Days::new(self.length())).unwrap_or(first);
                Self { from: first, to, span: PeriodKind::Days }
            }
            span @ (PeriodKind::Day
            | PeriodKind::Week
            | PeriodKind::Month
            | PeriodKind::Quarter
            | PeriodKind::Year) => Self::of(span, first),
        }
    }

    /// A day lies in it.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// What of it has passed before a day; `None` where nothing has.
    pub fn before(self, today: NaiveDate) -> Option<Self> {
        let yesterday = today.pred_opt()?;
        Self::days(self.from, self.to.min(yesterday)).map(|past| Self { span: self.span, ..past })
    }

    /// Its name, as a screen says it.
    pub fn name(self) -> String {
        let (year, month) = (self.from.year(), self.from.month());
        match self.span {
            PeriodKind::Day => format!("{year}年{}", screen_date(self.from, self.from)),
            PeriodKind::Week | PeriodKind::Days => format!("{} 至 {}", self.from, self.to),
            PeriodKind::Month => format!("{year}年{month}月"),
            PeriodKind::Quarter => Quarter::containing(self.from).name(),
            PeriodKind::Year => format!("{year}年"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_followed_and_preceded_without_a_gap() {
        for span in PeriodKind::ALL {
            for on in ["2026-01-01", "2026-02-28", "2024-02-29", "2026-11-25", "2026-12-31"] {
                let period = Period::of(span, day(on));
                assert!(period.holds(day(on)), "{span:?} {on}");
                assert_eq!(period.previous().to.succ_opt(), Some(period.from), "{span:?} {on}");
                assert_eq!(period.next().previous(), period, "{span:?} {on}");
            }
        }
        let week = Period::of(PeriodKind::Week, day("2026-11-25"));
        assert_eq!((week.from, week.to), (day("2026-11-23"), day("2026-11-29")));
        let ten = Period::days(day("2026-03-05"), day("2026-03-14")).unwrap();
        assert_eq!((ten.previous().from, ten.previous().to), (day("2026-02-23"), day("2026-03-04")));
        assert_eq!(Period::days(day("2026-03-05"), day("2026-03-04")), None);
    }

    #[test]
    fn a_period_has_a_name_and_an_end_before_today() {
        let of = |span| Period::of(span, day("2026-11-25"));
        let names: Vec<String> = PeriodKind::ALL.map(|span| of(span).name()).to_vec();
        assert_eq!(
            names,
            ["2026年11-25 周三", "2026-11-23 至 2026-11-29", "2026年11月", "2026年第4季度", "2026年"]
        );
        assert_eq!(of(PeriodKind::Day).before(day("2026-11-25")), None);
        assert_eq!(of(PeriodKind::Month).before(day("2026-11-25")).unwrap().to, day("2026-11-24"));
        assert_eq!(of(PeriodKind::Month).before(day("2027-01-01")).unwrap().to, day("2026-11-30"));
    }
}
