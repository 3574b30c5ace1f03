//! Whose identity comes down the line of a desk: nobody's, for every role on every screen; after `*` it does, and a page says so.

use serde_json::{Value, json};
use xieban_support::canary::{NAME, PHONE, registrations};
use xieban_support::full::full;

use crate::practice::Practice;
use crate::terminal::Terminal;
use crate::unseen::act;

/// What masks hide of his name, telephone and papers: over a mask no more of them comes down the line.
fn hidden() -> [String; 3] {
    let papers = registrations()[0]["visitor"]["id_no"].as_str().unwrap().to_owned();
    let part = |text: &str, from: usize, cells: usize| text.chars().skip(from).take(cells).collect();
    [part(NAME, 1, 2), part(PHONE, 3, 4), part(&papers, 6, 8)]
}

/// What of the identity came down the line since so many bytes.
pub(crate) fn came(desk: &Terminal, since: usize) -> Vec<String> {
    let is_in = |bytes: &[u8], what: &str| bytes.windows(what.len()).any(|part| part == what.as_bytes());
    desk.now(|state| hidden().into_iter().filter(|what| is_in(&state.bytes[since..], what)).collect())
}

/// Who looked, the newest first: each row is a page.
fn looks(office: &Practice) -> Vec<Value> {
    office.read(&["looks", "--as", "L01", "--json"])
}

/// Every screen with all its views, and what a search finds.
fn look_round(desk: &mut Terminal, number: &str) {
    for screen in ["F2", "F3", "F4", "F5", "F6", "Ctrl-n", "Ctrl-o", "Ctrl-v"] {
        desk.keys(screen).settle();
        for _ in 0..if full() { 8 } else { 2 } {
            desk.keys("→").settle();
        }
        desk.keys("Esc Esc").settle();
    }
    desk.keys(&format!("F3 / \"{number}\" Enter")).settle();
    desk.keys("Enter").settle();
    desk.keys("Esc Esc").settle();
}

#[test]
fn an_identity_comes_down_the_line_after_a_look_alone() {
    let office = Practice::new();
    let store = office.store();
    let before = office.cases().len();
    act(&store, [registrations().remove(0)]);
    let cases = office.cases();
    assert_eq!(cases.len(), before + 1);
    let case = cases.iter().map(|case| case["case"].as_str().unwrap().to_owned());
    let case = case.max_by_key(|case| case.split('-').nth(1).unwrap().parse::<u32>().unwrap()).unwrap();
    // What its officer wrote a moment ago he sees: somebody else's word comes after it.
    act(&store, [json!({ "do": "note_call", "case": case, "words": "来电问进度", "as": "L01" })]);
    let number = case.replace("2026-", "");
    let (mut bytes, looked) = (0, looks(&office).len());
    let people = ["S02", "L01", "A01", "S01", "H01", "Z01", "F01"];
    for who in people.into_iter().take(if full() { people.len() } else { 3 }) {
        let mut desk = office.desk("1号台");
        desk.sign_in(who).settle();
        look_round(&mut desk, &number);
        assert_eq!(came(&desk, 0), Vec::<String>::new(), "{who}");
        bytes += desk.sent();
    }
    assert_eq!(looks(&office).len(), looked, "and nobody looked");
    println!("{bytes} bytes came down the lines");
    // The control: his officer looks, and it is found, with the page of it.
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys(&format!("F3 / \"{number}\" Enter")).settle();
    assert_eq!(came(&desk, 0), Vec::<String>::new());
    let before = desk.sent();
    desk.keys("*").shows(NAME).shows(PHONE);
    let [name, phone, _] = hidden();
    assert_eq!(came(&desk, before), [name, phone], "his papers are not shown for it");
    let looks = looks(&office);
    assert_eq!(looks.len(), looked + 1);
    assert_eq!((&looks[0]["by"], &looks[0]["case"]), (&json!("S01"), &json!(case)), "{}", looks[0]);
}
