//! The host's clock is not believed: what stands on the screen, and how people answer for it. The last page is of 2026-11-23, 08:41.

use xieban_office::StoreStanding;
use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

/// A real office whose host shows this.
fn shows(now: &str) -> Desk {
    let mut desk = Desk::of_a_real_office();
    desk.on_a_host_that_shows(now);
    desk
}

/// The watcher has looked again.
fn watched(desk: &mut Desk) -> StoreStanding {
    let standing = desk.office.standing();
    desk.standing(standing.clone());
    standing
}

#[test]
fn after_a_long_break_whoever_signs_in_is_asked_for_the_date_by_one_digit() {
    let mut desk = shows("2026-12-21T08:30");
    assert!(desk.text().contains("晚28天：请核对日期"), "{}", desk.text());
    let pages = desk.office.last_page().unwrap();
    desk.keys(&format!("\"S01\" Enter \"{PIN}\" Enter"));
    picture("clock_asked", &mut desk);
    // What Enter takes is no answer, and an action asks again.
    desk.keys("Enter");
    assert!(desk.text().contains("改对就能办"), "{}", desk.text());
    desk.keys("F12");
    assert!(desk.text().contains("2026年12月21日，星期一，对吗"), "{}", desk.text());
    assert_eq!(desk.office.last_page().unwrap(), pages, "nothing is written before it is answered");
    desk.keys("2");
    assert!(desk.text().contains("日期已核对，可以照常办理"), "{}", desk.text());
    assert_eq!(desk.office.last_page().unwrap(), pages + 2, "that it is right, and that she has come");
    assert_eq!(watched(&mut desk), StoreStanding::default());
    desk.keys("F12");
    assert!(desk.text().contains("咨询即答，记一次"), "{}", desk.text());
    assert_eq!(desk.office.last_page().unwrap(), pages + 3);
    // The control: after a break that is as long as a feast nobody is asked.
    let mut desk = shows("2026-12-08T08:30");
    desk.keys(&format!("\"S01\" Enter \"{PIN}\" Enter F12"));
    assert!(desk.text().contains("咨询即答，记一次"), "{}", desk.text());
}

#[test]
fn a_clock_judged_wrong_is_answered_for_at_the_door_by_two_or_by_an_administrator() {
    let mut desk = shows("2026-11-22T09:00");
    picture("clock_wrong_door", &mut desk);
    let pages = desk.office.last_page().unwrap();
    desk.keys("Alt-d");
    picture("clock_wrong", &mut desk);
    desk.keys(&format!("\"S01\" Enter \"{PIN}\" F8"));
    assert!(desk.text().contains("两人都输入密码"), "one alone does not do: {}", desk.text());
    assert_eq!(desk.office.last_page().unwrap(), pages);
    desk.keys(&format!("Enter \"L01\" Enter \"{PIN}\" F8"));
    assert_eq!(desk.office.last_page().unwrap(), pages + 1, "{}", desk.text());
    assert_eq!(watched(&mut desk).clock, None);
    assert!(
        desk.is_left_alone() && !desk.text().contains("核定日期"),
        "nobody has signed in: {}",
        desk.text()
    );
    desk.keys(&format!("\"S01\" Enter \"{PIN}\" Enter F12"));
    assert!(desk.text().contains("咨询即答，记一次"), "{}", desk.text());

    let mut desk = shows("2099-01-01T09:00");
    desk.keys(&format!("Alt-d \"A01\" Enter \"{PIN}\" F8"));
    assert_eq!(watched(&mut desk).clock, None, "an administrator alone: {}", desk.text());
}

#[test]
fn a_clock_that_is_believed_has_nothing_to_answer_for() {
    let mut desk = shows("2026-11-23T08:45");
    assert!(!desk.text().contains("核定日期"), "{}", desk.text());
    desk.keys(&format!("\"S01\" Enter \"{PIN}\" Enter Alt-d"));
    assert!(desk.text().contains("本机日期没有疑问"), "{}", desk.text());
}
