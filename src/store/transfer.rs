//! A store handed out whole, in short reads beside the others' work, and a store made of what was handed out. What a backup has of a
//! store is decided here; how it lies in a file is not.

use std::path::{Path, PathBuf};

use xieban_domain::calendar::Calendar;
use xieban_domain::number::CaseId;
use xieban_domain::sealed::Seal;
use xieban_journal::{self as journal, Hash, Page, SealedRow};

use super::act;
use super::audit::AuditFinding;
use super::backing::Backing;
use super::error::StoreError;
use super::open::{Reader, Store, examine};
use super::panic_guard::guarded;
use super::pictures::Picture;
use super::place::place_of;
use super::project;
use super::replace::{ReplaceError, TakenPlace};
use super::snapshot::Snapshot;
use super::store_health::{StoreHealth, id_of};
use super::tables::{T, Writable, key};
use super::writable::write_tables;

/// Pages of one short read: some milliseconds.
const SLICE: u64 = 500;
/// Cache while a store is built, in bytes.
const CACHE: usize = 256 << 20;

/// Which store it is, and how far it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The store's number.
    pub id: [u8; 16],
    /// Its last page.
    pub pages: u64,
    /// With its private texts and credentials.
    pub private: bool,
    /// Up to this page it has no private texts all the same: it came out of a backup without any.
    pub blank: u64,
}

/// One thing of a store that is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The practice clock's row.
    Practice(Vec<u8>),
    /// An account and its hash.
    Credential(String, String),
    /// A photograph that is somebody's at the last page.
    Picture(Picture),
    /// A page as it stands, proved to follow the one before.
    Page(Vec<u8>),
    /// A sealed text with its salt, after the page that seals it.
    Sealed(SealedRow),
}

/// Who takes what is handed out, in its order.
pub trait Taker {
    /// Takes the next part.
    fn take(&mut self, part: &Part) -> Result<(), StoreError>;
}

/// A store that is being handed out: after what stands before its pages, slice by slice.
pub struct HandOut<'r> {
    reader: &'r mut Reader,
    origin: Origin,
    done: (u64, Hash),
}

impl Reader {
    /// Begins to hand the store out: which it is, and what stands before its pages.
    pub fn hand_out(&mut self, private: bool) -> Result<(Vec<Part>, HandOut<'_>), StoreError> {
        let (origin, parts) = self.read(|snapshot| first(snapshot, private))?;
        Ok((parts, HandOut { reader: self, origin, done: (0, Seal([0; 32])) }))
    }
}

impl HandOut<'_> {
    /// Which store it is.
    pub const fn origin(&self) -> Origin {
        self.origin
    }

    /// The last page that was handed out, with its hash.
    pub const fn done(&self) -> (u64, Hash) {
        self.done
    }

    /// The next slice of pages, each followed by what it sealed; nothing after the last.
    pub fn slice(&mut self) -> Result<Option<Vec<Part>>, StoreError> {
        if self.done.0 >= self.origin.pages {
            return Ok(None);
        }
        let (origin, done) = (self.origin, self.done);
        let (head, parts) = self.reader.read(|snapshot| pages(snapshot, done, origin))?;
        self.done = head;
        Ok(Some(parts))
    }
}

/// What stands before the pages, and which will be the last.
fn first(snapshot: &Snapshot<'_>, private: bool) -> Result<(Origin, Vec<Part>), StoreError> {
    let pages = snapshot.last_page()?;
    let origin = Origin { id: id_of(snapshot)?, pages, private, blank: snapshot.blank()? };
    let mut parts = Vec::new();
    parts.extend(snapshot.row(T::Practice, b"clock")?.map(Part::Practice));
    if private {
        snapshot.visit_prefix(T::Credentials, &[], &mut |account, hash| {
            let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
            parts.push(Part::Credential(text(account), text(hash)));
            true
        })?;
    }
    parts.extend(snapshot.pictures()?.into_iter().map(Part::Picture));
    Ok((origin, parts))
}

/// One slice after `done`, with its last page and that page's hash.
fn pages(
    snapshot: &Snapshot<'_>,
    done: (u64, Hash),
    origin: Origin,
) -> Result<((u64, Hash), Vec<Part>), StoreError> {
    let until = origin.pages.min(done.0 + SLICE);
    let (mut head, mut wrong) = (done, None);
    let mut slice = Vec::new();
    snapshot.pages(done.0 + 1, &mut |_, bytes| {
        match Page::verified(bytes, head.0 + 1, head.1) {
            Ok(page) => slice.push((page, bytes.to_vec())),
            Err(what) => wrong = Some(what),
        }
        head = (head.0 + 1, Page::hash(bytes));
        wrong.is_none() && head.0 < until
    })?;
    if let Some(what) = wrong {
        return Err(snapshot.unread(head.0, head.1, &what)?);
    }
    if head.0 != until {
        return Err(StoreError::Damaged(format!("缺第{}页", head.0 + 1)));
    }
    let mut parts = Vec::new();
    for (mut page, bytes) in slice {
        parts.push(Part::Page(bytes));
        let mut seals = Vec::new();
        journal::open(&mut page.event, &mut |seal| {
            seals.push(seal);
            None
        });
        for seal in seals.into_iter().filter(|_| origin.private) {
            let row = snapshot.row(T::Sealed, &seal.0)?;
            parts.extend(row.map(|bytes| Part::Sealed(SealedRow { seal, bytes })));
        }
    }
    Ok((head, parts))
}

impl Store {
    /// Makes a store of what `source` hands on, in the place of the one at `path`, which nobody may have open. The old one stays as
    /// `NAME.before-restore-STAMP`: where. The new one is opened and asked first: until then nothing has changed. One that is to be
    /// `witnessed` is not written to where it has no witness yet: more numbers may have been given out than it knows.
    pub fn replace<E: From<StoreError> + From<ReplaceError>>(
        path: &Path,
        calendar: &'static Calendar,
        witnessed: bool,
        stamp: &str,
        origin: Origin,
        source: impl FnOnce(&mut dyn Taker) -> Result<(), E>,
    ) -> Result<Option<PathBuf>, E> {
        guarded(|| {
            let path = &place_of(path);
            let place = TakenPlace::lock(path)?;
            Self::create_filled(&place.beside(), calendar, origin.id, CACHE, |store| {
                store.take_in(origin, witnessed, source)
            })?;
            asked(&place.beside(), calendar)?;
            let before = path.exists().then(|| kept_as(path, stamp));
            place.put(before.as_deref())?;
            Ok(before)
        })
    }

    fn take_in<E: From<StoreError>>(
        &self,
        origin: Origin,
        witnessed: bool,
        source: impl FnOnce(&mut dyn Taker) -> Result<(), E>,
    ) -> Result<(), E> {
        let tx = self.begin()?;
        {
            let mut tables = write_tables(&tx)?;
            let mut filling = Filling { tables: &mut tables, head: (0, Seal([0; 32])) };
            source(&mut filling)?;
            let head = filling.head;
            let meta = &mut tables[T::Meta as usize];
            if head.0 > 0 {
                let row = [&key::page(head.0)[..], &head.1.0].concat();
                meta.insert(b"head", &row)?;
            }
            let blank = if origin.private { origin.blank } else { head.0 };
            if blank > 0 {
                meta.insert(b"blank", &key::page(blank))?;
            }
            project::rebuild(&mut tables, self.calendar)?;
            act::remember(&mut tables)?;
            if witnessed {
                StoreHealth::expects_witness(&mut tables)?;
            }
        }
        Ok(self.commit(tx)?)
    }
}

/// Parts into the tables of a new store.
struct Filling<'t, 'tx> {
    tables: &'t mut [Writable<'tx>],
    /// The last page that came.
    head: (u64, Hash),
}

impl Taker for Filling<'_, '_> {
    fn take(&mut self, part: &Part) -> Result<(), StoreError> {
        let mut insert = |table: T, key: &[u8], value: &[u8]| self.tables[table as usize].insert(key, value);
        match part {
            Part::Page(bytes) => {
                self.head = (self.head.0 + 1, Page::hash(bytes));
                insert(T::Journal, &key::page(self.head.0), bytes)
            }
            Part::Sealed(row) => insert(T::Sealed, &row.seal.0, &row.bytes),
            Part::Credential(account, hash) => insert(T::Credentials, account.as_bytes(), hash.as_bytes()),
            Part::Practice(row) => insert(T::Practice, b"clock", row),
            Part::Picture(picture) => insert(T::Pictures, &picture.hash.0, &picture.bytes),
        }
    }
}

/// Rows of a kind that a new store is asked for.
const ASKED: usize = 100;

/// Opens a new store before it takes the old one's place, and asks it what a desk asks first.
fn asked(fresh: &Path, calendar: &'static Calendar) -> Result<(), StoreError> {
    let store = Store::with(Backing::file(fresh), Some(fresh), examine(fresh, true)?, calendar)?;
    let wrong = |finding: AuditFinding| StoreError::Damaged(finding.to_string());
    store.audit_recent()?.finding.map_or(Ok(()), |finding| Err(wrong(finding)))?;
    store.read(|snapshot| {
        snapshot.pictures_found()?.map_or(Ok(()), |finding| Err(wrong(finding)))?;
        snapshot.settings()?;
        snapshot.practice_clock()?;
        snapshot.all_last_numbers()?;
        snapshot.line()?;
        snapshot.rosters()?;
        snapshot.notices()?;
        snapshot.changes(ASKED)?;
        let newest = snapshot.newest_case()?.map_or(1, |record| record.case.id().key());
        let from = CaseId::from_key(newest.saturating_sub(ASKED as u64));
        snapshot.cases_from(from, ASKED).map(drop)
    })
}

/// A name for the old store that nothing has yet.
fn kept_as(path: &Path, stamp: &str) -> PathBuf {
    let named = |ending: String| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".before-restore-{stamp}{ending}"));
        PathBuf::from(name)
    };
    let mut cache = named(String::new());
    for n in 2_u32.. {
        if !cache.exists() {
            break;
        }
        cache = named(format!("-{n}"));
    }
    cache
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_store_that_answers_with_nonsense_takes_nobodys_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.xb");
        let calendar = Calendar::bundled().unwrap();
        Store::create(&path, calendar, [7; 16]).unwrap();
        asked(&path, calendar).expect("the control: as it was made");
        for (table, row) in [("office", &b"settings"[..]), ("pictures", &[7; 32][..])] {
            let rows = redb::TableDefinition::<&[u8], &[u8]>::new(table);
            let write = |value: Option<&[u8]>| {
                let file = redb::Builder::new().open(&path).unwrap();
                let tx = file.begin_write().unwrap();
                match value {
                    Some(value) => drop(tx.open_table(rows).unwrap().insert(row, value).unwrap()),
                    None => drop(tx.open_table(rows).unwrap().remove(row).unwrap()),
                }
                tx.commit().unwrap();
            };
            write(Some(b"nonsense"));
            assert!(asked(&path, calendar).is_err(), "{table}");
            write(None);
        }
        asked(&path, calendar).expect("the control: without it");
    }
}
