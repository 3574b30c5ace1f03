//! 恢复时缺失: numbers that were given out before the store came out of a backup. They stay used.

use serde::{Deserialize, Serialize};
use xieban_domain::number::{MissingNumbers, Number};
use xieban_journal::Page;

use super::error::StoreError;
use super::snapshot::{Snapshot, from_json, to_json};
use super::tables::{T, Writable, key};

/// Numbers that are missing, and the page that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingRow {
    pub page: u64,
    pub numbers: MissingNumbers,
}

pub(super) fn note(
    tables: &mut [Writable<'_>],
    missing: &[MissingNumbers],
    page: &Page,
) -> Result<(), StoreError> {
    for (nth, numbers) in (0_u16..).zip(missing) {
        let row = to_json(&MissingRow { page: page.page, numbers: *numbers })?;
        tables[T::Office as usize].insert(&key::missing(page.page, nth)[..], &row[..])?;
        let year = numbers.year;
        if let Some(form) = numbers.form {
            let last = u64::from(numbers.last).to_be_bytes();
            tables[T::Numbers as usize].insert(&key::sequence(year, form)[..], &last[..])?;
        } else {
            let last = to_json(&numbers.last)?;
            tables[T::Office as usize].insert(&key::last_complaint(year)[..], &last[..])?;
        }
    }
    Ok(())
}

impl Snapshot<'_> {
    /// Every number that is missing, the oldest page first.
    pub fn missing(&self) -> Result<Vec<MissingRow>, StoreError> {
        let mut rows = Vec::new();
        self.visit_prefix(T::Office, key::MISSING, &mut |_, row| {
            rows.push(from_json(row));
            true
        })?;
        rows.into_iter().collect()
    }

    /// Whether a number is one of them.
    pub fn is_missing(&self, number: Number) -> Result<bool, StoreError> {
        Ok(self.missing()?.iter().any(|row| row.numbers.contains(number)))
    }
}
