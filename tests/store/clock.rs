//! The host's clock is a fact to be judged: what it must not write it does not, and a clock that is put right is right at once.

use serde_json::json;
use xieban_domain::refusal::Refusal;
use xieban_office::{ActError, Consent, Done, Founding, Office, Session, SignInError, practice_clock};

use xieban_support::{at, duty, founding, register, say};

const PIN: &str = "2468";
/// Those who have one.
const PEOPLE: [&str; 5] = ["S01", "S02", "L01", "L02", "A01"];

/// A real office whose last page was written at this moment, on a host that shows it; and who is signed in there.
fn office(last: &str) -> (Office, Session, Session) {
    office_of(last, last.split('T').next().unwrap())
}

/// The same with the duty of a day of its own.
fn office_of(last: &str, today: &str) -> (Office, Session, Session) {
    let mut first = founding(vec![duty(today, Some("L01"))]);
    first.settings.practice = Some(false);
    let office = Office::in_memory(at(last)).unwrap();
    let people = std::mem::take(&mut first.staff);
    // Whoever is entered by himself has chosen his PIN himself.
    for (staff, _) in people {
        let pin = PEOPLE.contains(&staff.code.0.as_str()).then(|| PIN.to_owned());
        office.found(&Founding { staff: vec![(staff, pin)], ..std::mem::take(&mut first) }).unwrap();
    }
    let office = office.on_a_host_that_shows(at(last));
    let session = |code| office.countersigner(code, PIN, "1号台").unwrap();
    let (officer, administrator) = (session("S01"), session("A01"));
    (office, officer, administrator)
}

fn come(office: &Office, officer: &Session, request: &str) -> Result<u64, ActError> {
    office.act(officer, request, &say(&register("ZX01", &json!([])))).map(|done| done.last)
}

fn refused(office: &Office, officer: &Session, request: &str) -> Refusal {
    match come(office, officer, request) {
        Err(ActError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_dead_battery_writes_nothing_and_a_clock_that_is_put_right_goes_on() {
    let (mut office, officer, _) = office("2026-11-30T09:00");
    come(&office, &officer, "before").unwrap();
    let last = office.last_page().unwrap();
    for (nth, wrong) in ["1970-01-02T08:00", "2026-11-29T09:00", "2099-01-01T09:00"].into_iter().enumerate() {
        office.set_clock(at(wrong));
        let refusal = refused(&office, &officer, &format!("wrong-{nth}"));
        assert_eq!(refusal.code(), "host_clock");
        assert!(refusal.to_string().contains("请协办员和值班领导核对今天的日期"), "{refusal}");
        assert!(office.standing().alarm.unwrap().starts_with("本机日期是"), "it stands on every screen");
        assert_eq!(office.last_page().unwrap(), last, "{wrong}");
        office.set_clock(at("2026-11-30T09:05"));
        assert_eq!(office.standing().alarm, None, "judged anew each time");
    }
    assert_eq!(come(&office, &officer, "after").unwrap(), last + 1);
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn nobody_leaves_a_page_of_his_coming_by_a_clock_that_is_not_believed() {
    let (mut office, ..) = office("2026-11-30T09:00");
    let last = office.last_page().unwrap();
    office.set_clock(at("1970-01-02T08:00"));
    let session = office.sign_in("S01", PIN, "1号台", true).unwrap();
    office.sign_out(&session).unwrap();
    assert_eq!(office.last_page().unwrap(), last);
}

/// A right clock shows this date, and somebody says so.
fn confirm(
    office: &Office,
    who: &Session,
    second: Option<&Session>,
    (request, date): (&str, &str),
) -> Result<Done, ActError> {
    let command = say(&json!({ "do": "confirm_clock", "date": date }));
    office.act_with(who, request, &command, second)
}

fn why(outcome: Result<Done, ActError>) -> &'static str {
    match outcome {
        Err(ActError::Refused(refusal)) => refusal.code(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn after_a_break_longer_than_any_feast_the_date_is_asked_once() {
    let (mut office, officer, _) = office("2026-11-30T09:00");
    let enter = |office: &mut Office, now: &str| {
        office.set_clock(at(now));
        now.split('T').next().unwrap().to_owned()
    };
    // The control: 春节 is shorter.
    enter(&mut office, "2026-12-15T09:00");
    office.act(&officer, "feast", &say(&json!({ "do": "tally" }))).unwrap();
    let mut last = office.last_page().unwrap();
    for (nth, now) in ["2026-12-30T09:01", "2027-02-01T09:00", "2028-03-07T09:00"].into_iter().enumerate() {
        let today = enter(&mut office, now);
        let tally = |n: u8| {
            office.act(&officer, &format!("{now}-{n}"), &say(&json!({ "do": "tally" }))).map(|done| done.last)
        };
        let Err(ActError::Refused(refusal)) = tally(1) else { panic!("{now}") };
        assert_eq!(refusal.code(), "date_asked");
        assert!(refusal.to_string().contains("请核对今天的日期"), "{refusal}");
        let standing = office.standing();
        assert!(standing.clock.unwrap().asked && standing.alarm.unwrap().ends_with("：请核对日期"));
        assert_eq!(
            why(confirm(&office, &officer, None, (&format!("no-{nth}"), "2026-11-30"))),
            "clock_shows_another"
        );
        let done = confirm(&office, &officer, None, (&format!("yes-{nth}"), &today)).unwrap();
        assert_eq!((done.first, done.last), (last + 1, last + 1), "one page, by whoever acts");
        last = tally(2).unwrap();
        assert_eq!(last, done.last + 1);
        assert_eq!(office.standing().clock, None, "it is not asked again");
        assert_eq!(why(confirm(&office, &officer, None, (&format!("again-{nth}"), &today))), "clock_agrees");
    }
    assert!(office.header().unwrap().settings.confirmed.is_empty(), "no time rests on it");
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn whoever_signs_in_after_a_break_has_come_once_the_date_is_confirmed_and_no_pin_is_too_old_to_say_so() {
    let (mut office, ..) = office("2026-11-30T09:00");
    office.set_clock(at("2027-04-01T08:30"));
    let last = office.last_page().unwrap();
    let session = office.sign_in("S01", PIN, "1号台", true).unwrap();
    assert_eq!(office.last_page().unwrap(), last, "no page of his coming yet");
    let done = confirm(&office, &session, None, ("yes", "2027-04-01")).unwrap();
    assert_eq!((done.first, done.last), (last + 1, last + 2), "his word for the date, and that he has come");
    // The control: by a clock that is believed it is as old as it is.
    assert!(matches!(office.sign_in("S01", PIN, "2号台", true), Err(SignInError::MustChange)));
}

#[test]
fn a_clock_judged_wrong_is_confirmed_by_an_officer_and_the_days_leader_or_an_administrator_in_one_page() {
    for (now, last) in [
        ("2026-10-20T09:00", "2026-10-20T08:30"),
        ("2026-11-29T09:00", "2026-11-30T09:00"),
        ("2028-06-01T09:00", "2026-11-30T09:00"),
    ] {
        for alone in [false, true] {
            let today = now.split('T').next().unwrap();
            let (mut office, officer, administrator) = office_of(last, today);
            let of = |code: &str| office.countersigner(code, PIN, "1号台").unwrap();
            let [leader, other, colleague] = ["L01", "L02", "S02"].map(of);
            office.set_clock(at(now));
            refused(&office, &officer, "before");
            let pages = office.last_page().unwrap();
            let said = |who: &Session, second: Option<&Session>, nth: u8| {
                confirm(&office, who, second, (&format!("{nth}"), today))
            };
            assert_eq!(why(said(&officer, None, 1)), "clock_takes_two");
            assert_eq!(why(said(&leader, None, 2)), "clock_takes_two");
            assert_eq!(why(said(&officer, Some(&colleague), 3)), "clock_takes_two");
            assert_eq!(why(said(&officer, Some(&other), 4)), "clock_takes_two", "not the leader of the day");
            assert_eq!(why(said(&officer, Some(&officer), 5)), "clock_takes_two");
            assert_eq!(office.last_page().unwrap(), pages);
            let done = match alone {
                true => said(&administrator, None, 6),
                false => said(&officer, Some(&leader), 7),
            };
            let done = done.unwrap();
            assert_eq!((done.first, done.last), (pages + 1, pages + 1), "{now}");
            for (nth, minutes) in [1, 60, 14 * 24 * 60].into_iter().enumerate() {
                office.set_clock(at(now).plus_ms(minutes * 60_000));
                let tally = say(&json!({ "do": "tally" }));
                let done = office.act(&officer, &format!("after-{nth}"), &tally).unwrap();
                assert_eq!(done.last, pages + 2 + u64::try_from(nth).unwrap(), "from there on, {now}");
            }
            assert_eq!(office.audit().unwrap().finding, None);
        }
    }
}

#[test]
fn one_accepted_page_of_a_far_year_does_not_lock_every_right_clock_out() {
    for by in ["confirm_clock", "accept_store"] {
        let (mut office, officer, administrator) = office("2026-11-30T09:00");
        let answer = |office: &Office, request: &str, date: &str| {
            let command = match by {
                "confirm_clock" => json!({ "do": by, "date": date }),
                _ => json!({ "do": by, "reason": "主板电池换过" , "highest": { "case": 0 } }),
            };
            office.act(&administrator, request, &say(&command)).unwrap()
        };
        office.set_clock(at("2099-01-01T09:00"));
        answer(&office, "wrong", "2099-01-01");
        for (nth, now) in ["2026-11-30T09:30", "2026-11-30T09:31", "2026-12-10T08:30"].into_iter().enumerate()
        {
            office.set_clock(at(now));
            if nth == 0 {
                refused(&office, &officer, "first");
                // Nobody's PIN has grown old by that page.
                office.countersigner("A01", PIN, "2号台").unwrap();
                answer(&office, "right", "2026-11-30");
            }
            office.act(&officer, now, &say(&json!({ "do": "tally" }))).unwrap();
            assert_eq!(office.standing().alarm, None);
        }
        office.set_clock(at("2026-12-10T08:31"));
        let duty = duty("2026-12-10", Some("L01"));
        let enter = json!({ "do": "enter_duty", "date": "2026-12-10", "leader": duty.leader, "morning": duty.morning, "afternoon": duty.afternoon });
        office.act(&administrator, "duty", &say(&enter)).unwrap();
        come(&office, &officer, "second").unwrap();
        assert_eq!(office.audit().unwrap().finding, None);
    }
}

#[test]
fn nothing_at_all_is_written_by_a_clock_that_is_not_believed() {
    let (mut office, _, administrator) = office("2026-11-30T09:00");
    let pages = office.last_page().unwrap();
    for now in ["1970-01-02T08:00", "2026-11-29T09:00", "2026-12-20T09:00", "2099-01-01T09:00"] {
        office.set_clock(at(now));
        let told =
            |error: &dyn std::fmt::Display| assert!(error.to_string().starts_with("本机日期是"), "{error}");
        told(&office.change_pin("S01", PIN, "chuangkou-37", "1号台").unwrap_err());
        told(
            &office.reset_pin(("A01", PIN), "S02", "xin-724913", ("1号台", &Consent::default())).unwrap_err(),
        );
        told(&office.make_recovery_code(&administrator).unwrap_err());
        told(&office.exporter("A01", Some(PIN), 1).unwrap_err());
        assert_eq!(office.last_page().unwrap(), pages, "{now}");
    }
    office.set_clock(at("2026-11-30T09:10"));
    office.change_pin("S01", PIN, "chuangkou-37", "1号台").unwrap();
    assert!(office.exporter("A01", Some(PIN), 1).unwrap().is_some(), "the control");
    assert_eq!(office.last_page().unwrap(), pages + 2);
}

#[test]
fn a_practice_office_and_a_clock_that_stands_for_a_test_are_never_judged() {
    let mut founding = founding(vec![duty("2026-11-30", Some("L01"))]);
    founding.at = Some(at("2026-11-30T09:00"));
    let practice = Office::in_memory(at("1970-01-02T08:00")).unwrap();
    practice.found(&founding).unwrap();
    let practice = practice.on_a_host_that_shows(at("1970-01-02T08:00"));
    assert_eq!(practice.clock_doubt().unwrap(), None);
    founding.settings.practice = Some(false);
    let standing = Office::in_memory(at("1970-01-02T08:00")).unwrap();
    standing.found(&founding).unwrap();
    assert_eq!(standing.clock_doubt().unwrap(), None);
    let host = standing.on_a_host_that_shows(at("1970-01-02T08:00"));
    assert!(host.clock_doubt().unwrap().is_some(), "the control: the same office on a host that shows it");
    // As `--now` and `--rate` set it.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.redb");
    let mut founding = self::founding(vec![duty("1990-01-01", Some("L01"))]);
    founding.practice_clock = Some(practice_clock(at("1990-01-01T09:00"), 0.0));
    Office::create(&path).unwrap().found(&founding).unwrap();
    let office = Office::open(&path).unwrap();
    assert_eq!(office.now(), at("1990-01-01T09:00"));
    let session = office.practise("S01", "1号台").unwrap();
    office.act(&session, "tally", &say(&json!({ "do": "tally" }))).unwrap();
    assert_eq!(office.standing().clock, None);
}
