//! How matters and chains are named on the wire and in the journal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The code of a matter, e.g. `GW01`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct MatterCode(pub String);

impl MatterCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The id of a chain, e.g. `CH01`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ChainId(pub String);

impl ChainId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
