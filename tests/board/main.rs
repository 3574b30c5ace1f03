//! The wall display without a terminal: what it has seen goes in, whole screens come out. New pictures:
//! `INSTA_UPDATE=always cargo test --test board`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod every_field;
mod hanging;
mod keys_and_pages;
mod moments;
mod pages;
mod portraits;
