//! 工作日历: which days are open. Days off and make-up working days come from the published notices, one file a year.
//!
//! A year without a published notice is never guessed silently: what is counted through it is 暂定.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock, PoisonError};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

/// Why the office is closed on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosedReason {
    /// Saturday or Sunday.
    Weekend(Weekday),
    /// A day off of the notice, by the holiday's name.
    Holiday(String),
}

impl std::fmt::Display for ClosedReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Weekend(Weekday::Sat) => f.write_str("周六"),
            Self::Weekend(_) => f.write_str("周日"),
            Self::Holiday(name) => write!(f, "{name}放假"),
        }
    }
}

/// The notice of one year, as its file has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayNotice {
    year: i32,
    published: bool,
    /// Name → first day and last day off.
    holidays: BTreeMap<String, (NaiveDate, NaiveDate)>,
    /// Make-up working days.
    make_up: BTreeSet<NaiveDate>,
    /// What a year without a notice usually has off besides: name → first day and last day.
    #[serde(default)]
    usual: BTreeMap<String, (NaiveDate, NaiveDate)>,
}

/// The open days of the office.
#[derive(Debug, Clone)]
pub struct Calendar {
    version: String,
    published: BTreeSet<i32>,
    off: BTreeMap<NaiveDate, String>,
    make_up: BTreeSet<NaiveDate>,
    usual: BTreeSet<NaiveDate>,
}

/// The bundled notices cannot be read: the program itself is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}有错，请改好再用：{why}。")]
pub struct Damaged {
    pub what: &'static str,
    /// All mistakes found.
    pub why: String,
}

const YEARS: [&str; 7] = [
    include_str!("data/holidays/2011.toml"),
    include_str!("data/holidays/2012.toml"),
    include_str!("data/holidays/2013.toml"),
    include_str!("data/holidays/2024.toml"),
    include_str!("data/holidays/2025.toml"),
    include_str!("data/holidays/2026.toml"),
    include_str!("data/holidays/2027.toml"),
];

impl Calendar {
    /// The calendar of the bundled notices, parsed and checked once.
    pub fn bundled() -> Result<&'static Self, Damaged> {
        static BUNDLED: OnceLock<Result<Calendar, Damaged>> = OnceLock::new();
        BUNDLED.get_or_init(|| Self::from_files(&YEARS)).as_ref().map_err(Clone::clone)
    }

    /// The bundled notices and those that the office has entered itself, each a file's name and text. A year that is bundled with its
    /// notice is not entered again. Each distinct calendar is made once and kept.
    pub fn with(own: &[(String, String)]) -> Result<&'static Self, Damaged> {
        static MADE: Mutex<BTreeMap<Vec<(String, String)>, &'static Calendar>> = Mutex::new(BTreeMap::new());
        if own.is_empty() {
            return Self::bundled();
        }
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(calendar) = made.get(own) {
            return Ok(calendar);
        }
        let calendar: &'static Self = Box::leak(Box::new(Self::bundled()?.clone().entered(own)?));
        made.insert(own.to_vec(), calendar);
        Ok(calendar)
    }

    /// The year that a notice is for.
    pub fn year_of(text: &str) -> Result<i32, String> {
        toml::from_str::<HolidayNotice>(text)
            .map(|notice| notice.year)
            .map_err(|error| format!("不是放假安排文件（{}）", error.message()))
    }

    fn entered(mut self, own: &[(String, String)]) -> Result<Self, Damaged> {
        let mut wrong = Vec::new();
        let mut years = Vec::new();
        for (name, text) in own {
            let mut said = |why: String| wrong.push(format!("{name}：{why}"));
            match toml::from_str::<HolidayNotice>(text) {
                Ok(notice) if !notice.published => said("published 应写 true，没有公布的不要登记".to_owned()),
                Ok(notice) if self.published.contains(&notice.year) => {
                    said(format!("{}年的安排已经有了，不要重复登记", notice.year));
                }
                Ok(notice) => {
                    let year = notice.year;
                    self.off.retain(|day, _| day.year() != year);
                    self.usual.retain(|day| day.year() != year);
                    years.push(year.to_string());
                    self.add(notice).into_iter().for_each(said);
                }
                Err(error) => said(format!("不是放假安排文件（{}）", error.message())),
            }
        }
        self.version = format!("{}+本所{}", self.version, years.join("、"));
        match wrong.is_empty() {
            true => Ok(self),
            false => Err(Damaged { what: "工作日历", why: wrong.join("；") }),
        }
    }

    fn from_files(files: &[&str]) -> Result<Self, Damaged> {
        let mut calendar = Self {
            version: String::new(),
            published: BTreeSet::new(),
            off: BTreeMap::new(),
            make_up: BTreeSet::new(),
            usual: BTreeSet::new(),
        };
        let mut wrong = Vec::new();
        for file in files {
            match toml::from_str::<HolidayNotice>(file) {
                Ok(notice) => wrong.extend(calendar.add(notice)),
                Err(error) => wrong.push(error.to_string()),
            }
        }
        let newest = calendar.published.last().copied().unwrap_or_default();
        calendar.version = format!("国办{newest}");
        match wrong.is_empty() {
            true => Ok(calendar),
            false => Err(Damaged { what: "工作日历", why: wrong.join("；") }),
        }
    }

    /// Adds one year and names what is wrong with it.
    fn add(&mut self, notice: HolidayNotice) -> Vec<String> {
        let mut wrong = Vec::new();
        for (name, (first, last)) in notice.holidays {
            if first > last || last.signed_duration_since(first).num_days() > 15 {
                wrong.push(format!("{name}的起止日期不对"));
            }
            for day in first.iter_days().take_while(|day| *day <= last) {
                if day.year() != notice.year {
                    wrong.push(format!("{day}不在{}年", notice.year));
                }
                self.off.insert(day, name.clone());
            }
        }
        for day in &notice.make_up {
            if day.year() != notice.year {
                wrong.push(format!("{day}不在{}年", notice.year));
            }
            if !is_weekend(*day) || self.off.contains_key(day) {
                wrong.push(format!("{day}不能是调休上班日"));
            }
        }
        for (first, last) in notice.usual.into_values() {
            self.usual.extend(first.iter_days().take_while(|day| *day <= last));
        }
        self.make_up.extend(notice.make_up);
        if notice.published {
            self.published.insert(notice.year);
        }
        wrong
    }

    /// Which notices this calendar rests on; it stands on pages beside what was counted with it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The office is open on this day.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.why_closed(day).is_none()
    }

    /// The office is open on this day, whatever the notice that is still to come may say: for what the office owes by a day.
    pub fn is_surely_open(&self, day: NaiveDate) -> bool {
        self.is_open(day) && !self.usual.contains(&day)
    }

    /// Why the office is closed on this day; `None` if it is open.
    pub fn why_closed(&self, day: NaiveDate) -> Option<ClosedReason> {
        if self.make_up.contains(&day) {
            return None;
        }
        match self.off.get(&day) {
            Some(name) => Some(ClosedReason::Holiday(name.clone())),
            None => is_weekend(day).then(|| ClosedReason::Weekend(day.weekday())),
        }
    }

    /// A weekend day on which work is made up (调休上班).
    pub fn is_make_up(&self, day: NaiveDate) -> bool {
        self.make_up.contains(&day)
    }

    /// No notice has been published for this year.
    pub fn is_provisional(&self, year: i32) -> bool {
        !self.published.contains(&year)
    }

    /// This day if it is open, else the next open one.
    pub fn open_on_or_after(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().find(|day| self.is_open(*day)).unwrap_or(day)
    }

    /// The last open day before this one.
    pub fn open_before(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().rev().skip(1).find(|day| self.is_open(*day)).unwrap_or(day)
    }

    /// The first open day after this one.
    pub fn next_open(&self, day: NaiveDate) -> NaiveDate {
        self.open_on_or_after(day.checked_add_days(Days::new(1)).unwrap_or(day))
    }

    /// Open days after `from`, up to and with `to`; negative if `to` lies before `from`.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let (first, last, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
        let days = first.iter_days().skip(1).take_while(|day| *day <= last).filter(|day| self.is_open(*day));
        i64::try_from(days.count()).unwrap_or(i64::MAX) * sign
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn make_up_days_are_open_and_holidays_are_not() {
        let calendar = Calendar::bundled().unwrap();
        assert!(calendar.is_open(day("2026-10-10")));
        assert_eq!(calendar.why_closed(day("2026-10-02")).unwrap().to_string(), "国庆节放假");
        assert_eq!(calendar.why_closed(day("2026-11-22")).unwrap().to_string(), "周日");
        assert!(
            calendar.is_provisional(2027) && calendar.is_provisional(2030) && !calendar.is_provisional(2026)
        );
    }

    #[test]
    fn a_notice_with_a_wrong_date_is_named() {
        let wrong = "year = 2026\npublished = true\nmake_up = [\"2026-11-23\"]\n[holidays]\n\"节\" = [\"2027-01-01\", \"2027-01-02\"]\n";
        let why = Calendar::from_files(&[wrong]).unwrap_err().why;
        assert!(why.contains("2026-11-23") && why.contains("2027-01-01"), "{why}");
    }

    #[test]
    fn an_office_enters_next_years_notice_itself_and_a_wrong_one_is_named() {
        let text = "year = 2027\npublished = true\nmake_up = [\"2027-09-26\"]\n[holidays]\n\"国庆节\" = [\"2027-10-01\", \"2027-10-07\"]\n";
        let with = |text: &str| Calendar::with(&[("2027.toml".to_owned(), text.to_owned())]);
        let calendar = with(text).unwrap();
        assert!(!calendar.is_provisional(2027) && calendar.is_provisional(2028));
        assert!(!calendar.is_open(day("2027-10-05")) && calendar.is_open(day("2027-09-26")));
        assert!(
            calendar.is_open(day("2027-02-05")),
            "what the bundled year supposed is replaced by what was published"
        );
        assert_ne!(calendar.version(), Calendar::bundled().unwrap().version());
        assert!(std::ptr::eq(calendar, with(text).unwrap()), "made once");
        for (wrong, said) in [
            (text.replace("2027-09-26", "2027-09-27"), "2027-09-27不能是调休上班日"),
            (text.replace("2027-10-07", "2028-10-07"), "国庆节的起止日期不对"),
            (text.replace("2027-10-07", "2027-10-32"), "不是放假安排文件"),
            (text.replace("year = 2027", "year = 2026"), "2026年的安排已经有了"),
            (text.replace("true", "false"), "没有公布的不要登记"),
            ("不是文件".to_owned(), "不是放假安排文件"),
        ] {
            let why = with(&wrong).unwrap_err().to_string();
            assert!(why.contains("2027.toml：") && why.contains(said), "{why}");
        }
    }
}
