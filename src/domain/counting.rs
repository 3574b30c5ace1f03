//! 期间: how a limit is counted out day by day, what stood still meanwhile, and by how much it was made longer.
//!
//! One walk gives the date and its explanation, so that they cannot differ. An end that falls on a day off moves once, at the very end of
//! the count, and never again by what did not count before (民法典 203, 行政许可法 45).

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::limit::{Due, Explanation, Limit, Skipped};

/// Days that do not count: those after the first, up to and with the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standstill {
    pub after: NaiveDate,
    pub until: NaiveDate,
    /// Why, as the explanation says it.
    pub why: String,
}

/// What is to be counted out.
#[derive(Debug, Clone, Copy)]
pub struct Span<'a> {
    /// The first day, which does not count.
    pub from: NaiveDate,
    pub limit: Limit,
    /// What does not count.
    pub stands: &'a [Standstill],
    /// 延期, in working days.
    pub longer: u16,
}

impl<'a> Span<'a> {
    fn stands(self, day: NaiveDate) -> Option<&'a Standstill> {
        self.stands.iter().find(|still| day > still.after && day <= still.until)
    }
}

/// The walk from day to day.
struct Walk<'a> {
    calendar: &'a Calendar,
    span: Span<'a>,
    at: NaiveDate,
    counted: Vec<NaiveDate>,
    skipped: Vec<Skipped>,
}

impl Walk<'_> {
    /// The next day; `false` where the calendar of the world ends.
    fn step(&mut self) -> bool {
        let next = self.at.succ_opt();
        self.at = next.unwrap_or(self.at);
        next.is_some()
    }

    fn skip(&mut self, why: String) {
        self.skipped.push(Skipped { date: self.at, why });
    }

    /// So many open days further.
    fn open_days(&mut self, mut left: u16) {
        while left > 0 && self.step() {
            match (self.span.stands(self.at), self.calendar.why_closed(self.at)) {
                (Some(still), _) => self.skip(still.why.clone()),
                (None, Some(why)) => self.skip(why.to_string()),
                (None, None) => {
                    self.counted.push(self.at);
                    left = left.saturating_sub(1);
                }
            }
        }
    }

    /// So many days further, whatever they are.
    fn days(&mut self, mut left: i64) {
        while left > 0 && self.step() {
            if let Some(still) = self.span.stands(self.at) {
                self.skip(still.why.clone());
            } else {
                self.counted.push(self.at);
                left = left.saturating_sub(1);
            }
        }
    }

    /// An end on a day off moves to the next open day, once.
    fn onto_an_open_day(&mut self) {
        let mut open = self.calendar.is_open(self.at);
        while !open && self.step() {
            match (self.span.stands(self.at), self.calendar.why_closed(self.at)) {
                (Some(still), _) => self.skip(still.why.clone()),
                (None, Some(why)) => self.skip(format!("届满日{why}，顺延")),
                (None, None) => open = true,
            }
        }
    }
}

impl Calendar {
    /// The last day of a span, with every day counted and every day skipped, each with its reason.
    pub fn count(&self, span: Span<'_>) -> Explanation {
        let first = Skipped { date: span.from, why: "当日不计".to_owned() };
        let mut walk =
            Walk { calendar: self, span, at: span.from, counted: Vec::new(), skipped: vec![first] };
        match span.limit {
            Limit::SameDay if self.is_open(span.from) => {
                walk.skipped.clear();
                walk.counted.push(span.from);
            }
            Limit::SameDay => walk.open_days(1),
            Limit::WorkingDays(days) => walk.open_days(days),
            Limit::CalendarDays(_) | Limit::Months(_) => {
                walk.days(Self::plain_end(span.from, span.limit).signed_duration_since(span.from).num_days());
                walk.onto_an_open_day();
            }
        }
        walk.open_days(span.longer);
        let Walk { at: due, counted, skipped, .. } = walk;
        Explanation { due, provisional: self.is_unsure(span.from, due), counted, skipped }
    }

    /// The date of it alone.
    pub fn ends(&self, span: Span<'_>) -> Due {
        let Explanation { due, provisional, .. } = self.count(span);
        Due { date: due, provisional }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn still(after: &str, until: &str) -> Standstill {
        Standstill { after: day(after), until: day(until), why: "停计时".to_owned() }
    }

    fn ends(from: &str, limit: Limit, stands: &[Standstill], longer: u16) -> String {
        let calendar = Calendar::bundled().unwrap();
        calendar.ends(Span { from: day(from), limit, stands, longer }).date.to_string()
    }

    #[test]
    fn what_did_not_count_is_left_out_before_the_end_moves() {
        let stands = [still("2026-09-06", "2026-09-11")];
        for (from, limit, due) in [
            // 10-04 lies in the holidays: the five days are counted from it, not from the 8th.
            ("2026-09-04", Limit::CalendarDays(30), "2026-10-09"),
            ("2026-09-03", Limit::CalendarDays(30), "2026-10-08"),
            ("2026-09-04", Limit::Months(1), "2026-10-09"),
            ("2026-09-04", Limit::WorkingDays(15), "2026-10-09"),
        ] {
            assert_eq!(ends(from, limit, &stands, 0), due, "{from} {limit}");
        }
        let why = Calendar::bundled().unwrap().count(Span {
            from: day("2026-09-04"),
            limit: Limit::CalendarDays(30),
            stands: &stands,
            longer: 0,
        });
        assert_eq!(why.counted.len(), 30);
        assert_eq!(why.skipped.iter().filter(|skip| skip.why == "停计时").count(), 5);
    }

    #[test]
    fn an_end_that_moved_moves_on_where_the_clock_stood_on_the_days_between() {
        // The thirtieth day is Thursday 1 October; the office is closed until the 7th, and on the 8th and 9th the clock stood.
        let stands = [still("2026-10-07", "2026-10-09")];
        assert_eq!(ends("2026-09-01", Limit::CalendarDays(30), &[], 0), "2026-10-08");
        assert_eq!(ends("2026-09-01", Limit::CalendarDays(30), &stands, 0), "2026-10-10");
    }

    #[test]
    fn what_has_run_out_before_the_clock_stood_is_not_made_good() {
        let stands = [still("2026-10-20", "2026-10-30")];
        assert_eq!(ends("2026-09-04", Limit::CalendarDays(30), &stands, 0), "2026-10-08");
        assert_eq!(ends("2026-09-04", Limit::WorkingDays(5), &stands, 0), "2026-09-11");
    }

    #[test]
    fn an_extension_is_counted_in_working_days_from_the_end() {
        assert_eq!(ends("2026-09-04", Limit::CalendarDays(30), &[], 2), "2026-10-10");
        let stands = [still("2026-09-07", "2026-09-09")];
        assert_eq!(ends("2026-09-03", Limit::WorkingDays(2), &stands, 1), "2026-09-10");
    }

    proptest::proptest! {
        #[test]
        fn a_span_in_which_nothing_stood_ends_as_its_limit_does(offset in 0_u64..1000, days in 1_u16..90, unit in 0_u8..4) {
            let calendar = Calendar::bundled().unwrap();
            let from = day("2024-01-01").checked_add_days(chrono::Days::new(offset)).unwrap();
            let limit = match unit {
                0 => Limit::WorkingDays(days),
                1 => Limit::CalendarDays(days),
                2 => Limit::Months(u8::try_from(days % 12 + 1).unwrap()),
                _ => Limit::SameDay,
            };
            let walked = calendar.ends(Span { from, limit, stands: &[], longer: 0 });
            proptest::prop_assert_eq!(walked, calendar.due(from, limit));
        }
    }
}
