//! 演练课程: every visitor by the shortest way known, key by key; what is left out or pressed too much shows; and it waits for
//! whoever goes away.

use xieban_domain::drill::course;
use xieban_text::Metrics;

use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

/// The keys of each visitor, in their order.
fn ways() -> Vec<&'static str> {
    let lines = include_str!("course.keys").lines().filter(|line| !line.starts_with('#'));
    let ways: Vec<&str> = lines.map(|line| line.split_once(' ').unwrap().1).collect();
    assert_eq!(ways.len(), course().len());
    ways
}

/// S01 with the course before him.
fn desk() -> Desk {
    let mut desk = Desk::with_leader();
    desk.keys("Alt-k");
    desk
}

/// The visitors up to this one are received; the sheet says what came of him.
fn received<'d>(desk: &'d mut Desk, upto: usize, last: &str) -> &'d mut Desk {
    for keys in ways().iter().take(upto - 1) {
        desk.keys("Enter").keys(keys).keys("Alt-k 1 1");
    }
    desk.keys("Enter").keys(last).keys("Alt-k 1")
}

fn said(keys: u32, least: u32) -> String {
    format!("按了{keys}次键，最少{least}次。")
}

#[test]
fn r68_the_shortest_way_of_every_visitor_takes_exactly_its_keys_and_leaves_nothing_out() {
    let mut desk = desk();
    picture("drill_first", &mut desk);
    for (scene, keys) in course().iter().zip(ways()) {
        assert!(desk.text().contains(&format!("共20位 {} ", scene.who)), "{}", desk.text());
        desk.keys("1").keys(keys).keys("Alt-k 1");
        let text = desk.text();
        assert!(text.contains(&said(scene.keys, scene.keys)), "{}\n{text}", scene.who);
        assert!(text.contains("没有漏，没有错。"), "{}\n{text}", scene.who);
        desk.keys("Enter");
    }
    let all: u32 = course().iter().map(|scene| scene.keys).sum();
    let sum = format!("接待20位，全对20位，漏错0处，按键{all}次（最少{all}次）");
    assert!(desk.text().contains(&sum), "{}", desk.text());
    picture("drill_all", &mut desk);
    let trainings = |desk: &mut Desk| desk.keys("Esc Ctrl-n → →").text().matches("演练课程").count();
    assert_eq!(trainings(&mut desk), 0);
    desk.keys("Alt-k 1");
    picture("drill_scorecard", &mut desk);
    desk.keys("Enter");
    assert_eq!(trainings(&mut desk), 1, "the record of the training: {}", desk.text());
    let names = desk.printed();
    let name = names.iter().find(|name| name.starts_with("演练成绩单")).unwrap();
    let sheet = desk.paper(name);
    assert!(sheet.contains("【演练】") && sheet.contains(&sum), "{sheet}");
    assert!(!sheet.contains("姓赵") && !sheet.contains("作风投诉只"), "{sheet}");
    desk.keys("Alt-k 1 1");
    assert_eq!(trainings(&mut desk), 1, "the sheet once more is no second training");
}

#[test]
fn a_key_too_many_a_field_too_few_and_a_wrong_choice_show() {
    let [keys, phone] = [ways()[2], " \"13800138021\""];
    let least = course()[2].keys;
    let mut longer = desk();
    received(&mut longer, 3, &format!("F3 {keys}"));
    assert!(longer.text().contains(&said(least + 1, least)), "{}", longer.text());
    assert!(longer.text().contains("没有漏，没有错。"), "{}", longer.text());
    assert!(keys.contains(phone));
    let mut shorter = desk();
    received(&mut shorter, 3, &keys.replacen(phone, " ↓", 1));
    assert!(shorter.text().contains("! 电话应是13800138021"), "{}", shorter.text());
    picture("drill_missed", &mut shorter);
    // Received once more, it is right; the sheet will say that it took two times.
    shorter.keys("2").keys(keys).keys("Alt-k 1");
    assert!(shorter.text().contains(&said(least, least)), "{}", shorter.text());
    let mut instead = desk();
    received(&mut instead, 1, "Ctrl-g 2 F8");
    let text = instead.text();
    assert!(text.contains("! 没有记咨询即答（F12）") && text.contains("! 不该记来访人离开"), "{text}");
    // What is pasted is counted as if it were typed.
    let mut pasted = desk();
    pasted.keys("Enter F2 ↓ ↓").paste("李秀英").keys("Alt-k");
    assert!(pasted.text().contains("已按6次键"), "{}", pasted.text());
}

#[test]
fn every_kind_of_thing_left_out_is_told_in_a_sentence() {
    let instead = |at: usize, of: &str, other: &str| {
        let way = ways()[at - 1];
        assert!(way.contains(of), "{way}");
        (at, way.replacen(of, other, 1))
    };
    let mut untold = Vec::new();
    for ((at, keys), miss) in [
        (instead(3, "Enter 0 F8", "Enter F8"), "没有看“延续申请表”"),
        (instead(3, "Enter 0 F8", "Enter 2 0 F8"), "“延续申请表”带来了，不缺"),
        (instead(3, "Enter 0 F8", "Enter 3 \"旧\" F8 0 F8"), "“延续申请表”该要，不能免"),
        (instead(3, "h Enter", "h 5"), "事项应是GW03"),
        (instead(4, "↓ ↓ 2 2 0", "0"), "没有告知缺“从业人员健康合格证明”"),
        (instead(4, "F2", "F2 2"), "来访目的应是办事"),
        (instead(5, "Enter 0 Esc ↓ 1 ↓ 1", "Enter"), "分类应是即办件"),
        (instead(6, "F8 F8 1", "F8 Esc 1"), "没有把他导引过去并出导引单"),
        (instead(7, "F8 2 3 F8", "F8"), "没有转成承诺件"),
        (instead(7, "/ \"王福\" Enter 1 ↓ ↓ 1 1 F8 2 3 F8", "F12"), "没有在他原来那件上收下补来的材料"),
        (instead(8, " \"lqy\" Enter", " Esc"), "没有用来电查询（F7）查到他那件"),
        (instead(9, "\"周成\"", "\"周城\""), "负责人应是周成"),
        (instead(10, "8 ↓ 1", "8 ↓ 3"), "证件应是未提供（未带）"),
        (instead(11, " / \"马大\" Enter Alt-p 3 1", ""), "没有出大字单"),
        (
            instead(12, "\"水发黄\" ↓ ↓ ↓ 2 ↓ \"何\" ↓ \"13800138026\"", "\"水发黄\" ↓ ↓ ↓ 1"),
            "投诉人电话应是13800138026",
        ),
        (instead(13, "↓ 2 \"", "↓ 3 \""), "投诉类别应是TS02"),
        (
            instead(14, "F5 → 1 ↓ ↓ \"姓赵\" ↓", "F5 1 ↓ 2 \"姓赵\" ↓ ↓"),
            "作风投诉只登在F5作风，别处不能留记录",
        ),
        (instead(16, "Esc 4 ↓ 4", "Esc 4 ↓ 1"), "退回类型应是不符合有关规定"),
        (instead(17, "\"scj\"", "\"sc\""), "转自单位应是SCJG"),
        (instead(18, "↓ 3 3 0", "0"), "“学历证书及临床实习证明”不适用，不该要"),
        (instead(19, " F8 1 9 Enter", " F8 1"), "没有记签字"),
        (instead(20, "F2", "F12 F2"), "不该记咨询即答"),
    ] {
        let mut desk = desk();
        received(&mut desk, at, &keys);
        if !desk.text().contains(&format!("! {miss}")) {
            untold.push(format!("{at} {keys}: {miss}\n{}", desk.text()));
        }
    }
    assert!(untold.is_empty(), "{}", untold.join("\n"));
}

#[test]
fn the_scene_comes_up_over_a_half_typed_form_that_stays_as_it_is() {
    let mut desk = desk();
    received(&mut desk, 2, ways()[1]).keys("1 1 F2 ↓ ↓ \"李巧\"");
    let before = desk.frame(Metrics::NARROW);
    assert!(before.0.contains("第3位（Alt-K 看）李巧云自己来续"), "{}", before.0);
    desk.keys("Alt-k");
    picture("drill_again", &mut desk);
    // Nothing is done past the sheet, uncounted.
    desk.keys("F12 F2 x Esc");
    assert_eq!(desk.frame(Metrics::NARROW), before);
    desk.keys("Alt-k Alt-k");
    assert_eq!(desk.frame(Metrics::NARROW), before, "the same key takes it away");
    desk.keys("Alt-k");
    assert!(desk.text().contains("已按5次键"), "{}", desk.text());
    // Over a dialog, too.
    let mut dialog = Desk::at_work();
    dialog.keys("Alt-k Enter Ctrl-g 4 ↓ \"没说\" Alt-k Esc");
    assert!(dialog.text().contains("没说"), "{}", dialog.text());
}

#[test]
fn a_mask_a_lock_and_a_sign_out_in_the_middle_lose_nothing() {
    let mut desk = desk();
    let (first, rest) = ways()[2].split_once("\"13800138021\"").unwrap();
    received(&mut desk, 2, ways()[1]).keys("1 1").keys(first);
    desk.keys("F9 x y Enter").left_alone(60);
    assert!(desk.text().contains("已锁定"), "{}", desk.text());
    desk.keys(&format!("\"{PIN}\" Enter"));
    desk.keys(&format!("F10 2 \"S01\" Enter \"{PIN}\" Enter Alt-k"));
    let text = desk.text();
    // F9 and F10 with its answer were for the desk; the PIN and what is pressed behind the mask were not.
    let pressed = u32::try_from(xieban_support::keys::keys(first).len()).unwrap() + 3;
    assert!(text.contains("第3位") && text.contains(&format!("已按{pressed}次键")), "{text}");
    desk.keys("Esc F2 \"13800138021\"").keys(rest).keys("Alt-k 1");
    let least = course()[2].keys;
    assert!(desk.text().contains(&said(least + 4, least)), "{}", desk.text());
    assert!(desk.text().contains("没有漏，没有错。"), "{}", desk.text());
    // Another account has a course of its own.
    desk.keys(&format!("1 Esc F10 2 \"S02\" Enter \"{PIN}\" Enter Alt-k"));
    assert!(desk.text().contains("第1位"), "{}", desk.text());
    desk.keys(&format!("Esc F10 2 \"S01\" Enter \"{PIN}\" Enter Alt-k"));
    assert!(desk.text().contains("第4位"), "{}", desk.text());
}

#[test]
fn who_is_passed_over_comes_round_again() {
    let mut desk = desk();
    desk.keys("2");
    assert!(desk.text().contains("第2位"), "{}", desk.text());
    // Who comes again waits for his first time.
    let first_times = course().iter().filter(|scene| scene.right.of().is_none()).count();
    desk.keys(&"2 ".repeat(first_times - 1));
    assert!(desk.text().contains("第1位"), "{}", desk.text());
    desk.keys(&format!("Esc F10 2 \"S01\" Enter \"{PIN}\" Enter Alt-k"));
    assert!(desk.text().contains("第1位"), "{}", desk.text());
}

#[test]
fn r72_of_a_complaint_about_our_people_nothing_is_kept_but_that_he_was_received() {
    let mut desk = desk();
    desk.keys(&"2 ".repeat(11));
    while !desk.text().contains("一位店主 ") {
        desk.keys("2");
    }
    let at = course().iter().position(|scene| scene.right.conduct).unwrap();
    desk.keys("1").keys(ways()[at]);
    let kept = |desk: &Desk| desk.drafts().iter().map(ToString::to_string).collect::<String>();
    assert!(kept(&desk).contains("\"conduct\":true"), "{}", kept(&desk));
    assert!(!kept(&desk).contains("改日再来") && !kept(&desk).contains("姓赵"), "{}", kept(&desk));
    desk.keys("Alt-k 1");
    assert!(desk.text().contains("没有漏，没有错。"), "{}", desk.text());
}

#[test]
fn there_is_no_course_on_a_real_store_and_only_for_who_receives() {
    let signed = |mut desk: Desk| {
        desk.keys(&format!("\"S01\" Enter \"{PIN}\" Enter"));
        desk
    };
    let mut real = signed(Desk::of_a_real_office());
    let before = real.text();
    assert_eq!(real.keys("Alt-k").text(), before);
    let offered = real.keys("Ctrl-p \"ylkc\"").text();
    assert!(!offered.contains("演练课程"), "{offered}");
    assert!(!real.keys("Esc F1 PgDn").text().contains("课程"));
    let mut practice = signed(Desk::at_the_door());
    let offered = practice.keys("Ctrl-p \"ylkc\"").text();
    assert!(offered.contains("演练课程"), "{offered}");
    assert!(practice.keys("Enter").text().contains("第1位，共20位"), "{}", practice.text());
    let mut leader = Desk::of("L01");
    assert!(leader.keys("Alt-k").text().contains("请用协办员的账号签到"), "{}", leader.text());
}
