//! What the rules about complaints may know, read inside the transaction.

use chrono::Datelike as _;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::complaint::{ComplaintCommand, ComplaintId};
use xieban_domain::conduct::{FileNumber, ReceiptCode};
use xieban_domain::context::Complaints;
use xieban_domain::moment::Moment;
use xieban_domain::reveal::{Reveal, Whose};
use xieban_store::{Snapshot, StoreError};

use super::chance::Lot;

/// Reads what a command about complaints needs. Of what the lot says, the next that nobody has is taken.
pub(super) fn complaints(
    snapshot: &Snapshot<'_>,
    command: &Command,
    lot: Lot,
    now: Moment,
) -> Result<Complaints, StoreError> {
    let year = u16::try_from(now.date().year()).unwrap_or(u16::MAX);
    let named = |id: Option<ComplaintId>| match id {
        Some(id) => Ok::<_, StoreError>(snapshot.complaint(id)?.is_some()),
        None => Ok(false),
    };
    Ok(match command {
        Command::Office(OfficeCommand::TakeComplaint(take)) => Complaints {
            next: Some(snapshot.next_complaint(year)?),
            named: named(take.repeats)?,
            ..Complaints::default()
        },
        Command::Office(OfficeCommand::Complaint(about)) => {
            let to = match &about.step {
                ComplaintCommand::Link { to } => Some(*to),
                ComplaintCommand::HandOver { .. }
                | ComplaintCommand::Note { .. }
                | ComplaintCommand::Find { .. }
                | ComplaintCommand::Reply { .. }
                | ComplaintCommand::Rate { .. }
                | ComplaintCommand::Urge { .. } => None,
            };
            Complaints { one: snapshot.complaint(about.number)?, named: named(to)?, ..Complaints::default() }
        }
        Command::Office(OfficeCommand::Reveal(Reveal { of: Whose::Complaint(id), .. })) => {
            Complaints { one: snapshot.complaint(*id)?, ..Complaints::default() }
        }
        Command::Office(OfficeCommand::TakeConduct(_)) => {
            let next_file = Some((unused(snapshot, lot.number(year))?, free(snapshot, lot.receipt())?));
            Complaints { next_file, ..Complaints::default() }
        }
        Command::Office(OfficeCommand::Conduct(about)) => {
            Complaints { file: snapshot.file(about.file)?, ..Complaints::default() }
        }
        Command::Register(_) | Command::Case { .. } | Command::Office(_) => Complaints::default(),
    })
}

/// This number, or the next one after it that no file has.
fn unused(snapshot: &Snapshot<'_>, mut number: FileNumber) -> Result<FileNumber, StoreError> {
    for _ in 0..FileNumber::COUNT {
        if !snapshot.has_file(number)? {
            break;
        }
        number = number.next();
    }
    Ok(number)
}

/// This receipt code, or the next one after it that no file has.
fn free(snapshot: &Snapshot<'_>, mut receipt: ReceiptCode) -> Result<ReceiptCode, StoreError> {
    let taken = snapshot.receipts()?;
    while taken.contains(&receipt) && taken.len() < ReceiptCode::COUNT {
        receipt = receipt.next();
    }
    Ok(receipt)
}
