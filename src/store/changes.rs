//! What was changed of the office itself: its values and its people, page by page, the newest first.

use serde::{Deserialize, Serialize};
use xieban_domain::event::OfficeEvent;
use xieban_domain::moment::Moment;
use xieban_domain::staff::StaffCode;
use xieban_journal::Page;

use super::error::StoreError;
use super::snapshot::{Snapshot, from_json, to_json};
use super::tables::{T, Writable, key};

/// A page that changed the office's values or its people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub page: u64,
    pub at: Moment,
    pub by: StaffCode,
    pub what: OfficeEvent,
}

impl Snapshot<'_> {
    /// The newest changes of values and people, at most so many.
    pub fn changes(&self, most: usize) -> Result<Vec<Change>, StoreError> {
        let mut rows = Vec::new();
        self.visit_prefix(T::Office, key::CHANGED, &mut |_, row| {
            rows.push(from_json(row));
            rows.len() < most
        })?;
        rows.into_iter().collect()
    }
}

/// Takes note of a change.
pub(super) fn note(tables: &mut [Writable<'_>], event: &OfficeEvent, page: &Page) -> Result<(), StoreError> {
    let change = Change { page: page.page, at: page.at, by: page.by.clone(), what: event.clone() };
    tables[T::Office as usize].insert(&key::changed(page.page)[..], &to_json(&change)?[..])?;
    Ok(())
}
