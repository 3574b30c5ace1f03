//! The counter: who waits, who came again and why, who leaves, what is answered in a sentence. From wherever one is, also inside a
//! field.

use serde_json::json;
use xieban_support::desk::Desk;
use xieban_support::keys::keys;
use xieban_support::on;

use crate::overlays::take;
use crate::picture::picture;
use crate::register::PERSON;

/// What one key did: pages written, and the screen before and after with the cursor.
fn one_key(desk: &mut Desk, key: &str) -> u64 {
    assert_eq!(keys(key).len(), 1);
    let before = desk.office.last_page().unwrap();
    desk.keys(key);
    desk.office.last_page().unwrap() - before
}

/// A few who wait: noted by S02 at another desk.
fn some_wait(desk: &mut Desk) {
    for (clock, arrive) in [
        ("08:31", json!({ "do": "arrive" })),
        ("08:35", json!({ "do": "arrive", "note": "穿蓝衣服" })),
        ("08:40", json!({ "do": "arrive", "priority": "老" })),
    ] {
        desk.clock(&format!("2026-11-23T{clock}")).act("S02", &arrive);
    }
    desk.clock("2026-11-23T08:43");
}

#[test]
fn an_arrival_takes_one_key_from_inside_a_field_and_is_one_page() {
    let mut desk = Desk::at_work();
    desk.keys("F2 Enter 1 Enter \"王秀\"");
    for (n, key) in [(1, "F11"), (2, "Alt--")] {
        assert_eq!(one_key(&mut desk, key), 1);
        assert!(desk.text().contains(&format!("等候 {n}")), "{}", desk.text());
        assert!(desk.text().contains(&format!("已记到所 08:41，等候第{n}位")), "{}", desk.text());
    }
    desk.keys("\"英\"");
    assert!(desk.text().contains("王秀英"), "the caret stays where it was: {}", desk.text());
}

#[test]
fn a_sentence_answered_takes_one_key_from_inside_a_field_and_is_one_page() {
    let mut desk = Desk::at_work();
    desk.keys("F2 Enter 1 Enter \"王秀\"");
    for (n, key) in [(1, "F12"), (2, "Alt-=")] {
        assert_eq!(one_key(&mut desk, key), 1);
        assert!(desk.text().contains(&format!("咨询 {n}")), "{}", desk.text());
    }
    desk.keys("\"英\" F7");
    assert_eq!(one_key(&mut desk, "F12"), 1, "over a call too");
    desk.keys("Esc");
    assert!(desk.text().contains("王秀英") && desk.text().contains("咨询 3"), "{}", desk.text());
}

#[test]
fn who_waits_is_seen_at_every_desk_and_called_in_order() {
    let mut desk = Desk::at_work();
    some_wait(&mut desk);
    assert!(desk.text().contains("等候 3  接待 0"), "{}", desk.text());
    picture("waiting", desk.keys("Ctrl-w"));
    picture("waiting_turn", desk.keys("1"));
    picture("waiting_form", desk.keys("1"));
    desk.keys("Enter 1 Enter \"张三\" Enter Enter Enter \"13800138000\" Enter Enter \"ZX01\" Enter Enter");
    desk.keys("2 Enter 1 Enter 1 F8 1");
    assert!(desk.text().contains("等候 2  接待 1"), "{}", desk.text());
}

#[test]
fn who_waits_is_answered_in_a_sentence_or_leaves_with_a_reason() {
    let mut desk = Desk::at_work();
    some_wait(&mut desk);
    desk.keys("Ctrl-w 2 2");
    assert!(desk.text().contains("等候 2  接待 0  咨询 1"), "{}", desk.text());
    desk.keys("Esc Ctrl-w 1 3");
    picture("waiting_left", &mut desk);
    desk.keys("Enter Enter");
    assert!(desk.text().contains("请选原因"), "{}", desk.text());
    desk.keys("↑ 2 Enter Enter");
    assert!(desk.text().contains("等候 1"), "{}", desk.text());
    desk.keys("Esc Esc Ctrl-w 0 1 Enter \"拄拐杖\" Enter");
    assert!(desk.text().contains("老 08:43到 等0分 1号台 拄拐杖"), "{}", desk.text());
}

#[test]
fn two_desks_cannot_receive_the_same_one() {
    let mut desk = Desk::at_work();
    some_wait(&mut desk);
    desk.keys("Ctrl-w 1 1");
    desk.act("S02", &json!({ "do": "tally", "arrival": "2026-11-23/3" }));
    desk.keys("Enter 1 Enter \"张三\" Enter Enter Enter \"13800138000\" Enter Enter \"ZX01\" Enter Enter");
    desk.keys("2 Enter 1 Enter 1 F8");
    assert!(desk.text().contains("等候名单上没有这一位"), "{}", desk.text());
    desk.keys("F8 1");
    assert!(desk.text().contains("接待 1"), "the form is not lost: {}", desk.text());
}

#[test]
fn a_form_given_up_is_a_visitor_who_left_with_a_reason() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("Ctrl-g");
    assert!(desk.text().contains("手上这份登记不再填"), "{}", desk.text());
    desk.keys("1 Enter Enter");
    assert!(desk.text().contains("已记来访人离开") && !desk.text().contains("张三"), "{}", desk.text());
    let log = desk.office.day_sheet(desk.office.now().date()).unwrap();
    assert_eq!(log.left, ["改天再来"]);
    desk.keys("F10 2");
    assert!(!desk.text().contains("没登记完"));
}

#[test]
fn who_comes_again_for_an_open_case_is_asked_why_by_one_digit() {
    let mut desk = Desk::at_work();
    let id = desk.case("promise");
    desk.clock("2026-11-24T09:10").act("S02", &json!({ "do": "arrive" }));
    desk.keys("Ctrl-w 1 1 Enter Enter \"13800138000\" Enter");
    picture("again_why", &mut desk);
    desk.keys("Enter");
    assert!(desk.text().contains("这次为什么又来"), "no reason is the usual one: {}", desk.text());
    picture("again_noted", desk.keys("1"));
    let case = desk.view(id).row.record.case;
    assert_eq!((case.visit_count(), case.visits[0].reason.name()), (2, "补材料"));
    assert!(desk.text().contains("跑动 2") && desk.text().contains("等候 0  接待 1"), "{}", desk.text());
    desk.keys("F2");
    assert!(!desk.text().contains("13800138000"), "the form is blank again: {}", desk.text());
}

#[test]
fn who_comes_for_something_else_goes_on_with_his_form() {
    let mut desk = Desk::at_work();
    desk.case("promise");
    desk.case("firm");
    desk.clock("2026-11-24T09:10");
    desk.keys("F2 Enter Enter \"13800138000\" Enter");
    picture("again_which", &mut desk);
    desk.keys("3");
    assert!(desk.text().contains("第1次") && desk.text().contains("认出"), "{}", desk.text());
}

#[test]
fn a_visit_for_a_case_is_noted_over_the_list_too() {
    let mut desk = Desk::at_work();
    let id = desk.case("prompt");
    desk.clock("2026-11-24T09:10").keys("F3");
    picture("again_action", &mut desk);
    take(&mut desk, "再次到所");
    desk.keys("5");
    assert!(desk.text().contains("已记到所。"), "{}", desk.text());
    assert_eq!(desk.view(id).row.record.case.visit_count(), 1, "领取结果 is not counted");
    let again = on(id, &json!({ "do": "visit", "reason": "补材料" }));
    desk.clock("2026-11-25T09:10").act("S02", &again);
    assert!(desk.text().contains("跑动 2"), "{}", desk.text());
}

#[test]
fn what_an_earlier_day_left_open_is_said_at_the_next_sign_in() {
    let mut desk = Desk::with_leader();
    desk.keys("F11 F11 F10 2").clock("2026-11-24T08:30");
    desk.keys("\"S02\" Enter \"2468\" Enter");
    assert!(desk.text().contains("前一天等候的有2位没写去向"), "{}", desk.text());
    assert!(desk.text().contains("等候 2"), "{}", desk.text());
    picture("waiting_left_over", desk.keys("Ctrl-w"));
    desk.keys("1 2 2 Enter Enter Esc Ctrl-w 1 1");
    assert!(desk.text().contains("等候 0"), "{}", desk.text());
}

#[test]
fn the_palette_shows_what_its_marker_stands_on() {
    let mut desk = Desk::at_work();
    let last = "↓ ".repeat(40);
    desk.keys(":").keys(&last);
    assert!(desk.text().contains("> 退出程序"), "{}", desk.text());
}

#[test]
fn who_waits_at_the_wrong_door_is_shown_the_way() {
    let mut desk = Desk::at_work();
    some_wait(&mut desk);
    desk.keys("Ctrl-w 1 4");
    assert!(desk.text().contains("08:40到 第1次"), "{}", desk.text());
    assert!(desk.text().contains("指路：打事项的拼音首字母"), "{}", desk.text());
}
