//! A store has one place and its file one name, whatever links lead to it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::json;
use xieban_office::{BackupError, FoundingError, FoundingSite, Lookout, Office, OpenError, StoreError};
use xieban_office::{compact, restore};

use xieban_support::{register, say};

use crate::opening::store;

/// What lies in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A store in one folder, and a link to it in another.
fn linked() -> (tempfile::TempDir, std::path::PathBuf, std::path::PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let (there, here) = (home.path().join("there"), home.path().join("here"));
    fs::create_dir(&there).unwrap();
    fs::create_dir(&here).unwrap();
    let real = store(&there);
    let link = here.join("link.xb");
    symlink(&real, &link).unwrap();
    (home, real, link)
}

#[test]
fn what_lies_beside_a_linked_store_lies_beside_its_file() {
    let (_home, real, link) = linked();
    let office = Office::open(&link).unwrap();
    assert_eq!(office.path(), Some(fs::canonicalize(&real).unwrap().as_path()));
    let officer = office.practise("S01", "1号台").unwrap();
    let page = office.act(&officer, "linked", &say(&register("ZX01", &json!([])))).unwrap().last;
    drop(office);
    assert_eq!(Lookout::open(&link).unwrap().audit().unwrap().witnessed, Some(page), "one witness");
    assert_eq!(names(link.parent().unwrap()), ["link.xb"], "nothing is made where only a link is");
}

#[test]
fn a_store_is_erased_and_restored_where_it_lies_and_a_link_to_it_stays_one() {
    let (home, real, link) = linked();
    let file = home.path().join("a.bak");
    Lookout::open(&link).unwrap().backup(&file, &[]).unwrap();
    let inode = |path: &Path| {
        use std::os::unix::fs::MetadataExt as _;
        fs::metadata(path).unwrap().ino()
    };
    let before = inode(&real);
    compact(&link).unwrap();
    let compacted = inode(&real);
    assert_ne!(before, compacted, "the file itself was written anew");
    let restored = restore(&file, None, &link).unwrap();
    assert_ne!(inode(&real), compacted);
    let kept = restored.before.unwrap();
    assert_eq!((kept.parent(), inode(&kept)), (fs::canonicalize(&real).unwrap().parent(), compacted));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink() && inode(&link) == inode(&real), "one ledger");
    assert_eq!(names(link.parent().unwrap()), ["link.xb"]);
    // A link whose end is gone: the store is made where it leads, and nowhere else.
    fs::remove_file(&real).unwrap();
    restore(&file, None, &link).unwrap();
    assert!(fs::symlink_metadata(&real).unwrap().is_file());
    fs::remove_file(&real).unwrap();
    let ground = FoundingSite::claim(&link, &real.with_extension("witness"));
    assert!(matches!(&ground, Err(FoundingError::Lost(path)) if path.ends_with("there/office.xb")));
    assert_eq!(names(link.parent().unwrap()), ["link.xb"]);
}

#[test]
fn a_store_whose_file_has_a_second_name_is_refused_by_everybody() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let file = folder.path().join("a.bak");
    Lookout::open(&path).unwrap().backup(&file, &[]).unwrap();
    let second = folder.path().join("second.xb");
    fs::hard_link(&path, &second).unwrap();
    for name in [&path, &second] {
        assert!(matches!(Office::open(name), Err(OpenError::Store(StoreError::Linked(_)))));
        assert!(matches!(Lookout::open(name), Err(OpenError::Store(StoreError::Linked(_)))));
        assert!(matches!(compact(name), Err(BackupError::Store(StoreError::Linked(_)))));
        assert!(matches!(restore(&file, None, name), Err(BackupError::Store(StoreError::Linked(_)))));
    }
    fs::remove_file(second).unwrap();
    assert!(Office::open(&path).is_ok());
}

#[test]
fn a_name_left_by_whoever_was_killed_while_making_a_store_hinders_nobody_and_goes() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let left = folder.path().join(".office.xb.4711");
    fs::hard_link(&path, &left).unwrap();
    drop(Office::open(&path).unwrap());
    compact(&path).unwrap();
    assert!(!left.exists(), "what is written anew has no old file beside it");
    Office::open(&path).unwrap();
}
