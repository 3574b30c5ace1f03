//! 密码: the first one is changed before anything else, one's own on a key, somebody else's by an administrator.

use xieban_office::Consent;
use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

#[test]
fn an_initial_pin_is_changed_before_anything_else() {
    let mut desk = Desk::of_a_real_office();
    desk.office.reset_pin(("A01", PIN), "S02", "leaf-359172", ("2号台", &Consent::default())).unwrap();
    desk.keys("\"S02\" Enter \"leaf-359172\" Enter");
    picture("pin_first", &mut desk);
    desk.keys("F2 F3 F12 Ctrl-p");
    assert!(desk.text().contains("请先更换"), "{}", desk.text());
    desk.keys("\"moon-519283\" Enter \"moon-519284\" Enter");
    assert!(desk.text().contains("两遍新密码不一样"), "{}", desk.text());
    desk.keys("Esc");
    assert!(!desk.text().contains("协办员 李敏"), "nobody has signed in: {}", desk.text());
    desk.keys("\"leaf-359172\" Enter \"12345678\" Enter \"12345678\" Enter");
    picture("pin_refused", &mut desk);
    desk.keys("\"moon-519283\" Enter \"moon-519283\" Enter");
    assert!(desk.text().contains("协办员 李敏"), "{}", desk.text());
    // From the next time on it is the new one.
    desk.keys("Ctrl-q").clock("2026-11-23T08:45").keys("\"S02\" Enter \"moon-519283\" Enter");
    assert!(desk.text().contains("协办员 李敏"), "{}", desk.text());
}

#[test]
fn ones_own_is_changed_by_the_one_that_holds() {
    let mut desk = Desk::of_a_real_office();
    desk.keys(&format!("\"S01\" Enter \"{PIN}\" Enter Ctrl-y"));
    picture("pin_own", &mut desk);
    desk.keys("\"9999\" Enter \"moon-519283\" Enter \"moon-519283\" Enter");
    assert!(desk.text().contains("代码或密码不对"), "{}", desk.text());
    desk.clock("2026-11-23T08:45");
    desk.keys(&format!("\"{PIN}\" Enter \"moon-519283\" Enter \"moon-519283\" Enter"));
    assert!(desk.text().contains("密码已更换"), "{}", desk.text());
    desk.keys("Ctrl-q \"S01\" Enter \"moon-519283\" Enter");
    assert!(desk.text().contains("协办员 王芳"), "{}", desk.text());
}

#[test]
fn an_administrator_gives_somebody_else_one() {
    let mut desk = Desk::of_a_real_office();
    desk.keys(&format!("\"A01\" Enter \"{PIN}\" Enter Ctrl-y 2"));
    picture("pin_reset", &mut desk);
    desk.keys(&format!("\"limin\" Enter \"leaf-359172\" Enter \"leaf-359172\" Enter \"{PIN}\" Enter"));
    assert!(desk.text().contains("李敏的密码已重置"), "{}", desk.text());
    desk.keys("Ctrl-q \"S02\" Enter \"leaf-359172\" Enter");
    assert!(desk.text().contains("请先更换"), "{}", desk.text());
}
