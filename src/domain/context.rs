//! Everything a rule may know: who asks, when, the day's duty, the office's values, the next numbers, and the few
//! facts that lie outside the case. All of it is read inside the transaction that will record the outcome.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::absence::Absences;
use super::appointment::{Appointment, AppointmentNumber};
use super::assessment::Scheme;
use super::calendar::Calendar;
use super::case::Case;
use super::case::transfer::OpenSlip;
use super::case::undo::LastAction;
use super::catalogue::Catalogue;
use super::complaint::{Complaint, ComplaintId};
use super::conduct::{File, FileNumber, ReceiptCode, Walled};
use super::duty::DutyDay;
use super::host_clock::ClockFacts;
use super::moment::Moment;
use super::number::{self, CaseId, Form, Number, YEARS};
use super::opinion::Volumes;
use super::premises::Books;
use super::refusal::{Implausible, Reason, Refusal};
use super::roster::Roster;
use super::sealed::Seal;
use super::settings::{LastNumbers, Settings};
use super::staff::{Directory, GrantFacts, Role, Staff, StaffCode};
use super::units::Units;
use super::waiting::WaitingList;

/// Who asks, with the roles held now (not those of a session's start).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub staff: Staff,
    /// The terminal, e.g. `1号台`.
    pub desk: String,
}

impl Actor {
    /// The person's code.
    pub const fn code(&self) -> &StaffCode {
        &self.staff.code
    }

    /// May decide as a leader: a 值班领导 or the 所主要负责人.
    pub fn leads(&self) -> bool {
        self.staff.is(Role::DutyLeader) || self.staff.is(Role::Head)
    }
}

/// Everything a rule may know besides the state it judges.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub actor: &'a Actor,
    pub now: Moment,
    pub duty: &'a DutyDay,
    /// The office's values.
    pub settings: &'a Settings,
    /// Everybody who works or worked here.
    pub staff: &'a Directory,
    pub calendar: &'a Calendar,
    /// Matters, units, chains.
    pub catalogue: &'a Catalogue,
    /// The year in which numbers are given out: that of today, also for what was written on paper before.
    pub year: u16,
    /// The last number used in it, by form; absent is none yet.
    pub last_numbers: &'a BTreeMap<Form, u32>,
    /// What lies outside the case.
    pub facts: &'a Facts,
}

/// What lies outside the state that is judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The case that already holds the signature position asked for (R64).
    pub position_taken_by: Option<CaseId>,
    /// Cases registered without a leader, for the duty entry that stamps them (R20).
    pub unstamped: Vec<CaseId>,
    /// What is known of the other units, for the command that keeps more of it.
    pub units: Units,
    /// The waiting line, for what notes or ends an arrival (R36).
    pub line: WaitingList,
    /// This visitor was received on this day already: one person on one day is one visit (R1).
    pub received_today: bool,
    /// The slip of the case that a guidance is to stand on with, as both cases have it.
    pub slip: Option<OpenSlip>,
    /// Cases whose private texts are kept no longer, for the command that erases them.
    pub erasable: Vec<CaseId>,
    /// What the actor would leave undone, for the command by which he leaves (R44).
    pub left_undone: Vec<CaseId>,
    /// What is known of the paper that a registration is copied from.
    pub paper: PaperFacts,
    /// The table of the quarter that a command is about.
    pub roster: Option<Roster>,
    /// The table of the quarter before it.
    pub roster_before: Option<Roster>,
    /// The days of that quarter from today on as they stand, for the command that changes a table that holds.
    pub days: BTreeMap<NaiveDate, DutyDay>,
    /// The officer's absences, for the command that keeps one; everybody's, for commands about a roster.
    pub absences: Absences,
    /// The cases that one decision is for.
    pub cases: Vec<Case>,
    /// The office's books and today at the desk, for what is judged by them.
    pub books: Books,
    /// The last action on the case, for who wants to undo it.
    pub last: Option<LastAction>,
    /// The volumes of 意见本, for what is asked of a page.
    pub shelf: Volumes,
    /// 考核规则 that hold, for the command that keeps others.
    pub scheme: Option<Scheme>,
    /// What lies outside, for what is asked of 任免.
    pub appointments: Appointments,
    /// What lies outside, for what is asked of complaints.
    pub complaints: Complaints,
    /// Who consents and whose PINs there are, for the command that keeps an entry of the directory.
    pub grant: GrantFacts,
    /// The numbers that were given out, for the command that accepts a store.
    pub given_out: GivenOut,
    /// What is known of the host's clock, for the commands that answer for it.
    pub clock: ClockFacts,
    /// The picture that is handed in with the command, by its hash.
    pub picture: Option<Seal>,
}

/// The last numbers that were given out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenOut {
    /// As the witness has them; none where it has none, or cannot be reached.
    pub witnessed: Option<LastNumbers>,
    /// As the store has them.
    pub here: LastNumbers,
}

/// What a command about complaints needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Complaints {
    /// The complaint it is about.
    pub one: Option<Complaint>,
    /// The number of the next one.
    pub next: Option<ComplaintId>,
    /// An earlier complaint that is named beside it exists.
    pub named: bool,
    /// The file it is about.
    pub file: Option<Walled<File>>,
    /// A number and a receipt code that no file has.
    pub next_file: Option<(FileNumber, ReceiptCode)>,
}

/// What a command about 任免 needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Appointments {
    /// The number of the next one.
    pub next: Option<AppointmentNumber>,
    /// The one it is about.
    pub one: Option<Walled<Appointment>>,
}

/// What lies outside a case that is entered late.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperFacts {
    /// The duty of the day on the paper.
    pub duty: Option<DutyDay>,
    /// The case that has this 手工单号.
    pub taken_by: Option<CaseId>,
}

impl Context<'_> {
    /// The office's day.
    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    /// The next number of a form: gap-free within the year, going on from what was used on paper (R25).
    ///
    /// # Errors
    /// The year is none of [`YEARS`] (a host whose clock is wrong), or the sequence has come to its last number.
    pub fn next_number(&self, form: Form) -> Result<Number, Refusal> {
        let year = self.year;
        if !YEARS.contains(&year) {
            return Err(Implausible::YearOfNumbers { year }.whole());
        }
        let on_paper =
            self.settings.used_on_paper.get(&form).filter(|(of, _)| *of == year).map_or(0, |(_, last)| *last);
        let here = self.last_numbers.get(&form).copied().unwrap_or(0);
        Ok(Number { form, year, seq: number::after(Some(here.max(on_paper)), form.name())? })
    }

    /// A member of staff still here, by code.
    pub fn colleague(&self, code: &StaffCode) -> Result<&Staff, Refusal> {
        let found = self.staff.get(code).filter(|staff| staff.active);
        found.ok_or_else(|| {
            Reason::NoSuchStaff { code: code.0.clone() }.on(super::refusal::RefusedField::Staff)
        })
    }
}
