//! Drafts: what is typed and not yet saved, one file an account, terminal and form, outside the store, so that a burst of keys
//! never takes the writer's lock. Written new, made durable, renamed; nobody but the owner of the store may read them.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use xieban_store::{ordinary, read_ordinary};

use super::Session;
use super::whole::sweep;

/// A draft is kept so long; an older one is removed unread.
const KEPT: Duration = Duration::from_hours(168);

/// The drafts beside a store.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
    /// Held while somebody sits here: another process of the same account and terminal name begins without these drafts.
    seat: Arc<Mutex<Option<File>>>,
}

/// Anything as letters of a file's name.
fn spelled(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

impl Drafts {
    /// The drafts beside the store at `path`.
    pub fn beside(path: &Path) -> Self {
        Self { folder: Self::folder_beside(path), seat: Arc::default() }
    }

    /// The folder of the drafts beside the store at `path`.
    pub(super) fn folder_beside(path: &Path) -> PathBuf {
        path.with_extension("drafts")
    }

    /// What the names of this account's files at this terminal begin with.
    fn name(session: &Session) -> String {
        format!("{}-{}", session.account(), spelled(session.desk()))
    }

    fn file(&self, session: &Session, form: &str) -> PathBuf {
        self.folder.join(format!("{}-{}.json", Self::name(session), spelled(form)))
    }

    fn make_folder(&self) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)
    }

    /// Keeps the draft of a form in place of the one before.
    pub fn keep(&self, session: &Session, form: &str, draft: &str) -> io::Result<()> {
        self.make_folder()?;
        let path = self.file(session, form);
        let fresh = path.with_extension(format!("{}", std::process::id()));
        fs::remove_file(&fresh).ok();
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
        file.write_all(draft.as_bytes())?;
        file.sync_data()?;
        fs::rename(&fresh, &path)?;
        File::open(&self.folder)?.sync_all()
    }

    /// Sits down: every draft of this account at this terminal that is not too old, each with the form's name, in the order of
    /// the names. None where another process sits there under the same name: what is typed there stays there.
    pub fn find(&self, session: &Session) -> Vec<(String, String)> {
        if !self.sit_down(session) {
            return Vec::new();
        }
        let name = Self::name(session);
        let mut found = Vec::new();
        for path in
            fs::read_dir(&self.folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()))
        {
            let Some(rest) = path.file_stem().and_then(|stem| stem.to_str()?.strip_prefix(&name)) else {
                continue;
            };
            let form = match rest.strip_prefix('-') {
                Some(form) => form.to_owned(),
                // Written by a version that had one file for all forms.
                None if rest.is_empty() => String::new(),
                None => continue,
            };
            if path.extension().is_some_and(|kind| kind == "json") {
                found.extend(read(&path).map(|draft| (form, draft)));
            } else {
                sweep(&path);
            }
        }
        found.sort();
        found.into_iter().filter_map(|(form, draft)| Some((unspelled(&form)?, draft))).collect()
    }

    /// Gets up: another process may have these drafts now.
    pub fn get_up(&self) {
        *self.seat.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn sit_down(&self, session: &Session) -> bool {
        self.get_up();
        let lock = self.folder.join(format!("{}.lock", Self::name(session)));
        let open =
            || ordinary(&lock, OpenOptions::new().write(true).create(true).truncate(false).mode(0o600));
        let Ok(file) = self.make_folder().and_then(|()| open()) else { return true };
        let free = file.try_lock().is_ok();
        if free {
            *self.seat.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
        }
        free
    }

    /// Removes every draft that is too old, whoever's it is.
    pub(super) fn sweep(&self) {
        for path in
            fs::read_dir(&self.folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()))
        {
            if path.extension().is_some_and(|kind| kind == "json") {
                read(&path);
            } else {
                sweep(&path);
            }
        }
    }

    /// Removes a form's draft: it has been used.
    pub fn drop(&self, session: &Session, form: &str) {
        let path = match form.is_empty() {
            false => self.file(session, form),
            true => self.folder.join(format!("{}.json", Self::name(session))),
        };
        fs::remove_file(path).ok();
    }
}

fn unspelled(name: &str) -> Option<String> {
    let digits: Option<Vec<u8>> =
        name.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let bytes = digits?.chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| sum << 4 | digit)).collect();
    String::from_utf8(bytes).ok()
}

/// One draft, unless it is too old.
fn read(path: &Path) -> Option<String> {
    let age = fs::metadata(path).ok()?.modified().ok()?.elapsed().unwrap_or_default();
    if age > KEPT {
        fs::remove_file(path).ok();
        return None;
    }
    read_ordinary(path).ok()
}

#[cfg(test)]
mod tests {
    use xieban_domain::staff::StaffCode;

    use super::*;

    fn at(code: &str, desk: &str) -> Session {
        Session::trusted(StaffCode::from(code), desk.to_owned())
    }

    fn found(drafts: &Drafts, session: &Session) -> Vec<String> {
        drafts.find(session).into_iter().map(|(form, draft)| format!("{form} {draft}")).collect()
    }

    #[test]
    fn a_draft_comes_back_to_its_account_and_terminal_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::beside(&folder.path().join("book.redb"));
        let mine = at("S01", "1号台/../x");
        for (form, draft) in [("run-1", "一"), ("run-1", "二"), ("run-2/..", "三")] {
            drafts.keep(&mine, form, draft).unwrap();
        }
        assert_eq!(found(&drafts, &mine), ["run-1 二", "run-2/.. 三"]);
        for other in
            [at("S02", "1号台/../x"), at("S01", "2号台"), at("S01", "1号台/../xy"), at("S0", "1号台/../x")]
        {
            assert_eq!(found(&drafts, &other), [""; 0]);
        }
        let mode = fs::metadata(drafts.file(&mine, "run-1")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        drafts.drop(&mine, "run-1");
        assert_eq!(found(&drafts, &mine), ["run-2/.. 三"]);
        drafts.drop(&mine, "run-2/..");
        let left = fs::read_dir(&drafts.folder).unwrap().map(|entry| entry.unwrap().path());
        assert!(left.into_iter().all(|path| path.extension().is_some_and(|kind| kind == "lock")));
    }

    #[test]
    fn two_processes_at_desks_of_one_name_share_no_draft() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Drafts::beside(&folder.path().join("book.redb"));
        let (first, second, mine) = (open(), open(), at("S01", "1号台"));
        assert_eq!(found(&first, &mine), [""; 0]);
        first.keep(&mine, "a-1", "一").unwrap();
        assert_eq!(found(&second, &mine), [""; 0], "it is being filled in there");
        second.keep(&mine, "b-1", "二").unwrap();
        first.get_up();
        assert_eq!(found(&second, &mine), ["a-1 一", "b-1 二"], "nothing is lost");
    }

    #[test]
    fn what_an_older_version_kept_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::beside(&folder.path().join("book.redb"));
        let mine = at("S01", "1号台");
        drafts.make_folder().unwrap();
        fs::write(drafts.folder.join(format!("{}.json", Drafts::name(&mine))), "旧").unwrap();
        assert_eq!(found(&drafts, &mine), [" 旧"]);
        drafts.drop(&mine, "");
        assert_eq!(found(&drafts, &mine), [""; 0]);
    }

    #[test]
    fn what_a_killed_process_left_half_written_goes() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::beside(&folder.path().join("book.redb"));
        let mine = at("S01", "1号台");
        drafts.keep(&mine, "a", "一").unwrap();
        let half = |pid: u32| drafts.file(&mine, "a").with_extension(pid.to_string());
        let mut gone = std::process::Command::new("true").spawn().unwrap();
        gone.wait().unwrap();
        let (dead, alive) = (half(gone.id()), half(std::process::id()));
        fs::write(&dead, "半").unwrap();
        fs::write(&alive, "半").unwrap();
        assert_eq!(found(&drafts, &mine), ["a 一"]);
        assert_eq!((dead.exists(), alive.exists()), (false, true));
    }
}
