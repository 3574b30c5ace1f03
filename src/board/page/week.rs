//! 本周值班: a row a half-day would be long; a column a day it is.

use super::super::scene::short;
use crate::domain::moment::Moment;
use crate::office::public::{Card, Wall, WallDay};
use crate::term::{Canvas, Tone};
use crate::text::spread;

/// A label, and what stands beside it under each day.
type Row<'a> = (&'a str, &'a dyn Fn(&WallDay) -> String);

/// What stands before the columns.
const LABELS: u16 = 9;

pub(super) fn draw(wall: &Wall, now: Moment, canvas: &mut Canvas<'_>) {
    table(&wall.week(now), now, 0, canvas);
}

/// The table of these days from this row on; gives the row below it.
pub(crate) fn table(days: &[&WallDay], now: Moment, y: u16, canvas: &mut Canvas<'_>) -> u16 {
    let width = canvas.size().0.saturating_sub(LABELS + 1);
    let column = width / u16::try_from(days.len().max(5)).unwrap_or(5);
    let word = if days.iter().any(|day| day.date >= now.date() && same_week(day, now)) {
        "本周"
    } else {
        "下周"
    };
    let rows: [Row<'_>; 4] = [
        (word, &|day| short(day.date)),
        ("上午", &|day| names(day.halves.first().map_or(&[], Vec::as_slice))),
        ("下午", &|day| names(day.halves.get(1).map_or(&[], Vec::as_slice))),
        ("领导", &|day| names(day.leader.as_slice())),
    ];
    let mut at = y;
    for (label, cell) in rows {
        canvas.put(1, at, label, Tone::Label);
        for (nth, day) in (0_u16..).zip(days) {
            let tone = if day.date == now.date() { Tone::Title } else { Tone::Text };
            canvas.put_in(LABELS + nth * column, at, column, &cell(day), tone);
        }
        at += 1;
    }
    at
}

fn same_week(day: &WallDay, now: Moment) -> bool {
    day.date.week(chrono::Weekday::Mon) == now.date().week(chrono::Weekday::Mon)
}

fn names(cards: &[Card]) -> String {
    match cards {
        [] => "待排".to_owned(),
        cards => cards.iter().map(|card| spread(&card.name)).collect::<Vec<_>>().join("、"),
    }
}
