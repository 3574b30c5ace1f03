//! A store out of a backup: the whole file is proved on its way into a new store, which takes the old one's place only then.

use std::path::{Path, PathBuf};

use xieban_domain::calendar::Calendar;
use xieban_journal::Hash;
use xieban_store::{Discord, Store, StoreError};

use crate::read;
use crate::{BackupError, Key};

/// A store that stands again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Its last page.
    pub pages: u64,
    /// The hash of that page.
    pub head: Hash,
    /// It has its private texts and credentials.
    pub private: bool,
    /// Up to this page it has no private texts all the same.
    pub blank: u64,
    /// Where the old store lies now; none where there was none.
    pub before: Option<PathBuf>,
    /// In what it is not what was witnessed: an administrator accepts it before anything is written.
    pub discord: Option<Discord>,
}

/// Makes a store of a backup at `path`. The old one, which nobody may have open, stays as `NAME.before-restore-STAMP`. Without a folder
/// of witnesses it is a copy to look at.
pub fn restore(
    file: &Path,
    key: Option<&Key>,
    path: &Path,
    calendar: &'static Calendar,
    witnesses: Option<&Path>,
    stamp: &str,
) -> Result<Restored, BackupError> {
    let head = read::head(file, key)?;
    let origin = head.origin().ok_or_else(|| BackupError::Damaged("台账号".to_owned()))?;
    let mut proved = None;
    let replaced = Store::replace(path, calendar, witnesses.is_some(), stamp, origin, |taker| {
        let whole = read::through(file, key, taker)?;
        if whole.store != head {
            return Err(BackupError::Damaged("恢复时文件变了".to_owned()));
        }
        proved = Some(whole);
        Ok(())
    });
    let before = replaced.map_err(unmade)?;
    // One that is shorter than what was witnessed opens, and is not written to until an administrator accepts it (`accept_store`).
    let discord = match witnesses {
        Some(witnesses) => Store::open(path, calendar, witnesses)?.health().discord,
        None => None,
    };
    let whole = proved.ok_or_else(|| BackupError::Damaged("台账号".to_owned()))?;
    let read::Proved { store, pages, head } = whole;
    Ok(Restored { pages, head, private: store.private, blank: origin.blank, before, discord })
}

/// What went wrong before the new store took the old one's place is the backup's doing, or the disk's; the store that stands is not touched.
fn unmade(error: BackupError) -> BackupError {
    if matches!(error, BackupError::Store(StoreError::Full)) {
        return BackupError::Full;
    }
    if let BackupError::Store(StoreError::Damaged(what) | StoreError::Unreadable(what)) = error {
        return BackupError::Damaged(what);
    }
    error
}
