//! 补录: R20, R25, R36, R48, R51 — what was taken in on paper while the program stood still, counted from the time on the paper.

use chrono::NaiveDate;
use serde_json::{Value, json};
use xieban_domain::case::{CaseEvent, Life};
use xieban_domain::number::CaseId;
use xieban_office::{Answer, Query};

use xieban_support::{duty, materials, on, register};

use crate::world::World;

const LICENCE: [&str; 5] = [
    "延续申请表",
    "原卫生许可证",
    "有效期内的卫生检测或者评价报告",
    "从业人员健康合格证明",
    "卫生管理制度执行情况",
];

/// Thursday and Friday before, led by L02; the Monday of every test, led by L01.
fn world() -> World {
    World::on(vec![
        duty("2026-11-19", Some("L02")),
        duty("2026-11-20", Some("L02")),
        duty("2026-11-23", Some("L01")),
    ])
}

fn paper(command: &Value, at: &str, number: &str) -> Value {
    let mut command = command.clone();
    command["paper"] = json!({ "at": at, "number": number, "reason": "停电" });
    command
}

fn licence() -> Value {
    register("GW03", &materials(&LICENCE, "收"))
}

pub(crate) fn find(world: &World, text: &str) -> Vec<CaseId> {
    let session = world.office.practise("S01", "1号台").unwrap();
    let Answer::Cases(list) = world.office.ask(&session, &Query::Find(text.to_owned())).unwrap() else {
        panic!()
    };
    list.rows.iter().map(|row| row.record.case.id()).collect()
}

#[test]
fn r25_a_paper_case_has_todays_next_number_and_its_own_beside_it() {
    let mut world = world();
    let first = world.ok("S01", &register("ZX01", &json!([])));
    let id = world.ok("S01", &paper(&register("ZX01", &json!([])), "2026-11-20T09:10", "手-0012"));
    assert_eq!(id.seq, first.seq + 1);
    let case = world.case(id);
    let late = case.opening.late.as_ref().unwrap();
    assert_eq!((late.number.as_str(), late.reason.text()), ("手-0012", "停电"));
    assert_eq!(case.opening.at.iso(), "2026-11-20T09:10:00+08:00");
    assert_eq!(late.entered, world.office.now());
    assert_eq!(find(&world, "手0012"), [id], "it is found by the number on the paper");
}

#[test]
fn r25_no_paper_is_entered_twice_but_that_of_a_void_case() {
    let mut world = world();
    let command = paper(&register("ZX01", &json!([])), "2026-11-20T09:10", "手-0012");
    let id = world.ok("S01", &command);
    let again = paper(&register("GW03", &json!([])), "2026-11-20T10:00", "手０012");
    assert_eq!(world.no("S01", &again), ("late_twice", "R25".to_owned()));
    let told = world.act("S01", &again).unwrap_err().to_string();
    assert!(told.contains(&id.spoken()), "{told}");
    world.ok("S01", &on(id, &json!({ "do": "void", "reason": "录错了" })));
    world.ok("S01", &again);
    assert_eq!(world.no("S01", &command).0, "late_twice");
    world.office.rebuild().unwrap();
    assert_eq!(world.office.audit().unwrap().finding, None);
    assert_eq!(world.no("S01", &command).0, "late_twice", "a rebuild knows it too");
}

#[test]
fn r36_only_the_last_three_open_days_are_entered_and_nothing_of_the_future() {
    let mut world = world();
    let advice = register("ZX01", &json!([]));
    // 2026-11-23 is a Monday: Friday, Thursday, Wednesday; the weekend is none.
    world.ok("S01", &paper(&advice, "2026-11-18T09:00", "1"));
    assert_eq!(world.no("S01", &paper(&advice, "2026-11-17T17:00", "2")), ("late_time", "R36".to_owned()));
    assert_eq!(world.no("S01", &paper(&advice, "2026-11-23T08:42", "3")).0, "late_time");
    assert_eq!(world.no("S01", &paper(&advice, "2026-11-23T08:40", "")).0, "late_number_needed");
    let mut unsaid = paper(&advice, "2026-11-23T08:40", "4");
    unsaid["paper"]["reason"] = json!("");
    assert_eq!(world.no("S01", &unsaid).0, "words_needed");
    world.ok("S01", &paper(&advice, "2026-11-23T08:40", "4"));
}

#[test]
fn r36_whoever_was_on_duty_that_day_enters_his_own() {
    let mut world = world();
    let advice = register("ZX01", &json!([]));
    world.clock("2026-11-24T08:41");
    assert_eq!(world.no("S01", &advice).0, "not_on_duty", "nobody has today's duty");
    world.ok("S01", &paper(&advice, "2026-11-20T09:10", "1"));
    assert_eq!(world.no("S03", &paper(&advice, "2026-11-20T09:10", "2")).0, "not_on_duty");
}

#[test]
fn r20_the_leader_is_that_of_the_day_on_the_paper() {
    let mut world = world();
    let id = world.ok("S01", &paper(&register("ZX01", &json!([])), "2026-11-20T09:10", "1"));
    assert_eq!(world.case(id).leader.as_ref().map(|code| code.0.as_str()), Some("L02"));
}

#[test]
fn r48_r51_limits_and_clocks_run_from_the_time_on_the_paper() {
    let mut world = world();
    let mut promise = paper(&licence(), "2026-11-19T15:00", "1");
    promise["disposition"] = json!({ "as": "promise", "reason": "现场勘查", "limit": "3 working" });
    let id = world.ok("S01", &promise);
    let case = world.case(id);
    let horizon = case.horizon(world.office.facts().calendar).unwrap().date;
    assert_eq!(horizon.to_string(), "2026-11-24", "three working days after the 19th");
    assert_eq!(case.acceptance.as_ref().map(|acceptance| acceptance.on.to_string()).unwrap(), "2026-11-19");
    assert_eq!(case.receipts[0].at, case.opening.at);
    let open = world.ok("S01", &paper(&licence(), "2026-11-19T15:00", "2"));
    assert_eq!(world.case(open).received_on, Some("2026-11-19".parse().unwrap()));
    let tell_by = world.case(open).tell_by(world.office.facts().calendar).unwrap();
    assert_eq!(tell_by.date.to_string(), "2026-11-26");
}

#[test]
fn r50_an_instant_of_the_dark_day_is_not_late_on_the_day_it_is_entered() {
    let mut world = world();
    let mut instant = paper(&register("ZX01", &json!([])), "2026-11-20T09:10", "1");
    instant["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
    let (today, later) = (world.ok("S01", &instant), {
        instant["paper"]["number"] = json!("2");
        world.ok("S01", &instant)
    });
    world.ok("S01", &on(today, &json!({ "do": "finish", "summary": "当日已办" })));
    assert!(!world.case(today).instant_missed);
    world.clock("2026-11-24T08:41").ok("S01", &on(later, &json!({ "do": "finish", "summary": "已办" })));
    assert!(world.case(later).instant_missed);
}

#[test]
fn r63_the_logs_of_past_days_stay_as_they_were_printed() {
    let mut world = world();
    let days = ["2026-11-20".parse().unwrap(), "2026-11-23".parse().unwrap()];
    let counts = |world: &World| days.map(|day| world.office.day_sheet(day).unwrap().received);
    world.ok("S01", &register("ZX01", &json!([])));
    assert_eq!(counts(&world), [0, 1]);
    world.ok("S01", &paper(&register("ZX01", &json!([])), "2026-11-20T09:10", "1"));
    assert_eq!(counts(&world), [0, 2], "it stands on the log of the day on which it was entered");
}

#[test]
fn r25_numbers_go_on_in_the_year_of_the_entry() {
    let mut world = World::on(vec![duty("2026-12-31", Some("L01")), duty("2027-01-04", Some("L01"))]);
    world.clock("2027-01-04T09:00");
    let mut prompt = paper(&licence(), "2026-12-31T16:00", "1");
    prompt["disposition"] = json!({ "as": "prompt", "cause": "停电" });
    let id = world.ok("S01", &prompt);
    assert_eq!((id.year, world.case(id).cards[0].number.year, id.seq), (2027, 2027, 1));
}

fn step(id: CaseId, at: &str, step: &Value) -> Value {
    on(id, &json!({ "do": "on_paper", "at": at, "step": step }))
}

#[test]
fn r50_what_was_done_on_paper_has_the_papers_time_and_is_not_late() {
    let mut world = world();
    let mut instant = paper(&register("ZX01", &json!([])), "2026-11-20T09:10", "手-0012");
    instant["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
    let id = world.ok("S01", &instant);
    assert_eq!(world.light(id), "黄 今日", "the day of the entry is not held against what was done on paper");
    let finish = json!({ "do": "finish", "summary": "当日答复清楚" });
    world.ok("S01", &step(id, "2026-11-20T09:40", &finish));
    let case = world.case(id);
    let Life::Finished(finish) = &case.life else { panic!("{:?}", case.life) };
    assert_eq!(finish.at.iso(), "2026-11-20T09:40:00+08:00");
    assert_eq!(finish.entered, Some(world.office.now()));
    assert!(!case.instant_missed);
    let day: NaiveDate = "2026-11-20".parse().unwrap();
    assert_eq!(case.done_by(), Some(day));
    assert_eq!(world.light(id), "--", "there is time for the reply until tonight");
    let CaseEvent::OnPaper(said) = &world.events(id)[world.events(id).len() - 3] else {
        panic!("{:?}", world.events(id))
    };
    assert_eq!(
        (said.number.as_str(), said.reason.text()),
        ("手-0012", "停电"),
        "that of the case's own paper"
    );
    world.ok(
        "S01",
        &step(id, "2026-11-20T09:45", &json!({ "do": "reply", "mode": "当面告知", "content": "已答复" })),
    );
    assert!(matches!(&world.case(id).life, Life::Replied(_, reply, _) if reply.at.clock() == "09:45"));
}

#[test]
fn r50_a_step_on_paper_after_closing_or_on_a_later_day_is_late_as_it_was() {
    let mut world = world();
    let mut instant = paper(&register("ZX01", &json!([])), "2026-11-19T09:10", "1");
    instant["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
    let id = world.ok("S01", &instant);
    world.ok("S01", &step(id, "2026-11-20T09:40", &json!({ "do": "finish", "summary": "次日答复清楚" })));
    assert!(world.case(id).instant_missed);
}

#[test]
fn r36_a_step_on_paper_is_of_the_last_days_after_the_step_before_and_the_officers_own() {
    let mut world = world();
    let id = world.ok("S01", &paper(&licence(), "2026-11-20T09:10", "手-0012"));
    let call = json!({ "do": "note_call", "words": "问进度" });
    assert_eq!(world.no("S01", &step(id, "2026-11-20T09:00", &call)), ("step_before", "R36".to_owned()));
    assert_eq!(world.no("S01", &step(id, "2026-11-23T09:00", &call)).0, "late_time", "not of the future");
    assert_eq!(world.no("S01", &step(id, "2026-11-17T09:00", &call)).0, "late_time");
    assert_eq!(world.no("S02", &step(id, "2026-11-20T09:40", &json!({ "do": "chase", "words": "快" }))).0, {
        "not_officer_of_case"
    });
    for kept in [
        json!({ "do": "void", "reason": "错" }),
        json!({ "do": "undo" }),
        json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 1 } }),
        json!({ "do": "on_paper", "at": "2026-11-20T09:40", "step": call }),
    ] {
        assert_eq!(world.no("S01", &step(id, "2026-11-20T09:40", &kept)).0, "step_not_on_paper", "{kept}");
    }
    let promise = json!({ "do": "promise", "reason": "现场勘查", "limit": "3 working" });
    world.ok("S01", &step(id, "2026-11-20T10:00", &promise));
    let case = world.case(id);
    assert_eq!(case.acceptance.as_ref().map(|acceptance| acceptance.on.to_string()).unwrap(), "2026-11-20");
    assert_eq!(case.horizon(world.office.facts().calendar).unwrap().date.to_string(), "2026-11-25");

    // One that was registered here has no paper of its own: the step says which it is.
    let here = world.ok("S01", &register("ZX01", &json!([])));
    world.clock("2026-11-23T10:00");
    let mut noted = step(here, "2026-11-23T09:30", &call);
    assert_eq!(world.no("S01", &noted).0, "late_number_needed");
    noted["number"] = json!("手-0013");
    assert_eq!(world.no("S01", &noted).0, "words_needed");
    noted["reason"] = json!("停电");
    world.ok("S01", &noted);
    assert_eq!(world.case(here).calls, 1);
}

#[test]
fn r63_what_was_done_on_paper_stands_on_the_log_of_the_day_on_which_it_was_entered() {
    let mut world = world();
    let mut instant = paper(&register("ZX01", &json!([])), "2026-11-20T09:10", "1");
    instant["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
    let id = world.ok("S01", &instant);
    world.ok("S01", &step(id, "2026-11-20T09:40", &json!({ "do": "finish", "summary": "当日答复清楚" })));
    let Life::Finished(finish) = world.case(id).life else { panic!() };
    assert_eq!(finish.entered_on().to_string(), "2026-11-23");
}
