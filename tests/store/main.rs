//! The store as its users meet it: retries, several processes, kills, damage, rebuilds, private texts.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod damage;
mod door;
mod opening;
mod private;
mod processes;
mod random;
mod requests;

#[path = "../support/mod.rs"]
mod support;
