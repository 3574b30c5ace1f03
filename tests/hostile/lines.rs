//! Commands of every kind with these texts in every field, and the command lines that read them.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use xieban_support::canary::{LABEL, filled, found, known, registrations};
use xieban_support::full::full;
use xieban_support::hostile::texts;

/// The program, on a store.
pub(crate) fn run(store: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(xieban_support::program());
    command.args(arguments).args(["--store", store.to_str().unwrap()]).stdin(Stdio::null()).output().unwrap()
}

/// Some texts at a time: as many as a field takes.
pub(crate) fn loads() -> Vec<String> {
    let texts: Vec<String> = texts().into_iter().map(|(_, text)| text).collect();
    let mut loads = vec![String::new()];
    for text in texts {
        let last = loads.last_mut().unwrap();
        if last.chars().count() + text.chars().count() > 90 {
            loads.push(String::new());
        }
        // What a spreadsheet takes for a formula is one at a field's beginning alone.
        let last = loads.last_mut().unwrap();
        if text.starts_with(['=', '+', '@', '\t']) {
            loads.insert(0, text);
        } else {
            last.push_str(&text);
        }
    }
    loads
}

/// Every free text of a command in place of what stands there; what may not name the visitor has another load than his name.
fn loaded(value: &Value, load: &str, label: &str) -> Value {
    match value {
        Value::String(text) if text == LABEL => json!(label),
        Value::String(text)
            if found(text.as_bytes()).is_some() && !text.bytes().any(|byte| byte.is_ascii_digit()) =>
        {
            json!(load)
        }
        Value::Array(items) => items.iter().map(|item| loaded(item, load, label)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), loaded(value, load, label))).collect()
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// Every command of the schema, its texts loaded; with who asks for it.
fn commands(schema: &Value) -> Vec<(&'static str, Value)> {
    let loads = loads();
    let mut all = Vec::new();
    let mut turn = 0;
    let mut each = |who: &[&'static str], command: &Value| -> Vec<(&'static str, Value)> {
        // In full each command with each load; every day each with some, so that all come up.
        let times = if full() { loads.len() } else { 2 };
        let mut some = Vec::new();
        for _ in 0..times {
            turn += 1;
            let [load, label] = [turn, turn + 1].map(|nth| &loads[nth % loads.len()]);
            some.extend(who.iter().map(|who| (*who, loaded(command, load, label))));
        }
        some
    };
    for command in registrations() {
        all.extend(each(&["S01"], &command));
    }
    let who = json!({ "name": "玄冥渊", "phone": "13800138000" });
    for command in [
        json!({ "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": "玄冥渊", "place": "玄冥渊", "content": "玄冥渊",
            "demand": "玄冥渊", "evidence": "玄冥渊", "complainant": who }),
        json!({ "do": "take_conduct", "channel": "来信", "about": ["S02"], "content": "玄冥渊", "demand": "玄冥渊", "complainant": who }),
        json!({ "do": "arrive", "note": "玄冥渊" }),
    ] {
        all.extend(each(&["S01"], &command));
    }
    for (at, (who, nth, mut command)) in lives().into_iter().enumerate() {
        // Each registration was written as often as each command is.
        let times = if full() { loads.len() } else { 2 };
        command["case"] = json!(format!("2026-{}", 13 + nth * times));
        let load = &loads[at % loads.len()];
        all.push((who, loaded(&command, load, load)));
    }
    for (room, own) in [("office", false), ("on_case", true)] {
        for command in schema[room]["oneOf"].as_array().unwrap() {
            for nth in 0..if own { 2 } else { 1 } {
                // 12 cases of the sample, then ours.
                let case = format!("2026-{}", 13 + turn_of(command) % 12 + nth);
                let mut line =
                    filled(&schema[room], command, "", nth, &|name| known(&case, "2026-11-23/1", name));
                if own {
                    line["case"] = json!(case);
                }
                all.extend(each(&["S01", "L01", "A01", "Z01"], &line));
            }
        }
    }
    all
}

/// Some of the registrations go through their life: who asks, which of them, and for what.
fn lives() -> Vec<(&'static str, usize, Value)> {
    let promise = || json!({ "do": "promise", "reason": "其他", "words": "玄冥渊", "limit": "5 working" });
    let finish = || json!({ "do": "finish", "summary": "玄冥渊" });
    let reply = |mode: &str| json!({ "do": "reply", "mode": mode, "content": "玄冥渊" });
    vec![
        ("S01", 0, json!({ "do": "instant", "clear": true, "simple": true })),
        ("S01", 0, finish()),
        ("S01", 0, reply("当面告知")),
        (
            "S01",
            0,
            json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 30, "line": 1 } }),
        ),
        ("S01", 0, json!({ "do": "rate", "level": "不满意" })),
        ("S01", 0, json!({ "do": "answer_rating", "words": "玄冥渊" })),
        ("S01", 0, json!({ "do": "reopen", "reason": "玄冥渊" })),
        ("S01", 1, promise()),
        ("Z01", 1, json!({ "do": "urge", "level": "黄牌督办", "words": "玄冥渊" })),
        ("S01", 1, json!({ "do": "answer_urge", "words": "玄冥渊" })),
        ("S01", 1, json!({ "do": "hand_to", "department": "监督一科" })),
        ("S01", 1, json!({ "do": "chase", "words": "玄冥渊" })),
        ("S01", 1, json!({ "do": "take_back", "note": "玄冥渊" })),
        ("S01", 1, finish()),
        ("S01", 1, reply("电话")),
        ("S01", 7, json!({ "do": "guide", "mode": "书面导引单" })),
        ("S01", 7, json!({ "do": "hand_over", "receiver": "玄冥渊", "mode": "电话衔接" })),
        ("S01", 8, promise()),
        ("S01", 8, json!({ "do": "ask_consent", "consent": "extension", "reason": "玄冥渊" })),
        ("L01", 8, json!({ "do": "decline_consent", "reason": "玄冥渊", "consent": "extension" })),
        ("S01", 4, json!({ "do": "note_call", "words": "玄冥渊" })),
        ("S01", 4, json!({ "do": "stop_clock", "reason": "检测", "days": 3, "notice": "玄冥渊" })),
    ]
}

/// Spreads commands over cases.
fn turn_of(command: &Value) -> usize {
    command["properties"]["do"]["const"].as_str().unwrap_or_default().len()
}

/// Asks for all of them by `xieban act`; gives the answers, how many there are, and which were done at least once.
pub(crate) fn fill(store: &Path) -> (String, usize, BTreeSet<String>) {
    let schema = run(store, &["act", "--schema"]).stdout;
    let schema: Value = match serde_json::from_slice(&schema) {
        Ok(schema) => schema,
        Err(_) => serde_json::from_slice(
            &Command::new(xieban_support::program()).args(["act", "--schema"]).output().unwrap().stdout,
        )
        .unwrap(),
    };
    let mut act = Command::new(xieban_support::program())
        .args(["act", "--store", store.to_str().unwrap()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut lines, mut asked): (Vec<Vec<u8>>, Vec<String>) = (Vec::new(), Vec::new());
    for (nth, (who, mut command)) in commands(&schema).into_iter().enumerate() {
        command["request"] = json!(format!("load-{nth}"));
        command["as"] = json!(who);
        asked.push(command["do"].as_str().unwrap_or_default().to_owned());
        lines.push(command.to_string().into_bytes());
    }
    // What is no command: the answer says so, and quotes what was sent.
    for load in loads() {
        lines.push(
            json!({ "request": load, "as": load, "do": load, load.clone(): load }).to_string().into_bytes(),
        );
        lines.push(
            json!({ "request": "x", "as": "S01", "do": "arrive", load.clone(): 1 }).to_string().into_bytes(),
        );
        lines.push(json!({ "request": "y", "as": load, "do": "arrive" }).to_string().into_bytes());
    }
    lines.push(b"{\"request\":\"\\ud800\",\"as\":\"S01\",\"do\":\"arrive\"}".to_vec());
    lines.push(b"\xff\xfe\x1b[2J\x9b2J".to_vec());
    let count = lines.len();
    let mut line = act.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        for mut bytes in lines {
            bytes.retain(|byte| *byte != b'\n');
            bytes.push(b'\n');
            line.write_all(&bytes).unwrap();
        }
    });
    let output = act.wait_with_output().unwrap();
    writer.join().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), count);
    let named = answers.lines().zip(&asked).filter(|(answer, _)| answer.contains("\"ok\":true"));
    let done = named.map(|(_, name)| name.clone()).collect();
    (answers, count, done)
}
