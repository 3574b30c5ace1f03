//! Every state × every command, and every role × every command: events, or a refusal with its basis. The tables stand beside this
//! file, so that whoever changes a rule sees in the diff what else has changed.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};
use xieban_domain::case::{CaseCommand, Life};
use xieban_domain::command::OfficeCommand;
use xieban_domain::number::CaseId;

use xieban_support::states::{State, refusal, states};
use xieban_support::{duty, on, people, register};

use crate::dispose::licence;
use crate::world::World;

/// One of each command, as it would be said of any case.
fn commands() -> Vec<Value> {
    vec![
        json!({ "do": "note_materials", "materials": [{ "name": "补充材料", "state": "收", "basis": "补充" }] }),
        json!({ "do": "prompt", "cause": "系统停机" }),
        json!({ "do": "instant", "clear": true, "simple": true }),
        json!({ "do": "promise", "reason": "现场勘查", "limit": "3 working" }),
        refusal(),
        json!({ "do": "countersign" }),
        json!({ "do": "decline_return", "reason": "再核" }),
        json!({ "do": "ask_consent", "consent": "second_prompt", "reason": "漏项" }),
        json!({ "do": "give_consent", "consent": "second_prompt" }),
        json!({ "do": "decline_consent", "consent": "second_prompt", "reason": "再核" }),
        json!({ "do": "hand_to", "department": "监督二科" }),
        json!({ "do": "take_back" }),
        json!({ "do": "chase", "whom": "监督二科", "words": "请抓紧" }),
        json!({ "do": "on_paper", "at": "2026-11-23T08:41", "number": "手1", "reason": "停电", "step": { "do": "chase", "whom": "监督二科", "words": "请抓紧" } }),
        json!({ "do": "note_call", "words": "问进度" }),
        json!({ "do": "await_visitor", "reason": "须本人签字" }),
        json!({ "do": "visitor_came" }),
        json!({ "do": "visit", "reason": "补材料" }),
        json!({ "do": "guide", "mode": "书面导引单" }),
        json!({ "do": "hand_over", "receiver": "钱科长", "mode": "电话衔接" }),
        json!({ "do": "reassign", "to": "S02" }),
        json!({ "do": "appoint_acting", "officer": "S03", "until": "2026-12-31", "reason": "休假" }),
        json!({ "do": "phone_consent", "what": "second_prompt", "leader": "L02", "reason": "漏项" }),
        json!({ "do": "confirm_phone" }),
        json!({ "do": "finish", "summary": "已办" }),
        json!({ "do": "reply", "mode": "当面告知", "content": "已告知" }),
        json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 9 } }),
        json!({ "do": "contact", "words": "电话联系" }),
        json!({ "do": "decline_transfer", "who": "钱科长", "reason": "不归我们管" }),
        json!({ "do": "follow_up", "words": "12345已答复" }),
        json!({ "do": "precheck", "words": "平面图须重画" }),
        json!({ "do": "note_fee", "fen": 500, "basis": "收费目录" }),
        json!({ "do": "rate", "level": "满意" }),
        json!({ "do": "answer_rating", "words": "已改" }),
        json!({ "do": "terminate", "reason": "服务对象撤回", "words": "不办了", "position": { "volume": 1, "page": 1, "line": 8 } }),
        json!({ "do": "note_stage", "stage": 1, "how": "出示证明", "words": "营业执照" }),
        json!({ "do": "finish_stage", "summary": "本所环节办完" }),
        json!({ "do": "reopen", "reason": "有误" }),
        json!({ "do": "stop_clock", "reason": "检测", "days": 3, "notice": "告知书3号" }),
        json!({ "do": "resume_clock" }),
        json!({ "do": "extend", "days": 5, "told": "已电话告知" }),
        json!({ "do": "extend_by_law", "days": 5, "reason": "现场整改未完", "approved_on": "2026-11-23" }),
        json!({ "do": "void", "reason": "登记重复" }),
        json!({ "do": "correct_visitor", "reason": "听错了", "visitor": {
            "name": "张三", "id_type": "居民身份证", "id_no": "11010519491231002X",
            "phone": "13800138001", "address": "云龙区和平路1号" } }),
        json!({ "do": "correct_matter", "matter": "YB01", "reason": "听错了" }),
        json!({ "do": "undo" }),
        json!({ "do": "urge", "level": "黄牌督办", "words": "三日内答复" }),
        json!({ "do": "annotate", "words": "用语再明白些" }),
        json!({ "do": "answer_urge", "words": "已联系科室" }),
        json!({ "do": "note_printed", "form": "case" }),
    ]
}

fn promise() -> Value {
    json!({ "do": "promise", "reason": "现场勘查", "limit": "10 working" })
}

fn then(world: &mut World, id: CaseId, steps: &[Value]) -> CaseId {
    for step in steps {
        let who = if step["do"] == "countersign" { "L01" } else { "S01" };
        world.ok(who, &on(id, step));
    }
    id
}

/// A case that is in this state.
fn made(world: &mut World, state: &State) -> CaseId {
    let id = world.ok("S01", &state.registered);
    for (who, step) in &state.steps {
        world.ok(who, &on(id, step));
    }
    id
}

fn name(command: &Value) -> &str {
    command["do"].as_str().unwrap()
}

/// One outcome in a few words.
fn outcome(told: Result<Vec<String>, (String, String)>) -> String {
    match told {
        Ok(events) => events.join("、"),
        Err((code, basis)) => {
            assert!(!code.is_empty() && !basis.is_empty());
            format!("✗ {code} {basis}")
        }
    }
}

#[test]
fn every_command_has_its_outcome_in_every_state() {
    let mut table = String::new();
    let mut lives = BTreeSet::new();
    for state in states() {
        let mut world = World::new();
        let id = made(&mut world, &state);
        lives.insert(world.case(id).life.name());
        writeln!(table, "\n{}", state.name).unwrap();
        for command in commands() {
            // By whoever may, so that the state decides.
            let leads = [
                "countersign",
                "decline_return",
                "give_consent",
                "decline_consent",
                "appoint_acting",
                "confirm_phone",
            ];
            let who = match name(&command) {
                "urge" | "annotate" => "Z01",
                led if leads.contains(&led) => "L01",
                _ => "S01",
            };
            writeln!(table, "  {:<16} {}", name(&command), outcome(world.would(who, id, &command))).unwrap();
        }
    }
    assert_eq!(lives.len(), ALL_LIVES, "a state is missing: {lives:?}");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("states", table);
    });
}

/// How many states there are; a new one is told by the compiler in [`counted`].
const ALL_LIVES: usize = 13;

/// Not called: it lists the states, so that a new one is not forgotten above.
#[expect(dead_code, reason = "the compiler reads it")]
const fn counted(life: &Life) -> usize {
    match life {
        Life::Registered => 1,
        Life::Undecided => 2,
        Life::Prompted => 3,
        Life::Working => 4,
        Life::AwaitingVisitor(_) => 5,
        Life::ReturnProposed(_) => 6,
        Life::Guided => 7,
        Life::HandedOver(_) => 8,
        Life::Finished(_) => 9,
        Life::Replied(..) => 10,
        Life::Archived(..) => 11,
        Life::Ended(..) => 12,
        Life::Void(_) => ALL_LIVES,
    }
}

#[test]
fn every_command_has_its_outcome_for_every_role() {
    let mut table = String::new();
    let who = [
        ("S01", "直接责任人"),
        ("S02", "其他协办员"),
        ("S03", "代办的协办员"),
        ("L01", "值班领导"),
        ("H01", "所主要负责人"),
        ("A01", "系统管理员"),
        ("Z01", "所作风办"),
        ("F01", "所行风办"),
    ];
    for (code, role) in who {
        let mut world = World::new();
        let id = licence(&mut world, 0);
        let acting =
            json!({ "do": "appoint_acting", "officer": "S03", "until": "2026-12-31", "reason": "休假" });
        world.ok("L01", &on(id, &acting));
        then(&mut world, id, &[promise()]);
        writeln!(table, "\n{role}").unwrap();
        for command in commands() {
            writeln!(table, "  {:<16} {}", name(&command), outcome(world.would(code, id, &command))).unwrap();
        }
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("roles", table);
    });
}

/// One of each thing asked of the office, and a registration.
fn of_the_office() -> Vec<Value> {
    let mut day = serde_json::to_value(duty("2026-11-24", Some("L02"))).unwrap();
    day["do"] = json!("enter_duty");
    let mut staff = serde_json::to_value(people().remove(0)).unwrap();
    staff["do"] = json!("keep_staff");
    let from = "2026-11-25 上午";
    vec![
        register("ZX01", &json!([])),
        json!({ "do": "change_settings", "era": "2012" }),
        staff,
        json!({ "do": "keep_photograph", "staff": "S01", "picture": "07".repeat(32) }),
        json!({ "do": "enter_notice", "text": "year = 2026\n[city]\n\"市政府通告\" = [\"2026-12-01\", \"2026-12-01\"]\n" }),
        json!({ "do": "keep_unit", "unit": "SCJG", "phone": "12315" }),
        json!({ "do": "keep_absence", "officer": "S01", "kind": "休假", "from": from, "to": "2026-11-25 下午" }),
        json!({ "do": "propose_acting", "cases": ["2026-1"], "officer": "S03", "until": "2026-12-31", "reason": "休假" }),
        json!({ "do": "answer_acting", "number": "2026-1", "agrees": true, "reason": "" }),
        json!({ "do": "appoint_acting_for", "cases": ["2026-1"], "officer": "S03", "until": "2026-12-31", "reason": "休假" }),
        day,
        json!({ "do": "draft_roster", "quarter": "2027Q1" }),
        json!({ "do": "keep_roster", "quarter": "2027Q1", "lines": [] }),
        json!({ "do": "approve_roster", "quarter": "2027Q1" }),
        json!({ "do": "post_roster", "quarter": "2027Q1", "place": "一楼公示栏" }),
        json!({ "do": "report_roster", "quarter": "2027Q1", "way": "专人送达", "receiver": "李科" }),
        json!({ "do": "amend_roster", "quarter": "2027Q1", "reason": "调岗" }),
        json!({ "do": "propose_swap", "gives": { "date": "2027-01-05", "seat": "上午" }, "with": "S02" }),
        json!({ "do": "answer_swap", "quarter": "2027Q1", "swap": 1, "agrees": true }),
        json!({ "do": "replace_on_duty", "turn": { "date": "2027-01-05", "seat": "上午" }, "absent": "S01", "by": "S02", "reason": "病假" }),
        json!({ "do": "stand_in", "reason": "替班" }),
        json!({ "do": "arrive" }),
        json!({ "do": "tally" }),
        json!({ "do": "visitor_left", "reason": "改天再来" }),
        json!({ "do": "leave_shift", "reason": "等打印" }),
        json!({ "do": "look_up", "number": "2026-1" }),
        json!({ "do": "reveal", "of": { "case": "2026-1" }, "purpose": "其他", "reason": "核对" }),
        json!({ "do": "accept_store", "reason": "备份恢复" }),
        json!({ "do": "confirm_clock", "date": "2026-11-23" }),
        json!({ "do": "erase_identities" }),
        json!({ "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": "鼓楼泵站", "content": "水发黄" }),
        json!({ "do": "complaint", "number": "诉2026-1", "step": { "what": "urge", "words": "请抓紧" } }),
        json!({ "do": "take_conduct", "channel": "电话", "about": ["S02"], "content": "推来推去" }),
        json!({ "do": "conduct", "file": "2026-1", "step": { "what": "reveal", "reason": "回访" } }),
        json!({ "do": "keep_scheme", "version": 1, "rules": [{ "name": "超期", "measure": "视为受理", "per": { "by": "each_case" }, "points": -20, "most": 200 }] }),
        json!({ "do": "hold_review", "date": "2026-11-20", "about": { "kind": "office" }, "reviewers": ["S01"], "scores": [90], "result": "满意" }),
        json!({ "do": "propose_appointment", "staff": "S02", "act": "任命", "post": "科长" }),
        json!({ "do": "appointment", "number": "2026-1", "step": { "what": "consult", "date": "2026-11-20" } }),
        json!({ "do": "sign_report", "from": "2026-07-01", "to": "2026-09-30", "code": "3F2A" }),
        json!({ "do": "enter_opinion", "volume": 1, "page": 1, "date": "2026-11-20", "content": "凳子少" }),
        json!({ "do": "answer_opinion", "volume": 1, "page": 1, "words": "已添" }),
        json!({ "do": "publish_opinion", "volume": 1, "page": 1, "published": true }),
        json!({ "do": "keep_rule", "name": "system", "effective": "2026-11-01", "tags": ["双争"] }),
        json!({ "do": "post_rule", "name": "system", "date": "2026-11-20", "place": "大厅" }),
        json!({ "do": "keep_training", "date": "2026-11-20", "topics": ["岗位职责"], "people": ["S01"], "held": true }),
        json!({ "do": "keep_publicity", "date": "2026-11-20", "form": "宣传栏", "place": "大厅" }),
        json!({ "do": "record_publication", "channel": "website", "place": "网站" }),
        json!({ "do": "keep_milestone", "milestone": "所动员会", "done": "2026-11-20", "attendees": "全所" }),
        json!({ "do": "keep_group", "heads": ["H01"], "members": ["L01"], "office": "办公室" }),
        json!({ "do": "check_facility", "facility": "群众休息处" }),
        json!({ "do": "leave_seat", "reason": "陪同导引", "back": "10:00" }),
        json!({ "do": "take_seat" }),
    ]
}

#[test]
fn every_command_to_the_office_has_its_outcome_for_every_role() {
    let mut table = String::new();
    let who = [
        ("S01", "协办员"),
        ("L01", "值班领导"),
        ("H01", "所主要负责人"),
        ("A01", "系统管理员"),
        ("Z01", "所作风办"),
        ("F01", "所行风办"),
    ];
    let mut world = World::new();
    licence(&mut world, 0);
    for named in ["take_complaint", "take_conduct"] {
        let begins = of_the_office().into_iter().find(|command| name(command) == named).unwrap();
        world.done("S01", &begins);
    }
    for (code, role) in who {
        writeln!(table, "\n{role}").unwrap();
        for command in of_the_office() {
            let outcome = match world.would_do(code, &command) {
                Ok(()) => "可以".to_owned(),
                Err((code, basis)) => format!("✗ {code} {basis}").trim_end().to_owned(),
            };
            writeln!(table, "  {:<18} {outcome}", name(&command)).unwrap();
        }
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("roles_office", table);
    });
    let schema = serde_json::to_value(schemars::schema_for!(OfficeCommand)).unwrap();
    let known: BTreeSet<String> = schema["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|choice| choice["properties"]["do"]["const"].as_str().unwrap().to_owned())
        .collect();
    let said: BTreeSet<String> =
        of_the_office().iter().skip(1).map(|command| name(command).to_owned()).collect();
    assert_eq!(said, known);
}

#[test]
fn no_command_is_missing_from_the_tables() {
    let schema = serde_json::to_value(schemars::schema_for!(CaseCommand)).unwrap();
    let known: BTreeSet<&str> = schema["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|choice| choice["properties"]["do"]["const"].as_str().unwrap())
        .collect();
    let said: Vec<Value> = commands();
    assert_eq!(said.iter().map(name).collect::<BTreeSet<_>>(), known);
}
