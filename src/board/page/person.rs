//! 值班人员: one person with the six facts, the badge and the photograph.

use xieban_term::{Canvas, Grain, Tone};

use super::super::big;
use super::super::portrait::Portraits;
use super::super::scene::OnDuty;
use super::duty::facts;

/// Columns of the photograph.
const PHOTO: u16 = 30;

pub(super) fn draw(portraits: &Portraits, scene: &OnDuty<'_>, nth: usize, canvas: &mut Canvas<'_>) {
    let Some((role, card)) = scene.people().get(nth).copied() else { return };
    let (width, height) = canvas.size();
    let photo = PHOTO.max(width / 3).min(width / 2);
    canvas.frame(1, 0, photo, height, "照片");
    canvas.sub(2, 1, photo.saturating_sub(2), height.saturating_sub(2), |canvas| {
        portraits.draw(&card.photo, canvas);
    });
    let (x, room) = (photo + 3, width.saturating_sub(photo + 4));
    canvas.put(x, 0, role, Tone::Label);
    let hours = if role == "值班领导" { scene.leader_hours() } else { scene.officer_hours(card) };
    let facts = facts(card, &hours, scene.is_today());
    let rows = height.saturating_sub(7);
    let grain = big::grain([card.name.as_str()], (room, rows), canvas);
    let taken = grain.map_or(3, Grain::rows);
    match grain {
        Some(grain) => big::name(&card.name, (x, 1), room, grain, canvas),
        None => big::plain(&card.name, (x, 2), room, canvas),
    }
    let step = if taken + 1 + 9 <= height { 2 } else { 1 };
    for (row, (label, fact)) in (0..).zip(facts) {
        let y = taken + 1 + row * step;
        canvas.put(x, y, label, Tone::Label);
        canvas.put_in(x + 10, y, room.saturating_sub(10), &fact, Tone::Text);
    }
}
