//! Guessing PINs: how many are tried, by whatever way in, however often the line is taken anew, and what it costs the others.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::json;
use xieban_domain::calendar::Calendar;
use xieban_domain::moment::Moment;
use xieban_domain::settings::SettingsChange;
use xieban_domain::staff::Staff;
use xieban_office::{Founding, Lookout, Office, PinError, SignInError};
use xieban_store::Store;

use xieban_support::behind::{behind, table};
use xieban_support::rounds::{full, rounds};
use xieban_support::time::Stopwatch;
use xieban_support::{at, duty, people, say, values};

/// The PIN of S01 in these offices.
const PIN: &str = "rain-724913";
const HOUR: i64 = 3_600_000;

/// What a real office begins with: S01 chose his PIN himself, `others` were given theirs.
pub(crate) fn real(others: &[(&str, &str)]) -> Founding {
    let pin = |staff: &Staff| match staff.code.0.as_str() {
        "S01" => Some(PIN.to_owned()),
        code => others.iter().find(|(other, _)| *other == code).map(|(_, pin)| (*pin).to_owned()),
    };
    let staff = people().into_iter().map(|staff| {
        let pin = pin(&staff);
        (staff, pin)
    });
    Founding {
        settings: SettingsChange { practice: None, ..values() },
        staff: staff.collect(),
        duty: vec![duty("2026-11-23", Some("L01"))],
        ..Founding::default()
    }
}

fn real_file(folder: &Path) -> PathBuf {
    let path = folder.join("real.redb");
    Office::create(&path).unwrap().found(&real(&[])).unwrap();
    path
}

/// A line taken anew at this moment.
fn reconnected(path: &Path, now: Moment) -> Office {
    let store = Store::open(path, Calendar::bundled().unwrap(), &path.with_extension("witness")).unwrap();
    Office::over(store, now).unwrap()
}

/// A wrong PIN was tried; it was not, for so many seconds.
fn guessed(office: &Office, name: &str, desk: &str) -> Result<(), i64> {
    match office.countersigner(name, "sun-000000", desk) {
        Err(SignInError::Wrong) => Ok(()),
        Err(SignInError::Wait { seconds }) => Err(seconds),
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_ten_thousand_guesses_an_hour_sixty_at_the_most_are_tried() {
    let folder = tempfile::tempdir().unwrap();
    let path = real_file(folder.path());
    let begin = at("2026-11-23T08:41");
    rounds("guesses", 1, 1, |_, dice| {
        let count = if full() { 10_000 } else { 400 };
        let mut tried = Vec::new();
        for n in 0..count {
            let jitter = i64::try_from(dice.below(usize::try_from(HOUR / count).unwrap())).unwrap();
            let now = begin.plus_ms(n * (HOUR / count) + jitter);
            if guessed(&reconnected(&path, now), "s01", "1号台").is_ok() {
                tried.push((now.0 - begin.0) / 1000);
            }
        }
        println!(
            "{count} guesses in an hour, each on a line of its own: {} tried, at {tried:?} s",
            tried.len()
        );
        assert!((7..=60).contains(&tried.len()), "{tried:?}");
        // At another terminal the right hand has its turn at once; here after the wait, and then nothing is held against it.
        let now = begin.plus_ms(HOUR);
        reconnected(&path, now).countersigner("S01", PIN, "2号台").unwrap();
        let wait = guessed(&reconnected(&path, now), "S01", "1号台").unwrap_err();
        assert!(wait <= 900, "{wait} s");
        let office = reconnected(&path, now.plus_ms(wait * 1000));
        office.countersigner("S01", PIN, "1号台").unwrap();
        guessed(&office, "S01", "1号台").unwrap();
        assert_eq!(guessed(&office, "S01", "1号台"), Err(1), "the wait begins anew");
    });
}

#[test]
fn under_one_name_the_tries_of_all_terminals_together_are_capped_and_nobody_is_kept_out() {
    let mut office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    office.found(&real(&[])).unwrap();
    let begin = office.now();
    let desks: Vec<String> = (0..12).map(|n| format!("{n}号台")).collect();
    let mut tried = 0;
    for second in 0..600 {
        office.set_clock(begin.plus_ms(second * 1000));
        tried += desks.iter().filter(|desk| guessed(&office, "S01", desk).is_ok()).count();
    }
    // One each, what was tried before it became many, and one a minute.
    assert!(tried <= desks.len() + 10 + 10, "{tried} in ten minutes");
    office.countersigner("S01", PIN, "所长室").unwrap();
    let wait = guessed(&office, "S01", "3号台").unwrap_err();
    assert!(wait <= 900, "{wait} s");
    office.set_clock(office.now().plus_ms(wait * 1000));
    office.countersigner("S01", PIN, "3号台").unwrap();
}

#[test]
fn a_name_that_nobody_has_waits_like_any_other_and_each_terminal_for_itself() {
    let mut office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    office.found(&real(&[])).unwrap();
    let begin = office.now();
    let course = |office: &mut Office, name: &str, desk: &str| {
        let mut tried = Vec::new();
        for second in 0..70 {
            office.set_clock(begin.plus_ms(second * 1000));
            if guessed(office, name, desk).is_ok() {
                tried.push(second);
            }
        }
        tried
    };
    assert_eq!(course(&mut office, "S01", "1号台"), [0, 1, 3, 7, 15, 31, 63]);
    assert_eq!(course(&mut office, "X99", "1号台"), [0, 1, 3, 7, 15, 31, 63], "nobody has this name");
    assert_eq!(course(&mut office, "S02", "1号台"), [0, 1, 3, 7, 15, 31, 63], "he has no PIN");
    assert_eq!(course(&mut office, "X98", "2号台"), [0, 1, 3, 7, 15, 31, 63]);
    // A clock that is put back makes no wait shorter, and none endless.
    office.set_clock(begin.plus_ms(-30 * 24 * HOUR));
    assert_eq!(guessed(&office, "S01", "1号台"), Err(60));
    office.set_clock(begin.plus_ms(-30 * 24 * HOUR + 60_000));
    office.countersigner("S01", PIN, "1号台").unwrap();
}

#[test]
fn what_was_typed_as_a_name_is_nowhere_in_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = real_file(folder.path());
    let office = reconnected(&path, at("2026-11-23T08:41"));
    let typed = "SUN-864209";
    guessed(&office, typed, "1号台").unwrap();
    assert_eq!(guessed(&office, typed, "1号台"), Err(1), "it was counted");
    drop(office);
    let bytes = std::fs::read(&path).unwrap();
    let found = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(found("王芳"), "the file is looked at as it is");
    assert!(!found(typed));
}

#[test]
fn a_store_that_never_saw_a_pin_is_read_as_it_is_and_counts_from_the_first_one_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = real_file(folder.path());
    let file = behind(&path);
    let tx = file.begin_write().unwrap();
    assert!(tx.delete_table(table("throttle")).unwrap(), "an older program had no such table");
    tx.commit().unwrap();
    drop(file);
    let mut lookout = Lookout::open(&path).unwrap();
    assert!(lookout.header().is_ok() && lookout.audit().unwrap().finding.is_none());
    assert!(matches!(lookout.prove("S01", Some("sun-000000")), Err(SignInError::Wrong)));
    assert!(
        matches!(lookout.prove("S01", Some(PIN)), Err(SignInError::Wait { .. }) | Ok(())),
        "a second has passed, or not"
    );
    // The control: any other table is missed.
    let file = behind(&path);
    let tx = file.begin_write().unwrap();
    assert!(tx.delete_table(table("days")).unwrap());
    tx.commit().unwrap();
    drop(file);
    assert!(Lookout::open(&path).is_err());
}

#[test]
fn countersigning_with_a_wrong_pin_is_counted_like_signing_in() {
    let office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    office.found(&real(&[])).unwrap();
    guessed(&office, "S01", "1号台").unwrap();
    assert!(matches!(office.sign_in("S01", PIN, "1号台", true), Err(SignInError::Wait { seconds: 1 })));
    let changed = office.change_pin("S01", PIN, "wind-973164", "1号台");
    assert!(matches!(changed, Err(PinError::SignIn(SignInError::Wait { .. }))), "nor is it a way round");
    assert!(office.exporter("S01", Some(PIN), 1).unwrap().is_none(), "at another place it is right");
}

#[test]
fn a_name_that_nobody_has_takes_as_long() {
    if !full() {
        println!("left out: XIEBAN_CAMPAIGN=1 measures how long known and unknown names take");
        return;
    }
    let mut office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    office.found(&real(&[])).unwrap();
    let mut took = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..400 {
        // Each in each place of the round.
        for step in 0..3 {
            let at = (round + step) % 3;
            let name = ["S01", "X99", "S02"][at];
            office.set_clock(office.now().plus_ms(HOUR));
            let watch = Stopwatch::start();
            guessed(&office, name, &format!("{round}号台")).unwrap();
            took[at].push(watch.read());
        }
    }
    let [known, unknown, without] = took.map(|mut took| {
        took.sort();
        // Whatever else the machine does makes some longer and none shorter.
        took[took.len() / 4]
    });
    let apart = |other: Duration| (other.as_secs_f64() / known.as_secs_f64() - 1.0).abs() * 100.0;
    println!(
        "a wrong PIN, lower quartile of 400: {known:?} for a name that somebody has, {unknown:?} ({:.1} %) for one that nobody has, \
         {without:?} ({:.1} %) for somebody without a PIN",
        apart(unknown),
        apart(without)
    );
    assert!(apart(unknown) < 5.0 && apart(without) < 5.0);
}

#[test]
fn who_goes_through_names_has_one_try_a_second_at_a_terminal() {
    let mut office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    office.found(&real(&[])).unwrap();
    let begin = office.now();
    let mut tried = 0;
    for tenth in 0..600 {
        office.set_clock(begin.plus_ms(tenth * 100));
        tried += usize::from(guessed(&office, &format!("X{tenth}"), "1号台").is_ok());
        // The control: a terminal that fails at nothing waits for nobody.
        office.countersigner("S01", PIN, "2号台").unwrap();
    }
    assert_eq!(tried, 60);
    assert_eq!(guessed(&office, "S01", "1号台"), Err(1), "a name that somebody has waits no shorter there");
    office.set_clock(begin.plus_ms(60_000));
    office.countersigner("S01", PIN, "1号台").unwrap();
    office.countersigner("S01", PIN, "1号台").unwrap();
}

/// Terminals at which names are gone through while others work.
const GUESSING: [usize; 2] = [1, 8];
/// By how much that may slow the median commit and the slowest but one of twenty.
const SLOWER: [f64; 2] = [1.05, 1.25];
const COMMITS: usize = 10_000;

#[test]
fn who_guesses_slows_no_commit_at_another_terminal() {
    if !full() {
        println!("left out: XIEBAN_CAMPAIGN=1 measures commits beside guesses");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = real_file(folder.path());
    let office = Office::open(&path).unwrap();
    let session = office.countersigner("S01", PIN, "1号台").unwrap();
    let mut n = 0;
    let mut commits = |count: usize| {
        let mut took: Vec<Duration> = (0..count)
            .map(|_| {
                n += 1;
                let watch = Stopwatch::start();
                office.act(&session, &format!("c-{n}"), &say(&json!({ "do": "tally" }))).unwrap();
                watch.read()
            })
            .collect();
        took.sort();
        [50, 95, 99].map(|percent| took[took.len() * percent / 100])
    };
    commits(500);
    let mut alone = commits(COMMITS);
    // Under ever new names, on a line taken anew for each try, and again as soon as it is allowed: the worst there is.
    let guess = |terminal: usize, tried: &AtomicUsize, done: &Receiver<()>| {
        for round in 0.. {
            let line = Office::open(&path).unwrap();
            let wait = guessed(&line, &format!("X{round}"), &format!("{terminal}号台")).err();
            tried.fetch_add(usize::from(wait.is_none()), Ordering::Relaxed);
            let wait = Duration::from_secs(u64::try_from(wait.unwrap_or(0)).unwrap());
            if done.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
                return;
            }
        }
    };
    let print = |when: &str, [median, most, nearly]: [Duration; 3]| {
        println!("a commit {when}: median {median:?}, 95 % {most:?}, 99 % {nearly:?}");
    };
    print("alone", alone);
    for terminals in GUESSING {
        let tried = AtomicUsize::new(0);
        let beside = std::thread::scope(|scope| {
            let held: Vec<_> = (2..2 + terminals)
                .map(|terminal| {
                    let (hold, done) = channel::<()>();
                    let (guess, tried) = (&guess, &tried);
                    scope.spawn(move || guess(terminal, tried, &done));
                    hold
                })
                .collect();
            let took = commits(COMMITS);
            drop(held);
            took
        });
        let again = commits(COMMITS);
        let tried = tried.into_inner();
        print(&format!("beside {terminals} terminals that guess ({tried} tried)"), beside);
        print("alone again", again);
        assert!(tried > 2 * terminals, "{tried}");
        // What disks do by themselves is the floor.
        for (at, slower) in SLOWER.into_iter().enumerate() {
            assert!(beside[at] < alone[at].max(again[at]).mul_f64(slower));
        }
        alone = again;
    }
}
