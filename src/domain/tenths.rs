//! Marks and points with one decimal, counted in tenths so that sums are exact.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// So many tenths of a point; on the wire the bare number of tenths.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Tenths(pub i32);

/// A quotient in tenths, rounded half up; `None` of nothing.
pub(super) fn quotient(sum: i64, of: i64) -> Option<i64> {
    let halves = sum.saturating_mul(20).saturating_add(of);
    halves.checked_div(of.saturating_mul(2)).filter(|_| of > 0)
}

impl Tenths {
    /// The mean of whole marks, rounded half up; `None` of none.
    pub fn mean(marks: &[u8]) -> Option<Self> {
        let sum = marks.iter().map(|mark| i64::from(*mark)).fold(0, i64::saturating_add);
        i32::try_from(quotient(sum, i64::try_from(marks.len()).ok()?)?).ok().map(Self)
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let tenths = self.0.unsigned_abs();
        match (tenths / 10, tenths % 10) {
            (whole, 0) => write!(f, "{sign}{whole}"),
            (whole, part) => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_rounded_half_up_to_one_decimal_and_said_without_an_idle_zero() {
        for (marks, tenths, said) in [
            (&[90_u8, 91][..], 905, "90.5"),
            (&[1, 1, 2], 13, "1.3"),
            (&[1, 2, 2], 17, "1.7"),
            (&[80], 800, "80"),
        ] {
            assert_eq!(Tenths::mean(marks), Some(Tenths(tenths)), "{marks:?}");
            assert_eq!(Tenths(tenths).to_string(), said);
        }
        // 12.25 lies in the middle.
        assert_eq!(Tenths::mean(&[12, 12, 12, 13]), Some(Tenths(123)));
        assert_eq!(Tenths::mean(&[]), None);
        assert_eq!((Tenths(-5).to_string(), Tenths(-120).to_string()), ("-0.5".to_owned(), "-12".to_owned()));
    }
}
