//! The store as its users meet it: retries, several processes, kills, damage, rebuilds, private texts.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "a test that is left out says so")]

mod backup;
mod damage;
mod door;
mod erase;
mod golden;
mod kills;
mod opening;
mod private;
mod processes;
mod random;
mod recount;
mod requests;
mod throttle;
mod upkeep;
mod versions;
mod witness;

#[path = "../support/behind.rs"]
mod behind;
#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/full.rs"]
mod full;
#[path = "../support/rounds.rs"]
mod rounds;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/time.rs"]
mod time;
#[path = "../support/tmpfs.rs"]
mod tmpfs;
