//! What a caller is told, and what he has to say first.

use serde_json::json;
use xieban_domain::case::Case;
use xieban_domain::case::answer::Saying;
use xieban_domain::number::CaseId;
use xieban_office::{Answer, Caller, Query};

use xieban_support::{on, register};

use crate::dispose::licence;
use crate::world::World;

fn caller(world: &World, first: &str, further: &str) -> Caller {
    let session = world.office.practise("S02", "2号台").unwrap();
    let query = Query::Caller { first: first.to_owned(), further: further.to_owned() };
    let Answer::Caller(caller) = world.office.ask(&session, &query).unwrap() else { panic!() };
    caller
}

fn visitor(world: &mut World, name: &str, phone: &str) -> CaseId {
    let mut command = register("ZX01", &json!([]));
    command["visitor"]["name"] = json!(name);
    command["visitor"]["phone"] = json!(phone);
    world.ok("S01", &command)
}

fn said(world: &World, case: &Case) -> String {
    let session = world.office.practise("S01", "1号台").unwrap();
    let Answer::Header(door) = world.office.ask(&session, &Query::Header).unwrap() else { panic!() };
    let facts = world.office.facts();
    case.to_read_out(&Saying {
        settings: &door.settings,
        staff: &door.staff,
        calendar: facts.calendar,
        catalogue: facts.catalogue,
        now: world.office.now(),
    })
}

#[test]
fn a_number_with_its_check_digit_suffices_and_a_wrong_one_is_heard() {
    let mut world = World::new();
    let id = visitor(&mut world, "单小明", "13800138000");
    assert_eq!(caller(&world, &id.spoken(), ""), Caller::Case(id));
    assert_eq!(
        caller(&world, &id.spoken().replace('-', "－"), ""),
        Caller::Case(id),
        "with the input method left on"
    );
    let wrong = id.spoken().replace("0001-", "0002-");
    assert_eq!(caller(&world, &wrong, ""), Caller::Misheard(2));
    assert_eq!(caller(&world, &CaseId { year: 2026, seq: 9 }.spoken(), ""), Caller::Unknown);
}

#[test]
fn by_anything_else_only_the_state_until_one_further_fact() {
    let mut world = World::new();
    let id = visitor(&mut world, "单小明", "13800138000");
    visitor(&mut world, "单晓敏", "13900139000");
    let open = |n| Caller::Further { open: n, done: 0 };
    for (first, cases) in
        [("8000", 1), ("13800138000", 1), ("单小明", 1), ("sxm", 2), ("dxm", 2), ("单", 0), ("2026-1", 1)]
    {
        let expected = if cases == 0 { Caller::Unknown } else { open(cases) };
        assert_eq!(caller(&world, first, ""), expected, "{first}");
    }
    assert_eq!(caller(&world, "sxm", "8000"), Caller::Case(id));
    assert_eq!(caller(&world, "8000", "单小明"), Caller::Case(id));
    assert_eq!(caller(&world, "1", "002X"), Caller::Case(id), "a bare number and the end of the papers");
    assert_eq!(caller(&world, "单小明", "sxm"), Caller::Unknown, "the same fact said twice is one");
    assert_eq!(caller(&world, "8000", "13800138000"), Caller::Unknown);
    assert_eq!(caller(&world, "sxm", "咨询"), Caller::Several, "both came for that");
    assert_eq!(caller(&world, "48000", ""), Caller::Unknown, "a longer tail is compared whole");
    assert_eq!(caller(&world, "38000", ""), open(1));
}

#[test]
fn looking_leaves_a_page_and_any_officer_may_look() {
    let mut world = World::new();
    let id = visitor(&mut world, "单小明", "13800138000");
    world.done("S02", &json!({ "do": "look_up", "number": id.to_string() }));
    world.done("L01", &json!({ "do": "look_up", "number": id.to_string() }));
    assert_eq!(world.no("Z01", &json!({ "do": "look_up", "number": id.to_string() })).0, "not_authorised");
}

#[test]
fn the_sentence_says_state_day_and_person_and_blames_nobody() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "5 working" })));
    let told = said(&world, &world.case(id));
    assert!(
        told.starts_with("您好，") && told.contains("监督一科") && told.contains("11月30日（周一）前办好"),
        "{told}"
    );
    let missing = licence(&mut world, 1);
    world.ok("S01", &on(missing, &json!({ "do": "prompt" })));
    assert!(said(&world, &world.case(missing)).contains("还差1样材料"));
    let away = world.ok("S01", &register("YB01", &json!([])));
    assert!(said(&world, &world.case(away)).contains("下一步请到市市场监督管理局"));
    let joint = world.ok("S01", &register("CH01", &json!([])));
    world.ok("S01", &on(joint, &json!({ "do": "guide", "mode": "书面导引单" })));
    assert!(said(&world, &world.case(joint)).contains("正在市行政审批局办理"));
    world.clock("2026-12-07T09:00");
    let late = said(&world, &world.case(id));
    assert!(
        late.contains("加紧")
            && late.contains("回电话")
            && !late.contains("超期")
            && !late.contains("11月30日"),
        "{late}"
    );
}

/// As it stands on the paper, with the input method left on, in another hand's brackets.
fn written(id: CaseId) -> Vec<String> {
    let paper = id.number().paper("徐卫监");
    vec![
        paper.clone(),
        paper.replace('〔', "［").replace('〕', "］"),
        format!("（{}）{}号", id.year, id.seq),
        id.to_string(),
    ]
}

#[test]
fn a_number_on_a_paper_of_last_year_is_known_in_the_new_year() {
    let mut world = World::new();
    let ids: Vec<CaseId> = (0..3).map(|_| visitor(&mut world, "单小明", "13800138000")).collect();
    world.clock("2027-01-06T09:00");
    world.enter_duty("2027-01-06", Some("L01"));
    visitor(&mut world, "单晓敏", "13900139000");
    for id in ids {
        for said in [id.spoken(), id.dated(), id.dated().replace('-', "－")] {
            assert_eq!(caller(&world, &said, ""), Caller::Case(id), "{said}");
        }
        for said in written(id) {
            assert_eq!(caller(&world, &said, ""), Caller::Further { open: 1, done: 0 }, "{said}");
            assert_eq!(caller(&world, &said, "单小明"), Caller::Case(id), "{said}");
            assert_eq!(caller(&world, "8000", &said), Caller::Case(id), "as a further fact: {said}");
        }
    }
    let none = CaseId { year: 2026, seq: 99 };
    for said in [none.spoken(), none.dated()].into_iter().chain(written(none)) {
        assert_eq!(caller(&world, &said, ""), Caller::Unknown, "{said}");
    }
    assert_eq!(caller(&world, "2026年0001-8", ""), Caller::Misheard(1));
    assert_eq!(caller(&world, "苏疾控协〔2026〕1号", ""), Caller::Unknown, "another office's");
}

#[test]
fn where_a_number_fits_two_cases_it_is_asked_which() {
    let mut world = World::new();
    let old = visitor(&mut world, "单小明", "13800138000");
    for _ in 0..2 {
        visitor(&mut world, "单晓敏", "13900139000");
    }
    // A number has the same check digit in these two years.
    world.clock("2033-01-05T09:00");
    world.enter_duty("2033-01-05", Some("L01"));
    assert_eq!(caller(&world, &old.spoken(), ""), Caller::Case(old));
    let new = visitor(&mut world, "欧阳静", "13700137000");
    assert_eq!((old.spoken(), old.seq), (new.spoken(), new.seq), "the control");
    assert_eq!(caller(&world, &old.spoken(), ""), Caller::Which(vec![new, old]));
    for (further, case) in [("2026", old), ("2033年", new), ("单小明", old), ("７０００", new), ("oyj", new)]
    {
        assert_eq!(caller(&world, &old.spoken(), further), Caller::Case(case), "{further}");
    }
    assert_eq!(caller(&world, &old.spoken(), "钱某"), Caller::Unknown);
    assert_eq!(caller(&world, &old.dated(), ""), Caller::Case(old), "with the year it is one");
}

#[test]
fn a_sequence_that_looks_like_a_year_is_asked_for() {
    let mut world = World::new();
    let old: Vec<CaseId> = (0..3).map(|_| visitor(&mut world, "单小明", "13800138000")).collect();
    world.clock("2027-01-06T09:00");
    world.enter_duty("2027-01-06", Some("L01"));
    world.done(
        "A01",
        &json!({ "do": "change_settings", "used_on_paper": { "case": [2027, 2025] }, "reason": "登记簿" }),
    );
    let new = visitor(&mut world, "欧阳静", "13700137000");
    assert_eq!((new.spoken(), old[2].to_string()), ("2026-3".to_owned(), "2026-3".to_owned()), "the control");
    assert_eq!(caller(&world, "2026-3", ""), Caller::Which(vec![new, old[2]]));
    assert_eq!(caller(&world, "2026-3", "欧阳静"), Caller::Case(new));
    assert_eq!(caller(&world, "2026-3", "2027"), Caller::Case(new));
    assert_eq!(
        caller(&world, "2026-3", "2026"),
        Caller::Unknown,
        "a year proves no number without its check digit"
    );
    assert_eq!(caller(&world, "2026-3", "单小明"), Caller::Case(old[2]));
    assert_eq!(caller(&world, "2026-1", ""), Caller::Further { open: 1, done: 0 }, "no such check digit");
    assert_eq!(caller(&world, &new.dated(), ""), Caller::Case(new));
}
