//! The table of a quarter: a line for every open day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::quarter::Quarter;
use super::swap::{Seat, Turn};
use crate::calendar::Calendar;
use crate::duty::DutyDay;
use crate::staff::{Directory, StaffCode};
use crate::timetable::{OnDay, Timetable};

/// Who is on duty on a day, as it is entered: right is exactly one leader and at least one officer in each half.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The day.
    #[schemars(with = "String")]
    pub date: NaiveDate,
    /// 值班领导.
    #[serde(default)]
    pub leaders: Vec<StaffCode>,
    /// 协办员 of the morning.
    #[serde(default)]
    pub morning: Vec<StaffCode>,
    /// 协办员 of the afternoon.
    #[serde(default)]
    pub afternoon: Vec<StaffCode>,
}

impl Line {
    /// A day on which nobody is named.
    pub const fn empty(date: NaiveDate) -> Self {
        Self { date, leaders: Vec::new(), morning: Vec::new(), afternoon: Vec::new() }
    }

    /// Who sits there.
    pub const fn seat(&self, seat: Seat) -> &Vec<StaffCode> {
        match seat {
            Seat::Lead => &self.leaders,
            Seat::Morning => &self.morning,
            Seat::Afternoon => &self.afternoon,
        }
    }

    /// Who sits there, to be changed.
    pub const fn seat_mut(&mut self, seat: Seat) -> &mut Vec<StaffCode> {
        match seat {
            Seat::Lead => &mut self.leaders,
            Seat::Morning => &mut self.morning,
            Seat::Afternoon => &mut self.afternoon,
        }
    }

    /// The day of duty it makes.
    pub fn duty(&self) -> DutyDay {
        DutyDay {
            leader: self.leaders.first().cloned(),
            morning: self.morning.clone(),
            afternoon: self.afternoon.clone(),
            ..DutyDay::empty(self.date)
        }
    }

    /// The day of duty once this line holds instead of `held`: a seat that both say alike stays as the day has it, so that what a leader
    /// has entered for the day since is not undone by a change of another seat.
    pub fn over(&self, held: Option<&Self>, mut day: DutyDay) -> DutyDay {
        let Some(held) = held else { return DutyDay { standing_in: day.standing_in, ..self.duty() } };
        if held.leaders != self.leaders {
            day.leader = self.leaders.first().cloned();
        }
        if held.morning != self.morning {
            day.morning.clone_from(&self.morning);
        }
        if held.afternoon != self.afternoon {
            day.afternoon.clone_from(&self.afternoon);
        }
        day
    }

    /// The line as the day stands now, with what a leader has entered for it; a day of which nothing is known changes nothing.
    #[must_use]
    pub fn as_it_stands(mut self, day: &DutyDay) -> Self {
        let known = day.leader.is_some() || !day.morning.is_empty() || !day.afternoon.is_empty();
        if known && day.date == self.date {
            self.leaders = day.leader.iter().cloned().collect();
            self.morning.clone_from(&day.morning);
            self.afternoon.clone_from(&day.afternoon);
        }
        self
    }
}

/// The table of a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterTable {
    pub quarter: Quarter,
    /// Its lines, by day.
    pub lines: BTreeMap<NaiveDate, Line>,
}

impl RosterTable {
    /// A table of these lines; of two for one day the later holds.
    pub fn new(quarter: Quarter, lines: impl IntoIterator<Item = Line>) -> Self {
        Self { quarter, lines: lines.into_iter().map(|line| (line.date, line)).collect() }
    }

    /// A table with an empty line for every open day.
    pub fn empty(quarter: Quarter, calendar: &Calendar) -> Self {
        Self::new(quarter, quarter.days().filter(|day| calendar.is_open(*day)).map(Line::empty))
    }

    /// Who has a turn.
    pub fn turn(&self, turn: Turn) -> &[StaffCode] {
        self.lines.get(&turn.date).map_or(&[], |line| line.seat(turn.seat))
    }

    /// The same table with somebody else in a turn.
    #[must_use]
    pub fn with(mut self, turn: Turn, out: &StaffCode, into: &StaffCode) -> Self {
        if let Some(line) = self.lines.get_mut(&turn.date) {
            for code in line.seat_mut(turn.seat) {
                if code == out {
                    code.clone_from(into);
                }
            }
        }
        self
    }

    /// 暂定: no notice of holidays has been published for its year.
    pub fn is_provisional(&self, calendar: &Calendar) -> bool {
        calendar.is_provisional(self.quarter.year)
    }

    /// Its rows, as sheet, file and page show them.
    pub fn timetable(&self, staff: &Directory, calendar: &Calendar) -> Timetable {
        let days = self.lines.values().map(|line| OnDay {
            date: line.date,
            leaders: &line.leaders,
            morning: &line.morning,
            afternoon: &line.afternoon,
        });
        Timetable::of(days, (self.quarter.first(), self.quarter.last()), staff, calendar)
    }
}
