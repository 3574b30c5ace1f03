//! A reason on its field: what a refused command gives back.

use std::fmt;

use super::{Basis, Reason, RefusedField};

/// A command that may not be done, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The field it belongs to.
    pub field: RefusedField,
    pub reason: Reason,
}

impl Refusal {
    /// What it rests on.
    pub fn basis(&self) -> Basis {
        self.reason.told().1
    }

    /// The reason for programs, e.g. `second_prompt`.
    pub fn code(&self) -> &'static str {
        self.reason.told().0
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason.told().2)
    }
}

impl std::error::Error for Refusal {}
