//! A unit that matters are carried on to. One name an era.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Era;

/// The id of a unit, e.g. `SCJG`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct UnitId(pub String);

impl UnitId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for UnitId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    name_2012: Option<String>,
    name_now: Option<String>,
    in_2012: Option<UnitId>,
    today: Option<UnitId>,
    pub initials: String,
    /// A national short number.
    pub hotline: Option<String>,
    /// What it looks after.
    pub remit: Vec<String>,
}

impl Unit {
    /// Its name in an era; absent where it did not exist.
    pub fn name(&self, era: Era) -> Option<&str> {
        match era {
            Era::Plan => self.name_2012.as_deref(),
            Era::Now => self.name_now.as_deref(),
        }
    }

    /// Who has its matters in an era in which it does not exist.
    pub const fn elsewhere(&self, era: Era) -> Option<&UnitId> {
        match era {
            Era::Plan => self.in_2012.as_ref(),
            Era::Now => self.today.as_ref(),
        }
    }
}
