//! After the closing, or in its place: R2, R62–R65 — 评价, 差评整改, 终止, re-opening.

use serde_json::{Value, json};
use xieban_domain::case::Life;
use xieban_domain::case::closing::Closing;
use xieban_domain::codes::Satisfaction;
use xieban_domain::number::CaseId;

use xieban_support::{on, register};

use crate::world::World;

fn working(world: &mut World) -> CaseId {
    let mut command = register("ZX01", &json!([]));
    command["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
    world.ok("S01", &command)
}

fn finished(world: &mut World) -> CaseId {
    let id = working(world);
    world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已答复" })))
}

fn archived(world: &mut World, line: u16) -> CaseId {
    let id = finished(world);
    world.ok("S01", &on(id, &json!({ "do": "reply", "mode": "当面告知", "content": "已说明" })));
    world.ok("S01", &signed(id, line))
}

fn signed(id: CaseId, line: u16) -> Value {
    on(id, &json!({ "do": "sign", "how": "signed", "position": position(line) }))
}

fn position(line: u16) -> Value {
    json!({ "volume": 1, "page": 1, "line": line })
}

fn rate(id: CaseId, level: &str) -> Value {
    on(id, &json!({ "do": "rate", "level": level }))
}

fn end(id: CaseId, reason: &str) -> Value {
    on(id, &json!({ "do": "terminate", "reason": reason, "words": "本人来电说不办了" }))
}

fn consented(world: &mut World, id: CaseId) {
    let ask = json!({ "do": "ask_consent", "consent": "termination", "reason": "不再办理" });
    world.ok("S01", &on(id, &ask));
    world.ok("L01", &on(id, &json!({ "do": "give_consent", "consent": "termination" })));
}

fn contact(world: &mut World, id: CaseId) {
    world.ok("S01", &on(id, &json!({ "do": "contact", "words": "电话联系，说再等等" })));
}

/// A 提示件 of Monday 2026-11-23.
fn prompted(world: &mut World) -> CaseId {
    let id = world.ok("S01", &register("ZX01", &json!([])));
    world.ok("S01", &on(id, &json!({ "do": "prompt", "cause": "缺授权" })))
}

#[test]
fn r2_a_finished_case_takes_one_rating_of_five_and_no_second() {
    let mut world = World::new();
    let open = working(&mut world);
    assert_eq!(world.no("S01", &rate(open, "满意")), ("rated_too_early", "R2".to_owned()));
    for (line, level) in (1..).zip(Satisfaction::ALL) {
        let id = archived(&mut world, line);
        assert!(world.case(id).rating.is_none(), "unrated is not 满意");
        assert_eq!(world.no("S02", &rate(id, level.name())).0, "not_officer_of_case");
        world.ok("S01", &rate(id, level.name()));
        assert_eq!(world.case(id).rating.unwrap().level, *level);
        assert_eq!(world.no("S01", &rate(id, "非常满意")), ("already_rated", "R2".to_owned()));
    }
    let early = finished(&mut world);
    world.ok("S01", &rate(early, "满意"));
    world.ok("S01", &on(early, &json!({ "do": "reopen", "reason": "还有一项没办" })));
    world.ok("S01", &on(early, &json!({ "do": "finish", "summary": "补办" })));
    assert_eq!(world.no("S01", &rate(early, "不满意")).0, "already_rated", "nor after a re-opening");
}

#[test]
fn r2_a_bad_rating_is_answered_within_fifteen_working_days() {
    let mut world = World::new();
    let good = archived(&mut world, 1);
    world.ok("S01", &rate(good, "基本满意"));
    assert!(world.case(good).is_over() && world.light(good) == "--");
    let answer = |id, words: &str| on(id, &json!({ "do": "answer_rating", "words": words }));
    assert_eq!(world.no("S01", &answer(good, "已改")), ("nothing_to_answer", "R2".to_owned()));
    for (line, level) in [(2, "不满意"), (3, "非常不满意")] {
        world.clock("2026-11-23T10:00");
        let id = archived(&mut world, line);
        world.ok("S01", &rate(id, level));
        assert!(!world.case(id).is_over(), "it is still listed");
        assert_eq!(world.case(id).whereabouts(), "差评待整改");
        for (now, light) in [
            ("2026-11-23T17:00", "绿 剩15日"),
            ("2026-12-10T09:00", "黄 剩2日"),
            ("2026-12-14T09:00", "黄 今日"),
            ("2026-12-15T09:00", "红 超期1日"),
        ] {
            assert_eq!(world.clock(now).light(id), light, "{now}");
        }
        assert_eq!(world.no("S01", &answer(id, "　")).0, "words_needed");
        world.ok("S01", &answer(id, "已上门致歉，改进了告知方式"));
        assert!(world.case(id).is_over());
        assert_eq!(world.light(id), "--");
        assert_eq!(world.no("S01", &answer(id, "再答")).0, "nothing_to_answer");
    }
}

#[test]
fn r65_a_visitor_withdraws_by_his_signature_or_his_call() {
    let mut world = World::new();
    let id = working(&mut world);
    let mut command = end(id, "服务对象撤回");
    assert_eq!(world.no("S01", &command), ("withdrawal_needs_proof", "R65".to_owned()));
    for (minutes, why) in [(1, "not yet"), (-60, "before it was registered")] {
        command["called_at"] = json!(world.office.now().plus_ms(minutes * 60_000).0);
        assert_eq!(world.no("S01", &command).0, "withdrawal_needs_proof", "{why}");
    }
    command["called_at"] = json!(world.office.now().0);
    assert_eq!(world.no("S02", &command).0, "not_officer_of_case");
    world.ok("S01", &command);
    let case = world.case(id);
    assert_eq!((case.life.name(), case.is_over()), ("终止", true));
    assert!(case.open_step().is_none(), "the file came back");
    assert!(
        !world
            .events(id)
            .iter()
            .any(|event| { matches!(event, xieban_domain::case::CaseEvent::Finished { .. }) })
    );
    assert_eq!(world.no("S01", &command), ("nothing_to_end", "R65".to_owned()));
    assert_eq!(world.no("S01", &rate(id, "满意")).0, "rated_too_early", "no 办结, no rating");
    assert_eq!(world.no("S01", &on(id, &json!({ "do": "finish", "summary": "办完" }))).0, "closed");
    let (second, done) = (working(&mut world), archived(&mut world, 4));
    let mut command = end(second, "服务对象撤回");
    command["position"] = position(4);
    assert_eq!(world.no("S01", &command), ("position_taken", "R64".to_owned()));
    command["position"] = position(5);
    world.ok("S01", &command);
    let third = finished(&mut world);
    world.ok("S01", &on(third, &json!({ "do": "reply", "mode": "当面告知", "content": "已说明" })));
    assert_eq!(world.no("S01", &signed(third, 5)).0, "position_taken", "by the one that was ended");
    let refusal = world.act("S01", &signed(third, 5)).unwrap_err().to_string();
    assert!(refusal.contains(&second.to_string()), "{refusal}");
    assert_eq!(world.no("S01", &end(done, "服务对象撤回")).0, "nothing_to_end");
}

#[test]
fn r65_a_prompt_nobody_completed_ends_after_thirty_days_two_contacts_and_the_leaders_consent() {
    let mut world = World::new();
    let id = prompted(&mut world);
    let command = end(id, "提示件逾期未补");
    let other = working(&mut world);
    assert_eq!(world.no("S01", &end(other, "提示件逾期未补")).0, "end_needs_prompt");
    contact(&mut world, id);
    world.clock("2027-01-05T09:00");
    assert_eq!(world.no("S01", &command), ("end_too_early", "R65".to_owned()));
    world.clock("2027-01-06T09:00");
    assert_eq!(world.no("S01", &command), ("contacts_needed", "R65".to_owned()));
    contact(&mut world, id);
    assert_eq!(world.no("S01", &command), ("consent_needed", "R56".to_owned()));
    consented(&mut world, id);
    world.ok("S01", &command);
    assert_eq!(world.case(id).life.name(), "终止");
    assert!(world.case(id).granted.is_empty(), "the consent is used");
}

#[test]
fn r65_the_days_before_an_end_are_a_setting() {
    let mut world = World::new();
    world.done("A01", &json!({ "do": "change_settings", "abandon_days": 2 }));
    let id = prompted(&mut world);
    contact(&mut world, id);
    contact(&mut world, id);
    consented(&mut world, id);
    world.clock("2026-11-25T17:00");
    assert_eq!(world.no("S01", &end(id, "提示件逾期未补")).0, "end_too_early");
    world.clock("2026-11-26T09:00");
    world.ok("S01", &end(id, "提示件逾期未补"));
}

#[test]
fn r65_death_and_other_reasons_need_evidence_and_the_leaders_consent() {
    for reason in ["服务对象死亡或单位注销", "其他（注明）"] {
        let mut world = World::new();
        let transfer = world.ok("S01", &register("YB02", &json!([])));
        for id in [working(&mut world), transfer] {
            let mut bare = end(id, reason);
            bare["words"] = json!(" ");
            assert_eq!(world.no("S01", &bare), ("end_needs_evidence", "R65".to_owned()));
            assert_eq!(world.no("S01", &end(id, reason)).0, "consent_needed");
            consented(&mut world, id);
            world.ok("S01", &end(id, reason));
        }
    }
}

#[test]
fn a_closed_case_is_taken_up_again_by_its_officer_linked_and_counted() {
    let mut world = World::new();
    let id = archived(&mut world, 1);
    let reopen = |reason: &str| on(id, &json!({ "do": "reopen", "reason": reason }));
    assert_eq!(world.no("S02", &reopen("有误")).0, "not_officer_of_case");
    assert_eq!(world.no("S01", &reopen(" ")).0, "words_needed");
    world.clock("2026-11-24T09:00");
    world.ok("S01", &reopen("答复有误"));
    let case = world.case(id);
    assert_eq!(
        (case.life.clone(), case.reopened.len(), case.opening.officer.0.as_str()),
        (Life::Working, 1, "S01")
    );
    assert!(matches!(case.reopened[0].closed, Life::Archived(..)), "linked to the closing");
    assert_eq!(world.light(id), "黄 今日", "its time runs anew");
    assert_eq!(world.no("S01", &reopen("再开")), ("not_closed", "R65".to_owned()));
    world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已更正" })));
    world.ok("S01", &on(id, &json!({ "do": "reply", "mode": "电话", "content": "已更正答复" })));
    assert_eq!(world.no("S01", &signed(id, 1)).0, "position_taken", "the first strip stays in the book");
    world.ok("S01", &signed(id, 2));
    world.ok("S01", &reopen("又有误"));
    assert_eq!(world.case(id).reopened.len(), 2);
}

#[test]
fn an_ended_case_goes_on_where_it_stood() {
    let mut world = World::new();
    let id = prompted(&mut world);
    let mut command = end(id, "服务对象撤回");
    command["called_at"] = json!(world.office.now().0);
    world.ok("S01", &command);
    assert!(matches!(world.case(id).closing(), Some(Closing::Ended(_))));
    world.ok("S01", &on(id, &json!({ "do": "reopen", "reason": "又要办了" })));
    let case = world.case(id);
    assert_eq!((case.life.name(), case.reopened.len()), ("待补正", 1));
    assert_eq!(world.count(), 1, "the same case, the same number");
}
