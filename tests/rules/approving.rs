//! What a leader decides, also by telephone, and who is away: R20, R45, R48, R50, R55, R56.

use serde_json::{Value, json};
use xieban_domain::case::Case;
use xieban_domain::number::CaseId;
use xieban_office::{Answer, AskError, Filter, Query, Scope};

use xieban_support::{day, on};

use crate::dispose::{advice, licence, refusal};
use crate::world::World;

fn act_for(cases: &[CaseId], officer: &str, until: Option<&str>) -> Value {
    let mut command =
        json!({ "do": "appoint_acting_for", "cases": cases, "officer": officer, "reason": "王芳休假" });
    if let Some(until) = until {
        command["until"] = json!(until);
    }
    command
}

fn as_proposal(mut command: Value) -> Value {
    command["do"] = json!("propose_acting");
    command
}

fn answer(id: CaseId, agrees: bool) -> Value {
    json!({ "do": "answer_acting", "number": id, "agrees": agrees, "reason": "另派" })
}

fn phone(id: CaseId, what: &str, leader: &str) -> Value {
    on(id, &json!({ "do": "phone_consent", "what": what, "leader": leader, "reason": "急办" }))
}

/// 待我审批 of somebody.
fn waits_for(world: &World, code: &str) -> Vec<CaseId> {
    let session = world.office.practise(code, "1号台").unwrap();
    let today = world.office.now().date();
    let scope = Scope::Approving(code.into(), today);
    let query = Query::Cases { scope, filter: Filter::All, offset: 0, limit: 50 };
    let list = match world.office.ask(&session, &query) {
        Ok(Answer::Cases(list)) => list,
        Err(AskError::Refused(_)) => return Vec::new(),
        other => panic!("{other:?}"),
    };
    let Answer::Header(door) = world.office.ask(&session, &Query::Header).unwrap() else { panic!("no door") };
    assert_eq!(door.counts.approvals, list.total, "the header counts what the list shows");
    list.rows.iter().map(|row| row.record.case.id()).collect()
}

fn acts(case: &Case, today: &str) -> Option<String> {
    case.acting_on(day(today)).map(|code| code.0.clone())
}

#[test]
fn r45_one_decision_makes_somebody_act_for_many_cases_or_for_none() {
    let mut world = World::new();
    let (one, two, three) = (advice(&mut world), advice(&mut world), advice(&mut world));
    world.ok("S01", &on(three, &json!({ "do": "void", "reason": "登记重复" })));
    let all = act_for(&[one, two, three], "S02", Some("2026-11-25"));
    assert_eq!(world.no("L01", &all), ("in_case", "R62".to_owned()));
    assert_eq!(acts(&world.case(one), "2026-11-23"), None, "all or nothing");
    for (who, cases, officer, until, why) in [
        ("S01", vec![one], "S02", Some("2026-11-25"), "not_authorised"),
        ("L01", vec![], "S02", Some("2026-11-25"), "no_cases"),
        ("L01", vec![one], "S01", Some("2026-11-25"), "in_case"),
        ("L01", vec![one], "S02", None, "in_case"),
        ("L01", vec![one], "S02", Some("2026-11-22"), "in_case"),
    ] {
        assert_eq!(world.no(who, &act_for(&cases, officer, until)).0, why, "{officer} {until:?}");
    }
    world.ok("L01", &act_for(&[two, one], "S02", Some("2026-11-25")));
    for id in [one, two] {
        let case = world.case(id);
        assert_eq!(acts(&case, "2026-11-25").as_deref(), Some("S02"));
        assert_eq!(acts(&case, "2026-11-26"), None, "it ends by itself");
        assert_eq!(case.opening.officer.0, "S01", "代手不代责");
    }
}

#[test]
fn r45_what_an_officer_proposes_the_leader_decides_at_once_for_all_of_it() {
    let mut world = World::new();
    let (one, two) = (advice(&mut world), advice(&mut world));
    let proposal = as_proposal(act_for(&[one, two], "S02", Some("2026-11-25")));
    assert_eq!(world.no("S03", &proposal).0, "in_case", "not his cases");
    world.ok("S01", &proposal);
    assert_eq!(acts(&world.case(one), "2026-11-23"), None, "not yet decided");
    assert_eq!((waits_for(&world, "L01"), waits_for(&world, "S01")), (vec![one, two], vec![]));
    assert_eq!(world.no("S02", &answer(one, true)).0, "not_authorised");
    world.ok("L01", &answer(two, false));
    assert_eq!((waits_for(&world, "L01"), acts(&world.case(one), "2026-11-23")), (vec![], None));
    assert_eq!(world.no("L01", &answer(one, true)), ("no_proposal", "R45".to_owned()));
    world.ok("S01", &proposal);
    world.ok("L02", &answer(one, true));
    assert_eq!(acts(&world.case(two), "2026-11-23").as_deref(), Some("S02"));
    assert_eq!(waits_for(&world, "L01"), []);
}

#[test]
fn r45_for_one_who_has_left_acting_has_no_end_and_is_the_heads_to_decide() {
    let mut world = World::new();
    let (one, two) = (advice(&mut world), advice(&mut world));
    let mut left = serde_json::to_value(xieban_support::people().remove(0)).unwrap();
    (left["do"], left["active"]) = (json!("keep_staff"), json!(false));
    world.done("A01", &left);
    assert_eq!(world.no("L01", &act_for(&[one, two], "S02", None)), ("in_case", "R45".to_owned()));
    assert_eq!(world.no("H01", &act_for(&[one, two], "S02", Some("2026-12-31"))).0, "in_case");
    world.ok("L01", &as_proposal(act_for(&[one, two], "S02", None)));
    assert_eq!((waits_for(&world, "L01"), waits_for(&world, "H01")), (vec![], vec![one, two]));
    assert_eq!(world.no("L01", &answer(one, true)).0, "in_case");
    world.ok("H01", &answer(one, true));
    assert_eq!(acts(&world.case(two), "2029-11-23").as_deref(), Some("S02"));
    assert_eq!(world.case(two).opening.officer.0, "S01", "责任 does not go over");
}

#[test]
fn r45_who_acts_does_the_work_and_takes_nothing_of_the_responsibility() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("L01", &act_for(&[id], "B01", Some("2026-11-25")));
    let void = on(id, &json!({ "do": "void", "reason": "登记重复" }));
    assert_eq!(world.no("B01", &void), ("owner_alone", "R45".to_owned()), "though he is a leader too");
    world.ok("B01", &on(id, &json!({ "do": "prompt", "cause": "系统停机" })));
    world.ok("S01", &on(id, &json!({ "do": "ask_consent", "consent": "second_prompt", "reason": "漏项" })));
    let consent = on(id, &json!({ "do": "give_consent", "consent": "second_prompt" }));
    assert_eq!(world.no("B01", &consent).0, "own_case");
    assert_eq!((waits_for(&world, "B01"), waits_for(&world, "L01")), (vec![], vec![id]));
    world.ok("L01", &consent);
    let session = world.office.practise("L01", "1号台").unwrap();
    let of = |who: &str| {
        let query = Query::Cases { scope: Scope::Of(who.into()), filter: Filter::All, offset: 0, limit: 9 };
        let Answer::Cases(list) = world.office.ask(&session, &query).unwrap() else { panic!("no list") };
        list.total
    };
    assert_eq!((of("S01"), of("B01")), (1, 0), "counted with the owner");
    let mut other = World::new();
    let id = advice(&mut other);
    assert_eq!(other.no("S02", &on(id, &json!({ "do": "void", "reason": "重复" }))).0, "not_officer_of_case");
    other.ok("L01", &on(id, &json!({ "do": "void", "reason": "登记重复" })));
}

#[test]
fn r48_a_consent_by_telephone_is_in_effect_at_once_and_red_until_its_leader_confirms() {
    let mut world = World::new();
    let id = licence(&mut world, 1);
    world.ok("S01", &on(id, &json!({ "do": "prompt" })));
    let again = on(id, &json!({ "do": "prompt" }));
    assert_eq!(world.no("S01", &again).0, "second_prompt");
    world.ok("S01", &phone(id, "second_prompt", "L02"));
    world.ok("S01", &again);
    assert_eq!(world.light(id), "红 待确认");
    assert_eq!(world.case(id).to_confirm().unwrap().confirm_by, day("2026-11-24"));
    assert_eq!((waits_for(&world, "L01"), waits_for(&world, "L02")), (vec![], vec![id]));
    let pages = world.events(id).len();
    world.clock("2026-12-23T08:41");
    assert_eq!(
        (world.light(id).as_str(), world.events(id).len()),
        ("红 待确认", pages),
        "time writes nothing"
    );
    let confirm = on(id, &json!({ "do": "confirm_phone" }));
    assert_eq!(world.no("L01", &confirm), ("confirmed_by_himself", "R20".to_owned()));
    world.ok("L02", &confirm);
    assert_eq!((world.light(id).as_str(), waits_for(&world, "L02")), ("--", vec![]));
    assert_eq!(world.no("L02", &confirm).0, "nothing_to_confirm");
}

#[test]
fn r50_what_the_leader_never_said_falls_away() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &on(id, &json!({ "do": "instant", "clear": true, "simple": true })));
    world.ok("S01", &phone(id, "instant_to_promise", "L01"));
    let deny = |reason: &str| on(id, &json!({ "do": "confirm_phone", "agrees": false, "reason": reason }));
    assert_eq!(world.no("L01", &deny("")).0, "words_needed");
    world.ok("L01", &deny("没有来过电话"));
    let promise = json!({ "do": "promise", "reason": "现场勘查", "limit": "3 working" });
    assert_eq!(world.no("S01", &on(id, &promise)).0, "consent_needed");
    world.ok("S01", &phone(id, "instant_to_promise", "L01"));
    world.ok("S01", &on(id, &promise));
}

#[test]
fn r45_a_day_of_acting_by_telephone_is_that_day_and_no_other() {
    let mut world = World::new();
    let id = advice(&mut world);
    let acting = |officer: &str| {
        let mut command = phone(id, "acting", "L01");
        command["officer"] = json!(officer);
        command
    };
    assert_eq!(world.no("S02", &acting("S03")).0, "not_officer_of_case");
    assert_eq!(world.no("S01", &phone(id, "acting", "L01")).0, "acting_is_owner");
    world.ok("S02", &acting("S02"));
    world.ok("S02", &on(id, &json!({ "do": "prompt", "cause": "系统停机" })));
    assert_eq!(acts(&world.case(id), "2026-11-24"), None);
    world.ok("L01", &on(id, &json!({ "do": "confirm_phone", "agrees": false, "reason": "没有说过" })));
    assert_eq!(acts(&world.case(id), "2026-11-23"), None);
}

#[test]
fn r55_a_refusal_or_an_extension_is_never_consented_to_by_telephone() {
    let mut world = World::new();
    let id = advice(&mut world);
    for (what, refused) in [
        ("return", ("return_never_by_phone", "R55")),
        ("extension", ("extension_never_by_phone", "行政许可法42")),
        ("termination", ("not_by_phone", "R48")),
        ("promise_to_prompt", ("not_by_phone", "R48")),
    ] {
        assert_eq!(world.no("S01", &phone(id, what, "L01")), (refused.0, refused.1.to_owned()), "{what}");
    }
    for nobody in ["S02", "S01", "A01"] {
        assert_eq!(world.no("S01", &phone(id, "second_prompt", nobody)).0, "phone_needs_leader", "{nobody}");
    }
    let mut early = phone(id, "second_prompt", "L01");
    for at in ["2026-11-23T08:00", "2026-11-23T09:00"] {
        early["at"] = json!(xieban_support::at(at));
        assert_eq!(world.no("S01", &early).0, "phone_not_yet", "{at}");
    }
}

#[test]
fn r55_everything_that_waits_for_a_leader_is_in_one_list_until_he_has_answered() {
    let mut world = World::new();
    let (one, two) = (advice(&mut world), licence(&mut world, 1));
    world.ok("S01", &on(one, &refusal()));
    world.ok("S01", &on(two, &json!({ "do": "prompt" })));
    world.ok("S01", &on(two, &json!({ "do": "ask_consent", "consent": "second_prompt", "reason": "漏项" })));
    assert_eq!(waits_for(&world, "L01"), [one, two]);
    assert_eq!((waits_for(&world, "S01"), waits_for(&world, "A01")), (vec![], vec![]));
    world.ok("L01", &on(one, &json!({ "do": "countersign" })));
    assert_eq!(waits_for(&world, "H01"), [two]);
    world.ok(
        "H01",
        &on(two, &json!({ "do": "decline_consent", "consent": "second_prompt", "reason": "不必" })),
    );
    assert_eq!(waits_for(&world, "L01"), []);
}

fn absent(officer: &str, from: &str, to: &str) -> Value {
    json!({ "do": "keep_absence", "officer": officer, "kind": "休假", "from": from, "to": to })
}

#[test]
fn r45_an_absence_is_entered_by_half_days_corrected_and_cancelled() {
    let mut world = World::new();
    let first = absent("S01", "2026-11-24 下午", "2026-11-26 上午");
    assert_eq!(world.no("S02", &first).0, "absence_of_others");
    world.done("S01", &first);
    assert_eq!(world.no("L01", &absent("S01", "2026-11-26 上午", "2026-11-27 下午")).0, "absence_overlaps");
    world.done("L01", &absent("S01", "2026-11-26 下午", "2026-11-27 下午"));
    let mut wrong = absent("S01", "2026-12-02 上午", "2026-12-01 下午");
    assert_eq!(world.no("S01", &wrong).0, "absence_ends_first");
    (wrong["to"], wrong["kind"]) = (json!("2026-12-03 下午"), json!("其他"));
    assert_eq!(world.no("S01", &wrong).0, "absence_needs_reason");
    wrong["to"] = json!("2028-12-03 下午");
    assert_eq!(world.no("S01", &wrong).0, "absence_too_long");
    let mut cancel = first.clone();
    (cancel["number"], cancel["cancelled"]) = (json!(1), json!(true));
    world.done("S01", &cancel);
    assert_eq!(world.no("S01", &cancel).0, "no_such_absence");
    world.done("S01", &absent("S01", "2026-11-24 上午", "2026-11-25 下午"));
}

#[test]
fn r45_what_falls_into_an_absence_is_its_duty_slots_and_the_cases_due_by_its_end() {
    let mut world = World::new();
    let (soon, later) = (advice(&mut world), advice(&mut world));
    for (id, limit) in [(soon, "2 working"), (later, "5 working")] {
        let promise = json!({ "do": "promise", "reason": "现场勘查", "limit": limit });
        world.ok("S01", &on(id, &promise));
    }
    world.enter_duty("2026-11-24", Some("L01"));
    let session = world.office.practise("S01", "1号台").unwrap();
    let falls = |world: &World, who: &str| {
        let (from, to) = ("2026-11-24 上午".parse().unwrap(), "2026-11-26 下午".parse().unwrap());
        let query = Query::Away { officer: who.into(), from, to };
        let Answer::Away(away) = world.office.ask(&session, &query).unwrap() else { panic!("no answer") };
        let slots: Vec<String> = away.slots.iter().map(ToString::to_string).collect();
        (slots, away.cases.iter().map(|row| row.record.case.id()).collect::<Vec<_>>())
    };
    assert_eq!(falls(&world, "S01"), (vec!["2026-11-24 上午".to_owned()], vec![soon]));
    assert_eq!(falls(&world, "S02"), (vec!["2026-11-24 下午".to_owned()], vec![]));
    world.ok("L01", &act_for(&[soon], "S02", Some("2026-11-26")));
    assert_eq!(falls(&world, "S01").1, [], "somebody acts for it");
}
