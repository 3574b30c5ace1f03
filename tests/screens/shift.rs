//! 上班单 and 签退: what a shift begins with, and the word that is due at its end.

use serde_json::json;
use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

/// A desk at whose door S01 stands, with something of everything on his list.
fn in_the_morning() -> Desk {
    let mut desk = Desk::with_leader();
    desk.case("promise");
    desk.case("instant");
    let done = desk.case("instant");
    desk.on("S01", done, &json!({ "do": "finish", "summary": "已查到" }));
    let told = desk.case("instant");
    desk.on("S01", told, &json!({ "do": "finish", "summary": "已查到" }));
    desk.on("S01", told, &json!({ "do": "reply", "mode": "当面告知", "content": "已告知" }));
    desk.keys("F10");
    if desk.text().contains("写明原因") {
        desk.keys("\"等打印\" Enter")
    } else {
        desk.keys("2")
    };
    desk
}

#[test]
fn a_shift_begins_with_its_sheet_which_the_next_key_takes_away_and_is_heard() {
    let mut desk = in_the_morning();
    desk.keys(&format!("\"S01\" Enter \"{PIN}\" Enter"));
    picture("shift_sheet", &mut desk);
    desk.keys("F2");
    assert!(desk.text().contains("来访目的") && !desk.text().contains("上班单"), "{}", desk.text());
    let mut quiet = Desk::with_leader();
    quiet.keys(&format!("F10 2 \"S01\" Enter \"{PIN}\" Enter"));
    assert!(!quiet.text().contains("上班单"), "nothing waits: {}", quiet.text());
}

#[test]
fn at_the_last_slot_what_is_left_undone_is_explained_before_going() {
    let mut desk = Desk::with_leader();
    desk.case("instant");
    desk.keys("F10");
    picture("sign_out_undone", &mut desk);
    desk.keys("Enter");
    assert!(desk.text().contains("请写明原因"), "{}", desk.text());
    desk.keys("\"等窗口打印\" Enter");
    assert!(desk.text().contains("签到即确认亮证挂牌"), "gone: {}", desk.text());
    desk.keys(&format!("\"L01\" Enter \"{PIN}\" Enter"));
    assert!(desk.text().contains("签退说明 王芳 1件：等窗口打印"), "the leader sees it: {}", desk.text());
}

#[test]
fn before_promising_a_day_on_which_he_is_away_it_is_said() {
    let mut desk = Desk::at_work();
    desk.act("S01", &json!({ "do": "keep_absence", "officer": "S01", "kind": "休假", "from": "2026-12-07 上午", "to": "2026-12-08 下午" }));
    desk.keys(crate::register::PERSON).keys("\"GW03\" Enter Enter 0");
    assert!(desk.text().contains("到12-07 周一 您那天离岗"), "{}", desk.text());
}
