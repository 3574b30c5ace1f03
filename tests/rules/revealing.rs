//! 查看身份: who may see whom, for what and for how long; and what a page of it says.

use serde_json::{Value, json};
use xieban_domain::case::Life;
use xieban_domain::number::CaseId;
use xieban_domain::reveal::{Extent, LookEntry, Purpose, Whose};
use xieban_domain::sealed::Words;
use xieban_domain::visitor::Visitor;
use xieban_domain::waiting::Waiting;
use xieban_office::{Answer, Query, Shown};

use xieban_support::{on, people, register, say};

use crate::dispose::advice;
use crate::world::World;

fn look(id: CaseId, purpose: &str, more: &Value) -> Value {
    let mut look = json!({ "do": "reveal", "of": { "case": id.to_string() }, "purpose": purpose });
    look.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    look
}

fn none() -> Value {
    json!({})
}

/// The case as this person may see it in clear.
fn seen(world: &World, who: &str, id: CaseId) -> Shown {
    let session = world.office.practise(who, "1号台").unwrap();
    let Answer::Case(Some(view)) = world.office.ask(&session, &Query::CaseInClear(id)).unwrap() else {
        panic!()
    };
    view.row.record
}

fn looks(world: &World, who: &str) -> Vec<LookEntry> {
    let session = world.office.practise(who, "1号台").unwrap();
    let Answer::Looks(page) = world.office.ask(&session, &Query::Looks { offset: 0, limit: 50 }).unwrap()
    else {
        panic!()
    };
    page.looks
}

fn name_and_papers(shown: &Shown) -> (String, Option<String>) {
    let visitor: &Visitor = shown.case.visitor.get().unwrap();
    (visitor.person().name.clone(), visitor.id_number().map(str::to_owned))
}

#[test]
fn whoever_handles_an_open_case_sees_name_and_telephone_without_a_reason_and_nobody_else_does() {
    let mut world = World::new();
    let mut command = register("ZX01", &json!([]));
    command["visitor"]["id_type"] = json!("其他证件");
    command["visitor"]["id_no"] = json!("E12345678");
    let id = world.ok("S01", &command);
    world.clock("2026-11-23T09:00");
    assert_eq!(seen(&world, "S01", id).extent(), Extent::Masked, "his registration was too long ago");
    let version = world.case(id).version;
    for (who, why) in [("S02", "not_yours_to_see"), ("L01", "not_yours_to_see"), ("A01", "not_authorised")] {
        assert_eq!(world.no(who, &look(id, "联系", &none())).0, why, "{who}");
    }
    world.done("S01", &look(id, "联系", &none()));
    let (name, papers) = name_and_papers(&seen(&world, "S01", id));
    assert_eq!(
        (name.as_str(), papers.as_deref()),
        ("张三", Some("E12**5678")),
        "name and telephone, no more"
    );
    assert_eq!(seen(&world, "S02", id).extent(), Extent::Masked, "it was not he who looked");
    assert_eq!(world.case(id).version, version, "an open form is not stale of it");
    world.clock("2026-11-23T09:10");
    assert_eq!(seen(&world, "S01", id).extent(), Extent::Contact, "ten minutes long");
    world.clock("2026-11-23T09:11");
    assert_eq!(seen(&world, "S01", id).extent(), Extent::Masked);
}

#[test]
fn anything_else_needs_a_reason_and_the_leader_reads_it() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.clock("2026-11-23T09:00");
    assert_eq!(world.no("S02", &look(id, "其他", &none())).0, "reveal_needs_reason");
    world.done("S02", &look(id, "其他", &json!({ "reason": "家属来问" })));
    assert_eq!(seen(&world, "S02", id).extent(), Extent::Whole);
    assert_eq!(name_and_papers(&seen(&world, "S02", id)).0, "张三");
    for who in ["L01", "H01", "Z01", "F01"] {
        let looks = looks(&world, who);
        let LookEntry { by, what, .. } = &looks[0];
        assert_eq!(
            (looks.len(), by.0.as_str(), what.of, what.purpose),
            (1, "S02", Whose::Case(id), Purpose::Other)
        );
        assert_eq!(what.reason.as_ref().map(Words::text), Some("家属来问"), "{who}");
    }
    for who in ["S01", "S02", "A01"] {
        let session = world.office.practise(who, "1号台").unwrap();
        let query = Query::Looks { offset: 0, limit: 50 };
        assert!(world.office.ask(&session, &query).is_err(), "{who} does not read it");
    }
    assert_eq!(world.no("A01", &look(id, "其他", &json!({ "reason": "检查" }))).0, "not_authorised");
}

#[test]
fn a_reason_names_nobody_whatever_he_was_called_when_it_was_written() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.done("S02", &look(id, "其他", &json!({ "reason": "张三13800138000的家属来问" })));
    let mut visitor = register("ZX01", &json!([]))["visitor"].clone();
    visitor["name"] = json!("章珊");
    world.ok("S01", &on(id, &json!({ "do": "correct_visitor", "visitor": visitor, "reason": "听错" })));
    world.done("L01", &look(id, "其他", &json!({ "reason": "章珊，原来写作张三" })));
    world.done(
        "S01",
        &json!({ "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": "鼓楼泵站",
            "content": "水发黄", "complainant": { "name": "李四", "phone": "13900139000" } }),
    );
    let complainant = json!({ "do": "reveal", "of": { "complaint": "诉2026-1" }, "purpose": "其他",
        "reason": "给李四回访" });
    world.done("L01", &complainant);
    let why: Vec<String> = looks(&world, "H01").iter().map(|look| look.what.why()).collect();
    assert_eq!(why, ["给李*回访", "章*，原来写作张*", "张*138****8000的家属来问"]);
}

#[test]
fn words_written_before_a_correction_name_nobody_however_long_ago_it_was() {
    let mut world = World::new();
    let mut command = register("ZX01", &json!([]));
    command["remark"] = json!("张三行动不便");
    command["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
    let id = world.ok("S01", &command);
    let mut visitor = command["visitor"].clone();
    visitor["name"] = json!("章珊");
    world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已答复张三" })));
    world.ok("S01", &on(id, &json!({ "do": "correct_visitor", "visitor": visitor, "reason": "听错" })));
    // More has happened since than is shown of it.
    let session = world.office.practise("S01", "1号台").unwrap();
    let call = say(&on(id, &json!({ "do": "note_call", "words": "问进度" })));
    for nth in 0..101 {
        world.office.act(&session, &format!("call-{nth}"), &call).unwrap();
    }
    world.clock("2026-11-23T09:00");
    let session = world.office.practise("L01", "1号台").unwrap();
    let Answer::Case(Some(view)) = world.office.ask(&session, &Query::Case(id)).unwrap() else { panic!() };
    assert_eq!(view.row.record.case.opening.remark.as_ref().map(Words::text), Some("张*行动不便"));
    let log = world.office.day_sheet("2026-11-23".parse().unwrap()).unwrap();
    let Life::Finished(finish) = &log.entries[0].life else { panic!() };
    assert_eq!(finish.summary.text(), "已答复张*");
}

#[test]
fn of_a_case_that_is_over_its_officer_says_why() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &on(id, &json!({ "do": "void", "reason": "重复登记" })));
    world.clock("2026-11-23T09:00");
    assert_eq!(world.no("S01", &look(id, "联系", &none())).0, "not_open_to_see");
    world.done("S01", &look(id, "出单", &none()));
    assert_eq!(seen(&world, "S01", id).extent(), Extent::Whole, "a paper of it is still his to give");
}

#[test]
fn free_words_are_for_those_who_work_on_it_and_name_nobody() {
    let mut world = World::new();
    let id = advice(&mut world);
    world.ok("S01", &on(id, &json!({ "do": "note_call", "words": "张三13800138000托李四问进度" })));
    world.clock("2026-11-23T09:00");
    let told = |who: &str| {
        let session = world.office.practise(who, "1号台").unwrap();
        let Answer::Case(Some(view)) = world.office.ask(&session, &Query::Case(id)).unwrap() else {
            panic!()
        };
        let value = view.timeline[0].event.clone();
        let xieban_domain::event::Event::Case {
            event: xieban_domain::case::CaseEvent::CallNoted { words },
            ..
        } = value
        else {
            panic!()
        };
        words.text().to_owned()
    };
    for who in ["S01", "L01", "H01", "Z01", "F01"] {
        assert_eq!(told(who), "张*138****8000托李四问进度", "{who}");
    }
    assert_eq!(told("S02"), "（已遮）");
}

#[test]
fn what_is_masked_is_never_stored() {
    let mut world = World::new();
    let id = advice(&mut world);
    for (field, masked) in [("name", "张*"), ("phone", "138****8000"), ("address", "湖北路***")] {
        let mut command = register("ZX01", &json!([]));
        command["visitor"][field] = json!(masked);
        assert_eq!(world.no("S01", &command).0, "masked", "{field}");
        let correct = json!({ "do": "correct_visitor", "visitor": command["visitor"], "reason": "写错" });
        assert_eq!(world.no("S01", &on(id, &correct)).0, "masked", "{field}");
    }
    let mut take = json!({ "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": "鼓楼泵站",
        "content": "水发黄", "complainant": { "name": "李*" } });
    assert_eq!(world.no("S01", &take).0, "masked");
    take["complainant"]["name"] = json!("李四");
    world.done("S01", &take);
}

#[test]
fn r33_who_complained_is_seen_by_its_officer_and_with_a_reason_by_a_leader() {
    let mut world = World::new();
    world.done(
        "S01",
        &json!({ "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": "鼓楼泵站",
            "content": "水发黄，请回电13900139000", "complainant": { "name": "李四", "phone": "13900139000" } }),
    );
    let look = |purpose: &str, reason: &str| json!({ "do": "reveal", "of": { "complaint": "诉2026-1" }, "purpose": purpose, "reason": reason });
    let who = |world: &World, code: &str| {
        let session = world.office.practise(code, "1号台").unwrap();
        let query = Query::Complaint("诉2026-1".parse().unwrap());
        let Answer::Complaint(Some(row)) = world.office.ask(&session, &query).unwrap() else { panic!() };
        let name =
            row.complaint.taken.complainant.as_ref().and_then(|who| who.get()).map(|who| who.name.clone());
        (name, row.complaint.taken.content.text().to_owned())
    };
    let masked = (Some("李*".to_owned()), "水发黄，请回电139****9000".to_owned());
    assert_eq!(who(&world, "S01"), masked);
    world.done("S01", &look("联系", ""));
    assert_eq!(who(&world, "S01").0.as_deref(), Some("李四"));
    assert_eq!(who(&world, "L01"), masked);
    assert_eq!(world.no("L01", &look("联系", "")).0, "not_yours_to_see");
    assert_eq!(world.no("L01", &look("其他", "")).0, "reveal_needs_reason");
    world.done("L01", &look("其他", "回访"));
    assert_eq!(who(&world, "L01").0.as_deref(), Some("李四"));
    assert_eq!(world.no("S02", &look("其他", "看看")).0, "not_yours_to_see");
    assert_eq!(who(&world, "S02").0, None);
}

#[test]
fn nobodys_number_stands_where_a_thing_is_named() {
    let mut world = World::new();
    let with =
        |name: &str, basis: &str| register("GW03", &json!([{ "name": name, "basis": basis, "state": "收" }]));
    for (name, basis) in [
        ("11010519491231002X的身份证", "条例"),
        ("房产证", "电话13800138000说的"),
        ("０５１６-８０８０２３４５的函", "条例"),
    ] {
        assert_eq!(world.no("S01", &with(name, basis)).0, "names_somebody", "{name} {basis}");
    }
    let id = world.ok("S01", &with("房产证", "苏卫监〔2026〕20261123号"));
    let chase = json!({ "do": "chase", "whom": "张科长13800138000", "words": "请抓紧" });
    assert_eq!(world.no("S01", &on(id, &chase)).0, "names_somebody");
}

#[test]
fn who_waits_is_described_to_whoever_serves_and_to_no_administrator() {
    let mut world = World::new();
    world.done("S01", &json!({ "do": "arrive", "note": "红衣大爷，电话13800138000" }));
    world.done("S01", &json!({ "do": "arrive" }));
    let notes = |world: &World, who: &str| -> Vec<Option<String>> {
        let session = world.office.practise(who, "1号台").unwrap();
        let Answer::Header(door) = world.office.ask(&session, &Query::Header).unwrap() else { panic!() };
        let note = |waiting: &Waiting| waiting.note.as_ref().map(|words| words.text().to_owned());
        door.line.open.iter().map(note).collect()
    };
    for who in ["S01", "S02", "L01", "H01", "Z01", "F01"] {
        assert_eq!(notes(&world, who), [Some("红衣大爷，电话138****8000".to_owned()), None], "{who}");
    }
    assert_eq!(notes(&world, "A01"), [Some("（已遮）".to_owned()), None]);
    // The control: it is not the man but what he is; once he serves as well, he reads it.
    let mut keep = serde_json::to_value(people().into_iter().find(|staff| staff.code.0 == "S03")).unwrap();
    keep["do"] = json!("keep_staff");
    for (roles, served) in [(json!(["administrator"]), false), (json!(["administrator", "officer"]), true)] {
        keep["roles"] = roles;
        world.done("A01", &keep);
        assert_eq!(notes(&world, "S03") == notes(&world, "S01"), served);
    }
}

#[test]
fn what_is_said_of_one_of_us_names_nobody_who_said_it_until_a_page_shows_him() {
    let mut world = World::new();
    let said = |what: &str| format!("{what}，请回电李四13900139000或0516-80802345，证件11010519491231002X");
    let masked = |what: &str| format!("{what}，请回电李*139****9000或****-****2345，证件110***********002X");
    let mut take = json!({ "do": "take_conduct", "channel": "来信", "about": ["S02"],
        "complainant": { "name": "李四", "phone": "13900139000" } });
    for field in ["described", "content", "demand", "evidence"] {
        take[field] = json!(said(field));
    }
    world.done("S01", &take);
    let read = |world: &World, who: &str| {
        let session = world.office.practise(who, "1号台").unwrap();
        let Answer::Files(rows) = world.office.ask(&session, &Query::Files).unwrap() else { panic!() };
        let file = &rows[0].file;
        let asked = world.office.ask(&session, &Query::Complainant(file.number)).unwrap();
        let Answer::Complainant(complainant) = asked else { panic!() };
        let taken = &file.taken;
        let words = [&taken.described, &taken.content, &taken.demand, &taken.evidence].map(Clone::clone);
        (words, complainant.map(|who| (who.name, who.phone)))
    };
    let words = ["described", "content", "demand", "evidence"].map(masked);
    for who in ["Z01", "F01"] {
        assert_eq!(read(&world, who), (words.clone(), None), "{who}");
    }
    let step = |step: Value| json!({ "do": "conduct", "file": "2026-1", "step": step });
    world.done("Z01", &step(json!({ "what": "tell", "facts": "李四13900139000反映您推诿" })));
    world.done("S02", &step(json!({ "what": "answer", "words": "是不是李四？他的电话是13900139000" })));
    let session = world.office.practise("S02", "1号台").unwrap();
    let Answer::Told(told) = world.office.ask(&session, &Query::Told).unwrap() else { panic!() };
    let answered = told[0].answers[0].1.as_str();
    let guessed = "是不是李四？他的电话是139****9000";
    assert_eq!(
        (told[0].facts.as_str(), answered),
        ("李*139****9000反映您推诿", guessed),
        "no guess is confirmed"
    );
    let look = step(json!({ "what": "reveal", "reason": "回访" }));
    world.done("Z01", &look);
    // The control: who complained is there to be seen, by him who looked, and by nobody else.
    let complainant = Some(("李四".to_owned(), "13900139000".to_owned()));
    assert_eq!(read(&world, "Z01"), (words.clone(), complainant));
    assert_eq!(read(&world, "F01"), (words, None));
}
