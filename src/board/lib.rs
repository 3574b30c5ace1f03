//! The wall display: `xieban board`, a process of its own. Shows who is on duty now and next, the supervision numbers on every
//! page, and what the public should know; never asks, never blanks, and cannot show a citizen: its types have none
//! (`xieban_public`).
//!
//! Like the desk it is a pure function: event → new state + effects; drawing reads and never changes ([`Board`]). `runtime` alone
//! has threads, and knows of time only what the office's clock says.

mod big;
mod config;
mod frame;
mod page;
mod portrait;
mod runtime;
mod scene;
mod state;

pub use config::Config;
pub use runtime::{Options, RunError, run};
pub use state::{Board, Effect, Event, Setting};
