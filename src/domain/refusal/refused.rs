//! A reason on its field: what a refused command gives back.

use std::fmt;

use super::{Basis, ClockGate, Reason, RefusedField, Revealing};

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

    /// The sentence with what it rests on behind it.
    pub fn cited(&self) -> String {
        let basis = self.basis().to_string();
        if basis.is_empty() { self.to_string() } else { format!("{self}（{basis}）") }
    }

    /// The reason for programs, e.g. `second_prompt`.
    pub fn code(&self) -> &'static str {
        self.reason.told().0
    }

    /// Somebody else has changed it meanwhile: saving again, once that is known, means to go on all the same.
    pub const fn is_stale(&self) -> bool {
        matches!(self.reason, Reason::Stale { .. })
    }

    /// The host's date is so far ahead that it is asked for.
    pub const fn asks_for_the_date(&self) -> bool {
        matches!(&self.reason, Reason::Clock(ClockGate::NotBelieved(doubt)) if doubt.is_asked())
    }

    /// What stands there is masked: whoever looks at it first may do it.
    pub const fn asks_for_a_look(&self) -> bool {
        matches!(self.reason, Reason::Revealing(Revealing::Masked))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason.told().2)
    }
}

impl std::error::Error for Refusal {}
