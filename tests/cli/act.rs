//! `xieban act`: one JSON object in, one answer out, whatever is on the line.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::run::{PIN, Xieban, practice, real, xieban};

/// The materials of GW01, one of them missing.
fn materials() -> Value {
    json!([
        { "name": "卫生许可证申请表", "state": "收" },
        { "name": "法定代表人或者负责人身份证明", "state": "收", "copies": 2, "form": "复印件" },
        { "name": "公共场所地址方位示意图、平面图和卫生设施平面布局图", "state": "收" },
        { "name": "公共场所卫生检测或者评价报告", "state": "缺" },
        { "name": "公共场所卫生管理制度", "state": "收" },
        { "name": "集中空调通风系统卫生检测或者评价报告", "state": "不适用", "note": "没有集中空调" },
        { "name": "省级卫生行政部门要求的其他材料", "state": "不适用", "note": "没有要求" },
        { "name": "委托书及代理人身份证", "state": "不适用", "note": "本人办理" },
    ])
}

fn register(request: &str) -> Value {
    json!({
        "request": request, "as": "S01", "do": "register", "matter": "GW01", "kind": "受理件",
        "visitor": {
            "name": "张三", "id_type": "居民身份证", "id_no": "11010519491231002X", "phone": "13800138000",
            "address": "云龙区湖北路1号",
        },
        "materials": materials(),
    })
}

pub(crate) fn lines(said: &[Value]) -> String {
    said.iter().map(Value::to_string).collect::<Vec<_>>().join("\n")
}

/// The answer says no for this reason, in one Chinese sentence.
fn says_no(answer: &Value, request: &Value, basis: &str, reason: &str) {
    let message = answer["message"].as_str().unwrap();
    assert!(message.ends_with('。') && message.chars().any(|c| c > '\u{3400}'), "{answer}");
    let expected =
        json!({ "request": request, "ok": false, "basis": basis, "reason": reason, "message": message });
    assert_eq!(answer, &expected);
}

#[test]
fn a_case_is_registered_prompted_once_and_refused_a_second_card() {
    let (_folder, store) = practice();
    let opened = xieban(&["act"]).on(&store).told(lines(&[register("r-1")])).json_lines();
    let case = opened[0]["case"].as_str().unwrap().to_owned();
    let number = case.replace("2026-", "");
    let pages = opened[0]["pages"].as_array().unwrap();
    assert_eq!(pages.len(), 1);
    assert_eq!(
        opened,
        [json!({
            "request": "r-1", "ok": true, "number": format!("徐卫监协〔2026〕{number}号"), "case": case, "pages": pages,
        })]
    );
    let prompt = |request: &str| json!({ "request": request, "as": "S01", "do": "prompt", "case": case });
    let answers = xieban(&["act"]).on(&store).told(lines(&[prompt("r-2"), prompt("r-3")])).json_lines();
    assert_eq!(answers[0]["ok"], true, "{answers:?}");
    says_no(&answers[1], &json!("r-3"), "R48", "second_prompt");
}

#[test]
fn a_bad_line_is_answered_and_the_next_one_runs() {
    let (_folder, store) = practice();
    let mut input = b"not json\n[1]\n\n   \n{\"as\":\"S01\",\"do\":\"tally\"}\n".to_vec();
    input.extend_from_slice(b"{\"request\":\"x\",\"as\":\"S01\",\"do\":\"fly\"}\n");
    input.extend_from_slice(b"{\"request\":\"x\",\"do\":\"tally\"}\n{\"request\":\"\xff\"}\n");
    input.extend_from_slice("{\"request\":\"x\",\"as\":\"S01\",\"do\":\"tally\",\"多\":1}\n".as_bytes());
    input.extend_from_slice(b"{\"request\":\"x\",\"as\":\"X99\",\"do\":\"tally\"}\n");
    input.extend_from_slice(b"{\"request\":\"last\",\"as\":\"S01\",\"do\":\"tally\"}");
    let answers = xieban(&["act"]).on(&store).told(input).json_lines();
    let expected = [
        (Value::Null, "malformed"),
        (Value::Null, "malformed"),
        (Value::Null, "malformed"),
        (json!("x"), "malformed"),
        (json!("x"), "malformed"),
        (Value::Null, "malformed"),
        (json!("x"), "malformed"),
        (json!("x"), "not_signed_in"),
    ];
    assert_eq!(answers.len(), expected.len() + 1, "{answers:?}");
    for (answer, (request, reason)) in answers.iter().zip(&expected) {
        says_no(answer, request, "program", reason);
    }
    assert_eq!(answers[8]["ok"], true, "{answers:?}");
}

#[test]
fn an_endless_line_is_answered_once_and_reading_goes_on_behind_it() {
    let (_folder, store) = practice();
    let tally = |request: &str| json!({ "request": request, "as": "S01", "do": "tally" });
    let long = |bytes: usize| format!("{{\"request\":\"{}\"}}", "长".repeat(bytes / 3));
    let input = format!("{}\n{}\n{}\n{}", long(3 << 20), tally("r-1"), long(1 << 20), tally("r-2"));
    let answers = xieban(&["act"]).on(&store).told(input).json_lines();
    let seen: Vec<_> = answers.iter().map(|answer| answer["ok"].as_bool().unwrap()).collect();
    assert_eq!(seen, [false, true, false, true], "{answers:?}");
    says_no(&answers[0], &Value::Null, "program", "malformed");
}

#[test]
fn a_line_of_exactly_the_longest_is_read() {
    let (_folder, store) = practice();
    let tally = r#"{"request":"r-1","as":"S01","do":"tally"}"#;
    let padded = |bytes: usize| format!("{tally}{}", " ".repeat(bytes - tally.len()));
    let input = format!("{}\n{}\n{tally}", padded(1 << 20), padded((1 << 20) + 1));
    let answers = xieban(&["act"]).on(&store).told(input).json_lines();
    let seen: Vec<_> = answers.iter().map(|answer| answer["ok"].as_bool().unwrap()).collect();
    assert_eq!(seen, [true, false, true], "{answers:?}");
    assert_eq!(answers[0], answers[2], "the same request");
}

#[test]
fn a_retry_gets_the_first_answer_and_another_command_under_its_name_is_refused() {
    let (_folder, store) = practice();
    let run = |said: Value| xieban(&["act"]).on(&store).told(lines(&[said])).json_lines().remove(0);
    let first = run(register("r-1"));
    assert_eq!(first["ok"], true, "{first}");
    assert_eq!(run(register("r-1")), first);
    let mut other = register("r-1");
    other["visitor"]["name"] = json!("李四");
    says_no(&run(other), &json!("r-1"), "program", "request_reused");
    let pages = xieban(&["journal", "--json"]).on(&store).json_lines();
    assert_eq!(pages.last().unwrap()["page"], first["pages"][0], "nothing was written twice");
}

/// Every command there is, by its name.
const COMMANDS: &[&str] = &[
    "note_materials",
    "prompt",
    "instant",
    "promise",
    "return",
    "countersign",
    "decline_return",
    "ask_consent",
    "give_consent",
    "decline_consent",
    "hand_to",
    "take_back",
    "chase",
    "note_call",
    "await_visitor",
    "visit",
    "visitor_came",
    "guide",
    "hand_over",
    "reassign",
    "appoint_acting",
    "phone_consent",
    "confirm_phone",
    "finish",
    "reply",
    "sign",
    "contact",
    "decline_transfer",
    "follow_up",
    "precheck",
    "note_fee",
    "rate",
    "answer_rating",
    "terminate",
    "stop_clock",
    "resume_clock",
    "extend",
    "extend_by_law",
    "note_stage",
    "finish_stage",
    "reopen",
    "void",
    "correct_visitor",
    "correct_matter",
    "undo",
    "urge",
    "annotate",
    "answer_urge",
    "note_printed",
    "change_settings",
    "keep_staff",
    "keep_unit",
    "enter_duty",
    "keep_absence",
    "propose_acting",
    "answer_acting",
    "appoint_acting_for",
    "draft_roster",
    "keep_roster",
    "approve_roster",
    "post_roster",
    "report_roster",
    "amend_roster",
    "propose_swap",
    "answer_swap",
    "replace_on_duty",
    "stand_in",
    "keep_rule",
    "post_rule",
    "keep_training",
    "keep_publicity",
    "record_publication",
    "keep_milestone",
    "keep_group",
    "check_facility",
    "leave_seat",
    "take_seat",
    "tally",
    "arrive",
    "visitor_left",
    "leave_shift",
    "look_up",
    "reveal",
    "accept_store",
    "confirm_clock",
    "erase_identities",
    "enter_notice",
    "keep_photograph",
    "on_paper",
    "take_complaint",
    "complaint",
    "take_conduct",
    "conduct",
    "enter_opinion",
    "answer_opinion",
    "publish_opinion",
    "hold_review",
    "propose_appointment",
    "appointment",
    "sign_report",
    "keep_scheme",
];

#[test]
fn the_schema_is_json_and_names_every_command_with_its_fields() {
    let schema: Value = serde_json::from_str(&xieban(&["act", "--schema"]).success()).unwrap();
    let mut named = BTreeSet::new();
    for group in ["on_case", "office"] {
        for choice in schema[group]["oneOf"].as_array().unwrap() {
            named.insert(choice["properties"]["do"]["const"].as_str().unwrap());
        }
    }
    assert_eq!(named, COMMANDS.iter().copied().collect());
    let fields = schema["register"]["properties"].as_object().unwrap();
    for field in ["visitor", "matter", "materials", "disposition", "kind", "department", "do"] {
        assert!(fields.contains_key(field), "{field}");
    }
    xieban(&["act", "--schema", "--loud"]).wrong_use();
}

#[test]
fn on_a_practice_store_a_code_is_enough_and_a_line_may_name_another() {
    let (_folder, store) = practice();
    let tally = json!({ "request": "r-1", "do": "tally" });
    let by_s02 = json!({ "request": "r-1", "as": "S02", "do": "tally" });
    let answers = xieban(&["act", "--as", "s01"]).on(&store).told(lines(&[tally, by_s02])).json_lines();
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");
    let pages = xieban(&["journal", "--json"]).on(&store).json_lines();
    let by: Vec<_> = pages.iter().rev().take(2).map(|page| page["by"].as_str().unwrap()).collect();
    assert_eq!(by, ["S02", "S01"]);
    assert!(xieban(&["act", "--as", "X99"]).on(&store).refused().contains("代码或密码不对"));
}

#[test]
fn a_real_store_takes_commands_only_from_whom_a_pin_proves() {
    let (_folder, store) = real();
    let as_admin = |pin: &str| -> Xieban { xieban(&["act", "--as", "A01"]).on(&store).pin("--pin-fd", pin) };
    let kept = json!({
        "request": "k-1", "do": "keep_staff", "code": "S01", "name": "王芳", "post": "科长", "rank": "middle",
        "established": true, "roles": ["officer"],
    });
    xieban(&["act"]).on(&store).told(lines(std::slice::from_ref(&kept))).wrong_use();
    xieban(&["act", "--as", "A01"]).on(&store).told(lines(std::slice::from_ref(&kept))).wrong_use();
    let as_other = json!({ "request": "k-2", "as": "S01", "do": "tally" });
    let answers = as_admin(PIN).told(lines(&[kept, as_other])).json_lines();
    assert_eq!(answers[0]["ok"], true, "{answers:?}");
    says_no(&answers[1], &json!("k-2"), "program", "not_signed_in");
    assert!(as_admin("000000").refused().contains("代码或密码不对"));
}

#[test]
fn whoever_stops_reading_the_answers_is_told_how_far_it_came() {
    let (_folder, store) = practice();
    let all: String = (0..2000)
        .map(|n| json!({ "request": format!("r-{n}"), "as": "S01", "do": "tally" }).to_string() + "\n")
        .collect();
    let mut act = Command::new(xieban_support::program());
    act.args(["act", "--store"]).arg(&store).env_remove("XIEBAN_STORE");
    let mut act = act.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = act.stdin.take().unwrap();
    let feeding = std::thread::spawn(move || input.write_all(all.as_bytes()).ok());
    let mut first = String::new();
    let mut answers = BufReader::new(act.stdout.take().unwrap());
    answers.read_line(&mut first).unwrap();
    assert!(first.contains("\"ok\":true"), "{first}");
    drop(answers);
    let output = act.wait_with_output().unwrap();
    feeding.join().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("后面的没有办") && said.lines().count() == 1, "{said}");
    // The control: where nobody acts, whoever has read enough may go.
    let mut journal = Command::new(xieban_support::program());
    journal.args(["journal", "--json", "--store"]).arg(&store).env_remove("XIEBAN_STORE");
    let mut journal = journal.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(journal.stdout.take());
    let output = journal.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}
