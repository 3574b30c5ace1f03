//! A page out of the journal, and why it cannot be read: it was changed, or a newer program wrote it.

use xieban_journal::{Damage, Hash, Page};

use super::error::StoreError;
use super::snapshot::Snapshot;
use super::tables::{T, key};

impl Snapshot<'_> {
    /// The hash of a page as others know it: its follower, or for the last one the store's note of its head.
    pub(super) fn known_hash(&self, number: u64) -> Result<Option<Hash>, StoreError> {
        match self.row(T::Journal, &key::page(number + 1))? {
            Some(bytes) => Ok(Page::place(&bytes).map(|(_, prev)| prev)),
            None => Ok(self.head()?.filter(|(last, _)| *last == number).map(|(_, hash)| hash)),
        }
    }

    /// What these bytes, which stand under this number, say.
    pub(super) fn read_page(&self, number: u64, bytes: &[u8]) -> Result<Page, StoreError> {
        match Page::read(bytes) {
            Ok(page) => Ok(page),
            Err(damage) => Err(self.unread(number, Page::hash(bytes), &damage)?),
        }
    }

    /// Why the page of this hash, which stands under this number, cannot be read. One that is as it was written and says what this
    /// program does not know is a newer program's.
    pub(super) fn unread(&self, number: u64, hash: Hash, damage: &Damage) -> Result<StoreError, StoreError> {
        Ok(match *damage == Damage::Unknown && self.known_hash(number)? == Some(hash) {
            true => StoreError::NewerPage(number),
            false => StoreError::Damaged(format!("第{number}页{damage}")),
        })
    }
}
