//! What is known before a promise: how long such cases took, and what is due in the same week.

use serde_json::json;
use xieban_domain::catalogue::MatterCode;
use xieban_domain::number::CaseId;
use xieban_office::{Answer, Query, WorkloadForecast};

use xieban_support::on;

use crate::dispose::licence;
use crate::world::World;

fn ahead(world: &World) -> WorkloadForecast {
    let session = world.office.practise("S01", "1号台").unwrap();
    let query = Query::WorkloadForecast(MatterCode("GW03".to_owned()));
    let Answer::WorkloadForecast(ahead) = world.office.ask(&session, &query).unwrap() else { panic!() };
    *ahead
}

fn promised(world: &mut World) -> CaseId {
    let id = licence(world, 0);
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "10 working" })));
    id
}

#[test]
fn what_promises_took_is_known_once_they_are_done_and_forgotten_when_they_are_taken_up_again() {
    let mut world = World::new();
    assert_eq!((ahead(&world).past.count(), ahead(&world).past.percentile(80)), (0, None));
    let ids: Vec<CaseId> = (0..5).map(|_| promised(&mut world)).collect();
    assert_eq!(ahead(&world).past.count(), 0, "none is done yet");
    // Monday the 23rd plus 1, 2, 3, 4 and 6 working days.
    for (id, day) in ids.iter().zip(["24", "25", "26", "27"]) {
        world.clock(&format!("2026-11-{day}T10:00"));
        world.ok("S01", &on(*id, &json!({ "do": "finish", "summary": "发证" })));
    }
    world.clock("2026-12-01T10:00").ok("S01", &on(ids[4], &json!({ "do": "finish", "summary": "发证" })));
    let past = ahead(&world).past;
    assert_eq!((past.count(), past.percentile(50), past.percentile(80)), (5, Some(3), Some(4)));
    world.ok("S01", &on(ids[4], &json!({ "do": "reply", "mode": "电话", "content": "已告知" })));
    world.ok("S01", &on(ids[4], &json!({ "do": "reopen", "reason": "地址有误" })));
    assert_eq!(ahead(&world).past.count(), 4);
}

#[test]
fn what_did_not_count_is_not_counted() {
    let mut world = World::new();
    let id = promised(&mut world);
    let stop = json!({ "do": "stop_clock", "reason": "检测", "days": 3, "notice": "告知书3号" });
    world.clock("2026-11-24T10:00").ok("S01", &on(id, &stop));
    world.clock("2026-11-27T10:00").ok("S01", &on(id, &json!({ "do": "resume_clock" })));
    world.clock("2026-11-30T10:00").ok("S01", &on(id, &json!({ "do": "finish", "summary": "发证" })));
    assert_eq!(ahead(&world).past.percentile(50), Some(2), "five working days, three of them stood");
}

#[test]
fn the_weeks_load_is_the_officers_own() {
    let mut world = World::new();
    for _ in 0..3 {
        promised(&mut world);
    }
    let ahead = ahead(&world);
    assert_eq!(ahead.week_of("2026-12-09".parse().unwrap()), 3, "Monday the 7th lies in that week");
    assert_eq!(ahead.week_of("2026-12-14".parse().unwrap()), 0);
}
