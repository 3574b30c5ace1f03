//! Who may make whom what: a role of judgement, and the PIN of whoever holds one, takes a second person; nobody changes his own roles;
//! and there is always an administrator.

use serde_json::{Value, json};
use xieban_domain::settings::SettingsChange;
use xieban_domain::staff::{AppointingPaper, Staff};
use xieban_office::{ActError, Answer, Consent, Founding, Office, PinError, Query, Session, SignInError};

use xieban_support::{at, duty, people, say, values};

const PINS: [(&str, &str, &str); 7] = [
    ("A01", "snow-864209", "pine-510837"),
    ("A02", "wolf-715326", "lake-628401"),
    ("L01", "leaf-359172", "moon-519283"),
    ("L02", "star-204617", "rock-947305"),
    ("H01", "fern-240816", "bird-831649"),
    ("S01", "rain-724913", "wind-973164"),
    ("Z01", "iron-385027", "gold-460192"),
];

fn own(code: &str) -> &'static str {
    PINS.iter().find(|(of, ..)| *of == code).map(|(.., own)| *own).unwrap()
}

/// A real office of these people, each of whom has chosen his PIN.
fn office(codes: &[&str]) -> Office {
    let mut office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    let mut staff: Vec<Staff> = people();
    let mut second = staff.iter().find(|staff| staff.code.0 == "A01").unwrap().clone();
    (second.code, second.name) = ("A02".into(), "钱峰".to_owned());
    staff.push(second);
    staff.retain(|staff| codes.contains(&staff.code.0.as_str()));
    let pin = |staff: &Staff| {
        PINS.iter().find(|(of, ..)| *of == staff.code.0).map(|(_, first, _)| (*first).to_owned())
    };
    let staff = staff.into_iter().map(|staff| {
        let pin = pin(&staff);
        (staff, pin)
    });
    let settings = SettingsChange { practice: None, ..values() };
    let founding = Founding {
        settings,
        staff: staff.collect(),
        duty: vec![duty("2026-11-23", None)],
        ..Founding::default()
    };
    office.found(&founding).unwrap();
    for (code, first, own) in PINS.iter().filter(|(of, ..)| codes.contains(of)) {
        office.change_pin(code, first, own, &format!("{code}的台")).unwrap();
        office.set_clock(office.now().plus_ms(2000));
    }
    office
}

fn session(office: &Office, code: &str) -> Session {
    office.countersigner(code, own(code), &format!("{code}的台")).unwrap()
}

/// The entry of somebody with these roles.
fn entry(office: &Office, code: &str, roles: &Value) -> Value {
    let known = office.header().unwrap().staff.get(&code.into()).cloned();
    let staff = known.unwrap_or_else(|| Staff { established: true, ..Staff::new(code, "新人") });
    let mut entry = serde_json::to_value(staff).unwrap();
    entry["do"] = json!("keep_staff");
    entry["roles"] = roles.clone();
    entry
}

fn with_paper(mut entry: Value) -> Value {
    entry["appointed"] =
        json!({ "number": "徐卫发〔2026〕31号", "date": "2026-11-20", "approved_by": "局党委" });
    entry
}

fn keep(office: &Office, by: &str, entry: &Value, second: Option<&str>) -> Result<u64, &'static str> {
    let request = format!("r-{}", office.last_page().unwrap());
    let second = second.map(|code| session(office, code));
    match office.act_with(&session(office, by), &request, &say(entry), second.as_ref()) {
        Ok(done) => Ok(done.last),
        Err(ActError::Refused(refusal)) => Err(refusal.code()),
        Err(error) => panic!("{error:?}"),
    }
}

fn reset(office: &Office, by: &str, whose: &str, consent: &Consent) -> Result<(), &'static str> {
    match office.reset_pin((by, own(by)), whose, "dusk-190364", ("A01的台", consent)) {
        Ok(()) => Ok(()),
        Err(PinError::Refused(refusal)) => Err(refusal.code()),
        Err(error @ PinError::SignIn(_)) => panic!("{error}"),
    }
}

fn by(second: &str) -> Consent {
    Consent { second: Some((second.to_owned(), own(second).to_owned())), paper: None }
}

fn paper() -> AppointingPaper {
    AppointingPaper {
        number: "徐卫发〔2026〕31号".to_owned(),
        date: "2026-11-20".parse().unwrap(),
        approved_by: "局党委".to_owned(),
    }
}

#[test]
fn from_the_founding_to_the_first_leader_the_administrator_and_a_paper_suffice() {
    let office = office(&["A01", "S01"]);
    let leader = entry(&office, "L09", &json!(["duty_leader"]));
    assert_eq!(keep(&office, "A01", &leader, None), Err("appointing_paper_needed"));
    let page = keep(&office, "A01", &with_paper(leader), None).unwrap();
    let kept = office.header().unwrap().staff.get(&"L09".into()).cloned().unwrap();
    assert!(kept.judges() && kept.appointed.is_none(), "the paper stands on its page, not in the directory");
    // The first PIN is the administrator's to give; from then on nobody is made a leader by one hand.
    reset(&office, "A01", "L09", &Consent::default()).unwrap();
    let next = with_paper(entry(&office, "L08", &json!(["duty_leader"])));
    assert_eq!(keep(&office, "A01", &next, None), Err("leader_consents"));
    assert!(office.last_page().unwrap() > page);
    office.rebuild().unwrap();
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn the_only_leader_is_replaced_while_he_is_here_and_when_he_is_gone() {
    // He hands over himself: he consents to the next one, and the next one to his leaving.
    let office = office(&["A01", "L01", "L02", "S01"]);
    let without = entry(&office, "L02", &json!([]));
    assert_eq!(keep(&office, "A01", &without, None), Err("leader_consents"));
    assert_eq!(keep(&office, "A01", &without, Some("L01")), Err("appointing_paper_needed"));
    keep(&office, "A01", &with_paper(without), Some("L01")).unwrap();
    let next = with_paper(entry(&office, "S01", &json!(["officer", "duty_leader"])));
    assert_eq!(
        keep(&office, "A01", &next, Some("S01")),
        Err("leader_consents"),
        "nobody consents to his own"
    );
    keep(&office, "A01", &next, Some("L01")).unwrap();
    keep(&office, "A01", &with_paper(entry(&office, "L01", &json!([]))), Some("S01")).unwrap();
    // He is gone: he is marked as gone by the administrator alone, and another administrator stands beside the next one's appointment.
    let mut office = self::office(&["A01", "A02", "L01", "S01"]);
    let mut gone = entry(&office, "L01", &json!(["duty_leader"]));
    gone["active"] = json!(false);
    keep(&office, "A01", &gone, None).unwrap();
    let next = with_paper(entry(&office, "S01", &json!(["officer", "duty_leader"])));
    assert_eq!(keep(&office, "A01", &next, None), Err("administrator_consents"));
    assert_eq!(keep(&office, "A01", &next, Some("S01")), Err("administrator_consents"));
    assert_eq!(keep(&office, "A01", &next, Some("A02")), Err("administrator_consents"), "a PIN of today");
    office.set_clock(office.now().plus_ms(8 * 24 * 3_600_000));
    keep(&office, "A01", &next, Some("A02")).unwrap();
    gone["active"] = json!(true);
    assert_eq!(
        keep(&office, "A01", &with_paper(gone), None),
        Err("leader_consents"),
        "he does not come back so"
    );
}

#[test]
fn where_there_is_a_head_he_consents_and_a_new_head_takes_his_place() {
    let office = office(&["A01", "H01", "L01", "S01"]);
    let next = entry(&office, "S01", &json!(["officer", "head"]));
    for (second, told) in
        [(None, "head_consents"), (Some("L01"), "head_consents"), (Some("S01"), "head_consents")]
    {
        assert_eq!(keep(&office, "A01", &next, second), Err(told), "{second:?}");
    }
    keep(&office, "A01", &next, Some("H01")).unwrap();
    keep(&office, "A01", &entry(&office, "H01", &json!([])), Some("S01")).unwrap();
    assert_eq!(keep(&office, "H01", &entry(&office, "L01", &json!([])), None), Err("not_authorised"));
}

#[test]
fn the_pin_of_whoever_judges_takes_a_second_person_and_an_officers_does_not() {
    let office = office(&["A01", "L01", "L02", "S01", "Z01"]);
    reset(&office, "A01", "S01", &Consent::default()).unwrap();
    for whose in ["L01", "Z01"] {
        assert_eq!(reset(&office, "A01", whose, &Consent::default()), Err("leader_consents"), "{whose}");
    }
    assert_eq!(reset(&office, "A01", "L01", &by("L01")), Err("leader_consents"), "not by his own PIN");
    assert_eq!(reset(&office, "A01", "L01", &by("L02")), Err("appointing_paper_needed"));
    let before = session(&office, "L01");
    reset(&office, "A01", "L01", &Consent { paper: Some(paper()), ..by("L02") }).unwrap();
    // Whoever sat there with the old one sits there no more.
    let ended =
        office.act(&before, "r-1", &say(&json!({ "do": "keep_unit", "unit": "RX", "phone": "80800000" })));
    assert!(matches!(ended, Err(ActError::Refused(refusal)) if refusal.code() == "pin_was_reset"));
    assert!(office.ask(&before, &Query::Header).is_err());
}

#[test]
fn nobody_changes_his_own_roles_and_there_is_always_an_administrator() {
    let office = office(&["A01", "A02", "L01"]);
    for roles in [json!(["administrator", "officer"]), json!([]), json!(["administrator", "conduct_office"])]
    {
        assert_eq!(
            keep(&office, "A01", &with_paper(entry(&office, "A01", &roles)), Some("L01")),
            Err("own_roles")
        );
    }
    let mut gone = entry(&office, "A02", &json!(["administrator"]));
    gone["active"] = json!(false);
    keep(&office, "A01", &gone, None).unwrap();
    let mut gone = entry(&office, "A01", &json!(["administrator"]));
    gone["active"] = json!(false);
    assert_eq!(keep(&office, "A01", &gone, None), Err("last_administrator"));
    // One who cannot sign in is none.
    keep(&office, "A01", &entry(&office, "A03", &json!(["administrator"])), None).unwrap();
    assert_eq!(keep(&office, "A01", &gone, None), Err("last_administrator"));
    reset(&office, "A01", "A03", &Consent::default()).unwrap();
    keep(&office, "A01", &gone, None).unwrap();
}

#[test]
fn whoever_leads_sees_at_his_next_coming_who_was_made_what() {
    let office = office(&["A01", "L01", "H01", "S01", "Z01"]);
    for code in ["L01", "Z01", "S01"] {
        office.sign_in(code, own(code), &format!("{code}的台"), true).unwrap();
    }
    keep(&office, "A01", &with_paper(entry(&office, "L02", &json!(["duty_leader"]))), Some("H01")).unwrap();
    let told = |code: &str| {
        let session = office.sign_in(code, own(code), &format!("{code}的台"), true).unwrap();
        let Answer::Shift(shift) = office.ask(&session, &Query::Shift).unwrap() else { panic!() };
        shift.at_the_door
    };
    for code in ["L01", "Z01"] {
        let [line] = told(code).try_into().unwrap();
        assert!(line.contains("新人角色改为值班领导（何洁办、孙立同意，徐卫发〔2026〕31号"), "{line}");
        assert!(told(code).is_empty(), "once");
    }
    assert!(told("S01").is_empty());
}

#[test]
fn wrong_pins_are_told_to_whose_they_were_and_leave_a_page_a_burst() {
    let mut office = office(&["A01", "S01"]);
    let pages = office.last_page().unwrap();
    let mut wrong = 0;
    for minute in 0..60 {
        office.set_clock(office.now().plus_ms(60_000));
        let told = office.countersigner("S01", "sun-000000", &format!("{minute}号台"));
        wrong += u32::from(matches!(told, Err(SignInError::Wrong)));
    }
    assert_eq!(office.last_page().unwrap(), pages + 1, "a page a burst");
    office.set_clock(office.now().plus_ms(3_600_000));
    let session = office.sign_in("S01", own("S01"), "1号台", true).unwrap();
    let Answer::Shift(shift) = office.ask(&session, &Query::Shift).unwrap() else { panic!() };
    assert_eq!(
        shift.at_the_door,
        [format!("上次签到以来，用您的代码输错密码{wrong}次；不是您本人，请找系统管理员。")]
    );
    // Another name for the terminal each time is no way round.
    let begin = office.now();
    let mut tried = 0;
    for guess in 0..600 {
        office.set_clock(begin.plus_ms(guess * 6_000));
        tried += usize::from(matches!(
            office.countersigner("A01", "sun-000000", &format!("新{guess}台")),
            Err(SignInError::Wrong)
        ));
    }
    assert!(tried <= 75, "{tried} of 600 in an hour");
}
