//! One stored form for each text: NFC for words, NFKC without spaces and dashes for numbers; and the narrow twin of a key.
//!
//! Names and addresses are never brought into NFKC: it changes characters that are somebody's name.

use unicode_normalization::UnicodeNormalization as _;

/// A number (papers, telephone, amount) in its one form: narrow, without spaces and dashes, `x` as `X`.
pub fn number(text: &str) -> String {
    let is_filler =
        |c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '—' | '－' | '−' | '\u{200b}');
    text.nfkc()
        .filter(|c| !is_filler(*c) && !c.is_control())
        .map(|c| if c == 'x' { 'X' } else { c })
        .collect()
}

/// A date in its one form, `2026-11-27`, whatever stands between its parts and in whatever width; what is no date stays none.
pub fn date(text: &str) -> String {
    let narrow = text.trim().nfkc().map(|c| match c {
        '/' | '.' | '年' | '月' | '‐' | '–' | '—' | '−' => '-',
        c => c,
    });
    narrow.filter(|c| !c.is_whitespace() && *c != '日').collect()
}

/// A PIN or passphrase in its one form: narrow, without the spaces round it; what is typed with the input method left on is the same.
pub fn secret(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

/// The narrow twin of a character that an input method may send in place of a key: full-width forms, U+3000, and 、 for `/`.
pub const fn key_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '、' | '／' => '/',
        '，' => ',',
        '。' => '.',
        '：' => ':',
        '；' => ';',
        '＂' | '“' | '”' => '"',
        '‘' | '’' => '\'',
        '（' => '(',
        '）' => ')',
        '【' => '[',
        '】' => ']',
        '－' | '—' => '-',
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some(narrow) => narrow,
            None => c,
        },
        other => other,
    }
}

/// The narrow twin of each character: what was typed into a search box with the input method left on.
pub fn query(text: &str) -> String {
    text.trim().nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_width_spaces_and_dashes() {
        assert_eq!(number(" ０５１６－８０８０　２３４５ "), "051680802345");
        assert_eq!(number("11010519491231002x"), "11010519491231002X");
    }

    #[test]
    fn a_date_is_the_same_however_it_is_written() {
        for typed in [
            "2026-11-27",
            " ２０２６－１１－２７ ",
            "2026年11月27日",
            "2026/11/27",
            "2026.11.27",
            "2026—11—27",
        ] {
            assert_eq!(date(typed), "2026-11-27", "{typed}");
        }
    }

    #[test]
    fn a_secret_is_the_same_in_either_width_and_keeps_its_case_and_dashes() {
        assert_eq!(secret("　Ｒａｉｎ－２４ ６８\u{7} "), "Rain-24 68");
    }

    #[test]
    fn keys_have_narrow_twins() {
        let twins: String = "１２３０　、／，。：Ａ（".chars().map(key_char).collect();
        assert_eq!(twins, "1230 //,.:A(");
        assert_eq!(key_char('张'), '张');
    }
}
