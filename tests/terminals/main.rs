//! The program itself, on real terminals: keys in, screens out, several processes, broken lines. Nothing here sleeps; everything
//! waits for what it waits for.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod ends;
mod idle;
mod life;
mod practice;
mod several;
mod split;
mod terminal;
mod typing;

#[path = "../support/keys.rs"]
mod keys;
#[path = "../support/time.rs"]
mod time;
