//! What one write transaction keeps decoded, so that many actions in it do not read and write the same rows again and again.
//!
//! It lives and ends with its transaction: [`Kept::write`] must run before the commit. Until then the cases it holds are newer
//! than their rows; whoever asks for a case asks here first.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::StoreError;
use super::query::Record;
use super::snapshot::to_json;
use super::tables::{T, Writable, key};
use crate::domain::number::CaseId;
use crate::domain::settings::Settings;
use crate::domain::staff::Directory;
use crate::journal::{Hash, Page};

/// Cases held at most: some ten thousand bytes each.
const CASES: usize = 20_000;

/// Decoded rows.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) settings: OnceCell<Arc<Settings>>,
    pub(super) staff: OnceCell<Arc<Directory>>,
    /// The last page and its hash, once one was read or written.
    pub(super) head: Option<(Page, Hash)>,
    /// Cases with their private texts.
    cases: RefCell<BTreeMap<CaseId, Held>>,
}

struct Held {
    record: Record,
    /// It is not yet in its row.
    newer: bool,
}

impl Kept {
    /// The office's values or people have changed.
    pub(super) fn forget_office(&mut self) {
        self.settings = OnceCell::new();
        self.staff = OnceCell::new();
    }

    /// A case, if it is held.
    pub(super) fn case(&self, id: CaseId) -> Option<Record> {
        self.cases.borrow().get(&id).map(|held| held.record.clone())
    }

    /// Holds a case as its row has it, private texts filled in.
    pub(super) fn hold(&self, id: CaseId, record: Record) {
        self.cases.borrow_mut().insert(id, Held { record, newer: false });
    }

    /// Gives a case away, to be changed and put back.
    pub(super) fn take(&mut self, id: CaseId) -> Option<Record> {
        self.cases.get_mut().remove(&id).map(|held| held.record)
    }

    /// Holds a changed case, private texts filled in.
    pub(super) fn put(
        &mut self,
        id: CaseId,
        record: Record,
        tables: &mut [Writable<'_>],
    ) -> Result<(), StoreError> {
        self.cases.get_mut().insert(id, Held { record, newer: true });
        if self.cases.get_mut().len() > CASES { self.write(tables) } else { Ok(()) }
    }

    /// Writes every changed case into its row, and holds none any more.
    pub(super) fn write(&mut self, tables: &mut [Writable<'_>]) -> Result<(), StoreError> {
        for (id, held) in std::mem::take(self.cases.get_mut()) {
            if held.newer {
                write_case(tables, id, &held.record)?;
            }
        }
        Ok(())
    }
}

/// Writes a case into its row.
pub(super) fn write_case(tables: &mut [Writable<'_>], id: CaseId, record: &Record) -> Result<(), StoreError> {
    tables[T::Cases as usize].insert(&key::case(id)[..], &to_json(record)?[..])?;
    Ok(())
}
