//! 值班: its views at the desk, and what a leader changes there.

use serde_json::json;

use crate::desk::{Desk, PIN};
use crate::picture::picture;

/// L01 at the desk: a day later somebody is on leave, and two days of the next week are entered.
fn led() -> Desk {
    let mut desk = Desk::with_leader();
    let days = [("2026-11-24", "S01", "S03", "L02"), ("2026-11-30", "S02", "S02", "L01")];
    for (date, morning, afternoon, leader) in days {
        let day = json!({ "date": date, "leader": leader, "morning": [morning], "afternoon": [afternoon] });
        let mut command = day;
        command["do"] = json!("enter_duty");
        desk.act("L01", &command);
    }
    let away = json!({
        "do": "keep_absence", "officer": "S03", "kind": "休假",
        "from": "2026-11-23 上午", "to": "2026-11-25 上午",
    });
    desk.act("L01", &away);
    desk.keys(&format!("F10 2 \"L01\" Enter \"{PIN}\" Enter F4"));
    desk
}

#[test]
fn today_says_who_is_here_now_and_next_and_who_is_away() {
    picture("duty_today", &mut led());
    picture("duty_officer", Desk::not_on_duty().keys("Alt-4"));
    let mut desk = led();
    desk.clock("2026-11-23T13:10");
    assert!(desk.text().contains("接着  下午") && desk.text().contains("已过  上午"), "{}", desk.text());
    desk.clock("2026-11-28T09:00");
    picture("duty_closed", &mut desk);
}

#[test]
fn a_hole_of_today_is_said_in_words_above_everything() {
    let mut desk = led();
    desk.clock("2026-11-25T08:00");
    picture("duty_alarm", &mut desk);
    desk.act("S02", &json!({ "do": "stand_in", "reason": "值班表未排" }));
    let text = desk.text();
    assert!(!text.contains("没有协办员") && text.contains("没有明确值班领导"), "{text}");
}

#[test]
fn the_week_is_read_and_a_leader_changes_one_day_of_it() {
    let mut desk = led();
    desk.keys("→");
    picture("duty_week", &mut desk);
    desk.keys("↓ ↓ Enter");
    picture("duty_change_day", &mut desk);
    // The leader, then the morning and the afternoon.
    desk.keys("2 Enter 1 Enter Enter 2 F8");
    let text = desk.text();
    let row = text.lines().find(|line| line.contains("11-25 周三")).unwrap();
    assert!(row.contains("孙立") && row.contains("王芳") && row.contains("李敏"), "{text}");
    desk.keys("Home Enter");
    assert!(desk.text().contains("值班领导"), "today can be changed");
    desk.keys("Esc").clock("2026-11-25T08:00").keys("Home Enter");
    assert!(desk.text().contains("已经过去"), "{}", desk.text());
}

#[test]
fn an_officer_reads_the_week_and_is_told_who_changes_it() {
    let mut desk = Desk::at_work();
    desk.keys("F4 Tab Enter");
    assert!(desk.text().contains("改班由值班领导来做"), "{}", desk.text());
    desk.keys("BackTab");
    assert!(desk.text().contains("[今日]"));
    desk.keys("Esc");
    assert!(desk.text().contains("[F3办件"), "{}", desk.text());
}
