//! The derived tables made anew from the pages that were walked, beside the store, and compared with it row by row.
//!
//! That of any but a small store lies in a file that has no name any more: it is gone whatever becomes of the process.

use std::path::Path;

use redb::{Builder, Database, WriteTransaction, backends::InMemoryBackend};
use xieban_domain::calendar::Calendar;
use xieban_domain::event::{Event, OfficeEvent};

use super::super::backing::{CACHE, builder};
use super::super::error::StoreError;
use super::super::open::private;
use super::super::project;
use super::super::snapshot::Snapshot;
use super::super::tables::{DERIVED, KeyValue, Rows as _, key};
use super::super::txn_cache::TxnCache;
use super::super::writable::write_tables;
use super::AuditFinding;
use super::chain::Walked;

/// So many pages make a twin that lies in memory.
const SMALL: u64 = 1000;

/// Rows of one slice.
const SLICE: usize = 5000;

/// The derived tables, made anew.
pub(super) struct Twin {
    tx: WriteTransaction,
    _database: Database,
    cache: TxnCache,
    calendar: &'static Calendar,
    /// The last page when it was begun.
    begun: u64,
    outdated: bool,
    /// The pages could not be taken in. Told once the chain is known to be whole.
    failed: Option<StoreError>,
}

/// How far the comparing has come: the table, and the first key of it.
#[derive(Debug, Clone)]
pub(super) struct TwinPosition(usize, Vec<u8>);

impl TwinPosition {
    pub(super) const fn first() -> Self {
        Self(0, Vec::new())
    }
}

impl Twin {
    /// An empty twin of a store of so many pages, in a file beside it unless it is small.
    pub(super) fn beside(
        path: Option<&Path>,
        pages: u64,
        calendar: &'static Calendar,
    ) -> Result<Self, StoreError> {
        let database = match path.filter(|_| pages > SMALL) {
            Some(path) => nameless(path)?,
            None => Builder::new().create_with_backend(InMemoryBackend::new())?,
        };
        let tx = database.begin_write()?;
        Ok(Self {
            tx,
            _database: database,
            cache: TxnCache::small(),
            calendar,
            begun: pages,
            outdated: false,
            failed: None,
        })
    }

    /// Takes in a slice; says whether there is more.
    pub(super) fn take(&mut self, walked: &Walked) -> bool {
        let erases = |event: &Event| matches!(event, Event::Office(OfficeEvent::IdentitiesErased { .. }));
        self.outdated |= walked.pages.iter().any(|page| page.page > self.begun && erases(&page.event));
        if self.failed.is_none() && !walked.pages.is_empty() {
            let taken = write_tables(&self.tx).and_then(|mut tables| {
                project::pages(&mut tables, &mut self.cache, &walked.pages, self.calendar)
            });
            self.failed = taken.err();
        }
        walked.more
    }

    /// It holds private texts that the store has erased meanwhile.
    pub(super) const fn outdated(&self) -> bool {
        self.outdated
    }

    /// Compares a slice; gives where the next one begins.
    pub(super) fn compare(
        &mut self,
        snapshot: &Snapshot<'_>,
        TwinPosition(place, from): TwinPosition,
    ) -> Result<(Option<AuditFinding>, Option<TwinPosition>), StoreError> {
        self.failed.take().map_or(Ok(()), Err)?;
        let Some(table) = DERIVED.get(place).copied() else { return Ok((None, None)) };
        let mut tables = write_tables(&self.tx)?;
        self.cache.write(&mut tables)?;
        let ours = slice(&from, |from, visit| snapshot.visit(table, from, &key::after(&[]), visit))?;
        let twin = slice(&from, |from, visit| tables[table as usize].visit(from, &key::after(&[]), visit))?;
        let mut same = ours == twin;
        // A damaged tree can show a row to who walks by and hide it from who asks for it.
        for (key, value) in &ours {
            same = same && snapshot.row(table, key)?.as_ref() == Some(value);
        }
        if !same {
            return Ok((Some(AuditFinding::Derived(format!("{table:?}"))), None));
        }
        let next = match ours.last().filter(|_| ours.len() == SLICE) {
            Some((last, _)) => TwinPosition(place, [&last[..], &[0]].concat()),
            None => TwinPosition(place + 1, Vec::new()),
        };
        Ok((None, Some(next)))
    }
}

fn slice(
    from: &[u8],
    visit: impl FnOnce(&[u8], &mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<(), StoreError>,
) -> Result<Vec<KeyValue>, StoreError> {
    let mut rows = Vec::new();
    visit(from, &mut |key, value| {
        rows.push((key.to_vec(), value.to_vec()));
        rows.len() < SLICE
    })?;
    Ok(rows)
}

/// A file beside the store, or where files go for a while if that may not be written, that loses its name at once.
fn nameless(path: &Path) -> Result<Database, StoreError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = format!(".{name}.twin.{}", std::process::id());
    let made = |folder: &Path| {
        let file = folder.join(&name);
        let database = builder(CACHE).create(&file)?;
        private(&file)?;
        std::fs::remove_file(&file)?;
        Ok(database)
    };
    let beside = path.parent().unwrap_or(Path::new("."));
    made(beside).or_else(|_: StoreError| made(&std::env::temp_dir()))
}
