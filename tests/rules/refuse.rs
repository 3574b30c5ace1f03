//! 退回件: R54, R55.

use serde_json::json;
use xieban_domain::case::{CaseEvent, Life};

use xieban_support::{on, register};

use crate::dispose::{advice, licence, refusal};
use crate::world::World;

#[test]
fn r54_there_are_four_grounds_and_one_is_needed() {
    let mut world = World::new();
    let id = advice(&mut world);
    let mut proposal = refusal();
    proposal.as_object_mut().unwrap().remove("ground");
    assert_eq!(world.no("S01", &on(id, &proposal)), ("ground_needed", "R54".to_owned()));
    proposal["ground"] = json!("别的理由");
    assert!(serde_json::from_value::<xieban_domain::command::Command>(on(id, &proposal)).is_err());
    for ground in ["国家明令禁止", "不符合产业政策", "不符合发展规划", "不符合有关规定"]
    {
        let id = advice(&mut world);
        proposal["ground"] = json!(ground);
        world.ok("S01", &on(id, &proposal));
    }
}

#[test]
fn r55_a_refusal_has_reason_basis_alternative_and_the_leaders_countersign() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    for (key, code) in [
        ("why", "refusal_needs_reason"),
        ("basis", "refusal_needs_basis"),
        ("alternative", "refusal_needs_alternative"),
    ] {
        let mut proposal = refusal();
        proposal[key] = json!(" ");
        assert_eq!(world.no("S01", &on(id, &proposal)), (code, "R55".to_owned()));
    }
    let printed = on(id, &json!({ "do": "note_printed", "form": "return_notice" }));
    assert_eq!(world.no("S01", &printed).0, "nothing_to_print");
    world.ok("S01", &on(id, &refusal()));
    assert_eq!(world.no("S01", &printed), ("not_countersigned", "R55".to_owned()));
    let sign = on(id, &json!({ "do": "countersign" }));
    for nobody in ["S01", "S02"] {
        assert_eq!(world.no(nobody, &sign), ("leader_only", "R55".to_owned()));
    }
    world.ok("L01", &sign);
    let case = world.case(id);
    let Some(xieban_domain::case::state::Disposed::Return { countersigned: Some(by), .. }) = case.disposed
    else {
        panic!("{case:?}")
    };
    assert_eq!((by.by.0.as_str(), by.number.seq), ("L01", 1));
    world.ok("S01", &printed);
    world.ok("S01", &printed);
    assert!(
        matches!(world.events(id).last(), Some(CaseEvent::Printed { copy: 2, .. })),
        "the second copy is 补打"
    );
    assert_eq!(world.no("L02", &sign).0, "no_consent_asked");
}

#[test]
fn r55_nobody_countersigns_his_own_case() {
    let mut world = World::new();
    world.done("B01", &json!({ "do": "stand_in", "reason": "人手不足" }));
    let id = world.ok("B01", &register("ZX01", &json!([])));
    world.ok("B01", &on(id, &refusal()));
    for command in [
        json!({ "do": "countersign" }),
        json!({ "do": "decline_return", "reason": "再核" }),
        json!({ "do": "give_consent", "consent": "second_prompt" }),
        json!({ "do": "appoint_acting", "officer": "S02", "until": "2026-11-30", "reason": "休假" }),
    ] {
        assert_eq!(world.no("B01", &on(id, &command)), ("own_case", "R55".to_owned()));
    }
    world.ok("H01", &on(id, &json!({ "do": "countersign" })));
}

#[test]
fn r55_a_licence_is_not_refused_before_the_remedy_can_be_named() {
    let mut world = World::new();
    let values = |court: &str| json!({ "do": "change_settings", "court": court });
    world.done("A01", &values(""));
    let unready = licence(&mut world, 0);
    assert_eq!(world.no("S01", &on(unready, &refusal())), ("review_body_unset", "行政许可法38".to_owned()));
    world.done("A01", &values("徐州铁路运输法院"));
    let id = licence(&mut world, 0);
    world.ok("S01", &on(id, &refusal()));
    world.ok("L01", &on(id, &json!({ "do": "decline_return", "reason": "依据不足" })));
    let case = world.case(id);
    assert_eq!((case.disposition(), &case.life), (None, &Life::Undecided), "as it was before");
}

#[test]
fn r55_a_leader_who_acts_in_a_case_leaves_its_countersign_to_another() {
    let mut world = World::new();
    let id = advice(&mut world);
    let acting = json!({ "do": "appoint_acting", "officer": "B01", "until": "2026-11-30", "reason": "休假" });
    world.ok("L01", &on(id, &acting));
    world.ok("B01", &on(id, &refusal()));
    assert_eq!(world.no("B01", &on(id, &json!({ "do": "countersign" }))), ("own_case", "R55".to_owned()));
    world.ok("L02", &on(id, &json!({ "do": "countersign" })));
}
