//! The chain of pages, slice by slice: every page where it belongs, whole, following the one before; every text it sealed as its
//! seal says.

use xieban_journal::{self as journal, Hash, Page, SealedRow};

use super::super::error::StoreError;
use super::super::snapshot::Snapshot;
use super::super::store_health::hash_of;
use super::super::tables::{T, key};
use super::requests::AuditedRequest;
use super::{Audit, AuditFinding};

/// Pages of one slice.
const SLICE: usize = 2000;

/// How far the walk has come.
pub(super) struct ChainWalk {
    pub(super) audit: Audit,
    /// What was asked for the page before, if it is looked into.
    asked: Option<AuditedRequest>,
}

/// A slice that was walked.
pub(super) struct Walked {
    /// Its pages, with their private texts as far as they are kept.
    pub(super) pages: Vec<Page>,
    /// There are more pages behind it.
    pub(super) more: bool,
}

impl ChainWalk {
    /// From the page after this one on; from the first one.
    pub(super) fn after(known: Option<(u64, Hash)>) -> Self {
        let mut audit = Audit::begun();
        if let Some((page, hash)) = known {
            (audit.pages, audit.head) = (page, hash);
        }
        Self { audit, asked: None }
    }

    /// The last page it looked at.
    pub(super) fn head(&self) -> Option<(u64, Hash)> {
        Some((self.audit.pages, self.audit.head)).filter(|(pages, _)| *pages > 0)
    }

    /// The next slice. Where it fails nothing has changed.
    pub(super) fn walk(&mut self, snapshot: &Snapshot<'_>) -> Result<Walked, StoreError> {
        let mut audit = self.audit.clone();
        let (mut seen, mut pages, mut broken) = (0, Vec::new(), None);
        snapshot.pages(audit.pages + 1, &mut |number, bytes| {
            seen += 1;
            let expected = audit.pages + 1;
            if number != expected {
                audit.finding = Some(AuditFinding::Missing(expected));
                return false;
            }
            match Page::verified(bytes, number, audit.head) {
                Ok(page) => pages.push((page, Page::hash(bytes))),
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
            let whole = snapshot.known_hash(number)? == Some(hash);
            audit.finding = Some(match what {
                journal::Damage::Unknown if whole => return Err(StoreError::NewerPage(number)),
                journal::Damage::WrongHash if whole && number > 1 => AuditFinding::changed(number - 1),
                journal::Damage::Unknown => AuditFinding::changed(number),
                journal::Damage::WrongHash
                | journal::Damage::WrongNumber(_)
                | journal::Damage::Unreadable(_) => {
                    AuditFinding::Page { page: number, what: what.to_string() }
                }
            });
        }
        if audit.finding.is_none() && seen < SLICE {
            audit.finding = snapshot.end_of(&audit)?;
        }
        // A backup without a key has no texts up to this page.
        let blank = snapshot.blank()?;
        for (page, hash) in &mut pages {
            let found = snapshot.examine(page, *hash, blank)?;
            audit.finding = audit.finding.take().or(found);
        }
        let pages: Vec<Page> = pages.into_iter().map(|(page, _)| page).collect();
        let (asked, found) = AuditedRequest::follow(self.asked.clone(), snapshot, &pages)?;
        audit.finding = audit.finding.take().or(found);
        let more = audit.finding.is_none() && seen == SLICE;
        (self.audit, self.asked) = (audit, asked);
        Ok(Walked { pages, more })
    }
}

impl Snapshot<'_> {
    /// Up to this page there are no private texts: the store came out of a backup without any.
    pub(in super::super) fn blank(&self) -> Result<u64, StoreError> {
        Ok(self.row(T::Meta, b"blank")?.map_or(0, |row| key::number(&row)))
    }

    /// Does the chain end where the store says it does?
    fn end_of(&self, audit: &Audit) -> Result<Option<AuditFinding>, StoreError> {
        Ok(match self.head()? {
            Some((page, _)) if page > audit.pages => Some(AuditFinding::Missing(audit.pages + 1)),
            Some((page, hash)) if page == audit.pages && hash == audit.head => None,
            None if audit.pages == 0 => None,
            Some(_) | None => Some(AuditFinding::changed(audit.pages)),
        })
    }

    /// Fills in the private texts of a page, each proved against its seal.
    fn examine(&self, page: &mut Page, hash: Hash, blank: u64) -> Result<Option<AuditFinding>, StoreError> {
        let (number, id) = (page.page, page.event.texts_of());
        let (mut found, mut failed) = (None, None);
        // A damaged tree can show a row to who walks by and hide it from who asks for it.
        if hash_of(self, number)? != Some(hash) {
            found = Some(AuditFinding::Page { page: number, what: "按页码查不到".to_owned() });
        }
        journal::open(&mut page.event, &mut |seal| match self.row(T::Sealed, &seal.0) {
            Ok(Some(bytes)) => {
                let row = SealedRow { seal, bytes };
                if !journal::proves(&row) {
                    found = Some(AuditFinding::Sealed(number));
                }
                Some(row.bytes)
            }
            Ok(None) if number <= blank => None,
            Ok(None) => {
                match id.map_or(Ok(false), |id| self.erased(id)) {
                    Ok(true) => {}
                    Ok(false) => found = Some(AuditFinding::Unsealed(number)),
                    Err(error) => failed = Some(error),
                }
                None
            }
            Err(error) => {
                failed = Some(error);
                None
            }
        });
        failed.map_or(Ok(found), Err)
    }
}
