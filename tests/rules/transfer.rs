//! 移办件 and what goes with it: R1, R5, R41, R42, R60, R61.

use serde_json::{Value, json};
use xieban_domain::case::{CaseEvent, Life};
use xieban_domain::number::{CaseId, Form};
use xieban_office::{Answer, Counts, Query};

use xieban_support::{materials, on, register};

use crate::world::World;

/// The way into a food permit is another unit's.
fn elsewhere(world: &mut World) -> CaseId {
    world.ok("S01", &register("YB01", &json!([])))
}

fn guide() -> Value {
    json!({ "do": "guide", "mode": "书面导引单" })
}

fn hand_over() -> Value {
    json!({ "do": "hand_over", "receiver": "钱科长", "mode": "电话衔接" })
}

fn received(kind: Option<&str>) -> Value {
    let mut command = register("ZX01", &json!([]));
    command["received_from"] = json!({ "unit": "SCJG", "number": "徐市监导〔2026〕8号" });
    if let Some(kind) = kind {
        command["kind"] = json!(kind);
        command["kind_reason"] = json!("对方要求");
    }
    command
}

fn counts(world: &World) -> Counts {
    let session = world.office.practise("L01", "1号台").unwrap();
    let Answer::Header(door) = world.office.ask(&session, &Query::Header).unwrap() else { panic!() };
    door.counts
}

#[test]
fn r42_several_of_one_visit_go_on_one_slip_in_walking_order() {
    let mut world = World::new();
    let ids = [elsewhere(&mut world), elsewhere(&mut world), elsewhere(&mut world)];
    world.ok("S01", &on(ids[0], &guide()));
    let slip = world.case(ids[0]).slip().unwrap();
    assert_eq!((slip.form, slip.seq), (Form::Guidance, 1));
    assert_eq!(slip.paper("徐卫监"), "徐卫监协导〔2026〕1号");
    let with = |other: CaseId, stop: Option<u8>| {
        let mut command = guide();
        command["with"] = json!(other.to_string());
        command["stop"] = json!(stop);
        command
    };
    world.ok("S01", &on(ids[1], &with(ids[0], Some(1))));
    world.ok("S01", &on(ids[2], &with(ids[1], None)));
    assert!(ids.iter().all(|id| world.case(*id).slip() == Some(slip)));
    let session = world.office.practise("S01", "1号台").unwrap();
    let Answer::Case(Some(view)) = world.office.ask(&session, &Query::Case(ids[2])).unwrap() else {
        panic!()
    };
    let order: Vec<CaseId> = view.on_slip.iter().map(xieban_domain::case::Case::id).collect();
    assert_eq!(order, [ids[1], ids[0], ids[2]]);
    let next = elsewhere(&mut world);
    world.ok("S01", &on(next, &guide()));
    assert_eq!(world.case(next).slip().unwrap().seq, 2, "numbers have no gaps");
}

#[test]
fn r42_no_slip_is_shared_by_two_visitors_or_two_days() {
    let mut world = World::new();
    let first = elsewhere(&mut world);
    let with =
        |id: CaseId| on(id, &json!({ "do": "guide", "mode": "书面导引单", "with": first.to_string() }));
    let same = elsewhere(&mut world);
    assert_eq!(world.no("S01", &with(same)), ("no_slip_to_join", "R42".to_owned()));
    world.ok("S01", &on(first, &guide()));
    let mut other = register("YB01", &json!([]));
    other["visitor"]["name"] = json!("李四");
    let other = world.ok("S01", &other);
    assert_eq!(world.no("S01", &with(other)).0, "slip_of_another");
    assert_eq!(world.no("S01", &with(first)).0, "slip_of_another", "nor with itself");
    let session = world.office.practise("S01", "1号台").unwrap();
    let joinable = |world: &World, id: CaseId| {
        let Answer::Case(Some(view)) = world.office.ask(&session, &Query::Case(id)).unwrap() else {
            panic!()
        };
        view.joinable
    };
    assert_eq!((joinable(&world, same), joinable(&world, other)), (Some(first), None));
    world.clock("2026-11-24T08:41");
    assert_eq!(world.no("S01", &with(same)).0, "slip_of_another");
    assert_eq!(joinable(&world, same), None);
}

#[test]
fn r61_what_is_received_is_own_or_joint_and_keeps_its_number() {
    let mut world = World::new();
    let id = world.ok("S01", &received(None));
    let from = world.case(id).opening.received_from.unwrap();
    assert_eq!((from.unit.0.as_str(), from.number.as_str()), ("SCJG", "徐市监导〔2026〕8号"));
    assert!(!world.case(id).is_led_on_again());
    assert_eq!(world.no("S01", &received(Some("移办件"))), ("received_is_ours", "R61".to_owned()));
    let mut theirs = received(None);
    theirs["matter"] = json!("YB01");
    assert_eq!(world.no("S01", &theirs).0, "received_is_ours");
    for (unit, number, why) in
        [("SCJG", " ", "source_number_needed"), ("SELF", "1", "unknown_unit"), ("XXX", "1", "unknown_unit")]
    {
        let mut wrong = received(None);
        wrong["received_from"] = json!({ "unit": unit, "number": number });
        assert_eq!(world.no("S01", &wrong).0, why);
    }
    let moved = on(id, &json!({ "do": "correct_matter", "matter": "YB01", "reason": "选错了" }));
    assert_eq!(world.no("S01", &moved).0, "received_is_ours", "no correction makes it a 移办件 either");
}

#[test]
fn r61_one_that_is_led_on_again_raises_the_warning() {
    let mut world = World::new();
    let mut joint = received(None);
    joint["matter"] = json!("CH01");
    let id = world.ok("S01", &joint);
    assert_eq!(counts(&world).led_on_again, 0);
    world.ok("S01", &on(id, &guide()));
    assert!(world.case(id).is_led_on_again());
    assert_eq!(counts(&world).led_on_again, 1, "the leader sees it");
    let mut third = received(None);
    third["received_from"]["again"] = json!(true);
    let id = world.ok("S01", &third);
    assert!(world.case(id).is_led_on_again(), "it had been led on before it came");
    assert_eq!(counts(&world).led_on_again, 2);
    world.ok("S01", &on(id, &json!({ "do": "void", "reason": "登记重复" })));
    assert_eq!(counts(&world).led_on_again, 1);
}

#[test]
fn r61_a_receiver_that_declines_makes_a_dispute_and_the_case_stays() {
    let mut world = World::new();
    let id = elsewhere(&mut world);
    let decline =
        |who: &str| on(id, &json!({ "do": "decline_transfer", "who": who, "reason": "不归我们管" }));
    assert_eq!(world.no("S01", &decline("钱科长")), ("not_under_way", "R61".to_owned()));
    world.ok("S01", &on(id, &guide()));
    assert_eq!(world.no("S01", &decline(" ")).0, "who_declined");
    world.ok("S01", &on(id, &hand_over()));
    world.ok("S01", &decline("钱科长"));
    let case = world.case(id);
    let dispute = case.dispute().unwrap();
    assert_eq!((dispute.unit.0.as_str(), dispute.who.as_str()), ("SCJG", "钱科长"));
    assert!(dispute.handover.is_some(), "the handover it undoes is kept");
    assert_eq!(
        (&case.life, case.whereabouts(), case.opening.officer.0.as_str()),
        (&Life::Guided, "移办争议", "S01")
    );
    assert_eq!((counts(&world).disputes, world.light(id)), (1, "黄 争议".to_owned()));
    let finish = on(id, &json!({ "do": "finish", "summary": "已移交" }));
    assert_eq!(world.no("S01", &finish).0, "hand_over_needs_receiver");
    // It goes to the unit that is competent after all.
    world.clock("2026-11-23T10:00");
    world.ok("S01", &on(id, &json!({ "do": "guide", "mode": "陪同前往", "unit": "SPJ" })));
    assert_eq!((world.case(id).dispute(), counts(&world).disputes), (None, 0));
    world.ok("S01", &on(id, &hand_over()));
    world.ok("S01", &finish);
    let kept = world.events(id).iter().filter(|event| matches!(event, CaseEvent::TransferDeclined(_)));
    assert_eq!(kept.count(), 1);
}

#[test]
fn r41_a_case_whose_unit_nobody_knows_goes_to_12345_and_is_followed_up() {
    let mut world = World::new();
    let mut command = register("YB01", &json!([]));
    command["unit"] = json!("RX");
    let id = world.ok("S01", &command);
    let follow = |unit: Option<&str>| {
        on(id, &json!({ "do": "follow_up", "words": "12345答复归市场监管", "unit": unit }))
    };
    assert_eq!(world.no("S01", &follow(None)), ("nothing_to_follow", "R41".to_owned()));
    world.ok("S01", &on(id, &guide()));
    assert_eq!((world.case(id).follow_up_open(), world.case(id).whereabouts()), (true, "待跟踪"));
    assert_eq!((counts(&world).follow_ups, world.light(id)), (1, "黄 待跟踪".to_owned()));
    world.ok("S01", &on(id, &hand_over()));
    let finish = on(id, &json!({ "do": "finish", "summary": "已转12345" }));
    assert_eq!(world.no("S01", &finish), ("follow_up_needed", "R41".to_owned()));
    assert_eq!(world.no("S01", &follow(Some("XXX"))).0, "unknown_unit");
    world.ok("S01", &follow(Some("SCJG")));
    assert_eq!((world.case(id).follow_up_open(), counts(&world).follow_ups), (false, 0));
    assert_eq!(world.light(id), "--");
    world.ok("S01", &finish);
    let other = elsewhere(&mut world);
    world.ok("S01", &on(other, &guide()));
    let wrong = on(other, &json!({ "do": "follow_up", "words": "已查" }));
    assert_eq!(world.no("S01", &wrong).0, "nothing_to_follow", "its unit is known");
}

#[test]
fn r42_every_way_of_guidance_is_kept_with_its_time() {
    for mode in ["陪同前往", "电话衔接", "书面导引单"] {
        let mut world = World::new();
        let id = elsewhere(&mut world);
        world.ok("S01", &on(id, &json!({ "do": "guide", "mode": mode, "officer": "钱科长" })));
        let guidance = world.case(id).guidance.remove(0);
        assert_eq!((guidance.mode.name(), guidance.at), (mode, world.office.now()));
    }
}

#[test]
fn r5_advice_before_acceptance_is_an_entry_of_the_timeline() {
    let mut world = World::new();
    let id = world.ok("S01", &register("GW03", &materials(&["延续申请表"], "收")));
    let check = on(id, &json!({ "do": "precheck", "words": "平面图比例不对，请重画" }));
    world.ok("S01", &check);
    world.ok("S01", &on(id, &json!({ "do": "contact", "words": "电话提醒" })));
    assert_eq!((world.case(id).service.prechecks, world.case(id).contacts.len()), (1, 1));
    let accepted = world.ok("S01", &{
        let mut command = register("ZX01", &json!([]));
        command["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
        command
    });
    let late = on(accepted, &json!({ "do": "precheck", "words": "已看" }));
    assert_eq!(world.no("S01", &late), ("precheck_too_late", "R5".to_owned()));
}

#[test]
fn r1_nothing_is_to_be_paid_unless_there_is_a_basis_for_it() {
    let mut world = World::new();
    let id = world.ok("S01", &register("ZX01", &json!([])));
    assert_eq!(world.case(id).service.fee.fee.to_string(), "0元");
    let fee = |fen: u32, basis: &str| on(id, &json!({ "do": "note_fee", "fen": fen, "basis": basis }));
    assert_eq!(world.no("S01", &fee(1250, " ")), ("fee_needs_basis", "R1".to_owned()));
    world.ok("S01", &fee(1250, "苏价费〔2010〕1号"));
    assert_eq!(world.case(id).service.fee.fee.to_string(), "12.50元");
    assert_eq!(world.no("S01", &fee(1250, "苏价费〔2010〕1号")).0, "nothing_changed");
    world.ok("S01", &fee(0, ""));
    assert!(world.case(id).service.is_none());
}
