//! 办结回复: R62–R65.

use serde_json::{Value, json};
use xieban_domain::case::Life;
use xieban_domain::number::CaseId;

use xieban_support::{on, register};

use crate::world::World;

fn working(world: &mut World) -> CaseId {
    let mut command = register("ZX01", &json!([]));
    command["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
    world.ok("S01", &command)
}

fn finish(id: CaseId) -> Value {
    on(id, &json!({ "do": "finish", "summary": "已答复办证条件" }))
}

fn reply(id: CaseId, mode: &str) -> Value {
    on(id, &json!({ "do": "reply", "mode": mode, "content": "条件和材料已说明" }))
}

fn signed(id: CaseId, line: u16) -> Value {
    on(id, &json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 2, "line": line } }))
}

fn replied(world: &mut World) -> CaseId {
    let id = working(world);
    world.ok("S01", &finish(id));
    world.ok("S01", &reply(id, "当面告知"));
    id
}

#[test]
fn r62_the_officer_replies_in_a_way_at_a_time_with_words() {
    let mut world = World::new();
    let id = working(&mut world);
    assert_eq!(world.no("S01", &reply(id, "电话")), ("not_finished", "R62".to_owned()));
    world.ok("S01", &finish(id));
    assert_eq!(world.no("S02", &reply(id, "电话")).0, "not_officer_of_case", "the replier is the officer");
    assert_eq!(world.no("L01", &reply(id, "电话")).0, "not_officer_of_case");
    let empty = on(id, &json!({ "do": "reply", "mode": "电话", "content": "　" }));
    assert_eq!(world.no("S01", &empty), ("reply_needs_words", "R62".to_owned()));
    for minutes in [1, -1] {
        let mut when = reply(id, "电话");
        when["at"] = json!(world.office.now().plus_ms(minutes * 60_000).0);
        assert_eq!(world.no("S01", &when).0, "reply_in_future", "{minutes}");
    }
    world.ok("S01", &reply(id, "电话"));
    assert!(matches!(world.case(id).life, Life::Replied(_, reply, _) if reply.by.0 == "S01"));
    assert_eq!(world.no("S01", &reply(id, "电话")).0, "already_replied");
    for mode in ["当面告知", "书面通知", "其他"] {
        let id = working(&mut world);
        world.ok("S01", &finish(id));
        world.ok("S01", &reply(id, mode));
    }
}

#[test]
fn r62_who_acts_may_reply_for_the_officer() {
    let mut world = World::new();
    let id = working(&mut world);
    let acting = json!({ "do": "appoint_acting", "officer": "S02", "until": "2026-11-30", "reason": "休假" });
    world.ok("L01", &on(id, &acting));
    world.ok("S02", &finish(id));
    world.ok("S02", &reply(id, "电话"));
    assert!(matches!(world.case(id).life, Life::Replied(_, reply, _) if reply.by.0 == "S02"));
    assert_eq!(world.case(id).opening.officer.0, "S01");
}

#[test]
fn r62_done_and_not_replied_after_one_open_day_is_amber() {
    let mut world = World::new();
    world.clock("2026-11-27T10:00"); // a Friday
    world.enter_duty("2026-11-27", Some("L01"));
    let id = working(&mut world);
    world.ok("S01", &finish(id));
    for (now, light) in [
        ("2026-11-27T17:00", "--"),
        ("2026-11-29T10:00", "--"),
        ("2026-11-30T17:00", "--"),
        ("2026-12-01T08:30", "黄 未回复"),
    ] {
        assert_eq!(world.clock(now).light(id), light, "{now}");
    }
    world.ok("S01", &reply(id, "电话"));
    assert_eq!(world.light(id), "--");
}

#[test]
fn r63_no_case_is_done_without_its_line_in_the_log() {
    let mut world = World::new();
    let id = working(&mut world);
    let empty = on(id, &json!({ "do": "finish", "summary": " " }));
    assert_eq!(world.no("S01", &empty), ("summary_needed", "R63".to_owned()));
    world.ok("S01", &finish(id));
    let case = world.case(id);
    assert!(matches!(&case.life, Life::Finished(finish) if finish.summary.text() == "已答复办证条件"));
    assert!(case.open_step().is_none(), "the file came back at the same moment");
    assert_eq!(world.no("S01", &finish(id)).0, "not_working");
}

#[test]
fn r63_what_is_not_ready_is_not_done() {
    let mut world = World::new();
    let bare = world.ok("S01", &register("ZX01", &json!([])));
    assert_eq!(world.no("S01", &finish(bare)).0, "no_disposition_yet");
    world.ok("S01", &on(bare, &json!({ "do": "prompt", "cause": "系统停机" })));
    assert_eq!(world.no("S01", &finish(bare)).0, "still_prompted");
    let proposal = json!({ "do": "return", "ground": "不符合有关规定", "why": "甲", "basis": "乙", "alternative": "无" });
    world.ok("S01", &on(bare, &proposal));
    assert_eq!(world.no("S01", &finish(bare)).0, "return_pending");
}

#[test]
fn r64_the_signature_has_a_place_of_its_own() {
    let mut world = World::new();
    let first = replied(&mut world);
    let second = replied(&mut world);
    let nowhere = on(first, &json!({ "do": "sign", "how": "signed", "position": null }));
    assert_eq!(world.no("S01", &nowhere), ("position_needed", "R64".to_owned()));
    assert_eq!(world.no("S01", &signed(first, 0)).0, "position_needed");
    world.ok("S01", &signed(first, 3));
    assert!(matches!(world.case(first).life, Life::Archived(..)));
    assert_eq!(world.no("S01", &signed(second, 3)), ("position_taken", "R64".to_owned()));
    let refusal = world.act("S01", &signed(second, 3)).unwrap_err().to_string();
    assert!(refusal.contains(&first.to_string()), "{refusal}");
    world.ok("S01", &signed(second, 4));
    assert_eq!(world.no("S01", &signed(second, 5)), ("closed", "R62".to_owned()));
}

#[test]
fn r64_what_stands_for_a_signature_and_what_still_waits_for_one() {
    let mut world = World::new();
    let waiting = replied(&mut world);
    for how in ["awaited_after_call", "mailed"] {
        world.ok("S01", &on(waiting, &json!({ "do": "sign", "how": how })));
        assert!(matches!(world.case(waiting).life, Life::Replied(..)), "{how} is not the end");
    }
    let session = world.office.practise("L01", "1号台").unwrap();
    let filter = xieban_office::Filter::AwaitingSignature;
    let query =
        xieban_office::Query::Cases { scope: xieban_office::Scope::Office, filter, offset: 0, limit: 9 };
    let unsigned = |world: &World| {
        let answer = world.office.ask(&session, &query).unwrap();
        let xieban_office::Answer::Cases(list) = answer else { panic!("{answer:?}") };
        list.total
    };
    assert_eq!(unsigned(&world), 1);
    world.ok("S01", &signed(waiting, 1));
    assert_eq!(unsigned(&world), 0);
    let refused = replied(&mut world);
    let witnesses =
        |a: &str, b: &str| on(refused, &json!({ "do": "sign", "how": "refused", "witnesses": [a, b] }));
    for (a, b) in [("甲", ""), ("", "乙"), ("甲", "甲")] {
        assert_eq!(world.no("S01", &witnesses(a, b)), ("witnesses_needed", "R64".to_owned()));
    }
    world.ok("S01", &witnesses("甲", "乙"));
    let other = replied(&mut world);
    let by = |words: &str, line: u16| {
        let position = json!({ "volume": 1, "page": 2, "line": line });
        on(other, &json!({ "do": "sign", "how": "by_other", "position": position, "words": words }))
    };
    assert_eq!(world.no("S01", &by("", 7)), ("signatory_needed", "R64".to_owned()));
    assert_eq!(world.no("S01", &by("本人按指印", 1)).0, "position_taken");
    world.ok("S01", &by("本人不识字，按指印", 7));
    let early = working(&mut world);
    assert_eq!(world.no("S01", &signed(early, 9)), ("not_replied", "R64".to_owned()));
}

#[test]
fn r65_a_joint_case_is_not_done_before_our_part_or_the_hand_over() {
    let mut world = World::new();
    let id = world.ok("S01", &register("CH01", &json!([])));
    assert_eq!(world.no("S01", &finish(id)), ("ours_open", "R65".to_owned()));
    world.ok("S01", &on(id, &json!({ "do": "guide", "mode": "陪同前往" })));
    assert_eq!(world.no("S01", &finish(id)).0, "ours_open", "led on, and not handed over");
    world.ok("S01", &on(id, &json!({ "do": "hand_over", "receiver": "窗口", "mode": "陪同前往" })));
    world.ok("S01", &finish(id));
}
