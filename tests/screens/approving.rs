//! 待我审批, 电话请示, 代办 and 换人 at the desk, with their keys counted (R45, R48, R55).

use serde_json::json;
use xieban_support::desk::{Desk, PIN};

use crate::overlays::take;
use crate::picture::picture;

#[test]
fn who_comes_signs_in_over_the_one_who_sits_there_and_he_comes_back_to_his_caret() {
    let mut desk = Desk::with_leader();
    desk.keys("F2 Enter Enter \"徐州楚韵\"");
    picture("switch_before", &mut desk);
    // One key, one digit, the PIN, Enter.
    let over = |digit: &str| format!("Ctrl-t {digit} \"{PIN}\" Enter");
    assert_eq!(over("1").split_whitespace().count() - 1, 3, "three keys and the PIN");
    desk.keys("Ctrl-t");
    picture("switch", &mut desk);
    desk.keys("Esc").keys(&over("1"));
    let text = desk.text();
    assert!(text.contains("李敏") && !text.contains("徐州楚韵"), "{text}");
    desk.keys("F2 Enter Enter \"另一位\"");
    desk.keys(&over("1"));
    let text = desk.text();
    assert!(text.contains("王芳") && text.contains("徐州楚韵") && !text.contains("另一位"), "{text}");
    picture("switch_back", &mut desk);
    desk.keys("\"浴室\"");
    assert!(desk.text().contains("徐州楚韵浴室"), "the caret stands where it stood:\n{}", desk.text());
}

#[test]
fn a_wrong_pin_leaves_the_first_one_at_his_form() {
    let mut desk = Desk::with_leader();
    desk.keys("F2 Enter Enter \"徐州楚韵\" Ctrl-t 1 \"0000\" Enter Esc");
    assert!(desk.text().contains("徐州楚韵") && desk.text().contains("王芳"), "{}", desk.text());
}

#[test]
fn a_leader_sees_what_waits_for_him_and_answers_by_a_digit() {
    let mut desk = Desk::with_leader();
    let id = desk.case("return");
    desk.keys(&format!("Ctrl-t 2 \"{PIN}\" Enter")).keys("Ctrl-e");
    assert!(desk.text().contains("待审 1"), "{}", desk.text());
    picture("approvals", &mut desk);
    take(&mut desk, "审批");
    picture("approve", &mut desk);
    desk.keys("1").changed();
    assert!(desk.text().contains("待审 0"), "{}", desk.text());
    assert_eq!(desk.view(id).row.record.case.life.name(), "办理中");
}

#[test]
fn acting_for_a_case_is_decided_over_the_officers_own_desk_by_the_leaders_pin() {
    let mut desk = Desk::with_leader();
    let id = desk.case("undecided");
    take(&mut desk, "代办");
    picture("dialog_act", &mut desk);
    desk.keys(&format!("Enter Enter \"休假\" Enter \"L01\" Enter \"{PIN}\" Enter")).changed();
    let case = desk.view(id).row.record.case.clone();
    assert!(case.acting.is_some(), "{}", desk.text());
    assert_eq!((case.acting.unwrap().officer.0.as_str(), case.opening.officer.0.as_str()), ("B01", "S01"));
}

#[test]
fn a_consent_by_telephone_is_red_for_its_leader_until_he_has_confirmed_it() {
    let mut desk = Desk::with_leader();
    let id = desk.case("prompt");
    take(&mut desk, "电话请示");
    picture("dialog_phone", &mut desk);
    desk.keys("Esc");
    let phone =
        json!({ "do": "phone_consent", "what": "second_prompt", "leader": "L01", "reason": "来后又缺一项" });
    desk.on("S01", id, &phone).changed();
    picture("to_confirm", &mut desk);
    assert!(desk.text().contains("红 待确认"), "{}", desk.text());
    desk.keys(&format!("Ctrl-t 2 \"{PIN}\" Enter")).keys("Ctrl-e");
    take(&mut desk, "审批").keys("1").changed();
    assert!(desk.view(id).row.record.case.to_confirm().is_none());
}

#[test]
fn an_absence_shows_what_falls_into_it_and_one_acting_is_proposed_for_all_of_it() {
    let mut desk = Desk::with_leader();
    let id = desk.case("promise");
    desk.keys("Ctrl-k");
    picture("absence", &mut desk);
    desk.keys("Tab Tab Tab Tab End Backspace Backspace Backspace Backspace Backspace \"12-31\" F8").changed();
    picture("absence_falls", &mut desk);
    assert!(desk.text().contains("其间到期 1 件"), "{}", desk.text());
    desk.keys("1 F8").changed();
    let case = desk.view(id).row.record.case.clone();
    assert!(case.proposed.is_some() && case.acting.is_none(), "{}", desk.text());
    desk.keys(&format!("Ctrl-t 2 \"{PIN}\" Enter")).keys("Ctrl-e");
    take(&mut desk, "审批");
    picture("approve_acting", &mut desk);
    desk.keys("1").changed();
    assert_eq!(desk.view(id).row.record.case.acting.unwrap().officer.0, "B01");
}

#[test]
fn an_absence_that_is_refused_comes_back_as_it_was_filled_in() {
    let mut desk = Desk::at_work();
    desk.keys("Ctrl-k Enter 2 Enter Backspace Backspace \"27\" Enter Enter Enter Enter \"去省里开会\" F8");
    let text = desk.text();
    assert!(text.contains("[出差]") && text.contains("去省里开会") && text.contains("2026-11-27"), "{text}");
    assert!(!text.contains("离岗已登记"), "it ends before it begins: {text}");
    desk.keys("Enter Enter Enter Enter Backspace Backspace \"28\" F8");
    assert!(desk.text().contains("离岗已登记"), "{}", desk.text());
}
