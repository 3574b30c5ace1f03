//! How the table looks: two rows a week, in each day the leader above the desk.

use chrono::{Datelike as _, NaiveDate};
use xieban_domain::calendar::ClosedReason;
use xieban_domain::moment::screen_date;
use xieban_domain::roster::{Quarter, RosterFlaw, RosterTable, Seat, Turn};
use xieban_domain::staff::StaffCode;
use xieban_term::{Canvas, Tone};

use super::QuarterView;
use super::panel::Panel;
use crate::screen::duty::days::{later, monday};
use crate::world::World;

/// Cells of the column with the month.
const MONTH: u16 = 5;

/// The grid: which days are columns, and which week stands first.
struct Grid {
    weeks: Vec<NaiveDate>,
    /// Days of the week from Monday on; the sixth column is of both weekend days.
    columns: u16,
    cells: u16,
}

impl Grid {
    fn of(quarter: Quarter, table: &RosterTable, width: u16) -> Self {
        let mut weeks: Vec<NaiveDate> = quarter.days().map(monday).collect();
        weeks.dedup();
        let weekend = table.lines.keys().any(|date| date.weekday().num_days_from_monday() > 4);
        let columns = if weekend { 6 } else { 5 };
        Self { weeks, columns, cells: width.saturating_sub(MONTH) / columns }
    }
}

/// The days of a column of a week.
fn days(week: NaiveDate, column: u16) -> Vec<NaiveDate> {
    match column {
        5 => vec![later(week, 5), later(week, 6)],
        column => vec![later(week, column.into())],
    }
}

pub(super) fn draw(view: &QuarterView, canvas: &mut Canvas<'_>, world: &World) {
    let (width, height) = canvas.size();
    let (Some(quarter), Some(table), Some(at)) = (view.quarter, view.table(world), view.at(world)) else {
        return;
    };
    let flaws = view.flaws(world);
    head(view, canvas, world, (quarter, flaws.len()));
    let grid = Grid::of(quarter, &table, width);
    for (column, name) in (0..grid.columns).zip(["周一", "周二", "周三", "周四", "周五", "周末调休"])
    {
        canvas.put_in(MONTH + column * grid.cells, 1, grid.cells, name, Tone::Label);
    }
    let below = if view.panel.is_some() { Panel::rows(flaws.len()) } else { 1 };
    let shown = usize::from(height.saturating_sub(2 + below) / 2).max(1);
    let place = grid.weeks.iter().position(|week| *week == monday(at.date)).unwrap_or(0);
    let first = (place / shown * shown).min(grid.weeks.len().saturating_sub(shown));
    for (week, y) in grid.weeks.iter().skip(first).take(shown).zip((2..).step_by(2)) {
        let month = later(*week, 4).month();
        let before = later(*week, 4).day() <= 7 || *week == grid.weeks.get(first).copied().unwrap_or(*week);
        if before {
            canvas.put(0, y, &format!("{month}月"), Tone::Dim);
        }
        if *week == monday(world.now().date()) {
            canvas.put(0, y + 1, "本周", Tone::Dim);
        }
        for column in 0..grid.columns {
            let x = MONTH + column * grid.cells;
            for day in days(*week, column).into_iter().filter(|day| quarter.contains(*day)) {
                cell(view, canvas, world, ((x, y, grid.cells), day, &table, at, &flaws));
            }
        }
    }
    match &view.panel {
        Some(panel) => panel.draw(canvas, &flaws),
        None => foot(canvas, world, at, &table, &flaws),
    }
    if let Some(lines) = view.told_at_length(canvas.metrics, width) {
        let from = height.saturating_sub(u16::try_from(lines.len()).unwrap_or(height));
        canvas.clear(0, from, width, height.saturating_sub(from));
        for (line, y) in lines.iter().zip(from..) {
            canvas.put(1, y, line, Tone::Error);
        }
    }
    if let (Some(pick), Some(roster)) = (&view.pick, &view.view) {
        pick.draw(canvas, (at, &view.people(world), &table), &roster.absences, world);
    }
}

/// The quarter, where its table stands, and what is still wrong with it.
fn head(view: &QuarterView, canvas: &mut Canvas<'_>, world: &World, (quarter, flaws): (Quarter, usize)) {
    let (width, _) = canvas.size();
    let x = canvas.put(1, 0, &quarter.name(), Tone::Title) + 2;
    let x = canvas.put(x, 0, &view.stage(), Tone::Text) + 2;
    let mut state = Vec::new();
    if view.typed().is_some() {
        state.push("改了没保存".to_owned());
    }
    if flaws > 0 {
        state.push(format!("{flaws}处要改"));
    }
    let x = canvas.put(x, 0, &state.join(" "), Tone::Amber) + 2;
    // By when it is to be reported gives way to what is wrong.
    let report = view.report(world);
    if usize::from(width.saturating_sub(x + 1)) >= canvas.metrics.width(&report) {
        canvas.put_before(width.saturating_sub(1), 0, &report, Tone::Text);
    }
}

type TableCell<'a> = ((u16, u16, u16), NaiveDate, &'a RosterTable, Turn, &'a [RosterFlaw]);

fn cell(
    view: &QuarterView,
    canvas: &mut Canvas<'_>,
    world: &World,
    ((x, y, cells), date, table, at, flaws): TableCell<'_>,
) {
    let Some(line) = table.lines.get(&date) else {
        if let Some(ClosedReason::Holiday(name)) = world.facts.calendar.why_closed(date) {
            canvas.put_in(x, y, cells, &format!("{:>2} {name}", date.day()), Tone::Dim);
        }
        return;
    };
    let past = date < world.now().date();
    let here = (at.date == date).then_some(at.seat);
    let empty = view.newest().is_none() && view.typed().is_none();
    let tone = |seat: Seat| {
        let flawed =
            flaws.iter().any(|flaw| flaw.date() == Some(date) && flaw.seat().is_none_or(|of| of == seat));
        match () {
            () if here == Some(seat) => Tone::Focus,
            () if flawed => Tone::Red,
            () if past => Tone::Dim,
            () => Tone::Text,
        }
    };
    let today = date == world.now().date();
    let day_tone = if today { Tone::Title } else { Tone::Dim };
    let number = canvas.put(x, y, &format!("{:>2} ", date.day()), day_tone);
    let end = (x + cells).saturating_sub(1);
    let name = |seat: Seat| said(line.seat(seat), empty, world);
    put(canvas, (number, y, end), &name(Seat::Lead), tone(Seat::Lead), here == Some(Seat::Lead));
    let whole = line.morning == line.afternoon && !line.morning.is_empty();
    let desk = y + 1;
    if whole && !matches!(here, Some(Seat::Morning | Seat::Afternoon)) {
        put(canvas, (x, desk, end), &name(Seat::Morning), tone(Seat::Morning), false);
        return;
    }
    let next =
        put(canvas, (x, desk, end), &name(Seat::Morning), tone(Seat::Morning), here == Some(Seat::Morning));
    let slash = canvas.put(next, desk, "/", Tone::Dim);
    if slash < end {
        put(
            canvas,
            (slash, desk, end),
            &name(Seat::Afternoon),
            tone(Seat::Afternoon),
            here == Some(Seat::Afternoon),
        );
    }
}

/// Writes a seat, with the cursor in it where the marker stands. Gives the column after it.
fn put(canvas: &mut Canvas<'_>, (x, y, end): (u16, u16, u16), text: &str, tone: Tone, here: bool) -> u16 {
    if here {
        canvas.cursor(x, y);
    }
    let text = xieban_text::fit(canvas.metrics, text, end.saturating_sub(x).into());
    canvas.put(x, y, &text, tone)
}

/// Who sits there in short: the first name, and how many more. Without anybody `缺`; a table not begun has dots.
fn said(codes: &[StaffCode], empty: bool, world: &World) -> String {
    match codes {
        [] if empty => "..".to_owned(),
        [] => "缺".to_owned(),
        [one] => world.header.staff.name(one).to_owned(),
        [one, more @ ..] => format!("{}+{}", world.header.staff.name(one), more.len()),
    }
}

/// The seat under the marker in full.
fn foot(canvas: &mut Canvas<'_>, world: &World, at: Turn, table: &RosterTable, flaws: &[RosterFlaw]) {
    let (width, height) = canvas.size();
    let today = world.now().date();
    let codes = table.turn(at);
    let names: Vec<&str> = codes.iter().map(|code| world.header.staff.name(code)).collect();
    let names = if names.is_empty() { "没有排人".to_owned() } else { names.join("、") };
    let make_up = if world.facts.calendar.is_make_up(at.date) { "（调休上班）" } else { "" };
    let flaw = flaws
        .iter()
        .find(|flaw| flaw.date() == Some(at.date) && flaw.seat().is_none_or(|seat| seat == at.seat));
    let wrong = flaw.map_or_else(String::new, |flaw| format!("  ! {flaw}"));
    let text = format!("{}{make_up} {}：{names}{wrong}", screen_date(at.date, today), at.seat.name());
    canvas.put_in(1, height.saturating_sub(1), width.saturating_sub(2), &text, Tone::Title);
}
