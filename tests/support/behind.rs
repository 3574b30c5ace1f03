//! A store's file opened behind its back, as somebody would who has the file and its library.

use std::path::Path;

use redb::{Builder, ConcurrencyMode, TableDefinition};

/// A table of the store, as its own library sees it.
pub const fn table(name: &'static str) -> TableDefinition<'static, &'static [u8], &'static [u8]> {
    TableDefinition::new(name)
}

/// The store's file.
pub fn behind(path: &Path) -> redb::Database {
    Builder::new().set_concurrency_mode(ConcurrencyMode::MultiWriter).open(path).unwrap()
}
