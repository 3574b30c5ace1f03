//! Texts that would steer a terminal, a printer or a spreadsheet, or would hide, in every field there is: none of it in any byte that comes
//! out, on screens, the wall, paper, tables, the website, the command line.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod desk;
mod escapes;
mod lines;

#[path = "../support/canary.rs"]
#[expect(dead_code, reason = "shared with tests that need more of it")]
mod canary;
#[path = "../support/chance.rs"]
mod dice;
#[path = "../support/full.rs"]
mod full;
#[path = "../support/hostile.rs"]
#[expect(dead_code, reason = "shared with tests that need more of it")]
mod hostile;
#[path = "../support/keys.rs"]
mod keys;
#[path = "../support/looking.rs"]
#[expect(dead_code, reason = "shared with tests that need more of it")]
mod looking;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "shared with tests that need more of it")]
mod support;
