//! 全程协办: R42–R46, R53, R60.

use serde_json::{Value, json};
use xieban_domain::case::{CaseEvent, Life};
use xieban_domain::number::CaseId;
use xieban_office::{Answer, Filter, Query, Scope};

use xieban_support::{day, materials, on, register};

use crate::world::World;

fn promised(world: &mut World, matter: &str, names: &[&str]) -> CaseId {
    let mut command = register(matter, &materials(names, "收"));
    command["disposition"] = json!({ "as": "promise", "reason": "现场勘查", "limit": "5 working" });
    world.ok("S01", &command)
}

pub(crate) fn plea(world: &mut World) -> CaseId {
    promised(world, "CF01", &["书面申请", "身份证明或委托书"])
}

fn consultation(world: &mut World) -> CaseId {
    promised(world, "ZX01", &[])
}

#[test]
fn r42_inside_a_file_moves_between_departments_and_never_to_the_visitor() {
    let mut world = World::new();
    let id = consultation(&mut world);
    let hand = |to: &str| on(id, &json!({ "do": "hand_to", "department": to }));
    for nowhere in ["服务对象", "", "张三"] {
        assert_eq!(world.no("S01", &hand(nowhere)), ("unknown_department", "R46".to_owned()));
    }
    world.clock("2026-11-23T09:30");
    world.ok("S01", &hand("监督二科"));
    let case = world.case(id);
    let way: Vec<_> = case.steps.iter().map(|step| (step.department.as_str(), step.back.is_some())).collect();
    assert_eq!(way, [("办公室", true), ("监督二科", false)]);
    assert_eq!(world.no("S01", &hand("监督二科")).0, "step_open_elsewhere");
    world.ok("S01", &on(id, &json!({ "do": "take_back", "note": "已看过" })));
    assert_eq!(world.no("S01", &on(id, &json!({ "do": "take_back" }))).0, "no_step_open");
}

#[test]
fn r42_r60_no_hand_over_without_guidance_and_none_without_a_receiver() {
    let mut world = World::new();
    let id = world.ok("S01", &register("YB01", &json!([])));
    let over =
        |receiver: &str| on(id, &json!({ "do": "hand_over", "receiver": receiver, "mode": "电话衔接" }));
    assert_eq!(world.no("S01", &over("钱科长")), ("guidance_needed", "R42".to_owned()));
    world.ok("S01", &on(id, &json!({ "do": "guide", "mode": "书面导引单", "officer": "钱科长" })));
    let guidance = world.case(id).guidance;
    assert_eq!((guidance.len(), guidance[0].unit.0.as_str()), (1, "SCJG"));
    assert_eq!(world.no("S01", &over("  ")), ("hand_over_needs_receiver", "R60".to_owned()));
    let finish = on(id, &json!({ "do": "finish", "summary": "已移交" }));
    assert_eq!(world.no("S01", &finish).0, "hand_over_needs_receiver", "still open, and the officer's");
    let mut later = over("钱科长");
    later["at"] = json!(world.office.now().plus_ms(60_000).0);
    assert_eq!(world.no("S01", &later).0, "hand_over_needs_receiver", "not in the future");
    world.ok("S01", &over("钱科长"));
    assert!(matches!(world.case(id).life, Life::HandedOver(handover) if handover.receiver == "钱科长"));
    world.ok("S01", &finish);
}

#[test]
fn r43_only_a_step_of_the_visitors_own_waits_for_him() {
    let mut world = World::new();
    let wait = |id, reason: &str| on(id, &json!({ "do": "await_visitor", "reason": reason }));
    let advice = consultation(&mut world);
    assert_eq!(world.no("S01", &wait(advice, "须本人签字")), ("wait_needs_flag", "R43".to_owned()));
    let id = plea(&mut world);
    assert_eq!(world.no("S01", &wait(id, "须本人验证")), ("step_not_flagged", "R43".to_owned()));
    world.ok("S01", &wait(id, "须本人签字"));
    assert!(matches!(world.case(id).life, Life::AwaitingVisitor(_)));
    world.ok("S01", &on(id, &json!({ "do": "visitor_came" })));
    assert_eq!(world.case(id).life, Life::Working);
    assert_eq!(world.no("S01", &on(id, &json!({ "do": "visitor_came" }))).0, "not_working");
}

#[test]
fn r44_the_end_of_a_shift_ends_no_ownership() {
    let mut world = World::new();
    let id = consultation(&mut world);
    world.clock("2026-11-23T17:31");
    world.enter_duty("2026-11-24", Some("L02"));
    world.clock("2026-11-24T08:30");
    assert_eq!(world.case(id).opening.officer.0, "S01");
    let session = world.office.practise("S01", "1号台").unwrap();
    let scope = Scope::Of("S01".into());
    let query = Query::Cases { scope, filter: Filter::All, offset: 0, limit: 10 };
    let Answer::Cases(list) = world.office.ask(&session, &query).unwrap() else { panic!() };
    assert_eq!(list.rows.iter().map(|row| row.record.case.id()).collect::<Vec<_>>(), [id]);
    world.ok("S01", &on(id, &json!({ "do": "chase", "words": "请抓紧" })));
}

/// Every command on a case, with what makes it sensible where something does.
fn every_command() -> Vec<Value> {
    vec![
        json!({ "do": "note_materials", "materials": [] }),
        json!({ "do": "prompt", "cause": "系统故障" }),
        json!({ "do": "instant", "clear": true, "simple": true }),
        json!({ "do": "promise", "reason": "现场勘查", "limit": "3 working" }),
        json!({ "do": "return", "ground": "不符合有关规定", "why": "甲", "basis": "乙", "alternative": "无" }),
        json!({ "do": "countersign" }),
        json!({ "do": "decline_return", "reason": "再核" }),
        json!({ "do": "ask_consent", "consent": "second_prompt", "reason": "漏项" }),
        json!({ "do": "give_consent", "consent": "second_prompt" }),
        json!({ "do": "decline_consent", "consent": "second_prompt", "reason": "再核" }),
        json!({ "do": "hand_to", "department": "监督二科" }),
        json!({ "do": "take_back" }),
        json!({ "do": "chase", "whom": "监督二科", "words": "请抓紧" }),
        json!({ "do": "note_call", "words": "问进度" }),
        json!({ "do": "await_visitor", "reason": "须本人签字" }),
        json!({ "do": "visitor_came" }),
        json!({ "do": "guide", "mode": "陪同前往" }),
        json!({ "do": "hand_over", "receiver": "钱", "mode": "陪同前往" }),
        json!({ "do": "reassign", "to": "S02" }),
        json!({ "do": "appoint_acting", "officer": "S03", "until": "2026-12-31", "reason": "休假" }),
        json!({ "do": "finish", "summary": "已办" }),
        json!({ "do": "reply", "mode": "当面告知", "content": "已告知" }),
        json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 1 } }),
        json!({ "do": "note_printed", "form": "case" }),
    ]
}

#[test]
fn r45_no_command_of_anybody_changes_the_officer() {
    let mut world = World::new();
    let own = consultation(&mut world);
    let moved = world.ok("S01", &register("YB01", &json!([])));
    let bare = world.ok("S01", &register("ZX01", &json!([])));
    for id in [own, moved, bare] {
        for who in ["S02", "S03", "B01", "L01", "H01", "A01", "Z01", "S01"] {
            for command in every_command() {
                // Whatever comes of it: done, or refused by its own rule.
                drop(world.act(who, &on(id, &command)));
                assert_eq!(world.case(id).opening.officer.0, "S01", "{who} {command}");
            }
        }
    }
    let names: std::collections::BTreeSet<_> =
        every_command().iter().map(|command| command["do"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names.len(), 24, "a new command belongs here");
}

#[test]
fn r45_an_attempt_to_hand_a_case_on_is_refused_whoever_tries_and_leaves_a_page() {
    let mut world = World::new();
    let id = consultation(&mut world);
    let reassign = on(id, &json!({ "do": "reassign", "to": "S02" }));
    for who in ["S01", "S02", "B01", "L01", "H01"] {
        let before = world.office.last_page().unwrap();
        assert_eq!(world.no(who, &reassign), ("owner_never_changes", "R45".to_owned()));
        assert_eq!(world.office.last_page().unwrap(), before + 1, "{who}");
    }
    let before = world.office.last_page().unwrap();
    assert_eq!(world.no("A01", &reassign).0, "not_authorised");
    assert_eq!(world.office.last_page().unwrap(), before + 1, "an administrator's attempt is kept, too");
    let session = world.office.practise("S02", "1号台").unwrap();
    let now = world.office.now();
    let tried = world.office.import(|import| {
        let tried = import.act(&session, "bulk-1", &xieban_support::say(&reassign), now);
        Ok::<_, xieban_office::StoreError>(tried)
    });
    assert!(tried.unwrap().is_err(), "no import goes round it");
    assert_eq!(world.office.last_page().unwrap(), before + 2);
    for end in [
        json!({ "do": "finish", "summary": "已答复" }),
        json!({ "do": "reply", "mode": "当面告知", "content": "已答复" }),
        json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 1 } }),
    ] {
        world.ok("S01", &on(id, &end));
    }
    assert_eq!(world.no("S02", &reassign).0, "owner_never_changes", "also when it is over");
}

#[test]
fn r45_somebody_acts_by_a_leaders_decision_until_its_last_day() {
    let mut world = World::new();
    let id = consultation(&mut world);
    let chase = on(id, &json!({ "do": "chase", "words": "请抓紧" }));
    assert_eq!(world.no("S02", &chase), ("not_officer_of_case", "R45".to_owned()));
    let appoint = |officer: &str, until: &str, reason: &str| {
        on(id, &json!({ "do": "appoint_acting", "officer": officer, "until": until, "reason": reason }))
    };
    assert_eq!(world.no("S01", &appoint("S02", "2026-11-25", "休假")).0, "leader_only");
    assert_eq!(world.no("L01", &appoint("S01", "2026-11-25", "休假")).0, "acting_is_owner");
    assert_eq!(world.no("L01", &appoint("S02", "2026-11-22", "休假")).0, "acting_needs_end");
    assert_eq!(world.no("L01", &appoint("S02", "2026-11-25", " ")).0, "acting_needs_reason");
    assert_eq!(world.no("L01", &appoint("A01", "2026-11-25", "休假")).0, "not_eligible_officer");
    assert_eq!(world.no("L01", &appoint("X99", "2026-11-25", "休假")).0, "no_such_staff");
    world.ok("L01", &appoint("S02", "2026-11-25", "休假"));
    world.ok("S02", &chase);
    world.ok("S01", &chase);
    assert_eq!(world.no("S03", &chase).0, "not_officer_of_case");
    assert_eq!(world.case(id).acting_on(day("2026-11-25")).unwrap().0, "S02");
    world.clock("2026-11-25T23:59");
    world.ok("S02", &chase);
    world.clock("2026-11-26T00:00");
    assert_eq!(world.no("S02", &chase).0, "not_officer_of_case", "it ends by itself");
    assert_eq!(world.case(id).opening.officer.0, "S01");
}

#[test]
fn r45_for_an_officer_who_has_left_the_head_decides() {
    let mut world = World::new();
    let id = consultation(&mut world);
    let mut left = serde_json::to_value(xieban_support::people().remove(0)).unwrap();
    left["do"] = json!("keep_staff");
    left["active"] = json!(false);
    world.done("A01", &left);
    let mut acting =
        json!({ "do": "appoint_acting", "officer": "S02", "until": "2027-12-31", "reason": "王芳调离" });
    assert_eq!(world.no("L01", &on(id, &acting)), ("head_only", "R45".to_owned()));
    assert_eq!(world.no("H01", &on(id, &acting)), ("gone_has_no_end", "R45".to_owned()));
    acting.as_object_mut().unwrap().remove("until");
    world.ok("H01", &on(id, &acting));
    world.clock("2029-01-08T09:00");
    world.ok("S02", &on(id, &json!({ "do": "chase", "words": "请抓紧" })));
    assert_eq!(world.case(id).opening.officer.0, "S01", "直接责任人 still");
}

#[test]
fn r46_acceptance_opens_the_first_step_at_the_matters_department() {
    let mut world = World::new();
    world.clock("2026-11-23T10:00");
    let id = consultation(&mut world);
    let case = world.case(id);
    let step = case.open_step().unwrap();
    assert_eq!((step.department.as_str(), step.given), ("办公室", world.office.now()));
    let kinds: Vec<bool> =
        world.events(id).iter().map(|event| matches!(event, CaseEvent::HandedTo { .. })).collect();
    assert_eq!(kinds.iter().filter(|handed| **handed).count(), 1);
    let open = register("CF02", &json!([]));
    assert_eq!(world.no("S01", &open), ("department_needed", "R46".to_owned()));
    let mut chosen = open;
    chosen["department"] = json!("不存在科");
    assert_eq!(world.no("S01", &chosen).0, "unknown_department");
    chosen["department"] = json!("监督三科");
    let id = world.ok("S01", &chosen);
    assert!(world.case(id).steps.is_empty(), "nothing is accepted yet");
}

#[test]
fn r53_every_chase_is_kept_and_the_light_turns_before_and_after_the_day() {
    let mut world = World::new();
    let id = consultation(&mut world);
    assert_eq!(world.light(id), "绿 剩5日");
    for (now, light) in [
        ("2026-11-25T09:00", "绿 剩3日"),
        ("2026-11-26T09:00", "黄 剩2日"),
        ("2026-11-27T09:00", "黄 剩1日"),
        ("2026-11-30T09:00", "黄 今日"),
        ("2026-12-01T09:00", "红 超期1日"),
        ("2026-12-03T09:00", "红 超期3日"),
    ] {
        assert_eq!(world.clock(now).light(id), light, "{now}");
    }
    assert_eq!(
        world.no("S01", &on(id, &json!({ "do": "chase", "words": "" }))),
        ("chase_needs_words", "R53".to_owned())
    );
    world.ok("S01", &on(id, &json!({ "do": "chase", "words": "已超期，请今天办" })));
    assert_eq!(world.case(id).chases, 1);
    assert!(matches!(world.events(id).last(), Some(CaseEvent::Chased { whom, .. }) if whom == "办公室"));
    let leader = world.office.practise("L01", "1号台").unwrap();
    let query = Query::Cases {
        scope: Scope::Office,
        filter: Filter::DueBefore(day("2026-12-03")),
        offset: 0,
        limit: 9,
    };
    let Answer::Cases(list) = world.office.ask(&leader, &query).unwrap() else { panic!() };
    assert_eq!(list.total, 1, "the leader sees it");
}
