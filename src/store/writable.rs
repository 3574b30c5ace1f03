//! A table open for writing, which knows what was written into it and has not been read back yet.

use redb::{ReadableTable as _, Table, WriteTransaction};

use super::error::StoreError;
use super::tables::{ALL, KeyValue, Rows, Walk};

/// A table open for writing.
pub(super) struct Writable<'tx> {
    table: Table<'tx, &'static [u8], &'static [u8]>,
    /// The keys that were written and have not been read back yet; none where nothing is to be read back.
    written: Option<Vec<Vec<u8>>>,
}

impl<'tx> Writable<'tx> {
    /// This table; with `recorded`, what is written into it is to be read back before the commit.
    pub(super) const fn new(table: Table<'tx, &'static [u8], &'static [u8]>, recorded: bool) -> Self {
        Self { table, written: if recorded { Some(Vec::new()) } else { None } }
    }

    /// Puts a row in.
    pub(super) fn insert(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        self.table.insert(key, value)?;
        if let Some(written) = &mut self.written {
            written.push(key.to_vec());
        }
        Ok(())
    }

    /// Takes a row out, if it is there.
    pub(super) fn remove(&mut self, key: &[u8]) -> Result<(), StoreError> {
        self.table.remove(key)?;
        Ok(())
    }

    /// Takes every row out.
    pub(super) fn clear(&mut self) -> Result<(), StoreError> {
        Ok(self.table.retain(|_, _| false)?)
    }

    /// Looks at a row where it lies, if it is there.
    pub(super) fn look(&self, key: &[u8], look: impl FnOnce(&[u8])) -> Result<(), StoreError> {
        if let Some(value) = self.table.get(key)? {
            look(value.value());
        }
        Ok(())
    }

    /// How many keys wait to be read back.
    pub(super) fn unread(&self) -> usize {
        self.written.as_ref().map_or(0, Vec::len)
    }

    /// The keys that wait to be read back, each once; none waits any more.
    pub(super) fn take_unread(&mut self) -> Vec<Vec<u8>> {
        let mut written = self.written.as_mut().map(std::mem::take).unwrap_or_default();
        written.sort_unstable();
        written.dedup();
        written
    }
}

impl Rows for Writable<'_> {
    fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.table.value(key)
    }

    fn visit(&self, from: &[u8], to: &[u8], visit: &mut Walk<'_>) -> Result<(), StoreError> {
        Rows::visit(&self.table, from, to, visit)
    }

    fn newest(&self) -> Result<Option<KeyValue>, StoreError> {
        self.table.newest()
    }
}

/// Every table, open for writing.
pub(super) fn write_tables(tx: &WriteTransaction) -> Result<Vec<Writable<'_>>, StoreError> {
    open_tables(tx, false)
}

/// The same, and what is written is to be read back before the commit (`super::read_back`).
pub(super) fn recorded_tables(tx: &WriteTransaction) -> Result<Vec<Writable<'_>>, StoreError> {
    open_tables(tx, true)
}

fn open_tables(tx: &WriteTransaction, recorded: bool) -> Result<Vec<Writable<'_>>, StoreError> {
    ALL.iter().map(|(_, definition)| Ok(Writable::new(tx.open_table(*definition)?, recorded))).collect()
}
