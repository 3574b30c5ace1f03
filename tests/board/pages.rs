//! Every page, at every size.

use xieban_board::Event;
use xieban_text::Metrics;

use xieban_support::{materials, register, say};

use crate::every_field::EVERYTHING;
use crate::hanging::{Hanging, a_week};

#[test]
fn each_page_has_its_picture() {
    let mut hanging = Hanging::at("2026-11-23T08:41");
    let names = ["duty", "person_morning", "person_afternoon", "person_leader", "week"];
    for name in names {
        hanging.picture(name);
        hanging.turn();
    }
    for (name, page) in [("flow", "流程图"), ("guide", "指南"), ("purpose", "目的"), ("measures", "便民")]
    {
        let mut hanging = Hanging::with("2026-11-23T08:41", a_week(), &format!("pages = [\"{page}\"]"));
        hanging.picture(name);
    }
}

#[test]
fn every_page_of_a_practice_store_says_so_and_no_page_of_a_real_one() {
    let mut hanging = Hanging::with("2026-11-23T08:41", a_week(), EVERYTHING);
    for practice in [true, false] {
        let mut wall = hanging.office.wall(true).unwrap();
        wall.practice = practice;
        hanging.hear(Event::Wall(Box::new(wall)));
        for size in [(60, 16), (80, 24), (100, 30), (160, 50)] {
            for policy in [Metrics::NARROW, Metrics::WIDE] {
                for _ in 0..40 {
                    let text = hanging.frame(size, policy);
                    assert_eq!(text.contains("演练"), practice, "{size:?}\n{text}");
                    hanging.turn();
                }
            }
        }
    }
}

#[test]
fn a_long_text_is_turned_leaf_by_leaf_and_nothing_of_it_is_left_out() {
    for page in ["流程图", "指南", "目的"] {
        // On a broad screen two columns stand side by side: there lines are not in their order.
        for size in [(80, 24), (100, 30)] {
            let mut hanging = Hanging::with("2026-11-23T08:41", a_week(), &format!("pages = [\"{page}\"]"));
            let mut shown = String::new();
            let mut leaves = 0;
            loop {
                let text = hanging.frame(size, Metrics::NARROW);
                leaves += 1;
                shown.push_str(&text);
                hanging.turn();
                if text.lines().last().unwrap().contains(&format!("第{leaves}页 共{leaves}页")) {
                    break;
                }
            }
            let shown: String = shown.split_whitespace().collect();
            let wall = hanging.office.wall(false).unwrap();
            let name = match page {
                "流程图" => "flow",
                "指南" => "guide",
                _ => "purpose",
            };
            for line in &wall.text(name).unwrap().lines {
                for word in line.split(['，', '。', '；', ' ', '、', '“', '”', '《', '》', '|', '：'])
                {
                    let word = word.trim_matches('　');
                    let head: String = word.chars().filter(|c| !c.is_whitespace()).take(3).collect();
                    assert!(shown.contains(&head), "{page} {size:?}: {head} of {line}");
                }
            }
        }
    }
}

#[test]
fn progress_is_number_and_state_and_only_where_it_is_asked_for() {
    let mut hanging = Hanging::with("2026-11-23T08:41", a_week(), "pages = [\"进度\"]");
    let session = hanging.office.practise("S01", "1号台").unwrap();
    for (nth, matter) in ["GW03", "YL03", "GW02"].iter().enumerate() {
        let command = say(&register(matter, &materials(&[], "received")));
        hanging.office.act(&session, &format!("r-{nth}"), &command).unwrap();
    }
    hanging.look();
    hanging.picture("progress");
    let text = hanging.text();
    assert!(text.contains("0001-"), "{text}");
    for secret in ["张三", "张", "13800138000", "11010519491231002X", "和平路", "红", "黄"] {
        assert!(!text.contains(secret), "{secret}:\n{text}");
    }
    // The control: the usual board has none of it on any page.
    let mut usual = Hanging::with("2026-11-23T08:41", a_week(), "");
    for _ in 0..20 {
        assert!(!usual.turn().text().contains("办理进度"));
    }
}
