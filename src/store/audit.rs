//! Is the store what it says? The chain page by page, the sealed texts against their seals, the derived tables against a rebuild.
//!
//! The chain is walked in slices, each its own short read; the answer says up to which page it is true.

use super::error::StoreError;
use super::open::{Store, write_tables};
use super::project;
use super::snapshot::Snapshot;
use super::tables::{DERIVED, Rows as _, T, key};
use crate::domain::calendar::Calendar;
use crate::domain::sealed::Seal;
use crate::journal::{self, Hash, Page, Row};

/// Pages of one slice.
const SLICE: usize = 2000;

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// The last page it looked at.
    pub pages: u64,
    /// The hash of that page: what stands under the day log.
    pub head: Hash,
    /// The first thing that is wrong, if anything is.
    pub finding: Option<Finding>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// A page is missing.
    #[error("缺第{0}页")]
    Missing(u64),
    /// A page was changed, or does not belong there.
    #[error("第{page}页有问题：{what}")]
    Page {
        /// Which.
        page: u64,
        /// What.
        what: String,
    },
    /// A private text is not what its seal says.
    #[error("第{0}页的封存文本与封存码不符")]
    Sealed(u64),
    /// A derived table is not what the journal makes of it.
    #[error("派生表“{0}”与台账不符，可以重建")]
    Derived(String),
}

/// Walks the chain with `slice`, which reads in one short transaction.
pub(crate) fn chain(
    mut slice: impl FnMut(&mut dyn FnMut(&Snapshot<'_>) -> Result<bool, StoreError>) -> Result<bool, StoreError>,
) -> Result<Audit, StoreError> {
    let mut audit = Audit { pages: 0, head: Seal([0; 32]), finding: None };
    while slice(&mut |snapshot| walk(snapshot, &mut audit))? {}
    Ok(audit)
}

/// One slice of the chain; `true` if there is more.
fn walk(snapshot: &Snapshot<'_>, audit: &mut Audit) -> Result<bool, StoreError> {
    let (mut seen, mut sealed) = (0, Vec::new());
    snapshot.pages(audit.pages + 1, &mut |number, bytes| {
        seen += 1;
        let expected = audit.pages + 1;
        if number != expected {
            audit.finding = Some(Finding::Missing(expected));
            return false;
        }
        match Page::verified(bytes, number, audit.head) {
            Ok(page) => sealed.push((number, page.event)),
            Err(what) => {
                // A page whose forerunner was changed is itself whole: name the one that was changed.
                let changed = matches!(what, journal::Damage::WrongHash) && number > 1;
                let page = if changed { number - 1 } else { number };
                audit.finding = Some(Finding::Page { page, what: what.to_string() });
                return false;
            }
        }
        (audit.pages, audit.head) = (number, Page::hash(bytes));
        seen < SLICE
    })?;
    for (number, mut event) in sealed {
        let mut wrong = false;
        journal::open(&mut event, &mut |seal| {
            let bytes = snapshot.row(T::Sealed, &seal.0).ok().flatten()?;
            wrong |= !journal::proves(&Row { seal, bytes: bytes.clone() });
            Some(bytes)
        });
        if wrong && audit.finding.is_none() {
            audit.finding = Some(Finding::Sealed(number));
        }
    }
    Ok(audit.finding.is_none() && seen == SLICE)
}

impl Snapshot<'_> {
    /// The whole chain, the sealed texts and the derived tables, in this one view.
    pub fn audit(&self, calendar: &'static Calendar) -> Result<Audit, StoreError> {
        let mut audit = chain(|walk| walk(self))?;
        if audit.finding.is_none() {
            audit.finding = self.compare(calendar)?;
        }
        Ok(audit)
    }

    /// Rebuilds the derived tables beside the store, in memory, and compares them row by row.
    fn compare(&self, calendar: &'static Calendar) -> Result<Option<Finding>, StoreError> {
        let twin = Store::in_memory(calendar)?;
        let tx = twin.begin()?;
        let mut tables = write_tables(&tx)?;
        for table in [T::Journal, T::Sealed] {
            let mut failed = Ok(());
            self.visit_prefix(table, &[], &mut |at, value| {
                failed = tables[table as usize].insert(at, value).map(|_| ());
                failed.is_ok()
            })?;
            failed?;
        }
        project::rebuild(&mut tables, calendar)?;
        for table in DERIVED {
            let mut ours = Vec::new();
            self.visit_prefix(table, &[], &mut |at, value| {
                ours.push((at.to_vec(), value.to_vec()));
                true
            })?;
            let (mut at, mut same) = (0, true);
            tables[table as usize].visit(&[], &key::after(&[]), &mut |key, value| {
                same = ours.get(at).is_some_and(|(k, v)| k == key && v == value);
                at += 1;
                same
            })?;
            if !same || at != ours.len() {
                return Ok(Some(Finding::Derived(format!("{table:?}"))));
            }
        }
        Ok(None)
    }
}
