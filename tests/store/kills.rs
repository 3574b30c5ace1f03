//! `kill -9` at random moments, over and over: writers, readers, and whoever is just making a store.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use xieban_domain::number::CaseId;
use xieban_journal::Page;
use xieban_office::{Done, Lookout, Office, OpenError, StoreError};

use xieban_support::dice::Dice;
use xieban_support::rounds::{full, rounds};
use xieban_support::time::{Stopwatch, pace};

use crate::processes::{OFFICERS, PATIENCE, Process, STORE, registration, said, store};

/// The newest requests are asked again; what became of the others stands in the journal.
const ASKED_AGAIN: usize = 500;

/// Not a test: a process that reads until it is killed, and finds every moment's view whole.
#[test]
fn reader() {
    let Ok(store) = std::env::var(STORE) else { return };
    let store = Path::new(&store);
    let mut lookout = None;
    let mut last = 0;
    for n in 0_u32.. {
        if n % 50 == 0 {
            lookout = match Lookout::open(store) {
                Ok(lookout) => Some(lookout),
                Err(OpenError::Store(StoreError::Busy)) => None,
                Err(error) => panic!("{error}"),
            };
        }
        match lookout.as_mut().map(Lookout::header) {
            Some(Ok(door)) => {
                assert!(door.page >= last, "{} after {last}", door.page);
                last = door.page;
            }
            Some(Err(StoreError::Busy)) | None => {}
            Some(Err(error)) => panic!("{error}"),
        }
        if n == 0 {
            said("reading");
        }
        pace(Duration::from_millis(1));
    }
}

/// Not a test: a process that makes one store after another until it is killed.
#[test]
fn maker() {
    let Ok(folder) = std::env::var(STORE) else { return };
    for n in 0_u32.. {
        drop(Office::create(&Path::new(&folder).join(format!("made-{n}.xb"))).unwrap());
        said("ack made");
    }
}

/// What was acknowledged, by account and request.
#[derive(Default)]
struct Acknowledged(BTreeMap<(String, String), Done>);

impl Acknowledged {
    fn keep(&mut self, lines: impl IntoIterator<Item = String>) {
        for line in lines {
            let (request, done) = line.strip_prefix("ack ").unwrap().split_once(' ').unwrap();
            let who = request.split('-').next().unwrap().to_owned();
            let before = self.0.insert((who, request.to_owned()), serde_json::from_str(done).unwrap());
            assert_eq!(before, None, "{request} twice");
        }
    }

    /// Every one stands in the journal where it was said to, and once.
    fn stand_in(&self, path: &Path) {
        let mut standing: BTreeMap<(String, String), (u64, u64)> = BTreeMap::new();
        let mut number = 0;
        Lookout::open(path)
            .unwrap()
            .pages(1, &mut |bytes| {
                number += 1;
                let (by, request) = Page::asked(bytes).unwrap();
                let at = standing.entry((by.0, request)).or_insert((number, number - 1));
                assert_eq!(at.1 + 1, number, "{bytes:?}: done twice");
                at.1 = number;
                true
            })
            .unwrap();
        for (asked, done) in &self.0 {
            assert_eq!(standing.get(asked), Some(&(done.first, done.last)), "{asked:?} is lost");
        }
    }

    /// The newest give the same answer when they are asked again.
    fn asked_again(&self, office: &Office) {
        let mut newest: Vec<_> = self.0.iter().collect();
        newest.sort_by_key(|(_, done)| std::cmp::Reverse(done.first));
        for ((who, request), done) in newest.into_iter().take(ASKED_AGAIN) {
            let session = office.practise(who, "1号台").unwrap();
            let again = office.act(&session, request, &registration()).unwrap();
            assert!(
                again.repeated && (again.first, again.last, again.case) == (done.first, done.last, done.case)
            );
        }
    }
}

/// Every number of the cases is given once, and none is missing.
fn count_cases(path: &Path) -> usize {
    let rows = Lookout::open(path).unwrap().cases(CaseId { year: 2000, seq: 1 }, usize::MAX).unwrap();
    let mut seq: BTreeMap<u16, u32> = BTreeMap::new();
    for id in rows.iter().map(|row| row.record.case.id()) {
        let next = seq.entry(id.year).or_insert(0);
        *next += 1;
        assert_eq!(id.seq, *next, "a gap");
    }
    rows.len()
}

fn reading(path: &Path) -> Process {
    let reader = Process::of("kills::reader", path, []);
    assert_eq!(reader.lines.recv_timeout(PATIENCE).unwrap(), "reading");
    reader
}

#[test]
fn kills_lose_nothing_that_was_acknowledged() {
    let (writing, looking) = if full() { (6, 2) } else { (4, 1) };
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let name = |at: usize, round: usize| format!("{}-{at}-{round}", OFFICERS[at % OFFICERS.len()]);
    let mut writers: Vec<_> = (0..writing).map(|at| Process::writer(&path, &name(at, 0))).collect();
    let mut readers: Vec<_> = (0..looking).map(|_| reading(&path)).collect();
    let mut acknowledged = Acknowledged::default();
    let (mut killed, mut slowest) = (0, Duration::ZERO);
    rounds("kills", 100, 2_000, |round, dice| {
        let at = dice.below(writing);
        let fresh = Process::writer(&path, &name(at, round + 1));
        let victim = std::mem::replace(&mut writers[at], fresh);
        // It dies after a first acknowledgement, at any moment.
        let first = victim.lines.recv_timeout(PATIENCE).unwrap();
        let second = victim.lines.recv_timeout(Duration::from_micros(dice.roll() % 4000)).ok();
        acknowledged.keep([first].into_iter().chain(second).chain(victim.kill()));
        killed += 1;
        if round % 10 == 9 {
            let at = dice.below(looking);
            assert!(readers[at].lives(), "a reader gave up");
            std::mem::replace(&mut readers[at], reading(&path)).kill();
            let watch = Stopwatch::start();
            drop(Office::open(&path).unwrap());
            slowest = slowest.max(watch.read());
        }
    });
    for mut reader in readers {
        assert!(reader.lives(), "a reader gave up");
        reader.kill();
    }
    for writer in writers {
        killed += 1;
        acknowledged.keep(writer.kill());
    }
    let office = Office::open(&path).unwrap();
    let audit = office.audit().unwrap();
    assert_eq!(audit.finding, None, "no page is missing, every derived row is right");
    acknowledged.stand_in(&path);
    acknowledged.asked_again(&office);
    drop(office);
    let unknown = count_cases(&path) - acknowledged.0.len();
    assert!(unknown <= killed, "{unknown} committed and not acknowledged by {killed} that were killed");
    let (pages, known) = (audit.pages, acknowledged.0.len());
    println!(
        "kills: {killed} killed, {known} acknowledged, 0 lost, {unknown} more committed, {pages} pages, \
         slowest opening beside the others {slowest:?}"
    );
}

#[test]
fn whoever_is_killed_while_making_a_store_leaves_none_or_a_whole_one() {
    let (mut made, mut rest) = (0, 0);
    rounds("making", 8, 300, |_, dice: &mut Dice| {
        let folder = tempfile::tempdir().unwrap();
        let maker = Process::of("kills::maker", folder.path(), []);
        let first = maker.lines.recv_timeout(PATIENCE).unwrap();
        assert_eq!(first, "ack made");
        maker.lines.recv_timeout(Duration::from_micros(dice.roll() % 8000)).ok();
        maker.kill();
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let whole = path.file_name().unwrap().to_string_lossy().starts_with("made-");
            if whole && path.extension().is_some_and(|kind| kind == "xb") {
                let office =
                    Office::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                assert_eq!(office.audit().unwrap().finding, None);
                made += 1;
            } else {
                rest += 1;
            }
        }
    });
    println!("making: {made} stores, all whole; {rest} files beside them");
}

/// The store named by `XIEBAN_STORE` (one of a million cases, made by `xieban demo --fill`), or a small one.
fn wanted(folder: &Path) -> PathBuf {
    std::env::var_os("XIEBAN_STORE").map_or_else(|| store(folder), PathBuf::from)
}

#[test]
fn a_store_opens_at_once_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = wanted(folder.path());
    let (mut writing, mut reading) = (Vec::new(), Vec::new());
    rounds("openings", 10, 200, |round, dice| {
        let victim = Process::writer(&path, &format!("S01-{}-{round}", std::process::id()));
        victim.lines.recv_timeout(PATIENCE).unwrap();
        victim.lines.recv_timeout(Duration::from_micros(dice.roll() % 20_000)).ok();
        victim.kill();
        // Whoever comes first finds what was left: in turn a desk, and one who only reads.
        let (first, second): (&mut Vec<_>, &mut Vec<_>) =
            if round % 2 == 0 { (&mut writing, &mut reading) } else { (&mut reading, &mut writing) };
        for (times, desk) in [(first, round % 2 == 0), (second, round % 2 != 0)] {
            let watch = Stopwatch::start();
            match desk {
                true => drop(Office::open(&path).unwrap()),
                false => drop(Lookout::open(&path).unwrap()),
            }
            times.push(watch.read());
        }
    });
    let last = Lookout::open(&path).unwrap().header().unwrap().page;
    for (who, times) in [("a desk", &mut writing), ("a reader", &mut reading)] {
        times.sort();
        let (median, slowest) = (times[times.len() / 2], times[times.len() - 1]);
        println!("openings: {who} median {median:?}, slowest {slowest:?}, at {last} pages");
        assert!(!full() || slowest <= Duration::from_millis(50), "{who}: {slowest:?}");
    }
}
