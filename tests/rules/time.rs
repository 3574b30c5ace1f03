//! What the days bring: R20 (待明确), R25 (numbers), and that nothing is written because time passed (invariant 13).

use serde_json::{Value, json};
use xieban_domain::case::CaseEvent;
use xieban_domain::number::{CaseId, Form};

use xieban_support::{duty, materials, on, register};

use crate::world::World;

fn advice() -> Value {
    register("ZX01", &json!([]))
}

fn stamped(world: &World, id: CaseId) -> usize {
    world.events(id).iter().filter(|event| matches!(event, CaseEvent::LeaderStamped { .. })).count()
}

#[test]
fn r20_the_days_leader_stays_with_the_case() {
    let mut world = World::new();
    let id = world.ok("S01", &advice());
    assert_eq!(world.case(id).leader.unwrap().0, "L01");
    world.enter_duty("2026-11-23", Some("L02"));
    assert_eq!(world.case(id).leader.unwrap().0, "L01", "a later change alters no case");
    let next = world.ok("S01", &advice());
    assert_eq!(world.case(next).leader.unwrap().0, "L02");
}

#[test]
fn r20_a_case_without_a_leader_is_stamped_once_by_the_next_entry() {
    let mut world = World::on(vec![duty("2026-11-23", None)]);
    let open = world.ok("S01", &advice());
    let over = world.ok("S01", &advice());
    assert_eq!(world.light(open), "红 待明确");
    for end in [
        json!({ "do": "instant", "clear": true, "simple": true }),
        json!({ "do": "finish", "summary": "已答复" }),
        json!({ "do": "reply", "mode": "当面告知", "content": "已答复" }),
        json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 1 } }),
    ] {
        world.ok("S01", &on(over, &end));
    }
    world.enter_duty("2026-11-23", None);
    assert_eq!(world.case(open).leader, None, "an entry without a leader stamps nothing");
    world.enter_duty("2026-11-24", Some("L02"));
    for id in [open, over] {
        assert_eq!(world.case(id).leader.as_ref().unwrap().0, "L02", "its sheets name the leader");
        assert_eq!(stamped(&world, id), 1);
    }
    assert_eq!(world.light(open), "--");
    world.enter_duty("2026-11-24", Some("L01"));
    assert_eq!(
        (stamped(&world, open), world.case(open).leader.unwrap().0.as_str()),
        (1, "L02"),
        "never again"
    );
}

#[test]
fn r11_r14_only_eligible_people_are_entered() {
    let mut world = World::new();
    let enter = |leader: &str, officer: &str| json!({ "do": "enter_duty", "date": "2026-11-24", "leader": leader, "morning": [officer] });
    assert_eq!(world.no("A01", &enter("S01", "S01")), ("not_eligible_leader", "R14".to_owned()));
    assert_eq!(world.no("A01", &enter("L01", "A01")), ("not_eligible_officer", "R11".to_owned()));
    assert_eq!(world.no("S01", &enter("L01", "S01")).0, "not_authorised");
    world.clock("2026-11-25T08:00");
    assert_eq!(world.no("A01", &enter("L01", "S01")), ("duty_in_the_past", "R20".to_owned()));
}

#[test]
fn r25_numbers_have_no_gap_in_two_years_and_go_on_from_paper() {
    let mut world = World::new();
    let paper =
        json!({ "do": "change_settings", "used_on_paper": { "case": [2026, 41], "receipt": [2026, 7] } });
    world.done("A01", &paper);
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(world.ok("S01", &advice()));
        world.no("S01", &register("TS01", &json!([])));
        let mut refused = advice();
        refused["disposition"] = json!({ "as": "promise" });
        world.no("S01", &refused);
    }
    assert_eq!(
        ids.iter().map(|id| id.seq).collect::<Vec<_>>(),
        [42, 43, 44],
        "what is refused takes no number"
    );
    let promise = |id| on(id, &json!({ "do": "promise", "reason": "上级审批", "limit": "2 working" }));
    for (id, seq) in ids.iter().zip([8, 9, 10]) {
        world.ok("S01", &promise(*id));
        assert_eq!(world.case(*id).receipts[0].number.seq, seq);
    }
    world.clock("2027-01-04T08:30");
    world.enter_duty("2027-01-04", Some("L01"));
    let next: Vec<CaseId> = (0..3).map(|_| world.ok("S01", &advice())).collect();
    let expected: Vec<CaseId> = (1..=3).map(|seq| CaseId { year: 2027, seq }).collect();
    assert_eq!(next, expected, "a new year begins at 1");
    world.ok("S01", &promise(next[0]));
    assert_eq!(world.case(next[0]).receipts[0].number.paper("徐卫监"), "徐卫监协回〔2027〕1号");
    world.ok("S01", &on(ids[0], &json!({ "do": "note_call", "words": "问" })));
    let number = world.case(ids[0]).id().number();
    assert_eq!((number.form, number.paper("徐卫监").as_str()), (Form::Case, "徐卫监协〔2026〕42号"));
}

#[test]
fn a_case_untouched_for_thirty_days_equals_one_looked_at_daily() {
    let mut looked_at = World::new();
    let mut left_alone = World::new();
    let command = register("GW03", &materials(&["延续申请表"], "收"));
    let id = looked_at.ok("S01", &command);
    assert_eq!(left_alone.ok("S01", &command), id);
    let pages = looked_at.office.last_page().unwrap();
    for day in 24..=30 {
        looked_at.clock(&format!("2026-11-{day}T09:00"));
        looked_at.light(id);
    }
    for day in 1..=23 {
        looked_at.clock(&format!("2026-12-{day:02}T09:00"));
        looked_at.light(id);
        looked_at.no("S02", &on(id, &json!({ "do": "chase", "words": "催" })));
    }
    assert_eq!(looked_at.office.last_page().unwrap(), pages, "nothing is written because time passed");
    left_alone.clock("2026-12-23T09:00");
    for _ in 0..2 {
        let call = on(id, &json!({ "do": "note_call", "words": "问进度" }));
        looked_at.ok("S01", &call);
        left_alone.ok("S01", &call);
    }
    assert_eq!(looked_at.case(id), left_alone.case(id));
    let lapses = |world: &World| {
        world.events(id).iter().filter(|event| matches!(event, CaseEvent::DeemedAccepted { .. })).count()
    };
    assert_eq!((lapses(&looked_at), lapses(&left_alone)), (1, 1), "视为受理 once");
    assert_eq!(looked_at.light(id), left_alone.light(id));
}

#[test]
fn r53_r71_an_overdue_case_goes_up_day_by_day_and_nothing_is_written() {
    let mut world = World::new();
    let id = crate::dispose::advice(&mut world);
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "3 working" })));
    let events = world.events(id).len();
    for (now, seen) in [
        ("2026-11-25T09:00", None),
        ("2026-11-26T09:00", Some("直接责任人")),
        ("2026-11-27T09:00", Some("分管责任人")),
        ("2026-11-30T09:00", Some("分管责任人")),
        ("2026-12-01T09:00", Some("第一责任人")),
        ("2026-12-03T09:00", Some("黄牌督办")),
        ("2026-12-09T23:00", Some("黄牌督办")),
        ("2026-12-10T00:30", Some("红牌督办")),
        ("2027-03-10T09:00", Some("红牌督办")),
    ] {
        world.clock(now);
        assert_eq!(world.escalation(id), seen, "{now}");
    }
    assert_eq!(world.events(id).len(), events, "time writes nothing");
    world.clock("2026-12-01T09:00");
    let days = |days: [u16; 4]| json!({ "do": "change_settings", "escalation_days": days });
    for wrong in [[0, 1, 2, 3], [1, 1, 5, 10], [5, 3, 2, 1]] {
        assert_eq!(world.no("A01", &days(wrong)), ("escalation_not_rising", "R53".to_owned()), "{wrong:?}");
    }
    world.done("A01", &days([1, 2, 3, 4]));
    assert_eq!(world.escalation(id), Some("黄牌督办"), "the office's own days");
    world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已办" })));
    assert_eq!(world.escalation(id), None);
}

#[test]
fn r52_a_promise_into_a_year_without_a_published_notice_is_provisional_and_says_so() {
    let mut world = World::new();
    world.clock("2026-12-25T09:00").enter_duty("2026-12-25", Some("L01"));
    let id = crate::dispose::licence(&mut world, 0);
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "10 working" })));
    let case = world.case(id);
    let Some(xieban_domain::case::state::Disposed::Promise { promised, .. }) = &case.disposed else {
        panic!()
    };
    assert!(promised.provisional && promised.date.to_string().starts_with("2027-01"), "{promised:?}");
    let sooner = crate::dispose::licence(&mut world, 0);
    world.ok("S01", &on(sooner, &json!({ "do": "promise", "reason": "现场勘查", "limit": "2 working" })));
    let case = world.case(sooner);
    let Some(xieban_domain::case::state::Disposed::Promise { promised, .. }) = &case.disposed else {
        panic!()
    };
    assert!(!promised.provisional, "{promised:?}");
}
