//! Complaints and conduct through both doors (R2, R33, R62, R66, R72–R76).

use serde_json::{Value, json};
use xieban_domain::conduct::Standing;
use xieban_office::{Answer, Query, Which};

use xieban_support::say;

use crate::world::World;

fn complaint() -> Value {
    json!({
        "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": "鼓楼二次供水站", "content": "水发黄",
        "complainant": { "name": "张三", "phone": "13800138000" },
    })
}

fn conduct(about: &[&str]) -> Value {
    json!({
        "do": "take_conduct", "channel": "来信", "about": about, "content": "三次都让改日再来",
        "complainant": { "name": "李四", "phone": "13900139000" },
    })
}

fn step(step: &Value) -> Value {
    json!({ "do": "complaint", "number": "诉2026-1", "step": step })
}

fn filed(step: &Value) -> Value {
    json!({ "do": "conduct", "file": "2026-1", "step": step })
}

fn complaints(world: &World, code: &str, which: Which) -> Vec<xieban_office::ComplaintRow> {
    let session = world.office.practise(code, "1号台").unwrap();
    let Answer::Complaints(rows) = world.office.ask(&session, &Query::Complaints(which)).unwrap() else {
        panic!("another answer")
    };
    rows
}

fn files(world: &World, code: &str) -> Vec<xieban_office::FileRow> {
    let session = world.office.practise(code, "1号台").unwrap();
    let Answer::Files(rows) = world.office.ask(&session, &Query::Files).unwrap() else {
        panic!("another answer")
    };
    rows
}

#[test]
fn r33_a_complaint_is_taken_in_under_a_number_of_its_own_and_carried_to_its_end() {
    let mut world = World::new();
    world.done("S01", &complaint());
    let rows = complaints(&world, "S01", Which::Mine);
    assert_eq!((rows.len(), rows[0].light.text().as_str()), (1, "绿 剩3日"));
    assert_eq!(rows[0].complaint.taken.complainant.as_ref().unwrap().get().unwrap().name, "张*");
    assert_eq!(rows[0].complaint.id.to_string(), "诉2026-1");
    assert_eq!(
        world.no("S02", &step(&json!({ "what": "note", "words": "去看了" }))).0,
        "complaint_not_yours"
    );
    world.done("S01", &step(&json!({ "what": "note", "words": "去看了" })));
    world.done("Z01", &step(&json!({ "what": "urge", "words": "三日内答复" })));
    assert_eq!(world.no("S01", &step(&json!({ "what": "reply", "mode": "电话", "words": "好了" }))).1, "R62");
    world.done("S01", &step(&json!({ "what": "find", "findings": "余氯不足", "outcome": "责令整改" })));
    world.done("S01", &step(&json!({ "what": "reply", "mode": "电话", "words": "已责令清洗" })));
    world.done("S01", &step(&json!({ "what": "rate", "level": "满意" })));
    assert!(complaints(&world, "S01", Which::Open).is_empty());
    assert_eq!(complaints(&world, "S01", Which::All).len(), 1);
}

#[test]
fn r33_who_complained_is_there_for_its_officer_and_for_leaders_only() {
    let mut world = World::new();
    world.done("S01", &complaint());
    for (code, sees) in [("S01", true), ("L01", true), ("H01", true), ("S02", false), ("Z01", false)] {
        let row = complaints(&world, code, Which::All).remove(0);
        let who = row.complaint.taken.complainant.expect("that there is one is no secret");
        assert_eq!(who.get().is_some(), sees, "{code}");
    }
}

#[test]
fn r33_numbers_have_no_gaps_and_a_repeated_complaint_names_one_that_exists() {
    let mut world = World::new();
    let mut again = complaint();
    again["repeats"] = json!("诉2026-1");
    assert_eq!(world.no("S01", &again).0, "no_such_complaint");
    world.done("S01", &complaint());
    world.done("S01", &again);
    let ids: Vec<String> =
        complaints(&world, "S01", Which::All).iter().map(|row| row.complaint.id.to_string()).collect();
    assert_eq!(ids, ["诉2026-2", "诉2026-1"]);
}

#[test]
fn r33_a_complaint_changed_by_somebody_else_is_not_written_over() {
    let mut world = World::new();
    world.done("S01", &complaint());
    let mut note = step(&json!({ "what": "note", "words": "去看了" }));
    note["version"] = json!(1);
    world.done("S01", &note);
    assert_eq!(world.no("S01", &note).0, "stale");
}

#[test]
fn r72_a_file_is_there_for_the_two_offices_and_not_for_whom_it_concerns() {
    let mut world = World::new();
    world.done("S01", &conduct(&["S02", "Z01"]));
    for (code, seen) in [("S01", 0), ("S02", 0), ("L01", 0), ("H01", 0), ("A01", 0), ("Z01", 0), ("F01", 1)] {
        assert_eq!(files(&world, code).len(), seen, "{code}");
    }
    assert_eq!(world.no("Z01", &filed(&json!({ "what": "tell", "facts": "反映您推诿" }))).0, "no_such_file");
    let file = files(&world, "F01").remove(0);
    assert_eq!((file.standing, file.file.taken.content.as_str()), (Standing::Taken, "三次都让改日再来"));
    assert!(file.file.taken.receipt.is_some());
}

#[test]
fn r72_about_himself_nobody_takes_anything_in_and_nothing_is_kept() {
    let mut world = World::new();
    let session = world.office.practise("F01", "1号台").unwrap();
    let before = world.office.header().unwrap().page;
    assert_eq!(world.no("S01", &conduct(&["S01"])), ("about_yourself", "R72".to_owned()));
    assert_eq!(world.office.header().unwrap().page, before, "not even a page that he tried");
    assert_eq!(world.office.ask(&session, &Query::Files).unwrap(), Answer::Files(Vec::new()));
}

#[test]
fn r72_whoever_takes_it_in_hears_the_receipt_once_and_a_retry_hears_that_it_is_done() {
    let world = World::new();
    let session = world.office.practise("S01", "1号台").unwrap();
    let command = say(&conduct(&["S02"]));
    let first = world.office.act(&session, "r", &command).unwrap();
    let receipt = first.receipt.unwrap().to_string();
    assert_eq!(receipt.len(), 6);
    let again = world.office.act(&session, "r", &command).unwrap();
    assert!(again.repeated && again.receipt.is_none() && again.case.is_none());
    let kept = files(&world, "F01");
    assert_eq!(
        (kept.len(), kept[0].file.taken.receipt),
        (1, first.receipt),
        "the offices find it by its code"
    );
}

#[test]
fn r73_the_accused_reads_what_he_was_told_and_answers_it() {
    let mut world = World::new();
    world.done("S01", &conduct(&["S02"]));
    let told = |world: &World| {
        let session = world.office.practise("S02", "1号台").unwrap();
        let Answer::Told(told) = world.office.ask(&session, &Query::Told).unwrap() else { panic!() };
        told
    };
    assert!(told(&world).is_empty());
    world.done("Z01", &filed(&json!({ "what": "tell", "facts": "反映您推诿" })));
    world.done("S02", &filed(&json!({ "what": "answer", "words": "当天在核对材料" })));
    let heard = told(&world).remove(0);
    assert_eq!((heard.facts.as_str(), heard.answers.len(), heard.decided), ("反映您推诿", 1, false));
}

#[test]
fn r75_r76_what_comes_of_it_is_decided_by_the_offices_and_for_a_bureau_cadre_after_the_bureau() {
    let mut world = World::new();
    let mut leader = serde_json::to_value(&world.office.header().unwrap().staff.0[&"L01".into()]).unwrap();
    leader["do"] = json!("keep_staff");
    leader["bureau"] = json!(true);
    world.done("A01", &leader);
    world.done("S01", &conduct(&["L01"]));
    let spot = json!({
        "what": "on_the_spot", "time": world.office.now().0, "place": "大厅", "kinds": ["不作为"], "facts": "无人接待",
        "measure": "当场纠正",
    });
    for code in ["S01", "L01", "L02", "H01", "A01"] {
        assert_eq!(world.no(code, &filed(&spot)).0, "no_such_file", "{code}");
    }
    world.done("Z01", &filed(&spot));
    let today = "2026-11-23";
    let last = filed(&json!({ "what": "measure", "measure": "通报批评", "basis": "问责办法" }));
    let found = json!({ "what": "investigate", "date": today, "findings": "核实", "found": "属实", "kinds": ["不作为"] });
    world.done("F01", &filed(&found));
    assert_eq!(world.no("F01", &last), ("awaits_bureau", "R76".to_owned()));
    let early = filed(&json!({ "what": "report_up", "date": "2026-11-20" }));
    assert_eq!(world.no("F01", &early).0, "report_before_investigation");
    world.done("F01", &filed(&json!({ "what": "report_up", "date": today })));
    world.done("F01", &filed(&json!({ "what": "bureau_says", "date": today, "words": "同意" })));
    world.done("F01", &last);
    assert_eq!(files(&world, "F01")[0].standing, Standing::AwaitsReply);
}

#[test]
fn r72_who_complained_is_seen_by_whoever_gave_a_reason_in_the_file_and_for_ten_minutes() {
    let mut world = World::new();
    world.done("S01", &conduct(&["S02"]));
    let number = files(&world, "F01").remove(0).file.number;
    let asked = |world: &World, code: &str| {
        let session = world.office.practise(code, "1号台").unwrap();
        let answer = world.office.ask(&session, &Query::Complainant(number)).unwrap();
        let Answer::Complainant(who) = answer else { panic!("another answer") };
        who.map(|who| who.name)
    };
    for code in ["F01", "Z01", "S01", "S02", "H01"] {
        assert_eq!(asked(&world, code), None, "{code} gave no reason");
    }
    world.done("F01", &filed(&json!({ "what": "reveal", "reason": "要答复" })));
    assert_eq!(asked(&world, "F01").as_deref(), Some("李四"));
    for code in ["Z01", "S01", "S02", "H01", "A01"] {
        assert_eq!(asked(&world, code), None, "{code}: somebody else's reason is not his");
    }
    let begun = world.office.now();
    world.office.set_clock(begun.plus_ms(10 * 60_000 - 1));
    assert_eq!(asked(&world, "F01").as_deref(), Some("李四"));
    world.office.set_clock(begun.plus_ms(10 * 60_000));
    assert_eq!(asked(&world, "F01"), None, "ten minutes are over");
}

#[test]
fn r72_nobody_reveals_who_complained_of_himself() {
    let mut world = World::new();
    world.done("S01", &conduct(&["Z01"]));
    let number = files(&world, "F01").remove(0).file.number;
    assert_eq!(world.no("Z01", &filed(&json!({ "what": "reveal", "reason": "看看" }))).0, "no_such_file");
    let session = world.office.practise("Z01", "1号台").unwrap();
    assert_eq!(world.office.ask(&session, &Query::Complainant(number)).unwrap(), Answer::Complainant(None));
}

#[test]
fn r72_numbers_in_what_is_said_of_one_of_us_are_masked_on_every_step() {
    let mut world = World::new();
    world.done("S01", &conduct(&["S02"]));
    let words = "说是13700137000打来的";
    let told = |what: &str, field: &str| filed(&json!({ "what": what, field: words }));
    world.done("F01", &filed(&json!({ "what": "assign", "handler": "F01" })));
    world.done(
        "F01",
        &filed(&json!({ "what": "on_the_spot", "time": world.office.now(), "place": words, "kinds": ["inaction"], "facts": words,
            "statement": words, "measure": "corrected" })),
    );
    world.done("F01", &told("tell", "facts"));
    world.done("S02", &told("answer", "words"));
    world.done(
        "F01",
        &filed(&json!({ "what": "investigate", "date": "2026-11-23", "findings": words, "found": "proven", "kinds": ["inaction"] })),
    );
    world.done("F01", &filed(&json!({ "what": "measure", "measure": "admonished", "basis": words })));
    world.done("F01", &filed(&json!({ "what": "reply", "mode": "电话", "words": words })));
    let session = world.office.practise("S02", "1号台").unwrap();
    let Answer::Told(said) = world.office.ask(&session, &Query::Told).unwrap() else { panic!() };
    let read = format!("{said:?} {:?}", files(&world, "F01")[0].file);
    assert_eq!((read.matches("137****7000").count(), read.contains("13700137000")), (10, false), "{read}");
}
