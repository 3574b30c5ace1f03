//! 考核规则 (R72): which measure is worth how many points. The plan gives no formula, so that the office keeps its own; the version
//! that is compiled in is a proposal, marked 待确认 until the two offices keep one. Points are worked out elsewhere, from figures.

mod decide;
mod scheme;

pub use decide::KeepScheme;
pub(super) use decide::keep;
pub use scheme::{Author, Per, Scheme, SchemeRule};
