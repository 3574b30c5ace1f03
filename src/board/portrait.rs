//! The photographs of the people on the wall: asked for by name when a wall is seen, decoded elsewhere, kept small, drawn as cells.
//! One that is not there, or is none, is said in its place; whoever stands before the wall is sent to the notice board (R21).

use std::collections::BTreeMap;

use xieban_public::{Pixels, Wall};
use xieban_term::{Canvas, Picture, Tone};
use xieban_text::{centre, wrap};

/// Columns and rows of pixels that are kept of a photograph: as many as the largest screen shows.
pub(super) const KEPT: (u16, u16) = (96, 128);

/// What is known of a photograph.
#[derive(Debug)]
enum Face {
    Awaited,
    Here(Pixels),
    /// Not to be had, and why.
    Missing(String),
}

/// The photographs by the names of their files.
#[derive(Debug, Default)]
pub(super) struct Portraits(BTreeMap<String, Face>);

impl Portraits {
    /// Another wall: the names that are to be asked for. What is here already is not asked for again, what was missing is; what is
    /// no longer on the wall is forgotten.
    pub(super) fn of(&mut self, wall: &Wall) -> Vec<String> {
        let people = wall.days.iter().flat_map(|day| {
            day.leader
                .iter()
                .chain(day.halves.iter().flatten())
                .chain(&day.standing_in)
                .map(|card| &card.photo)
        });
        let mut before = std::mem::take(&mut self.0);
        for name in people.filter(|name| !name.is_empty()) {
            if !self.0.contains_key(name) {
                self.0.insert(name.clone(), before.remove(name).unwrap_or(Face::Awaited));
            }
        }
        let missing = self.0.iter().filter(|(_, face)| !matches!(face, Face::Here(_)));
        missing.map(|(name, _)| name.clone()).collect()
    }

    /// One has come, or why it cannot. What nobody waits for any more is dropped.
    pub(super) fn hear(&mut self, name: &str, outcome: Result<Pixels, String>) {
        if let Some(face) = self.0.get_mut(name) {
            *face = outcome.map_or_else(Face::Missing, Face::Here);
        }
    }

    /// Draws one into the middle of the canvas.
    pub(super) fn draw(&self, name: &str, canvas: &mut Canvas<'_>) {
        let (width, height) = canvas.size();
        let mut lines = vec!["见公示栏".to_owned()];
        match self.0.get(name) {
            Some(Face::Here(pixels)) => {
                let picture = Picture { size: (pixels.width, pixels.height), at: &|x, y| pixels.at(x, y) };
                canvas.picture((0, 0), (width, height), &picture);
                return;
            }
            Some(Face::Missing(why)) => {
                lines.push(String::new());
                lines.extend(wrap(canvas.metrics, &format!("照片“{name}”：{why}"), width.into()));
            }
            Some(Face::Awaited) | None => {}
        }
        let top = height.saturating_sub(u16::try_from(lines.len()).unwrap_or(height)) / 2;
        for (y, line) in (top..).zip(lines) {
            let text = centre(canvas.metrics, &line, width.into());
            canvas.put(0, y, &text, Tone::Dim);
        }
    }
}
