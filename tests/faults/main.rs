//! The store on bad disks and in bad hands. Short by default; the full figures with `XIEBAN_CAMPAIGN=1`, by `.ci/campaign`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "a campaign says its seed and its figures")]

mod calls;
mod damage;
mod disk;
mod ledger;
mod load;
mod power;
mod quiet;
mod room;
mod stray;
mod tamper;
