//! The width policy: how many cells a grapheme takes on this terminal, or on paper.
//!
//! Han characters and full-width punctuation take two cells everywhere. The ambiguous ones take one on a Western terminal and
//! two on one set up for Chinese, by class; so the policy is decided once, at start, and everything that lays out text asks it.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// How broad a class of ambiguous characters is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Breadth {
    /// One cell.
    Narrow,
    /// Two cells.
    Wide,
}

/// The width policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Metrics {
    /// “ ” ‘ ’ … — ·
    pub punctuation: Breadth,
    /// ─ │ ┌ and the blocks ▀ █.
    pub line: Breadth,
    /// ① □ ■ ● ※ × → and the rest.
    pub symbol: Breadth,
    /// Private-use characters.
    pub private_use: Breadth,
}

impl Metrics {
    /// A Western terminal: every ambiguous character takes one cell.
    pub const NARROW: Self = Self::all(Breadth::Narrow);
    /// A terminal set up for Chinese: every ambiguous character takes two.
    pub const WIDE: Self = Self::all(Breadth::Wide);
    /// Paper: Chinese fonts print ambiguous characters two cells wide.
    pub const PAPER: Self = Self::WIDE;

    const fn all(breadth: Breadth) -> Self {
        Self { punctuation: breadth, line: breadth, symbol: breadth, private_use: breadth }
    }

    /// Cells of a text.
    pub fn width(&self, text: &str) -> usize {
        match text.is_ascii() {
            true => text.len(),
            false => text.graphemes(true).map(|grapheme| self.grapheme(grapheme)).sum(),
        }
    }

    /// Cells of one grapheme cluster: 0, 1 or 2.
    pub fn grapheme(&self, grapheme: &str) -> usize {
        let (narrow, wide) = measure(grapheme);
        match self.breadth(grapheme) {
            Breadth::Wide => wide.min(2),
            Breadth::Narrow => narrow.min(2),
        }
    }

    /// Takes one cell under one policy and two under another.
    pub fn is_ambiguous(grapheme: &str) -> bool {
        let (narrow, wide) = measure(grapheme);
        narrow.min(2) != wide.min(2)
    }

    fn breadth(self, grapheme: &str) -> Breadth {
        match grapheme.chars().next() {
            Some('\u{2010}'..='\u{2027}' | '\u{b7}' | '\u{2030}'..='\u{205e}') => self.punctuation,
            Some('\u{2500}'..='\u{259f}') => self.line,
            Some('\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}') => self.private_use,
            Some(_) | None => self.symbol,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the width tables")]
fn measure(grapheme: &str) -> (usize, usize) {
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => (c.width().unwrap_or(0), c.width_cjk().unwrap_or(0)),
        _ => (grapheme.width(), grapheme.width_cjk()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_is_two_everywhere_and_the_ambiguous_follow_the_policy() {
        for sure in ["协", "《", "，", "（", "　", "𠮷", "𬭚", "〔"] {
            assert_eq!((Metrics::NARROW.width(sure), Metrics::WIDE.width(sure)), (2, 2), "{sure}");
        }
        let ambiguous = [
            "“", "”", "…", "—", "·", "①", "□", "■", "●", "※", "×", "→", "─", "│", "┌", "▀", "█", "\u{e000}",
            "√", "℃",
        ];
        for text in ambiguous {
            assert_eq!((Metrics::NARROW.width(text), Metrics::WIDE.width(text)), (1, 2), "{text}");
            assert!(Metrics::is_ambiguous(text));
        }
        for narrow in ["a", "1", "[", "|", "▐", "▖"] {
            assert_eq!((Metrics::NARROW.width(narrow), Metrics::WIDE.width(narrow)), (1, 1), "{narrow}");
        }
        assert_eq!(Metrics::NARROW.width("“零障碍”服务"), 12);
        assert_eq!(Metrics::PAPER.width("“零障碍”服务"), 14);
    }

    #[test]
    fn each_class_has_its_own_switch() {
        let lines_only = Metrics { line: Breadth::Wide, ..Metrics::NARROW };
        assert_eq!((lines_only.width("─"), lines_only.width("“"), lines_only.width("①")), (2, 1, 1));
    }
}
