//! 跑动次数 and 等候: R1 — one person on one day is one visit, a further one has its reason; R36 — whoever came is received,
//! answered, or leaves with a reason.

use serde_json::{Value, json};
use xieban_domain::number::CaseId;
use xieban_office::{Answer, Clue, FOUND, Header, Query};

use xieban_support::{on, register};

use crate::handling::plea;
use crate::late::find;
use crate::world::World;

fn visitor(name: &str, id_no: &str, phone: &str) -> Value {
    let mut command = register("ZX01", &json!([]));
    command["visitor"] = json!({ "name": name, "id_no": id_no, "phone": phone });
    command
}

fn visit(id: CaseId, reason: &str) -> Value {
    on(id, &json!({ "do": "visit", "reason": reason }))
}

fn next_day(world: &mut World, date: &str) {
    world.clock(&format!("{date}T09:00"));
    world.enter_duty(date, Some("L01"));
}

fn door(world: &World) -> Box<Header> {
    let session = world.office.practise("S01", "1号台").unwrap();
    let Answer::Header(door) = world.office.ask(&session, &Query::Header).unwrap() else { panic!("no door") };
    door
}

/// 接待人次 today.
fn received(world: &World) -> u64 {
    door(world).counts.received
}

/// Who waits, in the order of their turns.
fn waiting(world: &World) -> Vec<String> {
    let door = door(world);
    door.line.in_order(world.office.now().date()).iter().map(|who| who.arrival.to_string()).collect()
}

#[test]
fn r1_a_registration_is_the_first_visit_and_a_further_one_is_counted_with_its_reason() {
    let mut world = World::new();
    let id = world.ok("S01", &register("ZX01", &json!([])));
    assert_eq!(world.case(id).visit_count(), 1);
    next_day(&mut world, "2026-11-24");
    assert_eq!(
        world.no("S01", &on(id, &json!({ "do": "visit" }))),
        ("visit_needs_reason", "R1".to_owned()),
        "a second visit is not saved without a reason"
    );
    world.ok("S01", &visit(id, "补材料"));
    assert_eq!(world.case(id).visit_count(), 2);
    next_day(&mut world, "2026-11-25");
    world.ok("S02", &visit(id, "领取结果"));
    assert_eq!(world.case(id).visit_count(), 2, "to fetch the result is not counted; any desk may note it");
    assert_eq!(world.case(id).opening.officer.0, "S01");
}

#[test]
fn r1_one_person_on_one_day_is_one_visit() {
    let mut world = World::new();
    let id = world.ok("S01", &register("ZX01", &json!([])));
    assert_eq!(world.no("S01", &visit(id, "我方原因")), ("visited_today", "R1".to_owned()));
    next_day(&mut world, "2026-11-24");
    world.ok("S01", &visit(id, "我方原因"));
    world.clock("2026-11-24T16:00");
    assert_eq!(world.no("S01", &visit(id, "补材料")).0, "visited_today");
    assert_eq!(world.case(id).visit_count(), 2);
}

#[test]
fn r1_the_day_counts_persons_and_not_their_cases() {
    let mut world = World::new();
    let first = world.ok("S01", &visitor("张三", "11010519491231002X", "13800138000"));
    world.ok("S01", &visitor("张三丰", "11010519491231002X", ""));
    assert_eq!(received(&world), 1, "the same papers");
    world.ok("S01", &visitor("张三", "320311199202290036", "13800138000"));
    assert_eq!(received(&world), 2, "the same name and telephone, but other papers");
    world.ok("S01", &visitor("张三", "", "13800138000"));
    assert_eq!(received(&world), 2, "no papers, but name and telephone");
    world.ok("S01", &visitor("李四", "", "13800138000"));
    assert_eq!(received(&world), 3, "the same telephone, but another name");
    world.ok("S01", &visitor("王五", "", ""));
    world.ok("S01", &visitor("王五", "", ""));
    assert_eq!(received(&world), 5, "nothing to know him by");
    next_day(&mut world, "2026-11-24");
    world.ok("S01", &visit(first, "补材料"));
    world.ok("S01", &visitor("张三", "", "13800138000"));
    assert_eq!(received(&world), 1, "he came for both");
    assert_eq!(world.office.day_sheet("2026-11-23".parse().unwrap()).unwrap().received, 5);
    world.office.rebuild().unwrap();
    assert_eq!(received(&world), 1, "a rebuild counts the same");
}

#[test]
fn r1_whoever_is_awaited_and_comes_has_made_a_visit_whose_reason_is_known() {
    let mut world = World::new();
    let id = plea(&mut world);
    world.ok("S01", &on(id, &json!({ "do": "await_visitor", "reason": "须本人签字" })));
    let mut same_day = world.case(id);
    world.ok("S01", &on(id, &json!({ "do": "visitor_came" })));
    same_day.visits.clear();
    assert_eq!((same_day.visit_count(), world.case(id).visit_count()), (1, 1), "on the day of registration");
    world.ok("S01", &on(id, &json!({ "do": "await_visitor", "reason": "须本人签字" })));
    next_day(&mut world, "2026-11-24");
    world.ok("S01", &on(id, &json!({ "do": "visitor_came" })));
    let case = world.case(id);
    assert_eq!((case.visit_count(), case.visits[0].reason.name()), (2, "须本人签字"));
    assert_eq!(received(&world), 1);
}

#[test]
fn r1_the_mean_of_visits_is_the_hand_count() {
    let mut world = World::new();
    let ids: Vec<CaseId> = (0..4)
        .map(|n| world.ok("S01", &visitor(&format!("访客{n}"), "", &format!("1380013800{n}"))))
        .collect();
    for (day, comes) in [("2026-11-24", vec![0, 1]), ("2026-11-25", vec![1, 2]), ("2026-11-26", vec![1])] {
        next_day(&mut world, day);
        for at in comes {
            world.ok("S01", &visit(ids[at], if at == 2 { "领取结果" } else { "补材料" }));
        }
    }
    // By hand: 2 + 4 + 1 + 1.
    let counts: Vec<usize> = ids.iter().map(|id| world.case(*id).visit_count()).collect();
    assert_eq!((counts.as_slice(), counts.iter().sum::<usize>()), (&[2, 4, 1, 1][..], 8));
}

#[test]
fn r1_who_comes_again_is_known_with_his_open_cases() {
    let mut world = World::new();
    let id = world.ok("S01", &visitor("张三", "11010519491231002X", "13800138000"));
    let void = world.ok("S01", &visitor("张三", "11010519491231002X", "13800138000"));
    world.ok("S01", &on(void, &json!({ "do": "void", "reason": "登记了两次" })));
    world.ok("S01", &visitor("李四", "", "13800138000"));
    let open = |world: &World| {
        let session = world.office.practise("S02", "2号台").unwrap();
        let query =
            Query::Recognise { clue: Clue::Papers, text: "11010519491231002X".to_owned(), exact: true };
        let Answer::Known(known) = world.office.ask(&session, &query).unwrap() else { panic!("nobody") };
        known[0].open.iter().map(|open| (open.case, open.visits, open.today)).collect::<Vec<_>>()
    };
    assert_eq!(open(&world), [(id, 1, true)]);
    next_day(&mut world, "2026-11-24");
    assert_eq!(open(&world), [(id, 1, false)]);
    world.ok("S02", &visit(id, "补材料"));
    assert_eq!(open(&world), [(id, 2, true)]);
}

#[test]
fn r36_an_arrival_waits_until_it_becomes_a_case_a_visit_a_tally_or_leaves_with_a_reason() {
    let mut world = World::new();
    for arrive in [json!({}), json!({ "priority": "老" }), json!({ "note": "穿蓝衣服" }), json!({})] {
        let mut command = arrive;
        command["do"] = json!("arrive");
        world.done("S01", &command);
    }
    assert_eq!(
        waiting(&world),
        ["2026-11-23/2", "2026-11-23/1", "2026-11-23/3", "2026-11-23/4"],
        "优先 first"
    );
    world.clock("2026-11-23T08:53");
    let mut command = register("ZX01", &json!([]));
    command["arrival"] = json!("2026-11-23/2");
    let id = world.ok("S01", &command);
    let case = world.case(id);
    assert_eq!((case.waited(), case.came.unwrap().at.clock().as_str()), (Some(12), "08:41"));
    assert_eq!(world.no("S01", &command), ("no_such_arrival", "R36".to_owned()), "nobody is received twice");
    world.done("S02", &json!({ "do": "tally", "arrival": "2026-11-23/1" }));
    assert_eq!(
        world.no("S01", &json!({ "do": "visitor_left", "reason": " ", "arrival": "2026-11-23/3" })).0,
        "words_needed"
    );
    world.done("S01", &json!({ "do": "visitor_left", "reason": "改天再来", "arrival": "2026-11-23/3" }));
    assert_eq!(waiting(&world), ["2026-11-23/4"]);
    world.office.rebuild().unwrap();
    assert_eq!(waiting(&world), ["2026-11-23/4"], "a rebuild gives the same line");
    assert_eq!(door(&world).counts.tallied, 1);
    assert!(world.office.header().unwrap().line.open.is_empty(), "without a session nobody sees who waits");
}

#[test]
fn r36_what_a_day_left_open_is_seen_the_next_day_and_ends_only_with_what_became_of_it() {
    let mut world = World::new();
    world.done("S01", &json!({ "do": "arrive" }));
    world.done("S01", &json!({ "do": "arrive" }));
    let before = world.office.last_page().unwrap();
    world.clock("2026-11-24T09:00");
    assert_eq!(waiting(&world).len(), 2, "nothing is written and nothing goes because a night passed");
    assert_eq!(world.office.last_page().unwrap(), before);
    world.enter_duty("2026-11-24", Some("L01"));
    assert_eq!(door(&world).line.left_over(world.office.now().date()), 2);
    world.done("S01", &json!({ "do": "arrive" }));
    assert_eq!(waiting(&world), ["2026-11-24/1", "2026-11-23/1", "2026-11-23/2"]);
    let mut command = register("ZX01", &json!([]));
    command["arrival"] = json!("2026-11-23/1");
    assert_eq!(world.no("S01", &command), ("arrived_earlier", "R36".to_owned()));
    world.done("S01", &json!({ "do": "visitor_left", "reason": "下班前已走", "arrival": "2026-11-23/1" }));
    world.done("S01", &json!({ "do": "tally", "arrival": "2026-11-23/2" }));
    assert_eq!(waiting(&world), ["2026-11-24/1"]);
}

#[test]
fn r36_who_waits_may_have_come_for_an_open_case() {
    let mut world = World::new();
    let id = world.ok("S01", &register("ZX01", &json!([])));
    next_day(&mut world, "2026-11-24");
    world.done("S01", &json!({ "do": "arrive" }));
    let mut command = visit(id, "补材料");
    command["arrival"] = json!("2026-11-24/1");
    world.ok("S01", &command);
    assert!(waiting(&world).is_empty());
    assert!(world.case(id).visits[0].came.is_some());
    for code in ["L01", "A01", "Z01"] {
        assert_eq!(world.no(code, &json!({ "do": "arrive" })).0, "not_authorised", "{code}");
    }
}

#[test]
fn r4_every_case_of_a_name_is_found_by_its_beginning_or_its_initials() {
    let mut world = World::new();
    let mut come = |name, id_no, phone| world.ok("S01", &visitor(name, id_no, phone));
    let [first, again] = [(); 2].map(|()| come("单小明", "11010519491231002X", "13800138000"));
    let other = come("单小美", "320311198505050027", "13800138023");
    let mut firm = register("ZX01", &json!([]));
    firm["visitor"]["name"] = json!("王福生");
    firm["visitor"]["organisation"] =
        json!({ "name": "ABC浴室", "credit_code": "91320311MA1N5K7Q39", "head": "周成" });
    firm["visitor"]["mandate"] = json!(true);
    let firm = world.ok("S01", &firm);
    // Two of one person on one day are two, and the newest is the first.
    assert_eq!(find(&world, "单小明"), [again, first]);
    for said in ["单小", "sx", "ｓｘｍ", "DXM", " sxm "] {
        assert_eq!(find(&world, said), [other, again, first], "{said}");
    }
    for said in ["wfs", "wf", "ABC", "王福"] {
        assert_eq!(find(&world, said), [firm], "{said}");
    }
    // The control: one letter, letters in the middle, and what nobody is called find nothing.
    for said in ["s", "xm", "zzz", "", "  "] {
        assert!(find(&world, said).is_empty(), "{said}");
    }
}

#[test]
fn r4_of_more_cases_than_are_listed_the_newest_are_found() {
    let mut world = World::new();
    let mut ids: Vec<CaseId> = Vec::new();
    for at in 0..FOUND + 3 {
        // The names stand in the other order than the cases.
        let name = if at < 3 { "王二" } else { "王五" };
        ids.push(world.ok("S01", &visitor(name, "11010519491231002X", "13800138000")));
    }
    ids.reverse();
    assert_eq!(find(&world, "王"), ids[..FOUND]);
    assert_eq!(find(&world, "王二"), ids[FOUND..], "more of the name finds the earlier ones");
}
