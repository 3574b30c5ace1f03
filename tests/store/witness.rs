//! The witness outside the file sees what no check inside it can: that the store is one commit short, or another one.

use std::fs;
use std::path::Path;

use serde_json::json;
use xieban_office::{ActError, Discord, Office, StoreError};

use xieban_support::{register, say};

use crate::opening::store;

/// Registers one more visitor.
fn one_more(office: &Office, request: &str) -> Result<u64, ActError> {
    let session = office.practise("S01", "1号台").unwrap();
    office.act(&session, request, &say(&register("ZX01", &json!([])))).map(|done| done.last)
}

fn accepted(office: &Office, by: &str) -> Result<u64, ActError> {
    let session = office.practise(by, "1号台").unwrap();
    let accept = say(&json!({ "do": "accept_store", "reason": "硬盘更换，按昨晚的备份" }));
    office.act(&session, "accept", &accept).map(|done| done.last)
}

/// A store that has one action less than its witness saw. Gives the last page that is gone.
fn cut_back(path: &Path) -> u64 {
    let before = path.with_extension("before");
    fs::copy(path, &before).unwrap();
    let office = Office::open(path).unwrap();
    let last = one_more(&office, "lost").unwrap();
    drop(office);
    fs::rename(&before, path).unwrap();
    last
}

#[test]
fn a_store_that_is_short_is_read_and_not_written_until_an_administrator_accepts_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let witnessed = cut_back(&path);
    let office = Office::open(&path).unwrap();
    let found = office.last_page().unwrap();
    let short = Discord::Short { witnessed, found };
    assert_eq!(office.health().discord, Some(short), "seen at the opening");
    assert!(office.header().is_ok(), "it can be read");
    let refused = one_more(&office, "more").unwrap_err();
    assert!(
        matches!(refused, ActError::Store(StoreError::Discord(discord)) if discord == short),
        "{refused:?}"
    );
    assert_eq!(office.last_page().unwrap(), found, "and nothing was written");
    let audit = office.audit().unwrap();
    assert!(audit.finding.unwrap().to_string().contains(&format!("见证到过第{witnessed}页")));

    assert!(matches!(accepted(&office, "S01"), Err(ActError::Refused(_))), "an officer may not");
    assert_eq!(office.health().discord, Some(short));
    let page = accepted(&office, "A01").unwrap();
    assert_eq!(page, found + 1);
    assert_eq!(office.health().discord, None);
    assert_eq!(one_more(&office, "more").unwrap(), page + 1);
    let audit = office.audit().unwrap();
    assert_eq!((audit.finding, audit.witnessed), (None, Some(page + 1)));
}

#[test]
fn another_stores_witness_says_nothing_of_this_one() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [ahead, behind] = folders.each_ref().map(|folder| store(folder.path()));
    one_more(&Office::open(&ahead).unwrap(), "ahead").unwrap();
    let witness =
        |path: &Path| fs::read_dir(path.with_extension("witness")).unwrap().next().unwrap().unwrap().path();
    fs::copy(witness(&ahead), witness(&behind)).unwrap();
    let office = Office::open(&behind).unwrap();
    assert_eq!(office.health().discord, None);
    one_more(&office, "behind").unwrap();
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn another_history_of_the_same_store_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let witnessed = cut_back(&path);
    // Somebody who writes without the witness fills the gap with pages of his own.
    let aside = path.with_extension("aside");
    fs::rename(path.with_extension("witness"), &aside).unwrap();
    let office = Office::open(&path).unwrap();
    assert_eq!(one_more(&office, "forged").unwrap(), witnessed);
    assert_eq!(office.audit().unwrap().finding, None, "without its witness nothing shows");
    drop(office);
    fs::remove_dir_all(path.with_extension("witness")).unwrap();
    fs::rename(&aside, path.with_extension("witness")).unwrap();
    let office = Office::open(&path).unwrap();
    assert_eq!(office.health().discord, Some(Discord::Other(witnessed)));
    assert!(matches!(one_more(&office, "more"), Err(ActError::Store(StoreError::Discord(_)))));
}

#[test]
fn a_witness_that_cannot_be_written_holds_nobody_up_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let witnesses = path.with_extension("witness");
    fs::remove_dir_all(&witnesses).unwrap();
    fs::write(&witnesses, "a file stands where the folder should").unwrap();
    let office = Office::open(&path).unwrap();
    one_more(&office, "unwitnessed").unwrap();
    assert!(office.health().unwitnessed);
    fs::remove_file(&witnesses).unwrap();
    one_more(&office, "witnessed").unwrap();
    assert!(!office.health().unwitnessed);
}
