//! 考勤与设施, 制度与文件, 培训与宣传: the views of the screen of duty that are about the office itself.

use serde_json::json;
use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

/// S01 signed in at 08:31 with the badge; some of the office's books are filled.
fn desk() -> Desk {
    desk_of("S01")
}

fn desk_of(who: &str) -> Desk {
    let mut desk = Desk::at_the_door();
    desk.clock("2026-11-23T08:31").keys(&format!("\"{who}\" Enter \"{PIN}\" Enter"));
    for command in [
        json!({ "do": "keep_rule", "name": "system", "effective": "2026-10-08", "tags": ["双争"] }),
        json!({ "do": "post_rule", "name": "system", "date": "2026-10-10", "place": "一楼大厅", "format": "市统一样式" }),
        json!({ "do": "keep_rule", "name": "flow", "effective": "2026-11-16" }),
        json!({ "do": "keep_training", "date": "2026-10-20", "topics": ["岗位职责", "工作流程"], "people": ["S01", "S02"],
            "place": "二楼会议室", "held": true }),
        json!({ "do": "keep_training", "date": "2026-10-21", "topics": ["服务规范"], "people": ["S01"], "held": true }),
        json!({ "do": "keep_training", "date": "2026-12-01", "topics": ["服务规范"], "people": ["S02"] }),
        json!({ "do": "keep_publicity", "date": "2026-11-05", "form": "发放单页", "place": "大厅", "reached": 120 }),
    ] {
        desk.act("L01", &command);
    }
    desk.act("S01", &json!({ "do": "check_facility", "facility": "群众休息处" }));
    desk
}

#[test]
fn the_day_at_the_desk_and_the_mornings_look_round() {
    let mut desk = desk();
    picture("premises_desk", desk.keys("Ctrl-n"));
    picture("premises_leave", desk.keys("1"));
    desk.keys("1 Enter \"\" F8");
    assert!(desk.text().contains("08:31-现在　陪同导引"), "{}", desk.text());
    assert!(desk.keys("1").text().contains("离座不能办：已经记了离座"), "{}", desk.text());
    desk.clock("2026-11-23T09:15");
    picture("premises_away", &mut desk);
    desk.keys("3");
    assert!(desk.text().contains("08:31-09:15　陪同导引"), "{}", desk.text());
    assert!(desk.keys("3").text().contains("回座不能办"), "{}", desk.text());
    desk.keys("2 Enter \"没有纸杯\" F8");
    let text = desk.text();
    assert!(text.contains("设施有问题：公共饮水设备，没有纸杯") && !text.contains("设施未查"), "{text}");
}

#[test]
fn the_register_its_campaigns_and_a_posting() {
    let mut desk = desk();
    picture("premises_rules", desk.keys("Ctrl-n →"));
    assert!(!desk.keys("3").text().contains("《百姓办事流程图》  "), "{}", desk.text());
    assert!(desk.text().contains("活动：双争"), "{}", desk.text());
    desk.keys("3 ↓ ↓ Enter");
    assert!(desk.text().contains("群众来所"), "{}", desk.text());
    desk.keys("Esc Esc 2");
    assert!(desk.text().contains("上墙不能办：这一步由值班领导或所主要负责人"), "{}", desk.text());
    let mut leader = desk_of("L01");
    leader.keys("Ctrl-n → ↓ ↓ 2");
    picture("premises_post", &mut leader);
    leader.keys("Enter \"一楼大厅\" F8");
    assert!(!leader.text().contains("未上墙：《百姓办事流程图》"), "{}", leader.text());
}

#[test]
fn training_and_publicity() {
    let mut desk = desk();
    desk.act("A01", &json!({ "do": "change_settings", "launch_year": 2026 }));
    picture("premises_training", desk.keys("Ctrl-n → →"));
    desk.keys("1 Enter 3 Enter \"李敏\" Enter Enter 1 F8");
    assert!(!desk.text().contains("已排班，未培训"), "{}", desk.text());
    desk.keys("2 Enter \"电台\" Enter F8");
    assert!(desk.text().contains("请填写地点"), "{}", desk.text());
    desk.keys("\"市电台\" F8");
    assert!(desk.text().contains("电台 市电台"), "{}", desk.text());
}
