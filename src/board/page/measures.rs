//! 便民措施: what the office offers, as large as there is room for, and the book of opinions (R28).

use xieban_public::Wall;
use xieban_term::{Canvas, Grain, Tone};
use xieban_text::centre;

use super::super::big;
use super::{PageKind, title};

/// Rows over the list.
const HEAD: u16 = 2;
/// Rows under the list.
const FOOT: u16 = 2;
/// What stands under the list.
const WORD: &str = "需要哪一样，请招呼协办员。意见本在协办员岗，请随时写下您的意见。";

pub(super) fn draw(wall: &Wall, canvas: &mut Canvas<'_>) {
    let (width, height) = canvas.size();
    title(PageKind::Measures.title(), (0, 1), canvas);
    let offers: Vec<&str> = wall.measures.iter().map(String::as_str).collect();
    let room = height.saturating_sub(HEAD + FOOT);
    match large(&offers, (width, room), canvas) {
        Some((grain, columns)) => {
            let rows = u16::try_from(offers.len()).unwrap_or(1).div_ceil(columns);
            let step = grain.rows() + (room.saturating_sub(rows * grain.rows()) / rows.max(1)).min(2);
            for (nth, offer) in (0_u16..).zip(&offers) {
                let at = (nth % columns * (width / columns), HEAD + nth / columns * step);
                big::name(offer, at, width / columns, grain, canvas);
            }
        }
        None => list(&offers, room, canvas),
    }
    let facilities = match wall.facilities.as_slice() {
        [] => String::new(),
        some => format!("设施：{}", some.join("、")),
    };
    for (up, (text, tone)) in (1..).zip([(WORD, Tone::Notice), (&facilities, Tone::Text)]) {
        let line = centre(canvas.metrics, text, width.into());
        canvas.put(0, height.saturating_sub(up), &line, tone);
    }
}

/// The largest type in which all of them fit, and how many stand in a row.
fn large(offers: &[&str], (width, height): (u16, u16), canvas: &Canvas<'_>) -> Option<(Grain, u16)> {
    let count = u16::try_from(offers.len()).ok().filter(|count| *count > 0)?;
    let fitting = (1..=count).filter_map(|columns| {
        let room = ((width / columns).saturating_sub(2), height / count.div_ceil(columns));
        Some((big::grain(offers.iter().copied(), room, canvas)?, columns))
    });
    // Of the same type, the one that stands most evenly.
    fitting.max_by_key(|(grain, columns)| {
        (*grain, std::cmp::Reverse(columns.abs_diff(count.div_ceil(*columns))))
    })
}

/// In plain letters, two in a row.
fn list(offers: &[&str], room: u16, canvas: &mut Canvas<'_>) {
    let half = canvas.size().0 / 2;
    let rows = u16::try_from(offers.len()).unwrap_or(1).div_ceil(2);
    let step = (room / rows.max(1)).clamp(1, 4);
    for (nth, offer) in (0_u16..).zip(offers) {
        big::plain(offer, (nth % 2 * half, HEAD + nth / 2 * step), half, canvas);
    }
}
