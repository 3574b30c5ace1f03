//! 督办 and 批注 of a case through both doors (R66).

use serde_json::{Value, json};
use xieban_domain::case::CaseEvent;
use xieban_domain::case::supervision::Urge;
use xieban_domain::event::Event;
use xieban_domain::number::CaseId;
use xieban_office::{Answer, Query};

use xieban_support::{on, people, say};

use crate::dispose::{advice, licence};
use crate::world::World;

fn urge(level: &str) -> Value {
    json!({ "do": "urge", "level": level, "words": "三日内答复" })
}

fn annotate() -> Value {
    json!({ "do": "annotate", "words": "回复用语再明白些" })
}

fn answer() -> Value {
    json!({ "do": "answer_urge", "words": "今天已联系监督一科" })
}

fn promised(world: &mut World) -> CaseId {
    let id = licence(world, 0);
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "10 working" })))
}

/// This person works in 所作风办, too.
fn supervises(world: &mut World, code: &str) {
    let staff = people().into_iter().find(|staff| staff.code.0 == code).unwrap();
    let mut keep = serde_json::to_value(staff).unwrap();
    keep["do"] = json!("keep_staff");
    keep["roles"].as_array_mut().unwrap().push(json!("conduct_office"));
    world.done("A01", &keep);
}

#[test]
fn r66_the_two_offices_urge_and_annotate_and_nothing_else_of_the_case_changes() {
    let mut world = World::new();
    let id = promised(&mut world);
    let before = world.case(id);
    world.ok("Z01", &on(id, &urge("黄牌督办")));
    world.ok("F01", &on(id, &urge("红牌督办")));
    world.ok("Z01", &on(id, &annotate()));
    let mut after = world.case(id);
    let urges = std::mem::take(&mut after.urges);
    let said: Vec<_> =
        urges.iter().map(|urged| (urged.level, urged.by.0.as_str(), urged.words.text())).collect();
    assert_eq!(said, [(Urge::Yellow, "Z01", "三日内答复"), (Urge::Red, "F01", "三日内答复")]);
    assert_eq!((after.version, after.annotations), (before.version + 3, 1));
    (after.version, after.annotations) = (before.version, 0);
    assert_eq!(after, before, "nothing else");
    assert_eq!(world.light(id), "绿 剩10日");
}

#[test]
fn r66_the_offices_still_change_no_field_of_the_case() {
    let mut world = World::new();
    let id = promised(&mut world);
    for command in [
        json!({ "do": "chase", "words": "请抓紧" }),
        json!({ "do": "finish", "summary": "已办" }),
        json!({ "do": "answer_urge", "words": "好" }),
        json!({ "do": "correct_matter", "matter": "YB01", "reason": "听错了" }),
    ] {
        assert_eq!(world.no("Z01", &on(id, &command)).0, "not_authorised", "{command}");
    }
}

#[test]
fn r66_nobody_else_urges_and_nobody_urges_a_case_of_his_own() {
    let mut world = World::new();
    let id = promised(&mut world);
    for code in ["S01", "S02", "L01", "H01", "A01"] {
        assert_eq!(world.no(code, &on(id, &urge("黄牌督办"))).0, "not_authorised", "{code}");
        assert_eq!(world.no(code, &on(id, &annotate())).0, "not_authorised", "{code}");
    }
    let act = json!({ "do": "appoint_acting", "officer": "S03", "until": "2026-12-31", "reason": "休假" });
    world.ok("L01", &on(id, &act));
    for code in ["S01", "S03", "L01"] {
        supervises(&mut world, code);
        for command in [urge("红牌督办"), annotate()] {
            assert_eq!(
                world.no(code, &on(id, &command)),
                ("supervises_own_case", "R66".to_owned()),
                "{code}"
            );
        }
    }
    supervises(&mut world, "S02");
    world.ok("S02", &on(id, &urge("黄牌督办")));
}

#[test]
fn r66_an_urge_stands_until_the_officer_or_who_acts_for_him_answers() {
    let mut world = World::new();
    let id = promised(&mut world);
    assert_eq!(world.no("S01", &on(id, &answer())), ("nothing_urged", "R66".to_owned()));
    world.ok("Z01", &on(id, &urge("红牌督办")));
    world.ok("Z01", &on(id, &urge("黄牌督办")));
    assert_eq!(world.case(id).urged().unwrap().level, Urge::Red, "the weightiest");
    for code in ["S02", "L01"] {
        assert_eq!(world.no(code, &on(id, &answer())).0, "not_officer_of_case", "{code}");
    }
    world.ok("S01", &on(id, &answer()));
    let case = world.case(id);
    assert!(case.urged().is_none());
    let said = |urged: &xieban_domain::case::supervision::Urged| urged.answer.as_ref().unwrap().by.0.clone();
    assert_eq!(case.urges.iter().map(said).collect::<Vec<_>>(), ["S01", "S01"]);
    world.ok("Z01", &on(id, &urge("黄牌督办")));
    assert_eq!(world.case(id).urged().unwrap().level, Urge::Yellow, "a further one stands again");
}

#[test]
fn r66_a_closed_case_is_annotated_and_not_urged_and_a_void_one_is_left_alone() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &on(id, &json!({ "do": "instant", "clear": true, "simple": true })));
    world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已答复" })));
    world.ok("S01", &on(id, &json!({ "do": "reply", "mode": "当面告知", "content": "已说明" })));
    world.ok("Z01", &on(id, &urge("黄牌督办")));
    let sign = json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 1 } });
    world.ok("S01", &on(id, &sign));
    assert_eq!(world.no("Z01", &on(id, &urge("黄牌督办"))).0, "closed");
    world.ok("Z01", &on(id, &annotate()));
    world.ok("S01", &on(id, &answer()));
    let void = advice(&mut world);
    world.ok("S01", &on(void, &json!({ "do": "void", "reason": "登记重复" })));
    for command in [urge("红牌督办"), annotate()] {
        assert_eq!(world.no("Z01", &on(void, &command)).0, "closed", "{command}");
    }
}

#[test]
#[expect(clippy::wildcard_enum_match_arm, reason = "the three that matter here, out of many")]
fn r66_an_urge_made_for_an_old_version_is_refused_and_the_timeline_keeps_what_was_said() {
    let mut world = World::new();
    let id = promised(&mut world);
    let session = world.office.practise("Z01", "1号台").unwrap();
    let mut stale = on(id, &urge("黄牌督办"));
    stale["version"] = json!(1);
    let refused = world.office.act(&session, "stale", &say(&stale)).unwrap_err();
    assert!(refused.to_string().contains("已由王芳"), "{refused}");
    world.ok("Z01", &on(id, &urge("黄牌督办")));
    world.ok("Z01", &on(id, &annotate()));
    world.ok("S01", &on(id, &answer()));
    let Answer::Case(Some(view)) = world.office.ask(&session, &Query::Case(id)).unwrap() else { panic!() };
    let said: Vec<&str> = view
        .timeline
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::Case { event: CaseEvent::Urged(urged), .. } => Some(urged.words.text()),
            Event::Case { event: CaseEvent::Annotated(note), .. } => Some(note.words.text()),
            Event::Case { event: CaseEvent::UrgeAnswered(answer), .. } => Some(answer.words.text()),
            _ => None,
        })
        .collect();
    assert_eq!(said, ["今天已联系监督一科", "回复用语再明白些", "三日内答复"]);
}

#[test]
fn r66_urges_are_the_same_after_a_rebuild() {
    let mut world = World::new();
    let id = promised(&mut world);
    world.ok("Z01", &on(id, &urge("黄牌督办")));
    world.ok("S01", &on(id, &answer()));
    let before = world.case(id);
    world.office.rebuild().unwrap();
    assert_eq!(world.case(id), before);
    assert_eq!(world.office.audit().unwrap().finding, None);
}
