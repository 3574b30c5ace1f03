//! Who waits, and which cases are whose: a visitor who comes again is known by his papers, or by name and telephone. Nothing of
//! that stands on a page; it is asked of the sealed texts where the journal's outcome needs it (R1, R36).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use xieban_domain::number::CaseId;
use xieban_domain::visitor::Visitor;
use xieban_domain::waiting::WaitingList;

use super::error::StoreError;
use super::query::{Clue, Record};
use super::snapshot::Snapshot;
use super::tables::{T, key};

/// So many of a person's cases are looked at, the newest first.
const LOOKED_AT: usize = 50;

impl Snapshot<'_> {
    /// The waiting line, with its notes.
    pub fn line(&self) -> Result<WaitingList, StoreError> {
        let mut line: WaitingList = self.json(T::Office, b"waiting")?.unwrap_or_default();
        self.unseal(&mut line.open)?;
        Ok(line)
    }

    /// Cases known by one of these clues, newest first.
    fn known_by(&self, visitor: &Visitor, clues: &[Clue]) -> Result<Vec<Record>, StoreError> {
        let mut ids = BTreeSet::new();
        for (clue, text) in Clue::of(visitor).into_iter().filter(|(clue, _)| clues.contains(clue)) {
            let keys = self.keys(T::People, &key::clue(clue as u8, &text), LOOKED_AT)?;
            ids.extend(keys.iter().map(|at| key::read_clue_case(at)));
        }
        let newest = ids.into_iter().rev().take(LOOKED_AT);
        newest.filter_map(|id: CaseId| self.case(id).transpose()).collect()
    }

    /// Whether the person at the desk was received on this day already, for whatever case.
    pub fn received_on(&self, visitor: &Visitor, day: NaiveDate) -> Result<bool, StoreError> {
        let person = visitor.person();
        let known = self.known_by(visitor, &[Clue::Papers, Clue::Phone])?;
        Ok(known.iter().any(|record| {
            record.case.visited_on(day)
                && record.case.visitor.get().is_some_and(|other| other.person().is(person))
        }))
    }

    /// Open cases of this person, or of the firm he comes for, newest first.
    pub fn open_of(&self, visitor: &Visitor) -> Result<Vec<Record>, StoreError> {
        let clues = [Clue::Papers, Clue::Phone, Clue::CreditCode, Clue::Organisation];
        let same_firm = |other: &Visitor| {
            let both = visitor.organisation().zip(other.organisation());
            both.is_some_and(|(mine, theirs)| match (&mine.credit_code, &theirs.credit_code) {
                (Some(mine), Some(theirs)) => mine == theirs,
                (None, _) | (_, None) => mine.name == theirs.name,
            })
        };
        let mut known = self.known_by(visitor, &clues)?;
        known.retain(|record| {
            let other = record.case.visitor.get();
            !record.case.is_over()
                && other.is_some_and(|other| other.person().is(visitor.person()) || same_firm(other))
        });
        Ok(known)
    }
}
