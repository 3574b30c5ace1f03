//! 任免, 评议 and signed reports as they are read, and what the rules about them may know.

use chrono::Datelike as _;
use xieban_domain::appointment::{Appointment, AppointmentNumber, AppointmentStanding};
use xieban_domain::assessment::Scheme;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::context::Appointments;
use xieban_domain::moment::Moment;
use xieban_domain::review::Review;
use xieban_domain::staff::Staff;
use xieban_store::{ReviewRecord, Snapshot, StoreError};

use super::Session;
use super::chance::Lot;

/// A 任免, for somebody who may know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentRow {
    pub appointment: Appointment,
    /// Where it stands.
    pub standing: AppointmentStanding,
}

/// 考核规则 and how they came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schemes {
    /// Those that hold.
    pub current: Scheme,
    /// Every version, the newest first; the last is the proposal that every office begins with.
    pub versions: Vec<Scheme>,
}

fn reader(snapshot: &Snapshot<'_>, session: &Session) -> Result<Option<Staff>, StoreError> {
    Ok(snapshot.staff()?.get(session.account()).filter(|staff| staff.active).cloned())
}

/// Reads what a command about a 任免 needs. Of what the lot says, the next number that none has is taken.
pub(super) fn outside(
    snapshot: &Snapshot<'_>,
    command: &Command,
    lot: Lot,
    now: Moment,
) -> Result<Appointments, StoreError> {
    let year = u16::try_from(now.date().year()).unwrap_or(u16::MAX);
    Ok(match command {
        Command::Office(OfficeCommand::ProposeAppointment(_)) => {
            Appointments { next: Some(unused(snapshot, lot.appointment(year))?), one: None }
        }
        Command::Office(OfficeCommand::Appointment(about)) => {
            Appointments { next: None, one: snapshot.appointment(about.number)? }
        }
        Command::Register(_) | Command::Case { .. } | Command::Office(_) => Appointments::default(),
    })
}

fn unused(snapshot: &Snapshot<'_>, mut number: AppointmentNumber) -> Result<AppointmentNumber, StoreError> {
    for _ in 0..AppointmentNumber::COUNT {
        if !snapshot.has_appointment(number)? {
            break;
        }
        number = number.next();
    }
    Ok(number)
}

/// Reads what the command that keeps 考核规则 needs.
pub(super) fn scheme(snapshot: &Snapshot<'_>, command: &Command) -> Result<Option<Scheme>, StoreError> {
    match command {
        Command::Office(OfficeCommand::KeepScheme(_)) => Ok(Some(schemes(snapshot)?.current)),
        Command::Register(_) | Command::Case { .. } | Command::Office(_) => Ok(None),
    }
}

/// 考核规则, every version of them.
pub(super) fn schemes(snapshot: &Snapshot<'_>) -> Result<Schemes, StoreError> {
    let first = Scheme::first().ok_or_else(|| StoreError::Damaged("考核规则".to_owned()))?;
    let mut versions = snapshot.schemes()?;
    versions.push(first.clone());
    let current = versions.first().cloned().unwrap_or(first);
    Ok(Schemes { current, versions })
}

/// The 任免 that this session's person may know of, newest first. Who may know of none gets none, as if there were none.
pub(super) fn appointments(
    snapshot: &Snapshot<'_>,
    session: &Session,
) -> Result<Vec<AppointmentRow>, StoreError> {
    let Some(reader) = reader(snapshot, session)? else { return Ok(Vec::new()) };
    let seen = snapshot.appointments()?.into_iter().rev().filter_map(|one| one.taken_by(&reader));
    Ok(seen.map(|appointment| AppointmentRow { standing: appointment.standing(), appointment }).collect())
}

/// The 评议 that this session's person may know of, newest first.
pub(super) fn reviews(snapshot: &Snapshot<'_>, session: &Session) -> Result<Vec<Review>, StoreError> {
    let Some(reader) = reader(snapshot, session)? else { return Ok(Vec::new()) };
    let read = snapshot.reviews()?.into_iter().filter_map(|kept| match kept {
        ReviewRecord::Open(reviewed) => Some(Review::from(reviewed)),
        ReviewRecord::Behind(review) => review.taken_by(&reader).map(Review::from),
    });
    Ok(read.collect())
}
