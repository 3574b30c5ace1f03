//! 值班: its views at the desk, and what a leader changes there.

use serde_json::json;
use xieban_support::desk::{Desk, PIN};

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
    assert!(desk.text().contains("过去的值班不能改动"), "{}", desk.text());
}

#[test]
fn an_officer_reads_the_week_and_is_told_who_changes_it() {
    let mut desk = Desk::at_work();
    desk.keys("F4 Tab Enter");
    assert!(desk.text().contains("改这天的班不能办："), "{}", desk.text());
    desk.keys("BackTab");
    assert!(desk.text().contains("[今日]"));
    desk.keys("Esc");
    assert!(desk.text().contains("[F3办件"), "{}", desk.text());
}

/// The view of the quarter, at the quarter that comes.
fn next_quarter() -> Desk {
    let mut desk = led();
    desk.keys("→ → PgDn");
    desk
}

#[test]
fn a_quarter_is_drafted_mended_approved_posted_and_reported_by_keys_alone() {
    let mut desk = next_quarter();
    picture("roster_empty", &mut desk);
    picture("roster_menu", desk.keys("0"));
    desk.keys("1");
    picture("roster_draft", &mut desk);
    // A hole: named, and in the way of the approval.
    desk.keys("↓ Del F8");
    assert!(desk.text().contains("已保存，还有1处要改"), "{}", desk.text());
    picture("roster_flaw", desk.keys("0 5"));
    picture("roster_pick", desk.keys("Enter Enter"));
    desk.keys("2 F8");
    assert!(desk.text().contains("已保存。批准"), "{}", desk.text());
    picture("roster_approve", desk.keys("0 5"));
    desk.keys("2");
    assert!(desk.text().contains("已批准"), "{}", desk.text());
    desk.keys("0 6");
    picture("roster_post", desk.keys("\"一楼公示栏\""));
    desk.keys("F8 0 7 \"专人送达\" Enter \"局作风办\" F8");
    picture("roster_reported", &mut desk);
    desk.keys("0 8 \"赵强调离\" F8");
    assert!(desk.text().contains("第2版 草稿"), "{}", desk.text());
    picture("roster_versions", desk.keys("0 9"));
}

#[test]
fn an_edit_that_another_has_overtaken_comes_back_with_the_reason_and_is_kept_when_he_insists() {
    let mut desk = next_quarter();
    desk.keys("0 1 ↓ 3");
    let typed = desk.text();
    desk.act("S02", &json!({ "do": "draft_roster", "quarter": "2027Q1", "by": "slots" }));
    desk.keys("F8");
    let text = desk.text();
    assert!(text.contains("您改的还在") && text.contains("李敏"), "{text}");
    assert!(typed.lines().nth(7) == text.lines().nth(7), "nothing typed is lost: {text}");
    picture("roster_refused", &mut desk);
    desk.keys("F8");
    assert!(desk.text().contains("已保存"), "{}", desk.text());
}

#[test]
fn a_week_goes_down_one_day_is_cleared_and_what_was_typed_waits_for_its_quarter() {
    let mut desk = next_quarter();
    desk.keys("Home 2 ↓ 1 → 3 0 3");
    assert!(desk.text().contains("抄了"), "{}", desk.text());
    let typed = desk.text();
    picture("roster_copied", &mut desk);
    desk.keys("PgUp");
    assert!(desk.text().contains("2026年第4季度"), "{}", desk.text());
    desk.keys("PgDn");
    let again = desk.text();
    let rows = |text: &str| text.lines().skip(4).take(14).collect::<Vec<_>>().join("\n");
    assert_eq!(rows(&typed), rows(&again));
    assert!(again.contains("改了没保存"));
}

#[test]
fn what_is_due_stands_in_one_list_and_a_swap_goes_through_three_hands() {
    let mut desk = led();
    desk.keys("→ → Tab");
    picture("duty_due", &mut desk);
    desk.act("L01", &json!({ "do": "draft_roster", "quarter": "2027Q1" }));
    desk.act("L01", &json!({ "do": "approve_roster", "quarter": "2027Q1" }));
    // S01 has the week from the 4th, S02 the one after.
    desk.keys(&format!("F10 2 \"S01\" Enter \"{PIN}\" Enter F4 → → Tab 1"));
    picture("swap_propose", &mut desk);
    desk.keys("Enter 5 Enter \"家中有事\" F8");
    picture("swap_for", desk.keys("2"));
    desk.keys("F8");
    assert!(desk.text().contains("黄 等李敏"), "{}", desk.text());
    desk.keys(&format!("F10 2 \"S02\" Enter \"{PIN}\" Enter F4 → → Tab Home Enter"));
    picture("swap_answer", &mut desk);
    desk.keys("1");
    assert!(desk.text().contains("黄 等批准"), "{}", desk.text());
    desk.keys(&format!("F10 2 \"L01\" Enter \"{PIN}\" Enter F4 → → Tab Home Enter 1"));
    assert!(!desk.text().contains("黄 等批准"), "{}", desk.text());
    desk.keys("BackTab PgDn");
    assert!(desk.text().contains("李敏/王芳"), "{}", desk.text());
}

#[test]
fn a_leader_puts_somebody_in_for_one_who_is_absent() {
    let mut desk = led();
    desk.act("L01", &json!({ "do": "draft_roster", "quarter": "2027Q1" }));
    desk.act("L01", &json!({ "do": "approve_roster", "quarter": "2027Q1" }));
    desk.clock("2027-01-04T08:10").keys("→ → Tab 2 Enter 2 Enter 7");
    picture("swap_replace", &mut desk);
    desk.keys("F8");
    assert!(desk.text().contains("请写明为什么改"), "{}", desk.text());
    desk.keys("\"王芳病假\" F8");
    assert!(desk.text().contains("已保存"), "{}", desk.text());
}
