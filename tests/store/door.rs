//! Signing in, roles as they are now, and noticing what others commit.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use serde_json::json;
use xieban::domain::settings::SettingsChange;
use xieban::office::{ActError, Founding, Office, SignInError, Watched, watch};

use crate::opening::store;
use crate::support::{at, duty, founding, people, register, say};

#[test]
fn a_real_office_asks_for_the_pin_and_says_no_more_than_wrong() {
    let office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    let staff = people().into_iter().map(|staff| {
        let pin = (staff.code.0 == "S01").then(|| "2468".to_owned());
        (staff, pin)
    });
    let founding = Founding {
        settings: SettingsChange { practice: None, ..crate::support::values() },
        staff: staff.collect(),
        duty: vec![duty("2026-11-23", Some("L01"))],
        ..Founding::default()
    };
    office.found(&founding).unwrap();
    assert!(matches!(office.practise("S01", "1号台"), Err(SignInError::PinNeeded)));
    let wrong = [("S01", "2469"), ("S01", ""), ("S02", "2468"), ("X99", "2468")]
        .map(|(code, pin)| office.sign_in(code, pin, "1号台", true).unwrap_err().to_string());
    assert!(wrong.iter().all(|told| *told == wrong[0]), "which of the two is not said: {wrong:?}");
    let pages = office.last_page().unwrap();
    let session = office.sign_in(" s01 ", "2468", "1号台", true).unwrap();
    assert_eq!(office.last_page().unwrap(), pages + 1);
    office.act(&session, "r-1", &say(&register("ZX01", &json!([])))).unwrap();
    office.sign_out(&session).unwrap();
    assert_eq!(office.last_page().unwrap(), pages + 3);
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn roles_are_those_held_now_not_those_of_the_sign_in() {
    let office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    office.found(&founding(vec![duty("2026-11-23", Some("L01"))])).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    let administrator = office.practise("A01", "1号台").unwrap();
    let mut entry = serde_json::to_value(people().remove(0)).unwrap();
    entry["do"] = json!("keep_staff");
    entry["roles"] = json!([]);
    office.act(&administrator, "r-1", &say(&entry)).unwrap();
    let refused = |request: &str| match office.act(&session, request, &say(&register("ZX01", &json!([])))) {
        Err(ActError::Refused(refusal)) => refusal.code(),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("r-2"), "not_an_officer");
    entry["active"] = json!(false);
    office.act(&administrator, "r-3", &say(&entry)).unwrap();
    assert_eq!(refused("r-4"), "no_such_staff");
}

#[test]
fn what_another_desk_commits_is_noticed_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let here = Arc::new(Office::open(&path).unwrap());
    let there = Office::open(&path).unwrap();
    let session = there.practise("S01", "2号台").unwrap();
    let (tell, told) = channel();
    std::thread::spawn(move || watch(&here, &mut |watched| tell.send(watched).is_ok()));
    // The watcher may begin after a first commit: it is told of a later one.
    let noticed = (0..200).find_map(|n| {
        let done = there.act(&session, &format!("w-{n}"), &say(&json!({ "do": "tally" }))).unwrap();
        let heard = std::iter::from_fn(|| told.recv_timeout(Duration::from_millis(200)).ok());
        heard.into_iter().find_map(|watched| match watched {
            Watched::Grown(page) => Some((n, page, done.last)),
            Watched::Minute(_) | Watched::Standing(_) => None,
        })
    });
    let (tries, page, last) = noticed.expect("nothing was noticed");
    assert!(page <= last && tries < 5, "noticed after {tries} commits");
}
