//! What 协办员和值班领导服务时间安排表 says: two sections, one row a person by 排序, the six facts of each (R15, R16).
//!
//! Made of days of duty, whoever has them; sheet, file and web page show these rows and compute nothing of their own.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};

use super::absence::{Half, HalfDay};
use super::calendar::Calendar;
use super::ranges;
use super::staff::{Directory, StaffCode};

/// Who is on duty on a day.
#[derive(Debug, Clone, Copy)]
pub struct OnDay<'a> {
    pub date: NaiveDate,
    /// 值班领导.
    pub leaders: &'a [StaffCode],
    /// 协办员 of the morning.
    pub morning: &'a [StaffCode],
    /// 协办员 of the afternoon.
    pub afternoon: &'a [StaffCode],
}

/// A person's row. A fact that nobody has entered is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimetableRow {
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: String,
    /// 办公地点.
    pub place: String,
    /// 办公电话.
    pub phone: String,
    /// 手机.
    pub mobile: String,
    /// 值班时间, in words; with 暂定 where the year's notice of holidays is not published.
    pub served: String,
}

impl TimetableRow {
    /// The heads of the columns, behind 序号.
    pub const HEADS: [&'static str; 6] = ["姓名", "职务", "办公地点", "办公电话", "手机", "值班时间"];

    /// The six facts, in the order of [`Self::HEADS`].
    pub fn facts(&self) -> [&str; 6] {
        [&self.name, &self.post, &self.place, &self.phone, &self.mobile, &self.served]
    }
}

/// The table of some months.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timetable {
    /// 一、协办员.
    pub officers: Vec<TimetableRow>,
    /// 二、值班领导.
    pub leaders: Vec<TimetableRow>,
    /// 暂定: no notice of holidays has been published for a year of it.
    pub provisional: bool,
}

/// Half-days by person.
type Slots<'a> = BTreeMap<&'a StaffCode, BTreeSet<HalfDay>>;

impl Timetable {
    /// The sections, each with its title.
    pub fn sections(&self) -> [(&'static str, &[TimetableRow]); 2] {
        [("一、协办员", &self.officers), ("二、值班领导", &self.leaders)]
    }

    /// The table of the days from `first` to `last`.
    pub fn of<'a>(
        days: impl IntoIterator<Item = OnDay<'a>>,
        (first, last): (NaiveDate, NaiveDate),
        staff: &Directory,
        calendar: &Calendar,
    ) -> Self {
        let (mut officers, mut leaders) = (Slots::new(), Slots::new());
        for day in days {
            for (codes, half) in [(day.morning, Half::Morning), (day.afternoon, Half::Afternoon)] {
                for code in codes {
                    officers.entry(code).or_default().insert(HalfDay { date: day.date, half });
                }
            }
            for code in day.leaders {
                let whole = Half::BOTH.map(|half| HalfDay { date: day.date, half });
                leaders.entry(code).or_default().extend(whole);
            }
        }
        let provisional = calendar.is_provisional(first.year()) || calendar.is_provisional(last.year());
        let row = |(code, slots): (&StaffCode, BTreeSet<HalfDay>)| {
            let served = ranges::in_words(&slots, first, last, calendar);
            let served = if provisional { format!("{served}（暂定）") } else { served };
            let person = staff.get(code);
            let fact =
                |fact: fn(&super::staff::Staff) -> &String| person.map(fact).cloned().unwrap_or_default();
            let row = TimetableRow {
                name: staff.name(code).to_owned(),
                post: fact(|person| &person.post),
                place: fact(|person| &person.place),
                phone: fact(|person| &person.phone),
                mobile: fact(|person| &person.mobile),
                served,
            };
            (person.map_or(u16::MAX, |person| person.order), code.clone(), row)
        };
        let ranked = |slots: Slots<'_>| {
            let mut rows: Vec<_> = slots.into_iter().map(row).collect();
            rows.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
            rows.into_iter().map(|(_, _, row)| row).collect()
        };
        Self { officers: ranked(officers), leaders: ranked(leaders), provisional }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::{Rank, Staff};

    fn person(code: &str, name: &str, order: u16) -> (StaffCode, Staff) {
        let value = serde_json::json!({
            "code": code, "name": name, "post": "科长", "rank": "middle", "established": true, "order": order,
            "place": "大厅", "phone": "83800001",
        });
        let staff: Staff = serde_json::from_value(value).unwrap();
        assert_eq!(staff.rank, Rank::Middle);
        (code.into(), staff)
    }

    #[test]
    fn r16_one_row_a_person_by_rank_and_never_by_pinyin() {
        let staff =
            Directory([person("S01", "安好", 9), person("S02", "曾祥", 3), person("L01", "周平", 1)].into());
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (both, one): (Vec<StaffCode>, Vec<StaffCode>) =
            (vec!["S01".into(), "S02".into()], vec!["S01".into()]);
        let leaders: Vec<StaffCode> = vec!["L01".into()];
        let days = [
            OnDay { date: date("2026-10-12"), leaders: &leaders, morning: &both, afternoon: &one },
            OnDay { date: date("2026-10-13"), leaders: &leaders, morning: &one, afternoon: &one },
        ];
        let quarter = (date("2026-10-01"), date("2026-12-31"));
        let table = Timetable::of(days, quarter, &staff, Calendar::bundled().unwrap());
        let rows: Vec<(&str, &str)> =
            table.officers.iter().map(|row| (row.name.as_str(), row.served.as_str())).collect();
        assert_eq!(rows, [("曾祥", "10月12日上午"), ("安好", "10月12日至13日")]);
        assert_eq!(table.leaders[0].facts(), ["周平", "科长", "大厅", "83800001", "", "10月12日至13日"]);
        assert!(!table.provisional);
        let quarter = (date("2027-01-01"), date("2027-03-31"));
        let days = [OnDay { date: date("2027-01-04"), leaders: &leaders, morning: &one, afternoon: &one }];
        let table = Timetable::of(days, quarter, &staff, Calendar::bundled().unwrap());
        assert_eq!(table.officers[0].served, "1月4日（暂定）");
    }
}
