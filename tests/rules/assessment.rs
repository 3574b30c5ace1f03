//! 考核规则 through both doors (R72).

use serde_json::{Value, json};
use xieban_domain::assessment::{Per, Scheme};
use xieban_domain::tenths::Tenths;
use xieban_office::{Answer, Query, Schemes};

use crate::world::World;

fn rule(name: &str, measure: &str, points: i32) -> Value {
    json!({ "name": name, "measure": measure, "per": { "by": "each_case" }, "points": points, "most": 200 })
}

fn keep(version: u32, rules: &[Value]) -> Value {
    json!({ "do": "keep_scheme", "version": version, "rules": rules })
}

fn schemes(world: &World) -> Schemes {
    let session = world.office.practise("S01", "1号台").unwrap();
    let Answer::Scheme(schemes) = world.office.ask(&session, &Query::Scheme).unwrap() else {
        panic!("another answer")
    };
    *schemes
}

#[test]
fn r72_an_office_begins_with_a_proposal_and_keeps_its_own_with_date_and_author() {
    let mut world = World::new();
    let first = schemes(&world);
    assert!(first.current.is_proposal() && first.versions.len() == 1);
    let share = json!({ "name": "按时率", "measure": "按时办结", "per": { "by": "share", "of": "有时限的办结" },
        "points": 400, "most": 400 });
    world.done("Z01", &keep(1, &[rule("超期", "视为受理", -25), share]));
    world.done("F01", &keep(2, &[rule("超期", "视为受理", -30)]));
    let now = schemes(&world);
    let versions: Vec<_> = now.versions.iter().map(|scheme| (scheme.version, scheme.rules.len())).collect();
    assert_eq!(versions, [(3, 1), (2, 2), (1, first.current.rules.len())]);
    let kept = now.current.kept.as_ref().unwrap();
    assert_eq!((kept.by.0.as_str(), kept.on.to_string().as_str()), ("F01", "2026-11-23"));
    let second = &now.versions[1].rules;
    assert_eq!(
        (second[0].points, &second[1].per),
        (Tenths(-25), &Per::Share { of: "有时限的办结".to_owned() })
    );
}

#[test]
fn r72_a_version_made_from_an_older_one_is_not_written_over_the_newer() {
    let mut world = World::new();
    let mine = keep(1, &[rule("超期", "视为受理", -25)]);
    assert_eq!(world.no("Z01", &keep(2, &[rule("超期", "视为受理", -25)])).0, "scheme_stale");
    world.done("Z01", &mine);
    assert_eq!(world.no("F01", &mine), ("scheme_stale", "R72".to_owned()));
    let told = world.act("F01", &mine).unwrap_err().to_string();
    assert!(told.contains("马丽") && told.contains("第2版"), "{told}");
    assert_eq!(world.no("F01", &keep(2, &[rule("超期", "视为受理", -25)])).0, "nothing_changed");
}

#[test]
fn r72_the_proposal_kept_as_it_is_is_confirmed() {
    let mut world = World::new();
    let rules = serde_json::to_value(&Scheme::first().unwrap().rules).unwrap();
    world.done("Z01", &keep(1, rules.as_array().unwrap()));
    let now = schemes(&world);
    assert!(!now.current.is_proposal() && now.current.rules == Scheme::first().unwrap().rules);
}

#[test]
fn r72_every_rule_names_a_measure_that_there_is_and_has_points_and_a_cap() {
    let mut world = World::new();
    let good = || rule("超期", "视为受理", -25);
    let with = |field: &str, value: Value| {
        let mut rule = good();
        rule[field] = value;
        keep(1, &[rule])
    };
    for (command, why) in [
        (with("measure", json!("不存在")), "unknown_measure"),
        (with("per", json!({ "by": "share", "of": "不存在" })), "unknown_measure"),
        (with("name", json!(" ")), "scheme_name_needed"),
        (with("points", json!(0)), "scheme_points_needed"),
        (with("most", json!(0)), "scheme_cap_needed"),
        (with("most", json!(-5)), "scheme_cap_needed"),
        (with("points", json!(i32::MIN)), "scheme_cap_needed"),
        (keep(1, &[good(), good()]), "scheme_name_twice"),
        (keep(1, &[]), "scheme_rules_needed"),
    ] {
        assert_eq!(world.no("Z01", &command).0, why, "{command}");
    }
    for code in ["S01", "L01", "H01", "A01"] {
        assert_eq!(world.no(code, &keep(1, &[good()])).0, "not_authorised", "{code}");
    }
}

#[test]
fn r72_versions_are_the_same_after_a_rebuild() {
    let mut world = World::new();
    world.done("Z01", &keep(1, &[rule("超期", "视为受理", -25)]));
    let before = schemes(&world);
    world.office.rebuild().unwrap();
    assert_eq!(schemes(&world), before);
    assert_eq!(world.office.audit().unwrap().finding, None);
}
