//! What the premises offer to anybody: facilities, convenience measures, documents. Nothing of a visitor.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use xieban_domain::documents::{Document, Library};
use xieban_domain::duty::DutyDay;
use xieban_domain::premises::Books;
use xieban_domain::premises::Published;
use xieban_domain::staff::StaffCode;
use xieban_store::{Snapshot, StoreError};

use super::{CompiledFacts, Lookout, Office};

/// What anybody may know of the premises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Premises {
    /// 设施 (R27).
    pub facilities: Vec<String>,
    /// 便民服务措施 (R29).
    pub measures: Vec<String>,
    /// Every document that is in force, as it is read today (R8, R31, R69).
    pub documents: Vec<Document>,
}

/// The office's books and a day at the desk, for the screens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BooksView {
    pub date: NaiveDate,
    pub duty: DutyDay,
    /// The books, and the day at the desk.
    pub books: Books,
    /// Every 协办员 on the roster from today on, for as long as the roster goes.
    pub rostered: Vec<StaffCode>,
}

/// Days ahead that are looked through for who is on the roster: the rest of a quarter.
const AHEAD: usize = 92;

/// The books and a day.
pub(super) fn books(
    snapshot: &Snapshot<'_>,
    date: NaiveDate,
    today: NaiveDate,
) -> Result<BooksView, StoreError> {
    let mut rostered = BTreeSet::new();
    for day in today.iter_days().take(AHEAD) {
        rostered.extend(snapshot.duty(day)?.officers().into_iter().cloned());
    }
    Ok(BooksView {
        date,
        duty: snapshot.duty(date)?,
        books: Books { records: snapshot.records()?, desk: snapshot.desk_day(date)? },
        rostered: rostered.into_iter().collect(),
    })
}

/// The premises on a day.
pub(super) fn premises(
    snapshot: &Snapshot<'_>,
    today: NaiveDate,
    facts: CompiledFacts,
) -> Result<Premises, StoreError> {
    let (settings, regulations) = (snapshot.settings()?, snapshot.regulations()?);
    let library =
        Library { settings: &settings, catalogue: facts.catalogue, regulations: &regulations, today };
    Ok(Premises {
        documents: library.all(),
        facilities: settings.facilities.clone(),
        measures: settings.measures.clone(),
    })
}

impl Office {
    /// The premises today.
    pub fn premises(&self) -> Result<Premises, StoreError> {
        let (today, facts) = (self.now().date(), self.facts);
        self.store.read(|snapshot| premises(snapshot, today, facts))
    }
}

impl Lookout {
    /// 更新公示, the oldest first (R22).
    pub fn published(&mut self) -> Result<Vec<Published>, StoreError> {
        self.reader.read(|snapshot| Ok(snapshot.records()?.published))
    }

    /// The premises today.
    pub fn premises(&mut self) -> Result<Premises, StoreError> {
        let (today, facts) = (self.now()?.date(), self.facts);
        self.reader.read(|snapshot| premises(snapshot, today, facts))
    }
}
