//! 意见本 at the desk: the next page is proposed, answered, published and printed.

use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

#[test]
fn r28_pages_are_entered_in_order_answered_published_and_printed() {
    let mut desk = Desk::with_leader();
    picture("opinions_none", desk.keys("F5 ←"));
    picture("opinion_enter", desk.keys("1"));
    desk.keys("\"饮水机坏了\" Enter \"来访人\" F8 Home");
    assert!(
        desk.text().contains("黄 待回复") && desk.text().contains("下一页：第1册第2页"),
        "{}",
        desk.text()
    );
    desk.keys("1 ↑ ↑ Backspace \"5\" F8");
    assert!(desk.text().contains("请先登记第1册第2页"), "{}", desk.text());
    desk.keys("Esc");
    desk.keys(&format!("F10 2 \"L01\" Enter \"{PIN}\" Enter F5 ←"));
    picture("opinions", &mut desk);
    desk.keys("3");
    assert!(desk.text().contains("公示不能办："), "answered first: {}", desk.text());
    desk.keys("2 \"已修好\" F8 Home");
    assert!(desk.text().contains("已修好"), "{}", desk.text());
    desk.keys("3 Home");
    assert!(desk.text().contains("已公示"), "{}", desk.text());
    desk.keys("9");
    assert_eq!(desk.printed().len(), 1);
    desk.keys("1");
}
