//! 办件: the lists, the case under the marker, the case alone, and what was found.

use serde_json::json;
use xieban_support::desk::Desk;

use crate::picture::picture;

/// A desk with a case of every kind.
fn busy() -> Desk {
    let mut desk = Desk::at_work();
    for kind in ["promise", "prompt", "firm", "undecided", "instant", "return", "YB01", "ZX01"] {
        desk.case(kind);
    }
    desk
}

#[test]
fn nothing_in_any_list() {
    let mut desk = Desk::at_work();
    for view in ["mine", "due_today", "overdue", "prompted", "signature", "acting", "office"] {
        picture(&format!("cases_empty_{view}"), &mut desk);
        desk.keys("→");
    }
}

#[test]
fn the_list_with_its_pane() {
    let mut desk = busy();
    picture("cases", &mut desk);
    desk.keys("↓ ↓ ↓");
    picture("cases_down", &mut desk);
    desk.keys("→ → →");
    picture("cases_prompted", &mut desk);
}

#[test]
fn a_late_case_is_written_red() {
    let mut desk = Desk::at_work();
    desk.case("promise");
    desk.case("instant");
    desk.clock("2026-12-09T09:00");
    picture("cases_late", &mut desk);
}

#[test]
fn a_case_alone() {
    let mut desk = Desk::at_work();
    let id = desk.case("firm");
    desk.on("S01", id, &json!({ "do": "chase", "words": "请抓紧办理" }));
    desk.on(
        "S01",
        id,
        &json!({ "do": "note_call", "words": "来电问进度，告知承诺日期，请放心等候办理结果" }),
    );
    picture("case_pane", &mut desk);
    desk.keys("Enter");
    picture("case_whole", &mut desk);
    desk.keys("PgDn");
    desk.keys("Esc");
    assert!(desk.text().contains("期限"), "{}", desk.text());
}

#[test]
fn what_was_found() {
    let mut desk = busy();
    picture("find_ask", desk.keys("Ctrl-f"));
    picture("find", desk.keys("\"13800138000\" Enter"));
    picture("find_nothing", desk.keys("/ \"19900000000\" Enter"));
    let mut desk = busy();
    desk.keys("、 \"０００３－３\" Enter");
    picture("find_number", &mut desk);
    assert!(desk.text().contains("[查到 1]") && desk.text().contains("0003-3"), "{}", desk.text());
}

#[test]
fn an_answered_call_is_counted() {
    picture("cases_tally", Desk::at_work().keys("F12"));
}

#[test]
fn many_cases() {
    let mut desk = Desk::at_work();
    for _ in 0..45 {
        desk.case("ZX01");
    }
    picture("cases_many", desk.keys("PgDn PgDn"));
    picture("cases_end", desk.keys("End"));
}

#[test]
fn a_case_is_found_by_its_number_however_it_is_written_and_in_the_new_year() {
    let mut desk = busy();
    let id = desk.case("ZX01");
    desk.clock("2027-01-06T09:00");
    let paper = desk.office.header().unwrap().settings.paper(id.number());
    for written in [
        id.spoken(),
        id.dated(),
        id.to_string(),
        paper.clone(),
        paper.replace('〔', "［").replace('〕', "］"),
    ] {
        desk.keys(&format!("F3 / \"{written}\" Enter"));
        assert!(
            desk.text().contains("[查到 1]") && desk.text().contains(&id.spoken()),
            "{written}: {}",
            desk.text()
        );
    }
}
