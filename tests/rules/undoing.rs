//! 撤销: R20, R25, R48, R55, R62–R64 — the last step, by who made it, within a minute, while nobody has built on it.

use serde_json::{Value, json};
use xieban_domain::case::{Case, CaseEvent};
use xieban_domain::number::CaseId;

use xieban_support::{on, register};

use crate::dispose::{advice, licence, refusal};
use crate::world::World;

fn undo(id: CaseId) -> Value {
    on(id, &json!({ "do": "undo" }))
}

fn instant() -> Value {
    json!({ "do": "instant", "clear": true, "simple": true })
}

fn promise() -> Value {
    json!({ "do": "promise", "reason": "现场勘查", "limit": "3 working" })
}

/// The case but for its version.
fn facts(case: &Case) -> Case {
    Case { version: 0, ..case.clone() }
}

/// Makes a step, undoes it, and compares what is there before and after.
fn there_and_back(world: &mut World, who: &str, id: CaseId, step: &Value) {
    let before = world.case(id);
    world.ok(who, &on(id, step));
    let done = world.case(id);
    assert_ne!(facts(&before), facts(&done), "{step}");
    world.ok(who, &undo(id));
    let after = world.case(id);
    assert_eq!(facts(&before), facts(&after), "{step}");
    assert!(after.version > done.version, "who looked at it meanwhile has an old version");
}

#[test]
fn r62_a_step_and_its_undo_leave_the_case_as_it_was_whatever_the_step() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    for step in [
        promise(),
        json!({ "do": "prompt", "cause": "系统停机" }),
        refusal(),
        json!({ "do": "note_call", "words": "问进度" }),
        json!({ "do": "contact", "words": "电话联系" }),
        json!({ "do": "note_materials", "materials": [{ "name": "补充材料", "state": "收", "basis": "补充" }] }),
        json!({ "do": "void", "reason": "登记重复" }),
    ] {
        there_and_back(&mut world, "S01", id, &step);
    }
    world.ok("S01", &on(id, &promise()));
    for step in [
        json!({ "do": "hand_to", "department": "监督二科" }),
        json!({ "do": "take_back" }),
        json!({ "do": "chase", "whom": "监督二科", "words": "请抓紧" }),
        json!({ "do": "stop_clock", "reason": "检测", "days": 3, "notice": "告知书3号" }),
        json!({ "do": "ask_consent", "consent": "promise_to_prompt", "reason": "漏项" }),
        json!({ "do": "finish", "summary": "已办" }),
    ] {
        there_and_back(&mut world, "S01", id, &step);
    }
    world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已办" })));
    let reply = json!({ "do": "reply", "mode": "当面告知", "content": "已告知" });
    there_and_back(&mut world, "S01", id, &reply);
    world.ok("S01", &on(id, &reply));
    there_and_back(&mut world, "S01", id, &json!({ "do": "sign", "how": "awaited_after_call" }));
    there_and_back(&mut world, "S01", id, &json!({ "do": "reopen", "reason": "有误" }));
    world.office.rebuild().unwrap();
    assert_eq!(world.office.audit().unwrap().finding, None);
    world.case(id);
}

#[test]
fn r60_another_units_case_goes_back_too() {
    let mut world = World::new();
    let id = world.ok("S01", &register("YB01", &json!([])));
    there_and_back(&mut world, "S01", id, &json!({ "do": "guide", "mode": "书面导引单" }));
    world.ok("S01", &on(id, &json!({ "do": "guide", "mode": "书面导引单" })));
    there_and_back(
        &mut world,
        "S01",
        id,
        &json!({ "do": "hand_over", "receiver": "钱科长", "mode": "电话衔接" }),
    );
}

#[test]
fn r20_only_who_made_the_step_and_only_within_a_minute() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.clock("2026-11-23T08:45").ok("S01", &on(id, &instant()));
    assert_eq!(world.no("L01", &undo(id)).0, "undo_others");
    assert_eq!(world.no("S02", &undo(id)).0, "undo_others");
    world.clock("2026-11-23T08:46:01");
    assert_eq!(world.no("S01", &undo(id)).0, "undo_late");
    world.clock("2026-11-23T08:46:00").ok("S01", &undo(id));
}

#[test]
fn r62_nothing_on_which_somebody_has_built_is_undone() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &on(id, &instant()));
    world.ok("S02", &on(id, &json!({ "do": "note_call", "words": "问进度" })));
    assert_eq!(world.no("S01", &undo(id)).0, "undo_others");
    world.ok("S02", &undo(id));
    assert_eq!(world.no("S02", &undo(id)).0, "undo_kept", "one step, not two");
    assert_eq!(world.no("S01", &undo(id)).0, "undo_others");
}

#[test]
fn r25_a_registration_is_made_void_and_not_undone() {
    let mut world = World::new();
    let id = advice(&mut world);
    let told = world.act("S01", &undo(id)).unwrap_err();
    assert_eq!(told.code(), "undo_kept");
    assert!(told.to_string().contains("作废"), "{told}");
}

#[test]
fn r48_r52_what_gave_a_number_is_undone_until_it_is_printed_and_the_number_is_not_used_again() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    world.ok("S01", &on(id, &promise()));
    let number = world.case(id).receipts[0].number;
    world.ok("S01", &undo(id));
    let Some(CaseEvent::Undone(undone)) = world.events(id).last() else { panic!() };
    assert_eq!(undone.numbers, [number]);
    assert!(world.case(id).receipts.is_empty());
    world.ok("S01", &on(id, &promise()));
    assert_eq!(world.case(id).receipts[0].number.seq, number.seq + 1);
    world.ok("S01", &on(id, &json!({ "do": "note_printed", "form": "receipt" })));
    let told = world.act("S01", &undo(id)).unwrap_err();
    assert!(told.to_string().contains("已经打出"), "{told}");
}

#[test]
fn r55_a_leader_takes_back_his_own_countersign_and_nobody_elses() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &on(id, &refusal()));
    there_and_back(&mut world, "L01", id, &json!({ "do": "countersign" }));
    world.ok("L01", &on(id, &json!({ "do": "countersign" })));
    assert_eq!(world.no("S01", &undo(id)).0, "undo_others");
}

#[test]
fn r64_the_visitors_signature_and_rating_stay() {
    let mut world = World::new();
    let id = advice(&mut world);
    for step in [
        instant(),
        json!({ "do": "finish", "summary": "已答复" }),
        json!({ "do": "reply", "mode": "当面告知", "content": "已说明" }),
        json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 1 } }),
    ] {
        world.ok("S01", &on(id, &step));
    }
    assert_eq!(world.no("S01", &undo(id)).0, "undo_kept");
    world.ok("S01", &on(id, &json!({ "do": "rate", "level": "满意" })));
    assert_eq!(world.no("S01", &undo(id)).0, "undo_kept");
}

#[test]
fn r20_what_a_duty_entry_did_to_many_cases_stays() {
    let mut world = World::on(vec![xieban_support::duty("2026-11-23", None)]);
    let id = advice(&mut world);
    world.enter_duty("2026-11-23", Some("L01"));
    assert_eq!(world.no("S01", &undo(id)).0, "undo_others");
    let session = world.office.practise("A01", "1号台").unwrap();
    let refused = world.office.act(&session, "x", &xieban_support::say(&undo(id)));
    assert!(refused.is_err());
}

#[test]
fn r63_what_was_undone_is_in_no_days_log() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &on(id, &instant()));
    world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已办" })));
    world.ok("S01", &undo(id));
    for again in [false, true] {
        let log = world.office.day_sheet("2026-11-23".parse().unwrap()).unwrap();
        assert!(log.entries.is_empty());
        assert_eq!(log.carried.iter().map(Case::id).collect::<Vec<_>>(), [id]);
        if !again {
            world.office.rebuild().unwrap();
        }
    }
}

#[test]
fn r25_a_void_paper_case_stays_void_because_its_paper_may_be_entered_again() {
    let mut world = World::new();
    let mut late = register("ZX01", &json!([]));
    late["paper"] = json!({ "at": "2026-11-23T08:30", "number": "手1", "reason": "停电" });
    let id = world.ok("S01", &late);
    world.ok("S01", &on(id, &json!({ "do": "void", "reason": "录错了" })));
    assert_eq!(world.no("S01", &undo(id)).0, "undo_kept");
}

#[test]
fn r48_what_time_has_brought_is_recorded_by_the_next_command_again() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    world.clock("2026-12-02T10:00");
    there_and_back(&mut world, "S01", id, &json!({ "do": "note_call", "words": "问进度" }));
    assert!(world.case(id).acceptance.is_none());
    world.ok("S01", &on(id, &json!({ "do": "note_call", "words": "问进度" })));
    assert!(world.case(id).acceptance.as_ref().is_some_and(|acceptance| acceptance.deemed));
}

#[test]
fn r42_a_slip_that_another_case_has_joined_stays() {
    let mut world = World::new();
    let [first, second] = [(); 2].map(|()| world.ok("S01", &register("YB01", &json!([]))));
    let guide = json!({ "do": "guide", "mode": "书面导引单" });
    world.ok("S01", &on(first, &guide));
    let mut joins = guide.clone();
    joins["with"] = json!(first.to_string());
    world.ok("S01", &on(second, &joins));
    assert_eq!(world.no("S01", &undo(first)).0, "undo_kept");
    world.ok("S01", &undo(second));
    world.ok("S01", &undo(first));
}
