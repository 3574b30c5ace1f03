//! The office's books, and who came to the desk and left it.

use xieban_domain::event::AccessEvent;
use xieban_domain::pin::PinFact;
use xieban_domain::premises::attendance::Movement;
use xieban_domain::premises::{AtDesk, Entered};
use xieban_journal::Page;

use super::super::error::StoreError;
use super::super::grants::{self, GrantKind};
use super::super::looks;
use super::super::snapshot::{Snapshot, to_json};
use super::super::tables::{T, Writable, key};

pub(super) fn enter(tables: &mut [Writable<'_>], entered: &Entered) -> Result<(), StoreError> {
    let mut records = Snapshot::of(tables).records()?;
    records.take(entered);
    let (at, row) = match entered {
        Entered::Rule { .. } | Entered::Posted { .. } => (key::RULES, to_json(&records.regulations)?),
        Entered::Training(_)
        | Entered::Publicity(_)
        | Entered::Milestone(_)
        | Entered::Group(_)
        | Entered::Published(_) => (key::RECORDS, to_json(&records)?),
    };
    tables[T::Office as usize].insert(at, &row[..])?;
    Ok(())
}

pub(super) fn at_desk(tables: &mut [Writable<'_>], done: &AtDesk, page: &Page) -> Result<(), StoreError> {
    let mut day = Snapshot::of(tables).desk_day(page.at.date())?;
    day.take(done, page.at, &page.by, &page.desk);
    tables[T::Office as usize].insert(&key::desk_day(page.at.date())[..], &to_json(&day)?[..])?;
    Ok(())
}

/// Somebody signed in or out.
pub(super) fn access(
    tables: &mut [Writable<'_>],
    event: &AccessEvent,
    page: &Page,
) -> Result<(), StoreError> {
    let came = match event {
        AccessEvent::SignedIn { badge, missed } => {
            grants::came(tables, *missed, page)?;
            Movement::In { badge: *badge }
        }
        AccessEvent::SignedOut => Movement::Out,
        AccessEvent::PinSet { staff, consent } => {
            if let Some(consent) = consent {
                grants::note(tables, staff, GrantKind::Pin, consent, page)?;
            }
            let fact = PinFact { since: page.at, initial: page.by != *staff, page: page.page };
            tables[T::Office as usize].insert(&key::pin(staff)[..], &to_json(&fact)?[..])?;
            return Ok(());
        }
        AccessEvent::Exported { .. }
        | AccessEvent::LookedUp { .. }
        | AccessEvent::WrongPins { .. }
        | AccessEvent::Missed { .. }
        | AccessEvent::RecoveryCodeMade
        | AccessEvent::RecoveryCodeUsed { .. }
        | AccessEvent::Tried { .. } => return Ok(()),
        AccessEvent::Revealed(what) => return looks::note(tables, what, page),
    };
    let mut day = Snapshot::of(tables).desk_day(page.at.date())?;
    day.note(page.at, &page.by, &page.desk, came);
    tables[T::Office as usize].insert(&key::desk_day(page.at.date())[..], &to_json(&day)?[..])?;
    Ok(())
}
