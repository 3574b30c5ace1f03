//! 签到: what is to be seen and done before anybody is signed in.

use xieban_office::StoreStanding;

use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

#[test]
fn the_door() {
    picture("sign_in", &mut Desk::at_the_door());
}

#[test]
fn what_is_wrong_with_the_store_stands_on_every_screen() {
    let mut desk = Desk::at_the_door();
    desk.standing(StoreStanding { checked: Some(1180), ..StoreStanding::default() });
    assert!(desk.text().contains("台账到第1180页核对无误"), "{}", desk.text());
    let alarm = "磁盘已满，只能查看：请系统管理员腾出空间";
    desk.standing(StoreStanding {
        alarm: Some(alarm.to_owned()),
        checked: Some(1180),
        ..StoreStanding::default()
    });
    picture("sign_in_alarm", &mut desk);
    desk.keys(&format!("\"S01\" Enter \"{PIN}\" Enter"));
    for keys in ["F2", "F3", "F4", "Esc F5", "Esc F7", "Esc F1"] {
        assert!(desk.keys(keys).text().contains(alarm), "{keys}\n{}", desk.text());
    }
    desk.standing(StoreStanding::default());
    assert!(!desk.text().contains("磁盘已满"));
}

#[test]
fn a_wrong_pin_says_so_and_keeps_the_code() {
    let mut desk = Desk::at_the_door();
    desk.keys("\"s01\" Enter \"9999\" Enter");
    picture("sign_in_wrong", &mut desk);
    desk.keys(&format!("\"{PIN}\" Enter"));
    assert!(desk.text().contains("请等1秒再试"), "{}", desk.text());
    desk.clock("2026-11-23T08:42").keys(&format!("\"{PIN}\" Enter"));
    assert!(desk.text().contains("协办员 王芳"), "{}", desk.text());
}

#[test]
fn a_name_its_pinyin_and_its_initials_sign_in_as_the_code_does() {
    for typed in ["王芳", "wangfang", "wf", "WangF", "s01"] {
        let mut desk = Desk::at_the_door();
        desk.keys(&format!("\"{typed}\" Enter \"{PIN}\" Enter"));
        assert!(desk.text().contains("协办员 王芳"), "{typed}\n{}", desk.text());
    }
    // What nobody is called looks like a wrong PIN.
    let told = |name: &str, pin: &str| {
        let mut desk = Desk::at_the_door();
        desk.keys(&format!("\"{name}\" Enter \"{pin}\" Enter")).text().replace(name, "")
    };
    let wrong = told("wangfang", "9999");
    assert!(wrong.contains("代码或密码不对") && !wrong.contains("没有"), "{wrong}");
    assert_eq!(told("zhaoxxxx", PIN), wrong);
}

#[test]
fn whoever_is_called_like_others_is_chosen_by_a_digit() {
    let mut desk = Desk::at_the_door();
    let mut other = serde_json::to_value(xieban_support::people().remove(0)).unwrap();
    other["do"] = serde_json::json!("keep_staff");
    (other["code"], other["name"]) = (serde_json::json!("S09"), serde_json::json!("魏峰"));
    desk.keys(&format!("\"S01\" Enter \"{PIN}\" Enter")).act("A01", &other);
    desk.keys(&format!("Ctrl-q \"wf\" Enter \"{PIN}\" Enter"));
    assert!(desk.text().contains("1 王芳 S01   2 魏峰 S09"), "{}", desk.text());
    picture("sign_in_several", &mut desk);
    desk.keys("Esc");
    assert!(!desk.text().contains("魏峰 S09"), "{}", desk.text());
    desk.keys("Enter 1");
    assert!(desk.text().contains("协办员 王芳"), "{}", desk.text());
}

#[test]
fn full_width_digits_sign_in_as_well() {
    let mut desk = Desk::at_the_door();
    desk.keys("\"Ｓ０１\" Enter \"２４６８\" Enter");
    assert!(desk.text().contains("协办员 王芳"), "{}", desk.text());
}

#[test]
fn nothing_typed_is_asked_for() {
    picture("sign_in_empty", Desk::at_the_door().keys("Enter Enter"));
}

#[test]
fn while_it_is_checked() {
    let mut desk = Desk::at_the_door();
    desk.keys("\"S01\" Enter").hold().keys("\"2468\" Enter");
    picture("sign_in_waiting", &mut desk);
    desk.answer();
}

#[test]
fn duty_complaint_and_help_can_be_read_at_the_door() {
    picture("sign_in_duty", Desk::at_the_door().keys("F4"));
    picture("sign_in_complaint", Desk::at_the_door().keys("F5"));
    picture("sign_in_help", Desk::at_the_door().keys("F1"));
}

#[test]
fn the_way_out() {
    let mut desk = Desk::at_the_door();
    desk.keys("Esc");
    assert!(desk.has_left());
}
