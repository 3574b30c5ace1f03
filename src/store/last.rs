//! The last action on a case, from its pages: what may be undone.

use xieban_domain::case::undo::LastAction;
use xieban_domain::event::Event;
use xieban_domain::number::Form;
use xieban_journal::Page;

use super::error::StoreError;
use super::query::Record;
use super::snapshot::Snapshot;
use super::tables::{T, key};

impl Snapshot<'_> {
    /// The last action on this case: the pages of one request follow each other.
    pub fn last_action(&self, record: &Record) -> Result<Option<LastAction>, StoreError> {
        let id = record.case.id();
        let Some(last) = self.page(record.touched.page)? else { return Ok(None) };
        let (by, at, request) = (last.by.clone(), last.at, last.request.clone());
        let (mut first, mut pages) = (last.page, vec![last]);
        while let Some(page) = self.page(first - 1)?.filter(|page| page.by == by && page.request == request) {
            first = page.page;
            pages.push(page);
        }
        // What the same request did after it, to something else.
        let after = self.page(record.touched.page + 1)?;
        let mut alone = after.is_none_or(|page| page.by != by || page.request != request);
        let mut events = Vec::with_capacity(pages.len());
        for page in pages.into_iter().rev() {
            match page.event {
                Event::Case { id: of, event } if of == id => events.push(event),
                Event::Case { .. }
                | Event::Office(_)
                | Event::Complaint { .. }
                | Event::Conduct(_)
                | Event::Personnel(_)
                | Event::Desk(_)
                | Event::Access(_) => alone = false,
            }
        }
        // Another case that has joined the slip stands on it.
        for slip in events
            .iter()
            .filter_map(|event| event.trace().number)
            .filter(|number| number.form == Form::Guidance)
        {
            alone = alone && self.on_slip(slip)?.iter().all(|case| case.id() == id);
        }
        let before = self.case_at(id, first - 1)?.map(Box::new);
        Ok(Some(LastAction { by, at, events, alone, before }))
    }

    fn page(&self, number: u64) -> Result<Option<Page>, StoreError> {
        let Some(bytes) = self.row(T::Journal, &key::page(number))? else { return Ok(None) };
        self.read_page(number, &bytes).map(Some)
    }
}
