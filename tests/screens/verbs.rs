//! Verbs: where each stands, what is offered, and what a dim one says.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use xieban_domain::number::CaseId;
use xieban_support::desk::Desk;
use xieban_support::full::full;
use xieban_support::states::{State, states};
use xieban_support::verbs::{keys_of, places};

/// Everybody whose roles differ: the officer of the case, another one, leaders, the two offices, an administrator.
const PEOPLE: [&str; 7] = ["S01", "S02", "L01", "H01", "Z01", "F01", "A01"];

#[test]
fn a_place_once_released_moves_only_with_a_line_in_the_changelog() {
    let changes = include_str!("../../CHANGELOG.md");
    let told = |digits: &str, name: &str| changes.contains(&format!("{name} {digits}"));
    let now: Vec<_> = xieban_ui::verb_places();
    for (of, digits, name) in places() {
        let stands = now.iter().find(|(kind, _, called)| (*kind, *called) == (of, name));
        let (_, there, _) = stands.unwrap_or_else(|| panic!("{name} of {of} is gone from {digits}"));
        assert!(*there == digits || told(there, name), "{name} of {of} has moved from {digits} to {there}");
    }
    for (of, digits, name) in &now {
        assert!(
            places().any(|place| place == (*of, *digits, *name)),
            "tests/data/verbs.txt lacks: {of} {digits} {name}"
        );
    }
}

#[test]
fn no_verb_has_two_places_and_none_stands_in_anothers_way() {
    let all: Vec<_> = places().collect();
    for (at, (of, digits, name)) in all.iter().enumerate() {
        for (other, place, called) in all.iter().skip(at + 1).filter(|(other, ..)| other == of) {
            assert!(name != called, "{called} of {other} stands twice");
            let (short, long) = if digits.len() <= place.len() { (digits, place) } else { (place, digits) };
            assert!(!long.starts_with(*short), "{name} {digits} and {called} {place}");
        }
        assert!(digits.len() <= 3, "{name}");
    }
    // Nine that are done every day have a digit alone but for two groups of them; what cannot be taken back has three.
    let of_case = |digits: &str| all.iter().any(|place| (place.0, place.1) == ("case", digits));
    assert!(["1", "4", "5", "6", "7", "8", "9"].into_iter().all(of_case));
    for name in ["作废", "终止"] {
        assert_eq!(keys_of("case", name).split(' ').next(), Some("0"), "{name}");
    }
}

/// The command of a verb as it would be said of any case, for the verbs whose command needs no more.
fn commands() -> BTreeMap<&'static str, Value> {
    [
        ("提示件", json!({ "do": "prompt", "cause": "" })),
        ("即办件", json!({ "do": "instant", "clear": true, "simple": true })),
        ("退回件", xieban_support::states::refusal()),
        ("接回", json!({ "do": "take_back" })),
        ("本人已到", json!({ "do": "visitor_came" })),
        ("本环节办完", json!({ "do": "finish_stage", "summary": "……" })),
        ("导引", json!({ "do": "guide", "mode": "书面导引单" })),
        ("移交", json!({ "do": "hand_over", "receiver": "……", "mode": "书面导引单" })),
        ("办结", json!({ "do": "finish", "summary": "……" })),
        ("回复", json!({ "do": "reply", "mode": "当面告知", "content": "……" })),
        ("恢复计时", json!({ "do": "resume_clock" })),
        (
            "法定延长",
            json!({ "do": "extend_by_law", "days": 1, "reason": "……", "approved_on": "2026-11-23" }),
        ),
        ("延期", json!({ "do": "extend", "days": 1, "told": "……" })),
        ("记来电", json!({ "do": "note_call", "words": "……" })),
        ("主动联系", json!({ "do": "contact", "words": "……" })),
        ("材料预审", json!({ "do": "precheck", "words": "……" })),
        ("对方不接", json!({ "do": "decline_transfer", "who": "……", "reason": "……" })),
        ("跟踪结果", json!({ "do": "follow_up", "words": "……" })),
        ("评价", json!({ "do": "rate", "level": "满意" })),
        ("差评整改", json!({ "do": "answer_rating", "words": "……" })),
        ("督办", json!({ "do": "urge", "level": "黄牌督办", "words": "……" })),
        ("批注", json!({ "do": "annotate", "words": "……" })),
        ("答复督办", json!({ "do": "answer_urge", "words": "……" })),
        ("重新打开", json!({ "do": "reopen", "reason": "……" })),
        ("作废", json!({ "do": "void", "reason": "……" })),
    ]
    .into()
}

fn made(state: &State, who: &str) -> (Desk, CaseId) {
    let mut desk = Desk::of(who);
    let id = desk.act("S01", &state.registered).unwrap();
    for (by, step) in &state.steps {
        desk.on(by, id, step);
    }
    desk.keys(&format!("/ \"{}\" Enter", id.spoken()));
    (desk, id)
}

/// The verbs that the help names for the thing under the marker, each by its digits.
fn offered(desk: &mut Desk) -> Vec<String> {
    let text = desk.keys("F1").resize((120, 100)).text();
    desk.resize((80, 24)).keys("Esc");
    let row = |line: &str| {
        let mut words = line.split_whitespace().skip(1);
        let (digits, name) = (words.next()?, words.next()?);
        places().find(|place| *place == ("case", digits, name)).map(|(_, _, name)| name.to_owned())
    };
    text.lines().filter_map(row).collect()
}

#[test]
fn in_every_state_and_role_what_is_offered_opens_and_what_is_dim_says_why_in_the_rules_own_words() {
    let commands = commands();
    let (mut opened, mut shut, mut compared) = (0, 0, 0);
    for (nth, state) in states().iter().enumerate() {
        // Every day two of them in each state, others in the next.
        for (_, who) in PEOPLE.iter().enumerate().filter(|(at, _)| full() || (at + nth) % 3 == 0) {
            let (mut desk, id) = made(state, who);
            if *who == "A01" {
                // An administrator sees no case.
                assert!(offered(&mut desk).is_empty(), "{}", state.name);
                continue;
            }
            let open = offered(&mut desk);
            for (_, _, name) in places().filter(|(of, ..)| *of == "case") {
                let before = desk.text();
                let text = desk.keys(&keys_of("case", name)).text();
                let said = text.split_once(&format!("! {name}不能办："));
                let context = format!("{name}, {}, {who}\n{text}", state.name);
                if open.iter().any(|each| each == name) {
                    assert!(said.is_none() && text != before, "{context}");
                    opened += 1;
                } else {
                    let (_, reason) = said.unwrap_or_else(|| panic!("{context}"));
                    shut += 1;
                    if let Some(command) = commands.get(name) {
                        let rule = desk.refusal(who, id, command).unwrap_or_else(|| panic!("{context}"));
                        let flat = |text: &str| text.split_whitespace().collect::<String>();
                        let first: String = flat(reason).chars().take(10).collect();
                        assert!(flat(&rule).starts_with(&first), "{rule}\n{context}");
                        compared += 1;
                    }
                }
                desk.keys("Esc Esc Esc Esc");
                desk.keys(&format!("/ \"{}\" Enter", id.spoken()));
            }
        }
    }
    println!("{opened} offered, {shut} dim, {compared} of them compared with what the office says");
    assert!(opened > 150 && shut > 1_000 && compared > 500);
}

#[test]
fn the_palette_finds_what_cannot_be_done_as_well_and_it_says_why() {
    let mut desk = Desk::at_work();
    desk.case("promise");
    for typed in ["回复", "huifu", "hf"] {
        desk.keys(&format!("Ctrl-p \"{typed}\""));
        let row = desk.text().lines().find(|line| line.contains("> 回复")).unwrap_or_default().to_owned();
        assert!(row.contains(" 8 "), "{typed}: {}", desk.text());
        desk.keys("Enter");
        assert!(desk.text().contains("回复不能办："), "{typed}: {}", desk.text());
    }
    // Not a letter of it fits: what is near is named.
    desk.keys("Ctrl-p \"办结案\"");
    assert!(
        desk.text().contains("没有这个命令，相近的：") && desk.text().contains("> 办结"),
        "{}",
        desk.text()
    );
    desk.keys("Esc Ctrl-p \"jidubiao\" Enter");
    assert!(desk.text().contains("[季度表]"), "{}", desk.text());
}

#[test]
fn nobody_promises_no_days_and_what_is_typed_first_goes_into_the_field_that_stands_there() {
    for days in ["", "0"] {
        let mut desk = Desk::at_work();
        let id = desk.case("undecided");
        let all = xieban_support::materials(&xieban_support::states::LICENCE, "收");
        desk.on("S01", id, &json!({ "do": "note_materials", "materials": all }));
        desk.keys(&format!("F3 2 3 Enter Enter Backspace Backspace \"{days}\" F8"));
        assert!(desk.text().contains("承诺时限请填工作日的天数。"), "{}", desk.text());
        assert!(desk.view(id).row.record.case.disposition().is_none(), "{}", desk.text());
    }
    let mut desk = Desk::at_work();
    let taken = |about: &str| json!({ "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": about, "content": "水发黄" });
    desk.act("S01", &taken("鼓楼供水站"));
    desk.act("S01", &taken("康复诊所"));
    // Nothing is about the same: its number is all that there is to type.
    desk.keys("F5 7 \"1\"");
    assert!(desk.text().lines().any(|line| line.contains("编") && line.contains(" 1 ")), "{}", desk.text());
}
