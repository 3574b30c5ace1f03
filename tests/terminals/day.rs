//! A day and a night at the office on a quick clock: four desks and one who follows as the wall does. Nothing grows but the journal.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use redb::{Builder, ConcurrencyMode, ReadableDatabase as _};
use xieban_office::Lookout;

use xieban_support::full::full;

use crate::practice::Practice;
use crate::terminal::{Stopwatch, Terminal, pace, until};

const STORE: &str = "DAY_STORE";
const CODES: [&str; 4] = ["S01", "S02", "S03", "S04"];
/// Actions of all desks in the day.
const ACTIONS: usize = 240;

/// What a process holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Held {
    /// Memory, in KiB.
    memory: u64,
    files: usize,
    threads: usize,
}

impl Held {
    /// Looks several times: what is open for a moment only is not held.
    fn by(process: u32) -> Self {
        let looks = (0..10).map(|_| {
            pace(Duration::from_millis(5));
            Self::now(process)
        });
        let least = |a: Self, b: Self| Self {
            memory: a.memory.min(b.memory),
            files: a.files.min(b.files),
            threads: a.threads.min(b.threads),
        };
        looks.reduce(least).unwrap()
    }

    /// Whether it is no more than `before`, but for a tenth of its memory.
    fn no_more_than(&self, before: &Self) -> bool {
        let memory = self.memory <= before.memory + before.memory / 10;
        memory && self.files <= before.files && self.threads <= before.threads
    }

    fn now(process: u32) -> Self {
        let of = |name: &str| format!("/proc/{process}/{name}");
        let count = |name: &str| std::fs::read_dir(of(name)).unwrap().count();
        let status = std::fs::read_to_string(of("status")).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        let memory = line.trim().trim_end_matches(" kB").parse().unwrap();
        Self { memory, files: count("fd"), threads: count("task") }
    }
}

/// Who looks on beside the desks.
#[derive(Clone, Copy, PartialEq)]
enum Beside {
    Nobody,
    Wall,
    /// The control: somebody who keeps one moment's view for the whole day.
    Holder,
}

/// Not a test: a process that follows the store as the wall does, every minute and every change, until it is killed.
#[test]
fn wall() {
    let Ok(store) = std::env::var(STORE) else { return };
    let mut lookout = Lookout::open(Path::new(&store)).unwrap();
    loop {
        lookout.header().unwrap();
        pace(Duration::from_millis(5));
    }
}

struct Wall(Child);

impl Wall {
    fn at(store: &Path) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "day::wall", "--test-threads=1"]).env(STORE, store).stdout(Stdio::null());
        Self(command.spawn().unwrap())
    }
}

impl Drop for Wall {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[expect(clippy::print_stdout, reason = "a campaign says its figures")]
/// A whole day; gives how large the file is at its end.
fn day(beside: Beside, lasts: Duration) -> u64 {
    let rate = (86_400.0 / lasts.as_secs_f64()).to_string();
    let office = Practice::made("2026-11-23T00:00", &rate, "200");
    let wall = (beside == Beside::Wall).then(|| Wall::at(&office.store()));
    let held = (beside == Beside::Holder).then(|| {
        Builder::new().set_concurrency_mode(ConcurrencyMode::MultiWriter).open(office.store()).unwrap()
    });
    let view = held.as_ref().map(|file| file.begin_read().unwrap());
    let mut desks = CODES.map(|code| office.desk(code));
    for (desk, code) in desks.iter_mut().zip(CODES) {
        desk.sign_in(code).keys("←").shows("[全所");
    }
    let look = |desks: &[Terminal]| -> Vec<Held> {
        let walls = wall.iter().map(|wall| wall.0.id());
        desks.iter().map(Terminal::id).chain(walls).map(Held::by).collect()
    };
    let watch = Stopwatch::start();
    let mut morning = Vec::new();
    for action in 0..ACTIONS {
        desks[action % CODES.len()].keys("F12");
        let due = lasts * u32::try_from(action + 1).unwrap() / u32::try_from(ACTIONS).unwrap();
        pace(due.saturating_sub(watch.read()));
        if action == ACTIONS / 4 {
            morning = look(&desks);
        }
    }
    until("all of it done", || (office.tallied() >= ACTIONS).then_some(()));
    // A sync that takes long keeps a file open for longer than the looks last: what is held is what is never closed.
    let evening = until("nobody holds more than in the morning", || {
        let evening = look(&desks);
        let held = |(before, after): (&Held, &Held)| after.no_more_than(before);
        morning.iter().zip(&evening).all(held).then_some(evening)
    });
    println!("a quarter of the day: {morning:?}; its end: {evening:?}");
    drop((desks, wall, view, held));
    std::fs::metadata(office.store()).unwrap().len()
}

/// The file grows by steps of a megabyte, and one may fall into the moment in which somebody looks.
const STEP: u64 = 1_060_000;

#[test]
fn a_day_with_the_wall_makes_the_file_no_larger_and_nobody_holds_more() {
    let lasts = Duration::from_secs(if full() { 120 } else { 6 });
    let [alone, walled, held] = [Beside::Nobody, Beside::Wall, Beside::Holder].map(|who| day(who, lasts));
    println!("a day: file of {alone} bytes alone, {walled} with the wall, {held} where one view is kept");
    assert!(walled <= alone + STEP, "{walled} with the wall, {alone} without");
    assert!(held > alone + 8 * STEP, "the control: {held} where one view is kept, {alone} without");
}
