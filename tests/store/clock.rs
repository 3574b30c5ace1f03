//! The host's clock is a fact to be judged: what it must not write it does not, and a clock that is put right is right at once.

use serde_json::json;
use xieban_domain::refusal::Refusal;
use xieban_office::{ActError, Office, Session};

use xieban_support::{at, duty, founding, register, say};

/// As the founding gave it, and as each chose it himself.
const PIN: &str = "2468";
const OWN: &str = "chuangkou-36";

/// A real office whose last page was written at this moment, on a host that shows it; and who is signed in there.
fn office(last: &str) -> (Office, Session, Session) {
    let mut founding = founding(vec![duty(last.split('T').next().unwrap(), Some("L01"))]);
    founding.at = Some(at(last));
    founding.settings.practice = Some(false);
    for (_, pin) in &mut founding.staff {
        *pin = Some(PIN.to_owned());
    }
    let office = Office::in_memory(at(last)).unwrap().on_a_host_that_shows(at(last));
    office.found(&founding).unwrap();
    let session = |code| {
        office.change_pin(code, PIN, OWN, "1号台").unwrap();
        office.countersigner(code, OWN, "1号台").unwrap()
    };
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
    let session = office.sign_in("S01", OWN, "1号台", true).unwrap();
    office.sign_out(&session).unwrap();
    assert_eq!(office.last_page().unwrap(), last);
}

#[test]
fn one_accepted_page_of_a_far_year_does_not_lock_every_right_clock_out() {
    let (mut office, officer, administrator) = office("2099-01-01T09:00");
    office.set_clock(at("2026-11-30T09:00"));
    refused(&office, &officer, "first");
    let accept = say(&json!({ "do": "accept_store", "reason": "主板电池换过，今天是2026年11月30日" }));
    office.act(&administrator, "accept", &accept).unwrap();
    office.set_clock(at("2026-11-30T09:01"));
    let duty = duty("2026-11-30", Some("L01"));
    let enter = json!({ "do": "enter_duty", "date": "2026-11-30", "leader": duty.leader, "morning": duty.morning, "afternoon": duty.afternoon });
    office.act(&administrator, "duty", &say(&enter)).unwrap();
    come(&office, &officer, "second").unwrap();
    assert_eq!(office.standing().alarm, None);
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
}
