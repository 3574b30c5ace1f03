//! One cell: what kind of thing stands in it, and how it reads where a file knows only text.

use std::borrow::Cow;

use chrono::NaiveDate;
use xieban_words::sanitise;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text: a name, a number on paper, anything that is not reckoned with.
    Text(String),
    Count(i64),
    /// A number with decimals, exactly: 1250 with two is 12.50.
    Number {
        /// In units of its last decimal.
        value: i64,
        /// How many decimals.
        decimals: u8,
    },
    /// So many of so many, shown in percent; of nothing it says nothing.
    Share {
        part: i64,
        /// Of so many.
        of: i64,
    },
    Date(NaiveDate),
    Empty,
}

/// What stands where there is nothing to divide by.
pub(super) const NOTHING: &str = "—";

impl Cell {
    /// As it reads in a file that knows only text.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => clean(text),
            Self::Count(count) => count.to_string().into(),
            Self::Number { value, decimals } => decimal(*value, *decimals).into(),
            Self::Share { part, of } => {
                percent(*part, *of).map_or(Cow::Borrowed(NOTHING), |tenths| (decimal(tenths, 1) + "%").into())
            }
            Self::Date(date) => date.to_string().into(),
            Self::Empty => Cow::Borrowed(""),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A number with its point.
pub(super) fn decimal(value: i64, decimals: u8) -> String {
    let digits = usize::from(decimals);
    let sign = if value < 0 { "-" } else { "" };
    let all = format!("{:0>width$}", value.unsigned_abs(), width = digits + 1);
    let whole: String = all.chars().take(all.len() - digits).collect();
    let rest: String = all.chars().skip(all.len() - digits).collect();
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// A share in tenths of a percent, rounded half up.
fn percent(part: i64, of: i64) -> Option<i64> {
    let (part, of) = (i128::from(part), i128::from(of));
    (of > 0).then(|| (part * 2000 + of).div_euclid(of * 2)).and_then(|tenths| i64::try_from(tenths).ok())
}

/// The last filter where a text leaves (`sanitise::outgoing`), which keeps its lines: every line end is one `\n`, a tab a blank.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c != '\n' && c != '\r' && c != '\t') {
        return sanitise::outgoing(text);
    }
    let one =
        text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    one.split('\n').map(sanitise::outgoing).collect::<Vec<_>>().join("\n").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_as_a_person_writes_it() {
        let share = |part, of| Cell::Share { part, of };
        let number = |value, decimals| Cell::Number { value, decimals };
        for (cell, text) in [
            (Cell::Count(-3), "-3"),
            (Cell::Count(i64::MIN), "-9223372036854775808"),
            (number(1250, 2), "12.50"),
            (number(-5, 1), "-0.5"),
            (number(0, 1), "0.0"),
            (number(7, 0), "7"),
            (share(1, 3), "33.3%"),
            (share(2, 3), "66.7%"),
            (share(0, 5), "0.0%"),
            (share(5, 5), "100.0%"),
            (share(0, 0), "—"),
            (Cell::Date("2026-11-03".parse().unwrap()), "2026-11-03"),
            (Cell::Empty, ""),
            ("甲\r\n乙\r丙\t丁".into(), "甲\n乙\n丙 丁"),
            ("甲\u{202e}\u{1b}[31m乙\u{200b}\u{feff}".into(), "甲[31m乙"),
            ("𠮷野家😀\n＝1".into(), "𠮷野家😀\n＝1"),
        ] {
            assert_eq!(cell.shown(), text, "{cell:?}");
        }
    }
}
