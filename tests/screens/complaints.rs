//! 投诉: complaints about the matters we supervise, from F5 to their end.

use serde_json::json;
use xieban_office::{self as office, Query, Which};

use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

/// One in each state, the newest open one with much to read.
fn desk() -> Desk {
    let mut desk = Desk::with_leader();
    let take = |about: &str, matter: &str, channel: &str| {
        json!({
            "do": "take_complaint", "channel": channel, "matter": matter, "about": about, "place": "鼓楼区中山北路9号",
            "content": "晚上水发黄，有味道，连着三天了", "demand": "查清原因并告知", "evidence": "照片2张",
            "complainant": { "name": "张三", "phone": "13800138000" },
        })
    };
    let step =
        |number: &str, step: serde_json::Value| json!({ "do": "complaint", "number": number, "step": step });
    desk.act("S01", &take("汉风浴室", "TS01", "现场"));
    desk.act(
        "S01",
        &step("诉2026-1", json!({ "what": "find", "findings": "公共用品未消毒", "outcome": "责令整改" })),
    );
    desk.act("S01", &step("诉2026-1", json!({ "what": "reply", "mode": "电话", "words": "已责令整改" })));
    desk.act("S02", &take("康复诊所", "TS02", "来信"));
    desk.act(
        "S02",
        &step("诉2026-2", json!({ "what": "find", "findings": "证照齐全", "outcome": "未发现违法" })),
    );
    desk.act("S01", &take("鼓楼二次供水站", "TS03", "12345转办"));
    desk.act("S01", &step("诉2026-3", json!({ "what": "note", "words": "已到现场取水样" })));
    desk.act("Z01", &step("诉2026-3", json!({ "what": "urge", "words": "三日内答复" })));
    desk.keys("F5");
    desk
}

#[test]
fn both_numbers_stand_there_at_once_and_the_open_ones_below() {
    let mut empty = Desk::at_work();
    picture("complaints_none", empty.keys("F5"));
    let mut desk = desk();
    picture("complaints_open", &mut desk);
    picture("complaints_whole", desk.keys("Enter"));
    assert!(desk.text().contains("张* 138****8000"), "{}", desk.text());
    desk.keys("*");
    assert!(desk.text().contains("张三 13800138000"), "its officer sees who complained: {}", desk.text());
    desk.keys("F9 Enter");
    assert!(!desk.text().contains("13800138000"), "the mask closes the record: {}", desk.text());
    picture("complaints_all", desk.keys("Tab"));
    desk.keys("Tab");
    assert!(desk.text().contains("[我的]") && !desk.text().contains("康复诊所"), "{}", desk.text());
    desk.keys("Esc");
    assert!(desk.text().contains("[F3办件"), "{}", desk.text());
}

#[test]
fn the_form_asks_in_the_order_of_the_paper_and_offers_earlier_ones_about_the_same() {
    let mut desk = desk();
    picture("complaint_matter", desk.keys("1 2 Enter"));
    desk.keys("\"yinyong\"");
    assert!(desk.text().contains("TS03"), "{}", desk.text());
    desk.keys("Enter \"二次供水站\" Enter");
    picture("complaint_form", &mut desk);
    // Nothing is missing quietly.
    desk.keys("F8");
    assert!(desk.text().contains("请选匿名还是留姓名电话"), "{}", desk.text());
    desk.keys("2 F8");
    assert!(desk.text().contains("请写明投诉的内容"), "{}", desk.text());
    desk.keys("Esc");
    assert!(desk.text().contains("1接着登记"), "{}", desk.text());
    desk.keys("1 \"水又黄了\" F8");
    picture("complaint_taken", &mut desk);
    let text = desk.text();
    assert!(text.contains("已登记 徐卫监诉〔2026〕4号"), "{text}");
}

#[test]
fn what_concerns_our_own_people_is_not_taken_in_here() {
    let mut desk = Desk::at_work();
    desk.keys("F5 1 Enter \"ts09\" Enter");
    assert!(desk.text().contains("只给所作风办和所行风办看"), "{}", desk.text());
}

#[test]
fn r33_a_complaint_goes_from_the_first_key_to_its_end_by_keys_alone() {
    let mut desk = Desk::with_leader();
    desk.keys("F5 1 2 Enter 3 \"鼓楼供水站\" Enter \"鼓楼区\" Enter \"水发黄\" Enter Enter Enter 2 Enter");
    desk.keys("\"张三\" Enter \"13800138000\" F8");
    let text = desk.text();
    assert!(
        text.contains("徐卫监诉〔2026〕1号") && text.contains("绿 剩3日") && text.contains("急"),
        "{text}"
    );
    picture("complaint_hand_over", desk.keys("2"));
    desk.keys("2 F8 3 \"已到现场\" F8");
    assert!(desk.text().contains("已到现场"), "{}", desk.text());
    desk.keys("5");
    assert!(
        desk.text().contains("答复不能办："),
        "nothing is answered before it is found out: {}",
        desk.text()
    );
    picture("complaint_find", desk.keys("4"));
    desk.keys("\"余氯不足\" Enter 2 F8");
    assert!(desk.text().contains("责令整改：余氯不足"), "{}", desk.text());
    picture("complaint_reply", desk.keys("5"));
    desk.keys("2 Enter \"已责令清洗水箱\" F8 Tab");
    desk.keys("6 2 F8");
    let text = desk.text();
    assert!(text.contains("评价 满意") && text.contains("-- 已答复"), "{text}");
    desk.keys("9");
    assert_eq!(desk.printed().len(), 2, "two copies: {:?}", desk.printed());
    desk.keys("1");
}

#[test]
fn a_repeat_is_linked_and_the_offices_urge() {
    let mut desk = desk();
    desk.keys(&format!("F10 2 \"Z01\" Enter \"{PIN}\" Enter F5"));
    picture("complaint_urge", desk.keys("8"));
    desk.keys("\"请从速\" F8");
    assert!(desk.text().contains("督办 马丽：请从速"), "{}", desk.text());
    let again = json!({
        "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": "鼓楼二次供水站", "content": "还是黄",
    });
    desk.act("S01", &again);
    desk.keys(&format!("F10 2 \"S01\" Enter \"{PIN}\" Enter F5 ↓ 7"));
    picture("complaint_link", &mut desk);
    desk.keys("1 F8");
    assert!(desk.text().contains("关联 诉2026-3"), "{}", desk.text());
}

#[test]
fn a_draft_comes_back_after_a_sign_out_and_a_saved_one_does_not() {
    let mut desk = Desk::with_leader();
    desk.keys("F5 1 2 Enter 3 \"鼓楼供水站\"");
    let back = format!("F10 2 \"S01\" Enter \"{PIN}\" Enter");
    desk.keys("Esc").keys(&back);
    assert!(desk.text().contains("没登记完的投诉还在"), "{}", desk.text());
    desk.keys("F5 1");
    let text = desk.text();
    assert!(text.contains("鼓楼供水站") && text.contains("TS03") && text.contains("[电话]"), "{text}");
    desk.keys("Enter Enter \"水发黄\" Enter Enter Enter 1 F8");
    assert!(desk.text().contains("已登记"), "{}", desk.text());
    desk.keys(&back).keys("F5");
    assert!(desk.text().contains("1新登记"), "{}", desk.text());
}

#[test]
fn a_sentence_longer_than_its_row_is_read_whole() {
    let line = |desk: &Desk, nth: usize| desk.text().lines().nth(nth).unwrap().trim().to_owned();
    let mut desk = Desk::of("A01");
    desk.keys("F5");
    let said = format!("{}{}", line(&desk, 20), line(&desk, 21));
    assert_eq!(said, format!("! {}", office::may_ask(&Query::Complaints(Which::All)).refusal()));
    // The control: what has room leaves the line above it alone.
    let mut desk = Desk::at_work();
    desk.keys("F3 Esc");
    assert!(!line(&desk, 21).is_empty() && line(&desk, 20).starts_with("────"), "{}", desk.text());
}
