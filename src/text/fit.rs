//! Texts brought to an exact number of cells. Nothing here ever overflows.

use unicode_segmentation::UnicodeSegmentation as _;

use super::metrics::Metrics;
use super::numbers::{number_at, numbers};

/// As much of the text as fits into `cells`; one that is cut ends in `..`, so that nobody takes a part for the whole.
pub fn fit(metrics: Metrics, text: &str, cells: usize) -> String {
    if metrics.width(text) <= cells {
        return text.to_owned();
    }
    let mark = if cells >= 4 { ".." } else { "" };
    let head = head(metrics, text, cells - mark.len());
    // Half a number is another number.
    let end = number_at(&numbers(text), head.len()).map_or(head.len(), |number| number.start);
    text.get(..end).unwrap_or(&head).trim_end().to_owned() + mark
}

/// The longest head of the text within `cells`.
fn head(metrics: Metrics, text: &str, cells: usize) -> String {
    let (mut out, mut used) = (String::new(), 0);
    for grapheme in text.graphemes(true) {
        used += metrics.grapheme(grapheme);
        if used > cells {
            break;
        }
        out.push_str(grapheme);
    }
    out
}

/// Exactly `cells`: cut if too long, blanks behind if too short.
pub fn pad(metrics: Metrics, text: &str, cells: usize) -> String {
    let mut out = fit(metrics, text, cells);
    let blanks = cells - metrics.width(&out);
    out.extend(std::iter::repeat_n(' ', blanks));
    out
}

/// Exactly `cells`: cut if too long, blanks before if too short.
pub fn pad_left(metrics: Metrics, text: &str, cells: usize) -> String {
    let text = fit(metrics, text, cells);
    " ".repeat(cells - metrics.width(&text)) + &text
}

/// Exactly `cells`, in the middle.
pub fn centre(metrics: Metrics, text: &str, cells: usize) -> String {
    let text = fit(metrics, text, cells);
    let blanks = cells - metrics.width(&text);
    " ".repeat(blanks / 2) + &text + &" ".repeat(blanks - blanks / 2)
}

/// A name as paper and board show it: one of two characters takes one full-width space between them.
pub fn spread(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(first), Some(second), None) if !name.is_ascii() => format!("{first}\u{3000}{second}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_says_so_and_never_overflows() {
        assert_eq!(fit(Metrics::NARROW, "公共场所卫生许可", 10), "公共场所..");
        assert_eq!(pad(Metrics::NARROW, "公共场所卫生许可", 11), "公共场所.. ");
        assert_eq!(centre(Metrics::NARROW, "业务受理", 6), "业务..");
        assert_eq!(centre(Metrics::NARROW, "业务", 8), "  业务  ");
        assert_eq!(pad_left(Metrics::NARROW, "12", 4), "  12");
        assert_eq!(fit(Metrics::NARROW, "电话 13800138000", 12), "电话..");
        assert_eq!(fit(Metrics::NARROW, "编号0107-5（补）", 12), "编号0107-5..");
        assert_eq!((spread("李敏"), spread("王小明")), ("李　敏".to_owned(), "王小明".to_owned()));
    }

    proptest::proptest! {
        #[test]
        fn half_a_number_is_never_shown(
            pieces in proptest::collection::vec(("[a-c\u{4e00}-\u{4e20}（）“，]{0,3}[\u{4e00}-\u{4e20}]", proptest::sample::select(vec![
                "2026年11月23日", "0516-80802345", "13800138000", "+86 138 0013 8000", "11010519491231002X", "2026〕107号",
            ])), 1..4),
            cells in 0_usize..60,
        ) {
            let (mut text, mut numbers) = (String::new(), Vec::new());
            for (words, number) in &pieces {
                text.push_str(words);
                numbers.push(text.len()..text.len() + number.len());
                text.push_str(number);
            }
            for metrics in [Metrics::NARROW, Metrics::WIDE] {
                let shown = fit(metrics, &text, cells);
                proptest::prop_assert!(metrics.width(&shown) <= cells);
                let end = shown.strip_suffix("..").unwrap_or(&shown).len();
                proptest::prop_assert!(!numbers.iter().any(|number| number.start < end && end < number.end), "{}", shown);
            }
        }

        #[test]
        fn padded_is_exact(text in "\\PC{0,20}", cells in 0_usize..30) {
            let text = xieban_words::sanitise::line(&text, 400);
            for metrics in [Metrics::NARROW, Metrics::WIDE] {
                proptest::prop_assert_eq!(metrics.width(&pad(metrics, &text, cells)), cells);
                proptest::prop_assert_eq!(metrics.width(&pad_left(metrics, &text, cells)), cells);
                proptest::prop_assert_eq!(metrics.width(&centre(metrics, &text, cells)), cells);
            }
        }
    }
}
