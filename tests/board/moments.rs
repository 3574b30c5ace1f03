//! Who stands there when: half-days, lunch, closing, days off, a quarter's end, nobody at all.

use xieban_board::Event;
use xieban_public::Desks;

use xieban_support::at;

use crate::hanging::{Hanging, a_week, on_duty};

#[test]
fn r22_at_the_very_minute_a_half_day_ends_the_next_person_stands_there() {
    let mut hanging = Hanging::at("2026-11-23T08:41");
    hanging.turn().turn();
    hanging.until("2026-11-23T11:59");
    assert!(hanging.text().contains("正在值班"), "not a minute before");
    hanging.until("2026-11-23T12:00");
    let text = hanging.text();
    assert!(text.contains("14:30 开始接待") && text.contains("李　敏"), "{text}");
    assert!(text.contains("第1页"), "whatever page stood there");
    hanging.picture("lunch");
    hanging.until("2026-11-23T14:30");
    assert!(hanging.text().contains("正在值班"));
    hanging.until("2026-11-23T17:30");
    hanging.picture("closed_for_today");
    let text = hanging.text();
    assert!(
        text.contains("今日已下班") && text.contains("吴　静") && !text.contains("13800138014"),
        "{text}"
    );
    hanging.until("2026-11-24T00:00");
    let text = hanging.text();
    assert!(
        text.contains("08:30 开始接待") && text.contains("13800138014"),
        "mobiles of today's people: {text}"
    );
}

#[test]
fn on_a_day_off_the_next_open_days_people_stand_there() {
    let mut hanging = Hanging::at("2026-11-27T17:00");
    hanging.until("2026-11-28T10:00");
    let text = hanging.text();
    assert!(text.contains("今日休息（周六）") && text.contains("11月30日（周一）上午"), "{text}");
    hanging.picture("saturday");
}

#[test]
fn a_quarter_without_a_roster_is_said_in_words() {
    let last = on_duty("2026-12-31", &["S01"], &["S02"], Some("L01"));
    let mut hanging = Hanging::with("2026-12-31T16:00", vec![last], "pages = [\"值班\", \"人员\", \"本周\"]");
    assert!(hanging.text().contains("待排"), "what comes next is not known");
    hanging.until("2026-12-31T17:30");
    hanging.picture("quarter_without_a_roster");
    let text = hanging.text();
    assert!(text.contains("值班表还没有排"), "{text}");
    // The board that hung there all the while looks again on New Year's day.
    hanging.until("2027-01-01T00:00");
    hanging.look();
    assert!(hanging.text().contains("今日休息（元旦"), "{}", hanging.text());
}

#[test]
fn without_a_desk_it_says_to_when_its_data_is_true() {
    let mut hanging = Hanging::at("2026-11-23T08:41");
    assert!(hanging.text().contains("数据 08:41 正常"));
    hanging.until("2026-11-23T09:05");
    assert!(hanging.text().contains("数据 09:05 正常"), "quiet data is not stale");
    hanging.hear(Event::Desks(Desks::Gone));
    hanging.until("2026-11-23T09:20");
    hanging.picture("no_desk");
    let text = hanging.text();
    assert!(text.contains("数据截至 09:05") && text.contains("王　芳"), "{text}");
    hanging.until("2026-11-24T09:20");
    assert!(hanging.text().contains("数据截至 11-23 09:05"), "{}", hanging.text());
    // What a script writes without a desk is data, too; a restored store has what it had.
    let older = hanging.office.wall(true).unwrap();
    let session = hanging.office.practise("L01", "批量").unwrap();
    let change = serde_json::json!({ "do": "enter_duty", "date": "2026-11-24", "leader": "L01" });
    hanging.office.act(&session, "r", &xieban_support::say(&change)).unwrap();
    hanging.look();
    assert!(hanging.text().contains("数据截至 09:20"), "{}", hanging.text());
    hanging.hear(Event::Wall(Box::new(older)));
    assert!(hanging.text().contains("数据截至 11-23 08:41"), "{}", hanging.text());
    hanging.hear(Event::Desks(Desks::Alive));
    assert!(!hanging.text().contains("数据截至"));
}

#[test]
fn what_cannot_be_read_is_shown_for_two_minutes_and_then_the_numbers_and_why() {
    let mut hanging = Hanging::at("2026-11-23T08:41");
    hanging.hear(Event::Dark("台账读不出来".to_owned()));
    let text = hanging.text();
    assert!(text.contains("王　芳") && text.contains("数据截至 08:41：台账读不出来"), "{text}");
    hanging.until("2026-11-23T08:42");
    hanging.hear(Event::Dark("台账读不出来".to_owned()));
    assert!(hanging.text().contains("王　芳"));
    hanging.until("2026-11-23T08:43");
    hanging.picture("dark");
    assert!(!hanging.text().contains("王　芳"), "nobody who may not stand there");
    hanging.look();
    assert!(hanging.text().contains("数据 08:43 正常"));
    // One that never saw anything.
    let mut board = Hanging::fresh(at("2026-11-23T08:41"), "");
    board.update(at("2026-11-23T08:41"), Event::Dark("台账文件不在".to_owned()));
    hanging.board = board;
    assert!(hanging.text().contains("台账文件不在"));
    hanging.board.update(at("2026-11-23T08:41"), Event::Silent);
    assert!(hanging.text().contains("两分钟没有读到台账"));
}

#[test]
fn who_is_on_the_wall_follows_the_desk() {
    let mut days = a_week();
    days.truncate(1);
    let mut hanging = Hanging::with("2026-11-23T08:41", days, "");
    let change = serde_json::json!({
        "do": "enter_duty", "date": "2026-11-23", "leader": "L01", "morning": ["S03"], "afternoon": ["S02"],
    });
    let session = hanging.office.practise("L01", "1号台").unwrap();
    hanging.office.act(&session, "r", &xieban_support::say(&change)).unwrap();
    assert!(hanging.text().contains("王　芳"), "not before it has looked");
    hanging.look();
    assert!(hanging.text().contains("赵　强"), "{}", hanging.text());
}
