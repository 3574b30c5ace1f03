//! Where a store truly lies. A store has one place: links are followed, once, before anything is made of its path, so that its
//! witness, its drafts and whatever takes its place lie where it lies; and its file has one name.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::open::folder_of;

/// Links that are followed one after the other; as many as the system follows.
const LINKS: usize = 40;

/// The path of a store without any link in it, also where nothing stands there yet.
pub fn place_of(path: &Path) -> PathBuf {
    let mut at = path.to_owned();
    for _ in 0..LINKS {
        let Ok(to) = fs::read_link(&at) else { break };
        at = folder_of(&at).join(to);
    }
    match (fs::canonicalize(folder_of(&at)), at.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        (Ok(_) | Err(_), _) => at,
    }
}

/// Refuses a file that has other names: whoever writes the file anew under one of them leaves the old one under the others.
///
/// While a store is put in place its file has two names for a moment, and one that is killed then leaves the second behind. Those
/// names are known, and no others.
pub(super) fn one_name(path: &Path, file: &Metadata) -> Result<(), StoreError> {
    if file.nlink() <= 1 {
        return Ok(());
    }
    let ours = fs::read_dir(folder_of(path)).into_iter().flatten().flatten().filter(|entry| {
        is_passing(path, &entry.file_name().to_string_lossy())
            && entry.metadata().is_ok_and(|other| (other.dev(), other.ino()) == (file.dev(), file.ino()))
    });
    let passing = u64::try_from(ours.count()).unwrap_or(0);
    match file.nlink() <= 1 + passing {
        true => Ok(()),
        false => Err(StoreError::Linked(path.to_owned())),
    }
}

/// The names that a store has kept from its making: `.NAME.` and the number of the process that made it and was killed.
pub(super) fn second_names(path: &Path) -> Vec<PathBuf> {
    let Ok(file) = fs::metadata(path) else { return Vec::new() };
    let mark = format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy());
    let made = |name: &str| {
        name.strip_prefix(&mark).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let same = |entry: &fs::DirEntry| {
        made(&entry.file_name().to_string_lossy())
            && entry.metadata().is_ok_and(|other| (other.dev(), other.ino()) == (file.dev(), file.ino()))
    };
    let entries = fs::read_dir(folder_of(path)).into_iter().flatten().flatten();
    entries.filter(same).map(|entry| entry.path()).collect()
}

/// A name that a store has only while it is made or replaced: `.NAME.…`, `NAME.before-restore-…`.
fn is_passing(path: &Path, name: &str) -> bool {
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    // What is made beside `.NAME.new` has a dot more.
    let made = name.trim_start_matches('.').strip_prefix(own.trim_start_matches('.'));
    let made = made.is_some_and(|rest| name.starts_with('.') && rest.starts_with('.'));
    made || name.strip_prefix(&*own).is_some_and(|rest| rest.starts_with(".before-restore-"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_are_followed_to_the_end_also_where_nothing_stands() {
        let folder = tempfile::tempdir().unwrap();
        let home = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir(home.join("库")).unwrap();
        let real = home.join("库/台账.redb");
        symlink("库/台账.redb", home.join("一")).unwrap();
        symlink(home.join("一"), home.join("二")).unwrap();
        symlink("库", home.join("别处")).unwrap();
        for stands in [false, true] {
            if stands {
                fs::write(&real, "").unwrap();
            }
            for path in ["一", "二", "库/台账.redb", "别处/台账.redb", "库/../二"] {
                assert_eq!(place_of(&home.join(path)), real, "{path} {stands}");
            }
        }
        // A circle is left as it is: opening it says what is wrong.
        symlink("丁", home.join("丙")).unwrap();
        symlink("丙", home.join("丁")).unwrap();
        assert!(fs::metadata(place_of(&home.join("丙"))).is_err());
    }

    #[test]
    fn a_second_name_is_refused_unless_it_is_one_of_the_makers() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let file = at("台账.redb");
        fs::write(&file, "").unwrap();
        let judged = || one_name(&file, &fs::metadata(&file).unwrap());
        assert!(judged().is_ok());
        for (name, passes) in [
            ("另存.redb", false),
            ("台账.redb.bak", false),
            (".台账.redb.4711", true),
            ("..台账.redb.new.4711", true),
            (".台账.redb.new", true),
            ("台账.redb.before-restore-20261130T1041", true),
        ] {
            fs::hard_link(&file, at(name)).unwrap();
            assert_eq!(judged().is_ok(), passes, "{name}");
            fs::hard_link(&file, at("第三")).unwrap();
            assert!(matches!(judged(), Err(StoreError::Linked(_))), "{name} and another");
            fs::remove_file(at("第三")).unwrap();
            fs::remove_file(at(name)).unwrap();
        }
    }
}
