//! 值班人员: one person with the six facts, the badge and the photograph.

use super::super::scene::Scene;
use super::duty::facts;
use crate::term::{Canvas, Tone};
use crate::text::spread;

pub(super) fn draw(scene: &Scene<'_>, nth: usize, canvas: &mut Canvas<'_>) {
    let Some((role, card)) = scene.people().get(nth).copied() else { return };
    let width = canvas.size().0;
    canvas.put(1, 0, role, Tone::Label);
    canvas.put(3, 4, &spread(&card.name), Tone::Title);
    let hours = if role == "值班领导" { scene.leader_hours() } else { scene.officer_hours(card) };
    for (row, (label, fact)) in (0..).zip(facts(card, &hours, scene.is_today())) {
        canvas.put(width / 2, 2 + row * 2, label, Tone::Label);
        canvas.put(width / 2 + 10, 2 + row * 2, &fact, Tone::Text);
    }
}
