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

/// The notice of one year, as its file has it; or only what the city has ordered beside it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayNotice {
    year: i32,
    #[serde(default)]
    published: bool,
    /// Name → first day and last day off. New Year's may begin in the year before.
    #[serde(default)]
    holidays: BTreeMap<String, DaysOff>,
    /// Make-up working days, some of them in the year before or after.
    #[serde(default)]
    make_up: BTreeSet<NaiveDate>,
    /// What a year without a notice usually has off besides: name → first day and last day.
    #[serde(default)]
    usual: BTreeMap<String, DaysOff>,
    /// 本市: days off by order of the city, by the order's name and number.
    #[serde(default)]
    city: BTreeMap<String, DaysOff>,
}

/// First day and last day off.
type DaysOff = (NaiveDate, NaiveDate);

/// What every year has off (《全国年节及纪念日放假办法》), with the day that each is sure to cover. Two of them may be one entry.
const FEASTS: [(&str, Option<(u32, u32)>); 7] = [
    ("元旦", Some((1, 1))),
    ("春节", None),
    ("清明", None),
    ("劳动节", Some((5, 1))),
    ("端午", None),
    ("中秋", None),
    ("国庆", Some((10, 1))),
];

/// No holiday is longer, in days after its first.
const LONGEST: i64 = 15;

/// No year has more days off by its notice, weekends inside holidays included.
const MOST: usize = 60;

/// From this day of December on, what is open also depends on the notice of the next year.
const TURN_OF_YEAR: (u32, u32) = (12, 30);

fn each_day((first, last): DaysOff) -> impl Iterator<Item = NaiveDate> {
    let most = usize::try_from(LONGEST).unwrap_or_default().saturating_add(1);
    first.iter_days().take_while(move |day| *day <= last).take(most)
}

impl HolidayNotice {
    fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| format!("不是放假安排文件（{}）", error.message()))
    }

    /// It says nothing of the holidays of the whole country.
    fn is_of_the_city_alone(&self) -> bool {
        !self.city.is_empty() && !self.published && self.holidays.is_empty() && self.make_up.is_empty()
    }

    /// Everything that is wrong with it.
    fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let year = self.year;
        if !(2000..=2199).contains(&year) {
            wrong.push(format!("没有{year}年"));
        }
        let spans = self.holidays.iter().chain(&self.city);
        for (name, (first, last)) in spans {
            if first > last || last.signed_duration_since(*first).num_days() > LONGEST {
                wrong.push(format!("{name}的起止日期不对"));
            } else if first.year() != year && last.year() != year {
                wrong.push(format!("{name}的{first}不在{year}年"));
            }
        }
        let off: BTreeSet<NaiveDate> = self.holidays.values().copied().flat_map(each_day).collect();
        if off.len() > MOST {
            wrong.push(format!("放假共{}天，太多了", off.len()));
        }
        for day in &self.make_up {
            let before = day.year() == year.saturating_sub(1) && day.month() == 12;
            let after = day.year() == year.saturating_add(1) && day.month() == 1;
            if day.year() != year && !before && !after {
                wrong.push(format!("{day}不在{year}年"));
            }
            if !is_weekend(*day) || off.contains(day) {
                wrong.push(format!("{day}不能是调休上班日"));
            }
        }
        if self.published {
            wrong.extend(self.lacking());
        }
        wrong
    }

    /// Feasts that it does not name, and those whose own day it leaves out.
    fn lacking(&self) -> Vec<String> {
        let mut lacking = Vec::new();
        for (feast, on) in FEASTS {
            let mut spans = self.holidays.iter().filter(|(name, _)| name.contains(feast)).peekable();
            if spans.peek().is_none() {
                lacking.push(format!("没有写{feast}，七个节日都要写全"));
                continue;
            }
            let own = on.and_then(|(month, day)| NaiveDate::from_ymd_opt(self.year, month, day));
            if let Some(own) = own.filter(|own| !spans.any(|(_, (first, last))| first <= own && own <= last))
            {
                lacking.push(format!("{feast}没有放{}月{}日", own.month(), own.day()));
            }
        }
        lacking
    }
}

/// The open days of the office.
#[derive(Debug, Clone)]
pub struct Calendar {
    version: String,
    notices: BTreeMap<i32, HolidayNotice>,
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

    /// The bundled notices and those that the office has entered itself, each under its name, in the order in which they were entered: a
    /// later one for the same year stands for the earlier (the notices of 2019 and 2020 were amended within their year), and what the city
    /// ordered stays beside both. Each distinct calendar is made once and kept.
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

    /// Whether a further notice can be entered into this calendar; else everything that is wrong with it.
    pub fn takes(&self, text: &str) -> Result<(), String> {
        let notice = HolidayNotice::read(text)?;
        self.clone().enter(notice).map(|_| ()).map_err(|wrong| wrong.join("；"))
    }

    fn entered(mut self, own: &[(String, String)]) -> Result<Self, Damaged> {
        let mut wrong = Vec::new();
        let mut versions = Vec::new();
        for (name, text) in own {
            match HolidayNotice::read(text) {
                Ok(notice) => match self.enter(notice) {
                    Ok(version) => versions.push(version),
                    Err(why) => wrong.extend(why.into_iter().map(|why| format!("{name}：{why}"))),
                },
                Err(why) => wrong.push(format!("{name}：{why}")),
            }
        }
        self.version = format!("{}+本所{}", self.version, versions.join("、"));
        self.lay();
        match wrong.is_empty() {
            true => Ok(self),
            false => Err(Damaged { what: "工作日历", why: wrong.join("；") }),
        }
    }

    /// One more of the office's own, and how the version names it; or everything that is wrong with it.
    fn enter(&mut self, notice: HolidayNotice) -> Result<String, Vec<String>> {
        let year = notice.year;
        let mut wrong = notice.wrong();
        let city_alone = notice.is_of_the_city_alone();
        if !notice.published && !city_alone {
            wrong.push("published 应写 true，没有公布的不要登记".to_owned());
        }
        let known = self.notices.get(&year);
        let amends = self.published.contains(&year);
        let then = match known {
            Some(known) if city_alone => {
                let mut then = known.clone();
                then.city.extend(notice.city);
                then
            }
            Some(known) => {
                let city = known.city.clone().into_iter().chain(notice.city).collect();
                HolidayNotice { city, ..notice }
            }
            None => notice,
        };
        if known == Some(&then) {
            wrong.push(format!("{year}年的安排已经有了，内容也一样，已经登记过的不用再登记"));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        if then.published {
            self.published.insert(year);
        }
        self.notices.insert(year, then);
        Ok(match (city_alone, amends) {
            (true, _) => format!("{year}本市"),
            (false, true) => format!("{year}修订"),
            (false, false) => year.to_string(),
        })
    }

    fn from_files(files: &[&str]) -> Result<Self, Damaged> {
        let mut calendar = Self {
            version: String::new(),
            notices: BTreeMap::new(),
            published: BTreeSet::new(),
            off: BTreeMap::new(),
            make_up: BTreeSet::new(),
            usual: BTreeSet::new(),
        };
        let mut wrong = Vec::new();
        for file in files {
            match HolidayNotice::read(file) {
                Ok(notice) => {
                    wrong.extend(notice.wrong());
                    if notice.published {
                        calendar.published.insert(notice.year);
                    }
                    calendar.notices.insert(notice.year, notice);
                }
                Err(error) => wrong.push(error),
            }
        }
        let newest = calendar.published.last().copied().unwrap_or_default();
        calendar.version = format!("国办{newest}");
        calendar.lay();
        match wrong.is_empty() {
            true => Ok(calendar),
            false => Err(Damaged { what: "工作日历", why: wrong.join("；") }),
        }
    }

    /// Lays the days out as the notices have them. At the turn of a year the later notice holds; what the city ordered holds over both.
    fn lay(&mut self) {
        (self.off, self.make_up, self.usual) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        for notice in self.notices.values() {
            let mut off: BTreeMap<NaiveDate, String> = BTreeMap::new();
            for (name, days) in &notice.holidays {
                for day in each_day(*days) {
                    let names = off.entry(day).or_default();
                    let comma = if names.is_empty() { "" } else { "、" };
                    *names = format!("{names}{comma}{name}");
                }
            }
            self.make_up.retain(|day| !off.contains_key(day));
            self.off.extend(off);
            self.off.retain(|day, _| !notice.make_up.contains(day));
            self.make_up.extend(&notice.make_up);
            self.usual.extend(notice.usual.values().copied().flat_map(each_day));
        }
        for (order, days) in self.notices.values().flat_map(|notice| &notice.city) {
            for day in each_day(*days) {
                self.make_up.remove(&day);
                self.off.insert(day, order.clone());
            }
        }
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

    /// What is counted from one day to another depends on a notice that has not been published: that of a year it goes through, or, where it
    /// ends in the last days of December, that of the next (in 2018 the 29th was worked and the 31st was off by the notice of 2019).
    pub fn is_unsure(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.unsure_years(from, to).next().is_some()
    }

    /// The years whose notices it waits for.
    pub fn unsure_years(&self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = i32> {
        let turns = i32::from((to.month(), to.day()) >= TURN_OF_YEAR);
        (from.year()..=to.year().saturating_add(turns)).filter(|year| self.is_provisional(*year))
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
        let (first, last) = (from.min(to), from.max(to));
        let days = first.iter_days().skip(1).take_while(|day| *day <= last).filter(|day| self.is_open(*day));
        let count = i64::try_from(days.count()).unwrap_or(i64::MAX);
        if from <= to { count } else { count.saturating_neg() }
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests;
