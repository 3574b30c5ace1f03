//! What one write transaction keeps decoded, so that many actions in it do not read and write the same rows again and again.
//!
//! It lives and ends with its transaction: [`TxnCache::write`] must run before the commit. Until then cases and rows that wait here are
//! newer than the tables; whoever asks for one asks here first. Rows that wait are asked for by
//! their whole key, or by the beginning of one. They are
//! written in the order of their keys, so that a table far larger than the cache is gone through once.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use xieban_domain::number::CaseId;
use xieban_domain::settings::Settings;
use xieban_domain::staff::Directory;
use xieban_journal::{Hash, Page};

use super::error::StoreError;
use super::query::Record;
use super::snapshot::to_json;
use super::tables::{ALL, T, Writable, key};

/// How much waits at most.
struct Most {
    /// Cases: some ten thousand bytes each.
    cases: usize,
    /// Rows: some hundred bytes each.
    rows: usize,
}

impl Default for Most {
    fn default() -> Self {
        Self { cases: 20_000, rows: 1_000_000 }
    }
}

/// Rows of one table.
type PendingRows = BTreeMap<Vec<u8>, Vec<u8>>;

/// Decoded rows.
#[derive(Default)]
pub(super) struct TxnCache {
    pub(super) settings: OnceCell<Arc<Settings>>,
    pub(super) staff: OnceCell<Arc<Directory>>,
    /// The last page and its hash, once one was read or written.
    pub(super) head: Option<(Page, Hash)>,
    /// The next page is to say that from this one on nothing was witnessed.
    pub(super) unwitnessed: Option<u64>,
    /// Cases with their private texts.
    cases: RefCell<BTreeMap<CaseId, CachedCase>>,
    /// New rows of each table.
    rows: [PendingRows; ALL.len()],
    waiting: usize,
    most: Most,
}

struct CachedCase {
    record: Record,
    /// It is not yet in its row.
    newer: bool,
}

impl TxnCache {
    /// The next page says from which page on nothing was witnessed, if it is to say so.
    pub(super) fn saying(unwitnessed: Option<u64>) -> Self {
        Self { unwitnessed, ..Self::default() }
    }

    /// In little memory, though more slowly.
    pub(super) fn small() -> Self {
        Self { most: Most { cases: 2_000, rows: 100_000 }, ..Self::default() }
    }

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
        self.cases.borrow_mut().insert(id, CachedCase { record, newer: false });
    }

    /// Gives a case away, to be changed and put back.
    pub(super) fn take(&mut self, id: CaseId) -> Option<Record> {
        self.cases.get_mut().remove(&id).map(|held| held.record)
    }

    /// A row that waits.
    pub(super) fn row(&self, table: T, key: &[u8]) -> Option<Vec<u8>> {
        self.rows[table as usize].get(key).cloned()
    }

    /// The keys of rows that wait and begin with this.
    pub(super) fn keys(&self, table: T, prefix: &[u8]) -> Vec<Vec<u8>> {
        let from = self.rows[table as usize].range(prefix.to_vec()..);
        from.map(|(key, _)| key.clone()).take_while(|key| key.starts_with(prefix)).collect()
    }

    /// A new row, for a table that inside a transaction is asked for through [`Self::row`] or [`Self::keys`] only.
    pub(super) fn insert(&mut self, table: T, key: Vec<u8>, value: Vec<u8>) {
        self.waiting += 1;
        self.rows[table as usize].insert(key, value);
    }

    /// A row goes, whether it still waits or not.
    pub(super) fn remove(
        &mut self,
        tables: &mut [Writable<'_>],
        table: T,
        key: &[u8],
    ) -> Result<(), StoreError> {
        if self.rows[table as usize].remove(key).is_none() {
            tables[table as usize].remove(key)?;
        }
        Ok(())
    }

    /// Holds a changed case, private texts filled in.
    pub(super) fn put(
        &mut self,
        id: CaseId,
        record: Record,
        tables: &mut [Writable<'_>],
    ) -> Result<(), StoreError> {
        self.cases.get_mut().insert(id, CachedCase { record, newer: true });
        let full = self.cases.get_mut().len() > self.most.cases || self.waiting > self.most.rows;
        if full { self.write(tables) } else { Ok(()) }
    }

    /// Writes every changed case into its row and every row that waits; holds none any more.
    pub(super) fn write(&mut self, tables: &mut [Writable<'_>]) -> Result<(), StoreError> {
        for (id, held) in std::mem::take(self.cases.get_mut()) {
            if held.newer {
                write_case(tables, id, &held.record)?;
            }
        }
        for (table, rows) in tables.iter_mut().zip(&mut self.rows) {
            for (key, value) in std::mem::take(rows) {
                table.insert(&key[..], &value[..])?;
            }
        }
        self.waiting = 0;
        Ok(())
    }
}

/// Writes a case into its row.
pub(super) fn write_case(tables: &mut [Writable<'_>], id: CaseId, record: &Record) -> Result<(), StoreError> {
    tables[T::Cases as usize].insert(&key::case(id)[..], &to_json(record)?[..])?;
    Ok(())
}
