//! 值班时间 in words: the half-days of a person in a quarter as people say them: 每周一, 10月12日至16日, 11月2日上午 (R16).
//!
//! What is said holds for the open days: a range names its first and last day, and days off between them are no duty. Said is
//! exactly what was given, no half-day more and none less.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::absence::{Half, HalfDay};
use super::calendar::Calendar;

/// A weekday is said as 每周… only if it comes at least so many times.
const OFTEN: usize = 4;
/// Days that may be excepted from one 每周….
const EXCEPTED: usize = 2;
/// A range does not reach across more closed days than a weekend has: its days are no further apart than Friday and Monday.
const APART: i64 = 3;

/// What of a day somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum HalfSet {
    Whole,
    Only(Half),
}

impl HalfSet {
    const ALL: [Self; 3] = [Self::Whole, Self::Only(Half::Morning), Self::Only(Half::Afternoon)];

    const fn suffix(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Only(half) => half.name(),
        }
    }
}

/// The half-days `slots` within the days from `first` to `last`, in words. Nothing is said of no half-day.
pub fn in_words(slots: &BTreeSet<HalfDay>, first: NaiveDate, last: NaiveDate, calendar: &Calendar) -> String {
    let open: Vec<NaiveDate> = first
        .iter_days()
        .take_while(|day| *day <= last)
        // A day that somebody has is a day to speak of, whatever has become of the calendar since.
        .filter(|day| calendar.is_open(*day) || Half::BOTH.iter().any(|half| has(slots, *day, *half)))
        .collect();
    let said = HalfSet::ALL.into_iter().flat_map(|part| {
        let days: BTreeSet<NaiveDate> =
            open.iter().copied().filter(|day| part_of(slots, *day) == Some(part)).collect();
        of_part(&days, &open, part)
    });
    said.collect::<Vec<_>>().join("；")
}

fn has(slots: &BTreeSet<HalfDay>, date: NaiveDate, half: Half) -> bool {
    slots.contains(&HalfDay { date, half })
}

fn part_of(slots: &BTreeSet<HalfDay>, day: NaiveDate) -> Option<HalfSet> {
    match Half::BOTH.map(|half| has(slots, day, half)) {
        [true, true] => Some(HalfSet::Whole),
        [true, false] => Some(HalfSet::Only(Half::Morning)),
        [false, true] => Some(HalfSet::Only(Half::Afternoon)),
        [false, false] => None,
    }
}

/// The weekdays first, then what is left of the days, month by month.
fn of_part(days: &BTreeSet<NaiveDate>, open: &[NaiveDate], part: HalfSet) -> Vec<String> {
    let mut left = days.clone();
    let mut weekly: BTreeMap<u32, Vec<NaiveDate>> = BTreeMap::new();
    for weekday in [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri] {
        let all: BTreeSet<NaiveDate> = open.iter().copied().filter(|day| day.weekday() == weekday).collect();
        let missing: Vec<NaiveDate> = all.difference(days).copied().collect();
        if all.len().saturating_sub(missing.len()) >= OFTEN && missing.len() <= EXCEPTED {
            weekly.insert(weekday.number_from_monday(), missing);
            left.retain(|day| day.weekday() != weekday);
        }
    }
    let mut said = Vec::new();
    for group in runs(weekly.keys().copied().collect(), |a, b| a.checked_add(1) == Some(*b)) {
        let missing: BTreeSet<NaiveDate> =
            group.iter().filter_map(|weekday| weekly.get(weekday)).flatten().copied().collect();
        let except = match missing.is_empty() {
            true => String::new(),
            false => format!("（{}除外）", dates(&missing, open, "")),
        };
        said.push(format!("每周{}{}{except}", weekdays(&group), part.suffix()));
    }
    if !left.is_empty() {
        said.push(dates(&left, open, part.suffix()));
    }
    said
}

fn weekdays(group: &[u32]) -> String {
    let name = |at: &u32| {
        usize::try_from(*at).ok().and_then(|at| ["", "一", "二", "三", "四", "五"].get(at).copied())
    };
    match (group.first().and_then(name), group.last().and_then(name)) {
        (Some(first), Some(last)) if first != last => format!("{first}至周{last}"),
        (first, _) => first.unwrap_or_default().to_owned(),
    }
}

/// Days as ranges, each month named once: `10月12日至16日、19日；11月2日`.
fn dates(days: &BTreeSet<NaiveDate>, open: &[NaiveDate], suffix: &str) -> String {
    let at: BTreeMap<NaiveDate, usize> = open.iter().copied().zip(0..).collect();
    let next = |a: NaiveDate, b: NaiveDate| {
        at.get(&a).zip(at.get(&b)).is_some_and(|(a, b)| a.checked_add(1) == Some(*b))
            && b.signed_duration_since(a).num_days() <= APART
    };
    let (mut said, mut month) = (Vec::new(), None);
    for run in runs(days.iter().copied().collect(), |a, b| next(*a, *b)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let from = match month {
            Some(month) if month == first.month() => format!("、{}日", first.day()),
            Some(_) => format!("；{}月{}日", first.month(), first.day()),
            None => format!("{}月{}日", first.month(), first.day()),
        };
        let to = match first.month() == last.month() {
            true if first == last => String::new(),
            true => format!("至{}日", last.day()),
            false => format!("至{}月{}日", last.month(), last.day()),
        };
        said.push(format!("{from}{to}{suffix}"));
        month = Some(last.month());
    }
    said.concat()
}

/// Splits a list where one does not follow the other.
fn runs<T>(list: Vec<T>, follows: impl Fn(&T, &T) -> bool) -> Vec<Vec<T>> {
    let mut runs: Vec<Vec<T>> = Vec::new();
    for item in list {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| follows(last, &item)) => run.push(item),
            Some(_) | None => runs.push(vec![item]),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn quarter(year: i32, of: u32) -> (NaiveDate, NaiveDate) {
        let first = NaiveDate::from_ymd_opt(year, of * 3 - 2, 1).unwrap();
        (first, first.checked_add_months(chrono::Months::new(3)).unwrap().pred_opt().unwrap())
    }

    fn open(first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        let calendar = Calendar::bundled().unwrap();
        first.iter_days().take_while(|day| *day <= last).filter(|day| calendar.is_open(*day)).collect()
    }

    /// What the fourth quarter of 2026 says of somebody who has these half-days.
    fn said(has: impl Fn(NaiveDate, Half) -> bool) -> String {
        let (first, last) = quarter(2026, 4);
        let slots = open(first, last)
            .into_iter()
            .flat_map(|date| Half::BOTH.map(|half| HalfDay { date, half }))
            .filter(|slot| has(slot.date, slot.half))
            .collect();
        in_words(&slots, first, last, Calendar::bundled().unwrap())
    }

    #[test]
    fn whole_weeks_weekdays_and_half_days_are_said_as_people_say_them() {
        let within = |from: &str, to: &str, date: NaiveDate| day(from) <= date && date <= day(to);
        assert_eq!(said(|date, _| within("2026-10-12", "2026-10-16", date)), "10月12日至16日");
        assert_eq!(said(|date, _| within("2026-11-30", "2026-12-04", date)), "11月30日至12月4日");
        assert_eq!(
            said(|date, _| within("2026-10-12", "2026-10-16", date)
                || within("2026-10-26", "2026-10-30", date)
                || within("2026-11-09", "2026-11-13", date)),
            "10月12日至16日、26日至30日；11月9日至13日"
        );
        assert_eq!(said(|date, _| date.weekday() == Weekday::Mon), "每周一");
        assert_eq!(said(|date, half| date.weekday() == Weekday::Tue && half == Half::Morning), "每周二上午");
        assert_eq!(
            said(|date, _| date.weekday() == Weekday::Wed && date != day("2026-11-25")),
            "每周三（11月25日除外）"
        );
        assert_eq!(
            said(|date, half| within("2026-10-12", "2026-10-14", date) && half == Half::Afternoon),
            "10月12日至14日下午"
        );
        assert_eq!(
            said(|date, half| date == day("2026-11-23") && half == Half::Morning || date == day("2026-11-25")),
            "11月25日；11月23日上午"
        );
        assert_eq!(said(|_, _| false), "");
        assert!(said(|_, _| true).starts_with("每周一至周五"), "{}", said(|_, _| true));
    }

    #[test]
    fn a_range_reaches_over_a_weekend_and_not_over_a_holiday() {
        let (first, last) = quarter(2026, 4);
        let all = open(first, last);
        assert!(
            said(|date, _| date <= day("2026-10-23") && date >= day("2026-10-12"))
                .starts_with("10月12日至23日")
        );
        let (first, last) = quarter(2026, 1);
        let slots: BTreeSet<HalfDay> = open(first, last)
            .into_iter()
            .filter(|date| *date >= day("2026-02-09") && *date <= day("2026-02-27"))
            .flat_map(|date| Half::BOTH.map(|half| HalfDay { date, half }))
            .collect();
        let words = in_words(&slots, first, last, Calendar::bundled().unwrap());
        assert!(words.contains('、'), "the Spring Festival lies between: {words}");
        assert!(!all.is_empty());
    }

    /// Reads the words back by what they mean.
    fn read(words: &str, open: &[NaiveDate]) -> BTreeSet<HalfDay> {
        let mut slots = BTreeSet::new();
        let year = open.first().unwrap().year();
        let mut month = 0;
        let halves = |text: &str| -> Vec<Half> {
            Half::BOTH
                .into_iter()
                .filter(|half| Half::BOTH.iter().all(|other| other == half || !text.contains(other.name())))
                .collect()
        };
        let mut days = |text: &str| -> BTreeSet<NaiveDate> {
            let text = text.trim_end_matches(['上', '下', '午']);
            let mut ends = text.split('至').map(|end| {
                let end = end.trim_end_matches('日');
                let number = match end.split_once('月') {
                    Some((of, number)) => {
                        month = of.parse().unwrap();
                        number
                    }
                    None => end,
                };
                NaiveDate::from_ymd_opt(year, month, number.parse().unwrap()).unwrap()
            });
            let from = ends.next().unwrap();
            let to = ends.next().unwrap_or(from);
            open.iter().copied().filter(|day| from <= *day && *day <= to).collect()
        };
        // Exceptions have separators of their own.
        let mut depth = 0;
        let pieces = words.split(|c: char| {
            depth += match c {
                '（' => 1,
                '）' => -1,
                _ => 0,
            };
            depth == 0 && (c == '；' || c == '、')
        });
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            if let Some(weekly) = piece.strip_prefix("每周") {
                let (which, except) = weekly.split_once('（').unwrap_or((weekly, ""));
                let names: Vec<u32> = which
                    .chars()
                    .filter_map(|c| "一二三四五".chars().position(|d| d == c))
                    .map(|at| u32::try_from(at).unwrap() + 1)
                    .collect();
                let but: BTreeSet<NaiveDate> = except
                    .trim_end_matches("除外）")
                    .split(['、', '；'])
                    .filter(|text| !text.is_empty())
                    .flat_map(&mut days)
                    .collect();
                let among = |day: &NaiveDate| {
                    (names[0]..=*names.last().unwrap()).contains(&day.weekday().number_from_monday())
                };
                for date in open.iter().copied().filter(|day| among(day) && !but.contains(day)) {
                    slots.extend(halves(which).into_iter().map(|half| HalfDay { date, half }));
                }
            } else {
                for date in days(piece) {
                    slots.extend(halves(piece).into_iter().map(|half| HalfDay { date, half }));
                }
            }
        }
        slots
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn r16_what_is_said_is_exactly_what_was_given(
            year in prop::sample::select(vec![2012, 2013, 2024, 2025, 2026, 2027]),
            of in 1_u32..=4,
            pattern in prop::collection::vec(0_u8..8, 5),
            rolls in prop::collection::vec(0_u8..100, 200),
            much in 0_u8..100,
        ) {
            let (first, last) = quarter(year, of);
            let open = open(first, last);
            let slots: BTreeSet<HalfDay> = open
                .iter()
                .flat_map(|date| Half::BOTH.map(|half| HalfDay { date: *date, half }))
                .enumerate()
                .filter(|(at, slot)| {
                    let weekday = usize::try_from(slot.date.weekday().num_days_from_monday()).unwrap();
                    // Some weekdays wholly, some by halves, a few by chance.
                    let weekly = match pattern.get(weekday) {
                        Some(0) => true,
                        Some(1) => slot.half == Half::Morning,
                        Some(2) => slot.half == Half::Afternoon,
                        Some(_) | None => rolls[*at] < much,
                    };
                    weekly != (rolls[*at] < 3)
                })
                .map(|(_, slot)| slot)
                .collect();
            let words = in_words(&slots, first, last, Calendar::bundled().unwrap());
            prop_assert_eq!(read(&words, &open), slots, "{}", words);
        }
    }
}
