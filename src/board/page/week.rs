//! 本周值班: a column a day, and under it who is there in the morning, in the afternoon, and who leads.

use xieban_domain::moment::Moment;
use xieban_public::{DutyCard, Wall, WallDay};
use xieban_term::{Canvas, Tone};
use xieban_text::spread;

use super::super::scene::short;
use super::{PageKind, title};

/// A label, and the names beside it of each day.
type WeekBlock<'a> = (&'a str, &'a dyn Fn(&WallDay) -> Vec<String>);

/// What stands before the columns.
const LABELS: u16 = 9;
/// Names of a half-day, one under the other, at the most.
const MOST: usize = 3;

pub(super) fn draw(wall: &Wall, now: Moment, canvas: &mut Canvas<'_>) {
    let (width, height) = canvas.size();
    title(PageKind::Week.title(), (0, 1), canvas);
    let days = wall.week(now);
    let after: Vec<&WallDay> = days.last().map_or_else(Vec::new, |last| wall.week_after(last.date));
    // As loose as the screen allows.
    let needed = rows(&days) + rows(&after);
    let step = (height.saturating_sub(8) / needed.max(1)).clamp(1, 3);
    let y = table(&days, now, (2, step), canvas);
    if !after.is_empty() && y + 1 + rows(&after) * step <= height {
        canvas.across(0, y, width, Tone::Frame);
        table(&after, now, (y + step.min(2), step), canvas);
    }
    let [morning, afternoon] = wall.hours.map(|half| format!("{}-{}", half.from, half.to));
    let unsure = days
        .iter()
        .chain(&after)
        .find(|day| day.provisional)
        .map(|day| format!("{}年的放假通知还没有公布，上面的日期是暂定的", day.date.format("%Y")));
    let hours = format!("上午 {morning}    下午 {afternoon}    值班领导全天");
    let shown = y + rows(&after) * step + 1;
    let lines = [Some(hours), unsure].into_iter().flatten().collect::<Vec<_>>();
    for (up, line) in (1..).zip(lines.iter().rev()).take_while(|(up, _)| shown + up < height) {
        let text = xieban_text::centre(canvas.metrics, line, width.into());
        canvas.put(0, height - up, &text, Tone::Label);
    }
}

/// Rows of the table of these days.
pub(super) fn rows(days: &[&WallDay]) -> u16 {
    let deep = |half: usize| depth(days, |day| day.halves.get(half).map_or(0, Vec::len));
    u16::try_from(2 + deep(0) + deep(1)).unwrap_or(4)
}

fn depth(days: &[&WallDay], count: impl Fn(&WallDay) -> usize) -> usize {
    days.iter().map(|day| count(day)).max().unwrap_or(1).clamp(1, MOST)
}

/// The table of these days from this row on, every so many rows; gives the row below it.
pub(super) fn table(days: &[&WallDay], now: Moment, (y, step): (u16, u16), canvas: &mut Canvas<'_>) -> u16 {
    let width = canvas.size().0.saturating_sub(LABELS + 1);
    let column = width / u16::try_from(days.len().max(5)).unwrap_or(5);
    let at = |nth: usize| LABELS + u16::try_from(nth).unwrap_or(0) * column;
    canvas.put(1, y, word(days, now), Tone::Title);
    for (nth, day) in days.iter().enumerate() {
        let tone = if day.date == now.date() { Tone::Chosen } else { Tone::Label };
        canvas.put(at(nth), y, &short(day.date), tone);
    }
    let mut y = y + step;
    let parts: [WeekBlock<'_>; 3] = [
        ("上午", &|day| names(day.halves.first().map_or(&[], Vec::as_slice))),
        ("下午", &|day| names(day.halves.get(1).map_or(&[], Vec::as_slice))),
        ("领导", &|day| names(day.leader.as_slice())),
    ];
    for (label, cell) in parts {
        canvas.put(1, y, label, Tone::Label);
        let cells: Vec<Vec<String>> = days.iter().map(|day| cell(day)).collect();
        for (nth, names) in cells.iter().enumerate() {
            for (row, name) in (y..).zip(names) {
                canvas.put_in(at(nth), row, column.saturating_sub(1), name, Tone::Text);
            }
        }
        y += u16::try_from(cells.iter().map(Vec::len).max().unwrap_or(1)).unwrap_or(1) + step - 1;
    }
    y
}

fn word(days: &[&WallDay], now: Moment) -> &'static str {
    let week = |date: chrono::NaiveDate| date.week(chrono::Weekday::Mon).first_day();
    let this = days.first().is_none_or(|day| week(day.date) == week(now.date()));
    let next = days.first().is_some_and(|day| (week(day.date) - week(now.date())).num_days() == 7);
    match (this, next) {
        (true, _) => "本周",
        (false, true) => "下周",
        (false, false) => "节后",
    }
}

fn names(cards: &[DutyCard]) -> Vec<String> {
    match cards {
        [] => vec!["待排".to_owned()],
        cards if cards.len() > MOST => {
            let mut names: Vec<String> = cards.iter().take(MOST - 1).map(|card| spread(&card.name)).collect();
            names.push(format!("等{}人", cards.len()));
            names
        }
        cards => cards.iter().map(|card| spread(&card.name)).collect(),
    }
}
