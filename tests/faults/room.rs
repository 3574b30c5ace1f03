//! A disk that is really full, again and again: it is said, reading goes on, and so does writing once there is room.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use serde_json::json;
use xieban_office::{ActError, StoreError};

use xieban_support::rounds::rounds;
use xieban_support::time::Stopwatch;
use xieban_support::tmpfs::on_small_disk;
use xieban_support::{register, say};

use crate::ledger::{Ledger, begin};

/// After space is freed, writing goes on within this.
const SOON: Duration = Duration::from_secs(2);

/// Takes all the room there is.
fn fill(path: &Path) {
    let mut file = OpenOptions::new().create(true).append(true).open(path).unwrap();
    while file.write_all(&[1; 4096]).is_ok() {}
}

#[test]
fn a_full_disk_is_said_and_left_behind() {
    on_small_disk(12, |disk| {
        let path = disk.join("office.xb");
        let office = begin(&path, None);
        let mut ledger = Ledger::of(&office);
        let session = office.practise("S01", "1号台").unwrap();
        let mut long = register("ZX01", &json!([]));
        long["remark"] = json!("满".repeat(900));
        let long = say(&long);
        let mut slowest = Duration::ZERO;
        let mut times = 0;
        rounds("full", 3, 50, |n, dice| {
            ledger.work(&office, dice, 5).unwrap();
            ledger.check(&office).unwrap();
            let other = disk.join("other");
            fill(&other);
            // What nobody reads again: these are the acts that meet the full disk.
            let refused =
                (0..3000).find_map(|at| office.act(&session, &format!("full-{n}-{at}"), &long).err());
            let refused = refused.expect("a disk that never fills");
            assert!(matches!(refused, ActError::Store(StoreError::Full)), "{refused:?}");
            assert!(office.health().full, "and it is known");
            office.mend();
            assert!(office.health().full, "the room that the ballast gave is no room");
            let pages = office.last_page().expect("reading goes on");
            // What the freed ballast gave back is taken too: then truly nothing is left.
            fill(&other);
            let still = office.act(&session, &format!("still-{n}"), &long);
            assert!(matches!(still, Err(ActError::Store(StoreError::Full))), "{still:?}");
            assert_eq!(office.last_page().expect("reading goes on"), pages);

            fs::remove_file(&other).unwrap();
            let watch = Stopwatch::start();
            let done = office.act(&session, &format!("again-{n}"), &long).unwrap();
            slowest = slowest.max(watch.read());
            assert_eq!(done.first, pages + 1);
            assert!(!office.health().full);
            ledger.skip_to(&office);
            times += 1;
        });
        assert!(slowest < SOON, "{slowest:?}");
        assert_eq!(office.audit().unwrap().finding, None);
        println!("full: {times} times, writing again after {slowest:?} at most");
    });
}
