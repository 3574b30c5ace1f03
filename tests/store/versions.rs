//! Programs of several versions on one store: the newer brings it up to date once, the older steps aside.

use std::path::Path;

use redb::{ReadableDatabase as _, ReadableTable as _};
use serde_json::json;
use xieban_office::{ActError, Lookout, Office, OpenError, StoreError};

use xieban_support::behind::{behind, table};
use xieban_support::{register, say};

use crate::opening::store;

/// Says of a store that its derived tables were built by this version, and takes a row from one of them.
pub(crate) fn built_by(path: &Path, version: &str) {
    let file = behind(path);
    let tx = file.begin_write().unwrap();
    tx.open_table(table("meta")).unwrap().insert(&b"derived"[..], version.as_bytes()).unwrap();
    tx.open_table(table("open_all")).unwrap().pop_first().unwrap().unwrap();
    tx.commit().unwrap();
}

fn rows(path: &Path) -> usize {
    let file = behind(path);
    let tx = file.begin_read().unwrap();
    tx.open_table(table("open_all")).unwrap().iter().unwrap().count()
}

#[test]
fn what_an_older_program_built_is_built_again_at_the_first_opening() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let whole = rows(&path);
    for reading in [true, false] {
        built_by(&path, "1/国办");
        assert_eq!(rows(&path), whole - 1);
        match reading {
            true => drop(Lookout::open(&path).unwrap()),
            false => drop(Office::open(&path).unwrap()),
        }
        assert_eq!(rows(&path), whole);
        assert_eq!(Lookout::open(&path).unwrap().audit().unwrap().finding, None);
    }
}

#[test]
fn what_a_newer_program_built_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let office = Office::open(&path).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    built_by(&path, "4000000000/国办");
    let left = rows(&path);
    let newer = |error: &StoreError| matches!(error, StoreError::Newer { found: 4_000_000_000, .. });
    assert!(matches!(Office::open(&path).map(drop), Err(OpenError::Store(error)) if newer(&error)));
    assert!(matches!(Lookout::open(&path).map(drop), Err(OpenError::Store(error)) if newer(&error)));
    let act = office.act(&session, "late", &say(&register("ZX01", &json!([]))));
    assert!(matches!(&act, Err(ActError::Store(error)) if newer(error)), "{act:?}");
    assert_eq!(rows(&path), left, "and nothing of it is built again");
}

#[test]
fn who_opens_while_another_builds_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    built_by(&path, "1/国办");
    let builder = behind(&path);
    let building = builder.begin_write().unwrap();
    assert!(matches!(Office::open(&path).map(drop), Err(OpenError::Store(StoreError::Upgrading(0)))));
    building.abort().unwrap();
    drop(builder);
    Office::open(&path).unwrap();
}
