//! What a store lies on: a file, or for tests a disk of their own. Opens the library's handles on it, and opens them anew when a
//! failed call has made an end of the last one. Knows no table.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use redb::{Builder, ConcurrencyMode, Database, DatabaseError, ReadOnlyDatabase, StorageBackend};

use super::error::StoreError;
use super::panic_guard::guarded;

/// Cache of one process, in bytes.
pub(super) const CACHE: usize = 24 << 20;
/// A writer that waits for another one looks again after so long,
const PAUSE: Duration = Duration::from_millis(5);
/// and gives up after so many looks, so that it is said within five seconds.
pub(super) const PAUSES: u32 = 920;
/// Its first looks come sooner: most writers are done in a millisecond.
const SOON: Duration = Duration::from_micros(250);

/// How long to wait after so many looks.
pub(super) fn pause(looks: u32) -> Duration {
    PAUSE.min(SOON * (looks + 1))
}

/// The library, set up the same in every process.
pub(super) fn builder(cache: usize) -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(cache).set_concurrency_mode(ConcurrencyMode::MultiWriter);
    builder
}

/// The library's handle for writing. Closing commits, and a damaged file can make that panic: so it is closed inside the panic guard.
pub(super) struct Handle(Option<Database>);

impl Handle {
    /// The library's own; an error once it is closed, which nobody lives to see.
    pub(super) fn get(&self) -> Result<&Database, redb::StorageError> {
        self.0.as_ref().ok_or(redb::StorageError::DatabaseClosed)
    }

    /// The library's check of every page; `false`: something was damaged, and is mended.
    pub(super) fn check(&mut self) -> Result<bool, StoreError> {
        let database = self.0.as_mut().ok_or(redb::StorageError::DatabaseClosed)?;
        Ok(database.check_integrity()?)
    }
}

impl From<Database> for Handle {
    fn from(database: Database) -> Self {
        Self(Some(database))
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // A file that cannot be closed is told by its next opening.
        let closed = guarded(|| {
            drop(self.0.take());
            Ok::<_, StoreError>(())
        });
        closed.ok();
    }
}

/// Something to open.
trait Medium: Send + Sync {
    fn write(&self) -> Result<Database, DatabaseError>;
    fn read(&self) -> Result<ReadOnlyDatabase, DatabaseError>;
}

struct InFile(PathBuf, usize);

impl Medium for InFile {
    fn write(&self) -> Result<Database, DatabaseError> {
        builder(self.1).open(&self.0)
    }

    fn read(&self) -> Result<ReadOnlyDatabase, DatabaseError> {
        builder(self.1).open_read_only(&self.0)
    }
}

struct OnDisk<F>(F);

impl<B: StorageBackend, F: Fn() -> io::Result<B> + Send + Sync> Medium for OnDisk<F> {
    fn write(&self) -> Result<Database, DatabaseError> {
        builder(CACHE).create_with_backend((self.0)()?)
    }

    fn read(&self) -> Result<ReadOnlyDatabase, DatabaseError> {
        builder(CACHE).open_read_only_with_backend((self.0)()?)
    }
}

/// What a store lies on.
pub(super) struct Backing {
    medium: Arc<dyn Medium>,
}

impl Backing {
    /// A file.
    pub(super) fn file(path: &Path) -> Self {
        Self::cached_file(path, CACHE)
    }

    /// A file with a cache of so many bytes.
    pub(super) fn cached_file(path: &Path, cache: usize) -> Self {
        Self { medium: Arc::new(InFile(path.to_owned(), cache)) }
    }

    /// Whatever `disk` gives each time a handle is opened.
    pub(super) fn disk<B: StorageBackend>(disk: impl Fn() -> io::Result<B> + Send + Sync + 'static) -> Self {
        Self { medium: Arc::new(OnDisk(disk)) }
    }

    /// Opens for reading only.
    pub(super) fn read(&self) -> Result<ReadOnlyDatabase, StoreError> {
        match self.medium.read() {
            Err(DatabaseError::RepairAborted) => {
                drop(self.write()?);
                Ok(self.medium.read()?)
            }
            other => other.map_err(damaged),
        }
    }

    /// Opens for writing, waiting up to five seconds for another writer.
    ///
    /// The library waits without end for a process that was stopped inside its transaction. So it waits on a thread of its own,
    /// which closes again whatever it opened too late.
    pub(super) fn write(&self) -> Result<Handle, StoreError> {
        let (tell, opened) = std::sync::mpsc::channel();
        let medium = Arc::clone(&self.medium);
        std::thread::spawn(move || tell.send(guarded(|| when_free(&*medium))));
        match opened.recv_timeout(PAUSE * PAUSES) {
            Ok(database) => database,
            Err(_) => Err(StoreError::Busy),
        }
    }
}

fn when_free(medium: &dyn Medium) -> Result<Handle, StoreError> {
    for _ in 0..PAUSES {
        match medium.write() {
            Err(DatabaseError::DatabaseAlreadyOpen) => std::thread::park_timeout(PAUSE),
            other => return other.map(Handle::from).map_err(damaged),
        }
    }
    Err(StoreError::Busy)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "redb's list is open; these are the ways of being a store no more: it begins like one"
)]
fn damaged(error: DatabaseError) -> StoreError {
    let damage = || StoreError::Damaged("文件被截断或头部损坏".to_owned());
    match error {
        DatabaseError::Storage(redb::StorageError::Io(io)) if io.kind() == io::ErrorKind::InvalidData => {
            damage()
        }
        DatabaseError::Storage(redb::StorageError::Corrupted(_)) => damage(),
        other => other.into(),
    }
}
