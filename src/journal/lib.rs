//! Meaning ↔ bytes: pages, the chain of their hashes, and the seals of private texts. The format is `docs/journal.md`.
//!
//! This crate knows no store and no rule: it turns events into bytes that can be proved, and back.

mod page;
mod seal;
mod shown;

pub use page::{Damage, Hash, Header, Page};
pub use seal::{Salts, SealedRow, all_read, close, open, proves};
pub use shown::{Reach, may_open, shown};
