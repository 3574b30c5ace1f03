//! 暂存: several visitors' forms, each as it was left, through F2, sign-out and the end of the program.

use xieban_support::desk::Desk;
use xieban_support::keys::keys;

use crate::picture::picture;
use crate::register::PERSON;

/// Somebody whose form is parked as soon as his name and a part of his telephone are there; the caret stands within it.
fn half(name: &str) -> String {
    format!("Enter 1 Enter \"{name}\" Enter Enter Enter \"1380\" ← ← F2 ")
}

#[test]
fn several_forms_are_parked_and_each_is_taken_up_by_its_digit() {
    let mut desk = Desk::at_work();
    desk.keys("F2").keys(&half("张小明")).clock("2026-11-23T08:44").keys(&half("李国强")).keys("F2");
    picture("parked_several", &mut desk);
    desk.keys("1").keys("\"9\"");
    assert!(desk.text().contains("13980"), "the caret is where it was: {}", desk.text());
    assert!(desk.text().contains("暂存 1：李** 08:44（F2 换）"), "{}", desk.text());
    desk.keys("F2 F2 2");
    assert!(desk.text().contains("13980") && desk.text().contains("暂存 1：李** 08:44"), "{}", desk.text());
}

#[test]
fn parking_takes_one_key_and_taking_up_one_or_two() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("F2");
    assert!(desk.text().contains("暂存 1：张* 08:41（F2 换）"), "{}", desk.text());
    let (one, several) = ("F2", "F2 1");
    assert!(keys(one).len() <= 2 && keys(several).len() <= 2);
    desk.keys(one);
    assert!(desk.text().contains("张三") && !desk.text().contains("暂存 1"), "{}", desk.text());
    desk.keys("F2").keys(&half("李国强")).keys(several);
    assert!(desk.text().contains("张三") && desk.text().contains("暂存 1：李**"), "{}", desk.text());
}

#[test]
fn the_caret_comes_back_among_the_materials() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("\"GW03\" Enter Enter 1 1");
    let before = desk.text();
    desk.keys("F2 F2");
    let after = desk.text();
    let body = |text: &str| text.lines().skip(3).take(17).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(body(&after), body(&before));
    desk.keys("2 Enter");
    assert!(desk.text().contains("3 缺"), "it goes on where it stopped: {}", desk.text());
}

#[test]
fn parked_forms_outlive_sign_out_and_are_their_owners_alone() {
    let mut desk = Desk::with_leader();
    desk.keys("F2").keys(&half("张小明")).clock("2026-11-23T08:44").keys(&half("李国强"));
    desk.keys("Enter 1 Enter \"赵六\" F10 2");
    desk.keys("\"S02\" Enter \"2468\" Enter F2");
    assert!(!desk.text().contains("暂存") && !desk.text().contains("赵"), "{}", desk.text());
    desk.keys("F10 2 \"S01\" Enter \"2468\" Enter");
    assert!(desk.text().contains("有3份没登记完的还在，按 F2 接着填"), "{}", desk.text());
    desk.keys("F2");
    assert!(desk.text().contains("赵六"), "what was in hand is in hand: {}", desk.text());
    assert!(desk.text().contains("暂存 2：张** 08:41、李** 08:44（F2 换）"), "{}", desk.text());
    desk.keys("F2 F2 1 \"9\"");
    assert!(desk.text().contains("13980"), "{}", desk.text());
}
