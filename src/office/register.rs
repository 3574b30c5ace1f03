//! 投诉 as they are read: complaints by whoever works here, files by whoever may look over the wall.

use std::cmp::Reverse;

use chrono::NaiveDate;
use xieban_domain::case::clock::Light;
use xieban_domain::complaint::{Complainant, Complaint, ComplaintId, ComplaintLife};
use xieban_domain::conduct::{File, FileNumber, Informed, Standing, Walled};
use xieban_domain::moment::Moment;
use xieban_domain::sealed::Sealed;
use xieban_domain::staff::{Role, Staff};
use xieban_store::{Snapshot, StoreError};

use super::CompiledFacts;
use super::Session;
use super::privacy::{self, CaseReader};

/// Which complaints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those of the officer who asks that are not answered yet.
    Mine,
    /// All that are not answered yet.
    Open,
    All,
}

/// A complaint in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintRow {
    /// The complaint. 投诉人 is there for its officer and for leaders only, masked.
    pub complaint: Complaint,
    /// The name of its matter.
    pub title: String,
    /// How urgent it is now.
    pub light: Light,
}

/// A file, for somebody who may know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    pub file: File,
    /// Where it stands.
    pub standing: Standing,
    /// 局管干部: the day by which it is to be reported up.
    pub report_due: Option<NaiveDate>,
}

fn reader(snapshot: &Snapshot<'_>, session: &Session) -> Result<Option<Staff>, StoreError> {
    Ok(snapshot.staff()?.get(session.account()).filter(|staff| staff.active).cloned())
}

/// Complaints, the most urgent first where they are open, the newest first where they are all.
pub(super) fn complaints(
    snapshot: &Snapshot<'_>,
    session: &Session,
    which: Which,
    now: Moment,
    facts: CompiledFacts,
) -> Result<Vec<ComplaintRow>, StoreError> {
    let Some(reader) = reader(snapshot, session)? else { return Ok(Vec::new()) };
    let mut found = snapshot.complaints()?;
    found.retain(|complaint| match which {
        Which::All => true,
        Which::Open => !matches!(complaint.life, ComplaintLife::Replied(..)),
        Which::Mine => {
            !matches!(complaint.life, ComplaintLife::Replied(..)) && complaint.taken.officer == reader.code
        }
    });
    match which {
        Which::All => found.reverse(),
        Which::Mine | Which::Open => {
            found.sort_by_key(|complaint| (!complaint.taken.urgent, complaint.horizon(), complaint.id));
        }
    }
    let redactions = CaseReader::of(snapshot, session, now)?;
    let masked = |complaint| row(snapshot, complaint, (&reader, &redactions, false), now, facts);
    found.into_iter().map(masked).collect()
}

/// One complaint, with as much of 投诉人 as a page of the last minutes lets the asker see.
pub(super) fn complaint(
    snapshot: &Snapshot<'_>,
    session: &Session,
    id: ComplaintId,
    now: Moment,
    facts: CompiledFacts,
) -> Result<Option<ComplaintRow>, StoreError> {
    let Some(reader) = reader(snapshot, session)? else { return Ok(None) };
    let found = snapshot.complaint(id)?;
    let redactions = CaseReader::of(snapshot, session, now)?;
    found.map(|complaint| row(snapshot, complaint, (&reader, &redactions, true), now, facts)).transpose()
}

fn row(
    snapshot: &Snapshot<'_>,
    complaint: Complaint,
    (reader, redactions, clear): (&Staff, &CaseReader, bool),
    now: Moment,
    facts: CompiledFacts,
) -> Result<ComplaintRow, StoreError> {
    let complaint = snapshot.with_texts(complaint)?;
    let mut complaint = redactions.complaint(snapshot, complaint, clear)?;
    let leads = [Role::DutyLeader, Role::Head];
    if complaint.taken.officer != reader.code && !leads.iter().any(|role| reader.is(*role)) {
        // Whether there is one is no secret; who he is, is.
        complaint.taken.complainant = complaint.taken.complainant.map(Sealed::shut);
    }
    let title = facts.catalogue.matter(&complaint.taken.matter).map_or("", |matter| &matter.name);
    let light = complaint.light(now, facts.calendar);
    Ok(ComplaintRow { title: title.to_owned(), light, complaint })
}

/// The files that this session's person may know of: what is still to be done first, by the day it is due, then the closed ones, the
/// newest first. Somebody who may know of none gets none, as if there were none.
pub(super) fn files(
    snapshot: &Snapshot<'_>,
    session: &Session,
    facts: CompiledFacts,
) -> Result<Vec<FileRow>, StoreError> {
    let Some(reader) = reader(snapshot, session)? else { return Ok(Vec::new()) };
    let staff = snapshot.staff()?;
    let seen = Walled::seen_of(snapshot.files()?, &reader).into_iter();
    let row = |file: File| {
        let complainant = snapshot.complainant(file.number)?;
        Ok(FileRow {
            standing: file.standing(&staff),
            report_due: file.report_due(&staff, facts.calendar),
            file: privacy::file(file, complainant.as_ref()),
        })
    };
    let mut rows: Vec<FileRow> = seen.map(row).collect::<Result<_, StoreError>>()?;
    rows.sort_by_key(|row| {
        let closed = row.standing == Standing::Closed;
        (closed, (!closed).then_some(row.file.taken.due), Reverse(row.file.at), row.file.number)
    });
    Ok(rows)
}

/// What this session's person was told.
pub(super) fn told(snapshot: &Snapshot<'_>, session: &Session) -> Result<Vec<Informed>, StoreError> {
    let Some(reader) = reader(snapshot, session)? else { return Ok(Vec::new()) };
    let files = snapshot.files()?;
    let told = files.iter().rev().filter_map(|file| file.told(&reader.code));
    told.map(|told| {
        let complainant = snapshot.complainant(told.file)?;
        Ok(privacy::told(told, complainant.as_ref()))
    })
    .collect()
}

/// 投诉人 of a file: for somebody who may know of the file, and has given a reason in it within the last ten minutes. Everybody else
/// hears what he would hear of an anonymous one.
pub(super) fn complainant(
    snapshot: &Snapshot<'_>,
    session: &Session,
    number: FileNumber,
    now: Moment,
) -> Result<Option<Complainant>, StoreError> {
    let Some(reader) = reader(snapshot, session)? else { return Ok(None) };
    let file = snapshot.file(number)?.and_then(|file| file.taken_by(&reader));
    match file.is_some_and(|file| file.shows_complainant_to(&reader.code, now)) {
        true => snapshot.complainant(number),
        false => Ok(None),
    }
}
