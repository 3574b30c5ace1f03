//! Pages → derived tables. A function of the journal and the sealed texts alone: rebuilding gives the same rows.

mod cases;
pub(super) mod office;
mod premises;

use std::ops::RangeInclusive;

use xieban_domain::calendar::Calendar;
use xieban_domain::event::{DeskEvent, Event, OfficeEvent};
use xieban_journal::Page;

use super::error::StoreError;
use super::snapshot::Snapshot;
use super::tables::{DERIVED, T, Writable, key};
use super::txn_cache::TxnCache;
use super::{complaints, personnel};

/// Changes whenever a rebuild would give other rows.
const VERSION: u32 = 23;

/// What derived tables are built with: our version and the calendar's, because some horizons are counted. A new calendar comes
/// with a new version of ours, so that the newer of two programs is known.
pub(super) fn version(calendar: &Calendar) -> String {
    format!("{VERSION}/{}", calendar.version())
}

/// By whom the derived tables were built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Built {
    /// By a program like this one.
    Alike,
    /// By an older one: they are to be built again.
    Older,
    /// By a newer one, of this version.
    Newer(u32),
}

impl Built {
    /// Judges what stands in a store.
    pub(super) fn of(snapshot: &Snapshot<'_>, calendar: &Calendar) -> Result<Self, StoreError> {
        let row = snapshot.row(T::Meta, b"derived")?.unwrap_or_default();
        let stored = String::from_utf8_lossy(&row);
        let newer = stored.split('/').next().and_then(|version| version.parse::<u32>().ok());
        Ok(match newer.filter(|found| *found > VERSION) {
            Some(found) => Self::Newer(found),
            None if stored == version(calendar) => Self::Alike,
            None => Self::Older,
        })
    }

    /// Whether this program may work with them as they are.
    pub(super) fn usable(self) -> Result<(), StoreError> {
        match self {
            Self::Alike => Ok(()),
            Self::Older => Err(StoreError::Replaced),
            Self::Newer(found) => Err(StoreError::Newer { found, known: VERSION }),
        }
    }
}

/// Pages that a rebuild takes in at once.
const SLICE: u64 = 500;

/// Takes pages that follow each other into the derived tables. What they say of one case is written once.
pub(super) fn pages(
    tables: &mut [Writable<'_>],
    cache: &mut TxnCache,
    pages: &[Page],
    calendar: &Calendar,
) -> Result<(), StoreError> {
    // First: what is undone further on is taken out of the day again.
    for page in pages {
        note_day(cache, page);
    }
    for run in pages.chunk_by(|a, b| a.event.case().is_some() && a.event.case() == b.event.case()) {
        note_erased(tables, run)?;
        match run.first().map(|page| &page.event) {
            Some(Event::Case { id, .. }) => cases::project(tables, cache, *id, run, calendar)?,
            Some(Event::Office(OfficeEvent::BooksKept(entered))) => premises::enter(tables, entered)?,
            Some(Event::Office(event)) => office::project(tables, event, &run[0])?,
            Some(Event::Complaint { id, event }) => complaints::project(tables, cache, *id, event, &run[0])?,
            Some(Event::Conduct(page)) => complaints::file(tables, page)?,
            Some(Event::Personnel(page)) => personnel::file(tables, page, &run[0])?,
            Some(Event::Desk(DeskEvent::AtDesk(done))) => premises::at_desk(tables, done, &run[0])?,
            Some(Event::Desk(event)) => office::count(tables, event)?,
            Some(Event::Access(event)) => premises::access(tables, event, &run[0])?,
            None => {}
        }
    }
    Ok(())
}

/// A page is the last of its day so far, and maybe stands in the day's log.
fn note_day(cache: &mut TxnCache, page: &Page) {
    let date = page.at.date();
    let logged = match &page.event {
        Event::Case { id, event } => event.trace().logged.then(|| key::case(*id).to_vec()),
        Event::Desk(DeskEvent::VisitorLeft { .. } | DeskEvent::ShiftLeft(_)) => Some(Vec::new()),
        Event::Office(OfficeEvent::StoreAccepted { missing, .. }) if !missing.is_empty() => Some(Vec::new()),
        Event::Desk(DeskEvent::Arrived(_) | DeskEvent::Tallied { .. } | DeskEvent::AtDesk(_))
        | Event::Office(_)
        | Event::Complaint { .. }
        | Event::Conduct(_)
        | Event::Personnel(_)
        | Event::Access(_) => None,
    };
    if let Some(case) = logged {
        cache.insert(T::Days, key::logged(date, office::LOGGED, page.page), case);
    }
    cache.insert(T::Days, key::day_count(date, office::LAST_PAGE), key::page(page.page).to_vec());
}

/// Which page says of a case that it was erased.
fn note_erased(tables: &mut [Writable<'_>], run: &[Page]) -> Result<(), StoreError> {
    for page in run {
        if let Event::Office(OfficeEvent::IdentitiesErased { cases }) = &page.event {
            for id in cases {
                tables[T::Meta as usize].insert(&key::erased(*id)[..], &key::page(page.page)[..])?;
            }
        }
    }
    Ok(())
}

/// Takes the pages of these numbers into the derived tables, as long as `go_on` says so of each few of them; `false` where it did not. What
/// waits in the cache is not yet written.
pub(super) fn walk(
    tables: &mut [Writable<'_>],
    cache: &mut TxnCache,
    numbers: RangeInclusive<u64>,
    calendar: &Calendar,
    go_on: &mut dyn FnMut(&[Page]) -> bool,
) -> Result<bool, StoreError> {
    let (mut from, last) = numbers.into_inner();
    while from <= last {
        let until = last.min(from + SLICE - 1);
        let snapshot = Snapshot::of(tables);
        let slice =
            (from..=until).map(|number| whole_page(&snapshot, number)).collect::<Result<Vec<_>, _>>()?;
        if !go_on(&slice) {
            return Ok(false);
        }
        pages(tables, cache, &slice, calendar)?;
        from = until + 1;
    }
    Ok(true)
}

/// Empties the derived tables and takes in every page.
pub(super) fn rebuild(tables: &mut [Writable<'_>], calendar: &Calendar) -> Result<(), StoreError> {
    for table in DERIVED {
        tables[table as usize].clear()?;
    }
    let last = Snapshot::of(tables).last_page()?;
    let mut cache = TxnCache::default();
    walk(tables, &mut cache, 1..=last, calendar, &mut |_| true)?;
    cache.write(tables)?;
    tables[T::Meta as usize].insert(&b"derived"[..], version(calendar).as_bytes())?;
    Ok(())
}

/// A page with its private texts as far as they are kept.
fn whole_page(snapshot: &Snapshot<'_>, number: u64) -> Result<Page, StoreError> {
    let bytes = snapshot.row(T::Journal, &key::page(number))?;
    let bytes = bytes.ok_or_else(|| StoreError::Damaged(format!("缺第{number}页")))?;
    let mut page = snapshot.read_page(number, &bytes)?;
    snapshot.unseal(&mut page.event)?;
    Ok(page)
}
