//! 任免 through both doors (R77–R79), and the wall around it.

use serde_json::{Value, json};
use xieban_domain::appointment::{AppointmentLevel, AppointmentStanding};
use xieban_office::{Answer, AppointmentRow, Query};

use xieban_support::people;

use crate::world::World;

const TODAY: &str = "2026-11-23";

fn propose(staff: &str) -> Value {
    json!({ "do": "propose_appointment", "staff": staff, "act": "任命", "post": "监督二科科长" })
}

fn step(number: u32, step: &Value) -> Value {
    json!({ "do": "appointment", "number": format!("2026-{number}"), "step": step })
}

fn consult(date: &str) -> Value {
    json!({ "what": "consult", "date": date })
}

fn opinion(date: &str, opinion: &str) -> Value {
    json!({ "what": "note_opinion", "date": date, "opinion": opinion, "signed_by": "局作风办 钱处", "words": "研究过" })
}

fn complete(date: &str, reason: &str) -> Value {
    json!({ "what": "complete", "date": date, "reason": reason })
}

fn seen(world: &World, code: &str) -> Vec<AppointmentRow> {
    let session = world.office.practise(code, "1号台").unwrap();
    let Answer::Appointments(rows) = world.office.ask(&session, &Query::Appointments).unwrap() else {
        panic!("another answer")
    };
    rows
}

fn keep(world: &mut World, code: &str, change: impl FnOnce(&mut Value)) {
    let staff = people().into_iter().find(|staff| staff.code.0 == code).unwrap();
    let mut keep = serde_json::to_value(staff).unwrap();
    keep["do"] = json!("keep_staff");
    change(&mut keep);
    world.done("A01", &keep);
}

/// L01 is a 局管干部.
fn with_bureau() -> World {
    let mut world = World::new();
    keep(&mut world, "L01", |staff| staff["bureau"] = json!(true));
    world
}

#[test]
fn r77_a_bureau_cadre_is_not_completed_without_the_signed_opinion() {
    let mut world = with_bureau();
    world.done("H01", &propose("L01"));
    let row = seen(&world, "Z01").remove(0);
    assert_eq!(
        (row.appointment.proposal.level, row.standing),
        (AppointmentLevel::Bureau, AppointmentStanding::AwaitsOpinion)
    );
    assert_eq!(
        world.no("H01", &step(1, &complete(TODAY, ""))),
        ("appointment_opinion_needed", "R77".to_owned())
    );
    let mut unsigned = opinion(TODAY, "同意");
    unsigned["signed_by"] = json!(" ");
    assert_eq!(world.no("H01", &step(1, &unsigned)).0, "appointment_signature_needed");
    world.done("Z01", &step(1, &opinion("2026-11-20", "同意")));
    world.done("H01", &step(1, &complete(TODAY, "")));
    let row = seen(&world, "F01").remove(0);
    assert_eq!(row.standing, AppointmentStanding::Completed);
    assert_eq!(row.appointment.opinion().unwrap().signed_by, "局作风办 钱处");
    assert_eq!(world.no("H01", &step(1, &opinion(TODAY, "同意"))).0, "appointment_completed");
}

#[test]
fn r78_middle_level_is_asked_about_before_the_opinion_and_before_the_end() {
    let mut world = World::new();
    world.done("H01", &propose("S02"));
    assert_eq!(seen(&world, "H01")[0].standing, AppointmentStanding::AwaitsConsulting);
    for early in [opinion(TODAY, "同意"), complete(TODAY, "")] {
        assert_eq!(world.no("H01", &step(1, &early)), ("consult_first", "R78".to_owned()), "{early}");
    }
    world.done("H01", &step(1, &consult("2026-11-18")));
    assert_eq!(world.no("H01", &step(1, &consult(TODAY))).0, "consulted_already");
    world.done("H01", &step(1, &complete(TODAY, "")));
    assert_eq!(seen(&world, "H01")[0].standing, AppointmentStanding::Completed);
}

#[test]
fn r78_somebody_of_neither_kind_needs_no_record_unless_the_post_does() {
    let mut world = World::new();
    assert_eq!(world.no("H01", &propose("A01")), ("appointment_not_needed", "R78".to_owned()));
    let mut first = propose("A01");
    first["level"] = json!("中层");
    world.done("H01", &first);
    assert_eq!(seen(&world, "H01")[0].appointment.proposal.level, AppointmentLevel::Middle);
    keep(&mut world, "S03", |staff| staff["bureau"] = json!(true));
    let mut lower = propose("S03");
    lower["level"] = json!("中层");
    world.done("H01", &lower);
    assert_eq!(
        seen(&world, "H01")[0].appointment.proposal.level,
        AppointmentLevel::Bureau,
        "the stricter rule"
    );
}

#[test]
fn r79_a_veto_ends_it_for_both_kinds() {
    for (staff, level) in [("L01", AppointmentLevel::Bureau), ("S02", AppointmentLevel::Middle)] {
        let mut world = with_bureau();
        world.done("H01", &propose(staff));
        assert_eq!(seen(&world, "H01")[0].appointment.proposal.level, level);
        if level == AppointmentLevel::Middle {
            world.done("H01", &step(1, &consult("2026-11-18")));
        }
        world.done("Z01", &step(1, &opinion("2026-11-19", "一票否决")));
        assert_eq!(seen(&world, "H01")[0].standing, AppointmentStanding::Vetoed);
        for late in [consult(TODAY), opinion(TODAY, "同意"), complete(TODAY, "仍要办")] {
            assert_eq!(world.no("H01", &step(1, &late)), ("appointment_vetoed", "R79".to_owned()), "{late}");
        }
    }
}

#[test]
fn r79_against_an_opinion_it_is_completed_only_with_a_reason() {
    let mut world = with_bureau();
    world.done("H01", &propose("L01"));
    world.done("Z01", &step(1, &opinion("2026-11-19", "不同意")));
    assert_eq!(seen(&world, "H01")[0].standing, AppointmentStanding::Ready, "not closed");
    assert_eq!(
        world.no("H01", &step(1, &complete(TODAY, "  "))),
        ("appointment_reason_needed", "R79".to_owned())
    );
    world.done("H01", &step(1, &complete(TODAY, "局党委会议决定")));
    let done = seen(&world, "H01").remove(0).appointment.completed.unwrap();
    assert_eq!(done.reason, "局党委会议决定");
    world.done("H01", &propose("L01"));
    world.done("Z01", &step(2, &opinion("2026-11-19", "不同意")));
    world.done("Z01", &step(2, &opinion("2026-11-20", "同意")));
    world.done("H01", &step(2, &complete(TODAY, "")));
}

#[test]
fn r77_dates_are_in_order_and_none_lies_ahead() {
    let mut world = World::new();
    world.done("H01", &propose("S02"));
    assert_eq!(world.no("H01", &step(1, &consult("2026-11-24"))).0, "appointment_in_future");
    world.done("H01", &step(1, &consult("2026-11-18")));
    assert_eq!(world.no("H01", &step(1, &opinion("2026-11-17", "同意"))).0, "appointment_out_of_order");
    assert_eq!(world.no("H01", &step(1, &opinion("2026-11-24", "同意"))).0, "appointment_in_future");
    world.done("H01", &step(1, &opinion("2026-11-20", "同意")));
    assert_eq!(world.no("H01", &step(1, &complete("2026-11-19", ""))).0, "appointment_out_of_order");
    assert_eq!(world.no("H01", &step(1, &complete("2026-11-24", ""))).0, "appointment_in_future");
    let mut nameless = propose("S03");
    nameless["post"] = json!("");
    assert_eq!(world.no("H01", &nameless).0, "appointment_post_needed");
}

#[test]
fn r77_it_is_there_for_the_head_and_the_two_offices_and_never_for_whom_it_concerns() {
    let mut world = World::new();
    world.done("H01", &propose("S02"));
    for (code, sees) in [("S01", 0), ("S02", 0), ("L01", 0), ("A01", 0), ("H01", 1), ("Z01", 1), ("F01", 1)] {
        assert_eq!(seen(&world, code).len(), sees, "{code}");
    }
    for code in ["S01", "S02", "L01", "A01"] {
        assert_eq!(world.no(code, &step(1, &consult(TODAY))).0, "not_authorised", "{code}");
        assert_eq!(world.no(code, &propose("S03")).0, "not_authorised", "{code}");
    }
    // Whatever he becomes, of his own he learns nothing: not that there is one, not by trying.
    keep(&mut world, "S02", |staff| {
        staff["roles"] =
            json!(["officer", "duty_leader", "head", "conduct_office", "discipline_office", "administrator"]);
    });
    assert!(seen(&world, "S02").is_empty());
    let (own, none) = (step(1, &consult(TODAY)), step(7, &consult(TODAY)));
    assert_eq!(world.no("S02", &own).0, "no_such_appointment");
    let told = |world: &mut World, command: &Value| world.act("S02", command).unwrap_err().to_string();
    assert_eq!(told(&mut world, &own), told(&mut world, &none));
    assert_eq!(world.no("S02", &propose("S02")).0, "appointment_about_yourself");
    assert_eq!(world.no("H01", &propose("H01")).0, "appointment_about_yourself");
}

#[test]
fn r77_numbers_have_no_gaps_and_a_rebuild_shows_the_same() {
    let mut world = World::new();
    world.done("H01", &propose("S02"));
    assert_eq!(world.no("H01", &propose("A01")).0, "appointment_not_needed");
    world.done("Z01", &propose("S03"));
    world.done("Z01", &step(2, &consult(TODAY)));
    let before = seen(&world, "F01");
    let numbers: Vec<String> = before.iter().map(|row| row.appointment.number.to_string()).collect();
    assert_eq!(numbers, ["2026-2", "2026-1"]);
    world.office.rebuild().unwrap();
    assert_eq!(seen(&world, "F01"), before);
    assert_eq!(world.office.audit().unwrap().finding, None);
    world.done("H01", &propose("S01"));
    assert_eq!(seen(&world, "F01")[0].appointment.number.to_string(), "2026-3");
}
