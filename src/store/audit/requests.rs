//! What was asked against what was done: a retry gets the first answer only while its row stands, and says the right pages.

use xieban_domain::staff::StaffCode;
use xieban_journal::Page;

use super::super::act::{REMEMBERED, done_for};
use super::super::error::StoreError;
use super::super::snapshot::Snapshot;
use super::super::tables::{T, key};
use super::AuditFinding;

/// Rows of one slice.
const SLICE: usize = 2000;

/// One request, and the first page of what was done for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AuditedRequest {
    by: StaffCode,
    request: String,
    /// `None` where the walk began behind it.
    first: Option<u64>,
    /// Its row may be gone: it is about a case that was erased.
    erased: bool,
}

impl AuditedRequest {
    /// Follows the requests through a slice of pages: each that has ended, and is young enough to be remembered, has its row.
    pub(super) fn follow(
        mut open: Option<Self>,
        snapshot: &Snapshot<'_>,
        pages: &[Page],
    ) -> Result<(Option<Self>, Option<AuditFinding>), StoreError> {
        let last = snapshot.last_page()?;
        for page in pages {
            let same = |asked: &Self| asked.by == page.by && asked.request == page.request;
            if !open.as_ref().is_some_and(same) {
                let known = open.is_some() || page.page == 1;
                if let Some(wrong) = judge(open.take(), snapshot, page.page - 1, last)? {
                    return Ok((None, Some(wrong)));
                }
                open = Some(Self {
                    by: page.by.clone(),
                    request: page.request.clone(),
                    first: known.then_some(page.page),
                    erased: false,
                });
            }
            if let (Some(asked), Some(id)) = (&mut open, page.event.case())
                && page.page + REMEMBERED > last
            {
                asked.erased = asked.erased || snapshot.erased(id)?;
            }
        }
        match pages.last().is_some_and(|page| page.page == last) {
            true => Ok((open.clone(), judge(open, snapshot, last, last)?)),
            false => Ok((open, None)),
        }
    }
}

/// Whether a request whose last page is `until` stands as it should.
fn judge(
    asked: Option<AuditedRequest>,
    snapshot: &Snapshot<'_>,
    until: u64,
    last: u64,
) -> Result<Option<AuditFinding>, StoreError> {
    let Some((asked, first)) = asked.and_then(|asked| asked.first.map(|first| (asked, first))) else {
        return Ok(None);
    };
    if first + REMEMBERED <= last {
        return Ok(None);
    }
    let known = done_for(snapshot, &key::request(&asked.by, &asked.request))?;
    let right = known.map_or(asked.erased, |done| (done.first, done.last) == (first, until));
    Ok((!right).then_some(AuditFinding::Request(first)))
}

/// A finding, and where the next slice begins.
type RequestsSlice = (Option<AuditFinding>, Option<Vec<u8>>);

/// A slice of the rows, from this key on: the pages each names were made for that request.
pub(super) fn rows(snapshot: &Snapshot<'_>, from: &[u8]) -> Result<RequestsSlice, StoreError> {
    let mut keys = Vec::new();
    snapshot.visit(T::Requests, from, &key::after(&[]), &mut |at, _| {
        keys.push(at.to_vec());
        keys.len() < SLICE
    })?;
    for at in &keys {
        let Some(done) = done_for(snapshot, at)? else { continue };
        for number in [done.first, done.last].into_iter().filter(|_| done.first > 0) {
            let bytes = snapshot.row(T::Journal, &key::page(number))?;
            let asked = bytes.and_then(|bytes| Page::asked(&bytes));
            if asked.is_none_or(|(by, request)| key::request(&by, &request) != *at) {
                return Ok((Some(AuditFinding::Request(number)), None));
            }
        }
    }
    let next = keys.pop().filter(|_| keys.len() + 1 == SLICE);
    // The first key behind it.
    Ok((None, next.map(|last| [&last[..], &[0]].concat())))
}
