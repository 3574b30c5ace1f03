//! Twenty terminals, each an office of its own on the same file, two actions a second each.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use serde_json::json;
use xieban_office::Office;

use xieban_support::rounds::{full, rounds};
use xieban_support::time::{Stopwatch, pace, percentile};
use xieban_support::{register, say};

use crate::ledger::{OFFICERS, begin};

const TERMINALS: usize = 20;
/// Between two actions of a terminal.
const EVERY: Duration = Duration::from_millis(500);
/// In full, 99 of 100 actions take no longer.
const LIMIT: Duration = Duration::from_millis(50);

/// What this disk needs to keep a kilobyte for certain: append and fdatasync.
fn bare(folder: &Path) -> Duration {
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join("bare")).unwrap();
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let watch = Stopwatch::start();
            file.write_all(&[7; 1024]).unwrap();
            file.sync_data().unwrap();
            watch.read()
        })
        .collect();
    percentile(&mut times, 50)
}

/// One desk alone, one action after the other.
fn alone(office: &Office) -> Duration {
    let session = office.practise("S01", "1号台").unwrap();
    let command = say(&register("ZX01", &json!([])));
    let mut times: Vec<Duration> = (0..200)
        .map(|n| {
            let watch = Stopwatch::start();
            office.act(&session, &format!("alone-{n}"), &command).unwrap();
            watch.read()
        })
        .collect();
    percentile(&mut times, 50)
}

fn terminal(path: &Path, at: usize, actions: usize) -> Vec<Duration> {
    let office = Office::open(path).unwrap();
    let session = office.practise(OFFICERS[at % OFFICERS.len()], &format!("{at}号台")).unwrap();
    let command = say(&register("ZX01", &json!([])));
    pace(EVERY * u32::try_from(at).unwrap() / u32::try_from(TERMINALS).unwrap());
    let mut times = Vec::new();
    for n in 0..actions {
        let watch = Stopwatch::start();
        office.act(&session, &format!("{at}-{n}"), &command).unwrap();
        times.push(watch.read());
        pace(EVERY.saturating_sub(watch.read()));
    }
    times
}

#[test]
fn twenty_terminals_do_not_wait_for_each_other() {
    rounds("load", 1, 1, |_, _| {
        let actions = if full() { 120 } else { 6 };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.xb");
        let office = begin(&path, None);
        let bare = bare(folder.path());
        let alone = alone(&office);
        let mut times: Vec<Duration> = std::thread::scope(|scope| {
            let path = &path;
            let threads: Vec<_> =
                (0..TERMINALS).map(|at| scope.spawn(move || terminal(path, at, actions))).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(times.len(), TERMINALS * actions);
        assert_eq!(office.audit().unwrap().finding, None);
        let [half, most, all] = [50, 99, 100].map(|percent| percentile(&mut times, percent));
        let ratio = alone.as_secs_f64() / bare.as_secs_f64();
        println!(
            "load: {} actions, p50 {half:?}, p99 {most:?}, slowest {all:?}, 0 errors; \
             alone p50 {alone:?}, append and fdatasync {bare:?}, ratio {ratio:.2}",
            times.len()
        );
        assert!(!full() || most <= LIMIT, "p99 {most:?}");
    });
}
