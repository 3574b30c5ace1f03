//! The digits of the supervision numbers: three rows high, four cells a digit, the same on every terminal. They stand on every page, so
//! they are smaller than the large type.

use xieban_text::Metrics;
use xieban_words::sanitise;

use super::super::canvas::Canvas;
use super::super::theme::Tone;
use super::quarter;

/// Three by five pixels from the top, the leftmost in the highest of three bits.
const PIXELS: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b001, 0b001, 0b001],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];
/// The same of lines, for a terminal without block glyphs of one cell.
const LINES: [[&str; 3]; 10] = [
    [" _ ", "| |", "|_|"],
    ["   ", "  |", "  |"],
    [" _ ", " _|", "|_ "],
    [" _ ", " _|", " _|"],
    ["   ", "|_|", "  |"],
    [" _ ", "|_ ", " _|"],
    [" _ ", "|_ ", "|_|"],
    [" _ ", "  |", "  |"],
    [" _ ", "|_|", "|_|"],
    [" _ ", "|_|", " _|"],
];

/// A number to be read from across the hall. What is no digit stands in its row's middle as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits(String);

impl Digits {
    /// Rows of every number.
    pub const ROWS: u16 = 3;
    /// A number as it is written.
    pub fn new(number: &str) -> Self {
        Self(sanitise::outgoing(number).into_owned())
    }

    /// Columns that it takes; the gap after the last digit is not counted.
    pub fn columns(&self, metrics: Metrics) -> u16 {
        let all = self.0.chars().map(|c| step(c, metrics)).fold(0, u16::saturating_add);
        all.saturating_sub(1)
    }

    /// Draws it from a cell on; gives the column after it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, x: u16, y: u16, tone: Tone) -> u16 {
        let mut at = x;
        for c in self.0.chars() {
            match c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) {
                Some(digit) if canvas.glyphs.blocks => {
                    let pixels = PIXELS.get(digit).copied().unwrap_or_default();
                    let ink = |column: u16, row: u16| {
                        pixels.get(usize::from(row)).is_some_and(|row| row & (0b100 >> column) != 0)
                    };
                    for row in 0..Self::ROWS {
                        let cell =
                            |column| quarter([[ink(column, row * 2); 2], [ink(column, row * 2 + 1); 2]]);
                        let line: String = (0..3).map(cell).collect();
                        canvas.put(at, y.saturating_add(row), &line, tone);
                    }
                }
                Some(digit) => {
                    let lines = LINES.get(digit).into_iter().flatten();
                    for (line, row) in lines.zip(y..=u16::MAX) {
                        canvas.put(at, row, line, tone);
                    }
                }
                None => {
                    let mut text = [0; 4];
                    canvas.put(at, y.saturating_add(1), c.encode_utf8(&mut text), tone);
                }
            }
            at = at.saturating_add(step(c, canvas.metrics));
        }
        at.saturating_sub(u16::from(!self.0.is_empty()))
    }
}

/// Cells to the next character: three and a gap for a digit, its own and a gap for another.
fn step(c: char, metrics: Metrics) -> u16 {
    if c.is_ascii_digit() {
        return 4;
    }
    let mut text = [0; 4];
    u16::try_from(metrics.width(c.encode_utf8(&mut text)) + 1).unwrap_or(1)
}
