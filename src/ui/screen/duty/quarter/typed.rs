//! What is edited and not kept yet, and where the marker goes in the grid.

use chrono::{Datelike as _, NaiveDate};
use xieban_domain::roster::{Line, RosterTable, Seat, Turn};
use xieban_term::Code;

use crate::screen::duty::days::monday;

/// An edit.
pub(super) struct Typed {
    /// The state that was edited; none where there was no table.
    pub(super) edits: Option<u32>,
    pub(super) lines: Vec<Line>,
}

/// Where an arrow leads from a seat: right and left through the days and halves of a row, up and down through the rows of the weeks.
pub(super) fn step(table: &RosterTable, at: Turn, code: Code) -> Option<Turn> {
    let dates: Vec<NaiveDate> = table.lines.keys().copied().collect();
    let place = dates.iter().position(|date| *date >= at.date)?;
    let beside = |place: usize| dates.get(place).copied().unwrap_or(at.date);
    let turn = |date, seat| Turn { date, seat };
    let in_week = |week: NaiveDate| {
        let days = dates.iter().copied().filter(|date| monday(*date) == week);
        let weekday = at.date.weekday().num_days_from_monday();
        days.min_by_key(|date| date.weekday().num_days_from_monday().abs_diff(weekday))
    };
    let weeks: Vec<NaiveDate> = {
        let mut weeks: Vec<NaiveDate> = dates.iter().map(|date| monday(*date)).collect();
        weeks.dedup();
        weeks
    };
    let week = weeks.iter().position(|week| *week == monday(at.date))?;
    let other = |week: Option<usize>, seat| {
        let date = week.and_then(|week| weeks.get(week)).and_then(|week| in_week(*week));
        date.map_or(at, |date| turn(date, seat))
    };
    Some(match (code, at.seat) {
        (Code::Right, Seat::Lead) => turn(beside(place + 1), Seat::Lead),
        (Code::Left, Seat::Lead) => turn(beside(place.saturating_sub(1)), Seat::Lead),
        (Code::Right, Seat::Morning) => turn(at.date, Seat::Afternoon),
        (Code::Right, Seat::Afternoon) if place + 1 < dates.len() => turn(beside(place + 1), Seat::Morning),
        (Code::Left, Seat::Afternoon) | (Code::Down, Seat::Lead) => turn(at.date, Seat::Morning),
        (Code::Left, Seat::Morning) if place > 0 => turn(beside(place - 1), Seat::Afternoon),
        (Code::Left | Code::Right, _) => at,
        (Code::Down, _) => other(Some(week + 1), Seat::Lead),
        (Code::Up, Seat::Lead) => other(week.checked_sub(1), Seat::Morning),
        (Code::Up, _) => turn(at.date, Seat::Lead),
        (Code::Home, seat) => turn(beside(0), seat),
        (Code::End, seat) => turn(beside(dates.len().saturating_sub(1)), seat),
        _ => return None,
    })
}
