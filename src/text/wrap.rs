//! Lines of a given width, broken where Chinese may be broken (UAX #14, with 避头尾): no line begins with a closing mark, none
//! ends with an opening one, and no number, date or telephone number is split where another break exists.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use unicode_segmentation::UnicodeSegmentation as _;

use super::metrics::Metrics;

/// Marks that never begin a line.
const NO_HEAD: &str = "，。、；：！？）》」』】〕”’…—%℃·,.;:!?)]}";
/// Marks that never end a line.
const NO_TAIL: &str = "（《「『【〔“‘([{";

/// The text in lines of at most `cells`. A stretch that has no legal break within `cells` is broken at the last grapheme that fits.
pub fn wrap(metrics: Metrics, text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = Line { metrics, cells, text: String::new(), used: 0 };
        for piece in pieces(paragraph) {
            line.take(&piece, &mut lines);
        }
        lines.push(line.text.trim_end().to_owned());
    }
    lines
}

struct Line {
    metrics: Metrics,
    cells: usize,
    text: String,
    used: usize,
}

impl Line {
    fn take(&mut self, piece: &str, lines: &mut Vec<String>) {
        let width = self.metrics.width(piece.trim_end());
        if self.used + width > self.cells && self.used > 0 {
            self.end(lines);
        }
        if width <= self.cells {
            self.text.push_str(piece);
            self.used += self.metrics.width(piece);
            return;
        }
        for grapheme in piece.graphemes(true) {
            let width = self.metrics.grapheme(grapheme);
            if self.used + width > self.cells {
                self.end(lines);
            }
            self.text.push_str(grapheme);
            self.used += width;
        }
    }

    fn end(&mut self, lines: &mut Vec<String>) {
        lines.push(self.text.trim_end().to_owned());
        self.text.clear();
        self.used = 0;
    }
}

/// The stretches between legal breaks.
fn pieces(paragraph: &str) -> Vec<String> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut pieces: Vec<String> = Vec::new();
    let (mut rest, mut from) = (paragraph, 0);
    for at in segmenter.segment_str(paragraph).filter(|at| *at > 0) {
        let Some((piece, tail)) = rest.split_at_checked(at - from) else { break };
        let joined = pieces.last().is_some_and(|before| !may_break(before, piece));
        match pieces.last_mut().filter(|_| joined) {
            Some(before) => before.push_str(piece),
            None => pieces.push(piece.to_owned()),
        }
        (rest, from) = (tail, at);
    }
    pieces
}

fn may_break(before: &str, after: &str) -> bool {
    let (last, first) = (before.trim_end().chars().next_back(), after.chars().next());
    let bad_head = first.is_some_and(|c| NO_HEAD.contains(c));
    let bad_tail = last.is_some_and(|c| NO_TAIL.contains(c));
    let (Some(last), Some(first)) = (last, first) else { return !bad_head };
    let figure = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.' | ':' | '*');
    let in_number = figure(last) && figure(first) && !before.ends_with(' ');
    let in_date = (last.is_ascii_digit() && matches!(first, '年' | '月' | '日' | '号' | '个' | '件' | '份'))
        || (matches!(last, '年' | '月') && first.is_ascii_digit());
    !(bad_head || bad_tail || in_number || in_date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_marks_do_not_begin_and_numbers_do_not_split() {
        let text = "请于2026年11月23日前到“零障碍”窗口（二楼），电话0516-80802345，谢谢。";
        for cells in 16..=40 {
            for line in wrap(Metrics::NARROW, text, cells) {
                assert!(!line.starts_with(|c| NO_HEAD.contains(c)), "{cells}: {line}");
                assert!(!line.ends_with(|c| NO_TAIL.contains(c)), "{cells}: {line}");
            }
            assert!(
                wrap(Metrics::NARROW, text, cells).iter().any(|line| line.contains("0516-80802345")),
                "{cells}"
            );
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]
        #[test]
        fn nothing_overflows_nothing_is_lost_no_kinsoku_break(text in "[\u{4e00}-\u{4e40}0-9a-c，。、；：！？（）《》“”‘’…—·【】 -]{0,80}") {
            for metrics in [Metrics::NARROW, Metrics::WIDE] {
                for cells in 6..=40 {
                    let lines = wrap(metrics, &text, cells);
                    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                    proptest::prop_assert_eq!(squeeze(&lines.concat()), squeeze(&text));
                    for pair in lines.windows(2) {
                        proptest::prop_assert!(metrics.width(&pair[0]) <= cells);
                        let head = pair[1].chars().next();
                        let tail = pair[0].chars().next_back();
                        let broken = head.is_some_and(|c| NO_HEAD.contains(c)) || tail.is_some_and(|c| NO_TAIL.contains(c));
                        // A break that breaks the rule stands only where the stretch had no legal one.
                        let stretch = pieces(&text).into_iter().any(|piece| metrics.width(piece.trim_end()) > cells);
                        proptest::prop_assert!(!broken || stretch, "{:?}", lines);
                    }
                }
            }
        }
    }
}
