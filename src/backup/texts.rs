//! The private texts of a backup that says it has them: each after the page that sealed it, each fitting what it is a text of, and none
//! missing but those that were erased and those that its store never had.

use std::collections::{BTreeMap, BTreeSet};

use xieban_domain::event::Event;
use xieban_domain::number::CaseId;
use xieban_domain::sealed::Seal;
use xieban_journal::{self as journal, Page, SealedRow};

use super::BackupError;
use super::read::damaged;

/// What is known of the texts so far.
#[derive(Default)]
pub(super) struct Texts {
    /// The cases that a page says were erased.
    pub(super) erased: BTreeSet<CaseId>,
    /// The page whose texts come now, and those that have come.
    open: Option<(u64, Event)>,
    rows: BTreeMap<Seal, Vec<u8>>,
    /// Pages of which a text is missing: the last of each case, and the last that is none's.
    of_cases: BTreeMap<CaseId, u64>,
    of_none: Option<u64>,
}

impl Texts {
    /// A page has come; its texts follow.
    pub(super) fn begin(&mut self, page: Page) {
        self.open = Some((page.page, page.event));
    }

    /// A text has come; `false` if the page before it did not seal it.
    pub(super) fn take(&mut self, row: &SealedRow) -> bool {
        let Some((_, event)) = &mut self.open else { return false };
        let mut sealed = false;
        journal::open(event, &mut |seal| {
            sealed = sealed || seal == row.seal;
            None
        });
        sealed && self.rows.insert(row.seal, row.bytes.clone()).is_none()
    }

    /// All texts of a page have come.
    pub(super) fn settle(&mut self, private: bool) -> Result<(), BackupError> {
        let rows = std::mem::take(&mut self.rows);
        let Some((number, mut event)) = self.open.take().filter(|_| private) else { return Ok(()) };
        let mut missing = false;
        journal::open(&mut event, &mut |seal| {
            missing = missing || !rows.contains_key(&seal);
            rows.get(&seal).cloned()
        });
        if !journal::all_read(&mut event, &mut |seal| rows.contains_key(&seal)) {
            return Err(damaged(&format!("第{number}页的封存文本看不懂")));
        }
        match event.texts_of().filter(|_| missing) {
            Some(case) => drop(self.of_cases.insert(case, number)),
            None => self.of_none = missing.then_some(number).or(self.of_none),
        }
        Ok(())
    }

    /// A page behind `blank` of which a text is missing that nobody erased.
    pub(super) fn missing(&self, blank: u64) -> Option<u64> {
        let kept =
            self.of_cases.iter().filter(|(case, _)| !self.erased.contains(case)).map(|(_, page)| *page);
        kept.chain(self.of_none).find(|page| *page > blank)
    }
}
