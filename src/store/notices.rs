//! 放假安排 on the office's pages. Which pages they are stands in no derived table: what is derived is counted with them.

use std::path::Path;

use redb::ReadableDatabase as _;
use xieban_domain::event::{Event, OfficeEvent};
use xieban_journal::Page;

use super::backing::Backing;
use super::error::StoreError;
use super::open::{examine, ours};
use super::panic_guard::guarded;
use super::snapshot::{OpenTables, Snapshot};
use super::tables::{T, Writable, key};

/// Notes that a page has a notice.
pub(super) fn note(tables: &mut [Writable<'_>], page: &Page) -> Result<(), StoreError> {
    tables[T::Meta as usize].insert(&key::notice(page.page)[..], &key::page(page.page)[..])?;
    Ok(())
}

impl Snapshot<'_> {
    /// The notices on the office's pages, oldest first, each by its page.
    pub fn notices(&self) -> Result<Vec<(String, String)>, StoreError> {
        let mut pages = Vec::new();
        self.visit_prefix(T::Meta, key::NOTICE, &mut |_, page| {
            pages.push(key::number(page));
            true
        })?;
        let mut notices = Vec::new();
        for number in pages {
            let bytes = self.row(T::Journal, &key::page(number))?;
            let page = bytes.and_then(|bytes| Page::read(&bytes).ok());
            if let Some(Event::Office(OfficeEvent::NoticeEntered { text })) = page.map(|page| page.event) {
                notices.push((format!("第{number}页"), text));
            }
        }
        Ok(notices)
    }
}

/// The notices of a store: asked before it is opened, because it is opened with the calendar that they make. None of a store that is not
/// there; of one that cannot be read its opening says why.
pub fn notices(path: &Path) -> Vec<(String, String)> {
    let look = || {
        examine(path, false)?;
        let database = Backing::file(path).read()?;
        let tx = database.begin_read()?;
        ours(path, &tx)?;
        OpenTables::read(&tx)?.snapshot().notices()
    };
    guarded(look).unwrap_or_default()
}
