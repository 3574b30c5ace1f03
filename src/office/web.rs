//! The website (`xieban_public::Web`) as the store has it now.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use xieban_domain::moment::Moment;
use xieban_domain::roster::Quarter;
use xieban_domain::timetable::{Timetable, TimetableRow};
use xieban_public::{DutyCard, PublicPerson, Section, Today, Wall, Web, WebDay};
use xieban_store::{Snapshot, StoreError};

use super::photo::published;
use super::premises::premises;
use super::table::on_duty;
use super::{CompiledFacts, Lookout, Office};

impl Office {
    /// The site as it is now, without photographs.
    pub fn web(&self) -> Result<Web, StoreError> {
        let wall = self.wall(false)?;
        let (now, facts) = (self.now(), self.facts);
        self.store.read(|snapshot| web(snapshot, now, facts, &wall))
    }
}

impl Lookout {
    /// Takes in the photographs that today's cards name, as they may be published. One that cannot be used is told, and its card
    /// goes without.
    pub fn take_photos(&mut self, web: &mut Web) -> Vec<String> {
        let names: Vec<String> = web.wanted().into_iter().map(str::to_owned).collect();
        let mut told = Vec::new();
        for name in names {
            match self.photograph(&name).and_then(|bytes| published(&bytes)) {
                Ok(bytes) => {
                    web.photos.insert(name, bytes);
                }
                Err(error) => told.push(format!("照片 {name} 没有用上：{error}")),
            }
        }
        told
    }

    /// The site as it is now, without photographs.
    pub fn web(&mut self) -> Result<Web, StoreError> {
        let wall = self.wall(false)?;
        let (now, facts) = (self.now()?, self.facts);
        self.reader.read(|snapshot| web(snapshot, now, facts, &wall))
    }
}

fn web(snapshot: &Snapshot<'_>, now: Moment, facts: CompiledFacts, wall: &Wall) -> Result<Web, StoreError> {
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
    let cards = |cards: &[DutyCard]| if open { cards.to_vec() } else { Vec::new() };
    Today {
        date,
        closed: day.closed.clone(),
        leader: day.leader.clone().filter(|_| open),
        halves: [0, 1].map(|half| cards(day.halves.get(half).map_or(&[], Vec::as_slice))),
        standing_in: cards(&day.standing_in),
    }
}

fn week(wall: &Wall, now: Moment) -> Vec<WebDay> {
    let names = |cards: &Vec<DutyCard>| cards.iter().map(|card| card.name.clone()).collect::<Vec<_>>();
    let day = |day: &xieban_public::WallDay| WebDay {
        date: day.date,
        halves: [names(&day.halves[0]), names(&day.halves[1])],
        leader: day.leader.as_ref().map(|card| card.name.clone()),
    };
    wall.week(now).into_iter().map(day).collect()
}

fn sections(table: &Timetable) -> Vec<Section> {
    let listed = |row: &TimetableRow| PublicPerson {
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
