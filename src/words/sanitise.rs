//! What may come in. Every text from outside passes here where it enters, and once more where it leaves.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;
use unicode_segmentation::UnicodeSegmentation as _;

/// Combining marks kept on one base character; more is decoration or attack.
const MARKS: usize = 4;

/// One line of text: no control, bidi, zero-width, tag or private-use characters, line ends as spaces, NFC.
/// Never longer than `most` bytes, and never cut within a character.
pub fn line(text: &str, most: usize) -> String {
    clean(text, most, ' ', true)
}

/// A piece of a line, as it is typed at a caret: as [`line()`], but it may begin with a mark for the character before the caret.
pub fn piece(text: &str, most: usize) -> String {
    clean(text, most, ' ', false)
}

/// Several lines of text: as [`line()`], with line ends kept as `\n`.
pub fn lines(text: &str, most: usize) -> String {
    clean(text, most, '\n', true)
}

/// The last filter where a text leaves: what could steer a terminal or hide is dropped, the rest is untouched.
pub fn outgoing(text: &str) -> Cow<'_, str> {
    let may_leave = || {
        let mut marks = 0;
        move |c: char| {
            marks = if c.is_ascii() || canonical_combining_class(c) == 0 { 0 } else { marks + 1 };
            marks <= MARKS && is_allowed(c)
        }
    };
    if text.chars().all(may_leave()) {
        return Cow::Borrowed(text);
    }
    let mut may_leave = may_leave();
    Cow::Owned(text.chars().filter(|c| may_leave(*c)).collect())
}

fn clean(text: &str, most: usize, line_end: char, begins: bool) -> String {
    let mut after_return = false;
    let allowed = text.chars().take(most).filter_map(|c| {
        let second_half = c == '\n' && after_return;
        after_return = c == '\r';
        match c {
            _ if second_half => None,
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(line_end),
            '\t' => Some(' '),
            c => is_allowed(c).then_some(c),
        }
    });
    let mut out = String::with_capacity(text.len().min(most));
    let mut marks = 0;
    // What is dropped must not stand between a character and its mark: composed last.
    for c in allowed.nfc() {
        marks = if canonical_combining_class(c) == 0 { 0 } else { marks + 1 };
        let nothing_before = out.chars().next_back().map_or(begins, char::is_whitespace);
        if marks > MARKS || nothing_before && joins(' ', c) {
            continue;
        }
        if out.len() + c.len_utf8() > most {
            break;
        }
        out.push(c);
    }
    out
}

/// The two make one character on the screen: a mark that has nothing to stand on would stand on what happens to be before it.
fn joins(first: char, second: char) -> bool {
    let is_han = matches!(second, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    !second.is_ascii() && !is_han && [first, second].iter().collect::<String>().graphemes(true).count() == 1
}

fn is_allowed(c: char) -> bool {
    !matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'            // C0, DEL, C1
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'                            // Mongolian selectors
        | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' // join what comes after them
        | '\u{d4e}' | '\u{110bd}' | '\u{110cd}' | '\u{111c2}' | '\u{111c3}' | '\u{1193f}' | '\u{11941}' | '\u{11a3a}'
        | '\u{11a84}'..='\u{11a89}' | '\u{11d46}' | '\u{11f02}' | '\u{113d1}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' // zero width, bidi, separators
        | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffc}' // selectors, BOM, annotations
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'  // private use
        | '\u{e0000}'..='\u{effff}'                          // tags, selectors, and what may yet become some
        | '\u{fdd0}'..='\u{fdef}'
    ) && (c as u32) & 0xfffe != 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_or_hides_comes_in() {
        let wild = "张\u{1b}[31m三\u{202e}\u{200b}\u{feff}\u{e0041}\u{eae0d}\u{9b}2J\u{7f}\u{fe0f}";
        assert_eq!(line(wild, 1000), "张[31m三2J");
        assert_eq!(line("甲\r\n乙\u{2028}丙\t丁", 1000), "甲 乙 丙 丁");
        assert_eq!(lines("甲\r\n乙\u{2028}丙", 1000), "甲\n乙\n丙");
        assert_eq!(
            line("e\u{200b}\u{301}", 100),
            "é",
            "what is dropped does not keep a mark from its letter"
        );
        assert_eq!(outgoing("甲\u{1b}乙"), "甲乙");
    }

    #[test]
    fn rare_names_stay_and_stacks_of_marks_do_not() {
        assert_eq!(line("𠮷野家𬭚", 100), "𠮷野家𬭚");
        let stack = format!("a{}b", "\u{336}".repeat(50));
        assert_eq!((line(&stack, 1000).chars().count(), outgoing(&stack).chars().count()), (6, 6));
    }

    #[test]
    fn nothing_joins_what_is_written_beside_it() {
        assert_eq!(
            (line("\u{11347}\u{11362}张", 100), line("甲 \u{301}乙", 100)),
            ("张".to_owned(), "甲 乙".to_owned())
        );
        for c in '\0'..=char::MAX {
            let kept = line(&c.to_string(), 100);
            let beside = format!(" {kept} ");
            let joined = kept.graphemes(true).count() + 2 != beside.graphemes(true).count();
            assert!(!joined, "{c:?} U+{:04X}", c as u32);
        }
    }

    #[test]
    fn a_pasted_megabyte_is_cut_at_a_character() {
        let out = line(&"协".repeat(400_000), 100);
        assert_eq!(out.chars().count(), 33);
    }

    proptest::proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in "\\PC*|.*|[e\u{301}\u{308}\u{200b}\u{ac00}\u{11a8}\r\n]{0,12}") {
            let once = line(&text, 500);
            proptest::prop_assert_eq!(&line(&once, 500), &once);
            proptest::prop_assert!(once.chars().all(is_allowed));
            proptest::prop_assert!(outgoing(&once) == once);
        }
    }
}
