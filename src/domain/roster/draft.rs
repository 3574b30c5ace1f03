//! One key drafts a quarter: whole weeks, or half-day by half-day. Nobody gets what he may not have, nor what he could not do for want of
//! the role; where nobody is there, the seat stays empty and the check names it (R11–R14).
//!
//! Of those who could take a week (or a seat) it goes to who has had the fewest in this quarter; among those to who has not had one for
//! the longest time; then by 排序. So of two people who are equally available neither has more than one more than the other.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::command::By;
use super::quarter::Quarter;
use super::swap::Seat;
use super::table::{Line, RosterTable};
use crate::absence::{Absences, Half, HalfDay};
use crate::calendar::Calendar;
use crate::staff::{Directory, Role, Staff, StaffCode};

/// Who may be had for a quarter.
#[derive(Debug, Clone, Copy)]
pub struct Available<'a> {
    pub staff: &'a Directory,
    /// Who is away when.
    pub absences: &'a Absences,
    pub calendar: &'a Calendar,
    /// The table of the quarter before, so that turns go on from it.
    pub before: Option<&'a RosterTable>,
}

/// What somebody has had so far.
#[derive(Debug, Clone, Copy, Default)]
struct Had {
    weeks: usize,
    seats: usize,
    last: Option<NaiveDate>,
}

/// People of one kind, by rank, each with what he has had.
struct Pool<'a> {
    people: Vec<(&'a StaffCode, Had)>,
    absences: &'a Absences,
}

impl<'a> Pool<'a> {
    fn of(have: &Available<'a>, seats: &[Seat], fits: fn(&Staff) -> bool) -> Self {
        let last = |code: &StaffCode| {
            let lines = have.before.into_iter().flat_map(|table| table.lines.values().rev());
            let mut days = lines.filter(|line| seats.iter().any(|seat| line.seat(*seat).contains(code)));
            days.next().map(|line| line.date)
        };
        let people = have.staff.active().into_iter().filter(|staff| fits(staff));
        let people = people.map(|staff| (&staff.code, Had { last: last(&staff.code), ..Had::default() }));
        Self { people: people.collect(), absences: have.absences }
    }

    fn here(&self, code: &StaffCode, date: NaiveDate, halves: &[Half]) -> bool {
        halves.iter().all(|half| self.absences.away(code, HalfDay { date, half: *half }).is_none())
    }

    /// For each person how many of these seats he cannot take.
    fn missing(&self, seats: &[(NaiveDate, &[Half])]) -> BTreeMap<usize, usize> {
        let missing =
            |code: &StaffCode| seats.iter().filter(|(date, halves)| !self.here(code, *date, halves)).count();
        self.people.iter().enumerate().map(|(at, (code, _))| (at, missing(code))).collect()
    }

    /// Who takes a whole week of these seats, `count` people: who can take most of it, then who has had the fewest.
    fn for_week(&mut self, seats: &[(NaiveDate, &[Half])], count: usize) -> Vec<&'a StaffCode> {
        let missing = self.missing(seats);
        let mut order: Vec<usize> = (0..self.people.len()).filter(|at| missing[at] < seats.len()).collect();
        order.sort_by_key(|at| {
            let had = self.people[*at].1;
            (missing[at], had.weeks, had.last, *at)
        });
        order.truncate(count);
        for at in &order {
            let had = &mut self.people[*at].1;
            had.weeks = had.weeks.saturating_add(1);
            had.last = seats.last().map(|(date, _)| *date).max(had.last);
        }
        order.into_iter().map(|at| self.people[at].0).collect()
    }

    /// Who takes one seat, none of `not`: who is there, then who has had the fewest.
    fn for_seat(&mut self, date: NaiveDate, halves: &[Half], not: &[StaffCode]) -> Option<StaffCode> {
        let free = |(_, (code, _)): &(usize, &(&StaffCode, Had))| {
            !not.contains(code) && self.here(code, date, halves)
        };
        let fewest = self
            .people
            .iter()
            .enumerate()
            .filter(free)
            .min_by_key(|(at, (_, had))| (had.seats, had.weeks, had.last, *at));
        let (at, (code, _)) = fewest?;
        let code = (*code).clone();
        let had = &mut self.people[at].1;
        had.seats = had.seats.saturating_add(1);
        had.last = Some(date).max(had.last);
        Some(code)
    }
}

/// The draft of a quarter with so many officers at a time.
pub fn draft(quarter: Quarter, by: By, desks: u8, have: &Available<'_>) -> RosterTable {
    let mut officers = Pool::of(have, &[Seat::Morning, Seat::Afternoon], |staff| {
        staff.may_be_officer() && staff.is(Role::Officer)
    });
    let mut leaders = Pool::of(have, &[Seat::Lead], |staff| {
        staff.may_lead() && (staff.is(Role::DutyLeader) || staff.is(Role::Head))
    });
    let desks = usize::from(desks.max(1));
    let mut table = RosterTable::empty(quarter, have.calendar);
    let days: Vec<NaiveDate> = table.lines.keys().copied().collect();
    for week in days.chunk_by(|a, b| a.iso_week() == b.iso_week()) {
        let halves: Vec<(NaiveDate, &[Half])> =
            week.iter().flat_map(|day| [(*day, &Half::BOTH[..1]), (*day, &Half::BOTH[1..])]).collect();
        let whole: Vec<(NaiveDate, &[Half])> = week.iter().map(|day| (*day, &Half::BOTH[..])).collect();
        let (desk, lead) = match by {
            By::Weeks => (officers.for_week(&halves, desks), leaders.for_week(&whole, 1)),
            By::Slots => (Vec::new(), Vec::new()),
        };
        for day in week {
            let Some(line) = table.lines.get_mut(day) else { continue };
            fill(line, &mut officers, &mut leaders, (&desk, &lead), desks);
        }
    }
    table
}

/// Fills a day's seats: with those whose week it is, as far as they are there, else with whoever has had the fewest.
fn fill(
    line: &mut Line,
    officers: &mut Pool<'_>,
    leaders: &mut Pool<'_>,
    (desk, lead): (&[&StaffCode], &[&StaffCode]),
    desks: usize,
) {
    let day = line.date;
    for (seat, half) in [(Seat::Morning, &Half::BOTH[..1]), (Seat::Afternoon, &Half::BOTH[1..])] {
        let there = desk.iter().filter(|code| officers.here(code, day, half));
        let mut sitting: Vec<StaffCode> = there.map(|code| (*code).clone()).collect();
        while sitting.len() < desks {
            let Some(code) = officers.for_seat(day, half, &sitting) else { break };
            sitting.push(code);
        }
        *line.seat_mut(seat) = sitting;
    }
    let leader = lead.iter().find(|code| leaders.here(code, day, &Half::BOTH)).map(|code| (*code).clone());
    line.leaders = leader.or_else(|| leaders.for_seat(day, &Half::BOTH, &[])).into_iter().collect();
}
