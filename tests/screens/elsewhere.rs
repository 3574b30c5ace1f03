//! Other units at the desk: the wrong door, 导引 with what is known of the unit, 转来, 争议, 跟踪.

use serde_json::json;
use xieban_domain::case::Life;
use xieban_domain::number::CaseId;

use xieban_support::desk::Desk;

use crate::overlays::take;
use crate::picture::picture;

fn case(seq: u32) -> CaseId {
    CaseId { year: 2026, seq }
}

#[test]
fn a_wrong_door_is_a_few_letters_a_name_and_two_times_f8() {
    let mut desk = Desk::at_work();
    desk.keys("Ctrl-d c y f w");
    picture("wrong_door_picker", &mut desk);
    desk.keys("Enter \"张先生\" F8");
    picture("wrong_door_guide", &mut desk);
    desk.keys("F8");
    picture("wrong_door_out", &mut desk);
    let printed = desk.printed();
    assert_eq!(printed.len(), 4, "the 协办单 and three copies of the 导引单: {printed:?}");
    desk.keys("1");
    let case = desk.view(case(1)).row.record.case;
    assert_eq!((&case.life, case.guidance[0].unit.0.as_str()), (&Life::Guided, "SCJG"));
}

#[test]
fn who_is_not_led_on_now_still_gets_his_slip() {
    let mut desk = Desk::at_work();
    desk.keys("Ctrl-d c y f w Enter \"张先生\" F8 Esc");
    assert_eq!(desk.printed().len(), 1);
    desk.keys("1");
    assert_eq!(desk.view(case(1)).row.record.case.life, Life::Registered);
}

#[test]
fn what_is_missing_of_a_unit_is_asked_once_and_kept() {
    let mut desk = Desk::at_work();
    desk.keys("Ctrl-d c y f w Enter \"张先生\" F8 Enter Enter \"钱科长\" Enter \"051612345678\" Enter \"和平路1号\" F8 1");
    let known = desk.office.header().unwrap().units;
    let facts = known.0.values().next().unwrap();
    assert_eq!(
        [&facts.officer, &facts.phone, &facts.address].map(String::as_str),
        ["钱科长", "051612345678", "和平路1号"]
    );
    desk.keys("Ctrl-d c y f w Enter \"李先生\" F8");
    picture("guide_known", &mut desk);
    desk.keys("F8 1");
    assert_eq!(desk.view(case(2)).row.record.case.guidance[0].officer, "钱科长");
}

#[test]
fn another_matter_of_the_same_visitor_goes_on_the_same_slip() {
    let mut desk = Desk::at_work();
    desk.keys("Ctrl-d c y f w Enter \"张先生\" F8 F8 3 \"jkz\" Enter F8");
    picture("guide_same_slip", &mut desk);
    desk.keys("F8 1");
    let slips = [1, 2].map(|seq| desk.view(case(seq)).row.record.case.slip());
    assert!(slips[0].is_some() && slips[0] == slips[1], "{slips:?}");
    assert_eq!(desk.view(case(2)).on_slip.len(), 2);
}

#[test]
fn another_unit_than_the_catalogues_is_found_by_sound() {
    let mut desk = Desk::at_work();
    desk.keys("Ctrl-d c y f w Enter \"张先生\" F8 Enter \"rx\" F8");
    picture("guide_12345", &mut desk);
    desk.keys("F8 1 F3");
    assert_eq!(desk.view(case(1)).row.record.case.whereabouts(), "待跟踪");
    picture("cases_follow_up", &mut desk);
}

#[test]
fn led_here_by_another_unit_it_is_ours_and_keeps_its_number() {
    let mut desk = Desk::at_work();
    desk.keys("F2 Ctrl-r \"scjg\" Enter \"8号\" Enter Enter Enter \"张先生\"");
    picture("register_led_here", &mut desk);
    desk.keys("Enter Enter Enter Enter Enter Enter \"GW03\" Enter F8 1");
    let from = desk.view(case(1)).row.record.case.opening.received_from.unwrap();
    assert_eq!((from.unit.0.as_str(), from.number.as_str(), from.again), ("SCJG", "8号", false));
    desk.keys("F3");
    picture("cases_led_here", &mut desk);
}

#[test]
fn a_number_that_names_the_visitor_is_refused_in_the_form_with_the_caret_on_it() {
    let mut desk = Desk::at_work();
    desk.keys("F2 Ctrl-r \"scjg\" Enter \"张先生8号\" Enter Enter Enter \"张先生\"");
    desk.keys("Enter Enter Enter Enter Enter Enter \"GW03\" Enter F8");
    assert!(desk.text().contains("这一栏不写服务对象是谁"), "{}", desk.text());
    desk.keys("Home → → → Backspace Backspace Backspace F8 1");
    let case = desk.view(case(1)).row.record.case;
    assert_eq!(case.opening.received_from.unwrap().number, "8号");
}

#[test]
fn a_receiver_declines_and_the_case_stays_with_a_mark() {
    let mut desk = Desk::at_work();
    let id = desk.case("YB01");
    desk.on("S01", id, &json!({ "do": "guide", "mode": "书面导引单" }));
    desk.on("S01", id, &json!({ "do": "decline_transfer", "who": "钱科长", "reason": "不归我们管" }));
    desk.keys("←");
    picture("cases_dispute", &mut desk);
}

#[test]
fn what_became_of_a_case_elsewhere_is_noted_by_digit() {
    let mut desk = Desk::at_work();
    desk.keys("Ctrl-d c y f w Enter \"张先生\" F8 Enter \"12345\" F8 F8 1 F3");
    take(&mut desk, "跟踪结果");
    desk.keys("\"归市场监管\" F8");
    assert!(!desk.view(case(1)).row.record.case.follow_up_open());
    take(&mut desk, "对方不接");
    picture("dialog_declined", &mut desk);
    desk.keys("\"钱科长\" Enter \"不归我们管\" F8");
    assert_eq!(desk.view(case(1)).row.record.case.whereabouts(), "移办争议");
    take(&mut desk, "材料预审").keys("\"平面图须重画\" F8");
    take(&mut desk, "费用");
    picture("dialog_fee", &mut desk);
    desk.keys("\"12.5\" F8");
    assert!(desk.text().contains("收费须写明收费依据"), "{}", desk.text());
    desk.keys("\"收费目录三\" F8");
    let service = desk.view(case(1)).row.record.case.service;
    assert_eq!((service.fee.fee.to_string(), service.prechecks), ("12.50元".to_owned(), 1));
    take(&mut desk, "导引").keys("F8");
    let printed = desk.printed();
    assert_eq!(printed.iter().filter(|name| name.contains("外部导引单2号")).count(), 3, "{printed:?}");
}

#[test]
fn a_label_that_tells_who_came_is_refused_at_its_field_and_nothing_is_lost() {
    let mut desk = Desk::at_work();
    desk.keys("Ctrl-d c y f w Enter \"张先生\" F8 F8 1 F3");
    take(&mut desk, "移交").keys("\"张先生\" Enter 2 F8");
    let text = desk.text();
    assert!(text.contains("这一栏不写服务对象是谁") && text.contains("张先生"), "{text}");
    // The caret is at what was refused: what is typed next goes there, and the rest is as it was.
    desk.keys("Backspace Backspace Backspace \"钱科长\" F8");
    let Life::HandedOver(handover) = desk.view(case(1)).row.record.case.life else {
        panic!("{}", desk.text())
    };
    assert_eq!((handover.receiver.as_str(), handover.mode.name()), ("钱科长", "电话衔接"));
}
