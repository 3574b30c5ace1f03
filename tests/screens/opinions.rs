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
    let row =
        |desk: &Desk| desk.text().lines().find(|line| line.contains("出单")).unwrap_or_default().to_owned();
    let digit = |desk: &Desk, name: &str| {
        let row = row(desk);
        let digit = row.split_whitespace().find_map(|word| word.strip_suffix(name));
        digit.unwrap_or_else(|| panic!("{row}")).to_owned()
    };
    assert!(!row(&desk).contains("公示"), "answered first: {}", row(&desk));
    let answer = digit(&desk, "回复");
    desk.keys(&answer).keys("\"已修好\" F8 Home");
    assert!(desk.text().contains("已修好"), "{}", desk.text());
    let publish = digit(&desk, "公示");
    desk.keys(&publish).keys("Home");
    assert!(desk.text().contains("已公示") && row(&desk).contains("撤下公示"), "{}", desk.text());
    let paper = digit(&desk, "出单");
    desk.keys(&paper);
    assert_eq!(desk.printed().len(), 1);
    desk.keys("1");
}
