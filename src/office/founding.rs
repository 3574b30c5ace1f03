//! Where an office is to be founded: nothing stands there yet. One terminal at a time holds the ground, keeps what is typed there
//! (never a PIN), and founds the office in one step.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use xieban_domain::founding::{self, Beginning, Given};
use xieban_domain::refusal::Refusal;
use xieban_store::{StoreError, open_ordinary, ordinary, place_of};

use super::whole::AtomicFile;
use super::{CompiledFacts, Founding, Office, OpenError, wall};

/// Cache while an office is founded, in bytes: it is small.
const CACHE: usize = 1 << 20;
/// No draft is longer, in bytes.
const LONGEST: u64 = 1 << 20;

/// Why an office cannot be founded here.
#[derive(Debug, thiserror::Error)]
pub enum FoundingError {
    /// Another terminal is at it.
    #[error("另一台终端正在做首次设置，请等它做完再打开。")]
    Taken,
    /// A store has been here.
    #[error("这里原来有台账，文件不见了：{}。切勿另建台账；请系统管理员找回文件，或用备份恢复，运行 xieban restore 备份文件 --identity 密钥文件。", .0.display())]
    Lost(PathBuf),
    /// A rule says no.
    #[error("{0}")]
    Refused(Refusal),
    /// The store cannot be made.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The folder cannot be written.
    #[error("这里写不了（{0}），请换一个目录或请系统管理员检查权限。")]
    Unwritable(#[from] io::Error),
}

impl From<StoreError> for FoundingError {
    fn from(error: StoreError) -> Self {
        Self::Open(error.into())
    }
}

/// The ground, held until it is dropped.
#[derive(Debug)]
pub struct FoundingSite {
    path: PathBuf,
    witnesses: PathBuf,
    folder: PathBuf,
    /// Locked: nobody else founds an office here meanwhile.
    seat: File,
}

impl FoundingSite {
    /// Claims the ground for a store at `path` with its witness in this folder.
    ///
    /// # Errors
    /// A store stands there or has been there; another terminal holds the ground; the folder cannot be written.
    pub fn claim(path: &Path, witnesses: &Path) -> Result<Self, FoundingError> {
        let path = &place_of(path);
        let has_been = fs::read_dir(witnesses).is_ok_and(|mut entries| entries.next().is_some());
        if has_been && !path.exists() {
            return Err(FoundingError::Lost(path.to_owned()));
        }
        let folder = path.with_extension("setup");
        DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        let lock = folder.join("lock");
        let seat = ordinary(&lock, OpenOptions::new().write(true).create(true).truncate(false).mode(0o600))?;
        match seat.try_lock() {
            Ok(()) if path.exists() => Err(StoreError::Exists(path.to_owned()).into()),
            Ok(()) => Ok(Self { path: path.to_owned(), witnesses: witnesses.to_owned(), folder, seat }),
            Err(fs::TryLockError::WouldBlock) => Err(FoundingError::Taken),
            Err(fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    fn draft_file(&self) -> PathBuf {
        self.folder.join("draft.json")
    }

    /// What was typed here and not used.
    pub fn draft(&self) -> Option<String> {
        let mut draft = String::new();
        open_ordinary(&self.draft_file()).ok()?.take(LONGEST).read_to_string(&mut draft).ok()?;
        Some(draft)
    }

    /// Keeps what is typed, for its owner alone.
    pub fn keep(&self, draft: &str) -> io::Result<()> {
        let mut file = AtomicFile::begin(&self.draft_file())?;
        file.write_all(draft.as_bytes())?;
        file.keep().map(drop)
    }

    /// Founds the office and clears the ground.
    pub fn found(&self, founding: &Founding) -> Result<(), FoundingError> {
        Office::begin(&self.path, &self.witnesses, founding)?;
        fs::remove_file(self.draft_file()).ok();
        self.clear();
        Ok(())
    }

    /// Nothing of the ground is left where nothing is kept.
    fn clear(&self) {
        if !self.draft_file().exists() {
            fs::remove_dir_all(&self.folder).ok();
        }
    }
}

impl Drop for FoundingSite {
    fn drop(&mut self) {
        self.clear();
        self.seat.unlock().ok();
    }
}

impl Office {
    /// Founds an office at `path`, judged by the gates that hold later on: it stands there whole, or not at all.
    ///
    /// # Errors
    /// What a gate refuses; a store that is there already or cannot be made.
    pub fn begin(path: &Path, witnesses: &Path, founding: &Founding) -> Result<(), FoundingError> {
        let facts = CompiledFacts::beside(path).map_err(OpenError::from)?;
        let given = Given {
            now: founding.at.unwrap_or_else(wall),
            calendar: facts.calendar,
            catalogue: facts.catalogue,
        };
        let (staff, pins): (Vec<_>, Vec<_>) = founding.staff.iter().cloned().unzip();
        let beginning = Beginning { settings: founding.settings.clone(), staff, duty: founding.duty.clone() };
        let judged = founding::judge(&beginning, &given).map_err(FoundingError::Refused)?;
        let founding = Founding {
            settings: judged.settings,
            staff: judged.staff.into_iter().zip(pins).collect(),
            duty: judged.duty,
            ..founding.clone()
        };
        Self::create_filled(path, CACHE, |office| office.found(&founding).map_err(FoundingError::from))?;
        // The first opening takes note of its last page.
        Self::witnessed(path, witnesses)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use xieban_domain::staff::{Role, Staff};

    use super::*;

    #[test]
    fn one_terminal_holds_the_ground_and_what_is_typed_stays() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (path, witness) = (folder.path().join("book.redb"), folder.path().join("witness"));
        let ground = FoundingSite::claim(&path, &witness).unwrap();
        assert!(matches!(FoundingSite::claim(&path, &witness), Err(FoundingError::Taken)));
        ground.keep("一").unwrap();
        ground.keep("二").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&ground.draft_file()), mode(&ground.folder)), (0o600, 0o700));
        drop(ground);
        let again = FoundingSite::claim(&path, &witness).unwrap();
        assert_eq!(again.draft().as_deref(), Some("二"));
        fs::remove_file(again.draft_file()).unwrap();
        drop(again);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left where nothing is kept");
    }

    #[test]
    fn where_a_store_has_been_none_is_founded() {
        let folder = tempfile::tempdir().unwrap();
        let (path, witness) = (folder.path().join("book.redb"), folder.path().join("witness"));
        let founder = Staff { roles: [Role::Administrator].into(), ..Staff::new("A01", "何平") };
        let founding = Founding { staff: vec![(founder, None)], ..Founding::default() };
        Office::begin(&path, &witness, &founding).unwrap();
        assert!(matches!(FoundingSite::claim(&path, &witness), Err(FoundingError::Open(_))));
        fs::remove_file(&path).unwrap();
        assert!(matches!(FoundingSite::claim(&path, &witness), Err(FoundingError::Lost(_))));
    }
}
