//! The program itself, on real terminals: keys in, screens out, several processes, broken lines. Nothing here sleeps; everything
//! waits for what it waits for.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "a figure is said with its seed")]

mod board;
mod busy;
mod bytes;
mod day;
mod doctor;
mod ends;
mod exporting;
mod hangups;
mod idle;
mod kills;
mod kiosk;
mod life;
mod morning;
mod newcomer;
#[cfg(debug_assertions)]
mod panics;
mod paste;
mod places;
mod practice;
mod seen;
mod settings;
mod several;
mod split;
mod stores;
mod strangers;
mod terminal;
mod typed;
mod typing;
mod unseen;
mod way_back;
