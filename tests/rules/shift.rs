//! The end of a shift: R44, R50, R62.

use serde_json::json;
use xieban_office::{Answer, Query, Shift};

use xieban_support::on;

use crate::dispose::advice;
use crate::world::World;

fn shift(world: &World, code: &str) -> Shift {
    let session = world.office.practise(code, "1号台").unwrap();
    let Answer::Shift(shift) = world.office.ask(&session, &Query::Shift).unwrap() else { panic!() };
    *shift
}

fn leave(reason: &str) -> serde_json::Value {
    json!({ "do": "leave_shift", "reason": reason })
}

#[test]
fn r44_at_noon_everything_stays_with_its_officer_and_at_the_last_slot_the_rest_is_explained() {
    let mut world = World::new();
    let id = advice(&mut world);
    assert_eq!(world.no("S01", &leave("还有事")).0, "nothing_to_explain", "nothing is left undone");
    world.ok("S01", &on(id, &json!({ "do": "instant", "clear": true, "simple": true })));
    // S01 is on in the morning alone, so that this is the last slot.
    assert_eq!(world.no("S01", &leave(" ")), ("shift_reason_needed", "R50".to_owned()));
    assert_eq!(shift(&world, "S01").undone, vec![id]);
    world.done("S01", &leave("等窗口打印证照"));
    assert_eq!(world.case(id).opening.officer.0, "S01", "his all the same");
    let leader = shift(&world, "L01");
    assert_eq!(leader.explained, vec![("王芳".to_owned(), "1件：等窗口打印证照".to_owned())], "{leader:?}");
    assert!(shift(&world, "S02").explained.is_empty(), "the leader's, nobody else's");
    let sheet = world.office.day_sheet("2026-11-23".parse().unwrap()).unwrap();
    assert_eq!(sheet.shifts_left.len(), 1, "and on the day's log");
}

#[test]
fn r44_whoever_comes_back_in_the_afternoon_leaves_at_noon_without_a_word() {
    let mut world = World::new();
    let mut day = serde_json::to_value(xieban_support::duty("2026-11-23", Some("L01"))).unwrap();
    (day["do"], day["afternoon"]) = (json!("enter_duty"), json!(["S01"]));
    world.done("L01", &day);
    let id = advice(&mut world);
    world.ok("S01", &on(id, &json!({ "do": "instant", "clear": true, "simple": true })));
    assert_eq!(world.clock("2026-11-23T12:00").no("S01", &leave("吃饭")).0, "nothing_to_explain");
    world.clock("2026-11-23T14:40");
    assert_eq!(world.no("S01", &leave("")).0, "shift_reason_needed");
}

#[test]
fn whose_cases_were_left_is_masked_in_what_is_said_of_them() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &on(id, &json!({ "do": "instant", "clear": true, "simple": true })));
    world.done("S01", &leave("张三（13800138000）没有来，家里13900139000也没人接"));
    let said = "张*（138****8000）没有来，家里139****9000也没人接";
    assert_eq!(shift(&world, "L01").explained, vec![("王芳".to_owned(), format!("1件：{said}"))]);
    let sheet = world.office.day_sheet("2026-11-23".parse().unwrap()).unwrap();
    assert_eq!(sheet.shifts_left[0].reason.text(), said);
}

#[test]
fn r62_done_and_not_replied_is_to_be_called_and_to_be_explained() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &on(id, &json!({ "do": "instant", "clear": true, "simple": true })));
    assert_eq!(shift(&world, "S01").today.len(), 1);
    world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已查到" })));
    let now = shift(&world, "S01");
    assert_eq!((now.today.len(), now.to_call.len(), now.undone.len()), (0, 1, 1));
    world.ok("S01", &on(id, &json!({ "do": "reply", "mode": "当面告知", "content": "已告知" })));
    let now = shift(&world, "S01");
    assert_eq!((now.to_call.len(), now.unsigned.len(), now.undone.len()), (0, 1, 0));
    assert_eq!(world.no("S01", &leave("没有了")).0, "nothing_to_explain");
}
