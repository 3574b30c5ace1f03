//! The few glyphs that are not text: frames, bars, markers. A terminal that draws lines two cells wide takes the plain set.

use xieban_text::{Breadth, Metrics};

/// A set of glyphs, one cell each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    pub across: &'static str,
    pub down: &'static str,
    /// Corners: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Before the selected row.
    pub marker: &'static str,
    /// Whether ▀ and the other block glyphs take one cell and may be used.
    pub blocks: bool,
}

impl Glyphs {
    /// Box-drawing characters.
    pub const SINGLE: Self =
        Self { across: "─", down: "│", corners: ["┌", "┐", "└", "┘"], marker: ">", blocks: true };
    /// ASCII alone.
    pub const ASCII: Self =
        Self { across: "-", down: "|", corners: ["+", "+", "+", "+"], marker: ">", blocks: false };

    /// The set that takes one cell a glyph under this policy.
    pub const fn for_metrics(metrics: Metrics) -> Self {
        match metrics.line {
            Breadth::Narrow => Self::SINGLE,
            Breadth::Wide => Self::ASCII,
        }
    }
}
