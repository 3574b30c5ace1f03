//! Lines of a given width, broken where Chinese may be broken (UAX #14, with 避头尾): no line begins with a closing mark, none
//! ends with an opening one, and no number, date or telephone number is split while there is another way.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use unicode_segmentation::UnicodeSegmentation as _;
use xieban_words::canonical::key_char;

use super::metrics::Metrics;
use super::numbers::{number_at, numbers, official};

/// Marks that never begin a line.
const NO_HEAD: &str = "，。、；：！？）》〉」』】〕〗］｝”’…—～％‰々%℃·,.;:!?)]}";
/// Marks that never end a line.
const NO_TAIL: &str = "（《〈「『【〔〖［｛“‘￥¥([{";
/// What stands right behind its number.
const COUNTED: &str = "号个件份年月日天页项名元次人台时分秒岁";

/// The text in lines of at most `cells` (2 at the least). Where no legal break is within reach a word is cut, and only where
/// nothing else is within reach a mark stands where it should not.
pub fn wrap(metrics: Metrics, text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let glyphs = glyphs(metrics, paragraph);
        let mut rest = &glyphs[..];
        while let Some(end) = overflow(rest, cells) {
            let at = cut(rest, end);
            lines.push(line(&rest[..at]));
            rest = &rest[at..];
            let blanks = rest.iter().take_while(|glyph| glyph.is_blank()).count();
            rest = &rest[blanks..];
        }
        lines.push(line(rest));
    }
    lines
}

/// How well a line may end before a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    /// A mark would stand where it should not.
    Wrong,
    /// Within a number.
    Number,
    /// Within a word, or between a number and what belongs to it.
    Within,
    /// As it should.
    Legal,
}

struct Cluster<'t> {
    text: &'t str,
    cells: usize,
    before: Break,
}

impl Cluster<'_> {
    fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// The glyphs of a paragraph, each with what a break before it would be.
fn glyphs(metrics: Metrics, paragraph: &str) -> Vec<Cluster<'_>> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let legal: Vec<usize> = segmenter.segment_str(paragraph).collect();
    let (numbers, official) = (numbers(paragraph), official(paragraph));
    let mut last = None;
    let judged = paragraph.grapheme_indices(true).map(|(at, text)| {
        let first = text.chars().next();
        let before = match () {
            // Blanks at the end of a line take no room: they stay there.
            () if first.is_some_and(char::is_whitespace) || !keeps_kinsoku(last, first) => Break::Wrong,
            () if number_at(&numbers, at).is_some() => Break::Number,
            () if number_at(&official, at).is_some() => Break::Within,
            () if counts(last, first) => Break::Within,
            () if legal.binary_search(&at).is_ok() || beside_quote(last, first) => Break::Legal,
            () => Break::Within,
        };
        last = text.chars().next_back().filter(|c| !c.is_whitespace()).or(last);
        Cluster { text, cells: metrics.grapheme(text), before }
    });
    judged.collect()
}

fn keeps_kinsoku(last: Option<char>, first: Option<char>) -> bool {
    !first.is_some_and(|c| NO_HEAD.contains(c)) && !last.is_some_and(|c| NO_TAIL.contains(c))
}

/// A number and what it counts: 第1号, 3个, 11月.
fn counts(last: Option<char>, first: Option<char>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| key_char(c).is_ascii_digit());
    (digit(last) && first.is_some_and(|c| COUNTED.contains(c))) || (last == Some('第') && digit(first))
}

/// In Chinese a line may end before an opening quote and after a closing one; the general rules do not tell the two apart.
/// Before a Latin letter ’ is an apostrophe.
fn beside_quote(last: Option<char>, first: Option<char>) -> bool {
    let latin = first.is_some_and(|c| c.is_ascii_alphanumeric());
    matches!(first, Some('“' | '‘')) || matches!(last, Some('”' | '’')) && !latin
}

/// How many glyphs fit; `None` if all do. Blanks at the end of a line take no room.
fn overflow(glyphs: &[Cluster<'_>], cells: usize) -> Option<usize> {
    let mut used = 0;
    glyphs.iter().position(|glyph| {
        used += glyph.cells;
        used > cells && !glyph.is_blank()
    })
}

/// Where a line of glyphs ends that has room for `end` of them: at the best break, and the last of the best.
fn cut(glyphs: &[Cluster<'_>], end: usize) -> usize {
    let within = glyphs.iter().enumerate().skip(1).take(end);
    within.max_by_key(|(at, glyph)| (glyph.before, *at)).map_or(1, |(at, _)| at)
}

fn line(glyphs: &[Cluster<'_>]) -> String {
    glyphs.iter().map(|glyph| glyph.text).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BOTH: [Metrics; 2] = [Metrics::NARROW, Metrics::WIDE];

    #[test]
    fn closing_marks_do_not_begin_and_numbers_do_not_split() {
        let text = "请于2026年11月23日前到“零障碍”窗口（二楼），编号徐卫监协〔2026〕107号，电话0516-80802345，谢谢。";
        for (metrics, cells) in
            BOTH.into_iter().flat_map(|metrics| (16..=40).map(move |cells| (metrics, cells)))
        {
            let lines = wrap(metrics, text, cells);
            for whole in ["2026年11月23日", "0516-80802345", "〔2026〕107号"] {
                assert!(lines.iter().any(|line| line.contains(whole)), "{cells}: {lines:?}");
            }
        }
    }

    #[test]
    fn quotes_hold_to_what_they_quote() {
        assert_eq!(wrap(Metrics::WIDE, "他说“办好了”就走", 6), ["他说", "“办好", "了”就", "走"]);
        assert_eq!(wrap(Metrics::NARROW, "一次告知“缺什么”", 10), ["一次告知", "“缺什么”"]);
    }

    #[test]
    fn what_is_too_long_for_any_line_is_cut_without_a_lone_mark() {
        assert_eq!(wrap(Metrics::NARROW, "abcdefgh，好", 8), ["abcdefg", "h，好"]);
        assert_eq!(wrap(Metrics::NARROW, "110105194912310021", 8), ["11010519", "49123100", "21"]);
        assert_eq!(
            wrap(Metrics::NARROW, "，，，，，", 4),
            ["，，", "，，", "，"],
            "nothing else can be done"
        );
    }

    #[test]
    fn blanks_and_paragraphs() {
        assert_eq!(wrap(Metrics::NARROW, "  甲\n\n乙 丙", 40), ["  甲", "", "乙 丙"]);
        assert_eq!(wrap(Metrics::NARROW, "abcd    efgh", 4), ["abcd", "efgh"]);
    }

    /// A plain cutter: as much as fits, whatever stands there.
    fn plain(metrics: Metrics, text: &str, cells: usize) -> Vec<String> {
        let mut lines = vec![String::new()];
        for grapheme in text.graphemes(true) {
            let full =
                lines.last().is_some_and(|line| metrics.width(line) + metrics.grapheme(grapheme) > cells);
            if full {
                lines.push(String::new());
            }
            lines.last_mut().unwrap().push_str(grapheme);
        }
        lines
    }

    /// The line ends with a mark where it should not, or the next begins with one, though the line could have ended elsewhere.
    /// Knows nothing of the rules above: it has its own lists, as the punctuation standard has them.
    fn needless(line: &str, next: &str) -> bool {
        let wrong = |before: &str, after: &str| {
            let begins = |marks: &[char]| after.trim_start().starts_with(marks);
            let ends = |marks: &[char]| before.trim_end().ends_with(marks);
            begins(&['，', '。', '、', '；', '：', '！', '？', '）', '》', '”', '’', '…', '—', '·'])
                || begins(&['】', '〕', '」', '』', '〉', '％', '～'])
                || ends(&['（', '《', '“', '‘', '【', '〔', '「', '『', '〈', '￥'])
        };
        let elsewhere = line.grapheme_indices(true).skip(1).any(|(at, _)| {
            let (before, after) = line.split_at(at);
            !wrong(before, after)
        });
        wrong(line, next) && elsewhere
    }

    /// The numbers of a text that lines of so many cells have room for, with a mark on either side, and that no line shows whole.
    fn torn<'n>(metrics: Metrics, lines: &[String], numbers: &[&'n str], cells: usize) -> Vec<&'n str> {
        let roomy = numbers.iter().filter(|number| metrics.width(number) + 4 <= cells);
        roomy.filter(|number| !lines.iter().any(|line| line.contains(**number))).copied().collect()
    }

    /// A text with numbers in it, some of them between marks.
    fn numbered() -> impl Strategy<Value = Vec<(String, &'static str, &'static str, &'static str)>> {
        let number = prop::sample::select(vec![
            "徐卫监协〔2026〕107号",
            "徐卫医罚字〔2026〕第12号",
            "2026年11月23日",
            "0516-80802345",
            "13800138000",
            "+86 138 0013 8000",
            "11010519491231002X",
            "08:30-12:00",
            "第107号",
            "0107-5",
            "３个",
            "1,234.50",
        ]);
        let opening = prop::sample::select(vec!["", "", "（", "“", "《", "，"]);
        let closing = prop::sample::select(vec!["", "", "）", "”", "。", "，"]);
        prop::collection::vec(("[\u{4e00}-\u{4e20}]{1,9}", opening, number, closing), 1..6)
    }

    fn texts() -> impl Strategy<Value = String> {
        "[\u{4e00}-\u{4e40}0-9a-c，。、；：！？（）《》〈〉「」『』“”‘’…—·【】〔〕￥％～年月日号 -]{0,80}"
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn nothing_overflows_nothing_is_lost_no_mark_stands_wrong_needlessly(text in texts()) {
            let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            for metrics in BOTH {
                for cells in 6..=40 {
                    let lines = wrap(metrics, &text, cells);
                    prop_assert_eq!(squeeze(&lines.concat()), squeeze(&text));
                    for line in &lines {
                        prop_assert!(metrics.width(line) <= cells, "{cells} {lines:?}");
                    }
                    for pair in lines.windows(2) {
                        prop_assert!(!needless(&pair[0], &pair[1]), "{cells} {lines:?}");
                    }
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn a_number_that_has_room_is_whole(pieces in numbered()) {
            let text: String = pieces.iter().flat_map(|(han, open, number, close)| [han, *open, *number, *close]).collect();
            let numbers: Vec<&str> = pieces.iter().map(|(_, _, number, _)| *number).collect();
            for metrics in BOTH {
                for cells in 6..=40 {
                    let lines = wrap(metrics, &text, cells);
                    let torn = torn(metrics, &lines, &numbers, cells);
                    prop_assert!(torn.is_empty(), "{cells} {torn:?} {lines:?}");
                    prop_assert!(lines.iter().all(|line| metrics.width(line) <= cells), "{cells} {lines:?}");
                    prop_assert!(!lines.windows(2).any(|pair| needless(&pair[0], &pair[1])), "{cells} {lines:?}");
                }
            }
        }
    }

    #[test]
    fn an_apostrophe_is_no_quote() {
        assert_eq!(wrap(Metrics::NARROW, "他们说 don’t stop", 12), ["他们说 don’t", "stop"]);
        assert_eq!(wrap(Metrics::NARROW, "他们说 don’t stop", 11), ["他们说", "don’t stop"]);
    }

    #[test]
    fn a_plain_cutter_fails_the_same_judgement() {
        let text = "请带上（原件）、复印件，“一次告知”。".repeat(3);
        let numbers = ["徐卫监协〔2026〕107号", "0516-80802345", "2026年11月23日"];
        let numbered = numbers.map(|number| format!("请看（{number}），")).concat();
        for metrics in BOTH {
            let judged =
                |text: &str| (6..=40).map(|cells| (cells, plain(metrics, text, cells))).collect::<Vec<_>>();
            let wrong = |(_, lines): &&(usize, Vec<String>)| {
                lines.windows(2).any(|pair| needless(&pair[0], &pair[1]))
            };
            assert!(judged(&text).iter().filter(wrong).count() > 20);
            let tears =
                |(cells, lines): &&(usize, Vec<String>)| !torn(metrics, lines, &numbers, *cells).is_empty();
            assert!(judged(&numbered).iter().filter(tears).count() > 15);
        }
    }
}
