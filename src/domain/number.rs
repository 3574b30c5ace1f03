//! Numbers: gap-free within a year and a form; on paper `徐卫监协〔2026〕1号`, in lists and in speech `0001-c`.
//!
//! The check digit is ISO 7064 MOD 11,10 over the four digits of the year followed by the six digits of the
//! zero-padded sequence, so that a number misheard on the telephone is noticed.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::refusal::{Implausible, Refusal};

mod missing;
mod read;

pub use super::case::form::Form;
pub use missing::{MissingNumbers, missing};
pub use read::{Numbering, Reading, read};

/// The last number that a sequence can reach in a year: the check digit is counted over six digits.
pub const LAST: u32 = 999_999;
/// The years whose numbers read as they are written.
pub const YEARS: std::ops::RangeInclusive<u16> = 2000..=2999;

/// The number after the last of a sequence that was given out; 1 where there is none.
///
/// # Errors
/// The sequence has come to [`LAST`].
pub(super) fn after(last: Option<u32>, sequence: &'static str) -> Result<u32, Refusal> {
    let next = last.unwrap_or(0).checked_add(1).filter(|next| *next <= LAST);
    next.ok_or_else(|| Implausible::UsedUp { form: sequence }.whole())
}

/// A number of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Number {
    pub form: Form,
    /// The year of the office's date.
    pub year: u16,
    /// From 1, without gaps.
    pub seq: u32,
}

impl Number {
    /// As on paper: `徐卫监协〔2026〕1号` (GB/T 9704: no padding, no 第).
    pub fn paper(self, prefix: &str) -> String {
        format!("{prefix}{}〔{}〕{}号", self.form.mark(), self.year, self.seq)
    }

    /// The case whose 协办单 has this number.
    const fn case(self) -> CaseId {
        CaseId { year: self.year, seq: self.seq }
    }
}

/// The identity of a case: the number of its 协办单. Written `2026-123`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId {
    pub year: u16,
    /// From 1, without gaps.
    pub seq: u32,
}

impl CaseId {
    /// As one key that sorts by year and sequence.
    pub fn key(self) -> u64 {
        (u64::from(self.year) << 32) | u64::from(self.seq)
    }

    /// The case of a key.
    pub fn from_key(key: u64) -> Self {
        let year = u16::try_from(key >> 32).unwrap_or(u16::MAX);
        Self { year, seq: u32::try_from(key & u64::from(u32::MAX)).unwrap_or(u32::MAX) }
    }

    /// The number of its 协办单.
    pub const fn number(self) -> Number {
        Number { form: Form::Case, year: self.year, seq: self.seq }
    }

    /// As in lists and on the telephone: `0123-7`.
    pub fn spoken(self) -> String {
        format!("{:04}-{}", self.seq, check_digit(self.year, self.seq))
    }

    /// As among cases of several years: `2026年0123-7`.
    pub fn dated(self) -> String {
        format!("{}年{}", self.year, self.spoken())
    }
}

/// ISO 7064 MOD 11,10 over year (4 digits) and sequence (6 digits).
pub fn check_digit(year: u16, seq: u32) -> u32 {
    let digits = format!("{year:04}{seq:06}");
    // Of digits: nothing here comes to more than twenty.
    let product = digits.chars().filter_map(|c| c.to_digit(10)).fold(10_u32, |product, digit| {
        let sum = product.saturating_add(digit) % 10;
        (if sum == 0 { 10_u32 } else { sum }).saturating_mul(2) % 11
    });
    11_u32.saturating_sub(product) % 10
}

/// What somebody said on the telephone or typed into a search box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACase {
    /// Not of the form at all.
    #[error("编号写作“0123-7”（号码和校验位）、“2026-123”，或照单上的写，请核对")]
    Form,
    /// The check digit does not fit.
    #[error("编号{0}的校验位不对，请对方再念一遍")]
    Check(u32),
    /// It was given out, and what for was lost before a restore.
    #[error("{0}恢复台账时缺失：单子是真的，内容不在台账里，请照服务对象手里的单子重新登记")]
    Missing(CaseId),
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.seq)
    }
}

impl FromStr for CaseId {
    type Err = NotACase;

    fn from_str(text: &str) -> Result<Self, NotACase> {
        let (year, seq) = text.trim().split_once('-').ok_or(NotACase::Form)?;
        let year = year.parse().ok().filter(|year| YEARS.contains(year)).ok_or(NotACase::Form)?;
        let seq = seq.parse().ok().filter(|seq| (1..=LAST).contains(seq)).ok_or(NotACase::Form)?;
        Ok(Self { year, seq })
    }
}

impl Serialize for CaseId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CaseId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for CaseId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CaseId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^2[0-9]{3}-[1-9][0-9]*$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_numbers_are_not_padded_and_spoken_ones_are_checked() {
        let id = CaseId { year: 2026, seq: 1 };
        assert_eq!(id.number().paper("徐卫监"), "徐卫监协〔2026〕1号");
        assert_eq!(id.dated(), format!("2026年{}", id.spoken()));
        assert_eq!(CaseId::from_key(id.key()), id);
        assert_eq!("2026-1".parse(), Ok(id));
    }

    #[test]
    fn iso_7064_mod_11_10_holds() {
        // The standard's own test: running the scheme over digits and check digit ends at 1.
        for seq in 1..5000 {
            let digits = format!("2026{seq:06}{}", check_digit(2026, seq));
            let mut product = 10;
            let figures: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
            for digit in &figures[..10] {
                let sum = (product + digit) % 10;
                product = (if sum == 0 { 10 } else { sum }) * 2 % 11;
            }
            assert_eq!((product + figures[10]) % 10, 1);
        }
    }

    #[test]
    fn one_wrong_digit_is_always_noticed() {
        let year = Numbering { years: vec![2026], prefixes: Vec::new() };
        for seq in 1..2000_u32 {
            let check = check_digit(2026, seq);
            for place in [1, 10, 100, 1000] {
                let digit = seq / place % 10;
                let other = seq - digit * place + (digit + 1) % 10 * place;
                let wrong = read(&format!("{other:04}-{check}"), &year);
                let as_year = u16::try_from(other).unwrap();
                let expected = match other {
                    0 => Err(NotACase::Form),
                    // As year and sequence it is another number, which proves nothing.
                    2000.. if check > 0 => Ok(vec![Reading::Written(CaseId { year: as_year, seq: check })]),
                    _ => Err(NotACase::Check(other)),
                };
                assert_eq!(wrong, expected);
            }
        }
    }
}
