//! The desk: events in, effects out, frames drawn from state alone.
//!
//! [`app::App`] is the whole program as a function. `runtime` alone deals with threads, the office and the terminal. Screens and
//! overlays are layers on one stack: the topmost hears a key first.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a layer names the keys, news and fields that are its own; the rest is another layer's"
)]

pub mod app;
mod ask;
mod chrome;
mod drill;
mod event;
mod form;
mod keycheck;
mod keymap;
mod layer;
mod line;
mod lock_screen;
mod overlay;
mod pending;
mod people;
mod runtime;
mod screen;
pub mod setup;
mod typeahead;
mod verb;
mod widget;
mod worker;
mod world;

pub use event::{Acted, Effect, Event, Signed, Ticket, Unsigned};
pub use keycheck::{Checked, Verdict, run as check_keys};
pub use line::TerminalLine;
pub use runtime::{Options, RunError, run, shown};
pub use verb::places as verb_places;
