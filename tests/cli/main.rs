//! The command line as scripts and administrators meet it: real processes, their answers, their exit codes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod act;
mod board;
mod calendar;
mod clock;
mod faketime;
mod form;
mod help;
mod made;
mod photo;
mod publish;
mod read;
mod report;
mod roles;
mod run;
mod strange;
mod upkeep;
