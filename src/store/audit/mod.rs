//! Is the store what it says? The chain page by page, the sealed texts against their seals, what was asked against what was
//! done, the witness, the derived tables against a rebuild.
//!
//! Everything goes in slices, each its own short read, so that a store of any size is audited beside its desks and in little
//! memory; the answer says up to which page it is true.

mod chain;
mod requests;
mod twin;

use std::cell::RefCell;
use std::path::Path;

use chain::ChainWalk;
use twin::Twin;
use xieban_domain::calendar::Calendar;
use xieban_domain::sealed::Seal;
use xieban_journal::Hash;

use super::error::StoreError;
use super::open::{Reader, Store};
use super::snapshot::Snapshot;
use super::store_health::{StoreHealth, hash_of};
use super::witness::{Discord, Witness, judge};

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
    pub finding: Option<AuditFinding>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuditFinding {
    /// A page is missing.
    #[error("缺第{0}页")]
    Missing(u64),
    /// A page was changed, or does not belong there.
    #[error("第{page}页有问题：{what}")]
    Page { page: u64, what: String },
    /// A private text is not what its seal says.
    #[error("第{0}页的封存文本与封存码不符")]
    Sealed(u64),
    /// A private text is not there.
    #[error("第{0}页的封存文本不见了")]
    Unsealed(u64),
    /// What was asked and what was done for it do not agree: a retry would be done twice, or get another's answer.
    #[error("第{0}页的请求登记与台账不符")]
    Request(u64),
    /// A derived table is not what the journal makes of it.
    #[error("派生表“{0}”与台账不符，可以重建")]
    Derived(String),
    /// The store is not what was witnessed.
    #[error("与见证不符，{0}")]
    Witness(Discord),
}

/// How far an audit has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditProgress {
    /// Up to this page everything is well.
    pub page: u64,
    /// The last page of the store.
    pub last: u64,
}

/// Hears how far an audit has come, after every slice.
pub type Hear<'h> = dyn FnMut(AuditProgress) + 'h;

impl Store {
    /// The whole chain, the sealed texts, the requests, the witness and the derived tables.
    pub fn audit(&self) -> Result<Audit, StoreError> {
        let witness = self.health.as_ref().map(StoreHealth::witness);
        whole(witness, self.calendar, self.path(), &mut |slice| self.read(slice), &mut |_| {})
    }

    /// The last pages, for the opening of a desk. They are judged as they stand; nothing is known of those before.
    pub fn audit_recent(&self) -> Result<Audit, StoreError> {
        let mut chain = self.read(|snapshot| {
            let before = snapshot.last_page()?.saturating_sub(RECENT);
            Ok(ChainWalk::after(hash_of(snapshot, before)?.map(|hash| (before, hash))))
        })?;
        while self.read(|snapshot| Ok(chain.walk(snapshot)?.more))? {}
        Ok(chain.audit)
    }
}

impl Reader {
    /// The same, reading only; `hear` is told how far it has come.
    pub fn audit(&mut self, hear: &mut Hear<'_>) -> Result<Audit, StoreError> {
        let (calendar, path) = (self.calendar, self.path().to_owned());
        let witness = self.witness()?;
        let mut read = |slice: &mut Slice<'_>| {
            let slice = RefCell::new(slice);
            self.read(|snapshot| (*slice.borrow_mut())(snapshot))
        };
        whole(Some(&witness), calendar, Some(&path), &mut read, hear)
    }
}

/// One short read. It may be done again when it fails, so it changes nothing before it has succeeded.
type Slice<'s> = dyn FnMut(&Snapshot<'_>) -> Result<(), StoreError> + 's;

fn whole(
    witness: Option<&Witness>,
    calendar: &'static Calendar,
    path: Option<&Path>,
    read: &mut dyn FnMut(&mut Slice<'_>) -> Result<(), StoreError>,
    hear: &mut Hear<'_>,
) -> Result<Audit, StoreError> {
    // What was witnessed before the walk is in the store by now, or it is gone.
    let seen = witness.map(Witness::seen).transpose()?.flatten();
    let (mut chain, mut begun, mut last) = (ChainWalk::after(None), 0, 0);
    read(&mut |snapshot| {
        begun = snapshot.last_page()?;
        Ok(())
    })?;
    let mut twin = Twin::beside(path, begun, calendar)?;
    let mut more = true;
    while more {
        read(&mut |snapshot| {
            last = snapshot.last_page()?;
            more = twin.take(&chain.walk(snapshot)?);
            Ok(())
        })?;
        hear(AuditProgress { page: chain.audit.pages, last });
    }
    chain.audit.witnessed = seen.map(|seen| seen.page);
    if let (Some(seen), None) = (seen, &chain.audit.finding) {
        read(&mut |snapshot| {
            let discord = judge(seen, chain.head(), |page| hash_of(snapshot, page))?;
            chain.audit.finding = discord.map(AuditFinding::Witness);
            Ok(())
        })?;
    }
    let mut rows = Some(twin::TwinPosition::first());
    while let (Some(from), None) = (rows.take(), &chain.audit.finding) {
        read(&mut |snapshot| {
            // What was written meanwhile stands in the derived tables too.
            while twin.take(&chain.walk(snapshot)?) {}
            if chain.audit.finding.is_none() {
                (chain.audit.finding, rows) = twin.compare(snapshot, from.clone())?;
            }
            Ok(())
        })?;
        if twin.outdated() {
            // Somebody's texts were erased after they had been taken in here.
            return whole(witness, calendar, path, read, hear);
        }
        hear(AuditProgress { page: chain.audit.pages, last: chain.audit.pages });
    }
    if chain.audit.finding.is_none() {
        let mut from = Some(Vec::new());
        while let (Some(at), None) = (from.take(), &chain.audit.finding) {
            read(&mut |snapshot| {
                (chain.audit.finding, from) = requests::rows(snapshot, &at)?;
                Ok(())
            })?;
        }
    }
    Ok(chain.audit)
}

impl Audit {
    const fn begun() -> Self {
        Self { pages: 0, head: Seal([0; 32]), witnessed: None, finding: None }
    }
}
