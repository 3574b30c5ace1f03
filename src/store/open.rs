//! Making and opening a store: atomic creation, shared opening for writing, and the one door for reading.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use redb::{
    Builder, Database, ReadOnlyDatabase, ReadTransaction, ReadableDatabase as _, StorageBackend,
    TableHandle as _, WriteTransaction,
};
use xieban_domain::calendar::Calendar;

use super::backing::{Backing, CACHE, Handle, PAUSES, builder, pause};
use super::error::{FAILED_BEFORE, StoreError};
use super::ordinary::{open_ordinary, ordinary};
use super::panic_guard::guarded;
use super::place::{one_name, place_of};
use super::project::{self, Built};
use super::snapshot::{OpenTables, Snapshot};
use super::store_health::{BoundedWitness, Health, StoreHealth, Witnessing, id_of};
use super::tables::{ALL, T};
use super::upgrade::{self, Upgrade};
use super::witness::Witness;
use super::writable::write_tables;

/// Version of the tables. A store with a higher one belongs to a newer program.
pub const SCHEMA: u32 = 1;

/// A store open for reading and writing.
pub struct Store {
    database: RwLock<Handle>,
    /// What it lies on; none for one in memory.
    backing: Option<Backing>,
    pub(super) calendar: &'static Calendar,
    path: Option<PathBuf>,
    inode: u64,
    pub(super) health: Option<StoreHealth>,
    /// What is written is read back before the commit. Always; but for the control of a test.
    pub(super) reads_back: bool,
}

/// A store open for reading only: the wall board, and every command that only reads.
pub struct Reader {
    database: ReadOnlyDatabase,
    pub(super) calendar: &'static Calendar,
    path: PathBuf,
    witnesses: PathBuf,
}

impl Store {
    /// Makes an empty store at `path`.
    pub fn create(path: &Path, calendar: &'static Calendar, id: [u8; 16]) -> Result<(), StoreError> {
        Self::create_filled(path, calendar, id, CACHE, |_| Ok(()))
    }

    /// Makes a store at `path` that `fill` puts something into, through a cache of so many bytes: under another name first, then
    /// renamed, so that a half-made one never stands there. Nobody witnesses it before it does.
    pub fn create_filled<A, E: From<StoreError>>(
        path: &Path,
        calendar: &'static Calendar,
        id: [u8; 16],
        cache: usize,
        fill: impl FnOnce(Self) -> Result<A, E>,
    ) -> Result<A, E> {
        guarded(|| {
            let path = &place_of(path);
            let fresh = Self::lay(path, calendar, id)?;
            let made = examine(&fresh, true)
                .and_then(|inode| {
                    let backing = Backing::cached_file(&fresh, cache.max(CACHE));
                    Self::with(backing, Some(&fresh), inode, calendar)
                })
                .map_err(E::from)
                .and_then(fill)
                .and_then(|filled| Ok(stand(&fresh, path).map(|()| filled)?));
            fs::remove_file(&fresh).ok();
            made
        })
    }

    /// Makes an empty store beside `path`; gives where.
    fn lay(path: &Path, calendar: &Calendar, id: [u8; 16]) -> Result<PathBuf, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        DirBuilder::new().recursive(true).mode(0o700).create(folder_of(path))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let fresh = folder_of(path).join(format!(".{name}.{}", std::process::id()));
        // Nobody else may open it at any moment: it is its owner's before the first byte.
        fs::remove_file(&fresh).ok();
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
        let database = builder(CACHE).create(&fresh)?;
        Self::found(&database, calendar, id)?;
        drop(database);
        Ok(fresh)
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
            Ok(Self {
                database: RwLock::new(database.into()),
                backing: None,
                calendar,
                path: None,
                inode: 0,
                health: None,
                reads_back: true,
            })
        })
    }

    /// Opens a store for writing, beside others that may have it open too.
    ///
    /// Derived tables that an older program built are built again here, once. `witnesses` is the folder of the witness. A store that
    /// is not what was witnessed opens, and is not written to.
    pub fn open(path: &Path, calendar: &'static Calendar, witnesses: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, calendar, witnesses, &mut Upgrade::unheard())
    }

    /// The same; `upgrade` says how what an older program built is built again.
    pub fn open_with(
        path: &Path,
        calendar: &'static Calendar,
        witnesses: &Path,
        upgrade: &mut Upgrade<'_>,
    ) -> Result<Self, StoreError> {
        guarded(|| {
            let path = &place_of(path);
            let inode = examine(path, true).map_err(|error| cut_short(error, path, witnesses))?;
            let opened = Self::with(Backing::file(path), Some(path), inode, calendar);
            let mut store = match opened {
                Err(StoreError::Busy) => Err(upgrade::under_way(path, calendar).unwrap_or(StoreError::Busy)),
                opened => opened,
            }?;
            let id = store.read(id_of)?;
            let health = StoreHealth::of(path, witnesses, id);
            health.room().ok();
            store.health = Some(health);
            store.compare_with_witness(true);
            store.up_to_date(upgrade)
        })
    }

    /// Looks at the witness, and notes in it what could not be noted before; a store that is `opening` is witnessed from now on. What it
    /// finds is in [`Store::health`].
    pub(super) fn compare_with_witness(&self, opening: bool) {
        if let Some(health) = &self.health {
            // What cannot be read is told by whoever reads.
            health.compare(&|look| self.read(|snapshot| look(snapshot)), opening).ok();
        }
    }

    /// Looks once more how the store and its witness stand to each other: others write, too.
    pub fn look_at_witness(&self) {
        self.compare_with_witness(false);
    }

    /// Opens a store on storage of one's own, which `disk` gives each time a handle is opened: for tests with bad disks.
    /// It has no witness.
    pub fn on<B: StorageBackend>(
        disk: impl Fn() -> std::io::Result<B> + Send + Sync + 'static,
        calendar: &'static Calendar,
    ) -> Result<Self, StoreError> {
        guarded(|| Self::with(Backing::disk(disk), None, 0, calendar)?.up_to_date(&mut Upgrade::unheard()))
    }

    /// Commits what nobody has read back: for the control of a test.
    #[must_use]
    pub fn without_reading_back(self) -> Self {
        Self { reads_back: false, ..self }
    }

    pub(super) fn with(
        backing: Backing,
        path: Option<&Path>,
        inode: u64,
        calendar: &'static Calendar,
    ) -> Result<Self, StoreError> {
        let database = backing.write()?;
        ours(path.unwrap_or(Path::new("")), &database.get()?.begin_read()?)?;
        let (database, path) = (RwLock::new(database), path.map(Path::to_owned));
        Ok(Self { database, backing: Some(backing), calendar, path, inode, health: None, reads_back: true })
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
        if let Some(health) = &self.health {
            health.room()?;
        }
        let mut reopened = false;
        for looks in 0..PAUSES {
            let begun = self.database().get()?.try_begin_write();
            match begun {
                Err(redb::TransactionError::WouldBlock) => std::thread::park_timeout(pause(looks)),
                Err(redb::TransactionError::Storage(redb::StorageError::PreviousIo)) if !reopened => {
                    self.reopen()?;
                    reopened = true;
                }
                Err(error) => return Err(self.known(error.into())),
                Ok(tx) => return Ok(tx),
            }
        }
        Err(StoreError::Busy)
    }

    /// Commits, and takes note of a full disk.
    pub(super) fn commit(&self, tx: WriteTransaction) -> Result<(), StoreError> {
        tx.commit().map_err(|error| self.known(error.into()))
    }

    /// Takes note of a full disk.
    pub(super) fn known(&self, error: StoreError) -> StoreError {
        if let (StoreError::Full, Some(health)) = (&error, &self.health) {
            health.free();
        }
        error
    }

    /// How the store is, as far as the last action knows.
    pub fn health(&self) -> Health {
        self.health.as_ref().map_or_else(Health::default, StoreHealth::health)
    }

    /// The file that goes when the disk is full, and comes back when there is room.
    pub fn ballast(&self) -> Option<&Path> {
        self.health.as_ref().map(StoreHealth::ballast)
    }

    /// Looks whether there is room again, after the disk was full.
    pub fn mend(&self) {
        if let Some(health) = self.health.as_ref().filter(|health| health.health().full) {
            health.room().ok();
        }
    }

    fn begin_read(&self) -> Result<ReadTransaction, StoreError> {
        let begun = self.database().get()?.begin_read();
        match begun {
            Err(redb::TransactionError::Storage(redb::StorageError::PreviousIo)) => {
                match (self.reopen(), &self.backing) {
                    (Ok(()), _) => Ok(self.database().get()?.begin_read()?),
                    // Opening writes, and this disk takes no writing. Beside the spent handle the file can still be read.
                    (Err(_), Some(backing)) => Ok(backing.read()?.begin_read()?),
                    (Err(error), None) => Err(error),
                }
            }
            other => Ok(other?),
        }
    }

    fn database(&self) -> RwLockReadGuard<'_, Handle> {
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Once a write has failed (a full disk) the library's handle does nothing more; a new one does.
    fn reopen(&self) -> Result<(), StoreError> {
        let Some(backing) = &self.backing else { return Err(StoreError::Full) };
        let fresh = backing.write()?;
        *self.database.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// Reads, in one moment's view.
    pub fn read<A>(
        &self,
        f: impl FnOnce(&super::Snapshot<'_>) -> Result<A, StoreError>,
    ) -> Result<A, StoreError> {
        self.read_with(|_, snapshot| f(snapshot))
    }

    /// The same, for who asks after other tables than ours, too.
    pub(super) fn read_with<A>(
        &self,
        f: impl FnOnce(&ReadTransaction, &Snapshot<'_>) -> Result<A, StoreError>,
    ) -> Result<A, StoreError> {
        guarded(|| {
            let tx = self.begin_read()?;
            let opened = OpenTables::read(&tx)?;
            f(&tx, &opened.snapshot())
        })
    }

    /// The library's own check of every page of the file. Other writers wait meanwhile. `false`: it was damaged, and is mended.
    pub fn sound(path: &Path) -> Result<bool, StoreError> {
        guarded(|| {
            let path = &place_of(path);
            examine(path, true)?;
            Backing::file(path).write()?.check()
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
            self.commit(tx)
        })
    }
}

impl Reader {
    /// Opens a store for reading; `witnesses` is the folder of its witness. One that a killed writer left to be mended, or that an
    /// older program built, is opened once for writing, which mends it; `upgrade` says how.
    pub fn open_with(
        path: &Path,
        calendar: &'static Calendar,
        witnesses: &Path,
        upgrade: &mut Upgrade<'_>,
    ) -> Result<Self, StoreError> {
        guarded(|| {
            let path = &place_of(path);
            examine(path, false).map_err(|error| cut_short(error, path, witnesses))?;
            let database = Backing::file(path).read()?;
            let tx = database.begin_read()?;
            ours(path, &tx)?;
            let built = Built::of(&OpenTables::read(&tx)?.snapshot(), calendar)?;
            if built == Built::Older {
                Store::open_with(path, calendar, witnesses, upgrade)?;
            } else {
                built.usable()?;
            }
            Ok(Self { database, calendar, path: path.to_owned(), witnesses: witnesses.to_owned() })
        })
    }

    /// Where the store lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What was witnessed of this store.
    pub(super) fn witness(&mut self) -> Result<BoundedWitness, StoreError> {
        let folder = self.witnesses.clone();
        Ok(BoundedWitness::new(Witness::new(&folder, self.read(id_of)?)))
    }

    /// How the store and its witness stand to each other.
    pub fn witnessing(&mut self) -> Result<Witnessing, StoreError> {
        let witness = self.witness()?;
        let mut found = Witnessing::Never;
        // Others write: what may be of a moment is looked at twice.
        for _ in 0..2 {
            let sight = witness.look();
            found = self.read(|snapshot| Witnessing::of(&sight, snapshot))?;
            if !matches!(found, Witnessing::Discord(_)) {
                break;
            }
        }
        Ok(found)
    }

    /// Reads, in one moment's view; mends once what a killed writer left.
    pub fn read<A>(
        &mut self,
        f: impl Fn(&super::Snapshot<'_>) -> Result<A, StoreError>,
    ) -> Result<A, StoreError> {
        let once = |database: &ReadOnlyDatabase| {
            guarded(|| {
                let tx = database.begin_read()?;
                let opened = OpenTables::read(&tx)?;
                f(&opened.snapshot())
            })
        };
        match once(&self.database) {
            Err(StoreError::Io(_) | StoreError::Busy) => {
                let upgrade = &mut Upgrade::unheard();
                self.database =
                    Self::open_with(&self.path, self.calendar, &self.witnesses, upgrade)?.database;
                // A handle that was opened a moment ago, and on which a read has failed all the same: the file cannot be read.
                let failed =
                    |error: &StoreError| matches!(error, StoreError::Io(what) if what == FAILED_BEFORE);
                once(&self.database).map_err(|error| match failed(&error) {
                    true => StoreError::Damaged("文件读到一半读不下去".to_owned()),
                    false => error,
                })
            }
            other => other,
        }
    }
}

/// The first bytes of every file of the library.
const MAGIC: &[u8] = b"redb\x1a\x0a\xa9\x0d\x0a";

#[expect(clippy::wildcard_enum_match_arm, reason = "std's list is open; the rest are failed reads")]
/// Looks at the file before the library does: whether it is there, ours to open, under one name, and a store at all. Gives its inode.
pub(super) fn examine(path: &Path, write: bool) -> Result<u64, StoreError> {
    use std::io::ErrorKind::{NotFound, PermissionDenied};
    let foreign = || StoreError::Foreign(path.to_owned());
    let told = |error: std::io::Error| match error.kind() {
        NotFound => StoreError::Missing(path.to_owned()),
        PermissionDenied => StoreError::Forbidden(path.to_owned()),
        _ => error.into(),
    };
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(foreign());
    }
    let file = ordinary(path, File::options().read(true).write(write)).map_err(told)?;
    let mut magic = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(&file, 9), &mut magic)?;
    if magic != MAGIC {
        return Err(foreign());
    }
    let metadata = file.metadata()?;
    one_name(path, &metadata)?;
    Ok(metadata.ino())
}

/// Is this what is left of a store of which hardly anything is left?
pub(super) fn is_remnant(path: &Path) -> bool {
    let read = open_ordinary(path).and_then(|file| {
        let mut begin = Vec::new();
        std::io::Read::read_to_end(&mut std::io::Read::take(&file, 9), &mut begin).map(|_| begin)
    });
    read.is_ok_and(|begin| begin.len() < MAGIC.len() && MAGIC.starts_with(&begin))
}

/// What is no store is a damaged one where there has been one: its witness stands.
fn cut_short(error: StoreError, path: &Path, witnesses: &Path) -> StoreError {
    let has_been = || fs::read_dir(witnesses).is_ok_and(|mut entries| entries.next().is_some());
    match matches!(error, StoreError::Foreign(_)) && is_remnant(path) && has_been() {
        true => StoreError::Damaged("文件被截断，内容没有了".to_owned()),
        false => error,
    }
}

/// A file of the same library may be somebody else's.
pub(super) fn ours(path: &Path, tx: &ReadTransaction) -> Result<(), StoreError> {
    let mut names = tx.list_tables()?;
    match names.any(|table| table.name() == ALL[T::Journal as usize].1.name()) {
        true => Ok(()),
        false => Err(StoreError::Foreign(path.to_owned())),
    }
}

/// The folder that a file lies in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Gives a whole store its name, never over another file.
fn stand(fresh: &Path, path: &Path) -> Result<(), StoreError> {
    File::open(fresh)?.sync_all()?;
    fs::hard_link(fresh, path).map_err(|error| match error.kind() == std::io::ErrorKind::AlreadyExists {
        true => StoreError::Exists(path.to_owned()),
        false => error.into(),
    })?;
    Ok(File::open(folder_of(path))?.sync_all()?)
}

/// Only the account that owns the store may read it.
pub(super) fn private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o600))?)
}
