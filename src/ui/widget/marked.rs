//! A list of which one row is marked: which, by the keys of a list, and what of it there is room for.

use xieban_term::{Canvas, Code, Key, Tone};

/// Rows that a key turns at once.
const PAGE: usize = 10;

/// Where the marker stands.
#[derive(Debug, Default)]
pub(crate) struct Marked(usize);

impl Marked {
    /// At the first row.
    pub(crate) const fn new() -> Self {
        Self(0)
    }

    /// The place of the marked row.
    pub(crate) const fn at(&self) -> usize {
        self.0
    }

    /// Puts the marker there.
    pub(crate) const fn go_to(&mut self, at: usize) {
        self.0 = at;
    }

    /// The list has so many rows by now: the marker stays on one of them.
    pub(crate) fn within(&mut self, count: usize) {
        self.0 = self.0.min(count.saturating_sub(1));
    }

    /// Moves the marker in a list of so many rows; `false`: the key is for something else.
    pub(crate) fn key(&mut self, key: Key, count: usize) -> bool {
        match key.code {
            Code::PageDown => self.0 += PAGE,
            Code::PageUp => self.0 = self.0.saturating_sub(PAGE),
            _ => return self.step(key, count),
        }
        self.within(count);
        true
    }

    /// The same where the keys of a page turn something else.
    pub(crate) fn step(&mut self, key: Key, count: usize) -> bool {
        match key.code {
            Code::Down => self.0 += 1,
            Code::Up => self.0 = self.0.saturating_sub(1),
            Code::Home => self.0 = 0,
            Code::End => self.0 = count,
            _ => return false,
        }
        self.within(count);
        true
    }

    /// Draws the rows, each by `draw` on its row of the canvas, as many as there is room for and the marked one among them.
    pub(crate) fn draw<T>(
        &self,
        canvas: &mut Canvas<'_>,
        room: std::ops::Range<u16>,
        rows: impl IntoIterator<Item = T>,
        mut draw: impl FnMut(&mut Canvas<'_>, u16, T),
    ) {
        let first = (self.0 + 1).saturating_sub(room.len());
        for ((at, row), y) in rows.into_iter().enumerate().skip(first).zip(room) {
            if at == self.0 {
                canvas.put(0, y, canvas.glyphs.marker, Tone::Marker);
                canvas.cursor(0, y);
            }
            draw(canvas, y, row);
        }
    }
}
