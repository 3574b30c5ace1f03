//! 遮屏 and 锁定: nothing of a citizen is on the screen, nothing typed is lost, and the PIN is asked for when it should be.

use xieban_office::Consent;
use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

/// Somebody half registered.
const HALF: &str = "F2 Enter 1 Enter \"王秀英\"";

fn at_a_form() -> Desk {
    let mut desk = Desk::with_leader();
    desk.keys(HALF);
    assert!(desk.text().contains("王秀英"), "{}", desk.text());
    desk
}

fn shows(desk: &Desk, text: &str) -> bool {
    desk.text().contains(text)
}

#[test]
fn a_desk_left_alone_is_masked_after_five_minutes_and_locked_after_fifteen() {
    let mut desk = at_a_form();
    desk.left_alone(4);
    assert!(shows(&desk, "王秀英"));
    desk.keys("\"1\" Backspace").left_alone(4);
    assert!(shows(&desk, "王秀英"), "a key began the five minutes anew");
    desk.left_alone(1);
    assert!(shows(&desk, "已遮屏") && !shows(&desk, "王秀英"), "{}", desk.text());
    picture("masked", &mut desk);
    // The key that lifts it is swallowed, and so is every other.
    desk.keys("\"x\" 7 ↓");
    assert!(shows(&desk, "已遮屏"));
    desk.keys("Enter");
    assert!(shows(&desk, "王秀英") && !shows(&desk, "王秀英x"), "{}", desk.text());
    desk.left_alone(5);
    assert_eq!(desk.wiped, 0);
    desk.left_alone(10);
    assert!(shows(&desk, "已锁定   王芳") && !shows(&desk, "王秀英"), "{}", desk.text());
    assert_eq!(desk.wiped, 1, "the screen and what was scrolled off it are cleared");
    picture("locked", &mut desk);
    desk.keys("F9 Esc F3 Ctrl-q Ctrl-p Enter");
    assert!(shows(&desk, "已锁定"), "{}", desk.text());
    desk.keys("\"9999\" Enter");
    picture("locked_wrong", &mut desk);
    desk.keys(&format!("\"{PIN}\" Enter"));
    assert!(shows(&desk, "请等1秒再试"), "a wrong PIN waits here as well: {}", desk.text());
    desk.clock("2026-11-23T08:43").keys(&format!("\"{PIN}\" Enter"));
    assert!(shows(&desk, "王秀英"), "{}", desk.text());
    // The caret is where it was.
    desk.keys("\"花\"");
    assert!(shows(&desk, "王秀英花"), "{}", desk.text());
    desk.left_alone(5);
    assert!(shows(&desk, "已遮屏"), "and it begins anew");
}

#[test]
fn f9_is_lifted_by_the_same_hand_within_two_minutes_and_then_by_the_pin() {
    let mut desk = at_a_form();
    desk.keys("F9").left_alone(1);
    assert!(shows(&desk, "已遮屏") && !shows(&desk, "王秀英"));
    desk.keys("F9");
    assert!(shows(&desk, "王秀英"));
    desk.keys("F9").left_alone(2);
    assert!(shows(&desk, "已锁定"), "{}", desk.text());
    desk.keys(&format!("\"{PIN}\" Enter"));
    assert!(shows(&desk, "王秀英"), "{}", desk.text());
}

#[test]
fn after_a_working_day_the_pin_is_asked_for_however_busy_the_desk_is() {
    let mut desk = at_a_form();
    for _ in 0..12 * 60 / 4 - 1 {
        desk.left_alone(4).keys("↓ ↑");
        assert!(!shows(&desk, "已锁定"));
    }
    desk.left_alone(4);
    assert!(shows(&desk, "已锁定") && shows(&desk, "签到时间已长"), "{}", desk.text());
    desk.keys(&format!("\"{PIN}\" Enter")).left_alone(4).keys("↓ ↑");
    assert!(!shows(&desk, "已锁定"), "another day has begun");
}

#[test]
fn whatever_comes_while_the_desk_is_hidden_stays_hidden() {
    for hide in ["F9", "lock"] {
        let mut desk = Desk::with_leader();
        desk.case("promise");
        desk.keys("F3 ←").hold().keys("Enter");
        match hide {
            "lock" => desk.left_alone(15),
            key => desk.keys(key),
        };
        desk.answer();
        assert!(!shows(&desk, "张") && !shows(&desk, "138"), "{hide}\n{}", desk.text());
        let unlock = if hide == "lock" { format!("\"{PIN}\" Enter") } else { "F9".to_owned() };
        desk.keys(&unlock);
        assert!(shows(&desk, "张"), "the control: it is there below\n{}", desk.text());
    }
}

#[test]
fn another_one_signs_in_at_a_locked_desk_and_sees_nothing_of_what_was_typed() {
    let mut desk = at_a_form();
    desk.left_alone(15).keys("F10");
    assert!(shows(&desk, "密    码") && !shows(&desk, "王秀英"), "{}", desk.text());
    desk.keys(&format!("\"S02\" Enter \"{PIN}\" Enter F2"));
    assert!(!shows(&desk, "王秀英"), "{}", desk.text());
    desk.keys(&format!("Ctrl-q \"S01\" Enter \"{PIN}\" Enter F2"));
    assert!(shows(&desk, "王秀英"), "he who typed it finds it: {}", desk.text());
}

#[test]
fn a_pin_that_has_to_be_changed_is_changed_at_the_locked_desk_and_opens_it() {
    let mut desk = Desk::of_a_real_office();
    desk.keys(&format!("\"S01\" Enter \"{PIN}\" Enter {HALF}"));
    desk.office.reset_pin(("A01", PIN), "S01", "leaf-359172", ("2号台", &Consent::default())).unwrap();
    desk.left_alone(15).keys(&format!("\"{PIN}\" Enter"));
    assert!(shows(&desk, "代码或密码不对"), "the one before holds no more: {}", desk.text());
    desk.clock("2026-11-23T08:45").keys("\"leaf-359172\" Enter");
    picture("locked_change", &mut desk);
    desk.keys("Ctrl-p F2 F9");
    assert!(shows(&desk, "请先更换") && !shows(&desk, "王秀英"), "{}", desk.text());
    // Esc is back at the lock, and nothing has opened.
    desk.keys("Esc F9");
    assert!(shows(&desk, "已锁定") && !shows(&desk, "王秀英"), "{}", desk.text());
    desk.keys("\"leaf-359172\" Enter \"moon-519283\" Enter \"moon-519284\" Enter");
    assert!(shows(&desk, "两遍新密码不一样"), "{}", desk.text());
    desk.keys("Backspace \"3\" Enter");
    assert!(shows(&desk, "王秀英") && shows(&desk, "已解锁"), "{}", desk.text());
    desk.left_alone(15).keys("\"moon-519283\" Enter");
    assert!(shows(&desk, "王秀英"), "from now on it is the new one: {}", desk.text());
    // Whoever else comes there may still get up for it.
    desk.office.reset_pin(("A01", PIN), "S01", "leaf-359172", ("2号台", &Consent::default())).unwrap();
    desk.left_alone(15).keys("\"leaf-359172\" Enter F10");
    assert!(shows(&desk, "密    码") && !shows(&desk, "请先更换"), "{}", desk.text());
}

#[test]
fn the_minutes_are_settings() {
    let mut desk = at_a_form();
    desk.act(
        "A01",
        &serde_json::json!({
            "do": "change_settings", "lock": { "mask_minutes": 1, "lock_minutes": 3, "hours": 1 },
        }),
    );
    desk.keys("↓ ↑").left_alone(1);
    assert!(shows(&desk, "已遮屏"), "{}", desk.text());
    desk.left_alone(2);
    assert!(shows(&desk, "已锁定"), "{}", desk.text());
}

#[test]
fn at_the_door_nothing_is_hidden() {
    let mut desk = Desk::at_the_door();
    desk.left_alone(60);
    assert!(shows(&desk, "密    码") && !shows(&desk, "已锁定"));
}
