//! The roster of a quarter through both doors (R10–R20).

use chrono::NaiveDate;
use serde_json::{Value, json};
use xieban_domain::duty::DutyDay;
use xieban_domain::roster::{PostingState, Quarter, RosterStage};
use xieban_office::{Answer, Query, RosterView};

use xieban_support::{at, day};

use crate::world::World;

/// 2026-11-23 with nothing entered; the roster is that of the quarter it lies in.
const QUARTER: &str = "2026Q4";

fn told(command: &str, more: &Value) -> Value {
    let mut said = json!({ "do": command, "quarter": QUARTER });
    said.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    said
}

fn view(world: &World, quarter: &str) -> RosterView {
    let session = world.office.practise("S01", "1号台").unwrap();
    let query = Query::Roster(quarter.parse().unwrap());
    let Answer::Roster(view) = world.office.ask(&session, &query).unwrap() else { panic!("another answer") };
    *view
}

fn lines(world: &World) -> Vec<Value> {
    let view = view(world, QUARTER);
    let newest = view.roster.as_ref().unwrap().newest().unwrap();
    newest.lines.iter().map(|line| serde_json::to_value(line).unwrap()).collect()
}

fn put(lines: &mut [Value], date: &str, seat: &str, codes: &Value) {
    let line = lines.iter_mut().find(|line| line["date"] == date).unwrap();
    line[seat] = codes.clone();
}

/// Drafted and approved on the first day of the world.
fn approved() -> World {
    let mut world = World::on(Vec::new());
    world.done("S01", &told("draft_roster", &json!({})));
    world.done("L01", &told("approve_roster", &json!({})));
    world
}

fn on_duty(world: &World, date: &str, seat: &str) -> String {
    let line = lines(world).into_iter().find(|line| line["date"] == date).unwrap();
    line[seat][0].as_str().unwrap().to_owned()
}

/// Another officer than this one.
fn other(code: &str) -> &'static str {
    ["S01", "S02", "S03"].into_iter().find(|other| *other != code).unwrap()
}

#[test]
fn r10_r13_an_approved_table_is_the_duty_of_every_day_of_it() {
    let world = approved();
    let door = world.office.header().unwrap();
    assert!(door.duty.leader.is_some() && !door.duty.morning.is_empty() && !door.duty.afternoon.is_empty());
    assert_eq!(door.duty.morning[0].0, on_duty(&world, "2026-11-23", "morning"));
}

#[test]
fn r11_r14_who_is_not_eligible_is_named_and_nothing_with_him_is_approved() {
    let mut world = World::on(Vec::new());
    world.done("S01", &told("draft_roster", &json!({})));
    for (seat, code, said) in [
        ("morning", "A01", "不是在编中层干部"),
        ("afternoon", "L01", "不是在编中层干部"),
        ("leaders", "S01", "不是班子成员"),
    ] {
        let mut edited = lines(&world);
        put(&mut edited, "2026-12-01", seat, &json!([code]));
        world.done("S01", &told("keep_roster", &json!({ "lines": edited })));
        assert_eq!(world.no("L01", &told("approve_roster", &json!({}))), ("roster_flawed", "R16".to_owned()));
        let flaws = view(&world, QUARTER).flaws;
        assert!(flaws.len() == 1 && flaws[0].to_string().contains(said), "{flaws:?}");
        world.done("S01", &told("draft_roster", &json!({})));
    }
    world.done("L01", &told("approve_roster", &json!({})));
}

#[test]
fn r12_r13_a_hole_and_a_second_leader_are_each_named_with_the_date() {
    let mut world = World::on(Vec::new());
    world.done("S01", &told("draft_roster", &json!({})));
    for (seat, codes, said) in [
        ("leaders", json!([]), "12月1日（周二）没有值班领导"),
        ("leaders", json!(["L01", "L02"]), "12月1日（周二）排了2名值班领导"),
        ("morning", json!([]), "12月1日（周二）上午没有协办员"),
    ] {
        let mut edited = lines(&world);
        put(&mut edited, "2026-12-01", seat, &codes);
        world.done("S01", &told("keep_roster", &json!({ "lines": edited })));
        assert_eq!(world.no("L01", &told("approve_roster", &json!({}))).0, "roster_flawed");
        assert!(view(&world, QUARTER).flaws[0].to_string().starts_with(said));
        world.done("S01", &told("draft_roster", &json!({})));
    }
}

#[test]
fn r15_it_is_drafted_approved_posted_and_reported_in_this_order_and_each_once() {
    let mut world = World::on(Vec::new());
    let report = told("report_roster", &json!({ "way": "专人送达", "receiver": "李科" }));
    let post = told("post_roster", &json!({ "place": "一楼公示栏" }));
    let approve = told("approve_roster", &json!({}));
    assert_eq!(world.no("L01", &approve).0, "no_roster");
    world.done("S01", &told("draft_roster", &json!({})));
    assert_eq!(world.no("S01", &post).0, "roster_approve_first");
    assert_eq!(world.no("S01", &report).0, "roster_approve_first");
    assert_eq!(world.no("S01", &approve).0, "not_authorised", "a leader approves");
    world.done("L01", &approve);
    assert_eq!(world.no("L01", &approve).0, "roster_approved");
    assert_eq!(world.no("S01", &report).0, "roster_post_first");
    world.done("S01", &post);
    assert_eq!(world.no("S01", &post).0, "roster_posted");
    world.done("S01", &report);
    assert_eq!(world.no("S01", &report).0, "roster_reported");
    let view = view(&world, QUARTER);
    let newest = view.roster.as_ref().unwrap().newest().unwrap();
    assert!(matches!(newest.stage, RosterStage::Reported(..)));
    assert_eq!((view.report, view.posting), (None, None));
}

#[test]
fn r15_what_was_reported_is_not_edited_but_followed_by_a_version_and_stays_to_be_read() {
    let mut world = approved();
    world.done("S01", &told("post_roster", &json!({ "place": "一楼公示栏" })));
    world.done("S01", &told("report_roster", &json!({ "way": "专人送达", "receiver": "李科" })));
    let mut edited = lines(&world);
    let first = lines(&world);
    put(&mut edited, "2026-12-01", "morning", &json!([other(&on_duty(&world, "2026-12-01", "morning"))]));
    let keep = told("keep_roster", &json!({ "lines": edited }));
    assert_eq!(world.no("S01", &keep), ("roster_reported_stays", "R19".to_owned()));
    assert_eq!(world.no("S01", &told("draft_roster", &json!({}))).0, "roster_amend_instead");
    assert_eq!(world.no("S01", &told("amend_roster", &json!({ "reason": " " }))).0, "roster_amend_reason");
    world.done("S01", &told("amend_roster", &json!({ "reason": "调岗" })));
    world.done("S01", &keep);
    let before = world.office.header().unwrap().duty;
    world.done("L01", &told("approve_roster", &json!({})));
    assert_eq!(world.office.header().unwrap().duty, before, "today says the same");
    let view = view(&world, QUARTER);
    let roster = view.roster.unwrap();
    assert_eq!(roster.versions.len(), 2);
    let kept: Vec<Value> =
        roster.versions[0].lines.iter().map(|line| serde_json::to_value(line).unwrap()).collect();
    assert_eq!(kept, first, "version 1 is what it was");
    assert!(matches!(roster.versions[0].stage, RosterStage::Reported(..)));
    assert!(view.report.is_some(), "to be posted and reported again");
}

#[test]
fn r15_days_that_have_passed_are_not_changed_any_more() {
    let mut world = approved();
    world.done("S01", &told("amend_roster", &json!({ "reason": "调岗" })));
    let mut edited = lines(&world);
    put(&mut edited, "2026-11-20", "morning", &json!([other(&on_duty(&world, "2026-11-20", "morning"))]));
    let keep = told("keep_roster", &json!({ "lines": edited }));
    assert_eq!(world.no("S01", &keep).0, "roster_past_days");
    let over = json!({ "do": "draft_roster", "quarter": "2026Q3" });
    assert_eq!(world.no("S01", &over).0, "roster_over");
}

#[test]
fn r15_an_edit_of_an_older_state_is_refused_with_who_changed_it() {
    let mut world = World::on(Vec::new());
    world.done("S01", &told("draft_roster", &json!({})));
    let edited = lines(&world);
    world.done("S02", &told("keep_roster", &json!({ "edits": 1, "lines": edited })));
    assert_eq!(world.no("S01", &told("keep_roster", &json!({ "edits": 1, "lines": edited }))).0, "stale");
    world.done("S01", &told("keep_roster", &json!({ "edits": 2, "lines": edited })));
}

#[test]
fn r15_a_swap_needs_the_other_and_the_leader_and_makes_a_version() {
    let mut world = approved();
    let (first, second) = ("2026-12-01", "2026-12-08");
    let (mine, theirs) = (on_duty(&world, first, "morning"), on_duty(&world, second, "morning"));
    assert_ne!(mine, theirs, "weeks change hands");
    let propose = json!({
        "do": "propose_swap", "gives": { "date": first, "seat": "上午" }, "with": theirs,
        "takes": { "date": second, "seat": "上午" }, "reason": "家里有事",
    });
    let answer = |agrees: bool| told("answer_swap", &json!({ "swap": 1, "agrees": agrees }));
    assert_eq!(world.no(&theirs, &propose).0, "not_his_turn");
    world.done(&mine, &propose);
    assert_eq!(world.no("L01", &answer(true)).0, "swap_other_first");
    world.done(&theirs, &answer(true));
    assert_eq!(world.no(&mine, &answer(true)).0, "leader_only");
    assert_eq!(on_duty(&world, first, "morning"), mine, "nothing has changed yet");
    world.done("L02", &answer(true));
    assert_eq!((on_duty(&world, first, "morning"), on_duty(&world, second, "morning")), (theirs, mine));
    assert_eq!(world.no("L01", &answer(true)).0, "swap_over");
    assert_eq!(view(&world, QUARTER).roster.unwrap().versions.len(), 2);
}

#[test]
fn r15_nobody_swaps_with_somebody_away_or_not_eligible_nor_approves_his_own() {
    let mut world = approved();
    let date = "2026-12-01";
    let mine = on_duty(&world, date, "morning");
    let with =
        |code: &str| json!({ "do": "propose_swap", "gives": { "date": date, "seat": "上午" }, "with": code });
    assert_eq!(world.no(&mine, &with(&mine)).0, "swap_with_himself");
    assert_eq!(world.no(&mine, &with("L01")), ("not_eligible_officer", "R11".to_owned()));
    let away = other(&mine);
    let leave = json!({
        "do": "keep_absence", "officer": away, "kind": "休假", "from": "2026-12-01 上午", "to": "2026-12-01 下午",
    });
    world.done(away, &leave);
    assert_eq!(world.no(&mine, &with(away)).0, "away_then");
    let leader = on_duty(&world, date, "leaders");
    let third = if leader == "L01" { "L02" } else { "L01" };
    let lead = json!({ "do": "propose_swap", "gives": { "date": date, "seat": "领导" }, "with": third });
    world.done(&leader, &lead);
    let answer = told("answer_swap", &json!({ "swap": 1, "agrees": true }));
    world.done(third, &answer);
    assert_eq!(world.no(third, &answer).0, "own_swap");
    world.done("H01", &answer);
    assert_eq!(on_duty(&world, date, "leaders"), third);
}

#[test]
fn r15_for_somebody_absent_the_leader_puts_another_in_at_once() {
    let mut world = approved();
    let absent = on_duty(&world, "2026-11-23", "afternoon");
    let by = other(&absent);
    let replace = |by: &str, reason: &str| {
        json!({
            "do": "replace_on_duty", "turn": { "date": "2026-11-23", "seat": "下午" }, "absent": absent, "by": by,
            "reason": reason,
        })
    };
    assert_eq!(world.no("S01", &replace(by, "病假")).0, "not_authorised");
    assert_eq!(world.no("L01", &replace(by, "")).0, "roster_amend_reason");
    assert_eq!(world.no("L01", &replace("A01", "病假")).0, "not_eligible_officer");
    world.done("L01", &replace(by, "病假"));
    assert_eq!(world.office.header().unwrap().duty.afternoon[0].0, by);
}

#[test]
fn r16_any_of_the_six_facts_missing_blocks_the_posting_and_is_named() {
    let mut world = approved();
    let mut person = serde_json::to_value(&world.office.header().unwrap().staff.0[&"S01".into()]).unwrap();
    person["do"] = json!("keep_staff");
    person["place"] = json!("");
    world.done("A01", &person);
    let post = told("post_roster", &json!({ "place": "一楼公示栏" }));
    assert_eq!(world.no("S01", &post), ("roster_flawed", "R16".to_owned()));
    assert_eq!(view(&world, QUARTER).flaws[0].to_string(), "王芳缺办公地点，请到人员名录补填。");
    person["place"] = json!("一楼大厅");
    world.done("A01", &person);
    world.done("S01", &post);
}

#[test]
fn r18_r19_what_is_not_posted_and_not_reported_shows_and_what_is_does_not() {
    let mut world = World::on(Vec::new());
    let next = |world: &World| view(world, "2027Q1");
    assert_eq!(next(&world).posting, Some(PostingState::InTime));
    assert!(next(&world).target.provisional, "2027 has no notice yet");
    world.clock("2026-12-31T09:00");
    assert_eq!(next(&world).posting, Some(PostingState::Warns));
    world.clock("2027-01-04T09:00");
    assert_eq!(next(&world).posting, Some(PostingState::Alarms));
    assert_eq!(next(&world).report.unwrap().text(), "黄 今日");
    let draft = json!({ "do": "draft_roster", "quarter": "2027Q1" });
    world.done("S01", &draft);
    world.done("L01", &json!({ "do": "approve_roster", "quarter": "2027Q1" }));
    world.done("S01", &json!({ "do": "post_roster", "quarter": "2027Q1", "place": "一楼公示栏" }));
    assert_eq!(next(&world).posting, None);
    let report = json!({ "do": "report_roster", "quarter": "2027Q1", "way": "专人送达", "receiver": "李科", "date": "2027-01-04" });
    world.done("S01", &report);
    assert_eq!(next(&world).report, None);
}

#[test]
fn r19_way_and_receiver_are_recorded_and_the_day_is_not_to_come() {
    let mut world = approved();
    world.done("S01", &told("post_roster", &json!({ "place": "一楼公示栏" })));
    let report = |way: &str, receiver: &str, date: &str| {
        told("report_roster", &json!({ "way": way, "receiver": receiver, "date": date }))
    };
    assert_eq!(world.no("S01", &report("", "李科", "2026-11-23")).0, "roster_way_needed");
    assert_eq!(world.no("S01", &report("专人送达", "", "2026-11-23")).0, "roster_receiver_needed");
    assert_eq!(world.no("S01", &report("专人送达", "李科", "2026-11-24")).0, "roster_in_future");
    world.done("S01", &report("专人送达", "李科", "2026-11-20"));
}

#[test]
fn r20_a_case_without_a_leader_is_stamped_once_by_the_table_that_names_him() {
    let mut world = World::on(Vec::new());
    world.done("S01", &json!({ "do": "stand_in", "reason": "没有排班" }));
    let case = world.ok(
        "S01",
        &json!({ "do": "register", "visitor": { "name": "张三" }, "matter": "ZX01", "materials": [] }),
    );
    assert_eq!(world.case(case).leader, None);
    world.done("S01", &told("draft_roster", &json!({})));
    world.done("L01", &told("approve_roster", &json!({})));
    let leader = world.case(case).leader.expect("stamped");
    assert_eq!(leader.0, on_duty(&world, "2026-11-23", "leaders"));
    let third = ["L01", "L02"].into_iter().find(|code| *code != leader.0).unwrap();
    let replace = json!({
        "do": "replace_on_duty", "turn": { "date": "2026-11-23", "seat": "领导" }, "absent": leader, "by": third,
        "reason": "外出",
    });
    world.done("H01", &replace);
    assert_eq!(world.case(case).leader, Some(leader), "and never again");
}

#[test]
fn r22_who_was_on_duty_at_a_moment_is_answered_as_it_stood_then() {
    let mut world = approved();
    let date: NaiveDate = day("2026-11-23");
    let absent = on_duty(&world, "2026-11-23", "afternoon");
    let by = other(&absent);
    world.clock("2026-11-23T10:00");
    let replace = json!({
        "do": "replace_on_duty", "turn": { "date": "2026-11-23", "seat": "下午" }, "absent": absent, "by": by,
        "reason": "病假",
    });
    world.done("L01", &replace);
    let at_desk = |moment: &str| {
        let duty = world.office.duty_at(date, at(moment)).unwrap();
        duty.map(|duty| duty.afternoon[0].0.clone())
    };
    assert_eq!(at_desk("2026-11-23T08:00"), None, "nothing had been entered");
    assert_eq!(at_desk("2026-11-23T09:59").as_deref(), Some(absent.as_str()));
    assert_eq!(at_desk("2026-11-23T10:00").as_deref(), Some(by));
    assert_eq!(Quarter::containing(date).to_string(), QUARTER);
}

/// The leader's change of a single day: somebody else has the afternoon, the rest stays.
fn change_afternoon(world: &mut World, date: &str, by: &str) {
    let line = lines(world).into_iter().find(|line| line["date"] == date).unwrap();
    let day = json!({
        "do": "enter_duty", "date": date, "leader": line["leaders"][0], "morning": line["morning"], "afternoon": [by],
    });
    world.done("L01", &day);
}

fn day_of(world: &World, date: &str) -> DutyDay {
    let now = world.office.now();
    world.office.duty_at(day(date), now).unwrap().unwrap()
}

#[test]
fn r15_a_swap_leaves_what_a_leader_has_entered_for_the_day_since() {
    let mut world = approved();
    let date = "2026-12-01";
    let had = on_duty(&world, date, "afternoon");
    let sits = other(&had);
    change_afternoon(&mut world, date, sits);
    let turn = |seat: &str| json!({ "date": date, "seat": seat });
    let propose = |with: &str| json!({ "do": "propose_swap", "gives": turn("下午"), "with": with });
    assert_eq!(world.no(&had, &propose(sits)).0, "not_his_turn", "the leader gave it to another");
    let third = ["S01", "S02", "S03"].into_iter().find(|code| *code != had && *code != sits).unwrap();
    let morning = on_duty(&world, date, "morning");
    let replace = json!({
        "do": "replace_on_duty", "turn": turn("上午"), "absent": morning, "by": third, "reason": "病假",
    });
    world.done("L01", &replace);
    let day = day_of(&world, date);
    assert_eq!((day.morning[0].0.as_str(), day.afternoon[0].0.as_str()), (third, sits));
    assert_eq!(on_duty(&world, date, "afternoon"), sits, "the new version says what is so");
}

#[test]
fn r15_an_amendment_starts_from_the_days_as_they_stand_and_undoes_none_entered_meanwhile() {
    let mut world = approved();
    let (early, late) = ("2026-12-01", "2026-12-02");
    let sits = other(&on_duty(&world, early, "afternoon"));
    change_afternoon(&mut world, early, sits);
    world.done("S01", &told("amend_roster", &json!({ "reason": "调岗" })));
    assert_eq!(on_duty(&world, early, "afternoon"), sits);
    // While the draft lies there, the leader changes another day; the draft changes only that day's morning.
    let before = on_duty(&world, late, "afternoon");
    let meanwhile = other(&before);
    change_afternoon(&mut world, late, meanwhile);
    let mut edited = lines(&world);
    let morning = other(&on_duty(&world, late, "morning"));
    put(&mut edited, late, "morning", &json!([morning]));
    world.done("S01", &told("keep_roster", &json!({ "lines": edited })));
    world.done("L01", &told("approve_roster", &json!({})));
    let day = day_of(&world, late);
    assert_eq!((day.morning[0].0.as_str(), day.afternoon[0].0.as_str()), (morning, meanwhile));
}

#[test]
fn r15_a_day_that_passes_while_the_draft_lies_on_the_desk_stays_as_it_was() {
    let mut world = approved();
    world.done("S01", &told("amend_roster", &json!({ "reason": "调岗" })));
    let was = on_duty(&world, "2026-11-24", "morning");
    let mut edited = lines(&world);
    put(&mut edited, "2026-11-24", "morning", &json!([other(&was)]));
    put(&mut edited, "2026-12-01", "morning", &json!(["S03"]));
    world.done("S01", &told("keep_roster", &json!({ "lines": edited })));
    world.clock("2026-11-25T09:00");
    world.done("S01", &told("keep_roster", &json!({ "lines": edited })));
    world.done("L01", &told("approve_roster", &json!({})));
    assert_eq!(on_duty(&world, "2026-11-24", "morning"), was, "what has happened is not told otherwise");
    assert_eq!(on_duty(&world, "2026-12-01", "morning"), "S03");
    assert_eq!(day_of(&world, "2026-11-24").morning[0].0, was);
}

#[test]
fn r15_an_edit_begun_on_an_empty_desk_or_on_another_version_is_stale() {
    let mut world = approved();
    let edited = lines(&world);
    let opened = view(&world, QUARTER).roster.unwrap().newest().unwrap().edits;
    world.done("S01", &told("amend_roster", &json!({ "reason": "调岗" })));
    for edits in [0, opened] {
        assert_eq!(
            world.no("S01", &told("keep_roster", &json!({ "edits": edits, "lines": edited }))).0,
            "stale"
        );
    }
}

#[test]
fn r20_the_leader_who_stamps_is_the_one_who_leads_now() {
    let mut world = approved();
    let today = "2026-11-23";
    let line = lines(&world).into_iter().find(|line| line["date"] == today).unwrap();
    let none = json!({
        "do": "enter_duty", "date": today, "morning": line["morning"], "afternoon": line["afternoon"],
    });
    world.done("L01", &none);
    let officer = on_duty(&world, today, "morning");
    let register =
        json!({ "do": "register", "visitor": { "name": "张三" }, "matter": "ZX01", "materials": [] });
    let case = world.ok(&officer, &register);
    let table = lines(&world);
    world.done("S01", &told("amend_roster", &json!({ "reason": "调岗" })));
    assert_eq!(
        world.no("L01", &told("approve_roster", &json!({}))).0,
        "roster_flawed",
        "today has no leader"
    );
    world.done("S01", &told("keep_roster", &json!({ "lines": table })));
    world.done("L01", &told("approve_roster", &json!({})));
    let (stamp, leads) = (world.case(case).leader, day_of(&world, today).leader);
    assert_eq!(stamp, leads, "who is stamped is who leads");
}
