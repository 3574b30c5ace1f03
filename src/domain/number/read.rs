//! A number as somebody reads it out or types it: every way in which the program itself writes one is understood, of this year and of
//! earlier ones. Where a text can be read in several ways it gives them all: which of them there are is for the store to say.

use xieban_words::canonical::key_char;

use super::{CaseId, Form, NotACase, Number, check_digit};

/// What a number can be of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbering {
    /// The years in which there may be numbers, the newest first.
    pub years: Vec<u16>,
    /// Every prefix that the office has or had.
    pub prefixes: Vec<String>,
}

/// One way to read a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// `0136-6`, `2026年0136-6`: the check digit fits, so it was said as it is printed.
    Spoken(CaseId),
    /// `2026-136`, `徐卫监协〔2026〕136号`: year and sequence, and nothing that proves them.
    Written(CaseId),
    /// `136`, `136号`: a sequence, in one of the years.
    Bare(CaseId),
    /// `徐卫监协回〔2026〕12号`: the number of another form, which a case has.
    Of(Number),
}

/// Years that are written out.
const YEARS: std::ops::RangeInclusive<u16> = 2000..=2999;

/// Every way to read a text as the number of a case, none twice.
///
/// # Errors
/// Not a number at all; or a check digit that fits in none of the years.
pub fn read(text: &str, of: &Numbering) -> Result<Vec<Reading>, NotACase> {
    let text = folded(text);
    if let Some(number) = on_paper(&text, of) {
        let is_case = number.form == Form::Case;
        return Ok(vec![if is_case { Reading::Written(number.case()) } else { Reading::Of(number) }]);
    }
    if let Some((year, rest)) = text.split_once('年') {
        let year = of_year(year).ok_or(NotACase::Form)?;
        return match rest.split_once('-') {
            Some((seq, check)) => spoken(seq, check, &[year]),
            None => sequence(rest).map(|seq| vec![Reading::Written(CaseId { year, seq })]),
        };
    }
    if let Some((head, tail)) = text.split_once('-') {
        let written = of_year(head).zip(sequence(tail).ok());
        let written = written.map(|(year, seq)| Reading::Written(CaseId { year, seq }));
        return match (spoken(head, tail, &of.years), written) {
            (Ok(mut readings), written) => {
                readings.extend(written);
                Ok(readings)
            }
            (Err(_), Some(written)) => Ok(vec![written]),
            (Err(why), None) => Err(why),
        };
    }
    let seq = sequence(&text)?;
    Ok(of.years.iter().map(|year| Reading::Bare(CaseId { year: *year, seq })).collect())
}

/// Narrow, without blanks, one kind of brackets and one kind of dashes: how a number looks says nothing.
fn folded(text: &str) -> String {
    let one = |c: char| match key_char(c) {
        '〔' | '(' | '〖' | '「' | '<' | '〈' | '《' | '{' => '[',
        '〕' | ')' | '〗' | '」' | '>' | '〉' | '》' | '}' => ']',
        '‐' | '‑' | '‒' | '–' | '―' | '−' | '﹣' => '-',
        other => other.to_ascii_uppercase(),
    };
    text.chars().map(one).filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{200b}').collect()
}

/// Digits and nothing else.
fn figures(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn of_year(text: &str) -> Option<u16> {
    let year = figures(text).filter(|_| text.len() == 4)?;
    u16::try_from(year).ok().filter(|year| YEARS.contains(year))
}

/// A sequence, with 第 and 号 or without.
fn sequence(text: &str) -> Result<u32, NotACase> {
    let text = text.strip_suffix('号').unwrap_or(text);
    let text = text.strip_prefix('第').unwrap_or(text);
    figures(text).filter(|seq| *seq > 0).ok_or(NotACase::Form)
}

/// Sequence and check digit, in every year in which they belong together.
fn spoken(seq: &str, check: &str, years: &[u16]) -> Result<Vec<Reading>, NotACase> {
    let seq = figures(seq).filter(|seq| *seq > 0).ok_or(NotACase::Form)?;
    let check = figures(check).filter(|_| check.len() == 1).ok_or(NotACase::Form)?;
    let fits = years.iter().filter(|year| check_digit(**year, seq) == check);
    let readings: Vec<Reading> = fits.map(|year| Reading::Spoken(CaseId { year: *year, seq })).collect();
    if readings.is_empty() { Err(NotACase::Check(seq)) } else { Ok(readings) }
}

/// Prefix, mark, year in brackets, sequence. A prefix that was never the office's is somebody else's number.
fn on_paper(text: &str, of: &Numbering) -> Option<Number> {
    let (head, tail) = text.rsplit_once('[')?;
    let (year, seq) = tail.split_once(']')?;
    let (year, seq) = (of_year(year)?, sequence(seq).ok()?);
    let prefixes: Vec<String> = of.prefixes.iter().map(|prefix| folded(prefix)).collect();
    let of_form = |form: &&Form| {
        let rest = head.strip_suffix(form.mark());
        rest.is_some_and(|rest| rest.is_empty() || prefixes.iter().any(|prefix| prefix == rest))
    };
    let form = if head.is_empty() { Some(&Form::Case) } else { Form::ALL.iter().find(of_form) };
    Some(Number { form: *form?, year, seq })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn numbering() -> Numbering {
        let prefixes = ["徐卫监", "徐疾控", "XZ(卫)监"].map(str::to_owned).into();
        Numbering { years: (2000..=2999).rev().collect(), prefixes }
    }

    fn of(year: u16) -> Numbering {
        Numbering { years: vec![year], ..numbering() }
    }

    proptest! {
        #[test]
        fn every_way_of_writing_a_number_is_read_back(year in YEARS, seq in 1..=u32::MAX, prefix in 0..3_usize) {
            let id = CaseId { year, seq };
            let all = numbering();
            let prefix = &all.prefixes[prefix];
            for written in [id.to_string(), id.number().paper(prefix), format!("{year}年{seq}号")] {
                prop_assert!(read(&written, &all).unwrap().contains(&Reading::Written(id)), "{written}");
            }
            for spoken in [id.spoken(), id.dated()] {
                prop_assert!(read(&spoken, &all).unwrap().contains(&Reading::Spoken(id)), "{spoken}");
            }
            prop_assert_eq!(read(&id.dated(), &all).unwrap(), vec![Reading::Spoken(id)]);
            prop_assert_eq!(read(&seq.to_string(), &of(year)).unwrap(), vec![Reading::Bare(id)]);
            for form in Form::ALL {
                let number = Number { form: *form, year, seq };
                let read = read(&number.paper(prefix), &all).unwrap();
                let expected = if *form == Form::Case { Reading::Written(id) } else { Reading::Of(number) };
                prop_assert_eq!(read, vec![expected]);
            }
        }

        #[test]
        fn however_it_is_typed_it_is_the_same_number(year in YEARS, seq in 1..=u32::MAX) {
            let id = CaseId { year, seq };
            let wide = |text: &str| -> String {
                text.chars().map(|c| match c {
                    '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
                    other => other,
                }).collect()
            };
            for text in [id.spoken(), id.dated(), id.to_string(), id.number().paper("徐卫监")] {
                let expected = read(&text, &numbering()).unwrap();
                prop_assert_eq!(&read(&wide(&text), &numbering()).unwrap(), &expected);
                for (open, close) in [('[', ']'), ('(', ')'), ('【', '】'), ('（', '）'), ('［', '］')] {
                    let other = format!(" {} ", text.replace('〔', &open.to_string()).replace('〕', &close.to_string()));
                    prop_assert_eq!(&read(&other, &numbering()).unwrap(), &expected);
                }
            }
        }
    }

    #[test]
    fn where_two_fit_both_are_told() {
        let check = check_digit(2026, 2026);
        let text = format!("2026-{check}");
        let spoken = Reading::Spoken(CaseId { year: 2026, seq: 2026 });
        let written = (check > 0).then_some(Reading::Written(CaseId { year: 2026, seq: check }));
        let expected: Vec<_> = std::iter::once(spoken).chain(written).collect();
        assert_eq!(read(&text, &of(2026)).unwrap(), expected);
        // Of years that follow each other no number has one check digit in both; of these two every number has.
        let years = Numbering { years: vec![2033, 2026], ..Numbering::default() };
        for seq in [1, 136, 99_999] {
            let spoken = CaseId { year: 2026, seq }.spoken();
            let of_year = |year| Reading::Spoken(CaseId { year, seq });
            assert_eq!(read(&spoken, &years).unwrap(), [of_year(2033), of_year(2026)], "the newest first");
        }
    }

    #[test]
    fn what_is_no_number_is_told_from_one_that_was_misheard() {
        let of = of(2026);
        let wrong = (check_digit(2026, 136) + 1) % 10;
        assert_eq!(read(&format!("0136-{wrong}"), &of), Err(NotACase::Check(136)));
        assert_eq!(read(&format!("2026年0136-{wrong}"), &of), Err(NotACase::Check(136)));
        for text in [
            "",
            "张三",
            "0136-",
            "-6",
            "0136-66",
            "2026-0136-6",
            "0-0",
            "苏卫监协〔2026〕136号",
            "徐卫监协〔2026〕0号",
            "4294967296",
            "协[99]1号",
        ] {
            assert_eq!(read(text, &of), Err(NotACase::Form), "{text}");
        }
    }
}
