//! Erasing the private texts of those whose cases have all been closed for long. The pages stay; what they sealed goes, and the
//! file is written anew so that its free space holds nothing of it either.
//!
//! Who may ask for it, and after how long, is not judged here.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;
use redb::{Database, ReadableDatabase as _, TableError};
use xieban_domain::event::{Event, OfficeEvent};
use xieban_domain::number::CaseId;
use xieban_domain::reveal::Whose;
use xieban_journal::{self as journal, Page};

use super::backing::{CACHE, builder};
use super::error::StoreError;
use super::open::{Store, private};
use super::panic_guard::guarded;
use super::query::{Clue, Record};
use super::replace::{ReplaceError, TakenPlace};
use super::snapshot::{Snapshot, from_json};
use super::tables::{ALL, Rows as _, T, Writable, key};
use super::txn_cache::TxnCache;
use super::writable::write_tables;

/// Two who share one of these are one person or firm. A name alone is nobody's own.
const LINKS: [Clue; 4] = [Clue::Phone, Clue::Papers, Clue::CreditCode, Clue::Organisation];

impl Snapshot<'_> {
    /// Cases, not erased yet, of those whose cases were all closed and last touched before this day.
    pub fn erasable(&self, before: NaiveDate) -> Result<Vec<CaseId>, StoreError> {
        let (mut old, mut stays, mut failed) = (Vec::new(), BTreeSet::new(), None);
        self.visit_prefix(T::Cases, &[], &mut |at, row| {
            match from_json::<Record>(row) {
                Ok(record) if record.case.is_over() && record.touched.at.date() < before => {
                    old.push(key::number(at));
                }
                Ok(_) => {
                    stays.insert(key::number(at));
                }
                Err(error) => failed = Some(error),
            }
            failed.is_none()
        })?;
        failed.map_or(Ok(()), Err)?;
        let mut linked: Vec<Vec<u64>> = Vec::new();
        for clue in LINKS {
            let mut last = Vec::new();
            self.visit_prefix(T::People, &[clue as u8], &mut |at, _| {
                let link = at.get(..at.len().saturating_sub(8)).unwrap_or_default();
                let case = key::read_clue_case(at).key();
                match linked.last_mut().filter(|_| link == last) {
                    Some(cases) => cases.push(case),
                    None => linked.push(vec![case]),
                }
                last = link.to_vec();
                true
            })?;
        }
        let mut grown = usize::MAX;
        while grown != stays.len() {
            grown = stays.len();
            for cases in &linked {
                if cases.iter().any(|case| stays.contains(case)) {
                    stays.extend(cases);
                }
            }
        }
        let mut found = Vec::new();
        for case in old.into_iter().filter(|case| !stays.contains(case)).map(CaseId::from_key) {
            if self.row(T::Meta, &key::erased(case))?.is_none() {
                found.push(case);
            }
        }
        Ok(found)
    }

    /// Whether a page of the journal says that this case was erased.
    pub fn erased(&self, id: CaseId) -> Result<bool, StoreError> {
        let Some(page) = self.row(T::Meta, &key::erased(id))? else { return Ok(false) };
        let page = self.row(T::Journal, &page)?.and_then(|bytes| Page::read(&bytes).ok());
        Ok(page.is_some_and(|page| match page.event {
            Event::Office(OfficeEvent::IdentitiesErased { cases }) => cases.contains(&id),
            Event::Office(_)
            | Event::Case { .. }
            | Event::Complaint { .. }
            | Event::Conduct(_)
            | Event::Personnel(_)
            | Event::Desk(_)
            | Event::Access(_) => false,
        }))
    }
}

/// Removes what the pages of these cases sealed, by what their visitors were known, and the digests of what was asked.
pub(super) fn remove(
    tables: &mut [Writable<'_>],
    cache: &mut TxnCache,
    cases: &[CaseId],
) -> Result<(), StoreError> {
    cache.write(tables)?;
    for id in cases {
        let snapshot = Snapshot::of(tables);
        let record = snapshot.case(*id)?;
        let visitor = record.as_ref().and_then(|record| record.case.visitor.get());
        let mut gone: Vec<(T, Vec<u8>)> = visitor
            .into_iter()
            .flat_map(Clue::of)
            .map(|(kind, text)| (T::People, key::clue_case(kind as u8, &text, *id)))
            .collect();
        let mut numbers = Vec::new();
        snapshot.visit_prefix(T::CasePages, &key::case(*id), &mut |at, _| {
            numbers.push(key::number(at));
            true
        })?;
        snapshot.visit_prefix(T::Office, &key::looks_at(Whose::Case(*id)), &mut |at, _| {
            numbers.push(key::read_look(at));
            true
        })?;
        for number in numbers {
            let Some(bytes) = snapshot.row(T::Journal, &key::page(number))? else { continue };
            let mut page = snapshot.read_page(number, &bytes)?;
            gone.push((T::Requests, key::request(&page.by, &page.request)));
            journal::open(&mut page.event, &mut |seal| {
                gone.push((T::Sealed, seal.0.to_vec()));
                None
            });
        }
        drop(snapshot);
        for (table, at) in gone {
            tables[table as usize].remove(&at[..])?;
        }
    }
    Ok(())
}

impl Store {
    /// Writes the file anew, row by row, and puts it in the place of the old one, which nobody may have open. What was removed
    /// is then nowhere in it.
    pub fn compact(path: &Path) -> Result<(), ReplaceError> {
        guarded(|| {
            let place = TakenPlace::take(path)?;
            let old = place.old().ok_or_else(|| StoreError::Damaged("打不开".to_owned()))?;
            let fresh = place.beside();
            copy(old, &fresh)?;
            place.put(None)
        })
    }
}

fn copy(old: &Database, fresh: &Path) -> Result<(), StoreError> {
    let new = builder(CACHE).create(fresh)?;
    private(fresh)?;
    let (from, to) = (old.begin_read()?, new.begin_write()?);
    {
        let mut tables = write_tables(&to)?;
        for (table, definition) in ALL {
            let mut failed = Ok(());
            let rows = match from.open_table(definition) {
                Err(TableError::TableDoesNotExist(_)) if table.may_be_missing() => continue,
                opened => opened?,
            };
            rows.visit(&[], &key::after(&[]), &mut |at, row| {
                failed = tables[table as usize].insert(at, row);
                failed.is_ok()
            })?;
            failed?;
        }
    }
    to.commit()?;
    Ok(())
}
