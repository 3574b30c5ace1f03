//! Making and opening a store: atomic creation, shared opening for writing, and the one door for reading.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use redb::{
    Builder, ConcurrencyMode, Database, ReadOnlyDatabase, ReadTransaction, ReadableDatabase as _,
    StorageBackend, TableHandle as _, WriteTransaction,
};

use super::border::guarded;
use super::error::StoreError;
use super::project;
use super::snapshot::Opened;
use super::tables::{ALL, T, Writable};
use crate::domain::calendar::Calendar;

/// Version of the tables. A store with a higher one belongs to a newer program.
pub(super) const SCHEMA: u32 = 1;
/// Cache of one process, in bytes.
const CACHE: usize = 24 << 20;
/// A writer that waits for another one looks again after so long,
const PAUSE: Duration = Duration::from_millis(5);
/// and gives up after so many looks: five seconds.
const PAUSES: u32 = 1000;

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE).set_concurrency_mode(ConcurrencyMode::MultiWriter);
    builder
}

/// Opens the library's handle on what the store lies on, and opens it anew when a failed write has made an end of the last one.
type Opener = dyn Fn() -> Result<Database, redb::DatabaseError> + Send + Sync;

/// A store open for reading and writing.
pub struct Store {
    database: RwLock<Database>,
    opener: Arc<Opener>,
    pub(super) calendar: &'static Calendar,
    path: Option<PathBuf>,
    inode: u64,
}

/// A store open for reading only: the wall board, and every command that only reads.
pub struct Reader {
    database: ReadOnlyDatabase,
    path: PathBuf,
}

impl Store {
    /// Makes an empty store at `path`: under another name first, then renamed, so that a half-made one never stands there.
    pub fn create(path: &Path, calendar: &'static Calendar, id: [u8; 16]) -> Result<(), StoreError> {
        guarded(|| {
            if path.exists() {
                return Err(StoreError::Exists(path.to_owned()));
            }
            let folder = path
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty())
                .unwrap_or_else(|| Path::new("."));
            fs::create_dir_all(folder)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let fresh = folder.join(format!(".{name}.{}", std::process::id()));
            let made = Self::fill(&fresh, calendar, id).and_then(|()| {
                private(&fresh)?;
                File::open(&fresh)?.sync_all()?;
                fs::hard_link(&fresh, path).map_err(|error| {
                    match error.kind() == std::io::ErrorKind::AlreadyExists {
                        true => StoreError::Exists(path.to_owned()),
                        false => error.into(),
                    }
                })?;
                Ok(File::open(folder)?.sync_all()?)
            });
            fs::remove_file(&fresh).ok();
            made
        })
    }

    fn fill(path: &Path, calendar: &'static Calendar, id: [u8; 16]) -> Result<(), StoreError> {
        let database = builder().create(path)?;
        Self::found(&database, calendar, id)?;
        drop(database);
        Ok(())
    }

    fn found(database: &Database, calendar: &Calendar, id: [u8; 16]) -> Result<(), StoreError> {
        let tx = database.begin_write()?;
        {
            let mut tables = write_tables(&tx)?;
            let meta = &mut tables[T::Meta as usize];
            meta.insert(&b"schema"[..], &SCHEMA.to_be_bytes()[..])?;
            meta.insert(&b"store"[..], &id[..])?;
            meta.insert(&b"derived"[..], project::version(calendar).as_bytes())?;
        }
        tx.commit()?;
        Ok(())
    }

    /// A store in memory, for tests and for comparing a rebuild.
    pub fn in_memory(calendar: &'static Calendar) -> Result<Self, StoreError> {
        guarded(|| {
            let database = Builder::new().create_with_backend(redb::backends::InMemoryBackend::new())?;
            Self::found(&database, calendar, [0; 16])?;
            let opener = Arc::new(|| Err(redb::StorageError::PreviousIo.into()));
            Ok(Self { database: RwLock::new(database), opener, calendar, path: None, inode: 0 })
        })
    }

    /// Opens a store for writing, beside others that may have it open too.
    ///
    /// Derived tables that an older program built are rebuilt here, once.
    pub fn open(path: &Path, calendar: &'static Calendar) -> Result<Self, StoreError> {
        guarded(|| {
            let inode = examine(path, true)?;
            Self::with(opener(path), Some(path), inode, calendar)
        })
    }

    /// Opens a store on storage of one's own, which `disk` gives each time the library's handle is opened: for tests with bad disks.
    pub fn on<B: StorageBackend>(
        disk: impl Fn() -> std::io::Result<B> + Send + Sync + 'static,
        calendar: &'static Calendar,
    ) -> Result<Self, StoreError> {
        guarded(|| Self::with(Arc::new(move || builder().create_with_backend(disk()?)), None, 0, calendar))
    }

    fn with(
        opener: Arc<Opener>,
        path: Option<&Path>,
        inode: u64,
        calendar: &'static Calendar,
    ) -> Result<Self, StoreError> {
        let database = open_for_writing(&opener, path)?;
        ours(path.unwrap_or(Path::new("")), &database.begin_read()?)?;
        let database = RwLock::new(database);
        let store = Self { database, opener, calendar, path: path.map(Path::to_owned), inode };
        if store.derived_with()? != project::version(calendar) {
            store.rebuild()?;
        }
        Ok(store)
    }

    fn derived_with(&self) -> Result<String, StoreError> {
        let tx = self.begin_read()?;
        let opened = Opened::read(&tx)?;
        Ok(String::from_utf8(opened.snapshot().row(T::Meta, b"derived")?.unwrap_or_default())
            .unwrap_or_default())
    }

    /// Where the store lies; none for one in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Begins a write, waiting up to five seconds for another writer.
    pub(super) fn begin(&self) -> Result<WriteTransaction, StoreError> {
        if let Some(path) = &self.path {
            match fs::metadata(path) {
                Ok(now) if now.ino() == self.inode => {}
                Ok(_) | Err(_) => return Err(StoreError::Replaced),
            }
        }
        let mut reopened = false;
        for _ in 0..PAUSES {
            let begun = self.database().try_begin_write();
            match begun {
                Err(redb::TransactionError::WouldBlock) => std::thread::park_timeout(PAUSE),
                Err(redb::TransactionError::Storage(redb::StorageError::PreviousIo)) if !reopened => {
                    self.reopen()?;
                    reopened = true;
                }
                Err(error) => return Err(error.into()),
                Ok(tx) => return Ok(tx),
            }
        }
        Err(StoreError::Busy)
    }

    fn begin_read(&self) -> Result<ReadTransaction, StoreError> {
        let begun = self.database().begin_read();
        match begun {
            Err(redb::TransactionError::Storage(redb::StorageError::PreviousIo)) => {
                self.reopen()?;
                Ok(self.database().begin_read()?)
            }
            other => Ok(other?),
        }
    }

    fn database(&self) -> RwLockReadGuard<'_, Database> {
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Once a write has failed (a full disk) the library's handle does nothing more; a new one does.
    fn reopen(&self) -> Result<(), StoreError> {
        let fresh = open_for_writing(&self.opener, self.path())?;
        *self.database.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// Reads, in one moment's view.
    pub fn read<A>(
        &self,
        f: impl FnOnce(&super::Snapshot<'_>) -> Result<A, StoreError>,
    ) -> Result<A, StoreError> {
        guarded(|| {
            let tx = self.begin_read()?;
            let opened = Opened::read(&tx)?;
            f(&opened.snapshot())
        })
    }

    /// Throws the derived tables away and builds them again from the journal.
    pub fn rebuild(&self) -> Result<(), StoreError> {
        guarded(|| {
            let tx = self.begin()?;
            {
                let mut tables = write_tables(&tx)?;
                project::rebuild(&mut tables, self.calendar)?;
            }
            tx.commit()?;
            Ok(())
        })
    }
}

impl Reader {
    /// Opens a store for reading. One that a killed writer left to be mended is opened once for writing, which mends it.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        guarded(|| {
            examine(path, false)?;
            let database = match builder().open_read_only(path) {
                Err(redb::DatabaseError::RepairAborted) => {
                    drop(open_for_writing(&opener(path), Some(path))?);
                    builder().open_read_only(path)?
                }
                other => other.map_err(|error| foreign(path, error))?,
            };
            let tx = database.begin_read()?;
            ours(path, &tx)?;
            Opened::read(&tx)?;
            Ok(Self { database, path: path.to_owned() })
        })
    }

    /// Reads, in one moment's view; mends once what a killed writer left.
    pub fn read<A>(
        &mut self,
        f: impl Fn(&super::Snapshot<'_>) -> Result<A, StoreError>,
    ) -> Result<A, StoreError> {
        let once = |database: &ReadOnlyDatabase| {
            guarded(|| {
                let tx = database.begin_read()?;
                let opened = Opened::read(&tx)?;
                f(&opened.snapshot())
            })
        };
        match once(&self.database) {
            Err(StoreError::Io(_) | StoreError::Busy) => {
                self.database = Self::open(&self.path)?.database;
                once(&self.database)
            }
            other => other,
        }
    }
}

/// Every table, open for writing.
pub(super) fn write_tables(tx: &WriteTransaction) -> Result<Vec<Writable<'_>>, StoreError> {
    ALL.iter().map(|(_, definition)| Ok(tx.open_table(*definition)?)).collect()
}

/// Opens a file.
fn opener(path: &Path) -> Arc<Opener> {
    let path = path.to_owned();
    Arc::new(move || builder().open(&path))
}

/// Opens for writing, waiting up to five seconds for another writer.
///
/// The library waits without end for a process that was stopped inside its transaction. So it waits on a thread of its own,
/// which closes again whatever it opened too late.
fn open_for_writing(opener: &Arc<Opener>, path: Option<&Path>) -> Result<Database, StoreError> {
    let (tell, answer) = std::sync::mpsc::channel();
    let (opener, there) = (Arc::clone(opener), path.unwrap_or(Path::new("")).to_owned());
    std::thread::spawn(move || tell.send(guarded(|| open_when_free(&*opener, &there))));
    match answer.recv_timeout(PAUSE * PAUSES) {
        Ok(database) => database,
        Err(_) => Err(StoreError::Busy),
    }
}

fn open_when_free(opener: &Opener, path: &Path) -> Result<Database, StoreError> {
    for _ in 0..PAUSES {
        match opener() {
            Err(redb::DatabaseError::DatabaseAlreadyOpen) => std::thread::park_timeout(PAUSE),
            other => return other.map_err(|error| foreign(path, error)),
        }
    }
    Err(StoreError::Busy)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "redb's list is open; these are the ways of not being a store"
)]
fn foreign(path: &Path, error: redb::DatabaseError) -> StoreError {
    match error {
        redb::DatabaseError::Storage(redb::StorageError::Io(io))
            if io.kind() == std::io::ErrorKind::InvalidData =>
        {
            StoreError::Foreign(path.to_owned())
        }
        redb::DatabaseError::Storage(redb::StorageError::Corrupted(_)) => {
            StoreError::Foreign(path.to_owned())
        }
        other => other.into(),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "std's list is open; the rest are failed reads")]
/// Looks at the file before the library does: whether it is there, ours to open, and a store at all. Gives its inode.
fn examine(path: &Path, write: bool) -> Result<u64, StoreError> {
    use std::io::ErrorKind::{IsADirectory, NotFound, PermissionDenied};
    let told = |error: std::io::Error| match error.kind() {
        NotFound => StoreError::Missing(path.to_owned()),
        PermissionDenied => StoreError::Forbidden(path.to_owned()),
        IsADirectory => StoreError::Foreign(path.to_owned()),
        _ => error.into(),
    };
    let file = File::options().read(true).write(write).open(path).map_err(told)?;
    if file.metadata()?.is_dir() {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    let mut magic = [0; 4];
    let read = std::io::Read::read(&mut (&file), &mut magic)?;
    match read == 4 && &magic == b"redb" {
        true => Ok(file.metadata()?.ino()),
        false => Err(StoreError::Foreign(path.to_owned())),
    }
}

/// A file of the same library may be somebody else's.
fn ours(path: &Path, tx: &ReadTransaction) -> Result<(), StoreError> {
    let mut names = tx.list_tables()?;
    match names.any(|table| table.name() == ALL[T::Journal as usize].1.name()) {
        true => Ok(()),
        false => Err(StoreError::Foreign(path.to_owned())),
    }
}

/// Only the account that owns the store may read it.
fn private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o600))?)
}
