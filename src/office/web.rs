//! What the office's website shows (R21, R22): today's people of both half-days, the week, the quarter's table, what anybody may
//! read. A type here holds a mobile only where somebody of today stands, so that no other can get onto a page; no field can hold
//! a visitor (`tests/tidy.rs`).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::photo::{Photos, published};
use super::premises::premises;
use super::public::{Card, Wall};
use super::table::on_duty;
use super::{Facts, Lookout, Office};
use crate::domain::documents::Document;
use crate::domain::moment::Moment;
use crate::domain::roster::Quarter;
use crate::domain::settings::Hours;
use crate::domain::timetable::{Row, Timetable};
use crate::store::{Snapshot, StoreError};

/// Everything on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Web {
    /// When it was made.
    pub now: Moment,
    /// 单位名称.
    pub office: String,
    /// 演练: nothing of it is real.
    pub practice: bool,
    /// Whose both numbers are.
    pub hotline_of: String,
    /// 作风投诉 by telephone (R26).
    pub hotline: String,
    /// 作风投诉 by text message (R26).
    pub sms: String,
    /// Opening hours of the morning and the afternoon.
    pub hours: [Hours; 2],
    /// Today.
    pub today: Today,
    /// The open days of this week, or of the next one once this one is over.
    pub week: Vec<WebDay>,
    /// 2026年第4季度, with its version where a roster holds.
    pub quarter: String,
    /// 暂定: the notice of its year's holidays is not published.
    pub provisional: bool,
    /// The table's sections, each with its title.
    pub sections: Vec<Section>,
    /// 便民服务措施 (R29).
    pub measures: Vec<String>,
    /// 设施: 群众休息处, 饮水 (R27).
    pub facilities: Vec<String>,
    /// What anybody may read, in the order of the list.
    pub documents: Vec<Document>,
    /// Photographs by the name that a card has, as they are published.
    pub photos: BTreeMap<String, Vec<u8>>,
}

/// Today's duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// The date.
    pub date: NaiveDate,
    /// Why the office is closed; none on an open day.
    pub closed: Option<String>,
    /// 值班领导; none while nobody is named.
    pub leader: Option<Card>,
    /// 协办员 of the morning and of the afternoon.
    pub halves: [Vec<Card>; 2],
    /// 临时顶岗.
    pub standing_in: Vec<Card>,
}

/// A day of the week: names only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebDay {
    /// The date.
    pub date: NaiveDate,
    /// 协办员 of the morning and of the afternoon.
    pub halves: [Vec<String>; 2],
    /// 值班领导.
    pub leader: Option<String>,
}

/// A section of the quarter's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 一、协办员.
    pub title: String,
    /// Its people, by rank.
    pub people: Vec<Listed>,
}

/// A person of the quarter's table: what the sheet has, but no mobile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: String,
    /// 办公地点.
    pub place: String,
    /// 办公电话.
    pub phone: String,
    /// 值班时间, in words.
    pub served: String,
}

impl Web {
    /// The photographs that today's cards name.
    fn wanted(&self) -> Vec<&str> {
        let today = &self.today;
        let cards = today.halves.iter().flatten().chain(&today.leader).chain(&today.standing_in);
        let mut names: Vec<&str> =
            cards.map(|card| card.photo.as_str()).filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Takes in the photographs that today's cards name, as they may be published. One that cannot be used is told, and its card
    /// goes without.
    pub fn take_photos(&mut self, photos: &Photos) -> Vec<String> {
        let names: Vec<String> = self.wanted().into_iter().map(str::to_owned).collect();
        let mut told = Vec::new();
        for name in names {
            match photos.read(&name).and_then(|bytes| published(&bytes)) {
                Ok(bytes) => {
                    self.photos.insert(name, bytes);
                }
                Err(error) => told.push(format!("照片 {name} 没有用上：{error}")),
            }
        }
        told
    }
}

impl Office {
    /// The site as it is now, without photographs.
    pub fn web(&self) -> Result<Web, StoreError> {
        let wall = self.wall(false)?;
        let (now, facts) = (self.now(), self.facts);
        self.store.read(|snapshot| web(snapshot, now, facts, &wall))
    }
}

impl Lookout {
    /// The site as it is now, without photographs.
    pub fn web(&mut self) -> Result<Web, StoreError> {
        let wall = self.wall(false)?;
        let (now, facts) = (self.now()?, self.facts);
        self.reader.read(|snapshot| web(snapshot, now, facts, &wall))
    }
}

fn web(snapshot: &Snapshot<'_>, now: Moment, facts: Facts, wall: &Wall) -> Result<Web, StoreError> {
    let quarter = Quarter::containing(now.date());
    let (table, version) = on_duty(snapshot, quarter, facts)?;
    let premises = premises(snapshot, now.date(), facts)?;
    Ok(Web {
        now,
        office: wall.office.clone(),
        practice: wall.practice,
        hotline_of: wall.hotline_of.clone(),
        hotline: wall.hotline.clone(),
        sms: wall.sms.clone(),
        hours: wall.hours,
        today: today(wall, now.date()),
        week: week(wall, now),
        quarter: match version {
            Some(version) => format!("{} 第{version}版", quarter.name()),
            None => quarter.name(),
        },
        provisional: table.provisional,
        sections: sections(&table),
        measures: premises.measures,
        facilities: premises.facilities,
        documents: premises.documents,
        photos: BTreeMap::new(),
    })
}

fn today(wall: &Wall, date: NaiveDate) -> Today {
    let Some(day) = wall.day(date) else {
        let halves = [Vec::new(), Vec::new()];
        return Today { date, closed: None, leader: None, halves, standing_in: Vec::new() };
    };
    // On a closed day nobody is on duty, and nobody's mobile is shown.
    let open = day.closed.is_none();
    let cards = |cards: &[Card]| if open { cards.to_vec() } else { Vec::new() };
    Today {
        date,
        closed: day.closed.clone(),
        leader: day.leader.clone().filter(|_| open),
        halves: [0, 1].map(|half| cards(day.halves.get(half).map_or(&[], Vec::as_slice))),
        standing_in: cards(&day.standing_in),
    }
}

fn week(wall: &Wall, now: Moment) -> Vec<WebDay> {
    let names = |cards: &Vec<Card>| cards.iter().map(|card| card.name.clone()).collect::<Vec<_>>();
    let day = |day: &super::public::WallDay| WebDay {
        date: day.date,
        halves: [names(&day.halves[0]), names(&day.halves[1])],
        leader: day.leader.as_ref().map(|card| card.name.clone()),
    };
    wall.week(now).into_iter().map(day).collect()
}

fn sections(table: &Timetable) -> Vec<Section> {
    let listed = |row: &Row| Listed {
        name: row.name.clone(),
        post: row.post.clone(),
        place: row.place.clone(),
        phone: row.phone.clone(),
        served: row.served.clone(),
    };
    let sections = table.sections().into_iter();
    sections
        .map(|(title, rows)| Section { title: title.to_owned(), people: rows.iter().map(listed).collect() })
        .collect()
}
