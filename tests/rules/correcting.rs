//! 作废: R25 — a case that was registered in error goes, its number stays.

use serde_json::{Value, json};
use xieban_domain::case::Life;
use xieban_domain::case::closing::Closing;
use xieban_domain::number::CaseId;

use xieban_support::on;

use crate::dispose::{advice, licence};
use crate::world::World;

fn void(id: CaseId, reason: &str) -> Value {
    on(id, &json!({ "do": "void", "reason": reason }))
}

#[test]
fn r25_a_case_registered_in_error_is_void_and_its_number_is_not_given_out_again() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &void(id, "同一件登记了两次"));
    let case = world.case(id);
    assert_eq!((case.life.name(), case.is_over(), case.is_void()), ("作废", true, true));
    assert!(
        matches!(case.closing(), Some(Closing::Void(voided)) if voided.reason.text() == "同一件登记了两次")
    );
    assert_eq!(world.light(id), "--");
    assert_eq!(advice(&mut world).seq, id.seq + 1, "the next number follows; none is used twice");
}

#[test]
fn r25_a_void_needs_its_reason_and_is_the_officers_own_or_a_leaders() {
    let mut world = World::new();
    let id = advice(&mut world);
    assert_eq!(world.no("S01", &void(id, "　")).0, "words_needed");
    assert_eq!(world.no("S02", &void(id, "登记有误")).0, "not_officer_of_case");
    assert!(matches!(world.case(id).life, Life::Undecided));
    world.ok("L01", &void(id, "登记有误"));
}

#[test]
fn r25_what_was_accepted_or_promised_is_not_void_any_more() {
    let mut world = World::new();
    let promised = licence(&mut world, 0);
    world.ok("S01", &on(promised, &json!({ "do": "promise", "reason": "现场勘查", "limit": "3 working" })));
    assert_eq!(world.no("S01", &void(promised, "登记有误")), ("void_too_late", "R25".to_owned()));
    let lapsed = licence(&mut world, 0);
    world.clock("2026-12-02T10:00");
    assert_eq!(world.no("S01", &void(lapsed, "登记有误")).0, "void_too_late", "视为受理 counts as accepted");
}

#[test]
fn r25_a_void_case_stays_void() {
    let mut world = World::new();
    let id = licence(&mut world, 1);
    world.ok("S01", &on(id, &json!({ "do": "prompt" })));
    world.ok("S01", &void(id, "登记有误"));
    for again in [
        json!({ "do": "reopen", "reason": "有误" }),
        json!({ "do": "finish", "summary": "已办" }),
        json!({ "do": "rate", "level": "满意" }),
        json!({ "do": "void", "reason": "有误" }),
    ] {
        assert_eq!(world.no("S01", &on(id, &again)).0, "closed", "{again}");
    }
}

#[test]
fn r25_the_days_log_has_what_was_void_and_counts_it_as_neither_done_nor_ended() {
    use xieban_forms::{Day, day_sheet};
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &void(id, "同一件登记了两次"));
    let log = world.office.day_sheet("2026-11-23".parse().unwrap()).unwrap();
    assert_eq!(log.entries.iter().map(xieban_domain::case::Case::id).collect::<Vec<_>>(), [id]);
    assert!(log.carried.is_empty());
    let door = world.office.header().unwrap();
    let sheet = day_sheet(&Day {
        date: log.date,
        duty: &log.duty,
        entries: &log.entries,
        carried: &log.carried,
        received: log.received,
        tallied: log.tallied,
        left: &log.left,
        shifts_left: &log.shifts_left,
        missing: &log.missing,
        last: None,
        settings: &door.settings,
        staff: &door.staff,
    })
    .text();
    assert!(sheet.contains("办结0件  终止0件（另计，不作办结）  作废1件"), "{sheet}");
    assert!(sheet.contains("作废：同一件登记了两次"), "{sheet}");
}
