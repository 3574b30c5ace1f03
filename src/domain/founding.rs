//! What an office begins with, judged by the gates that hold later on: its values, its first people, the first day's duty
//! (R10, R11, R14, R16, R26).

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;

use super::calendar::Calendar;
use super::catalogue::Catalogue;
use super::command::OfficeCommand;
use super::context::{Actor, Context, Facts};
use super::duty::DutyDay;
use super::moment::Moment;
use super::office;
use super::refusal::{Refusal, Staffing};
use super::settings::{self, Settings, SettingsChange};
use super::staff::{self, Directory, Role, Staff};

/// What an office begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beginning {
    pub settings: SettingsChange,
    /// Its first people.
    pub staff: Vec<Staff>,
    /// The first days' duty.
    pub duty: Vec<DutyDay>,
}

/// What a beginning is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    pub now: Moment,
    pub calendar: &'static Calendar,
    /// Matters, units, chains.
    pub catalogue: &'static Catalogue,
}

impl Given {
    /// The first day of duty: today, or the next day on which the office is open.
    pub fn first_day(&self) -> chrono::NaiveDate {
        self.calendar.open_on_or_after(self.now.date())
    }
}

/// The values in their stored form.
pub fn values(change: &SettingsChange, given: &Given) -> Result<SettingsChange, Refusal> {
    before_all(&Directory::default(), given, |cx| settings::change(change, cx))
}

/// A person's entry in its stored form.
pub fn person(entry: &Staff) -> Result<Staff, Refusal> {
    staff::kept(entry)
}

/// The whole in its stored form.
///
/// # Errors
/// What any gate refuses; two people with one code; nobody who is a 系统管理员.
pub fn judge(beginning: &Beginning, given: &Given) -> Result<Beginning, Refusal> {
    let settings = values(&beginning.settings, given)?;
    let people = beginning.staff.iter().map(person).collect::<Result<Vec<_>, _>>()?;
    let mut codes = BTreeSet::new();
    if let Some(twice) = people.iter().find(|staff| !codes.insert(&staff.code)) {
        return Err(Staffing::CodeTaken { code: twice.code.0.clone() }.refused());
    }
    if !people.iter().any(|staff| staff.is(Role::Administrator)) {
        return Err(Staffing::AdministratorNeeded.refused());
    }
    let directory = Directory(people.iter().map(|staff| (staff.code.clone(), staff.clone())).collect());
    for day in &beginning.duty {
        before_all(&directory, given, |cx| office::decide(&OfficeCommand::EnterDuty(day.clone()), cx))?;
    }
    Ok(Beginning { settings, staff: people, duty: beginning.duty.clone() })
}

/// Judges as the office does, of an office in which nothing has happened yet.
fn before_all<A>(
    directory: &Directory,
    given: &Given,
    judge: impl FnOnce(&Context<'_>) -> Result<A, Refusal>,
) -> Result<A, Refusal> {
    let founder = directory.0.values().find(|staff| staff.is(Role::Administrator)).cloned();
    let actor = Actor { staff: founder.unwrap_or_else(|| Staff::new("INIT", "")), desk: String::new() };
    let today = given.now.date();
    judge(&Context {
        actor: &actor,
        now: given.now,
        duty: &DutyDay::empty(today),
        settings: &Settings::default(),
        staff: directory,
        calendar: given.calendar,
        catalogue: given.catalogue,
        year: u16::try_from(today.year()).unwrap_or(u16::MAX),
        last_numbers: &BTreeMap::new(),
        facts: &Facts::default(),
    })
}
