//! A store that was tampered with: the audit names the first bad page. The control: one that was not is clean.

use std::path::Path;

use redb::ReadableTable as _;
use serde_json::json;
use xieban_office::{ActError, Lookout, Office, StoreError};

use xieban_support::behind::{behind, newer_page, table};
use xieban_support::{register, say};

use crate::opening::store;

/// A store, tampered with, and what the audit says of it.
fn found(
    tamper: impl FnOnce(&mut redb::Table<'_, &'static [u8], &'static [u8]>),
    name: &'static str,
) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let file = behind(&path);
    let tx = file.begin_write().unwrap();
    tamper(&mut tx.open_table(table(name)).unwrap());
    tx.commit().unwrap();
    drop(file);
    said(&path)
}

fn said(path: &Path) -> String {
    let audit = Office::open(path).unwrap().audit().unwrap();
    assert_eq!(Lookout::open(path).unwrap().audit().unwrap(), audit, "a reader finds the same");
    audit.finding.map(|finding| finding.to_string()).unwrap_or_default()
}

fn pages() -> u64 {
    let folder = tempfile::tempdir().unwrap();
    Lookout::open(&store(folder.path())).unwrap().header().unwrap().page
}

#[test]
fn an_untouched_store_is_clean() {
    assert_eq!(found(|_| {}, "journal"), "");
}

#[test]
fn a_changed_page_is_named_wherever_it_stands_and_whatever_was_changed() {
    let last = pages();
    for page in [1, 2, last / 2, last - 1, last] {
        for (from, to) in
            [("\"at\":1", "\"at\":2"), ("\"prev\":\"", "\"prev\":\"f"), ("建库", "建房"), ("1号台", "2号台")]
        {
            let mut changed = false;
            let told = found(
                |journal| {
                    let at = page.to_be_bytes();
                    let text =
                        String::from_utf8(journal.get(&at[..]).unwrap().unwrap().value().to_vec()).unwrap();
                    changed = text.contains(from);
                    journal.insert(&at[..], text.replacen(from, to, 1).as_bytes()).unwrap();
                },
                "journal",
            );
            match changed {
                true => assert!(told.starts_with(&format!("第{page}页")), "{page} {from}: {told}"),
                false => assert_eq!(told, "", "{page} {from}"),
            }
        }
    }
}

#[test]
fn a_page_whose_forerunners_hash_was_forged_is_named_itself() {
    let told = found(
        |journal| {
            let at = 4_u64.to_be_bytes();
            let text = String::from_utf8(journal.get(&at[..]).unwrap().unwrap().value().to_vec()).unwrap();
            let (head, tail) = text.split_once("\"prev\":\"").unwrap();
            let forged =
                format!("{head}\"prev\":\"{}{}", "0".repeat(64), tail.chars().skip(64).collect::<String>());
            journal.insert(&at[..], forged.as_bytes()).unwrap();
        },
        "journal",
    );
    assert!(told.starts_with("第4页"), "{told}");
}

#[test]
fn a_removed_page_is_named_also_the_last() {
    let last = pages();
    for page in [1, 5, last - 1, last] {
        let told = found(|journal| drop(journal.remove(&page.to_be_bytes()[..]).unwrap()), "journal");
        assert_eq!(told, format!("缺第{page}页"));
    }
}

#[test]
fn a_page_that_cannot_be_read_is_named() {
    let told =
        found(|journal| drop(journal.insert(&3_u64.to_be_bytes()[..], &b"{}"[..]).unwrap()), "journal");
    assert!(told.starts_with("第3页"), "{told}");
}

#[test]
fn a_forged_private_text_and_a_forged_list_are_found() {
    let told = found(
        |sealed| {
            let (key, mut row) = {
                let (key, row) = sealed.first().unwrap().unwrap();
                (key.value().to_vec(), row.value().to_vec())
            };
            row.push(b' ');
            sealed.insert(&key[..], &row[..]).unwrap();
        },
        "sealed",
    );
    assert!(told.contains("封存文本"), "{told}");
    let told = found(|sealed| drop(sealed.pop_last().unwrap()), "sealed");
    assert!(told.contains("封存文本不见了"), "{told}");
    for derived in ["open_all", "cases", "numbers", "people"] {
        let told = found(|rows| drop(rows.pop_first().unwrap()), derived);
        assert!(told.contains("派生表"), "{derived}: {told}");
    }
}

#[test]
fn what_was_derived_is_built_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let file = behind(&path);
    let tx = file.begin_write().unwrap();
    tx.open_table(table("open_of")).unwrap().pop_first().unwrap();
    tx.commit().unwrap();
    drop(file);
    assert_ne!(said(&path), "");
    Office::open(&path).unwrap().rebuild().unwrap();
    assert_eq!(said(&path), "");
}

#[test]
fn a_request_that_was_forgotten_or_points_elsewhere_is_named() {
    let removed = found(
        |requests| {
            let newest = requests.last().unwrap().unwrap().0.value().to_vec();
            requests.remove(&newest[..]).unwrap();
        },
        "requests",
    );
    assert!(removed.ends_with("页的请求登记与台账不符"), "{removed}");
    let moved = found(
        |requests| {
            let (at, row) = {
                let (at, row) = requests.first().unwrap().unwrap();
                (at.value().to_vec(), row.value().to_vec())
            };
            let mut row: serde_json::Value = serde_json::from_slice(&row).unwrap();
            row["done"]["last"] = (row["done"]["last"].as_u64().unwrap() + 1).into();
            requests.insert(&at[..], row.to_string().as_bytes()).unwrap();
        },
        "requests",
    );
    assert!(moved.ends_with("页的请求登记与台账不符"), "{moved}");
    let invented = found(
        |requests| {
            let row = requests.first().unwrap().unwrap().1.value().to_vec();
            requests.insert(&b"S01\0never-asked"[..], &row[..]).unwrap();
        },
        "requests",
    );
    assert!(invented.ends_with("页的请求登记与台账不符"), "{invented}");
}

/// A store whose page of this number was written anew by `change`, which makes text of text.
fn changed(page: u64, change: &dyn Fn(&str) -> String) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let file = behind(&path);
    let tx = file.begin_write().unwrap();
    {
        let mut journal = tx.open_table(table("journal")).unwrap();
        let at = page.to_be_bytes();
        let text = String::from_utf8(journal.get(&at[..]).unwrap().unwrap().value().to_vec()).unwrap();
        let other = change(&text);
        assert_ne!(text, other);
        journal.insert(&at[..], other.as_bytes()).unwrap();
    }
    tx.commit().unwrap();
    drop(file);
    (folder, path)
}

#[test]
fn a_changed_byte_is_one_true_sentence_and_none_of_the_parsers_words() {
    let last = pages();
    let changes: [&dyn Fn(&str) -> String; 4] = [
        &|text| text.replacen("\"at\":1", "\"at\":2", 1),
        // A letter of the event's name, one of its stream's, and a bracket.
        &|text| text.replacen("\"what\":\"", "\"what\":\"q", 1),
        &|text| text.replacen("\"event\":{\"", "\"event\":{\"q", 1),
        &|text| text.trim_end_matches('}').to_owned(),
    ];
    for page in [1, 2, last / 2, last] {
        for (n, change) in changes.iter().enumerate() {
            let (_folder, path) = changed(page, change);
            let audit = Lookout::open(&path).unwrap().audit().unwrap();
            let told = audit.finding.as_ref().unwrap().to_string();
            assert!(told.starts_with(&format!("第{page}页")), "{page} {n}: {told}");
            assert_eq!(audit.sound(), page - 1, "{page} {n}: {told}");
            assert!(!told.chars().any(|c| c.is_ascii_alphabetic()), "{page} {n}: {told}");
            if page == last {
                let office = Office::open(&path).unwrap();
                let officer = office.practise("S01", "1号台").unwrap();
                let act = office.act(&officer, "more", &say(&register("ZX01", &json!([]))));
                let damaged =
                    matches!(&act, Err(ActError::Store(StoreError::Damaged(_) | StoreError::Discord(_))));
                assert!(damaged, "{n}: never a newer program's: {act:?}");
            }
        }
    }
}

#[test]
fn what_a_newer_program_wrote_is_no_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let page = newer_page(&path);
    let newer = |error: &StoreError| matches!(error, StoreError::NewerPage(found) if *found == page);
    let audit = Lookout::open(&path).unwrap().audit();
    assert!(audit.as_ref().is_err_and(newer), "{audit:?}");
    let office = Office::open(&path).unwrap();
    assert!(office.audit().as_ref().is_err_and(newer));
    let officer = office.practise("S01", "1号台").unwrap();
    let act = office.act(&officer, "more", &say(&register("ZX01", &json!([]))));
    assert!(matches!(&act, Err(ActError::Store(error)) if newer(error)), "{act:?}");
    assert_eq!(office.last_page().unwrap(), page, "nothing was written behind it");
}
