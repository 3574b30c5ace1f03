//! The rules of the plan, each with the number under which it was extracted, in the pure domain and through the one door.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod answer;
mod appointments;
mod approving;
mod assessment;
mod closing;
mod complaints;
mod correcting;
mod correction;
mod day;
mod desk;
mod dispose;
mod experience;
mod handling;
mod hints;
mod intake;
mod joint;
mod labels;
mod late;
mod opinions;
mod pausing;
mod plausible;
mod publish;
mod refuse;
mod reply;
mod revealing;
mod reviews;
mod roles;
mod roster;
mod scheme;
mod shift;
mod supervising;
mod table;
mod time;
mod transfer;
mod undoing;
mod units;
mod visits;
mod world;
