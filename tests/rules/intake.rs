//! 登记受理: R23, R33, R36–R41.

use serde_json::{Value, json};
use xieban_domain::case::Life;
use xieban_domain::case::state::Opening;
use xieban_domain::codes::Kind;

use xieban_support::{at, materials, on, register};

use crate::world::World;

fn simple(matter: &str) -> Value {
    register(matter, &json!([]))
}

fn opened(world: &mut World, command: &Value) -> Opening {
    let id = world.ok("S01", command);
    world.case(id).opening
}

#[test]
fn r23_a_case_keeps_its_desk_and_its_officer() {
    let mut world = World::new();
    let here = opened(&mut world, &simple("ZX01"));
    assert_eq!((here.desk.as_str(), here.officer.0.as_str()), ("1号台", "S01"));
    let there = world.office.practise("S02", "2号台").unwrap();
    let done = world.office.act(&there, "other-desk", &xieban_support::say(&simple("ZX01"))).unwrap();
    let query = xieban_office::Query::Case(done.case.unwrap());
    let xieban_office::Answer::Case(Some(view)) = world.office.ask(&there, &query).unwrap() else { panic!() };
    assert_eq!(view.row.record.case.opening.desk, "2号台");
}

#[test]
fn r33_a_complaint_opens_no_case_on_any_path() {
    let mut world = World::new();
    for code in ["TS01", "TS02", "TS03", "TS04", "TS05", "TS09"] {
        assert_eq!(world.no("S01", &simple(code)), ("complaint_is_no_case", "R33".to_owned()));
        for kind in ["受理件", "联办件", "移办件"] {
            let mut command = simple(code);
            command["kind"] = json!(kind);
            command["kind_reason"] = json!("要求");
            command["unit"] = json!("RX");
            assert_eq!(world.no("S01", &command).0, "complaint_is_no_case", "{code} {kind}");
        }
    }
    let mut command = simple("ZX01");
    command["purpose"] = json!("投诉");
    let refusal = world.act("S01", &command).unwrap_err();
    assert_eq!((refusal.code(), refusal.basis().code().as_str()), ("complaint_is_no_case", "R33"));
    let told = refusal.to_string();
    assert!(told.contains("80802345") && told.contains("18914882345"), "both numbers are shown: {told}");
    assert_eq!(world.count(), 0);
    for purpose in ["办事", "咨询"] {
        command["purpose"] = json!(purpose);
        opened(&mut world, &command);
    }
}

#[test]
fn r36_only_an_officer_on_duty_registers_and_a_stand_in_says_why() {
    let mut world = World::new();
    for nobody in ["L01", "H01", "A01", "Z01"] {
        assert_eq!(world.no(nobody, &simple("ZX01")), ("not_an_officer", "R36".to_owned()));
    }
    assert_eq!(world.no("S03", &simple("ZX01")), ("not_on_duty", "R36".to_owned()));
    let stand_in = |reason: &str| json!({ "do": "stand_in", "reason": reason });
    assert_eq!(world.no("S03", &stand_in(" ")), ("stand_in_needs_reason", "R12".to_owned()));
    world.done("S03", &stand_in("王芳开会"));
    let id = world.ok("S03", &simple("ZX01"));
    assert_eq!(world.case(id).opening.officer.0, "S03");
    world.clock("2026-11-24T08:40");
    assert_eq!(world.no("S03", &simple("ZX01")).0, "not_on_duty", "it was for that day");
}

#[test]
fn r36_a_matter_and_a_form_of_address_are_enough_and_nothing_less() {
    let mut world = World::new();
    let bare = |name: &str| json!({ "do": "register", "matter": "GW03", "visitor": { "name": name } });
    let id = world.ok("S01", &bare("老李"));
    assert_eq!(world.case(id).visitor.get().unwrap().name(), "老李");
    assert_eq!(world.no("S01", &bare(" 　 ")), ("no_form_of_address", "R36".to_owned()));
    for why in ["未带", "遗失", "拒绝"] {
        let visitor = json!({ "name": "老李", "id_type": "未提供", "not_given": why, "reach": "托邻居转告" });
        let id = world.ok("S01", &json!({ "do": "register", "matter": "GW03", "visitor": visitor }));
        assert_eq!(world.case(id).visitor.get().unwrap().phone(), None);
    }
    assert_eq!(world.no("S01", &simple("NO99")), ("unknown_matter", "R37".to_owned()));
    let firm = json!({ "do": "register", "matter": "GW03", "visitor": { "name": "李四", "organisation": { "name": "" } } });
    assert_eq!(world.no("S01", &firm).0, "no_form_of_address");
}

#[test]
fn r36_a_short_question_is_tallied_and_one_who_leaves_leaves_a_reason() {
    let mut world = World::new();
    world.done("S01", &json!({ "do": "tally" }));
    assert_eq!(world.no("S01", &json!({ "do": "visitor_left", "reason": "" })).0, "words_needed");
    world.done("S01", &json!({ "do": "visitor_left", "reason": "改天再来" }));
    assert_eq!(world.count(), 0);
    let session = world.office.practise("S01", "1号台").unwrap();
    let answer = world.office.ask(&session, &xieban_office::Query::Header).unwrap();
    let xieban_office::Answer::Header(door) = answer else { panic!() };
    assert_eq!((door.counts.tallied, door.counts.left, door.counts.received), (1, 1, 0));
}

#[test]
fn r36_wrong_numbers_and_endless_texts_are_refused_on_their_field() {
    use xieban_domain::refusal::RefusedField;
    let mut world = World::new();
    let mut with = |key: &str, value: &str| {
        let mut command = simple("ZX01");
        command["visitor"][key] = json!(value);
        world.act("S01", &command)
    };
    assert_eq!(with("id_no", "110105194912310021").unwrap_err().field, RefusedField::IdNumber);
    assert_eq!(with("phone", "1380013800").unwrap_err().field, RefusedField::Phone);
    assert_eq!(with("name", &"长".repeat(121)).unwrap_err().code(), "too_long");
    let steered = with("name", "张\u{202e}三\u{1b}[31m\u{200b}\r\n").unwrap().unwrap();
    assert_eq!(with("address", &"长".repeat(1_000_000)).unwrap_err().field, RefusedField::Address);
    let id = with("phone", "１３８ ００１３ ８０００").unwrap().unwrap();
    assert_eq!(world.case(id).visitor.get().unwrap().phone(), Some("13800138000"));
    let name = world.case(steered).visitor.get().unwrap().name().to_owned();
    let harmless =
        |c: char| !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
    assert!(name.starts_with("张三") && name.chars().all(harmless), "{name:?}");
}

#[test]
fn r37_the_catalogue_suggests_and_another_kind_needs_its_reason() {
    let mut world = World::new();
    let food = opened(&mut world, &simple("YB01"));
    assert_eq!((food.kind, food.unit.unwrap().0.as_str()), (Kind::Transfer, "SCJG"));
    let mut command = simple("YB01");
    command["kind"] = json!("受理件");
    command["department"] = json!("监督一科");
    assert_eq!(world.no("S01", &command), ("kind_needs_reason", "R37".to_owned()));
    command["kind_reason"] = json!("市局委托本所受理");
    let own = opened(&mut world, &command);
    assert_eq!((own.kind, own.suggested), (Kind::Own, Kind::Transfer));
    assert_eq!(own.kind_reason.unwrap().text(), "市局委托本所受理");
}

#[test]
fn r37_a_matter_of_another_era_is_not_to_be_had() {
    let mut world = World::new();
    assert_eq!(world.no("S01", &simple("GW06")), ("unknown_matter", "R37".to_owned()));
    world.done("A01", &json!({ "do": "change_settings", "era": "2012" }));
    opened(&mut world, &simple("GW06"));
    assert_eq!(world.no("S01", &simple("YL07")).0, "unknown_matter");
}

#[test]
fn r38_every_case_is_of_exactly_one_of_three_kinds() {
    let mut world = World::new();
    let mut counts = [0_usize; 3];
    for subject in ["GW02", "YB01", "CH01", "ZX01", "YL01", "YB02"] {
        let kind = opened(&mut world, &simple(subject)).kind;
        counts[Kind::ALL.iter().position(|one| *one == kind).unwrap()] += 1;
    }
    assert_eq!(counts.iter().sum::<usize>(), world.count());
    assert_eq!(counts, [2, 2, 2]);
    for wrong in [json!("第四种"), json!(["受理件", "移办件"])] {
        let mut command = simple("ZX01");
        command["kind"] = wrong;
        assert!(serde_json::from_value::<xieban_domain::command::Command>(command).is_err());
    }
}

#[test]
fn r39_what_is_wholly_ours_is_an_own_case() {
    let mut world = World::new();
    let id = world.ok("S01", &simple("GW02"));
    let case = world.case(id);
    assert_eq!((case.opening.kind, &case.life), (Kind::Own, &Life::Undecided));
    assert_eq!((case.opening.unit.as_ref(), case.part().department.as_deref()), (None, Some("监督一科")));
}

#[test]
fn r40_two_units_with_us_among_them_make_a_joint_case() {
    let mut world = World::new();
    let theirs = world.ok("S01", &simple("CH01"));
    let case = world.case(theirs);
    assert_eq!((case.opening.kind, &case.life), (Kind::Joint, &Life::Registered));
    assert_eq!(case.opening.unit.unwrap().0, "SPJ", "the first unit's turn");
    assert_eq!(case.opening.title, "开办旅馆（宾馆）");
    let ours = world.ok("S01", &simple("CH02"));
    let case = world.case(ours);
    assert_eq!((case.opening.kind, &case.life, &case.opening.unit), (Kind::Joint, &Life::Undecided, &None));
    assert!(
        case.part().licence && case.part().department.as_deref() == Some("监督二科"),
        "as our stage's matter"
    );
    let mut alone = simple("GW02");
    alone["kind"] = json!("联办件");
    alone["kind_reason"] = json!("要求");
    assert_eq!(world.no("S01", &alone), ("joint_needs_chain", "R40".to_owned()));
}

#[test]
fn r40_a_joint_case_that_begins_with_us_goes_our_way() {
    let mut world = World::new();
    let id = world.ok("S01", &simple("CH02"));
    let asked: Vec<String> = world.case(id).materials.iter().map(|material| material.name.clone()).collect();
    assert_eq!(asked.len(), 4, "as for our stage's matter");
    let names: Vec<&str> = asked.iter().map(String::as_str).collect();
    let note = json!({ "do": "note_materials", "materials": materials(&names, "收") });
    world.ok("S01", &on(id, &note));
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查" })));
    let case = world.case(id);
    assert_eq!(case.open_step().unwrap().department, "监督二科");
}

#[test]
fn r41_a_transfer_names_its_unit_before_anybody_is_guided() {
    let mut world = World::new();
    let mut command = simple("GW02");
    command["kind"] = json!("移办件");
    command["kind_reason"] = json!("场所在铁路管辖区");
    assert_eq!(world.no("S01", &command), ("transfer_needs_unit", "R41".to_owned()));
    command["unit"] = json!("NOWHERE");
    assert_eq!(world.no("S01", &command), ("unknown_unit", "R41".to_owned()));
    command["unit"] = json!("RX");
    let id = world.ok("S01", &command);
    let case = world.case(id);
    assert_eq!((case.opening.unit.as_ref().unwrap().0.as_str(), &case.life), ("RX", &Life::Registered));
    assert!(
        case.materials.is_empty() && case.part().department.is_none(),
        "none of our materials, none of our 科室"
    );
    command["unit"] = json!("SELF");
    assert_eq!(world.no("S01", &command).0, "unknown_unit", "not to ourselves");
    let elsewhere = json!({ "do": "guide", "unit": "NOWHERE", "mode": "电话衔接" });
    assert_eq!(world.no("S01", &on(id, &elsewhere)).0, "unknown_unit");
    assert_eq!(case.opening.at, at("2026-11-23T08:41"));
}
