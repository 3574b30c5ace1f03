//! 作废: a case that was registered in error. Its number stays in the sequence (R25); it is neither done nor ended.

use serde::{Deserialize, Serialize};

use super::state::{Case, Life};
use crate::moment::Moment;
use crate::sealed::Words;
use crate::staff::StaffCode;

/// What is known of a case that was made void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    pub at: Moment,
    /// Who entered it.
    pub by: StaffCode,
    /// What was wrong.
    pub reason: Words,
}

impl Case {
    /// Whether it was registered in error: whatever is printed of it says so.
    pub const fn is_void(&self) -> bool {
        matches!(self.life, Life::Void(_))
    }
}
