//! The store as its users meet it: retries, several processes, kills, damage, rebuilds, private texts.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "a test that is left out says so")]

mod backup;
mod badday;
mod clock;
mod damage;
mod door;
mod erase;
mod golden;
mod kills;
mod links;
mod look_ups;
mod midnight;
mod opening;
mod photographs;
mod private;
mod processes;
mod proof;
mod random;
mod read_back;
mod recount;
mod requests;
mod second_person;
mod sheets;
mod threads;
mod throttle;
mod upgrade;
mod upkeep;
mod versions;
mod way_back;
mod witness;
