//! A store's file opened behind its back, as somebody would who has the file and its library.

use std::path::Path;

use redb::{Builder, ConcurrencyMode, ReadableTable as _, TableDefinition};
use serde_json::json;
use xieban_journal::Page;

/// A table of the store, as its own library sees it.
pub const fn table(name: &'static str) -> TableDefinition<'static, &'static [u8], &'static [u8]> {
    TableDefinition::new(name)
}

/// Takes from a store that it was ever witnessed, as somebody would who has its library; or makes its copies stores of their own,
/// which have no witness yet.
pub fn never_witnessed(path: &Path) {
    let file = behind(path);
    let tx = file.begin_write().unwrap();
    tx.open_table(table("meta")).unwrap().remove(&b"witnessed"[..]).unwrap();
    tx.commit().unwrap();
}

/// The store's file.
pub fn behind(path: &Path) -> redb::Database {
    Builder::new().set_concurrency_mode(ConcurrencyMode::MultiWriter).open(path).unwrap()
}

/// Writes a page behind the last one as a program to come may; gives its number.
pub fn newer_page(path: &Path) -> u64 {
    let file = behind(path);
    let tx = file.begin_write().unwrap();
    let number;
    {
        let mut journal = tx.open_table(table("journal")).unwrap();
        let (mut page, before) = {
            let (_, bytes) = journal.last().unwrap().unwrap();
            let page: serde_json::Value = serde_json::from_slice(bytes.value()).unwrap();
            (page, Page::hash(bytes.value()))
        };
        number = page["page"].as_u64().unwrap() + 1;
        page["page"] = json!(number);
        page["prev"] = json!(before.to_string());
        page["event"] = json!({ "office": { "what": "moved_to_the_moon", "crater": 7 } });
        let bytes = page.to_string().into_bytes();
        journal.insert(&number.to_be_bytes()[..], &bytes[..]).unwrap();
        let head = [&number.to_be_bytes()[..], &Page::hash(&bytes).0].concat();
        tx.open_table(table("meta")).unwrap().insert(&b"head"[..], &head[..]).unwrap();
    }
    tx.commit().unwrap();
    number
}
