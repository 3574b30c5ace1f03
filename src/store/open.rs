//! Making and opening a store: atomic creation, shared opening for writing, and the one door for reading.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use redb::{Builder, ConcurrencyMode, Database, ReadOnlyDatabase, ReadableDatabase as _, WriteTransaction};

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
/// Pauses of a writer that waits for another one: 1,000 of 5 ms.
const PAUSES: u32 = 1000;

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE).set_concurrency_mode(ConcurrencyMode::MultiWriter);
    builder
}

/// A store open for reading and writing.
pub struct Store {
    pub(super) database: Database,
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
            Ok(Self { database, calendar, path: None, inode: 0 })
        })
    }

    /// Opens a store for writing, beside others that may have it open too.
    ///
    /// Derived tables that an older program built are rebuilt here, once.
    pub fn open(path: &Path, calendar: &'static Calendar) -> Result<Self, StoreError> {
        guarded(|| {
            let inode = examine(path)?;
            let database = open_for_writing(path)?;
            let store = Self { database, calendar, path: Some(path.to_owned()), inode };
            if store.derived_with()? != project::version(calendar) {
                store.rebuild()?;
            }
            Ok(store)
        })
    }

    fn derived_with(&self) -> Result<String, StoreError> {
        let tx = self.database.begin_read()?;
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
        for _ in 0..PAUSES {
            match self.database.try_begin_write() {
                Err(redb::TransactionError::WouldBlock) => {
                    std::thread::park_timeout(std::time::Duration::from_millis(5));
                }
                Err(error) => return Err(error.into()),
                Ok(tx) => return Ok(tx),
            }
        }
        Err(StoreError::Busy)
    }

    /// Reads, in one moment's view.
    pub fn read<A>(
        &self,
        f: impl FnOnce(&super::Snapshot<'_>) -> Result<A, StoreError>,
    ) -> Result<A, StoreError> {
        guarded(|| {
            let tx = self.database.begin_read()?;
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
            examine(path)?;
            let database = match builder().open_read_only(path) {
                Err(redb::DatabaseError::RepairAborted) => {
                    drop(open_for_writing(path)?);
                    builder().open_read_only(path)?
                }
                other => other.map_err(|error| foreign(path, error))?,
            };
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

fn open_for_writing(path: &Path) -> Result<Database, StoreError> {
    for _ in 0..PAUSES {
        match builder().open(path) {
            Err(redb::DatabaseError::DatabaseAlreadyOpen) => {
                std::thread::park_timeout(std::time::Duration::from_millis(5));
            }
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
fn examine(path: &Path) -> Result<u64, StoreError> {
    use std::io::ErrorKind::{IsADirectory, NotFound, PermissionDenied};
    let told = |error: std::io::Error| match error.kind() {
        NotFound => StoreError::Missing(path.to_owned()),
        PermissionDenied => StoreError::Forbidden(path.to_owned()),
        IsADirectory => StoreError::Foreign(path.to_owned()),
        _ => error.into(),
    };
    let file = File::options().read(true).write(true).open(path).map_err(told)?;
    let mut magic = [0; 4];
    let read = std::io::Read::read(&mut (&file), &mut magic)?;
    match read == 4 && &magic == b"redb" {
        true => Ok(file.metadata()?.ino()),
        false => Err(StoreError::Foreign(path.to_owned())),
    }
}

/// Only the account that owns the store may read it.
fn private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o600))?)
}
