//! The screen: draw a whole frame, send the difference.

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use xieban_text::Metrics;

use super::canvas::{Canvas, canonical};
use super::encoder::Encoder;
use super::glyphs::Glyphs;
use super::theme::Theme;

/// A screen that writes to `W`.
pub struct Screen<W> {
    out: W,
    encoder: Encoder,
    theme: Theme,
    metrics: Metrics,
    area: Rect,
}

impl<W: Write> Screen<W> {
    /// A screen of so many columns and rows, of which nothing is known yet.
    pub const fn new(out: W, theme: Theme, metrics: Metrics, (columns, rows): (u16, u16)) -> Self {
        Self { out, encoder: Encoder::new(metrics), theme, metrics, area: Rect::new(0, 0, columns, rows) }
    }

    /// The terminal has another size: the next frame is painted whole.
    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        self.area = Rect::new(0, 0, columns, rows);
        self.encoder.forget();
    }

    /// The next frame clears the screen first, and what a terminal keeps of it above.
    pub fn wipe(&mut self) {
        self.encoder.wipe();
    }

    /// Its columns and rows.
    pub const fn size(&self) -> (u16, u16) {
        (self.area.width, self.area.height)
    }

    /// Draws a frame and sends what changed; gives the number of bytes.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Canvas<'_>)) -> io::Result<usize> {
        let (frame, cursor) = self.paint(draw);
        #[cfg(debug_assertions)]
        super::fault_injection::drawing(|| super::canvas::dump(&frame));
        let bytes = self.encoder.encode(&frame, cursor);
        if !bytes.is_empty() {
            let sent = self.out.write_all(&bytes).and_then(|()| self.out.flush());
            // How much of it arrived is not known.
            sent.inspect_err(|_| self.encoder.forget())?;
        }
        Ok(bytes.len())
    }

    /// Draws a frame without sending it.
    pub fn paint(&self, draw: impl FnOnce(&mut Canvas<'_>)) -> (Buffer, Option<(u16, u16)>) {
        let mut frame = Buffer::empty(self.area);
        let mut cursor = None;
        let glyphs = Glyphs::for_metrics(self.metrics);
        draw(&mut Canvas::new(&mut frame, self.metrics, glyphs, &self.theme, &mut cursor));
        canonical(&mut frame, self.metrics);
        (frame, cursor)
    }

    /// What it writes to.
    pub const fn out(&mut self) -> &mut W {
        &mut self.out
    }
}
