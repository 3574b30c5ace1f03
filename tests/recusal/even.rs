//! How long a refusal takes tells nobody whether there is a file.

use serde_json::json;
use xieban_office::{ActError, Office, Session};
use xieban_support::full::full;
use xieban_support::time::Stopwatch;
use xieban_support::{duty, founding, say};

/// Microseconds until a step on this file is refused.
fn refused(office: &Office, session: &Session, request: &str, file: &str) -> u128 {
    let step = say(&json!({ "do": "conduct", "file": file, "step": { "what": "tell", "facts": "看看" } }));
    let watch = Stopwatch::start();
    let outcome = office.act(session, request, &step);
    let took = watch.read().as_micros();
    let told = matches!(&outcome, Err(ActError::Refused(refusal)) if refusal.code() == "no_such_file");
    assert!(told, "{file}: {outcome:?}");
    took
}

/// L16: of paired samples a threshold tells a hidden file from none no better than a coin does.
#[test]
fn a_hidden_file_is_refused_as_late_as_none() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::create(&folder.path().join("office.xb")).unwrap();
    let mut founding = founding(vec![duty("2026-11-23", Some("L01"))]);
    // The clock runs: one that stands has nobody wait.
    founding.practice_clock = Some((0, 1.0));
    office.found(&founding).unwrap();
    drop(office);
    let office = Office::open(&folder.path().join("office.xb")).unwrap();
    let take = json!({ "do": "take_conduct", "channel": "来信", "about": ["S01"], "content": "推诿" });
    office.act(&office.practise("Z01", "1号台").unwrap(), "take", &say(&take)).unwrap();
    let files = office.ask(&office.practise("Z01", "1号台").unwrap(), &xieban_office::Query::Files).unwrap();
    let xieban_office::Answer::Files(files) = files else { panic!() };
    let (hidden, year) = (files[0].file.number.to_string(), files[0].file.number.year);
    let none = (1..=9_999).map(|seq| format!("{year}-{seq}")).find(|number| *number != hidden).unwrap();
    let suspect = office.practise("S01", "2号台").unwrap();
    let pairs = if full() { 20_000 } else { 40 };
    let (mut slower, mut shortest) = (0, u128::MAX);
    for n in 0..pairs {
        let first = refused(&office, &suspect, &format!("a-{n}"), if n % 2 == 0 { &hidden } else { &none });
        let second = refused(&office, &suspect, &format!("b-{n}"), if n % 2 == 0 { &none } else { &hidden });
        let (there, not_there) = if n % 2 == 0 { (first, second) } else { (second, first) };
        slower += usize::from(there > not_there);
        shortest = shortest.min(there).min(not_there);
    }
    println!("{slower} of {pairs} pairs: the hidden one took longer; the shortest took {shortest} µs");
    assert!(shortest >= 10_000, "none is refused before its moment is over");
    let off = slower.abs_diff(pairs / 2) * 100;
    assert!(!full() || off <= 2 * pairs, "{slower} of {pairs}");
}
