//! 报送 and 公示: by when, and how urgent (R18, R19).

use chrono::{Days, NaiveDate};

use super::quarter::Quarter;
use crate::calendar::Calendar;
use crate::case::clock::{Colour, Light};

/// By when the table of a quarter is to be reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The last open day on or before the 4th of its first month, as the calendar stands.
    pub date: NaiveDate,
    /// The same if the usual holidays that are not published yet are taken to be off: never later. The office is asked for this one.
    pub prudent: NaiveDate,
    /// The 5th.
    pub fifth: NaiveDate,
    /// 暂定.
    pub provisional: bool,
}

/// The target of a quarter's report.
pub fn target(quarter: Quarter, calendar: &Calendar) -> Target {
    let fourth = quarter.first().checked_add_days(Days::new(3)).unwrap_or(NaiveDate::MAX);
    let back = |open: fn(&Calendar, NaiveDate) -> bool| {
        fourth.iter_days().rev().find(|day| open(calendar, *day)).unwrap_or(fourth)
    };
    Target {
        date: back(Calendar::is_open),
        prudent: back(Calendar::is_surely_open),
        fifth: fourth.succ_opt().unwrap_or(fourth),
        provisional: calendar.is_provisional(quarter.year),
    }
}

impl Target {
    /// How urgent the report is, while it has not been made: amber from two working days before and until the 5th is over, then red.
    pub fn light(self, today: NaiveDate, calendar: &Calendar) -> Light {
        let left = calendar.working_days_between(today, self.prudent);
        match () {
            () if today > self.fifth => {
                Light::Overdue(calendar.working_days_between(self.fifth, today).max(1))
            }
            () if today >= self.prudent => Light::Today,
            () if left <= 2 => Light::Near(left.max(1)),
            () => Light::Far(left),
        }
    }
}

/// How the posting of a quarter's table stands, while it has not been posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostingState {
    /// There is time.
    InTime,
    /// 未公示: the last open day before the quarter has come.
    Warns,
    /// 未公示: the quarter's first open day has come.
    Alarms,
}

impl PostingState {
    /// Its colour; none while there is time.
    pub const fn colour(self) -> Option<Colour> {
        match self {
            Self::InTime => None,
            Self::Warns => Some(Colour::Amber),
            Self::Alarms => Some(Colour::Red),
        }
    }
}

/// How urgent it is to post a quarter's table.
pub fn posting(quarter: Quarter, today: NaiveDate, calendar: &Calendar) -> PostingState {
    let first = calendar.open_on_or_after(quarter.first());
    let before = quarter.first().iter_days().rev().skip(1).find(|day| calendar.is_surely_open(*day));
    match before {
        _ if today >= first => PostingState::Alarms,
        Some(before) if today >= before => PostingState::Warns,
        Some(_) | None => PostingState::InTime,
    }
}
