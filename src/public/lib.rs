//! What anybody may know of the office, on the wall and on its website: words, dates, pixels, and a window to see them through.
//!
//! Board and site know this crate and not the office: nothing here can hold a visitor (`tests/tidy.rs` goes through the fields), and
//! the office alone fills it.

mod pixels;
mod wall;
mod web;
mod window;

pub use pixels::Pixels;
pub use wall::{CaseProgress, DutyCard, DutyHalf, Text, Wall, WallDay, monday};
pub use web::{PublicPerson, Section, Today, Web, WebDay};
pub use window::{Desks, Hands, Seen, Window};
