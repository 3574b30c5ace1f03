//! The store: one redb file shared by several processes. Domain types in and out; no bytes in its face.
//!
//! One action is one write transaction: seen this request? → read → decide → append → project → commit → acknowledge.
//! Nothing here decides what may be done; only `office` and `backup` call it.

mod act;
mod approving;
mod audit;
mod backing;
mod bounded;
mod changes;
mod complaints;
mod day;
mod erase;
mod error;
mod figures;
mod grants;
mod last;
mod looks;
mod missing;
mod notices;
mod open;
mod opinions;
mod ordinary;
mod pages;
mod panic_guard;
mod personnel;
mod pictures;
mod place;
mod presence;
mod project;
mod query;
mod read_back;
mod replace;
mod roster;
mod snapshot;
mod store_health;
mod tables;
mod throttle;
mod transfer;
mod txn_cache;
mod upgrade;
mod visits;
mod witness;
mod writable;

pub use act::{ActProposal, Bulk, Done, Request};
pub use audit::{Audit, AuditFinding, AuditProgress, Hear};
pub use changes::Change;
pub use day::DayBegun;
pub use error::{ActError, StoreError};
pub use grants::{Came, Grant, GrantKind};
pub use missing::MissingRow;
pub use notices::notices;
pub use open::{Reader, SCHEMA, Store, folder_of};
pub use ordinary::{open_ordinary, ordinary, read_ordinary};
pub use panic_guard::inside_store;
pub use personnel::ReviewRecord;
pub use pictures::{LARGEST_PICTURE, Picture};
pub use place::place_of;
pub use presence::{DeskPresence, anybody, presence_file};
pub use query::{CasePage, Clue, Counts, Filter, Record, Scope, TimelineEntry, Touched};
pub use replace::ReplaceError;
pub use snapshot::{OpenedPage, Snapshot};
pub use store_health::{Health, Witnessing};
pub use throttle::Claim;
pub use transfer::{HandOut, Origin, Part, Taker};
pub use upgrade::Upgrade;
pub use witness::Discord;
