//! Drafts: what is typed and not yet saved, one file an account and terminal, outside the store, so that a burst of keys never
//! takes the writer's lock. Written new, made durable, renamed; nobody but the owner of the store may read them.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use super::Session;

/// A draft is kept so long; an older one is removed unread.
const KEPT: Duration = Duration::from_secs(7 * 24 * 3600);

/// The drafts beside a store.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
}

impl Drafts {
    /// The drafts beside the store at `path`.
    pub fn beside(path: &Path) -> Self {
        Self { folder: path.with_extension("drafts") }
    }

    fn file(&self, session: &Session) -> PathBuf {
        // Letters of the terminal's name may be anything: they are written as numbers.
        let desk: String =
            session.desk().bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        self.folder.join(format!("{}-{desk}.json", session.account()))
    }

    /// Keeps a draft in place of the one before.
    pub fn keep(&self, session: &Session, draft: &str) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let path = self.file(session);
        let fresh = path.with_extension(format!("{}", std::process::id()));
        fs::remove_file(&fresh).ok();
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
        file.write_all(draft.as_bytes())?;
        file.sync_data()?;
        fs::rename(&fresh, &path)?;
        File::open(&self.folder)?.sync_all()
    }

    /// The draft of this account at this terminal, if there is one that is not too old.
    pub fn find(&self, session: &Session) -> Option<String> {
        let path = self.file(session);
        sweep(&path);
        let age = fs::metadata(&path).ok()?.modified().ok()?.elapsed().unwrap_or_default();
        if age > KEPT {
            fs::remove_file(&path).ok();
            return None;
        }
        fs::read_to_string(&path).ok()
    }

    /// Removes the draft: it has been used.
    pub fn drop(&self, session: &Session) {
        fs::remove_file(self.file(session)).ok();
    }
}

/// Removes what a killed process had begun to write beside this draft: it is a visitor's, and nobody would read it again.
fn sweep(path: &Path) {
    let beside = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    for half in beside.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
        let writer = half.extension().and_then(|pid| Pid::from_raw(pid.to_str()?.parse().ok()?));
        let dead = writer.is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH));
        if dead && half.file_stem() == path.file_stem() {
            fs::remove_file(half).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::staff::StaffCode;

    #[test]
    fn a_draft_comes_back_to_its_account_and_terminal_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::beside(&folder.path().join("book.redb"));
        let at = |code: &str, desk: &str| Session::trusted(StaffCode::from(code), desk.to_owned());
        let mine = at("S01", "1号台/../x");
        drafts.keep(&mine, "一").unwrap();
        drafts.keep(&mine, "二").unwrap();
        assert_eq!(drafts.find(&mine).as_deref(), Some("二"));
        assert_eq!((drafts.find(&at("S02", "1号台/../x")), drafts.find(&at("S01", "2号台"))), (None, None));
        let mode = fs::metadata(drafts.file(&mine)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(&drafts.folder).unwrap().count(), 1, "nothing half-written is left");
        drafts.drop(&mine);
        assert_eq!(drafts.find(&mine), None);
    }

    #[test]
    fn what_a_killed_process_left_half_written_goes() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::beside(&folder.path().join("book.redb"));
        let mine = Session::trusted(StaffCode::from("S01"), "1号台".to_owned());
        drafts.keep(&mine, "一").unwrap();
        let half = |pid: u32| drafts.file(&mine).with_extension(pid.to_string());
        let mut gone = std::process::Command::new("true").spawn().unwrap();
        gone.wait().unwrap();
        let (dead, alive) = (half(gone.id()), half(std::process::id()));
        fs::write(&dead, "半").unwrap();
        fs::write(&alive, "半").unwrap();
        assert_eq!(drafts.find(&mine).as_deref(), Some("一"));
        assert_eq!((dead.exists(), alive.exists()), (false, true));
    }
}
