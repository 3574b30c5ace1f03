//! A case in words: its line in a list, and its history line by line.

use chrono::{Datelike as _, NaiveDate};
use xieban_domain::case::CaseEvent;
use xieban_domain::case::clock::{Colour, Light};
use xieban_domain::event::Event;
use xieban_domain::limit::Due;
use xieban_domain::staff::Directory;
use xieban_office::{CaseRow, TimelineEntry};
use xieban_term::Tone;

use crate::world::World;

/// The tone of a light. The word stands beside it always.
pub(crate) const fn tone(light: Light) -> Tone {
    match light.colour() {
        Some(Colour::Red) => Tone::Red,
        Some(Colour::Amber) => Tone::Amber,
        Some(Colour::Green) => Tone::Green,
        None => Tone::Dim,
    }
}

/// The columns of a list row: light, number, visitor, matter, disposition, now, due.
pub(crate) fn columns(row: &CaseRow, world: &World) -> [String; 7] {
    let case = &row.record.case;
    let visitor = case
        .visitor
        .get()
        .map_or_else(|| "（已清除）".to_owned(), xieban_domain::visitor::Visitor::listed_name);
    let today = world.now().date();
    let due = row.due.map_or_else(|| "--".to_owned(), |due| listed(due, today));
    [
        row.light.text(),
        case.id().spoken(),
        visitor,
        format!("{}{}", if case.opening.late.is_some() { "补录 " } else { "" }, case.opening.title),
        case.division().to_owned(),
        case.whereabouts().to_owned(),
        due,
    ]
}

/// A due date in the eight cells of its column: `11-23`, `27-01-05`; one that waits for a notice is of the next weeks: `01-05暂`.
fn listed(due: Due, today: NaiveDate) -> String {
    match (due.provisional, due.date.year() == today.year()) {
        (true, _) => due.date.format("%m-%d暂").to_string(),
        (false, true) => due.date.format("%m-%d").to_string(),
        (false, false) => due.date.format("%y-%m-%d").to_string(),
    }
}

/// A line of history: when, what, and who where it was not the officer himself.
pub(crate) fn history(
    entry: &TimelineEntry,
    staff: &Directory,
    officer: &xieban_domain::staff::StaffCode,
) -> String {
    let who = if entry.by == *officer { String::new() } else { format!("（{}）", staff.name(&entry.by)) };
    format!("{} {}{who}", entry.at.screen_time(), told(entry, staff))
}

/// What a line of history says happened.
pub(crate) fn what(entry: &TimelineEntry, world: &World) -> String {
    told(entry, &world.header.staff)
}

/// The lines of history, newest first, that were undone: those right below their undo.
pub(crate) fn undone(timeline: &[TimelineEntry]) -> Vec<bool> {
    let mut left = 0_u16;
    let mark = |entry: &TimelineEntry| {
        let gone = left > 0;
        left = left.saturating_sub(1);
        if let Event::Case { event: CaseEvent::Undone(undone), .. } = &entry.event {
            left = undone.events;
        }
        gone
    };
    timeline.iter().map(mark).collect()
}

fn told(entry: &TimelineEntry, staff: &Directory) -> String {
    let Event::Case { event, .. } = &entry.event else { return String::new() };
    event.told(staff)
}
