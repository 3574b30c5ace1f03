//! The wall of recusal, proved: an office of 60 and 300 files about its people. For every person and every file he may not know of, no
//! byte of an answer, a screen, a refusal, a command line or a file tells of it, and every answer is what it would be without it.
//!
//! What there is to ask comes from the program itself: the compiler counts the queries, the schema has the commands, the palette the
//! actions, the help the command lines. One that is new and not covered fails.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod asks;
mod commands;
mod even;
mod files;
mod net;
mod outside;
mod people;
mod registrar;
mod screens;
mod stage;
