//! What the premises offer to anybody: facilities, convenience measures, documents. Nothing of a visitor.

use chrono::NaiveDate;

use super::{Facts, Lookout, Office};
use crate::domain::documents::{Document, Library};
use crate::store::{Snapshot, StoreError};

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

/// The premises on a day.
pub(super) fn premises(
    snapshot: &Snapshot<'_>,
    today: NaiveDate,
    facts: Facts,
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
    /// The premises today.
    pub fn premises(&mut self) -> Result<Premises, StoreError> {
        let (today, facts) = (self.now()?.date(), self.facts);
        self.reader.read(|snapshot| premises(snapshot, today, facts))
    }
}
