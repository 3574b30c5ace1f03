//! Pages → derived tables. A function of the journal and the sealed texts alone: rebuilding gives the same rows.

mod cases;
pub(super) mod office;

use super::error::StoreError;
use super::snapshot::Snapshot;
use super::tables::{DERIVED, T, Writable, key};
use crate::domain::calendar::Calendar;
use crate::domain::event::Event;
use crate::journal::Page;

/// Changes whenever a rebuild would give other rows.
const VERSION: u32 = 2;

/// What derived tables are built with: our version and the calendar's, because some horizons are counted.
pub(super) fn version(calendar: &Calendar) -> String {
    format!("{VERSION}/{}", calendar.version())
}

/// Takes one page into the derived tables.
pub(super) fn page(tables: &mut [Writable<'_>], page: &Page, calendar: &Calendar) -> Result<(), StoreError> {
    match &page.event {
        Event::Case { id, event } => cases::project(tables, page, *id, event, calendar),
        Event::Office(event) => office::project(tables, event),
        Event::Desk(event) => office::count(tables, event),
        Event::Access(_) => Ok(()),
    }
}

/// Empties the derived tables and takes in every page.
pub(super) fn rebuild(tables: &mut [Writable<'_>], calendar: &Calendar) -> Result<(), StoreError> {
    for table in DERIVED {
        tables[table as usize].retain(|_, _| false)?;
    }
    let last = Snapshot::of(tables).last_page()?;
    for number in 1..=last {
        let snapshot = Snapshot::of(tables);
        let bytes = snapshot.row(T::Journal, &key::page(number))?;
        let bytes = bytes.ok_or_else(|| StoreError::Damaged(format!("缺第{number}页")))?;
        let read =
            Page::read(&bytes).map_err(|damage| StoreError::Damaged(format!("第{number}页：{damage}")));
        let mut read = read?;
        snapshot.unseal(&mut read.event)?;
        page(tables, &read, calendar)?;
    }
    tables[T::Meta as usize].insert(&b"derived"[..], version(calendar).as_bytes())?;
    Ok(())
}
