//! One handle with a thread that writes and one that reads, while other processes commit, free what they replaced, and come and go.
//!
//! Everything goes through the store's own actions, each with everything that belongs to it: an action takes about a millisecond, so
//! that a million of them can be had, and what is put to the test is what an office runs.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::NaiveDate;
use xieban_domain::calendar::Calendar;
use xieban_domain::event::{DeskEvent, Event};
use xieban_journal::{Header, Page};
use xieban_store::{ActError, ActProposal, Done, Request, Snapshot, Store, StoreError};

use xieban_support::at;
use xieban_support::dice::Dice;
use xieban_support::rounds::{full, rounds};
use xieban_support::time::pace;

use crate::processes::{Process, STORE, said};

/// How many commits a process is to make, and under which name.
const SHARE: &str = "COMMITTER_SHARE";
const NAME: &str = "COMMITTER_NAME";
/// Processes beside the one with the two threads.
const OTHERS: usize = 3;
/// A process opens the store anew after so many commits.
const STAYS: u64 = 5_000;
/// One of so many views is kept while others commit.
const KEPT: usize = 20;
/// A file of so many bytes holds what the pages need, a page for a page, whoever else has it open.
const A_PAGE: u64 = 4_096;
/// What a process that is waited for may take at most between two commits.
const PATIENCE: Duration = Duration::from_mins(5);

const NOW: &str = "2026-11-30T09:00";

fn today() -> NaiveDate {
    at(NOW).date()
}

fn open(path: &Path) -> Store {
    loop {
        match Store::open(path, Calendar::bundled().unwrap(), &path.with_extension("witness")) {
            Err(StoreError::Busy) => {}
            opened => return opened.unwrap(),
        }
    }
}

/// One commit: a quick answer is counted. Whoever finds the store busy asks again; nothing else may be in the way.
fn commit(store: &Store, request: &str) -> (Done, u64) {
    let header =
        Header { by: "S01".into(), desk: "1号台".to_owned(), request: request.to_owned(), at: at(NOW) };
    let request = Request { header, body: Vec::new() };
    let tallied = || Event::Desk(DeskEvent::Tallied { date: today(), arrival: None });
    let mut busy = 0;
    loop {
        let salts = &mut || [7; 32];
        match store.act(&request, salts, |_| Ok(ActProposal::from(vec![tallied()]))) {
            Err(ActError::Store(StoreError::Busy)) => busy += 1,
            done => return (done.unwrap(), busy),
        }
    }
}

/// Not a test: a process that commits its share, says each, and opens the store anew now and then.
#[test]
fn committer() {
    let (Ok(path), Ok(share), Ok(name)) = (std::env::var(STORE), std::env::var(SHARE), std::env::var(NAME))
    else {
        return;
    };
    let (path, share): (_, u64) = (Path::new(&path), share.parse().unwrap());
    let mut store = open(path);
    for n in 0..share {
        if n % STAYS == STAYS - 1 {
            drop(store);
            store = open(path);
        }
        let request = format!("{name}-{n}");
        let (done, busy) = commit(&store, &request);
        said(&format!("ack {request} {} {busy}", done.first));
    }
    said("ack end");
}

/// What every view must agree in: as many pages as quick answers, and the last page the one that the store says it is.
fn moment(snapshot: &Snapshot<'_>) -> Result<(u64, u64), StoreError> {
    let tallied = snapshot.counts(&"S01".into(), today())?.tallied;
    let (page, hash) = snapshot.head()?.unwrap_or((0, xieban_domain::sealed::Seal([0; 32])));
    assert!(page == 0 || snapshot.proves(page, hash)?, "page {page} is another one");
    assert_eq!(snapshot.last_page()?, page, "the last page is not the one that is known as such");
    Ok((page, tallied))
}

/// Reads until it is over; gives how many views it had, and how many of them it kept for a while.
fn reading(store: &Store, over: &AtomicBool, dice: &mut Dice) -> (usize, usize) {
    let (mut views, mut kept, mut last) = (0, 0, 0);
    while !over.load(Ordering::SeqCst) {
        let keeps = dice.below(KEPT) == 0;
        let (page, tallied) = store
            .read(|snapshot| {
                let first = moment(snapshot)?;
                for _ in 0..if keeps { dice.below(30) } else { 0 } {
                    pace(Duration::from_millis(1));
                    assert_eq!(moment(snapshot)?, first, "a view is of one moment, however long it is kept");
                }
                Ok(first)
            })
            .unwrap();
        assert_eq!(page, tallied, "page and derived row are of one moment");
        assert!(page >= last, "{page} after {last}");
        last = page;
        views += 1;
        pace(Duration::from_millis(1));
        kept += usize::from(keeps);
    }
    (views, kept)
}

/// What was acknowledged: the page of each request.
type Acknowledged = BTreeMap<String, u64>;

/// Each stands on its page, and no page is anybody else's.
fn lost(path: &Path, acknowledged: &Acknowledged) -> Vec<String> {
    let mut standing = BTreeMap::new();
    let mut number = 0;
    let mut note = |_: u64, bytes: &[u8]| {
        number += 1;
        let (_, request) = Page::asked(bytes).unwrap();
        assert_eq!(standing.insert(request, number), None, "page {number} was written twice");
        true
    };
    open(path).read(|snapshot| snapshot.pages(1, &mut note)).unwrap();
    assert!(standing.len() <= acknowledged.len(), "pages that nobody has heard of");
    let lost = acknowledged.iter().filter(|(request, page)| standing.get(*request) != Some(*page));
    lost.map(|(request, _)| request.clone()).collect()
}

/// All of them; how often somebody heard that the store was busy.
fn told(processes: Vec<Process>, acknowledged: &mut Acknowledged) -> u64 {
    let mut all = 0;
    for process in processes {
        loop {
            let line = process.lines.recv_timeout(PATIENCE).expect("a process fell");
            let words: Vec<&str> = line.split_whitespace().skip(1).collect();
            let [request, page, busy] = words.as_slice() else { break };
            acknowledged.insert((*request).to_owned(), page.parse().unwrap());
            all += busy.parse::<u64>().unwrap();
        }
        process.kill();
    }
    all
}

#[test]
fn threads_of_one_handle_and_other_processes_lose_nothing_and_see_whole_moments() {
    rounds("threads", 1, 1, |_, dice| {
        let commits: u64 = if full() { 1_000_000 } else { 400 };
        let share = commits / (u64::try_from(OTHERS).unwrap() + 1);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.xb");
        Store::create(&path, Calendar::bundled().unwrap(), [9; 16]).unwrap();
        let store = open(&path);
        let others: Vec<Process> = (0..OTHERS)
            .map(|at| {
                let (share, name) = (share.to_string(), format!("P{at}"));
                Process::of("threads::committer", &path, [(SHARE, &*share), (NAME, &*name)])
            })
            .collect();
        let (over, mut acknowledged) = (AtomicBool::new(false), Acknowledged::new());
        let ((views, kept), busy) = std::thread::scope(|scope| {
            let reader = scope.spawn(|| reading(&store, &over, dice));
            let writer = scope.spawn(|| {
                let one = |n| {
                    let request = format!("T-{n}");
                    let (done, busy) = commit(&store, &request);
                    ((request, done.first), busy)
                };
                (0..share).map(one).unzip::<_, _, Acknowledged, Vec<u64>>()
            });
            let mut busy = told(others, &mut acknowledged);
            let (ours, waits) = writer.join().unwrap();
            acknowledged.extend(ours);
            busy += waits.iter().sum::<u64>();
            over.store(true, Ordering::SeqCst);
            (reader.join().unwrap(), busy)
        });
        assert_eq!(u64::try_from(acknowledged.len()).unwrap(), share * 4);
        assert_eq!(lost(&path, &acknowledged), [""; 0]);
        let audit = store.audit().unwrap();
        assert_eq!((audit.finding, audit.pages), (None, share * 4));
        drop(store);
        assert!(Store::sound(&path).unwrap(), "the library's own check");
        let length = || std::fs::metadata(&path).unwrap().len();
        let worked = length();
        Store::compact(&path).unwrap();
        let bare = length();
        println!(
            "threads: {} commits, 0 lost; {views} views, {kept} of them kept, each of one moment; {busy} times busy; \
             {worked} bytes, {bare} once written anew",
            acknowledged.len()
        );
        assert!(worked <= 2 * bare + 4_096 * A_PAGE, "{worked} bytes, and {bare} written anew");

        // The controls: an acknowledgement that was none is missed, and two moments are told from one.
        acknowledged.insert("T-nobody".to_owned(), 1);
        assert_eq!(lost(&path, &acknowledged), ["T-nobody"]);
    });
}

/// The control: whoever takes the page from one view and the derived row from the next finds that they do not agree.
#[test]
fn two_moments_do_not_pass_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    Store::create(&path, Calendar::bundled().unwrap(), [9; 16]).unwrap();
    let (store, other) = (open(&path), open(&path));
    commit(&other, "one");
    let (page, _) = store.read(moment).unwrap();
    commit(&other, "two");
    let (_, tallied) = store.read(moment).unwrap();
    assert_ne!(page, tallied);
}
