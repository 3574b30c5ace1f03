//! `kill -9` while a store is brought up to date, somebody's texts are erased, or its file is written anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use redb::ReadableDatabase as _;
use serde_json::json;
use xieban_office::{ActError, Founding, Lookout, Office, Upgrade, compact, witnesses};

use xieban_support::behind::{behind, never_witnessed, table};
use xieban_support::dice::Dice;
use xieban_support::rounds::{full, rounds};
use xieban_support::{at, founding, say};

use crate::erase::{GONE, closed, has, long_ago, visit};
use crate::processes::{PATIENCE, Process, STORE, said};
use crate::versions::built_by;

const WORK: &str = "UPKEEP";
/// What built the derived tables of a store that is to be brought up to date.
const OLD: &str = "1/国办";

/// Not a test: a process that does one kind of upkeep until it is done or killed.
#[test]
fn keeper() {
    let (Ok(store), Ok(work)) = (std::env::var(STORE), std::env::var(WORK)) else { return };
    let path = Path::new(&store);
    said("ack begun");
    match work.as_str() {
        "upgrade" => loop {
            built_by(path, OLD);
            let slices = &mut Upgrade::unheard().in_slices_of(100);
            drop(Office::open_with(path, &witnesses(path), slices).unwrap());
            said("ack upgraded");
        },
        "erase" => erase(path),
        other => panic!("{other}"),
    }
}

/// Erases whoever is to be erased, and writes the file anew.
fn erase(path: &Path) {
    let office = Office::open(path).unwrap();
    let administrator = office.practise("A01", "批量").unwrap();
    let command = say(&json!({ "do": "erase_identities" }));
    match office.act(&administrator, "erase", &command) {
        Ok(_) => said("ack erased"),
        Err(ActError::Refused(refusal)) => assert_eq!(refusal.code(), "nothing_to_erase"),
        Err(error) => panic!("{error}"),
    }
    drop(office);
    compact(path).unwrap();
    said("ack compacted");
}

/// A store with some whose time is over; nobody has it open.
pub(crate) fn old(folder: &Path) -> PathBuf {
    let path = folder.join("old.xb");
    let office = Office::create(&path).unwrap();
    office.found(&Founding { at: Some(at("2024-03-04T08:30")), ..founding(vec![]) }).unwrap();
    let officer = office.practise("S01", "1号台").unwrap();
    let first = say(&json!({ "do": "stand_in", "reason": "替班" }));
    office.import(|import| import.act(&officer, "stand", &first, at("2024-03-04T08:40"))).unwrap();
    for line in 1..40 {
        long_ago(&office, &format!("gone-{line}"), &closed(GONE[0], GONE[1], line));
    }
    long_ago(&office, "open", &[visit("白头翁", "13987654321")]);
    let administrator = office.practise("A01", "批量").unwrap();
    office
        .act(&administrator, "keep", &say(&json!({ "do": "change_settings", "retention_months": 12, "archive_months": 6, "archive_basis": "徐卫档〔2025〕2号" })))
        .unwrap();
    drop(office);
    // Its copies are stores of their own.
    never_witnessed(&path);
    path
}

/// Whether a store still waits to be brought up to date. Looks at a copy, so that the store is left as it was.
fn is_old(path: &Path) -> bool {
    let copy = path.with_extension("copy");
    fs::copy(path, &copy).unwrap();
    let file = behind(&copy);
    let tx = file.begin_read().unwrap();
    let meta = tx.open_table(table("meta")).unwrap();
    let old = meta.get(&b"derived"[..]).unwrap().unwrap().value() == OLD.as_bytes();
    fs::remove_file(copy).unwrap();
    old
}

/// Begins upkeep of a copy of a store and kills it at some moment; gives the copy and what was acknowledged.
fn killed(store: &Path, folder: &Path, work: &str, dice: &mut Dice, within: u64) -> (PathBuf, Vec<String>) {
    let path = folder.join("office.xb");
    fs::copy(store, &path).unwrap();
    let keeper = Process::of("upkeep::keeper", &path, [(WORK, work)]);
    assert_eq!(keeper.lines.recv_timeout(PATIENCE).unwrap(), "ack begun");
    let mut said = Vec::new();
    let until = xieban_support::time::Stopwatch::start();
    let moment = Duration::from_micros(dice.roll() % within);
    while let Some(left) = moment.checked_sub(until.read()) {
        match keeper.lines.recv_timeout(left) {
            Ok(line) => said.push(line),
            Err(RecvTimeoutError::Disconnected) if work == "upgrade" => panic!("ended before it was killed"),
            Err(_) => break,
        }
    }
    said.extend(keeper.kill());
    (path, said)
}

#[test]
fn whoever_is_killed_while_bringing_a_store_up_to_date_leaves_it_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let store = old(folder.path());
    let last = Lookout::open(&store).unwrap().header().unwrap().page;
    let (mut amid, mut upgraded) = (0, 0);
    rounds("killed upgrades", 5, 200, |_, dice| {
        let folder = tempfile::tempdir().unwrap();
        let (path, said) = killed(&store, folder.path(), "upgrade", dice, 250_000);
        upgraded += said.len();
        amid += usize::from(is_old(&path));
        assert_eq!(Lookout::open(&path).unwrap().header().unwrap().page, last, "no page went");
        let office = Office::open(&path).unwrap();
        let audit = office.audit().unwrap();
        assert_eq!((audit.finding, audit.pages), (None, last));
    });
    println!("killed upgrades: {amid} killed before the store was up to date, {upgraded} times it had been");
    assert!(!full() || (upgraded > 0 && amid > 0), "the kills met no upgrade");
}

#[test]
fn whoever_is_killed_while_erasing_leaves_it_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let store = old(folder.path());
    assert!(has(&store, GONE[0]), "the control: the search finds him in the store");
    let last = Lookout::open(&store).unwrap().header().unwrap().page;
    let (mut erased, mut compacted) = (0, 0);
    rounds("killed erasures", 5, 200, |_, dice| {
        let folder = tempfile::tempdir().unwrap();
        let (path, said) = killed(&store, folder.path(), "erase", dice, 60_000);
        let acknowledged = said.iter().any(|line| line == "ack erased");
        let office = Office::open(&path).unwrap();
        let audit = office.audit().unwrap();
        assert_eq!(audit.finding, None);
        assert!(audit.pages > last || !acknowledged, "an erasure that was acknowledged is lost");
        erased += usize::from(audit.pages > last);
        drop(office);
        if said.iter().any(|line| line == "ack compacted") {
            assert!(!has(&path, GONE[0]));
            compacted += 1;
        }
        erase(&path);
        for text in GONE {
            assert!(!has(&path, text), "{text} is still in the file");
        }
        assert_eq!(Office::open(&path).unwrap().audit().unwrap().finding, None);
        let beside = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        for file in beside.filter(|file| file.is_file()) {
            assert!(!has(&file, GONE[0]), "{}: what was left behind has him", file.display());
        }
    });
    println!(
        "killed erasures: {erased} had erased, {compacted} had written the file anew; each was finished by the next"
    );
}
