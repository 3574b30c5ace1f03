//! 恢复时缺失: numbers that were given out, and whose papers somebody holds, though what they were given for is not in a store that came
//! out of a backup. They are given to nobody again.

use serde::{Deserialize, Serialize};

use super::{Form, LAST, Number};
use crate::refusal::{Implausible, Refusal};
use crate::settings::LastNumbers;

/// Numbers of one form, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingNumbers {
    /// Of which form; of complaints where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    pub year: u16,
    pub first: u32,
    pub last: u32,
}

impl MissingNumbers {
    /// This number is one of them.
    pub fn contains(&self, number: Number) -> bool {
        self.form == Some(number.form)
            && self.year == number.year
            && (self.first..=self.last).contains(&number.seq)
    }

    /// As they are written of, with the office's prefix: `徐卫监协〔2026〕21号至24号`.
    pub fn written(&self, prefix: &str) -> String {
        let first = self.form.map_or_else(
            || format!("诉{}-{}", self.year, self.first),
            |form| Number { form, year: self.year, seq: self.first }.paper(prefix),
        );
        match (self.first == self.last, self.form) {
            (true, _) => first,
            (false, Some(_)) => format!("{first}至{}号", self.last),
            (false, None) => format!("{first}至诉{}-{}", self.year, self.last),
        }
    }
}

/// What is missing of numbers that were given out, in a store that knows these.
///
/// # Errors
/// A number that no sequence reaches.
pub fn missing(given: &LastNumbers, here: &LastNumbers) -> Result<Vec<MissingNumbers>, Refusal> {
    let forms = given.forms.iter().flat_map(|(year, forms)| {
        forms.iter().map(|(form, last)| {
            let here = here.forms.get(year).and_then(|forms| forms.get(form)).copied().unwrap_or(0);
            (Some(*form), *year, here, *last)
        })
    });
    let complaints = given
        .complaints
        .iter()
        .map(|(year, last)| (None, *year, here.complaints.get(year).copied().unwrap_or(0), *last));
    let gap = |(form, year, here, last): (Option<Form>, u16, u32, u32)| {
        if last > LAST {
            let form = form.map_or("投诉", Form::name);
            return Err(Implausible::UsedUp { form }.whole());
        }
        Ok((last > here).then(|| MissingNumbers { form, year, first: here.saturating_add(1), last }))
    };
    forms.chain(complaints).map(gap).filter_map(Result::transpose).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_out_and_is_not_here_is_missing() {
        let last = |year: u16, case: u32, complaint: u32| LastNumbers {
            forms: [(year, [(Form::Case, case)].into())].into(),
            complaints: [(year, complaint)].into(),
        };
        let found = missing(&last(2026, 24, 3), &last(2026, 20, 3)).unwrap();
        assert_eq!(found, [MissingNumbers { form: Some(Form::Case), year: 2026, first: 21, last: 24 }]);
        assert_eq!(found[0].written("徐卫监"), "徐卫监协〔2026〕21号至24号");
        assert!(missing(&last(2026, 20, 3), &last(2026, 24, 4)).unwrap().is_empty());
        assert_eq!(missing(&last(2026, 0, 1), &LastNumbers::default()).unwrap()[0].written("x"), "诉2026-1");
        assert!(missing(&last(2026, LAST + 1, 0), &LastNumbers::default()).is_err());
    }
}
