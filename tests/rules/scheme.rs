//! What the scheme is, as far as a desk keeps it: R3, R4, R6, R34, R58, R71.

use serde_json::json;
use xieban_domain::case::stages::StageState::{self, Ahead, Done, NotNeeded, UnderWay};
use xieban_domain::reveal::Extent;
use xieban_office::{Answer, Clue, Query};

use xieban_support::{materials, on, register};

use crate::dispose::{advice, licence, refusal};
use crate::world::World;

#[test]
fn r3_what_takes_something_from_the_visitor_names_its_basis() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    let mut bare = refusal();
    bare["basis"] = json!(" ");
    assert_eq!(world.no("S01", &on(id, &bare)), ("refusal_needs_basis", "R55".to_owned()));
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "5 working" })));
    let stop = json!({ "do": "stop_clock", "reason": "检测", "days": 3, "notice": "" });
    assert!(world.no("S01", &on(id, &stop)).1.contains("45"), "a stop without its written notice");
    let extend = json!({ "do": "extend", "days": 5, "told": "已告知" });
    assert_eq!(world.no("S01", &on(id, &extend)).0, "consent_needed", "and an extension without the leader");
}

#[test]
fn r4_who_was_here_before_is_not_asked_again_and_carries_no_inner_step() {
    let mut world = World::new();
    let id = advice(&mut world);
    let session = world.office.practise("S02", "2号台").unwrap();
    let query = Query::Recognise { clue: Clue::Phone, text: "13800138000".to_owned(), exact: true };
    let Answer::Known(known) = world.office.ask(&session, &query).unwrap() else { panic!() };
    let visitor = world.case(id).visitor.get().unwrap().clone();
    assert_eq!(known[0].visitor, visitor.seen(Extent::Masked), "he is known on any desk");
    let mut look =
        json!({ "do": "reveal", "of": { "case": id.to_string() }, "purpose": "接待", "said": "13800138001" });
    assert_eq!(world.no("S02", &look).0, "not_said");
    look["said"] = json!("13800138000");
    world.clock("2026-11-23T08:42");
    world.done("S02", &look);
    let Answer::Case(Some(view)) = world.office.ask(&session, &Query::CaseInClear(id)).unwrap() else {
        panic!()
    };
    assert_eq!(
        view.row.record.case.visitor.get(),
        Some(&visitor),
        "everything he gave, once a page says who looked"
    );
    world.ok("S01", &on(id, &json!({ "do": "instant", "clear": true, "simple": true })));
    let to_him = json!({ "do": "hand_to", "department": "服务对象" });
    assert_eq!(world.no("S01", &on(id, &to_him)), ("unknown_department", "R46".to_owned()));
}

#[test]
fn r6_every_active_department_takes_part_and_none_is_switched_off_without_a_reason() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &on(id, &json!({ "do": "instant", "clear": true, "simple": true })));
    for department in ["监督一科", "监督二科", "监督三科", "法制稽查科", "办公室"] {
        if world.case(id).open_step().is_none_or(|step| step.department != department) {
            world.ok("S01", &on(id, &json!({ "do": "hand_to", "department": department })));
        }
    }
    let mut off =
        json!({ "do": "change_settings", "departments": [{ "name": "监督三科", "active": false }] });
    assert_eq!(world.no("A01", &off).0, "department_off_needs_reason");
    off["reason"] = json!("并入监督二科");
    world.done("A01", &off);
    assert_eq!(
        world.no("S01", &on(id, &json!({ "do": "hand_to", "department": "监督三科" }))).0,
        "unknown_department"
    );
}

#[test]
fn r34_the_five_stages_stand_in_order_and_what_was_not_needed_says_so() {
    let mut world = World::new();
    let stands = |world: &World, id| world.case(id).five_stages().map(|(_, stands)| stands);
    let id = advice(&mut world);
    assert_eq!(stands(&world, id), [Done, Ahead, NotNeeded, Ahead, Ahead]);
    world.ok("S01", &on(id, &json!({ "do": "instant", "clear": true, "simple": true })));
    assert_eq!(stands(&world, id), [Done, Done, NotNeeded, UnderWay, Ahead]);
    world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已查到" })));
    world.ok("S01", &on(id, &json!({ "do": "reply", "mode": "当面告知", "content": "已告知" })));
    assert_eq!(stands(&world, id), [Done, Done, NotNeeded, Done, Done]);
    let away = world.ok("S01", &register("YB01", &json!([])));
    assert_eq!(stands(&world, away)[2], Ahead);
    world.ok("S01", &on(away, &json!({ "do": "guide", "mode": "陪同前往" })));
    assert_eq!(stands(&world, away)[2], Done);
}

#[test]
fn r58_each_stage_keeps_its_unit_its_officer_when_it_began_and_who_said_that_it_is_done() {
    let mut world = World::new();
    let id = world.ok("S01", &register("CH06", &json!([])));
    world.ok("S01", &on(id, &json!({ "do": "guide", "mode": "电话衔接", "officer": "郑科员" })));
    world.clock("2026-11-26T09:30");
    let said = json!({ "do": "note_stage", "stage": 1, "how": "电话确认", "words": "验收合格", "who": "郑科员", "phone": "83901111" });
    world.ok("S01", &on(id, &said));
    let legs = world.case(id).course.unwrap().legs;
    let done = legs[0].done.as_ref().unwrap();
    assert_eq!((legs[0].unit().unwrap().as_str(), legs[0].officer.as_str()), ("SWJ", "郑科员"));
    assert!(legs[0].begun.unwrap() < done.at && legs[1].begun.is_some(), "and ours has begun");
    assert_eq!((done.who.as_str(), done.phone.as_str(), done.by.0.as_str()), ("郑科员", "83901111", "S01"));
    let names: Vec<String> = world.case(id).materials.iter().map(|each| each.name.clone()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    world.ok("S01", &on(id, &json!({ "do": "note_materials", "materials": materials(&names, "收") })));
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "5 working" })));
    assert_eq!(world.case(id).five_stages()[3].1, StageState::UnderWay);
}

#[test]
fn r71_an_overdue_case_comes_to_the_first_responsible_person_and_then_to_the_conduct_office() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "3 working" })));
    let (calendar, due) = (world.office.facts().calendar, "2026-11-26".parse::<chrono::NaiveDate>().unwrap());
    let levels =
        world.case(id).escalates_on(calendar, &xieban_domain::settings::Settings::default()).unwrap();
    let days = levels.map(|(level, on)| (level.name(), calendar.working_days_between(due, on)));
    assert_eq!(days, [("分管责任人", 1), ("第一责任人", 3), ("黄牌督办", 5), ("红牌督办", 10)]);
}
