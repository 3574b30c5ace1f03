//! Nobody's identity is seen without a page: an office whose every field about a visitor, and every free text, carries a needle of its own.
//! Every role goes through every screen, sheet and command line; what lies beside the store, the journal's values, a backup without its
//! key, the wall and the website are searched. What is found must have its page, and each page what was seen for it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod needles;
mod outside;
mod screens;
mod stage;
