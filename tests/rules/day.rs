//! 协办日志（日志总表）: R63 — a day as it stood in its end, whenever it is asked.

use serde_json::json;
use xieban_domain::number::CaseId;
use xieban_office::DaySheet;

use xieban_support::{on, register};

use crate::world::World;

fn finished(world: &mut World) -> CaseId {
    let mut command = register("ZX01", &json!([]));
    command["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
    let id = world.ok("S01", &command);
    world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已答复" })))
}

fn reply(world: &mut World, id: CaseId) {
    world.ok("S01", &on(id, &json!({ "do": "reply", "mode": "电话", "content": "已说明" })));
}

fn day(world: &World, date: &str) -> DaySheet {
    world.office.day_sheet(date.parse().unwrap()).unwrap()
}

fn ids(cases: &[xieban_domain::case::Case]) -> Vec<CaseId> {
    cases.iter().map(xieban_domain::case::Case::id).collect()
}

#[test]
fn r63_the_log_has_every_closed_case_in_order_once_and_what_is_carried_over() {
    let mut world = World::new();
    let open = world.ok("S01", &register("ZX01", &json!([])));
    let first = finished(&mut world);
    let second = finished(&mut world);
    reply(&mut world, second);
    reply(&mut world, first);
    world.done("S01", &json!({ "do": "tally" }));
    world.done("S01", &json!({ "do": "visitor_left", "reason": "等不及" }));
    let log = day(&world, "2026-11-23");
    assert_eq!(ids(&log.entries), [first, second], "each once, in the order of its first entry");
    assert_eq!(ids(&log.carried), [open]);
    // Three cases of one person on one day are one visit.
    assert_eq!((log.received, log.tallied, log.left.as_slice()), (1, 1, &["等不及".to_owned()][..]));
    assert_eq!(log.duty.leader.as_ref().unwrap().0, "L01");
    assert_eq!(log.last.unwrap().0, world.office.last_page().unwrap());
}

#[test]
fn r63_a_sheet_printed_later_is_the_same_sheet() {
    let mut world = World::new();
    let open = world.ok("S01", &register("ZX01", &json!([])));
    let done = finished(&mut world);
    let before = day(&world, "2026-11-23");
    world.clock("2026-11-24T09:00");
    world.enter_duty("2026-11-24", Some("L01"));
    reply(&mut world, done);
    let call = world.office.now().0;
    let end = json!({ "do": "terminate", "reason": "服务对象撤回", "words": "不办了", "called_at": call });
    world.ok("S01", &on(open, &end));
    let newer = world.ok("S01", &register("ZX01", &json!([])));
    let after = day(&world, "2026-11-23");
    assert_eq!(ids(&after.entries), ids(&before.entries));
    assert_eq!(after.entries[0].life.name(), "已办结待回复", "as it stood that evening");
    assert_eq!(ids(&after.carried), [open], "ended since, open then");
    assert_eq!(after.last, before.last);
    let next = day(&world, "2026-11-24");
    assert_eq!((ids(&next.entries), ids(&next.carried)), (vec![done, open], vec![newer]));
    let quiet = day(&world, "2026-11-22");
    assert!(quiet.entries.is_empty() && quiet.carried.is_empty() && quiet.last.is_none());
}

#[test]
fn r64_the_next_free_line_follows_the_last_one_taken() {
    use xieban_domain::case::state::Position;
    let at = |volume, page, line| Position { volume, page, line };
    assert_eq!(Position::after(None), at(1, 1, 1));
    assert_eq!(Position::after(Some(at(1, 1, 1))), at(1, 1, 2));
    assert_eq!(Position::after(Some(at(1, 1, 6))), at(1, 2, 1));
    assert_eq!(Position::after(Some(at(1, 200, 6))), at(2, 1, 1));
    let mut world = World::new();
    let id = finished(&mut world);
    reply(&mut world, id);
    let next = world.office.header().unwrap().next_position;
    world.ok("S01", &on(id, &json!({ "do": "sign", "how": "signed", "position": next })));
    assert_eq!(world.office.header().unwrap().next_position, Position::after(Some(next)));
}
