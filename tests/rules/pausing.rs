//! 停计时 and 延期: R52, R53 with 行政许可法 42 and 45 — the only ways in which a promised day moves.

use serde_json::{Value, json};
use xieban_domain::calendar::Calendar;
use xieban_domain::case::Life;
use xieban_domain::codes::StopReason;
use xieban_domain::number::{CaseId, Form};

use xieban_support::{duty, materials, on, register};

use crate::dispose::licence;
use crate::world::World;

/// A licence case of Monday 2026-11-23, promised within ten working days: 2026-12-07; the law allows until 2026-12-21.
fn promised(world: &mut World) -> CaseId {
    let id = licence(world, 0);
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "10 working" })));
    assert_eq!(days(world, id), ("2026-12-07".to_owned(), "2026-12-21".to_owned()));
    id
}

/// The promised day, and the last that the law allows.
fn days(world: &World, id: CaseId) -> (String, String) {
    use xieban_domain::case::state::Disposed;
    let case = world.case(id);
    let Some(Disposed::Promise { promised, .. }) = &case.disposed else { panic!("{:?}", case.disposed) };
    (promised.date.to_string(), case.statutory().unwrap().date.to_string())
}

/// How many days are shown to lead to the promised one; the last of them is that day.
fn counted(world: &World, id: CaseId) -> usize {
    let why = world.case(id).why_promised(Calendar::bundled().unwrap()).unwrap();
    assert_eq!(why.counted.last(), Some(&why.due));
    assert!(why.skipped.iter().all(|skip| !why.counted.contains(&skip.date)));
    why.counted.len()
}

fn stop(id: CaseId, reason: &str, days: u16) -> Value {
    on(
        id,
        &json!({ "do": "stop_clock", "reason": reason, "days": days, "notice": "《特别程序告知书》〔2026〕3号" }),
    )
}

fn resume(id: CaseId) -> Value {
    on(id, &json!({ "do": "resume_clock" }))
}

fn extend(id: CaseId, days: u16) -> Value {
    on(id, &json!({ "do": "extend", "days": days, "told": "已电话说明现场整改未完" }))
}

fn consent(world: &mut World, id: CaseId) {
    world.ok("S01", &on(id, &json!({ "do": "ask_consent", "consent": "extension", "reason": "整改未完" })));
    world.ok("L01", &on(id, &json!({ "do": "give_consent", "consent": "extension" })));
}

fn by_law(id: CaseId, days: u16, approved: &str) -> Value {
    on(id, &json!({ "do": "extend_by_law", "days": days, "reason": "现场整改未完", "approved_on": approved }))
}

#[test]
fn r52_the_laws_day_moves_once_as_approved_and_the_promise_stays() {
    let mut world = World::new();
    let id = promised(&mut world);
    world.clock("2026-12-01T09:00");
    let no = |world: &mut World, days, approved| world.no("S01", &by_law(id, days, approved)).0;
    for wrong in ["2026-11-22", "2026-12-02"] {
        let refused = world.no("S01", &by_law(id, 5, wrong));
        assert_eq!(refused, ("approved_then", "行政许可法42".to_owned()), "{wrong}");
    }
    assert_eq!(no(&mut world, 0, "2026-12-01"), "extension_too_long");
    assert_eq!(no(&mut world, 11, "2026-12-01"), "extension_too_long");
    assert_eq!(world.no("S02", &by_law(id, 5, "2026-12-01")).0, "not_officer_of_case");
    world.ok("S01", &by_law(id, 5, "2026-11-30"));
    assert_eq!(days(&world, id), ("2026-12-07".to_owned(), "2026-12-28".to_owned()));
    assert_eq!(no(&mut world, 5, "2026-12-01"), "extended_already");
    let letter = Form::Extended.letter(&world.case(id), "某许可机关").unwrap();
    assert_eq!(
        letter.words,
        "您的申请原应于2026年12月21日前作出决定。因现场整改未完，经某许可机关负责人批准，延长5个工作日，至2026年12月28日。"
    );
    // What does not count afterwards moves both, each from its own.
    world.ok("S01", &stop(id, "检测", 2));
    world.clock("2026-12-03T09:00");
    world.ok("S01", &resume(id));
    assert_eq!(days(&world, id), ("2026-12-09".to_owned(), "2026-12-30".to_owned()));
    let mut after = World::new();
    let late = promised(&mut after);
    after.clock("2026-12-22T09:00");
    assert_eq!(after.no("S01", &by_law(late, 5, "2026-12-22")).0, "extended_too_late");
}

#[test]
fn r52_a_stop_needs_a_reason_of_the_law_and_its_written_notice() {
    let mut world = World::new();
    let undecided = licence(&mut world, 0);
    assert_eq!(world.no("S01", &stop(undecided, "检测", 5)), ("nothing_promised", "R52".to_owned()));
    let id = promised(&mut world);
    assert_eq!(world.no("S02", &stop(id, "检测", 5)).0, "not_officer_of_case");
    assert_eq!(world.no("S01", &stop(id, "检测", 0)), ("stop_needs_days", "行政许可法45".to_owned()));
    let mut unwritten = stop(id, "检测", 5);
    unwritten["notice"] = json!("　");
    assert_eq!(world.no("S01", &unwritten), ("stop_needs_notice", "行政许可法45".to_owned()));
    for unlawful in ["补正材料", "现场勘查"] {
        assert!(serde_json::from_value::<StopReason>(json!(unlawful)).is_err(), "{unlawful} stops no clock");
    }
    for (n, lawful) in StopReason::ALL.iter().enumerate() {
        world.ok("S01", &stop(id, lawful.name(), 5));
        assert_eq!(world.no("S01", &stop(id, "听证", 5)), ("stands_already", "行政许可法45".to_owned()));
        world.ok("S01", &resume(id));
        assert_eq!(world.case(id).stops.len(), n + 1);
        assert_eq!(days(&world, id).0, "2026-12-07", "resumed on the same day nothing moves");
    }
    assert_eq!(world.no("S01", &resume(id)), ("not_stopped", "行政许可法45".to_owned()));
}

#[test]
fn r53_while_the_clock_stands_nothing_runs_and_afterwards_both_days_have_moved() {
    let mut world = World::new();
    let id = promised(&mut world);
    world.clock("2026-11-25T10:00");
    world.ok("S01", &stop(id, "检测", 4));
    assert_eq!(world.case(id).whereabouts(), "暂停计时");
    for now in ["2026-11-25T11:00", "2026-12-08T09:00", "2027-03-01T09:00"] {
        assert_eq!(world.clock(now).light(id), "绿 停计时", "{now}");
    }
    world.clock("2026-12-01T15:00");
    assert_eq!(world.no("S01", &on(id, &json!({ "do": "finish", "summary": "已办" }))).0, "clock_stands");
    world.ok("S01", &on(id, &json!({ "do": "note_call", "words": "问检测结果" })));
    world.ok("S01", &resume(id));
    // 26, 27, 30 November and 1 December did not count.
    assert_eq!(days(&world, id), ("2026-12-11".to_owned(), "2026-12-25".to_owned()));
    assert_eq!(world.light(id), "绿 剩8日");
    assert_eq!(world.clock("2026-12-14T09:00").light(id), "红 超期1日");
    world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已办" })));
    assert!(matches!(world.case(id).life, Life::Finished(_)));
}

#[test]
fn r53_what_counts_before_and_after_a_stop_is_exactly_what_was_promised() {
    let calendar = Calendar::bundled().unwrap();
    let mut world = World::new();
    let id = promised(&mut world);
    let began = "2026-11-23".parse().unwrap();
    let mut uncounted = 0;
    // Stops of several lengths, over weekends and a make-up day's end, one after another.
    for (from, until) in
        [("11-23", "11-24"), ("11-27", "11-29"), ("12-04", "12-05"), ("12-07", "12-16"), ("12-18", "12-18")]
    {
        let day = |text: &str| format!("2026-{text}");
        world.clock(&format!("{}T16:00", day(from)));
        world.ok("S01", &stop(id, "鉴定", 3));
        world.clock(&format!("{}T16:30", day(until)));
        world.ok("S01", &resume(id));
        uncounted += calendar.working_days_between(day(from).parse().unwrap(), day(until).parse().unwrap());
        let (promised, legal) = days(&world, id);
        assert_eq!(
            calendar.working_days_between(began, promised.parse().unwrap()) - uncounted,
            10,
            "{until}"
        );
        assert_eq!(calendar.working_days_between(began, legal.parse().unwrap()) - uncounted, 20, "{until}");
        assert_eq!(counted(&world, id), 10, "{until}: and the days that are shown to count are those");
    }
    assert!(uncounted > 0);
}

#[test]
fn r53_one_extension_of_ten_days_at_most_by_the_leader_told_and_in_time() {
    let mut world = World::new();
    let id = promised(&mut world);
    assert_eq!(world.no("S01", &extend(id, 5)).0, "consent_needed");
    consent(&mut world, id);
    for days in [0, 11] {
        assert_eq!(
            world.no("S01", &extend(id, days)),
            ("extension_too_long", "行政许可法42".to_owned()),
            "{days}"
        );
    }
    let mut untold = extend(id, 5);
    untold["told"] = json!("");
    assert_eq!(world.no("S01", &untold), ("extension_untold", "行政许可法42".to_owned()));
    world.ok("S01", &stop(id, "听证", 2));
    assert_eq!(world.no("S01", &extend(id, 5)).0, "clock_stands");
    world.ok("S01", &resume(id));
    world.ok("S01", &extend(id, 10));
    assert_eq!(
        days(&world, id),
        ("2026-12-21".to_owned(), "2027-01-05".to_owned()),
        "both, by ten working days"
    );
    assert_eq!(counted(&world, id), 20);
    consent(&mut world, id);
    assert_eq!(world.no("S01", &extend(id, 1)), ("extended_already", "行政许可法42".to_owned()));

    let late = promised_on_time_but_late(&mut world);
    assert_eq!(world.no("S01", &extend(late, 1)), ("extended_too_late", "行政许可法42".to_owned()));
}

/// Promised, consented to, and now past its day.
fn promised_on_time_but_late(world: &mut World) -> CaseId {
    world.clock("2026-11-23T11:00");
    let id = promised(world);
    consent(world, id);
    world.clock("2026-12-08T09:00");
    id
}

/// 医疗机构校验, thirty calendar days by law, accepted on a day and promised within a limit.
fn of_thirty_days(on_day: &str, limit: &str) -> (World, CaseId) {
    let days = ["2026-09-03", "2026-09-04", "2026-09-06", "2026-09-11"];
    let mut world = World::on(days.iter().map(|day| duty(day, Some("L01"))).collect());
    world.clock(&format!("{on_day}T09:00"));
    let id = world.ok("S01", &register("YL03", &json!([])));
    let names: Vec<String> = world.case(id).materials.iter().map(|each| each.name.clone()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    world.ok("S01", &on(id, &json!({ "do": "note_materials", "materials": materials(&names, "收") })));
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": limit })));
    (world, id)
}

/// The clock stands from Sunday the 6th to Friday the 11th of September.
fn stand_still(world: &mut World, id: CaseId) {
    world.clock("2026-09-06T10:00");
    world.ok("S01", &stop(id, "检测", 5));
    world.clock("2026-09-11T16:00");
    world.ok("S01", &resume(id));
}

#[test]
fn r52_what_did_not_count_is_taken_out_before_an_end_on_a_day_off_moves() {
    // The thirtieth day is 4 October, in the holidays. Five days did not count: the 9th, and not five days after the 8th.
    let (mut world, id) = of_thirty_days("2026-09-04", "8 working");
    assert_eq!(days(&world, id), ("2026-09-16".to_owned(), "2026-10-08".to_owned()));
    stand_still(&mut world, id);
    assert_eq!(days(&world, id), ("2026-09-22".to_owned(), "2026-10-09".to_owned()));
    for (limit, before, after) in
        [("29 calendar", "2026-10-08", "2026-10-08"), ("1 month", "2026-10-08", "2026-10-09")]
    {
        let (mut world, id) = of_thirty_days("2026-09-04", limit);
        assert_eq!(days(&world, id).0, before, "{limit}");
        stand_still(&mut world, id);
        assert_eq!(days(&world, id).0, after, "{limit}");
        let why = world.case(id).why_promised(Calendar::bundled().unwrap()).unwrap();
        assert_eq!(why.due.to_string(), after);
        assert_eq!(why.skipped.iter().filter(|skip| skip.why.contains("停计时")).count(), 5, "{limit}");
    }
}

#[test]
fn r52_no_promise_is_later_than_the_law_after_the_clock_stood_or_the_limit_was_made_longer() {
    let (mut world, id) = of_thirty_days("2026-09-03", "20 working");
    assert_eq!(days(&world, id), ("2026-10-08".to_owned(), "2026-10-08".to_owned()));
    stand_still(&mut world, id);
    assert_eq!(days(&world, id), ("2026-10-08".to_owned(), "2026-10-08".to_owned()));
    consent(&mut world, id);
    world.ok("S01", &extend(id, 3));
    assert_eq!(days(&world, id), ("2026-10-12".to_owned(), "2026-10-12".to_owned()));
    // Once more, after the extension: both are counted anew, with it.
    world.ok("S01", &stop(id, "听证", 2));
    world.clock("2026-09-14T16:00");
    world.ok("S01", &resume(id));
    assert_eq!(days(&world, id), ("2026-10-15".to_owned(), "2026-10-15".to_owned()));
}
