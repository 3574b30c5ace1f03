//! An office in which the canary stands in every field about a visitor: registrations, complaints, whole lives of cases, and every other
//! command of the schema with every field filled.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::{Value, json};

use crate::canary::{NAME, PHONE, WORDS, carried, filled, known, registrations, texts};

/// Texts of a registration that are chosen from a list or have a form: nothing of a visitor fits in.
const CHOSEN: [&str; 11] = [
    ".arrival",
    ".chain",
    ".department",
    ".disposition.limit",
    ".matter",
    ".paper.at",
    ".received_from.unit",
    ".unit",
    ".repeats",
    ".about[]",
    ".date",
];
/// Commands by which the office tells the public something, or which are about its own people.
const FOR_THE_PUBLIC: [&str; 19] = [
    "change_settings",
    "keep_staff",
    "keep_unit",
    "keep_absence",
    "enter_duty",
    "stand_in",
    "accept_store",
    "erase_identities",
    "keep_rule",
    "post_rule",
    "keep_training",
    "keep_publicity",
    "keep_milestone",
    "keep_group",
    "check_facility",
    "leave_seat",
    "take_seat",
    "replace_on_duty",
    "leave_shift",
];

/// An office that is filled.
pub(crate) trait Fillable {
    /// Asks for something as somebody.
    fn act(&mut self, who: &str, command: &Value) -> Result<(), String>;
    /// The numbers of its cases.
    fn cases(&self) -> Vec<String>;
}

/// What the program says a script may ask for.
pub(crate) fn schema() -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_xieban")).args(["act", "--schema"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Puts it into every field; gives the names of the commands on cases and of the office that were done at least once.
pub(crate) fn fill(office: &mut impl Fillable) -> BTreeSet<String> {
    let schema = schema();
    let ok = |office: &mut _, who: &str, command: &Value| {
        Fillable::act(office, who, command).unwrap_or_else(|error| panic!("{who} {command}: {error}"));
    };
    for _ in 0..3 {
        ok(office, "S01", &json!({ "do": "arrive", "note": WORDS }));
    }
    ok(office, "S01", &json!({ "do": "visitor_left", "arrival": "2026-11-23/1", "reason": WORDS }));
    let mut covered = BTreeSet::new();
    for command in registrations() {
        ok(office, "S01", &command);
        covered.extend(carried(&command, ""));
    }
    assert_covered(&schema["register"], &schema["register"], &covered);
    for command in complaints() {
        ok(office, "S01", &command);
        let rooms = &schema["office"];
        let is = |one: &&Value| one["properties"]["do"]["const"] == command["do"];
        let own = rooms["oneOf"].as_array().unwrap().iter().find(is).unwrap();
        assert_covered(rooms, own, &carried(&command, "").into_iter().collect());
    }
    let mut done: BTreeSet<String> = BTreeSet::new();
    for (who, case, command) in lives() {
        done.insert(command["do"].as_str().unwrap().to_owned());
        let mut command = command;
        command["case"] = json!(format!("2026-{case}"));
        ok(office, who, &command);
    }
    for nth in 0..8 {
        done.extend(everything_else(office, &schema, nth));
    }
    done
}

/// Every text of a command must be filled somewhere, or be one that nothing of a visitor fits into: so a new field is not forgotten.
fn assert_covered(schema: &Value, command: &Value, covered: &BTreeSet<String>) {
    let bare = |path: &String| !covered.contains(path) && !CHOSEN.contains(&path.as_str());
    let bare: Vec<String> = texts(schema, command).into_iter().filter(bare).collect();
    assert!(bare.is_empty(), "fields without the canary: {bare:?}");
}

/// What people complain of and write into 意见本, with every field.
fn complaints() -> [Value; 3] {
    let who = json!({ "name": NAME, "phone": PHONE });
    [
        json!({ "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": WORDS, "place": WORDS, "content": WORDS,
            "demand": WORDS, "evidence": WORDS, "complainant": who }),
        json!({ "do": "take_conduct", "channel": "来信", "about": ["S02"], "described": WORDS, "content": WORDS, "demand": WORDS,
            "evidence": WORDS, "complainant": who }),
        json!({ "do": "enter_opinion", "volume": 1, "page": 1, "date": "2026-11-23", "content": WORDS, "by": NAME }),
    ]
}

/// Some cases go through their whole life, by who asks for it.
fn lives() -> Vec<(&'static str, usize, Value)> {
    let promise = || json!({ "do": "promise", "reason": "其他", "words": WORDS, "limit": "5 working" });
    vec![
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
        ("S01", 8, json!({ "do": "guide", "mode": "书面导引单" })),
        ("S01", 8, json!({ "do": "hand_over", "receiver": WORDS, "mode": "电话衔接" })),
        ("S01", 3, {
            let mut visitor = registrations()[2]["visitor"].clone();
            visitor["address"] = json!(format!("{WORDS}78号"));
            json!({ "do": "correct_visitor", "visitor": visitor, "reason": WORDS })
        }),
        ("S01", 9, promise()),
        ("S01", 9, json!({ "do": "ask_consent", "consent": "extension", "reason": WORDS })),
        ("L01", 9, json!({ "do": "decline_consent", "reason": WORDS, "consent": "extension" })),
    ]
}

/// Every other command about a visitor, on every case: with the first, second or third of the choices it has.
fn everything_else(office: &mut impl Fillable, schema: &Value, nth: usize) -> BTreeSet<String> {
    let mut done = BTreeSet::new();
    let cases = office.cases();
    for (room, own) in [("on_case", true), ("office", false)] {
        for command in schema[room]["oneOf"].as_array().unwrap() {
            let name = command["properties"]["do"]["const"].as_str().unwrap();
            // What ends a case comes last.
            let ends = ["void", "terminate", "undo", "correct_matter"].contains(&name);
            let public = FOR_THE_PUBLIC.contains(&name) || name.ends_with("_roster") || name.contains("swap");
            if public || ends && nth != 2 || own && nth > 2 {
                continue;
            }
            for case in cases.iter().take(if own { cases.len() } else { 1 }) {
                let mut line =
                    filled(&schema[room], command, "", nth, &|name| known(case, "2026-11-23/2", name));
                if own {
                    line["case"] = json!(case);
                }
                if ["S01", "L01", "Z01"].iter().any(|who| office.act(who, &line).is_ok()) {
                    done.insert(name.to_owned());
                }
            }
        }
    }
    done
}
