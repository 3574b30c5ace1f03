//! Moments and dates as the office counts them: UTC+8, fixed, no time-zone database. No clock is read here.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// So far are the office's clocks ahead of UTC, in milliseconds.
const AHEAD: i64 = 8 * 60 * 60 * 1000;

/// A moment in UTC milliseconds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The moment at which the office's clocks show this.
    pub fn at(date: NaiveDate, time: NaiveTime) -> Self {
        Self(date.and_time(time).and_utc().timestamp_millis()).plus_ms(-AHEAD)
    }

    /// What the office's clocks show. Before and after all days that can be named it is the first and the last of them, and never a
    /// moment in between.
    fn local(self) -> NaiveDateTime {
        let beyond = if self.0 < 0 { NaiveDateTime::MIN } else { NaiveDateTime::MAX };
        DateTime::from_timestamp_millis(self.plus_ms(AHEAD).0).map_or(beyond, |shown| shown.naive_utc())
    }

    /// The end of a day: the midnight after it.
    pub fn end_of(date: NaiveDate) -> Self {
        Self::at(date.succ_opt().unwrap_or(date), NaiveTime::MIN)
    }

    /// The office's date.
    pub fn date(self) -> NaiveDate {
        self.local().date()
    }

    /// The office's time of day.
    pub fn time(self) -> NaiveTime {
        self.local().time()
    }

    /// `08:41`.
    pub fn clock(self) -> String {
        self.time().format("%H:%M").to_string()
    }

    /// `11-23 08:41`.
    pub fn screen_time(self) -> String {
        self.local().format("%m-%d %H:%M").to_string()
    }

    /// `2026年11月23日 08:41`.
    pub fn paper_time(self) -> String {
        format!("{} {}", paper_date(self.date()), self.clock())
    }

    /// `2026-11-23T08:41:00+08:00`.
    pub fn iso(self) -> String {
        self.local().format("%Y-%m-%dT%H:%M:%S+08:00").to_string()
    }

    /// A moment from `2026-11-23T08:41`, `2026-11-23T08:41:00`, either also with `+08:00`, or a bare date (its midnight).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches("+08:00");
        let formats = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
        let at = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
        let midnight = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
        at.or_else(midnight).map(|local| Self::at(local.date(), local.time()))
    }

    /// This moment and so many milliseconds.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from an earlier moment to this one; negative where it is later.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// `2026年11月23日`.
pub fn paper_date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `11-23`, with the year where it is another than today's: `2027-01-04`.
pub fn short_date(date: NaiveDate, today: NaiveDate) -> String {
    let format = if date.year() == today.year() { "%m-%d" } else { "%Y-%m-%d" };
    date.format(format).to_string()
}

/// `11-23 周一`, with the year where it is another than today's.
pub fn screen_date(date: NaiveDate, today: NaiveDate) -> String {
    format!("{} 周{}", short_date(date, today), weekday(date))
}

/// The one character of the day of the week.
pub fn weekday(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "一",
        Weekday::Tue => "二",
        Weekday::Wed => "三",
        Weekday::Thu => "四",
        Weekday::Fri => "五",
        Weekday::Sat => "六",
        Weekday::Sun => "日",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn office_time_is_eight_hours_ahead_of_utc() {
        let at = Moment::parse("2026-11-23T08:41").unwrap();
        assert_eq!(at.iso(), "2026-11-23T08:41:00+08:00");
        assert_eq!(at.0, 1_795_394_460_000);
        assert_eq!(at.paper_time(), "2026年11月23日 08:41");
    }

    #[test]
    fn no_moment_is_shown_as_one_of_another_time() {
        let (first, last) = (Moment(i64::MIN), Moment(i64::MAX));
        assert_eq!((first.date(), last.date()), (NaiveDate::MIN, NaiveDate::MAX));
        // The last hours that can be named in UTC are the next day here.
        let end = DateTime::<chrono::Utc>::MAX_UTC.timestamp_millis();
        for moment in [end, end - AHEAD + 1, end - AHEAD] {
            assert_eq!(Moment(moment).date(), NaiveDate::MAX, "{moment}");
        }
        assert_eq!((last.since(first), first.since(last)), (i64::MAX, i64::MIN));
    }

    #[test]
    fn another_year_is_written_out() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(screen_date(day("2026-11-23"), day("2026-12-01")), "11-23 周一");
        assert_eq!(screen_date(day("2027-01-04"), day("2026-12-01")), "2027-01-04 周一");
    }
}
