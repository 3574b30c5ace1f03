//! The width policy: how many cells a grapheme takes on this terminal, or on paper.
//!
//! Han characters and full-width punctuation take two cells everywhere. The ambiguous ones take one on a Western terminal and
//! two on one set up for Chinese, by class; so the policy is decided once, at start, and everything that lays out text asks it.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::ambiguous::Ambiguous;

/// How broad a class of ambiguous characters is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Breadth {
    Narrow,
    Wide,
}

/// The width policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Metrics {
    /// “ ” ‘ ’ … — ·
    pub punctuation: Breadth,
    /// ─ │ ┌ and the blocks ▀ █.
    pub line: Breadth,
    /// ① □ ■ ● ※ × →, letters of Greek, Cyrillic and pinyin, and the rest.
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

    /// Cells of a text. Control characters take none, line ends too.
    pub fn width(&self, text: &str) -> usize {
        match is_plain(text) {
            true => text.len(),
            false => text.graphemes(true).map(|grapheme| self.grapheme(grapheme)).sum(),
        }
    }

    /// Cells of one grapheme cluster: 0, 1 or 2.
    pub fn grapheme(&self, grapheme: &str) -> usize {
        if is_plain(grapheme) {
            return grapheme.len();
        }
        let class = grapheme.chars().next().and_then(Ambiguous::of);
        let wide = class.is_some_and(|class| self.breadth(class) == Breadth::Wide);
        (by_table(grapheme) + usize::from(wide)).min(2)
    }

    /// What this policy says of a class.
    const fn breadth(self, class: Ambiguous) -> Breadth {
        match class {
            Ambiguous::Punctuation => self.punctuation,
            Ambiguous::Line => self.line,
            Ambiguous::Symbol => self.symbol,
            Ambiguous::PrivateUse => self.private_use,
        }
    }
}

/// Printable ASCII only: one cell a byte.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, 0x20..=0x7e))
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the width tables")]
fn by_table(grapheme: &str) -> usize {
    if grapheme.chars().all(char::is_control) { 0 } else { grapheme.width() }
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
            "√", "℃", "α", "Я", "é", "ǎ",
        ];
        for text in ambiguous {
            assert_eq!((Metrics::NARROW.width(text), Metrics::WIDE.width(text)), (1, 2), "{text}");
        }
        for narrow in ["a", "1", "[", "|", "▐", "▖"] {
            assert_eq!((Metrics::NARROW.width(narrow), Metrics::WIDE.width(narrow)), (1, 1), "{narrow}");
        }
        assert_eq!(Metrics::NARROW.width("“零障碍”服务"), 12);
        assert_eq!(Metrics::PAPER.width("“零障碍”服务"), 14);
    }

    #[test]
    fn marks_and_controls_take_no_cell() {
        for metrics in [Metrics::NARROW, Metrics::WIDE] {
            assert_eq!(metrics.width("a\u{323}\n\u{7}\r\n\t\u{9b}b"), 2);
            assert_eq!((metrics.width("\n"), metrics.width("ab\n"), metrics.width("\u{301}")), (0, 2, 0));
        }
    }

    #[test]
    fn each_class_has_its_own_switch() {
        let lines_only = Metrics { line: Breadth::Wide, ..Metrics::NARROW };
        assert_eq!((lines_only.width("─"), lines_only.width("“"), lines_only.width("①")), (2, 1, 1));
    }
}
