//! What stands outside the file so that a store keeps: its witness, and a ballast that is freed when the disk is full.
//! Here is known how the store is; whoever shows it asks.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::fs::{FallocateFlags, fallocate};
use xieban_journal::{Hash, Page};

use super::error::StoreError;
use super::snapshot::Snapshot;
use super::tables::{T, key};
use super::witness::{Discord, Witness, judge};

/// Room kept free beside a store, in bytes: for the drafts of its desks, the mending and the audit while the disk is full.
const BALLAST: u64 = 1 << 20;
/// What must be free besides, before the ballast is taken back, in bytes: or it would take the very room that it gave.
const ROOM: u64 = 1 << 20;

/// How a store is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Health {
    /// The disk is full: nothing can be written until there is room again.
    pub full: bool,
    /// It is not what was witnessed: nothing is written until an administrator accepts it.
    pub discord: Option<Discord>,
    /// The witness cannot be written; work goes on.
    pub unwitnessed: bool,
}

/// Keeps watch beside one store.
pub(super) struct StoreHealth {
    witness: Witness,
    ballast: PathBuf,
    health: Mutex<Health>,
}

impl StoreHealth {
    /// The health of the store at `path`, whose witness stands in `folder`.
    pub(super) fn of(path: &Path, folder: &Path, id: [u8; 16]) -> Self {
        Self {
            witness: Witness::new(folder, id),
            ballast: path.with_extension("ballast"),
            health: Mutex::default(),
        }
    }

    /// What is known as soon as the store is open. One that was never witnessed is from now on.
    pub(super) fn first_look(&self, snapshot: &Snapshot<'_>) {
        self.room().ok();
        if self.agrees(snapshot).is_ok()
            && let Ok(head) = snapshot.head()
        {
            self.note(head);
        }
    }

    pub(super) const fn witness(&self) -> &Witness {
        &self.witness
    }

    pub(super) fn ballast(&self) -> &Path {
        &self.ballast
    }

    pub(super) fn health(&self) -> Health {
        *self.lock()
    }

    fn lock(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Is there room to write? Takes the ballast back first if it was freed.
    pub(super) fn room(&self) -> Result<(), StoreError> {
        let cache = fs::metadata(&self.ballast).is_ok_and(|file| file.len() == BALLAST);
        // A folder one may not write to has no ballast; the store itself says what is wrong there.
        if !cache && matches!(self.take(), Err(StoreError::Full)) {
            self.free();
            return Err(StoreError::Full);
        }
        self.lock().full = false;
        Ok(())
    }

    fn take(&self) -> Result<(), StoreError> {
        let folder = self.ballast.parent().filter(|folder| !folder.as_os_str().is_empty());
        let disk = rustix::fs::statvfs(folder.unwrap_or(Path::new("."))).map_err(std::io::Error::from)?;
        if disk.f_bavail.saturating_mul(disk.f_frsize) < BALLAST + ROOM {
            return Err(StoreError::Full);
        }
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(false).mode(0o600).open(&self.ballast)?;
        match fallocate(&file, FallocateFlags::empty(), 0, BALLAST) {
            Err(rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::NOSYS) => Ok(file.set_len(BALLAST)?),
            other => Ok(other.map_err(std::io::Error::from)?),
        }
    }

    /// The disk is full: gives the ballast back, so that drafts can be kept, and says so.
    pub(super) fn free(&self) {
        fs::remove_file(&self.ballast).ok();
        self.lock().full = true;
    }

    /// Refuses a store that is not what was witnessed. A witness that cannot be read holds nobody up.
    pub(super) fn agrees(&self, snapshot: &Snapshot<'_>) -> Result<(), StoreError> {
        let seen = self.witness.seen();
        self.lock().unwitnessed = seen.is_err();
        let discord = match seen {
            Ok(Some(seen)) => judge(seen, snapshot.head()?, |page| hash_of(snapshot, page))?,
            Ok(None) | Err(_) => None,
        };
        self.lock().discord = discord;
        discord.map_or(Ok(()), |discord| Err(StoreError::Discord(discord)))
    }

    /// Notes the last page of a commit.
    pub(super) fn note(&self, head: Option<(u64, Hash)>) {
        let Some((page, hash)) = head else { return };
        let noted = self.witness.note(page, hash);
        self.lock().unwitnessed = noted.is_err();
    }

    /// The store is accepted as it is.
    pub(super) fn anchor(&self, head: Option<(u64, Hash)>) -> Result<(), StoreError> {
        if let Some((page, hash)) = head {
            self.witness.anchor(page, hash)?;
        }
        self.lock().discord = None;
        Ok(())
    }
}

/// The hash of a page as it stands in the store now.
pub(super) fn hash_of(snapshot: &Snapshot<'_>, page: u64) -> Result<Option<Hash>, StoreError> {
    Ok(snapshot.row(T::Journal, &key::page(page))?.map(|bytes| Page::hash(&bytes)))
}

/// The random number that tells this store from any other.
pub(super) fn id_of(snapshot: &Snapshot<'_>) -> Result<[u8; 16], StoreError> {
    let row = snapshot.row(T::Meta, b"store")?.unwrap_or_default();
    row.try_into().map_err(|_| StoreError::Damaged("台账号".to_owned()))
}
