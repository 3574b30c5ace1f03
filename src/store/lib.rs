//! The store: one redb file shared by several processes. Domain types in and out; no bytes in its face.
//!
//! One action is one write transaction: seen this request? → read → decide → append → project → commit → acknowledge.
//! Nothing here decides what may be done; nothing outside `office` calls it.

mod act;
mod approving;
mod audit;
mod backing;
mod border;
mod changes;
mod complaints;
mod day;
mod erase;
mod error;
mod figures;
mod keeper;
mod kept;
mod last;
mod looks;
mod open;
mod opinions;
mod personnel;
mod presence;
mod project;
mod query;
mod replace;
mod roster;
mod snapshot;
mod tables;
mod throttle;
mod transfer;
mod visits;
mod witness;

pub use act::{Bulk, Done, Proposal, Request};
pub use audit::{Audit, Finding, Hear, Progress};
pub use border::inside_store;
pub use changes::Change;
pub use day::DayBegun;
pub use error::{ActError, StoreError};
pub use keeper::Health;
pub use open::{Reader, SCHEMA, Store, folder_of};
pub use personnel::Kept;
pub use presence::{Presence, anybody, presence_file};
pub use query::{Clue, Counts, Filter, Listed, Record, Scope, TimelineEntry, Touched};
pub use replace::ReplaceError;
pub use snapshot::{OpenedPage, Snapshot};
pub use throttle::Claim;
pub use transfer::{HandOut, Origin, Part, Taker};
pub use witness::Discord;
