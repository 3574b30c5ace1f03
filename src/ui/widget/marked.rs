//! A list of which one row is marked: which, by the keys of a list, and what of it there is room for.

use crate::term::{Canvas, Code, Key, Tone};

/// Rows that a key turns at once.
const PAGE: usize = 10;

/// Where the marker stands.
#[derive(Debug, Default)]
pub(crate) struct Marked(usize);

impl Marked {
    /// The place of the marked row.
    pub(crate) const fn at(&self) -> usize {
        self.0
    }

    /// Puts the marker there.
    pub(crate) const fn go_to(&mut self, at: usize) {
        self.0 = at;
    }

    /// Moves the marker in a list of so many rows; `false`: the key is for something else.
    pub(crate) fn key(&mut self, key: Key, count: usize) -> bool {
        let last = count.saturating_sub(1);
        let to = match key.code {
            Code::Down => self.0 + 1,
            Code::Up => self.0.saturating_sub(1),
            Code::PageDown => self.0 + PAGE,
            Code::PageUp => self.0.saturating_sub(PAGE),
            Code::Home => 0,
            Code::End => last,
            _ => return false,
        };
        self.0 = to.min(last);
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
