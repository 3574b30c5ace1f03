//! 单位目录: R35.

use serde_json::{Value, json};
use xieban_domain::catalogue::UnitId;
use xieban_domain::units::{Trust, UnitFacts, Units};

use xieban_support::day;

use crate::world::World;

fn keep(facts: &Value) -> Value {
    let mut command = facts.clone();
    command["do"] = json!("keep_unit");
    command
}

fn known(world: &World, unit: &str) -> Option<UnitFacts> {
    let door = world.office.header().unwrap();
    door.units.of(&UnitId::from(unit), door.settings.era, world.office.facts().catalogue).cloned()
}

#[test]
fn r35_facts_are_kept_with_date_and_by_whom_and_what_is_not_said_stays() {
    let mut world = World::new();
    assert_eq!(known(&world, "SCJG"), None);
    world.done("S01", &keep(&json!({ "unit": "SCJG", "address": "云龙区1号", "officer": "钱科长" })));
    world.clock("2026-11-25T09:00");
    world.done("L01", &keep(&json!({ "unit": "SCJG", "phone": "0516-12345678", "bring": "身份证" })));
    let facts = known(&world, "SCJG").unwrap();
    assert_eq!(
        [&facts.address, &facts.phone, &facts.officer, &facts.bring].map(String::as_str),
        ["云龙区1号", "0516-12345678", "钱科长", "身份证"]
    );
    assert_eq!((facts.by.0.as_str(), facts.at), ("L01", world.office.now()));
    world.done("S01", &keep(&json!({ "unit": "SCJG", "officer": "" })));
    assert!(!known(&world, "SCJG").unwrap().is_whole(), "an officer who has left is forgotten");
}

#[test]
fn r35_a_unit_is_kept_under_the_name_of_the_era_and_none_that_is_not_there() {
    let mut world = World::new();
    world.done("S01", &keep(&json!({ "unit": "SYJ", "phone": "0516-12345678" })));
    assert_eq!(known(&world, "SYJ"), known(&world, "SCJG"), "the unit of 2012 is today's");
    assert!(known(&world, "SCJG").is_some());
    for (unit, facts) in [("SELF", "1"), ("XXX", "1")] {
        let refused = world.no("S01", &keep(&json!({ "unit": unit, "phone": facts })));
        assert_eq!(refused, ("unknown_unit", "R41".to_owned()));
    }
    assert_eq!(world.no("S01", &keep(&json!({ "unit": "GAJ" }))), ("nothing_known", "R35".to_owned()));
    assert_eq!(world.no("Z01", &keep(&json!({ "unit": "GAJ", "phone": "1" }))).0, "not_authorised");
    let long = "长".repeat(500);
    assert_eq!(world.no("S01", &keep(&json!({ "unit": "GAJ", "phone": long }))).0, "too_long");
}

#[test]
fn r35_after_ninety_days_they_are_unverified_until_somebody_confirms_them() {
    let mut world = World::new();
    assert_eq!(Units::trust(None, day("2026-11-23")), Trust::Never);
    world.done("S01", &keep(&json!({ "unit": "SCJG", "phone": "0516-12345678" })));
    let facts = known(&world, "SCJG").unwrap();
    let trust = |facts: &UnitFacts, date: &str| Units::trust(Some(facts), day(date));
    assert_eq!(trust(&facts, "2027-02-20"), Trust::Confirmed(day("2026-11-23")));
    assert_eq!(trust(&facts, "2027-02-21"), Trust::Old(90));
    assert_eq!(trust(&facts, "2027-02-21").text(), "已90日未核实");
    world.clock("2027-02-21T09:00");
    world.done("S02", &keep(&json!({ "unit": "SCJG" })));
    let confirmed = known(&world, "SCJG").unwrap();
    assert_eq!((confirmed.phone.as_str(), confirmed.by.0.as_str()), ("0516-12345678", "S02"));
    assert!(!trust(&confirmed, "2027-02-21").is_doubtful());
}

#[test]
fn r35_a_rebuild_gives_the_same_facts() {
    let mut world = World::new();
    world.done("S01", &keep(&json!({ "unit": "SCJG", "phone": "0516-12345678" })));
    let before = known(&world, "SCJG");
    world.office.rebuild().unwrap();
    assert_eq!(known(&world, "SCJG"), before);
    assert_eq!(world.office.audit().unwrap().finding, None);
}
