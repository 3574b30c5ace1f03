//! Settings, staff, duty, and the day's counts.

use std::sync::Arc;

use xieban_domain::event::{DeskEvent, OfficeEvent};
use xieban_domain::waiting::{ArrivalId, WaitingList};
use xieban_journal::Page;

use super::super::error::StoreError;
use super::super::grants::{self, GrantKind};
use super::super::snapshot::{Snapshot, to_json};
use super::super::tables::{T, Writable, key};
use super::super::{changes, missing, notices, opinions, personnel, roster};

// The kinds of counts of a day: the second part of a count's key, so none changes its figure.

/// Registrations.
pub(crate) const RECEIVED: u8 = 1;
/// 咨询即答.
pub(crate) const TALLIED: u8 = 2;
/// Visitors who left before they were received.
pub(crate) const LEFT: u8 = 3;
/// The day's last page.
pub(crate) const LAST_PAGE: u8 = 4;
/// What stands in the day's log, by page.
pub(crate) const LOGGED: u8 = 5;
/// 接待人次: persons received.
pub(crate) const VISITED: u8 = 6;

pub(super) fn project(
    tables: &mut [Writable<'_>],
    event: &OfficeEvent,
    page: &Page,
) -> Result<(), StoreError> {
    let noted = matches!(
        event,
        OfficeEvent::SettingsChanged { .. }
            | OfficeEvent::StaffKept { .. }
            | OfficeEvent::PhotographKept { .. }
    );
    if noted {
        changes::note(tables, event, page)?;
    }
    let snapshot = Snapshot::of(tables);
    match event {
        OfficeEvent::SettingsChanged { change } => {
            let before = Arc::unwrap_or_clone(snapshot.settings()?);
            // An office that nobody works in has issued nothing.
            let settings = if snapshot.staff()?.0.is_empty() {
                before.changed(change)
            } else {
                let last = snapshot.all_last_numbers()?;
                before.changed_at(change, page.at, || last)
            };
            tables[T::Office as usize].insert(&b"settings"[..], &to_json(&settings)?[..])?;
        }
        OfficeEvent::StaffKept { staff, consent } => {
            let mut directory = Arc::unwrap_or_clone(snapshot.staff()?);
            directory.keep(staff, page.at);
            if let Some(consent) = consent {
                grants::note(tables, &staff.code, GrantKind::Roles(staff.roles.clone()), consent, page)?;
            }
            tables[T::Office as usize].insert(&b"staff"[..], &to_json(&directory)?[..])?;
        }
        OfficeEvent::PhotographKept { staff, picture } => {
            let mut directory = Arc::unwrap_or_clone(snapshot.staff()?);
            directory.keep_photograph(staff, *picture);
            tables[T::Office as usize].insert(&b"staff"[..], &to_json(&directory)?[..])?;
        }
        OfficeEvent::AbsenceKept { absence } => {
            let at = key::absence(&absence.officer, absence.number);
            tables[T::Office as usize].insert(&at[..], &to_json(absence)?[..])?;
        }
        OfficeEvent::UnitKept { facts } => {
            tables[T::Office as usize].insert(&key::unit(&facts.unit)[..], &to_json(facts)?[..])?;
        }
        OfficeEvent::DutyEntered { day } => {
            roster::keep_day(tables, day.clone(), page)?;
        }
        // They are no derived rows: what derived rows are counted with is known before those are built.
        OfficeEvent::NoticeEntered { .. } => notices::note(tables, page)?,
        // The books have a room of their own.
        OfficeEvent::BooksKept(_) | OfficeEvent::IdentitiesErased { .. } => {}
        OfficeEvent::StoreAccepted { missing, .. } => missing::note(tables, missing, page)?,
        OfficeEvent::ClockConfirmed { doubt, .. } => {
            if let Some(confirmed) = doubt.confirmed(page.at) {
                let mut settings = Arc::unwrap_or_clone(snapshot.settings()?);
                settings.confirmed.push(confirmed);
                tables[T::Office as usize].insert(&b"settings"[..], &to_json(&settings)?[..])?;
            }
        }
        OfficeEvent::Roster { quarter, event } => roster::project(tables, *quarter, event, page)?,
        OfficeEvent::Opinion { place, event } => opinions::project(tables, *place, event, page)?,
        OfficeEvent::Reviewed(reviewed) => personnel::reviewed(tables, reviewed, page)?,
        OfficeEvent::SchemeKept(scheme) => personnel::scheme(tables, scheme)?,
        OfficeEvent::ReportSigned(signed) => personnel::signed(tables, signed, page)?,
        OfficeEvent::StoodIn { officer, date, .. } => {
            let mut day = snapshot.duty(*date)?;
            if !day.standing_in.contains(officer) {
                day.standing_in.push(officer.clone());
            }
            roster::write_day(tables, &day, page)?;
        }
    }
    Ok(())
}

pub(super) fn count(tables: &mut [Writable<'_>], event: &DeskEvent) -> Result<(), StoreError> {
    let (date, kind, arrival) = match event {
        DeskEvent::Arrived(waiting) => return move_line(tables, |line| line.join(waiting)),
        DeskEvent::Tallied { date, arrival } => (*date, TALLIED, *arrival),
        DeskEvent::VisitorLeft { date, arrival, .. } => (*date, LEFT, *arrival),
        // Stands in the day's log; nothing is counted.
        DeskEvent::ShiftLeft(_) | DeskEvent::AtDesk(_) => return Ok(()),
    };
    called(tables, arrival)?;
    add_one(tables, &key::day_count(date, kind))
}

/// Whoever waited is received, answered or gone.
pub(super) fn called(tables: &mut [Writable<'_>], arrival: Option<ArrivalId>) -> Result<(), StoreError> {
    arrival.map_or(Ok(()), |arrival| move_line(tables, |line| line.leave(arrival)))
}

fn move_line(tables: &mut [Writable<'_>], moves: impl FnOnce(&mut WaitingList)) -> Result<(), StoreError> {
    let mut line: WaitingList = Snapshot::of(tables).json(T::Office, b"waiting")?.unwrap_or_default();
    moves(&mut line);
    tables[T::Office as usize].insert(&b"waiting"[..], &to_json(&line)?[..])?;
    Ok(())
}

pub(super) fn add_one(tables: &mut [Writable<'_>], at: &[u8]) -> Result<(), StoreError> {
    let so_far = Snapshot::of(tables).row(T::Days, at)?.map_or(0, |row| key::number(&row));
    tables[T::Days as usize].insert(at, &(so_far + 1).to_be_bytes()[..])?;
    Ok(())
}
