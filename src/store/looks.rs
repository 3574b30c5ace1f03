//! Who looked at an identity: by whose it is, for who may still see it, and all of them in order, for whoever leads.

use serde::{Deserialize, Serialize};
use xieban_domain::event::{AccessEvent, Event};
use xieban_domain::moment::Moment;
use xieban_domain::reveal::{Extent, LookEntry, Purpose, Revealed, Whose};
use xieban_domain::staff::StaffCode;
use xieban_journal::Page;

use super::error::StoreError;
use super::snapshot::{Snapshot, from_json, to_json};
use super::tables::{T, Writable, key};

/// A look, as far as it decides what is shown.
#[derive(Serialize, Deserialize)]
pub(super) struct LookRow {
    by: StaffCode,
    at: Moment,
    purpose: Purpose,
}

pub(super) fn note(tables: &mut [Writable<'_>], what: &Revealed, page: &Page) -> Result<(), StoreError> {
    let row = to_json(&LookRow { by: page.by.clone(), at: page.at, purpose: what.purpose })?;
    tables[T::Office as usize].insert(&key::look_at(what.of, page.page)[..], &row[..])?;
    tables[T::Office as usize].insert(&key::look(page.page)[..], &[][..])?;
    Ok(())
}

impl Snapshot<'_> {
    /// As much as somebody's own looks since a moment let him see of this one.
    pub fn looked_since(&self, who: &StaffCode, of: Whose, since: Moment) -> Result<Extent, StoreError> {
        let (mut extent, mut failed) = (Extent::Masked, None);
        self.visit_prefix(T::Office, &key::looks_at(of), &mut |_, row| match from_json::<LookRow>(row) {
            Ok(row) => {
                if row.by == *who && row.at >= since {
                    extent = extent.max(row.purpose.extent());
                }
                extent < Extent::Whole
            }
            Err(error) => {
                failed = Some(error);
                false
            }
        })?;
        failed.map_or(Ok(extent), Err)
    }

    /// Looks from this place on, the newest first, with their reasons as far as they are kept; and how many there are.
    pub fn looks(&self, offset: usize, limit: usize) -> Result<(Vec<LookEntry>, usize), StoreError> {
        let (mut pages, mut total) = (Vec::new(), 0);
        self.visit_prefix(T::Office, key::LOOKS, &mut |at, _| {
            if total >= offset && pages.len() < limit {
                pages.push(key::read_look(at));
            }
            total += 1;
            true
        })?;
        let mut looks = Vec::new();
        for entry in pages.into_iter().filter_map(|page| self.entry(page).transpose()) {
            let entry = entry?;
            if let Event::Access(AccessEvent::Revealed(what)) = entry.event {
                looks.push(LookEntry { page: entry.page, by: entry.by, at: entry.at, what });
            }
        }
        Ok((looks, total))
    }
}
