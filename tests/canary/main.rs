//! Nobody's identity is seen without a page: an office whose every field about a visitor, and every free text, carries a needle of its own.
//! Every role goes through every screen, sheet and command line; what lies beside the store, the journal's values, a backup without its
//! key, the wall and the website are searched. What is found must have its page, and each page what was seen for it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod needles;
mod outside;
mod screens;
mod stage;

#[path = "../support/behind.rs"]
mod behind;
#[path = "../support/canary.rs"]
#[expect(dead_code, reason = "shared with tests that need more of it")]
mod canary;
#[path = "../support/filling.rs"]
mod filling;
#[path = "../support/full.rs"]
mod full;
#[path = "../support/keys.rs"]
mod keys;
#[path = "../support/lives.rs"]
mod lives;
#[path = "../support/looking.rs"]
#[expect(dead_code, reason = "shared with tests that need more of it")]
mod looking;
#[path = "../support/reading.rs"]
mod reading;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "shared with tests that need more of it")]
mod support;
#[path = "../support/words.rs"]
#[expect(dead_code, reason = "shared with tests that need more of it")]
mod words;
