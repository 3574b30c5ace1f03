//! What a mask leaves standing, so that a list can be read aloud without giving anybody away.

use super::canonical::key_char;

/// Surnames of two characters: the mask leaves both.
const COMPOUND: [&str; 20] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒",
    "司空", "夏侯", "轩辕", "端木", "百里", "呼延", "南宫",
];

/// A person's name: the surname stays, every other character becomes `*`.
pub fn name(name: &str) -> String {
    let length = name.chars().count();
    let kept = if length > 2 && COMPOUND.iter().any(|surname| name.starts_with(surname)) { 2 } else { 1 };
    name.chars().enumerate().map(|(at, c)| if at < kept { c } else { '*' }).collect()
}

/// A telephone number: the first three and the last four digits stay; of a short one the last four.
pub fn phone(number: &str) -> String {
    let first = if number.chars().count() >= 11 { 3 } else { 0 };
    middle(number, first, 4)
}

/// The number of somebody's papers: the first three and the last four characters stay, never the date of birth.
pub fn id(number: &str) -> String {
    middle(number, 3, 4)
}

/// An address: down to street or community, nothing after the first house number.
pub fn address(address: &str) -> String {
    let kept: String = address.chars().take_while(|c| !c.is_numeric()).collect();
    match kept.len() == address.len() {
        true => kept,
        false => kept + "***",
    }
}

/// Something of it is masked.
pub fn is_masked(text: &str) -> bool {
    text.contains(['*', '＊'])
}

/// Free words with every number in them masked that looks like a telephone's or like papers: the last four digits stay.
///
/// A date of eight digits is none, nor is anything shorter than seven.
pub fn numbers(text: &str) -> String {
    let mut shown: Vec<char> = text.chars().collect();
    let mut from = 0;
    while let Some(start) = (from..shown.len()).find(|at| is_digit(shown[*at])) {
        let run = run_at(&shown, start);
        from = run.last().map_or(start, |last| last + 1);
        let grouped = looks_like(&digits_of(&shown, &run));
        // Whole with its blanks and dashes, or else group by group.
        let groups: Vec<&[usize]> = match grouped {
            Some(_) => vec![&run],
            None => run.chunk_by(|a, b| a + 1 == *b).collect(),
        };
        for group in groups {
            let digits = digits_of(&shown, group);
            let first = looks_like(&digits).or_else(|| is_long(&digits).then_some(0));
            if let Some(first) = first {
                let last = group.len().saturating_sub(4);
                group.iter().take(last).skip(first).for_each(|at| shown[*at] = '*');
            }
        }
    }
    shown.into_iter().collect()
}

/// The numbers in a text: each whole, and group by group where blanks or dashes part it.
pub fn numbers_in(text: &str) -> Vec<String> {
    let text: Vec<char> = text.chars().collect();
    let (mut numbers, mut from) = (Vec::new(), 0);
    while let Some(start) = (from..text.len()).find(|at| is_digit(text[*at])) {
        let run = run_at(&text, start);
        let groups = run.chunk_by(|a, b| a + 1 == *b);
        numbers.extend(std::iter::once(&run[..]).chain(groups).map(|run| digits_of(&text, run)));
        from = run.last().map_or(start, |last| last + 1);
    }
    numbers
}

/// A number of a mobile telephone.
pub fn is_mobile(number: &str) -> bool {
    matches!((number.len(), number.as_bytes()), (11, [b'1', b'3'..=b'9', ..]))
}

/// A number of as many digits as papers have.
pub fn is_papers(number: &str) -> bool {
    matches!(number.len(), 15 | 18)
}

/// A number that is surely somebody's: a telephone's or that of papers.
pub fn is_somebodys(number: &str) -> bool {
    looks_like(number).is_some()
}

fn is_digit(c: char) -> bool {
    key_char(c).is_ascii_digit()
}

/// Where the digits are that begin here, with a blank or a dash between two of them at the most, and an X after seventeen.
fn run_at(text: &[char], start: usize) -> Vec<usize> {
    let digit = |at: usize| text.get(at).is_some_and(|c| is_digit(*c));
    let gap = |at: usize| text.get(at).is_some_and(|c| matches!(key_char(*c), ' ' | '-'));
    let (mut run, mut at) = (Vec::new(), start);
    while digit(at) || gap(at) && digit(at + 1) {
        if digit(at) {
            run.push(at);
        }
        at += 1;
    }
    if run.len() == 17 && text.get(at).is_some_and(|c| matches!(key_char(*c), 'x' | 'X')) {
        run.push(at);
    }
    run
}

fn digits_of(text: &[char], run: &[usize]) -> String {
    run.iter().filter_map(|at| text.get(*at)).map(|c| key_char(*c)).collect()
}

/// How many digits stay at the front of a number that is surely somebody's.
fn looks_like(digits: &str) -> Option<usize> {
    match (digits.len(), digits.as_bytes()) {
        (_, _) if is_mobile(digits) || is_papers(digits) => Some(3),
        (10..=12, [b'0', ..]) | (13, [b'8', b'6', b'1', ..]) => Some(0),
        (_, _) => None,
    }
}

fn is_long(digits: &str) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u16>().ok());
    let dated = |year, month, day| {
        (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    let date = match (digits.len(), part(0, 4), part(4, 6), part(6, 8)) {
        (8, Some(year), Some(month), Some(day)) => dated(year, month, day),
        (_, _, _, _) => false,
    };
    digits.len() >= 7 && !date
}

fn middle(text: &str, first: usize, last: usize) -> String {
    let length = text.chars().count();
    let hidden = |at: usize| at >= first && at + last < length;
    if length <= first + last {
        return "*".repeat(length);
    }
    text.chars().enumerate().map(|(at, c)| if hidden(at) { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_leave_what_a_list_needs() {
        for (plain, masked) in [
            ("张三", "张*"),
            ("张小明", "张**"),
            ("欧阳娜娜", "欧阳**"),
            ("阿依古丽·买买提", "阿*******"),
            ("J. Smith", "J*******"),
        ] {
            assert_eq!(name(plain), masked);
        }
        assert_eq!(phone("13800138000"), "138****8000");
        assert_eq!(id("11010519491231002X"), "110***********002X");
        assert_eq!(address("云龙区湖北路12号3幢"), "云龙区湖北路***");
        for (said, shown) in [
            ("电话13800138000，明天来", "电话138****8000，明天来"),
            ("138 0013-8000或0516-80802345", "138 ****-8000或****-****2345"),
            ("１３８００１３８０００", "１３８****８０００"),
            ("11010519491231002x（2026-11-23补）", "110***********002x（2026-11-23补）"),
            ("座机80802345，护照E12345678", "座机****2345，护照E****5678"),
            ("20261123 08:30收3份，编号2026-0123", "20261123 08:30收3份，编号2026-0123"),
        ] {
            assert_eq!(numbers(said), shown);
            assert_eq!(numbers(shown), shown, "a mask is its own mask");
        }
        for (label, somebodys) in [
            ("身份证11010519491231002X复印件", true),
            ("138 0013 8000的收据", true),
            ("张科长0516-80802345", true),
            ("国务院令第666号", false),
            ("苏卫监〔2026〕20261123号", false),
        ] {
            let found = numbers_in(label).iter().any(|number| is_somebodys(number));
            assert_eq!(found, somebodys, "{label}");
        }
        assert_eq!(phone("80802345"), "****2345");
        assert_eq!(id("1234"), "****");
    }
}
