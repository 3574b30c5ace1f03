//! What is wrong with a table, each thing named: it says which day or whom, and what to do (R11–R14, R16).

use std::collections::BTreeSet;
use std::fmt;

use chrono::{Datelike as _, NaiveDate};

use super::swap::Seat;
use super::table::{Line, RosterTable};
use crate::absence::{AbsenceKind, Absences, Half, HalfDay};
use crate::calendar::{Calendar, ClosedReason};
use crate::moment::weekday;
use crate::staff::{Directory, Staff, StaffCode};
use crate::timetable::TimetableRow;

/// Something that is wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RosterFlaw {
    /// An open day without a leader (R13).
    NoLeader { date: NaiveDate },
    /// More than one leader on a day (R13).
    SeveralLeaders { date: NaiveDate, names: Vec<String> },
    /// An open half-day without an officer (R12).
    NoOfficer { date: NaiveDate, half: Half },
    /// Somebody who may not have the seat (R11, R14).
    NotEligible { date: NaiveDate, seat: Seat, name: String },
    /// Somebody who is away then.
    Away { date: NaiveDate, seat: Seat, name: String, kind: AbsenceKind },
    /// Somebody named twice in one seat.
    Twice { date: NaiveDate, seat: Seat, name: String },
    /// A code that nobody has.
    Unknown { date: NaiveDate, code: StaffCode },
    /// A line for a day on which the office is closed.
    ClosedDay { date: NaiveDate, why: ClosedReason },
    /// A line outside the quarter.
    Outside { date: NaiveDate },
    /// Some of the six facts of a person are not entered (R16).
    FactsMissing {
        code: StaffCode,
        name: String,
        /// Which, by the heads of their columns.
        facts: Vec<&'static str>,
    },
}

impl RosterFlaw {
    /// The day it is on; `None` where it is about a person.
    pub const fn date(&self) -> Option<NaiveDate> {
        match self {
            Self::NoLeader { date }
            | Self::SeveralLeaders { date, .. }
            | Self::NoOfficer { date, .. }
            | Self::NotEligible { date, .. }
            | Self::Away { date, .. }
            | Self::Twice { date, .. }
            | Self::Unknown { date, .. }
            | Self::ClosedDay { date, .. }
            | Self::Outside { date } => Some(*date),
            Self::FactsMissing { .. } => None,
        }
    }

    /// The seat it is about, where it is about one.
    pub const fn seat(&self) -> Option<Seat> {
        match self {
            Self::NoLeader { .. } | Self::SeveralLeaders { .. } => Some(Seat::Lead),
            Self::NoOfficer { half: Half::Morning, .. } => Some(Seat::Morning),
            Self::NoOfficer { half: Half::Afternoon, .. } => Some(Seat::Afternoon),
            Self::NotEligible { seat, .. } | Self::Away { seat, .. } | Self::Twice { seat, .. } => {
                Some(*seat)
            }
            Self::Unknown { .. }
            | Self::ClosedDay { .. }
            | Self::Outside { .. }
            | Self::FactsMissing { .. } => None,
        }
    }
}

impl fmt::Display for RosterFlaw {
    /// One sentence: what is wrong, and what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |date: &NaiveDate| format!("{}月{}日（周{}）", date.month(), date.day(), weekday(*date));
        match self {
            Self::NoLeader { date } => write!(f, "{}没有值班领导，请排1名。", day(date)),
            Self::SeveralLeaders { date, names } => {
                write!(f, "{}排了{}名值班领导（{}），只能1名。", day(date), names.len(), names.join("、"))
            }
            Self::NoOfficer { date, half } => write!(f, "{}{}没有协办员，请排人。", day(date), half.name()),
            Self::NotEligible { date, seat: Seat::Lead, name } => {
                write!(f, "{}：{name}不是班子成员，不能当值班领导，请换人。", day(date))
            }
            Self::NotEligible { date, seat, name } => {
                write!(f, "{}{}：{name}不是在编中层干部，不能当协办员，请换人。", day(date), seat.name())
            }
            Self::Away { date, seat, name, kind } => {
                write!(f, "{}{}：{name}{}，请换人。", day(date), seat.name(), kind.name())
            }
            Self::Twice { date, seat, name } => {
                write!(f, "{}{}：{name}写了两次，请删一次。", day(date), seat.name())
            }
            Self::Unknown { date, code } => write!(f, "{}：没有代码{code}的人，请核对。", day(date)),
            Self::ClosedDay { date, why } => write!(f, "{}{why}，不上班，请删去。", day(date)),
            Self::Outside { date } => write!(f, "{date}不在本季度，请删去。"),
            Self::FactsMissing { name, facts, .. } => {
                write!(f, "{name}缺{}，请到人员名录补填。", facts.join("、"))
            }
        }
    }
}

/// Everything that is wrong with a table from a day on; what lies before it has happened and is not judged again.
pub fn check(
    table: &RosterTable,
    from: NaiveDate,
    staff: &Directory,
    absences: &Absences,
    calendar: &Calendar,
) -> Vec<RosterFlaw> {
    let mut flaws = Vec::new();
    let empty = |date| Line::empty(date);
    for date in table.quarter.days().filter(|date| *date >= from && calendar.is_open(*date)) {
        let line = table.lines.get(&date).cloned().unwrap_or_else(|| empty(date));
        holes(&line, staff, &mut flaws);
        for seat in Seat::ALL {
            sitting(&line, seat, staff, absences, &mut flaws);
        }
    }
    for line in table.lines.values().filter(|line| line.date >= from) {
        match calendar.why_closed(line.date) {
            _ if !table.quarter.contains(line.date) => flaws.push(RosterFlaw::Outside { date: line.date }),
            Some(why) => flaws.push(RosterFlaw::ClosedDay { date: line.date, why }),
            None => {}
        }
    }
    flaws.sort_by_key(RosterFlaw::date);
    flaws.extend(facts(table, staff));
    flaws
}

fn holes(line: &Line, staff: &Directory, flaws: &mut Vec<RosterFlaw>) {
    let date = line.date;
    match line.leaders.as_slice() {
        [] => flaws.push(RosterFlaw::NoLeader { date }),
        [_] => {}
        several => {
            let names = several.iter().map(|code| staff.name(code).to_owned()).collect();
            flaws.push(RosterFlaw::SeveralLeaders { date, names });
        }
    }
    for (half, sitting) in [(Half::Morning, &line.morning), (Half::Afternoon, &line.afternoon)] {
        if sitting.is_empty() {
            flaws.push(RosterFlaw::NoOfficer { date, half });
        }
    }
}

fn sitting(line: &Line, seat: Seat, staff: &Directory, absences: &Absences, flaws: &mut Vec<RosterFlaw>) {
    let date = line.date;
    let mut seen = BTreeSet::new();
    for code in line.seat(seat) {
        let Some(person) = staff.get(code) else {
            flaws.push(RosterFlaw::Unknown { date, code: code.clone() });
            continue;
        };
        let name = person.name.clone();
        let away = seat.halves().iter().find_map(|half| absences.away(code, HalfDay { date, half: *half }));
        match away {
            _ if !seat.fits(person) => flaws.push(RosterFlaw::NotEligible { date, seat, name: name.clone() }),
            Some(absence) => {
                flaws.push(RosterFlaw::Away { date, seat, name: name.clone(), kind: absence.kind });
            }
            None => {}
        }
        if !seen.insert(code) {
            flaws.push(RosterFlaw::Twice { date, seat, name });
        }
    }
}

/// R16: the six facts; the last, 值班时间, is what the table itself says.
fn facts(table: &RosterTable, staff: &Directory) -> Vec<RosterFlaw> {
    let named: BTreeSet<&StaffCode> =
        table.lines.values().flat_map(|line| Seat::ALL.map(|seat| line.seat(seat))).flatten().collect();
    let known = named.into_iter().filter_map(|code| staff.get(code));
    let missing = |person: &Staff| {
        let facts = [&person.name, &person.post, &person.place, &person.phone, &person.mobile];
        let heads = TimetableRow::HEADS.iter().zip(facts).filter(|(_, fact)| fact.trim().is_empty());
        heads.map(|(head, _)| *head).collect::<Vec<_>>()
    };
    let flaw = |person: &Staff| {
        let facts = missing(person);
        let flaw = RosterFlaw::FactsMissing { code: person.code.clone(), name: person.name.clone(), facts };
        (!missing(person).is_empty()).then_some(flaw)
    };
    known.filter_map(flaw).collect()
}
