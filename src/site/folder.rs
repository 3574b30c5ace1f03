//! Writing the site: each file under another name first, then given its own; pages last, so that no page asks for what is not there.
//! A folder with anything of somebody else in it is left alone.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

use super::SiteFile;

/// The list of the files, by which the folder is known to be ours.
const LIST: &str = "xieban-site.txt";
/// Its first line.
const HEAD: &str = "xieban-site 1";
/// How the name of a file begins that is not finished.
const UNFINISHED: &str = ".xieban-";

/// Why a site is not written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Something of somebody else lies there.
    #[error("“{folder}”里有不是本程序写的“{name}”，没有动它。请换一个空文件夹。")]
    Foreign {
        folder: String,
        /// What lies there.
        name: String,
    },
    /// Another one writes there now.
    #[error("另一个 publish 正在写“{0}”，请稍后再试。")]
    Busy(String),
    /// The disk, or no permission.
    #[error("写不进“{folder}”（{error}）。原来的页面还在，请检查权限和磁盘后再试。")]
    Io {
        folder: String,
        /// What the system says.
        error: io::Error,
    },
}

/// Writes the files into `folder`, which is made where it is missing, and takes away what an earlier site had and this one has not.
pub fn write(folder: &Path, files: &[SiteFile]) -> Result<(), FolderError> {
    let named = || folder.display().to_string();
    let failed = |error| FolderError::Io { folder: named(), error };
    make(folder).map_err(failed)?;
    let lock = File::open(folder).map_err(failed)?;
    flock(&lock, FlockOperation::NonBlockingLockExclusive).map_err(|_| FolderError::Busy(named()))?;
    let before = listed(folder).map_err(failed)?;
    let known = |path: &str| {
        before.contains(path)
            || path == LIST
            || path.rsplit('/').next().is_some_and(|name| name.starts_with(UNFINISHED))
    };
    let there = entries(folder).map_err(failed)?;
    if let Some(foreign) = there.iter().find(|path| !known(path)) {
        return Err(FolderError::Foreign { folder: named(), name: foreign.clone() });
    }
    put(folder, files, &before, &there).map_err(failed)
}

/// Every name before and after is on the list while files change, so that a stop at any point leaves a folder that is ours.
fn put(folder: &Path, files: &[SiteFile], before: &BTreeSet<String>, there: &[String]) -> io::Result<()> {
    let after: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    list(folder, before.union(&after))?;
    for file in files {
        if let Some((below, _)) = file.path.split_once('/') {
            make(&folder.join(below))?;
        }
        let path = folder.join(&file.path);
        if !fs::symlink_metadata(&path).is_ok_and(|about| about.is_file())
            || fs::read(&path).map_or(true, |bytes| bytes != file.bytes)
        {
            replace(&path, &file.bytes)?;
        }
    }
    for path in there.iter().filter(|path| !after.contains(*path) && *path != LIST) {
        match fs::remove_file(folder.join(path)) {
            // One that was not finished has got its name since.
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    list(folder, after.iter())?;
    File::open(folder)?.sync_all()
}

fn list<'a>(folder: &Path, names: impl Iterator<Item = &'a String>) -> io::Result<()> {
    let lines: Vec<&str> = std::iter::once(HEAD).chain(names.map(String::as_str)).collect();
    replace(&folder.join(LIST), (lines.join("\n") + "\n").as_bytes())
}

/// What the list of an earlier site names; nothing where there is none.
fn listed(folder: &Path) -> io::Result<BTreeSet<String>> {
    let path = folder.join(LIST);
    match fs::symlink_metadata(&path) {
        Ok(about) if about.is_file() => {}
        Ok(_) => return Ok(BTreeSet::new()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(error),
    }
    let text = fs::read_to_string(&path).unwrap_or_default();
    let mut lines = text.lines();
    Ok(match lines.next() {
        Some(HEAD) => lines.map(str::to_owned).collect(),
        Some(_) | None => BTreeSet::new(),
    })
}

/// Every file below the folder, one folder deep; anything deeper, or no plain file, by its name.
fn entries(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            let below = fs::read_dir(entry.path())?.collect::<Result<Vec<_>, _>>()?;
            if below.is_empty() && name != "photos" {
                found.push(name.clone());
            }
            found.extend(below.iter().map(|below| format!("{name}/{}", below.file_name().to_string_lossy())));
        } else {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

/// For a web server to read: the site is for everybody.
fn make(folder: &Path) -> io::Result<()> {
    if fs::symlink_metadata(folder).is_ok() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o755).create(folder)?;
    fs::set_permissions(folder, Permissions::from_mode(0o755))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let fresh: PathBuf = path.with_file_name(format!("{UNFINISHED}{name}"));
    fs::remove_file(&fresh).ok();
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o644).open(&fresh)?;
    file.write_all(bytes)?;
    file.set_permissions(Permissions::from_mode(0o644))?;
    file.sync_all()?;
    fs::rename(&fresh, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(texts: &[(&str, &str)]) -> Vec<SiteFile> {
        texts.iter().map(|(path, text)| SiteFile::new(*path, *text)).collect()
    }

    fn there(folder: &Path) -> Vec<String> {
        entries(folder).unwrap()
    }

    #[test]
    fn a_site_is_written_over_its_own_and_takes_away_what_it_no_longer_has() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("site/public");
        write(&folder, &site(&[("photos/a.jpg", "1"), ("index.html", "one")])).unwrap();
        write(&folder, &site(&[("photos/b.jpg", "2"), ("index.html", "two")])).unwrap();
        assert_eq!(there(&folder), ["index.html", "photos/b.jpg", LIST]);
        assert_eq!(fs::read_to_string(folder.join("index.html")).unwrap(), "two");
        let mode = fs::metadata(folder.join("index.html")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o644);
    }

    #[test]
    fn a_folder_with_somebody_elses_files_is_left_alone() {
        for foreign in ["report.doc", "photos/holiday.jpg", "deep/er/x", ".htaccess"] {
            let home = tempfile::tempdir().unwrap();
            write(home.path(), &site(&[("index.html", "one")])).unwrap();
            fs::create_dir_all(home.path().join(foreign).parent().unwrap()).unwrap();
            fs::write(home.path().join(foreign), "mine").unwrap();
            let refused = write(home.path(), &site(&[("index.html", "two")])).unwrap_err();
            assert!(matches!(refused, FolderError::Foreign { .. }), "{refused}");
            assert_eq!(fs::read_to_string(home.path().join("index.html")).unwrap(), "one");
            assert_eq!(fs::read_to_string(home.path().join(foreign)).unwrap(), "mine");
        }
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("index.html"), "mine").unwrap();
        assert!(write(home.path(), &site(&[("index.html", "two")])).is_err(), "no list, so it is not ours");
    }

    #[test]
    fn what_a_killed_one_left_is_cleared_and_a_second_writer_waits_its_turn() {
        let home = tempfile::tempdir().unwrap();
        write(home.path(), &site(&[("index.html", "one")])).unwrap();
        fs::write(home.path().join(".xieban-index.html"), "ha").unwrap();
        let lock = File::open(home.path()).unwrap();
        flock(&lock, FlockOperation::LockExclusive).unwrap();
        assert!(matches!(write(home.path(), &[]).unwrap_err(), FolderError::Busy(_)));
        drop(lock);
        write(home.path(), &site(&[("index.html", "two")])).unwrap();
        assert_eq!(there(home.path()), ["index.html", LIST]);
    }

    #[test]
    fn a_link_in_the_folder_is_replaced_and_never_followed() {
        let home = tempfile::tempdir().unwrap();
        let (folder, other) = (home.path().join("site"), home.path().join("other"));
        fs::write(&other, "mine").unwrap();
        write(&folder, &site(&[("index.html", "one")])).unwrap();
        fs::remove_file(folder.join("index.html")).unwrap();
        std::os::unix::fs::symlink(&other, folder.join("index.html")).unwrap();
        write(&folder, &site(&[("index.html", "two")])).unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "mine");
        assert_eq!(fs::read_to_string(folder.join("index.html")).unwrap(), "two");
    }
}
