//! 更正: R36–R39, R47–R52 — the visitor at any time, matter and kind until accepted or promised; what stood there before is kept.

use serde_json::{Value, json};
use xieban_domain::case::{CaseEvent, Life};
use xieban_domain::codes::Kind;
use xieban_domain::number::{CaseId, Form};
use xieban_office::{Answer, Clue, Query};

use xieban_support::on;

use crate::dispose::{advice, licence, refusal};
use crate::world::World;

fn zhang() -> Value {
    json!({ "name": "张三", "id_type": "居民身份证", "id_no": "11010519491231002X",
            "phone": "13800138000", "address": "云龙区和平路1号" })
}

fn visitor(id: CaseId, change: &[(&str, &str)]) -> Value {
    let mut visitor = zhang();
    for (field, value) in change {
        visitor[*field] = json!(value);
    }
    on(id, &json!({ "do": "correct_visitor", "visitor": visitor, "reason": "听错了" }))
}

fn matter(id: CaseId, code: &str) -> Value {
    // 单办, where that would be asked.
    let kind = (code == "GW01").then_some("受理件");
    on(id, &json!({ "do": "correct_matter", "matter": code, "kind": kind, "reason": "选错了事项" }))
}

fn known(world: &World, clue: Clue, text: &str) -> usize {
    let session = world.office.practise("S01", "1号台").unwrap();
    let query = Query::Recognise { clue, text: text.to_owned(), exact: true };
    let Answer::Known(found) = world.office.ask(&session, &query).unwrap() else { panic!() };
    found.len()
}

fn promise() -> Value {
    json!({ "do": "promise", "reason": "现场勘查", "limit": "3 working" })
}

#[test]
fn r36_the_visitor_is_corrected_and_what_stood_there_is_kept_with_the_reason() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &visitor(id, &[("name", "章三"), ("phone", "13800138001")]));
    let case = world.case(id);
    assert_eq!((case.visitor.get().unwrap().name(), case.corrections.times), ("章三", 1));
    let Some(CaseEvent::VisitorCorrected(corrected)) = world.events(id).last() else { panic!() };
    assert_eq!(corrected.before.get().unwrap().name(), "张三");
    assert_eq!((corrected.reason.text(), corrected.by.0.as_str()), ("听错了", "S01"));
}

#[test]
fn r36_a_visitor_is_found_by_what_is_right_and_no_more_by_what_was_wrong() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &visitor(id, &[("name", "章三"), ("phone", "13800138001")]));
    let found = [
        (Clue::Phone, "13800138000", 0),
        (Clue::Phone, "13800138001", 1),
        (Clue::Name, "张三", 0),
        (Clue::Name, "章三", 1),
        (Clue::Papers, "11010519491231002X", 1),
    ];
    for again in [false, true] {
        for (clue, text, count) in found {
            assert_eq!(known(&world, clue, text), count, "{text}");
        }
        assert_eq!(world.office.audit().unwrap().finding, None);
        if !again {
            world.office.rebuild().unwrap();
        }
    }
}

#[test]
fn r36_a_correction_is_checked_needs_its_reason_and_is_the_officers() {
    let mut world = World::new();
    let id = advice(&mut world);
    assert_eq!(world.no("S01", &visitor(id, &[("id_no", "110105194912310021")])).0, "wrong_number");
    assert_eq!(world.no("S01", &visitor(id, &[("name", "")])).0, "no_form_of_address");
    assert_eq!(world.no("S01", &visitor(id, &[])).0, "nothing_changed");
    assert_eq!(world.no("S02", &visitor(id, &[("name", "章三")])).0, "not_officer_of_case");
    let mut unsaid = visitor(id, &[("name", "章三")]);
    unsaid["reason"] = json!(" ");
    assert_eq!(world.no("S01", &unsaid).0, "words_needed");
    let acting = json!({ "do": "appoint_acting", "officer": "S03", "until": "2026-12-31", "reason": "休假" });
    world.ok("L01", &on(id, &acting));
    world.ok("S03", &visitor(id, &[("name", "章三")]));
}

#[test]
fn r36_a_visitor_is_corrected_after_the_closing_too_but_not_of_a_void_case() {
    let mut world = World::new();
    let id = advice(&mut world);
    for step in [
        json!({ "do": "instant", "clear": true, "simple": true }),
        json!({ "do": "finish", "summary": "已答复" }),
        json!({ "do": "reply", "mode": "当面告知", "content": "已说明" }),
        json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 1 } }),
    ] {
        world.ok("S01", &on(id, &step));
    }
    world.ok("S01", &visitor(id, &[("name", "章三")]));
    assert!(matches!(world.case(id).life, Life::Archived(..)));
    let void = advice(&mut world);
    world.ok("S01", &on(void, &json!({ "do": "void", "reason": "登记重复" })));
    assert_eq!(world.no("S01", &visitor(void, &[("name", "章三")])).0, "closed");
}

#[test]
fn r52_what_the_receipt_needed_is_not_corrected_away() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    world.ok("S01", &on(id, &promise()));
    assert_eq!(world.no("S01", &visitor(id, &[("address", "")])).0, "particulars_needed");
    world.ok("S01", &visitor(id, &[("address", "云龙区和平路2号")]));
}

#[test]
fn r25_what_had_been_printed_says_corrected_when_it_is_printed_again() {
    let mut world = World::new();
    let id = licence(&mut world, 1);
    let printed = json!({ "do": "note_printed", "form": "case" });
    world.ok("S01", &on(id, &printed));
    world.ok("S01", &visitor(id, &[("name", "章三")]));
    let case = world.case(id);
    assert!(case.is_corrected(Form::Case) && !case.is_corrected(Form::PromptCard));
    world.ok("S01", &on(id, &json!({ "do": "prompt" })));
    world.ok("S01", &on(id, &json!({ "do": "note_printed", "form": "prompt_card" })));
    assert!(!world.case(id).is_corrected(Form::PromptCard), "its first printing was right");
}

#[test]
fn r37_r38_matter_and_kind_follow_the_catalogue_as_at_registration() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &matter(id, "GW03"));
    let (case, right) = (world.case(id), licence(&mut world, 0));
    let right = world.case(right);
    assert_eq!(case.opening.subject, right.opening.subject);
    assert_eq!(
        (case.part().licence, case.part().legal, case.part().usual, &case.part().department),
        (right.part().licence, right.part().legal, right.part().usual, &right.part().department)
    );
    assert_eq!((case.asked.clone(), case.materials.len()), (right.asked.clone(), right.materials.len()));
    let Some(CaseEvent::MatterCorrected(corrected)) = world.events(id).last() else { panic!() };
    assert_eq!((corrected.kind_before, corrected.title_before.is_empty()), (Kind::Own, false));
    assert_eq!(case.opening.officer.0, "S01");
}

#[test]
fn r41_a_case_of_another_unit_becomes_one_and_back_again() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &matter(id, "YB01"));
    assert!(matches!(world.case(id).life, Life::Registered));
    assert_eq!(world.case(id).opening.kind, Kind::Transfer);
    world.ok("S01", &on(id, &json!({ "do": "guide", "mode": "书面导引单" })));
    world.ok("S01", &matter(id, "ZX01"));
    let case = world.case(id);
    assert!(matches!(case.life, Life::Undecided) && case.opening.unit.is_none());
}

#[test]
fn r48_what_was_received_stays_and_the_clock_runs_from_that_day() {
    let mut world = World::new();
    let id = licence(&mut world, 1);
    world.clock("2026-11-25T09:00").ok("S01", &matter(id, "GW01"));
    let case = world.case(id);
    let received = case.materials.iter().filter(|material| material.state.short() == "收").count();
    assert_eq!(received, 4, "papers in our hands do not vanish");
    assert_eq!(case.received_on, Some("2026-11-23".parse().unwrap()));
    assert_eq!(world.light(id), "黄 未告知");
}

#[test]
fn r48_whoever_got_a_card_stays_told() {
    let mut world = World::new();
    let id = licence(&mut world, 1);
    world.ok("S01", &on(id, &json!({ "do": "prompt" })));
    world.ok("S01", &matter(id, "GW01"));
    let case = world.case(id);
    assert!(matches!(case.life, Life::Prompted));
    assert_eq!(world.no("S01", &on(id, &json!({ "do": "prompt", "cause": "改事项" }))).0, {
        if case.undecided_material().is_some() { "material_undecided" } else { "second_prompt" }
    });
}

#[test]
fn r38_what_was_accepted_promised_or_proposed_keeps_its_matter() {
    let mut world = World::new();
    let promised = licence(&mut world, 0);
    world.ok("S01", &on(promised, &promise()));
    assert_eq!(world.no("S01", &matter(promised, "ZX01")), ("matter_fixed", "R38".to_owned()));
    let lapsed = licence(&mut world, 0);
    let proposed = advice(&mut world);
    world.ok("S01", &on(proposed, &refusal()));
    assert_eq!(world.no("S01", &matter(proposed, "GW03")).0, "return_pending");
    world.clock("2026-12-02T10:00");
    assert_eq!(world.no("S01", &matter(lapsed, "ZX01")).0, "matter_fixed", "视为受理 counts as accepted");
}

#[test]
fn r33_r37_a_wrong_matter_is_no_correction() {
    let mut world = World::new();
    let id = advice(&mut world);
    assert_eq!(world.no("S01", &matter(id, "XX99")).0, "unknown_matter");
    assert_eq!(world.no("S01", &matter(id, "TS01")).0, "complaint_is_no_case");
    assert_eq!(world.no("S01", &matter(id, "ZX01")).0, "nothing_changed");
    assert_eq!(world.no("S02", &matter(id, "GW03")).0, "not_officer_of_case");
    let mut other = matter(id, "YB01");
    other["kind"] = json!("受理件");
    assert_eq!(world.no("S01", &other).0, "kind_needs_reason");
}
