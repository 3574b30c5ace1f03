//! What is done in a filled office, with the canary in every free text: whole lives of cases, and what the office writes of its own.

use serde_json::{Value, json};
use xieban_domain::catalogue::{Catalogue, MatterCode};
use xieban_office::{Answer, Office, Query};

use crate::canary::{LABEL, NAME, PHONE, THEIRS, WORDS, registrations};
use crate::{materials, people};

/// Who asks for what.
pub type Step = (&'static str, Value);

/// Stands for a turn of somebody's, whichever there is.
const FREE: &str = "a turn";

/// A step as it is, or with each of the turns that it may be about.
pub fn ways(step: &Value) -> Vec<Value> {
    let Some(field) = ["turn", "gives"].into_iter().find(|field| step[*field] == FREE) else {
        return vec![step.clone()];
    };
    let turns = (4..=15).flat_map(|day| ["morning", "afternoon"].map(|seat| (day, seat)));
    let with = |(day, seat)| {
        let mut step = step.clone();
        step[field] = json!({ "date": format!("2027-01-{day:02}"), "seat": seat });
        step
    };
    turns.map(with).collect()
}

/// The registrations of further cases, whose lives begin where those of the first end.
pub fn further() -> Vec<Value> {
    let all = registrations();
    [5, 4, 4, 10, 3, 0].map(|nth: usize| all[nth].clone()).into()
}

/// What people complain of and write into 意见本, with every field.
pub fn complaints() -> [Value; 3] {
    let who = json!({ "name": NAME, "phone": PHONE });
    [
        json!({ "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": WORDS, "place": WORDS, "content": WORDS,
            "demand": WORDS, "evidence": WORDS, "complainant": who }),
        json!({ "do": "take_conduct", "channel": "来信", "about": ["B01"], "described": WORDS, "content": WORDS, "demand": WORDS,
            "evidence": WORDS, "complainant": who }),
        json!({ "do": "enter_opinion", "volume": 1, "page": 1, "date": "2026-11-23", "content": WORDS, "by": NAME }),
    ]
}

/// Lives of cases, by the number of each.
pub fn lives() -> Vec<(&'static str, usize, Value)> {
    let promise = || json!({ "do": "promise", "reason": "其他", "words": WORDS, "limit": "5 working" });
    let mut lives = vec![
        ("S01", 1, json!({ "do": "instant", "clear": true, "simple": true })),
        ("S01", 1, json!({ "do": "finish", "summary": WORDS })),
        ("S01", 1, json!({ "do": "reply", "mode": "当面告知", "content": WORDS })),
        (
            "S01",
            1,
            json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 1 } }),
        ),
        ("S01", 1, json!({ "do": "rate", "level": "不满意" })),
        ("S01", 1, json!({ "do": "answer_rating", "words": WORDS })),
        ("S01", 1, json!({ "do": "reopen", "reason": WORDS })),
        ("S01", 2, promise()),
        ("S01", 2, json!({ "do": "finish", "summary": WORDS })),
        ("S01", 2, json!({ "do": "reply", "mode": "电话", "content": WORDS })),
        ("S01", 5, json!({ "do": "note_call", "words": WORDS })),
        ("S01", 5, json!({ "do": "chase", "words": WORDS })),
        ("S01", 5, json!({ "do": "take_back", "note": WORDS })),
        ("L01", 6, json!({ "do": "countersign" })),
        ("S01", 8, json!({ "do": "guide", "mode": "书面导引单", "officer": LABEL })),
        ("S01", 8, json!({ "do": "hand_over", "receiver": LABEL, "mode": "电话衔接" })),
        ("S01", 3, {
            let mut visitor = registrations()[2]["visitor"].clone();
            visitor["address"] = json!(format!("{WORDS}78号"));
            json!({ "do": "correct_visitor", "visitor": visitor, "reason": WORDS })
        }),
        ("S01", 9, promise()),
        ("S01", 9, json!({ "do": "ask_consent", "consent": "extension", "reason": WORDS })),
        ("L01", 9, json!({ "do": "decline_consent", "reason": WORDS, "consent": "extension" })),
        ("L01", 12, json!({ "do": "decline_return", "reason": WORDS })),
    ];
    lives.extend(pauses().into_iter().chain(stages()));
    lives.extend([
        (
            "S01",
            14,
            json!({ "do": "terminate", "reason": "服务对象撤回", "words": WORDS,
            "position": { "volume": 1, "page": 1, "line": 2 } }),
        ),
        (
            "S01",
            16,
            json!({ "do": "phone_consent", "what": "second_prompt", "leader": "L01", "reason": WORDS }),
        ),
        ("L01", 16, json!({ "do": "confirm_phone", "agrees": false, "reason": WORDS })),
        (
            "S01",
            17,
            json!({ "do": "correct_matter", "matter": "GW02", "kind": "移办件", "kind_reason": WORDS, "unit": "RX",
            "reason": WORDS }),
        ),
    ]);
    lives
}

/// A promise whose clock is stopped and which takes longer.
fn pauses() -> Vec<(&'static str, usize, Value)> {
    vec![
        ("S01", 13, json!({ "do": "stop_clock", "reason": "检测", "days": 3, "notice": WORDS })),
        ("S01", 13, json!({ "do": "resume_clock" })),
        ("S01", 13, json!({ "do": "ask_consent", "consent": "extension", "reason": WORDS })),
        ("L01", 13, json!({ "do": "give_consent", "consent": "extension" })),
        ("S01", 13, json!({ "do": "extend", "days": 5, "told": WORDS })),
    ]
}

/// A 联办件 up to the end of our own stage of it.
fn stages() -> Vec<(&'static str, usize, Value)> {
    let matter = Catalogue::bundled().unwrap().matter(&MatterCode("GW01".to_owned())).unwrap();
    let names: Vec<&str> = matter.materials.iter().map(|each| each.name.as_str()).collect();
    vec![
        (
            "S01",
            15,
            json!({ "do": "note_stage", "stage": 2, "how": "电话确认", "words": WORDS, "who": LABEL, "phone": THEIRS }),
        ),
        ("S01", 15, json!({ "do": "note_materials", "materials": materials(&names, "收") })),
        ("S01", 15, json!({ "do": "promise", "reason": "现场勘查", "limit": "5 working" })),
        (
            "S01",
            15,
            json!({ "do": "extend_by_law", "days": 5, "reason": WORDS, "approved_on": "2026-11-23" }),
        ),
        ("S01", 15, json!({ "do": "finish_stage", "summary": WORDS })),
    ]
}

/// What the office writes of its own people and work.
pub fn of_its_own() -> Vec<Step> {
    let roster = |name: &str, more: Value| {
        let mut said = json!({ "do": name, "quarter": "2027Q1" });
        said.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        said
    };
    // Whose turn it is, is drafted: the first turns that can be given away are.
    let turn = json!(FREE);
    // Who is put on a roster can be rung up; and of a 局管干部 the bureau hears.
    let mut leading = serde_json::to_value(people().into_iter().find(|who| who.code.0 == "B01")).unwrap();
    leading["do"] = json!("keep_staff");
    leading["bureau"] = json!(true);
    vec![
        ("A01", leading),
        (
            "L01",
            json!({ "do": "keep_absence", "officer": "S03", "kind": "其他", "from": "2026-11-25 上午", "to": "2026-11-25 下午",
            "reason": WORDS }),
        ),
        ("S01", json!({ "do": "leave_shift", "reason": WORDS })),
        ("S03", json!({ "do": "stand_in", "reason": WORDS })),
        ("A01", json!({ "do": "accept_store", "reason": WORDS })),
        ("S01", roster("draft_roster", json!({}))),
        ("L01", roster("approve_roster", json!({}))),
        ("S01", roster("post_roster", json!({ "place": WORDS }))),
        ("S01", roster("report_roster", json!({ "way": WORDS, "receiver": NAME }))),
        (
            "L01",
            json!({ "do": "replace_on_duty", "turn": turn, "absent": "S01", "by": "S03", "reason": WORDS }),
        ),
        ("S01", json!({ "do": "propose_swap", "gives": turn, "with": "S02", "reason": WORDS })),
        ("L01", roster("amend_roster", json!({ "reason": WORDS }))),
        (
            "Z01",
            json!({ "do": "hold_review", "date": "2026-11-20", "about": { "kind": "office" }, "reviewers": ["S01"],
            "outside": [NAME], "scores": [90, 85], "result": WORDS }),
        ),
        (
            "Z01",
            json!({ "do": "hold_review", "date": "2026-11-20", "about": { "kind": "staff", "code": "S02" }, "reviewers": ["S01"],
            "outside": [NAME], "scores": [90, 85], "result": WORDS }),
        ),
        ("H01", json!({ "do": "propose_appointment", "staff": "S03", "act": "任命", "post": WORDS })),
    ]
}

/// What is done behind the wall, with what was taken in there.
pub fn walled(office: &Office) -> Vec<Step> {
    let session = office.practise("Z01", "1号台").unwrap();
    let Answer::Files(files) = office.ask(&session, &Query::Files).unwrap() else { panic!() };
    let Answer::Appointments(rows) = office.ask(&session, &Query::Appointments).unwrap() else { panic!() };
    let whole = files.iter().find(|row| row.file.taken.about.contains(&"B01".into())).unwrap();
    let mut steps = of_a_file(&whole.file.number.to_string());
    steps.extend(of_an_appointment(&rows[0].appointment.number.to_string()));
    steps
}

/// A file of conduct from its first step to its last.
fn of_a_file(number: &str) -> Vec<Step> {
    let step = |step: Value| json!({ "do": "conduct", "file": number, "step": step });
    vec![
        ("Z01", step(json!({ "what": "assign", "handler": "Z01" }))),
        (
            "Z01",
            step(json!({ "what": "on_the_spot", "time": crate::at("2026-11-23T08:31"), "place": WORDS,
            "kinds": ["inaction"], "facts": WORDS, "statement": WORDS, "measure": "corrected" })),
        ),
        ("Z01", step(json!({ "what": "tell", "facts": WORDS }))),
        ("B01", step(json!({ "what": "answer", "words": WORDS }))),
        (
            "Z01",
            step(json!({ "what": "investigate", "date": "2026-11-23", "findings": WORDS, "found": "proven",
            "kinds": ["inaction"] })),
        ),
        ("Z01", step(json!({ "what": "report_up", "date": "2026-11-23" }))),
        ("Z01", step(json!({ "what": "bureau_says", "date": "2026-11-23", "words": WORDS }))),
        ("Z01", step(json!({ "what": "measure", "measure": "admonished", "basis": WORDS }))),
        ("Z01", step(json!({ "what": "reply", "mode": "电话", "words": WORDS }))),
        ("Z01", step(json!({ "what": "reveal", "reason": WORDS }))),
    ]
}

/// A 任免 from the question to its end.
fn of_an_appointment(number: &str) -> Vec<Step> {
    let step = |step: Value| json!({ "do": "appointment", "number": number, "step": step });
    vec![
        ("H01", step(json!({ "what": "consult", "date": "2026-11-23" }))),
        (
            "H01",
            step(
                json!({ "what": "note_opinion", "date": "2026-11-23", "opinion": "不同意", "signed_by": NAME, "words": WORDS }),
            ),
        ),
        ("H01", step(json!({ "what": "complete", "date": "2026-11-23", "reason": WORDS }))),
    ]
}
