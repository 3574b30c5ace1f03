//! Putting a new store in an old one's place: the old one is open nowhere, and the place is never empty or half.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use redb::{Builder, Database, DatabaseError};
use rustix::fs::{FlockOperation, flock};

use super::error::StoreError;
use super::open::{examine, folder_of, is_remnant};
use super::panic_guard::guarded;
use super::place::{place_of, second_names};

/// A store that cannot be put in another's place.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// Somebody has the old one open.
    #[error("还有终端或公示屏开着这个台账，不能替换；请都退出后（如下班后）再做。台账没有改动。")]
    Open,
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A place whose store is open nowhere as long as this lives. There may be none yet.
pub(super) struct TakenPlace {
    path: PathBuf,
    /// The old store, opened so that nobody else can; none where it cannot be opened at all.
    old: Option<Database>,
    /// The old file, locked so that nobody can open it.
    locked: Option<File>,
    stands: bool,
}

impl TakenPlace {
    /// Takes the place without a look at the old store: nothing of its file is touched before another one is put there.
    pub(super) fn lock(path: &Path) -> Result<Self, ReplaceError> {
        let mut place = Self::of(path)?;
        if place.stands {
            let file = File::open(&place.path).map_err(StoreError::from)?;
            flock(&file, FlockOperation::NonBlockingLockExclusive).map_err(|_| ReplaceError::Open)?;
            place.locked = Some(file);
        }
        place.sweep();
        Ok(place)
    }

    fn of(path: &Path) -> Result<Self, ReplaceError> {
        let path = &place_of(path);
        let stands = match guarded(|| examine(path, true)) {
            Ok(_) => true,
            Err(StoreError::Missing(_)) => false,
            Err(StoreError::Foreign(_)) if is_remnant(path) => true,
            Err(error) => return Err(error.into()),
        };
        Ok(Self { path: path.to_owned(), old: None, locked: None, stands })
    }

    /// Takes the place, with the old store to read from. One that cannot be read is no obstacle.
    pub(super) fn take(path: &Path) -> Result<Self, ReplaceError> {
        let mut place = Self::of(path)?;
        if place.stands {
            let opened = guarded(|| match Builder::new().open(&place.path) {
                Ok(database) => Ok(Ok(database)),
                Err(DatabaseError::DatabaseAlreadyOpen) => Ok(Err(ReplaceError::Open)),
                Err(error) => Err(StoreError::from(error)),
            });
            match opened {
                Ok(Ok(database)) => place.old = Some(database),
                Ok(Err(open)) => return Err(open),
                Err(_) => {}
            }
        }
        place.sweep();
        Ok(place)
    }

    /// The store that stands there, if it can be read.
    pub(super) const fn old(&self) -> Option<&Database> {
        self.old.as_ref()
    }

    /// Where the new store is made.
    pub(super) fn beside(&self) -> PathBuf {
        folder_of(&self.path).join(self.mark())
    }

    fn mark(&self) -> String {
        format!(".{}.new", self.path.file_name().unwrap_or_default().to_string_lossy())
    }

    /// What one that was killed left behind goes: what it had begun, and a name that it gave the store while it made it.
    fn sweep(&self) {
        for name in second_names(&self.path) {
            fs::remove_file(name).ok();
        }
        let mark = self.mark();
        for entry in fs::read_dir(folder_of(&self.path)).into_iter().flatten().flatten() {
            if entry
                .file_name()
                .to_string_lossy()
                .trim_start_matches('.')
                .starts_with(mark.trim_start_matches('.'))
                && entry.file_name().to_string_lossy().starts_with('.')
            {
                fs::remove_file(entry.path()).ok();
            }
        }
    }

    /// Puts the store made [beside](Self::beside) in the place. The old one stays under the name `keep`, if it is to stay.
    pub(super) fn put(self, keep: Option<&Path>) -> Result<(), ReplaceError> {
        let fresh = self.beside();
        let put = || {
            File::open(&fresh)?.sync_all()?;
            if let (true, Some(keep)) = (self.stands, keep) {
                fs::hard_link(&self.path, keep)?;
            }
            if self.stands {
                fs::rename(&fresh, &self.path)?;
            } else {
                fs::hard_link(&fresh, &self.path)?;
                fs::remove_file(&fresh)?;
            }
            File::open(folder_of(&self.path))?.sync_all()
        };
        put().map_err(|error| StoreError::from(error).into())
    }
}

impl Drop for TakenPlace {
    fn drop(&mut self) {
        // Closing a damaged file can make the library panic.
        let closed = guarded(|| {
            drop(self.old.take());
            Ok::<_, StoreError>(())
        });
        closed.ok();
        self.sweep();
    }
}
