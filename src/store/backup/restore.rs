//! Making a store of a backup, in the place of another.

use std::path::{Path, PathBuf};

use super::super::act;
use super::super::border::guarded;
use super::super::error::StoreError;
use super::super::open::{Store, write_tables};
use super::super::project;
use super::super::tables::{T, Writable, key};
use super::super::witness::Discord;
use super::read::{self, Nobody, Taker};
use super::swap::Place;
use super::{BackupError, Key};
use crate::domain::calendar::Calendar;
use crate::journal::{Hash, Row};

/// Cache while a store is built, in bytes.
const CACHE: usize = 256 << 20;

/// A store that stands again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Its last page.
    pub pages: u64,
    /// The hash of that page.
    pub head: Hash,
    /// It has its private texts and credentials.
    pub private: bool,
    /// Where the old store lies now; none where there was none.
    pub before: Option<PathBuf>,
    /// In what it is not what was witnessed: an administrator accepts it before anything is written.
    pub discord: Option<Discord>,
}

impl Store {
    /// Makes a store of a backup at `path`. The old one, which nobody may have open, stays as `NAME.before-restore-STAMP`.
    pub fn restore(
        file: &Path,
        key: Option<&Key>,
        path: &Path,
        calendar: &'static Calendar,
        witnesses: &Path,
        stamp: &str,
    ) -> Result<Restored, BackupError> {
        guarded(|| {
            let proved = read::through(file, key, &mut Nobody)?;
            let place = Place::take(path)?;
            let id = proved.store.number().unwrap_or_default();
            Self::create_filled(&place.beside(), calendar, id, CACHE, |store| {
                store.take_in(file, key, &proved)
            })?;
            let before = path.exists().then(|| kept_as(path, stamp));
            place.put(before.as_deref())?;
            let discord = judge_by_witness(path, calendar, witnesses)?;
            let read::Proved { store, pages, head } = proved;
            Ok(Restored { pages, head, private: store.private, before, discord })
        })
    }

    fn take_in(&self, file: &Path, key: Option<&Key>, proved: &read::Proved) -> Result<(), BackupError> {
        let tx = self.begin()?;
        {
            let mut tables = write_tables(&tx)?;
            let again = read::through(file, key, &mut Into(&mut tables))?;
            if again != *proved {
                return Err(BackupError::Damaged("恢复时文件变了".to_owned()));
            }
            let meta = &mut tables[T::Meta as usize];
            if proved.pages > 0 {
                let head = [&key::page(proved.pages)[..], &proved.head.0].concat();
                meta.insert(&b"head"[..], &head[..]).map_err(StoreError::from)?;
            }
            if !proved.store.private {
                meta.insert(&b"blank"[..], &key::page(proved.pages)[..]).map_err(StoreError::from)?;
            }
            project::rebuild(&mut tables, self.calendar)?;
            act::remember(&mut tables)?;
        }
        Ok(self.commit(tx)?)
    }
}

/// A name for the old store that nothing has yet.
fn kept_as(path: &Path, stamp: &str) -> PathBuf {
    let named = |ending: String| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".before-restore-{stamp}{ending}"));
        PathBuf::from(name)
    };
    let mut kept = named(String::new());
    for n in 2_u32.. {
        if !kept.exists() {
            break;
        }
        kept = named(format!("-{n}"));
    }
    kept
}

/// What the witness says of a restored store. One that is shorter than what was witnessed is opened and not written to until an
/// administrator's page (`accept_store`) begins the witness anew.
fn judge_by_witness(
    path: &Path,
    calendar: &'static Calendar,
    witnesses: &Path,
) -> Result<Option<Discord>, StoreError> {
    Ok(Store::open(path, calendar, witnesses)?.health().discord)
}

/// Rows into the tables of a new store.
struct Into<'t, 'tx>(&'t mut [Writable<'tx>]);

impl Into<'_, '_> {
    fn insert(&mut self, table: T, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        self.0[table as usize].insert(key, value)?;
        Ok(())
    }
}

impl Taker for Into<'_, '_> {
    fn page(&mut self, number: u64, bytes: &[u8]) -> Result<(), StoreError> {
        self.insert(T::Journal, &key::page(number), bytes)
    }
    fn sealed(&mut self, row: &Row) -> Result<(), StoreError> {
        self.insert(T::Sealed, &row.seal.0, &row.bytes)
    }
    fn credential(&mut self, account: &str, hash: &str) -> Result<(), StoreError> {
        self.insert(T::Credentials, account.as_bytes(), hash.as_bytes())
    }
    fn practice(&mut self, row: &[u8]) -> Result<(), StoreError> {
        self.insert(T::Practice, b"clock", row)
    }
}
