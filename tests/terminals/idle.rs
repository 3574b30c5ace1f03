//! A desk at which nobody types: not a byte, not a tick.

use std::time::Duration;

use crate::practice::Practice;
use crate::terminal::{Stopwatch, Terminal, pace};

/// So long nothing may happen.
const QUIET: Duration = Duration::from_secs(10);

#[test]
fn idle_desks_send_nothing_and_use_no_processor() {
    // On this clock a minute lasts for hours.
    let office = Practice::made("2026-11-23T08:41", "0.001", "12");
    let door = office.desk("1号台");
    let mut list = office.desk("2号台");
    let mut form = office.desk("3号台");
    list.sign_in("S01").shows("口报");
    form.sign_in("S02").keys("F2 Enter 1 Enter \"王秀英\"").shows("王秀英");
    office.draft_with("王秀英");
    let mut desks = [door, list, form];
    desks.iter().for_each(Terminal::settle);
    let before = desks.each_ref().map(|desk| (desk.sent(), desk.ticks()));
    pace(QUIET);
    let after = desks.each_ref().map(|desk| (desk.sent(), desk.ticks()));
    assert_eq!(after, before, "bytes and ticks of each desk");
    // The control: what a key brings is counted.
    let [door, ..] = &mut desks;
    door.keys("F4").shows("今日值班");
    assert!(door.sent() > before[0].0);
}

#[test]
fn the_minute_alone_is_sent() {
    // On this clock a minute lasts one second.
    let office = Practice::made("2026-11-23T08:41", "60", "12");
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").shows("口报");
    let minute = |desk: &mut Terminal| {
        let clock = desk.clock();
        desk.wait("the next minute", |state| {
            (state.text().lines().next()?.split_whitespace().last()? != clock).then_some(())
        });
    };
    minute(&mut desk);
    let (watch, before, mut turns) = (Stopwatch::start(), desk.sent(), 0);
    while watch.read() < Duration::from_millis(3500) {
        minute(&mut desk);
        turns += 1;
    }
    let bytes = (desk.sent() - before) / turns;
    println!("a minute's turn: {bytes} bytes, {turns} turns in {:?}", watch.read());
    assert!((3..=5).contains(&turns), "a minute lasts one second here: {turns} in {:?}", watch.read());
    assert!(bytes <= 40, "{bytes} bytes for a new minute");
}
