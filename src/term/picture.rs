//! Pictures as cells: two pixels a cell where block glyphs take one cell, one where they do not; in the colours that the terminal has,
//! or in light and dark where it has none. What a picture is of, and where it comes from, is the caller's.
//!
//! Bytes count: neighbours that hardly differ are given the same colours, and a cell takes over what it can of the one before.

mod palette;

use ratatui::style::{Color, Modifier, Style};

use super::canvas::Canvas;
use palette::{Rgb, Shade};

/// Most cells of a picture: what a line of 9600 baud takes some half a minute for in full colour.
const MOST_CELLS: u64 = 1_000;

/// A picture of square pixels.
pub struct Picture<'a> {
    /// Pixels from left to right and from top to bottom.
    pub size: (u16, u16),
    /// Red, green and blue of a pixel.
    pub at: &'a dyn Fn(u16, u16) -> [u8; 3],
}

impl Picture<'_> {
    /// Columns and rows that it takes within so many: it keeps its shape, a cell being two pixels high.
    pub fn cells(&self, columns: u16, rows: u16) -> (u16, u16) {
        let [width, height] = [self.size.0, self.size.1].map(|side| u64::from(side.max(1)));
        let [mut columns, mut rows] = [columns, rows].map(u64::from);
        if columns * rows == 0 {
            return (0, 0);
        }
        // Of the two sides one is reached; then both are made smaller until the whole is small enough.
        (columns, rows) = match columns * height > rows * 2 * width {
            true => ((rows * 2 * width / height).max(1), rows),
            false => (columns, (columns * height / (2 * width)).max(1)),
        };
        while columns * rows > MOST_CELLS {
            (columns, rows) = match rows {
                1 => (MOST_CELLS, 1),
                _ => ((2 * (rows - 1) * width / height).clamp(1, columns), rows - 1),
            };
        }
        (u16::try_from(columns).unwrap_or(0), u16::try_from(rows).unwrap_or(0))
    }

    /// The mean colour of a part of it.
    fn mean(&self, (x, columns): (u16, u16), (y, rows): (u16, u16)) -> Rgb {
        let part = |nth: u16, of: u16, side: u16| {
            let at =
                |nth: u32| u16::try_from(nth * u32::from(side) / u32::from(of.max(1))).unwrap_or(u16::MAX);
            let from = at(nth.into()).min(side.saturating_sub(1));
            from..at(u32::from(nth) + 1).max(from + 1)
        };
        let (mut sum, mut count) = ([0_u32; 3], 0);
        for y in part(y, rows, self.size.1) {
            for x in part(x, columns, self.size.0) {
                for (sum, value) in sum.iter_mut().zip((self.at)(x, y)) {
                    *sum += u32::from(value);
                }
                count += 1;
            }
        }
        Rgb(sum.map(|sum| i32::try_from(sum / count.max(1)).unwrap_or(0)))
    }
}

impl Canvas<'_> {
    /// Draws a picture into the middle of a part.
    pub fn picture(&mut self, (x, y): (u16, u16), (width, height): (u16, u16), picture: &Picture<'_>) {
        let (columns, rows) = picture.cells(width, height);
        let (left, top) = (x.saturating_add((width - columns) / 2), y.saturating_add((height - rows) / 2));
        let halves = if self.glyphs.blocks { 2 } else { 1 };
        let lines = (0..rows * halves).map(|row| {
            (0..columns)
                .map(|column| picture.mean((column, columns), (row, rows * halves)))
                .collect::<Vec<_>>()
        });
        let shades = palette::shades(lines.collect(), self.depth());
        for (at, pair) in (top..=u16::MAX).zip(shades.chunks(halves.into())) {
            let mut hand = Pen::default();
            let upper = pair.first().map_or(&[][..], Vec::as_slice);
            let lower = pair.get(1).map_or(upper, Vec::as_slice);
            for ((column, upper), lower) in (left..=u16::MAX).zip(upper).zip(lower) {
                let (symbol, style) = hand.cell(*upper, *lower);
                self.set(column, at, symbol, style);
            }
        }
    }
}

/// What the cell before was drawn with: whatever of it serves again costs nothing.
#[derive(Default)]
struct Pen {
    ink: Color,
    paper: Color,
}

impl Pen {
    fn cell(&mut self, upper: Shade, lower: Shade) -> (&'static str, Style) {
        let plain = Style::reset();
        let (upper, lower) = match (upper, lower) {
            (Shade::Colour(upper), Shade::Colour(lower)) => (upper, lower),
            // Without colours: the terminal's own two.
            (Shade::Light, Shade::Light) => return (" ", plain.add_modifier(Modifier::REVERSED)),
            (Shade::Light, Shade::Dark | Shade::Colour(_)) => return ("▀", plain),
            (Shade::Dark | Shade::Colour(_), Shade::Light) => return ("▄", plain),
            (Shade::Dark, Shade::Dark | Shade::Colour(_)) | (Shade::Colour(_), Shade::Dark) => {
                return (" ", plain);
            }
        };
        let symbol = if upper == lower {
            self.paper = upper;
            " "
        } else if self.ink == lower || self.paper == upper {
            (self.ink, self.paper) = (lower, upper);
            "▄"
        } else {
            (self.ink, self.paper) = (upper, lower);
            "▀"
        };
        (symbol, plain.fg(self.ink).bg(self.paper))
    }
}
