//! Is the store what it says? The chain page by page, the sealed texts against their seals, the derived tables against a rebuild.
//!
//! The chain is walked in slices, each its own short read; the answer says up to which page it is true.

use std::cell::RefCell;

use super::error::StoreError;
use super::keeper::{Keeper, hash_of};
use super::open::{Reader, Store, write_tables};
use super::project;
use super::snapshot::Snapshot;
use super::tables::{DERIVED, Rows as _, T, key};
use super::witness::{Discord, Witness, judge};
use crate::domain::calendar::Calendar;
use crate::domain::sealed::Seal;
use crate::journal::{self, Hash, Page, Row};

/// Pages of one slice.
const SLICE: usize = 2000;

/// Pages looked at when a desk opens.
const RECENT: u64 = 1000;

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// The last page it looked at.
    pub pages: u64,
    /// The hash of that page: what stands under the day log.
    pub head: Hash,
    /// The page that was witnessed outside the store; `None` where nothing was.
    pub witnessed: Option<u64>,
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
    /// A private text is not there.
    #[error("第{0}页的封存文本不见了")]
    Unsealed(u64),
    /// A derived table is not what the journal makes of it.
    #[error("派生表“{0}”与台账不符，可以重建")]
    Derived(String),
    /// The store is not what was witnessed.
    #[error("与见证不符，{0}")]
    Witness(Discord),
}

impl Store {
    /// The whole chain, the sealed texts, the witness and the derived tables.
    pub fn audit(&self) -> Result<Audit, StoreError> {
        let witness = self.keeper.as_ref().map(Keeper::witness);
        whole(witness, self.calendar, &mut |slice| self.read(slice))
    }

    /// The last pages, for the opening of a desk. They are judged as they stand; nothing is known of those before.
    pub fn audit_recent(&self) -> Result<Audit, StoreError> {
        let mut audit = self.read(|snapshot| {
            let mut audit = Audit::begun();
            let before = snapshot.last_page()?.saturating_sub(RECENT);
            if let Some(hash) = hash_of(snapshot, before)? {
                (audit.pages, audit.head) = (before, hash);
            }
            Ok(audit)
        })?;
        while self.read(|snapshot| walk(snapshot, &mut audit))? {}
        Ok(audit)
    }
}

impl Reader {
    /// The same, reading only.
    pub fn audit(&mut self) -> Result<Audit, StoreError> {
        let calendar = self.calendar;
        let witness = self.witness()?;
        whole(Some(&witness), calendar, &mut |slice| {
            let slice = RefCell::new(slice);
            self.read(|snapshot| (*slice.borrow_mut())(snapshot))
        })
    }
}

/// One short read.
type Slice<'s> = dyn FnMut(&Snapshot<'_>) -> Result<(), StoreError> + 's;

fn whole(
    witness: Option<&Witness>,
    calendar: &'static Calendar,
    read: &mut dyn FnMut(&mut Slice<'_>) -> Result<(), StoreError>,
) -> Result<Audit, StoreError> {
    let mut audit = Audit::begun();
    // What was witnessed before the walk is in the store by now, or it is gone.
    let seen = witness.map(Witness::seen).transpose()?.flatten();
    audit.witnessed = seen.map(|seen| seen.page);
    let mut more = true;
    while more {
        read(&mut |snapshot| {
            more = walk(snapshot, &mut audit)?;
            Ok(())
        })?;
    }
    if let (Some(seen), None) = (seen, &audit.finding) {
        let head = Some((audit.pages, audit.head)).filter(|(pages, _)| *pages > 0);
        read(&mut |snapshot| {
            let discord = judge(seen, head, |page| hash_of(snapshot, page))?;
            audit.finding = discord.map(Finding::Witness);
            Ok(())
        })?;
    }
    if audit.finding.is_none() {
        read(&mut |snapshot| {
            audit.finding = snapshot.compare(calendar)?;
            Ok(())
        })?;
    }
    Ok(audit)
}

impl Audit {
    const fn begun() -> Self {
        Self { pages: 0, head: Seal([0; 32]), witnessed: None, finding: None }
    }
}

/// One slice of the chain; `true` if there is more.
fn walk(snapshot: &Snapshot<'_>, audit: &mut Audit) -> Result<bool, StoreError> {
    let (mut seen, mut sealed, mut broken) = (0, Vec::new(), None);
    snapshot.pages(audit.pages + 1, &mut |number, bytes| {
        seen += 1;
        let expected = audit.pages + 1;
        if number != expected {
            audit.finding = Some(Finding::Missing(expected));
            return false;
        }
        match Page::verified(bytes, number, audit.head) {
            Ok(page) => sealed.push((number, Page::hash(bytes), page.event)),
            Err(what) => {
                broken = Some((number, Page::hash(bytes), what));
                return false;
            }
        }
        (audit.pages, audit.head) = (number, Page::hash(bytes));
        seen < SLICE
    })?;
    if let Some((number, hash, what)) = broken {
        // A page whose forerunner was changed is itself whole, and its follower knows it: then the forerunner is the one.
        let whole = matches!(what, journal::Damage::WrongHash) && snapshot.known_hash(number)? == Some(hash);
        let page = if whole { number.saturating_sub(1).max(1) } else { number };
        audit.finding = Some(Finding::Page { page, what: what.to_string() });
    }
    if audit.finding.is_none() && seen < SLICE {
        audit.finding = snapshot.end_of(audit)?;
    }
    // A backup without a key has no texts up to this page.
    let blank = snapshot.row(T::Meta, b"blank")?.map_or(0, |row| key::number(&row));
    for (number, hash, mut event) in sealed {
        let (id, mut found, mut failed) = (event.case(), None, None);
        // A damaged tree can show a row to who walks by and hide it from who asks for it.
        if hash_of(snapshot, number)? != Some(hash) {
            found = Some(Finding::Page { page: number, what: "按页码查不到".to_owned() });
        }
        journal::open(&mut event, &mut |seal| {
            match snapshot.row(T::Sealed, &seal.0) {
                Ok(Some(bytes)) => {
                    if !journal::proves(&Row { seal, bytes }) {
                        found = Some(Finding::Sealed(number));
                    }
                }
                Ok(None) if number <= blank => {}
                Ok(None) => match id.map_or(Ok(false), |id| snapshot.erased(id)) {
                    Ok(true) => {}
                    Ok(false) => found = Some(Finding::Unsealed(number)),
                    Err(error) => failed = Some(error),
                },
                Err(error) => failed = Some(error),
            }
            None
        });
        failed.map_or(Ok(()), Err)?;
        audit.finding = audit.finding.take().or(found);
    }
    Ok(audit.finding.is_none() && seen == SLICE)
}

impl Snapshot<'_> {
    /// The hash of a page as others know it: its follower, or for the last one the store's note of its head.
    fn known_hash(&self, number: u64) -> Result<Option<Hash>, StoreError> {
        match self.row(T::Journal, &key::page(number + 1))? {
            Some(bytes) => Ok(Page::read(&bytes).ok().map(|next| next.prev)),
            None => Ok(self.head()?.filter(|(last, _)| *last == number).map(|(_, hash)| hash)),
        }
    }

    /// Does the chain end where the store says it does?
    fn end_of(&self, audit: &Audit) -> Result<Option<Finding>, StoreError> {
        Ok(match self.head()? {
            Some((page, _)) if page > audit.pages => Some(Finding::Missing(audit.pages + 1)),
            Some((page, hash)) if page == audit.pages && hash == audit.head => None,
            None if audit.pages == 0 => None,
            Some(_) | None => {
                let what = journal::Damage::WrongHash.to_string();
                Some(Finding::Page { page: audit.pages, what })
            }
        })
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
            same &= at == ours.len();
            for (key, value) in &ours {
                same = same && self.row(table, key)?.as_ref() == Some(value);
            }
            if !same {
                return Ok(Some(Finding::Derived(format!("{table:?}"))));
            }
        }
        Ok(None)
    }
}
