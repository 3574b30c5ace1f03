//! 意见本: a row a page, with seals where it holds words.

use xieban_domain::opinion::{Opinion, OpinionEvent, OpinionPage, Volumes};
use xieban_journal::Page;

use super::error::StoreError;
use super::snapshot::{Snapshot, from_json, to_json};
use super::tables::{T, Writable, key};

impl Snapshot<'_> {
    /// A page of the book with its private texts.
    pub fn opinion(&self, place: OpinionPage) -> Result<Option<Opinion>, StoreError> {
        let Some(mut page) = self.json::<Opinion>(T::Office, &key::opinion(place))? else { return Ok(None) };
        self.unseal(&mut page)?;
        Ok(Some(page))
    }

    /// The pages of a volume, or of all, newest first, with their private texts.
    pub fn opinions(&self, volume: Option<u16>) -> Result<Vec<Opinion>, StoreError> {
        let prefix = volume.map_or_else(|| key::OPINIONS.to_vec(), key::volume);
        let mut rows = Vec::new();
        self.visit_prefix(T::Office, &prefix, &mut |_, row| {
            rows.push(from_json::<Opinion>(row));
            true
        })?;
        let mut pages = rows.into_iter().rev().collect::<Result<Vec<_>, _>>()?;
        for page in &mut pages {
            self.unseal(page)?;
        }
        Ok(pages)
    }

    /// What is known of the volumes, beside a page that is named.
    pub fn shelf(&self, place: OpinionPage) -> Result<Volumes, StoreError> {
        let (mut volumes, mut pages) = (0, 0);
        self.visit_prefix(T::Office, key::OPINIONS, &mut |at, _| {
            if let Some(found) = key::read_opinion(at) {
                volumes = volumes.max(found.volume);
                if found.volume == place.volume {
                    pages = pages.max(found.page);
                }
            }
            true
        })?;
        Ok(Volumes { volumes, pages, page: self.opinion(place)? })
    }
}

/// Takes what happened to a page of the book into its row.
pub(super) fn project(
    tables: &mut [Writable<'_>],
    place: OpinionPage,
    event: &OpinionEvent,
    page: &Page,
) -> Result<(), StoreError> {
    let at = key::opinion(place);
    let before = Snapshot::of(tables).json(T::Office, &at)?;
    if let Some(row) = Opinion::after(before, place, event, (&page.by, page.at)) {
        tables[T::Office as usize].insert(&at[..], &to_json(&row)?[..])?;
    }
    Ok(())
}
