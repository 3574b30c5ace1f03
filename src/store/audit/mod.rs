//! Is the store what it says? The chain page by page, the sealed texts against their seals, what was asked against what was
//! done, the witness, the derived tables against a rebuild.
//!
//! Everything goes in slices, each its own short read, so that a store of any size is audited beside its desks and in little
//! memory; the answer says up to which page it is true.

mod chain;
mod requests;
mod twin;

use std::cell::RefCell;
use std::io;
use std::path::Path;

use chain::ChainWalk;
use twin::Twin;
use xieban_domain::calendar::Calendar;
use xieban_domain::sealed::Seal;
use xieban_journal::Hash;

use super::error::StoreError;
use super::open::{Reader, Store};
use super::snapshot::Snapshot;
use super::store_health::{StoreHealth, hash_of, was_witnessed};
use super::witness::{Discord, Sight, judge};

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
    /// The witness could not be reached: the store was not compared with it.
    pub unreachable: bool,
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
    /// A photograph is not there, is not what its hash says, or is nobody's.
    #[error("照片与台账不符（{0}），请重新交这张照片")]
    Picture(Seal),
    /// The store is not what was witnessed.
    #[error("与见证不符，{0}")]
    Witness(Discord),
}

impl AuditFinding {
    /// A page that is not what was written: whoever knows its hash, its follower or the store's note of its end, knows another one.
    pub(super) fn changed(page: u64) -> Self {
        Self::Page { page, what: "内容被改过，和台账另处记的校验码不符".to_owned() }
    }

    /// The first page that is not right, where it is one.
    const fn page(&self) -> Option<u64> {
        match self {
            Self::Missing(page) | Self::Sealed(page) | Self::Unsealed(page) | Self::Request(page) => {
                Some(*page)
            }
            Self::Page { page, .. } | Self::Witness(Discord::Other(page)) => Some(*page),
            Self::Derived(_)
            | Self::Picture(_)
            | Self::Witness(Discord::Short { .. } | Discord::Gone | Discord::Foreign) => None,
        }
    }
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
        let look = || self.health.as_ref().map(StoreHealth::look);
        whole(&look, self.calendar, self.path(), &mut |slice| self.read(slice), &mut |_| {})
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
        let look = || Some(witness.look());
        let mut read = |slice: &mut Slice<'_>| {
            let slice = RefCell::new(slice);
            self.read(|snapshot| (*slice.borrow_mut())(snapshot))
        };
        whole(&look, calendar, Some(&path), &mut read, hear)
    }
}

/// One short read. It may be done again when it fails, so it changes nothing before it has succeeded.
type Slice<'s> = dyn FnMut(&Snapshot<'_>) -> Result<(), StoreError> + 's;

fn whole(
    look: &dyn Fn() -> Option<io::Result<Sight>>,
    calendar: &'static Calendar,
    path: Option<&Path>,
    read: &mut dyn FnMut(&mut Slice<'_>) -> Result<(), StoreError>,
    hear: &mut Hear<'_>,
) -> Result<Audit, StoreError> {
    // What was witnessed before the walk is in the store by now, or it is gone.
    let seen = look();
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
    if let Some(Ok(Sight::Witnessed(seen))) = &seen {
        chain.audit.witnessed = Some(seen.page);
    }
    chain.audit.unreachable = matches!(seen, Some(Err(_)));
    if let (Some(Ok(sight)), None) = (seen, &chain.audit.finding) {
        read(&mut |snapshot| {
            let marked = was_witnessed(snapshot)?;
            let discord = judge(sight, marked, chain.head(), |page| hash_of(snapshot, page))?;
            let gone = matches!(discord, Some(Discord::Gone | Discord::Foreign));
            // One that was begun during the walk is there by now.
            let begun = gone && matches!(look(), Some(Ok(Sight::Witnessed(_))));
            chain.audit.finding = discord.filter(|_| !begun).map(AuditFinding::Witness);
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
            return whole(look, calendar, path, read, hear);
        }
        hear(AuditProgress { page: chain.audit.pages, last: chain.audit.pages });
    }
    if chain.audit.finding.is_none() {
        read(&mut |snapshot| {
            chain.audit.finding = snapshot.pictures_found()?;
            Ok(())
        })?;
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
    /// Up to this page the journal is right; 0 where not even the first page is.
    pub fn sound(&self) -> u64 {
        let wrong = self.finding.as_ref().and_then(AuditFinding::page);
        wrong.map_or(self.pages, |page| self.pages.min(page.saturating_sub(1)))
    }

    const fn begun() -> Self {
        Self { pages: 0, head: Seal([0; 32]), witnessed: None, unreachable: false, finding: None }
    }
}
