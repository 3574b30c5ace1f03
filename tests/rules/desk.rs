//! At the desk: R7, R9, R12, R24, R27, R29–R32, R67–R69.

use chrono::NaiveDate;
use serde_json::{Value, json};
use xieban_domain::documents::Library;
use xieban_domain::premises::attendance::{Movement, Whereabouts};
use xieban_domain::premises::{Attendance, Milestone, Topic, lacking, register};
use xieban_domain::regulation::RuleStanding;
use xieban_domain::settings::Settings;
use xieban_office::{Answer, BooksView, Query};

use xieban_support::{at, day, duty, people};

use crate::world::World;

const TODAY: &str = "2026-11-23";

fn view(world: &World, date: &str) -> BooksView {
    world.books(date);
    let session = world.office.practise("L01", "1号台").unwrap();
    let Answer::Books(view) = world.office.ask(&session, &Query::Books(day(date))).unwrap() else { panic!() };
    *view
}

fn settings(world: &World) -> Settings {
    world.office.header().unwrap().settings
}

/// What is lacking, as the duty screen says it.
fn lacks(world: &World, date: &str) -> Vec<String> {
    let (view, settings, now) = (view(world, date), settings(world), world.office.now());
    let attendance = Attendance::of(&view.duty, &view.books.desk, &settings, now, true);
    let library = Library {
        settings: &settings,
        catalogue: world.office.facts().catalogue,
        regulations: &view.books.records.regulations,
        today: now.date(),
    };
    let door = world.office.header().unwrap();
    let lacks = lacking(&view.books, &attendance, &library, &door.staff, &view.rostered, true);
    lacks.into_iter().map(|lack| lack.text).collect()
}

fn has(lacks: &[String], part: &str) -> bool {
    lacks.iter().any(|lack| lack.contains(part))
}

fn standings(world: &World, date: &str) -> Vec<(String, RuleStanding)> {
    let (view, settings) = (view(world, date), settings(world));
    let library = Library {
        settings: &settings,
        catalogue: world.office.facts().catalogue,
        regulations: &view.books.records.regulations,
        today: world.office.now().date(),
    };
    register(&library).into_iter().map(|entry| (entry.name, entry.standing)).collect()
}

#[test]
fn r30_r32_a_rule_in_force_that_is_not_on_the_wall_is_listed_and_hangs_once_it_is_noted() {
    let mut world = World::new();
    assert_eq!(standings(&world, TODAY).len(), 3, "the three of the plan from the start");
    assert!(standings(&world, TODAY).iter().all(|(_, standing)| *standing == RuleStanding::NotYet));
    let post = |date: &str| json!({ "do": "post_rule", "name": "system", "date": date, "place": "一楼大厅", "format": "市统一样式第2批" });
    assert_eq!(world.no("L01", &post(TODAY)), ("rule_not_in_force", "R30".to_owned()));
    world.done("L01", &json!({ "do": "keep_rule", "name": "system", "effective": "2026-11-01" }));
    assert_eq!(standings(&world, TODAY)[0], ("system".to_owned(), RuleStanding::Unposted));
    assert!(has(&lacks(&world, TODAY), "未上墙：《“零障碍”服务全程协办制度》"));
    assert_eq!(world.no("L01", &post("2026-11-24")).0, "not_yet_done");
    world.done("L01", &post("2026-11-20"));
    let books = world.books(TODAY);
    let posted = books.records.regulations.0["system"].versions[0].posted.clone().unwrap();
    assert_eq!((posted.place.as_str(), posted.format.as_str()), ("一楼大厅", "市统一样式第2批"));
    assert_eq!(standings(&world, TODAY)[0].1, RuleStanding::Posted);
    assert!(!has(&lacks(&world, TODAY), "未上墙"));
    // A version to come leaves the one that holds on the wall until its day.
    world.done("L01", &json!({ "do": "keep_rule", "name": "system", "effective": "2026-12-01", "text": ["第一条 新办法。"] }));
    assert_eq!(standings(&world, TODAY)[0].1, RuleStanding::Posted);
    world.clock("2026-12-01T09:00");
    assert_eq!(standings(&world, TODAY)[0].1, RuleStanding::Unposted);
}

#[test]
fn r31_the_offices_own_text_stands_in_the_place_of_ours_from_its_day_on() {
    let mut world = World::new();
    let text = |world: &World, name: &str| {
        let all = world.office.premises().unwrap().documents;
        all.into_iter()
            .find(|document| document.name == name)
            .map(|document| (document.version, document.lines))
    };
    for name in ["system", "accountability", "flow"] {
        assert!(text(&world, name).unwrap().1.len() > 20, "{name}");
    }
    let own = json!({ "do": "keep_rule", "name": "accountability", "effective": "2026-11-24", "text": ["本所另有规定。"] });
    world.done("Z01", &own);
    assert_eq!(text(&world, "accountability").unwrap().0, 1);
    world.clock("2026-11-24T09:00");
    assert_eq!(text(&world, "accountability").unwrap(), (1, vec!["本所另有规定。".to_owned()]));
    assert_eq!(
        world.no("Z01", &json!({ "do": "keep_rule", "name": "meeting" })),
        ("title_needed", "R30".to_owned())
    );
    assert_eq!(world.no("Z01", &json!({ "do": "keep_rule", "name": "会议" })).0, "rule_name");
    world.done(
        "Z01",
        &json!({ "do": "keep_rule", "name": "meeting", "title": "《例会制度》", "effective": "2026-11-24" }),
    );
    assert!(text(&world, "meeting").is_some());
    world.done(
        "Z01",
        &json!({ "do": "keep_rule", "name": "meeting", "effective": "2026-11-24", "retired": true }),
    );
    assert!(text(&world, "meeting").is_none(), "retired");
}

#[test]
fn r67_every_edit_keeps_the_older_version_with_date_and_author_and_a_tag_finds_its_rules() {
    let mut world = World::new();
    world.done(
        "L01",
        &json!({ "do": "keep_rule", "name": "system", "effective": "2026-11-01", "tags": ["双争"] }),
    );
    world.clock("2026-11-25T10:00");
    let second =
        json!({ "do": "keep_rule", "name": "system", "effective": "2026-11-25", "tags": ["双争", "标准化"] });
    world.done("A01", &second);
    assert_eq!(world.no("A01", &second).0, "nothing_changed");
    world.done("A01", &json!({ "do": "keep_rule", "name": "flow", "effective": "2026-11-25" }));
    let regulations = world.books(TODAY).records.regulations;
    let versions = &regulations.0["system"].versions;
    let seen: Vec<_> = versions.iter().map(|each| (each.number, each.by.0.as_str(), each.at)).collect();
    assert_eq!(seen, [(1, "L01", at("2026-11-23T08:41")), (2, "A01", at("2026-11-25T10:00"))]);
    let tagged = |tag| regulations.tagged(tag).map(|(name, _)| name.as_str()).collect::<Vec<_>>();
    assert_eq!((tagged("标准化"), tagged("双争"), tagged("别的")), (vec!["system"], vec!["system"], vec![]));
    assert_eq!(regulations.tags(), ["双争", "标准化"]);
    assert_eq!(world.no("S01", &second).0, "not_authorised");
}

#[test]
fn r27_an_unchecked_facility_shows_until_somebody_has_looked() {
    let mut world = World::new();
    assert!(has(&lacks(&world, TODAY), "设施未查：群众休息处、公共饮水设备"));
    world.done("S01", &json!({ "do": "check_facility", "facility": "群众休息处" }));
    world.done("S01", &json!({ "do": "check_facility", "facility": "公共饮水设备", "fault": "没有纸杯" }));
    let lacking = lacks(&world, TODAY);
    assert!(!has(&lacking, "设施未查") && has(&lacking, "公共饮水设备，没有纸杯"), "{lacking:?}");
    let refused = world.no("S01", &json!({ "do": "check_facility", "facility": "停车场" }));
    assert_eq!(refused, ("unknown_facility", "R27".to_owned()));
    world.clock("2026-11-24T08:30");
    assert!(has(&lacks(&world, "2026-11-24"), "设施未查"), "every morning anew");
}

#[test]
fn r29_the_measures_have_their_defaults_and_are_the_administrators_to_change() {
    let mut world = World::new();
    let measures = |world: &World| world.office.premises().unwrap().measures;
    assert_eq!(measures(&world), ["老花镜", "复印", "雨伞", "充电", "帮填表"]);
    let change = json!({ "do": "change_settings", "measures": ["老花镜", "轮椅"] });
    assert_eq!(world.no("L01", &change).0, "not_authorised");
    world.done("A01", &change);
    assert_eq!(measures(&world), ["老花镜", "轮椅"]);
}

#[test]
fn r12_an_absence_longer_than_the_setting_is_in_the_list() {
    let mut world = World::new();
    let leave = |back: &str| json!({ "do": "leave_seat", "reason": "陪同导引", "back": back });
    assert_eq!(world.no("S01", &json!({ "do": "take_seat" })), ("seat_not_left", "R12".to_owned()));
    assert_eq!(world.no("S01", &leave("08:41")).0, "back_in_the_past");
    world.clock("2026-11-23T09:00").done("S01", &leave("09:10"));
    assert_eq!(world.no("S01", &leave("09:20")).0, "seat_already_left");
    world.clock("2026-11-23T09:12").done("S01", &json!({ "do": "take_seat" }));
    world.clock("2026-11-23T10:00").done("S01", &leave("10:30"));
    world.clock("2026-11-23T10:40");
    let view = view(&world, TODAY);
    let attendance =
        Attendance::of(&view.duty, &view.books.desk, &settings(&world), world.office.now(), true);
    let officer = &attendance.people[0];
    assert_eq!((officer.who.0.as_str(), officer.now), ("S01", Whereabouts::Away));
    let away: Vec<_> = officer.away.iter().map(|away| (away.minutes, away.long)).collect();
    assert_eq!(away, [(12, false), (40, true)]);
    world.done("A01", &json!({ "do": "change_settings", "absence_minutes": 45 }));
    let attendance =
        Attendance::of(&view.duty, &view.books.desk, &settings(&world), world.office.now(), true);
    assert!(attendance.people[0].away.iter().all(|away| !away.long));
}

#[test]
fn r12_an_open_half_day_without_anybody_is_an_alarm_and_a_covered_one_is_none() {
    let settings = Settings::default();
    let roster = duty(TODAY, Some("L01"));
    let mut desk = xieban_domain::premises::DeskDay::default();
    let attendance =
        |desk: &_, time: &str| Attendance::of(&roster, desk, &settings, at(&format!("{TODAY}T{time}")), true);
    assert!(attendance(&desk, "08:40").gaps.is_empty(), "within the minutes of the setting");
    let alarm = attendance(&desk, "08:50").alarm().unwrap();
    assert!(!alarm.unrostered && alarm.from == at("2026-11-23T08:30"));
    desk.note(at("2026-11-23T08:55"), &"S01".into(), "1号台", Movement::In { badge: true });
    assert_eq!(attendance(&desk, "09:30").alarm(), None);
    assert_eq!(attendance(&desk, "09:30").gaps.len(), 1, "the gap stays in the list");
    assert_eq!(attendance(&desk, "09:30").people[1].now, Whereabouts::NotDue);
    // Nobody signed out at noon: the morning's officer is not there in the afternoon for all that.
    let late = attendance(&desk, "14:50");
    assert_eq!(
        (late.alarm().map(|gap| gap.half.name()), late.people[1].now),
        (Some("下午"), Whereabouts::NotCome)
    );
    desk.note(at("2026-11-23T14:51"), &"S02".into(), "2号台", Movement::In { badge: true });
    assert_eq!(attendance(&desk, "16:00").alarm(), None);
    desk.note(at("2026-11-23T16:00"), &"S02".into(), "2号台", Movement::Out);
    assert!(attendance(&desk, "16:20").alarm().is_some());
    // Who signs in with a script is not at the desk; on a day off nobody has to be.
    let mut scripts = xieban_domain::premises::DeskDay::default();
    scripts.note(at("2026-11-23T08:30"), &"S01".into(), "批量", Movement::In { badge: false });
    assert!(attendance(&scripts, "09:00").alarm().is_some());
    assert!(Attendance::of(&roster, &scripts, &settings, at("2026-11-23T09:00"), false).gaps.is_empty());
    let nobody = xieban_domain::duty::DutyDay::empty(day(TODAY));
    let alarm = Attendance::of(&nobody, &desk, &settings, at("2026-11-23T08:31"), true).alarm().unwrap();
    assert!(alarm.unrostered, "from the first minute");
}

#[test]
fn r24_a_sign_in_confirms_the_badge_and_without_it_it_says_so() {
    let mut founding = xieban_support::founding(vec![duty(TODAY, Some("L01"))]);
    for (_, pin) in &mut founding.staff {
        *pin = Some("2468".to_owned());
    }
    let office = xieban_office::Office::in_memory(at("2026-11-23T08:35")).unwrap();
    office.found(&founding).unwrap();
    let presence = |office: &xieban_office::Office| {
        let session = office.practise("L01", "1号台").unwrap();
        let Answer::Books(view) = office.ask(&session, &Query::Books(day(TODAY))).unwrap() else { panic!() };
        let settings = office.header().unwrap().settings;
        Attendance::of(&view.duty, &view.books.desk, &settings, office.now(), true).people.remove(0)
    };
    let session = office.sign_in("S01", "2468", "1号台", false).unwrap();
    assert_eq!((presence(&office).now, presence(&office).unbadged), (Whereabouts::There, true));
    office.sign_out(&session).unwrap();
    assert_eq!(presence(&office).now, Whereabouts::Gone);
    office.sign_in("S01", "2468", "1号台", true).unwrap();
    let there = presence(&office);
    assert_eq!((there.now, there.unbadged, there.desk.as_str()), (Whereabouts::There, false, "1号台"));
    office.rebuild().unwrap();
    assert_eq!(presence(&office), there, "a rebuild gives the same day");
}

#[test]
fn r68_three_topics_a_person_and_a_rostered_officer_without_them_is_named() {
    let mut world = World::new();
    let training = |date: &str, topics: Value, people: Value, held: bool| json!({ "do": "keep_training", "date": date, "topics": topics, "people": people, "held": held });
    assert!(has(&lacks(&world, TODAY), "未培训：王芳，缺岗位职责、工作流程、服务规范"));
    world.done("Z01", &training("2026-11-20", json!(["岗位职责", "工作流程"]), json!(["S01", "S02"]), true));
    world.done("Z01", &training("2026-11-27", json!(["服务规范"]), json!(["S01"]), false));
    assert!(has(&lacks(&world, TODAY), "未培训：王芳，缺服务规范"), "planned is not held");
    let mut held = training("2026-11-27", json!(["服务规范"]), json!(["S01"]), true);
    held["number"] = json!(2);
    assert_eq!(world.no("Z01", &held).0, "not_yet_done");
    world.clock("2026-11-27T17:00").done("Z01", &held);
    let records = world.books(TODAY).records;
    assert!(records.untrained(&"S01".into()).is_empty());
    assert_eq!(records.untrained(&"S02".into()), [Topic::Conduct]);
    assert_eq!(records.trained(&"S01".into(), Topic::Conduct), Some(day("2026-11-27")));
    for (topics, people, code) in
        [(json!([]), json!(["S01"]), "topics_needed"), (json!(["服务规范"]), json!([]), "people_needed")]
    {
        assert_eq!(world.no("Z01", &training("2026-11-20", topics, people, true)), (code, "R68".to_owned()));
    }
    assert_eq!(
        world.no("Z01", &training("2026-11-20", json!(["服务规范"]), json!(["X99"]), true)).0,
        "no_such_staff"
    );
    held["number"] = json!(9);
    assert_eq!(world.no("Z01", &held).0, "no_such_record");
}

#[test]
fn r69_publicity_has_date_form_and_place_and_a_number_only_where_it_is_known() {
    let mut world = World::new();
    let keep = |date: &str, form: &str, place: &str| json!({ "do": "keep_publicity", "date": date, "form": form, "place": place });
    assert_eq!(world.no("S01", &keep("2026-11-24", "宣传栏", "大厅")).0, "not_yet_done");
    assert_eq!(world.no("S01", &keep(TODAY, " ", "大厅")), ("form_needed", "R69".to_owned()));
    assert_eq!(world.no("S01", &keep(TODAY, "宣传栏", "")).0, "place_needed");
    world.done("S01", &keep(TODAY, "宣传栏", "大厅"));
    let mut again = keep(TODAY, "发放单页", "彭城广场");
    (again["reached"], again["number"]) = (json!(300), json!(1));
    world.done("S01", &again);
    let publicity = world.books(TODAY).records.publicity;
    assert_eq!(
        (publicity.len(), publicity[&1].reached, publicity[&1].place.as_str()),
        (1, Some(300), "彭城广场")
    );
    let documents = world.office.premises().unwrap().documents;
    assert!(documents.iter().any(|document| document.name == "purpose"));
}

#[test]
fn r7_milestones_are_there_only_with_a_year_and_late_after_25_march() {
    let mut world = World::new();
    let done = json!({ "do": "keep_milestone", "milestone": "所动员会", "done": "2026-11-20", "attendees": "全所46人" });
    assert_eq!(world.no("L01", &done), ("launch_year_unset", "R7".to_owned()));
    assert!(!has(&lacks(&world, TODAY), "逾期"));
    world.done("A01", &json!({ "do": "change_settings", "launch_year": 2026 }));
    assert!(has(&lacks(&world, TODAY), "逾期：所动员会，应于2026-03-25前完成"));
    world.done("L01", &done);
    let (records, settings) = (world.books(TODAY).records, settings(&world));
    let on = |date: &str| {
        let stands = records.launch(&settings, date.parse::<NaiveDate>().unwrap());
        stands.into_iter().filter(|each| each.overdue).map(|each| each.milestone).collect::<Vec<_>>()
    };
    assert_eq!((on("2026-03-25"), on("2026-03-26")), (vec![], vec![Milestone::Study]));
    world.done("A01", &json!({ "do": "change_settings", "launch_year": 0 }));
    assert!(!has(&lacks(&world, TODAY), "逾期"), "taken away again");
}

#[test]
fn r8_the_three_governing_documents_are_in_the_library() {
    let world = World::new();
    let documents = world.office.premises().unwrap().documents;
    let governing: Vec<&str> = documents
        .iter()
        .filter(|document| document.shelf == xieban_domain::documents::Shelf::Governing)
        .map(|document| document.issuer.as_str())
        .collect();
    assert_eq!(governing, ["市委、市政府", "市卫生局党委、市卫生局", "徐州市卫生监督所"]);
}

#[test]
fn r9_the_group_has_one_or_two_heads_who_lead_the_office() {
    let mut world = World::new();
    let group = |heads: Value| json!({ "do": "keep_group", "heads": heads, "members": ["L01"], "office": "所办公室" });
    assert_eq!(world.no("A01", &group(json!([]))), ("one_or_two_heads", "R9".to_owned()));
    assert_eq!(world.no("A01", &group(json!(["L01"]))).0, "not_principal");
    for (code, post, may) in [
        ("H01", "所长", true),
        ("L02", "党支部书记", true),
        ("L01", "副所长", false),
        ("B01", "纪检书记", false),
    ] {
        let mut staff = people().into_iter().find(|staff| staff.code.0 == code).unwrap();
        post.clone_into(&mut staff.post);
        let mut keep = serde_json::to_value(&staff).unwrap();
        keep["do"] = json!("keep_staff");
        world.done("A01", &keep);
        let told = world.would_do("A01", &group(json!([code])));
        assert_eq!(told.is_ok(), may, "{post}: {told:?}");
    }
    world.done("A01", &group(json!(["H01", "L02"])));
    assert_eq!(world.no("A01", &group(json!(["H01", "L02"]))).0, "nothing_changed");
    assert_eq!(world.books(TODAY).records.group.unwrap().heads.len(), 2);
}

#[test]
fn what_was_entered_stands_again_after_a_rebuild() {
    let mut world = World::new();
    world.done(
        "L01",
        &json!({ "do": "keep_rule", "name": "system", "effective": "2026-11-01", "text": ["第一条"] }),
    );
    world.done("L01", &json!({ "do": "post_rule", "name": "system", "date": TODAY, "place": "大厅" }));
    world.done("S01", &json!({ "do": "check_facility", "facility": "群众休息处" }));
    world.done("S01", &json!({ "do": "leave_seat", "reason": "开会", "back": "10:00" }));
    let before = view(&world, TODAY);
    world.office.rebuild().unwrap();
    assert_eq!(view(&world, TODAY), before);
    assert_eq!(world.office.audit().unwrap().finding, None);
}

#[test]
fn what_is_asked_of_pins_and_of_unattended_desks_is_a_setting_within_reason() {
    let mut world = World::new();
    let change = |what: serde_json::Value| {
        let mut change = json!({ "do": "change_settings" });
        change.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
        change
    };
    let pins = |shortest: u16, days: u16| {
        change(json!({ "pins": { "shortest": shortest, "kinds": 2, "days": days } }))
    };
    assert_eq!(world.no("A01", &pins(5, 90)).0, "pin_policy_out_of_range");
    assert_eq!(world.no("A01", &pins(8, 3)).0, "pin_policy_out_of_range");
    let lock = |mask: u16, lock: u16| {
        change(json!({ "lock": { "mask_minutes": mask, "lock_minutes": lock, "hours": 8 } }))
    };
    assert_eq!(world.no("A01", &lock(15, 15)).0, "lock_policy_out_of_range");
    world.done("A01", &pins(12, 0));
    world.done("A01", &lock(3, 10));
    let settings = settings(&world);
    assert_eq!((settings.pins.shortest, settings.pins.days), (12, 0));
    assert_eq!((settings.lock.mask_minutes, settings.lock.lock_minutes, settings.lock.hours), (3, 10, 8));
}
