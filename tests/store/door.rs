//! Signing in, roles as they are now, and noticing what others commit.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use serde_json::json;
use xieban_domain::settings::SettingsChange;
use xieban_office::{ActError, Consent, Founding, Office, PinError, SignInError, Watched, watch};

use xieban_support::{at, duty, founding, people, register, say};

use crate::opening::store;
use crate::throttle::real;

#[test]
fn a_real_office_asks_for_the_pin_and_says_no_more_than_wrong() {
    let office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    let staff = people().into_iter().map(|staff| {
        let pin = (staff.code.0 == "S01").then(|| "2468".to_owned());
        (staff, pin)
    });
    let founding = Founding {
        settings: SettingsChange { practice: None, ..xieban_support::values() },
        staff: staff.collect(),
        duty: vec![duty("2026-11-23", Some("L01"))],
        ..Founding::default()
    };
    office.found(&founding).unwrap();
    assert!(matches!(office.practise("S01", "1号台"), Err(SignInError::PinNeeded)));
    // Each at a terminal of its own: one that failed has to wait.
    let wrong =
        [("S01", "2469", "2号台"), ("S02", "2468", "3号台"), ("X99", "2468", "4号台"), ("A01", "", "5号台")]
            .map(|(code, pin, desk)| office.sign_in(code, pin, desk, true).unwrap_err().to_string());
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
fn a_pin_that_somebody_else_chose_or_that_is_too_old_proves_nothing_until_it_is_changed() {
    let mut office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    office.found(&real(&[("A01", "snow-864209"), ("S02", "leaf-359172")])).unwrap();
    let pages = office.last_page().unwrap();
    for _ in 0..2 {
        let told = office.sign_in("S02", "leaf-359172", "1号台", true).unwrap_err();
        assert!(matches!(told, SignInError::MustChange), "{told}");
    }
    assert!(matches!(office.exporter("A01", Some("snow-864209"), 1), Err(SignInError::MustChange)));
    assert_eq!(office.last_page().unwrap(), pages, "nobody has signed in");
    let refused = |told: Result<(), PinError>| match told.unwrap_err() {
        PinError::Refused(refusal) => refusal.code(),
        error @ PinError::SignIn(_) => panic!("{error}"),
    };
    let change = |office: &Office, old: &str, new: &str| office.change_pin("s02", old, new, "1号台");
    assert_eq!(refused(change(&office, "leaf-359172", "leaf-359172")), "pin_same_as_before");
    assert_eq!(refused(change(&office, "leaf-359172", "12345678")), "pin_of_too_few_kinds");
    assert_eq!(refused(change(&office, "leaf-359172", "limin-1990")), "pin_guessable");
    let wrong = change(&office, "leaf-359173", "moon-519283");
    assert!(matches!(wrong, Err(PinError::SignIn(SignInError::Wrong))));
    office.set_clock(office.now().plus_ms(1000));
    change(&office, "leaf-359172", "moon-519283").unwrap();
    office.sign_in("S02", "ｍｏｏｎ－５１９２８３", "1号台", true).unwrap();
    // What an administrator sets is an initial one again; nobody else sets any, and nobody his own this way.
    let reset = |by: (&str, &str), whose: &str| {
        office.reset_pin(by, whose, "fern-240816", ("1号台", &Consent::default()))
    };
    office.change_pin("A01", "snow-864209", "snow-902846", "1号台").unwrap();
    assert_eq!(refused(reset(("S02", "moon-519283"), "S01")), "not_authorised");
    assert_eq!(refused(reset(("A01", "snow-902846"), "A01")), "own_pin_by_old");
    assert_eq!(refused(reset(("A01", "snow-902846"), "X99")), "no_such_staff");
    reset(("A01", "snow-902846"), "S02").unwrap();
    assert!(matches!(office.sign_in("S02", "moon-519283", "2号台", true), Err(SignInError::Wrong)));
    assert!(matches!(office.sign_in("S02", "fern-240816", "1号台", true), Err(SignInError::MustChange)));
    // Ninety days, the last seven of them with a warning.
    let day = 24 * 60 * 60 * 1000;
    assert_eq!(office.pin_ends(&"A01".into()).unwrap(), None);
    office.set_clock(at("2026-11-23T08:41").plus_ms(84 * day));
    assert_eq!(office.pin_ends(&"A01".into()).unwrap(), Some(7), "it was chosen a second later");
    office.sign_in("A01", "snow-902846", "1号台", true).unwrap();
    office.set_clock(office.now().plus_ms(7 * day));
    assert!(matches!(office.sign_in("A01", "snow-902846", "1号台", true), Err(SignInError::MustChange)));
    office.rebuild().unwrap();
    assert!(matches!(office.sign_in("A01", "snow-902846", "1号台", true), Err(SignInError::MustChange)));
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
