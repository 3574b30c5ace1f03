//! Where the numbers of a text stand: half a telephone number, date or file number is another number, so none is cut.
//!
//! Only finds them. Whether one is right is the domain's business.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use xieban_words::canonical::key_char;

/// The numbers of a text as byte ranges, in order: runs of letters and digits with at least one digit, together with what
/// joins digits (`-`, `:`, `.`, 年月日, 〔〕) and the blanks within a telephone number.
pub(super) fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let signed = c == '+' && chars.peek().is_some_and(|(_, next)| is_digit(*next));
        if !signed && !is_alphanumeric(c) {
            continue;
        }
        let number = NumberToken::read(&mut chars, start, c);
        if number.digits {
            found.push(start..number.end);
        }
    }
    found
}

/// The number that a cut at this byte would go through.
pub(super) fn number_at(numbers: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let following = numbers.partition_point(|number| number.end <= at);
    numbers.get(following).filter(|number| number.start < at)
}

/// The numbers of official papers as byte ranges, in order, with the name of the office before the year: 徐卫监协〔2026〕107号.
/// Where that name begins nothing says: it is taken to have [`NAME`] characters at the most.
pub(super) fn official(text: &str) -> Vec<Range<usize>> {
    let year = |(at, _): (usize, &str)| {
        let (before, after) = text.split_at_checked(at)?;
        let mut chars = after.char_indices().skip(1).peekable();
        let digits =
            |chars: &mut Peekable<_>| std::iter::from_fn(|| chars.next_if(|(_, c)| is_digit(*c))).count();
        if digits(&mut chars) != 4 {
            return None;
        }
        chars.next_if(|(_, c)| matches!(c, '〕' | '］' | ']'))?;
        chars.next_if(|(_, c)| *c == '第');
        if digits(&mut chars) == 0 {
            return None;
        }
        chars.next_if(|(_, c)| *c == '号');
        let end = chars.peek().map_or(text.len(), |(behind, _)| at + behind);
        let name = before.char_indices().rev().take(NAME).take_while(|(_, c)| is_han(*c));
        Some(name.last().map_or(at, |(start, _)| start)..end)
    };
    text.match_indices(['〔', '［', '[']).filter_map(year).collect()
}

/// Characters of the name of an office in the number of a paper.
const NAME: usize = 5;

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

struct NumberToken {
    end: usize,
    digits: bool,
    dated: bool,
    /// The digits since the last joint, narrow.
    group: String,
    last: char,
}

impl NumberToken {
    fn read(chars: &mut Peekable<CharIndices<'_>>, start: usize, first: char) -> Self {
        let mut number = Self { end: start, digits: false, dated: false, group: String::new(), last: first };
        number.take(start, first);
        while let Some(&(at, c)) = chars.peek() {
            let ahead = group_after(chars.clone());
            let joins = match c {
                c if is_alphanumeric(c) => true,
                ' ' => is_digit(number.last) && is_telephone(&number.group, &ahead),
                '日' | '号' => number.dated && is_digit(number.last),
                '年' | '月' | '〕' | ']' => is_digit(number.last) && (number.dated || !ahead.is_empty()),
                c => is_joint(c) && is_digit(number.last) && !ahead.is_empty(),
            };
            if !joins {
                break;
            }
            number.take(at, c);
            chars.next();
        }
        number
    }

    fn take(&mut self, at: usize, c: char) {
        self.end = at + c.len_utf8();
        self.digits |= is_digit(c);
        self.dated |= matches!(c, '年' | '月' | '〕' | ']');
        match is_alphanumeric(c) || c == '+' {
            true => self.group.push(key_char(c)),
            false => self.group.clear(),
        }
        self.last = c;
    }
}

/// The digits that follow the next character.
fn group_after(chars: Peekable<CharIndices<'_>>) -> String {
    chars.skip(1).map(|(_, c)| key_char(c)).take_while(char::is_ascii_digit).take(12).collect()
}

/// Whether a blank between two groups of digits stands inside a telephone number: `+86 138 0013 8000`, `0516 80802345`.
fn is_telephone(before: &str, after: &str) -> bool {
    match (before.len(), after.len()) {
        (3, 4) => before.starts_with('1'),
        (3, 3 | 11) => before == "+86",
        (4, 4) => true,
        (3 | 4, 7 | 8) => before.starts_with('0'),
        _ => false,
    }
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '－' | '~' | '～' | '.' | '．' | ',' | ':' | '：' | '/' | '／')
}

fn is_alphanumeric(c: char) -> bool {
    key_char(c).is_ascii_alphanumeric()
}

fn is_digit(c: char) -> bool {
    key_char(c).is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_whole() {
        for (text, expected) in [
            ("请于2026年11月23日（周一）来", vec!["2026年11月23日"]),
            ("徐卫监协〔2026〕107号", vec!["2026〕107号"]),
            ("电话 0516-80802345，短信 18914882345", vec!["0516-80802345", "18914882345"]),
            ("手机+86 138 0013 8000。", vec!["+86 138 0013 8000"]),
            ("值班08:30-12:00  14:30", vec!["08:30-12:00", "14:30"]),
            ("证件11010519491231002X", vec!["11010519491231002X"]),
            ("电话０５１６－８０８０２３４５", vec!["０５１６－８０８０２３４５"]),
            ("13800138000 18914882345", vec!["13800138000", "18914882345"]),
            ("GW03 公共场所，1，2", vec!["GW03", "1", "2"]),
            ("10个工作日", vec!["10"]),
            ("3号台", vec!["3"]),
            ("abc，。—", vec![]),
        ] {
            let found: Vec<&str> = numbers(text).into_iter().filter_map(|range| text.get(range)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn official_numbers_are_found_with_their_office() {
        for (text, expected) in [
            ("见“徐卫监协〔2026〕107号”。", vec!["徐卫监协〔2026〕107号"]),
            ("徐卫医罚字〔2026〕第12号", vec!["徐卫医罚字〔2026〕第12号"]),
            ("〔2026〕3号，国办发[2016]5", vec!["〔2026〕3号", "国办发[2016]5"]),
            ("徐卫〔26〕3号，徐卫〔2026〕号，〔2026〔", vec![]),
        ] {
            let found: Vec<&str> = official(text).into_iter().filter_map(|range| text.get(range)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_cut_at_the_edge_of_a_number_is_none() {
        let found = numbers("甲123乙456");
        assert_eq!(number_at(&found, 3), None);
        assert_eq!(number_at(&found, 4), Some(&(3..6)));
        assert_eq!(number_at(&found, 6), None);
        assert_eq!(number_at(&found, 10), Some(&(9..12)));
    }
}
