//! Large type: a text as pixels of an embedded font, and the pixels as cells that every terminal shows alike.
//!
//! ▀ ▄ █ ▌ and the glyphs between them are one cell on one terminal and two on another. Where they are one they are used; where they
//! are two a pixel is a whole cell, drawn as a blank in reverse video, which is one cell everywhere. A character that the font does not
//! have stands as plain text in the middle of the place of the large one. Which size fits is asked here; where it goes is the caller's.

mod digits;

use unicode_segmentation::UnicodeSegmentation as _;
use xieban_text::Metrics;
use xieban_text::font::{Glyph, ROWS};
use xieban_words::sanitise;

use super::canvas::Canvas;
use super::theme::Tone;

pub use digits::Digits;

/// How many cells a pixel takes: the size of the type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grain {
    /// Four pixels a cell (▖▘▚ ▀ ▌): a han takes 8 × 8 cells and looks slim. Needs block glyphs of one cell.
    Quarters,
    /// Two pixels a cell (▀ ▄ █): a han takes 16 × 8 cells and looks square. Needs block glyphs of one cell.
    Halves,
    /// A pixel a cell, by blanks alone: a han takes 16 × 16 cells and looks slim.
    Cells,
    /// A pixel two cells, by blanks alone: a han takes 32 × 16 cells and looks square.
    Pairs,
}

impl Grain {
    /// From the largest to the smallest.
    const ALL: [Self; 4] = [Self::Pairs, Self::Cells, Self::Halves, Self::Quarters];

    /// Whether it is exact to the cell under this policy.
    pub const fn is_safe(self, blocks: bool) -> bool {
        match self {
            Self::Quarters | Self::Halves => blocks,
            Self::Cells | Self::Pairs => true,
        }
    }

    /// Columns of so many pixels.
    const fn columns(self, pixels: u16) -> u16 {
        match self {
            Self::Quarters => pixels.div_ceil(2),
            Self::Halves | Self::Cells => pixels,
            Self::Pairs => pixels.saturating_mul(2),
        }
    }

    /// Rows of every text.
    pub const fn rows(self) -> u16 {
        match self {
            Self::Quarters | Self::Halves => ROWS / 2,
            Self::Cells | Self::Pairs => ROWS,
        }
    }
}

/// What stands in one place of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Large(Glyph),
    /// Not in the font: shown as it is.
    Plain(String),
}

impl Piece {
    /// Pixels from left to right.
    fn pixels(&self) -> u16 {
        match self {
            Self::Large(glyph) => glyph.width(),
            Self::Plain(text) => {
                if Metrics::NARROW.width(text) > 1 {
                    16
                } else {
                    8
                }
            }
        }
    }
}

/// A line of large type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Large(Vec<Piece>);

impl Large {
    /// A line of any text. What does not show at all is left out.
    pub fn new(text: &str) -> Self {
        let text = sanitise::outgoing(text);
        let pieces =
            text.graphemes(true).filter(|grapheme| Metrics::NARROW.width(grapheme) > 0).map(|grapheme| {
                let mut chars = grapheme.chars();
                let glyph = chars.next().filter(|_| chars.next().is_none()).and_then(Glyph::of);
                glyph.map_or_else(|| Piece::Plain(grapheme.to_owned()), Piece::Large)
            });
        Self(pieces.collect())
    }

    /// Columns and rows that it takes at a size.
    pub fn size(&self, grain: Grain) -> (u16, u16) {
        let columns = self.0.iter().map(|piece| grain.columns(piece.pixels()));
        (columns.fold(0, u16::saturating_add), grain.rows())
    }

    /// The largest size that is exact on this terminal and fits; `None` if it must be plain text.
    pub fn fitting(&self, canvas: &Canvas<'_>, columns: u16, rows: u16) -> Option<Grain> {
        Grain::ALL.into_iter().find(|grain| {
            let (width, height) = self.size(*grain);
            grain.is_safe(canvas.glyphs.blocks) && width <= columns && height <= rows
        })
    }

    /// Draws it from a cell on; gives the column after it. A size that this terminal cannot show exactly is drawn by blanks, in the
    /// larger size of the same look.
    pub fn draw(&self, canvas: &mut Canvas<'_>, x: u16, y: u16, grain: Grain, tone: Tone) -> u16 {
        let grain = match grain {
            Grain::Quarters if !canvas.glyphs.blocks => Grain::Cells,
            Grain::Halves if !canvas.glyphs.blocks => Grain::Pairs,
            Grain::Quarters | Grain::Halves | Grain::Cells | Grain::Pairs => grain,
        };
        self.0.iter().fold(x, |x, piece| {
            let (columns, rows) = (grain.columns(piece.pixels()), grain.rows());
            match piece {
                Piece::Large(glyph) => draw_glyph(glyph, canvas, x, y, grain, tone),
                Piece::Plain(text) => {
                    let cells = u16::try_from(canvas.metrics.width(text)).unwrap_or(columns);
                    canvas.clear(x, y, columns, rows);
                    let middle = x.saturating_add(columns.saturating_sub(cells) / 2);
                    canvas.put(middle, y.saturating_add(rows / 2), text, tone);
                }
            }
            x.saturating_add(columns)
        })
    }
}

/// Draws the pixels of one glyph from a cell on.
fn draw_glyph(glyph: &Glyph, canvas: &mut Canvas<'_>, x: u16, y: u16, grain: Grain, tone: Tone) {
    for row in 0..grain.rows() {
        let at = y.saturating_add(row);
        match grain {
            Grain::Quarters => {
                let ink = |column: u16, dx: u16, dy: u16| glyph.ink(column * 2 + dx, row * 2 + dy);
                let line = (0..glyph.width() / 2).map(|column| {
                    quarter([[ink(column, 0, 0), ink(column, 1, 0)], [ink(column, 0, 1), ink(column, 1, 1)]])
                });
                canvas.put(x, at, &line.collect::<String>(), tone);
            }
            Grain::Halves => {
                let line = (0..glyph.width()).map(|column| {
                    quarter([[glyph.ink(column, row * 2); 2], [glyph.ink(column, row * 2 + 1); 2]])
                });
                canvas.put(x, at, &line.collect::<String>(), tone);
            }
            Grain::Cells | Grain::Pairs => {
                let cells = grain.columns(1);
                for column in 0..glyph.width() {
                    let left = x.saturating_add(column * cells);
                    match glyph.ink(column, row) {
                        true => canvas.fill(left, at, cells, 1, tone),
                        false => canvas.clear(left, at, cells, 1),
                    }
                }
            }
        }
    }
}

/// The glyph of four pixels: the upper two, the lower two.
const fn quarter(ink: [[bool; 2]; 2]) -> char {
    match ink {
        [[false, false], [false, false]] => ' ',
        [[false, false], [false, true]] => '▗',
        [[false, false], [true, false]] => '▖',
        [[false, false], [true, true]] => '▄',
        [[false, true], [false, false]] => '▝',
        [[false, true], [false, true]] => '▐',
        [[false, true], [true, false]] => '▞',
        [[false, true], [true, true]] => '▟',
        [[true, false], [false, false]] => '▘',
        [[true, false], [false, true]] => '▚',
        [[true, false], [true, false]] => '▌',
        [[true, false], [true, true]] => '▙',
        [[true, true], [false, false]] => '▀',
        [[true, true], [false, true]] => '▜',
        [[true, true], [true, false]] => '▛',
        [[true, true], [true, true]] => '█',
    }
}
