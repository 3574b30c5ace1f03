//! Several processes on one store: what one commits the others show, without a key.

use std::time::Duration;

use crate::practice::{PERSON, Practice};
use crate::terminal::{Stopwatch, Terminal};

/// How many times a latency is taken.
const TIMES: usize = 15;

/// The count of quick answers in the header.
fn tally(desk: &Terminal) -> usize {
    let text = desk.text();
    let (_, count) = text.split_once("咨询 ").unwrap();
    count.split_whitespace().next().unwrap().parse().unwrap()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[test]
fn what_one_desk_commits_the_other_and_a_reader_show() {
    let office = Practice::new();
    let mut first = office.desk("1号台");
    let mut second = office.desk("2号台");
    first.sign_in("S01");
    second.sign_in("S02").keys("←").shows("[全所");
    // A count, several times: how long until it stands on the other screen.
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let count = format!("咨询 {}", tally(&first) + 1);
        let watch = Stopwatch::start();
        first.keys("F12").shows(&count);
        own.push(watch.read());
        second.shows(&count);
        others.push(watch.read());
    }
    let (own, others) = (median(own), median(others));
    println!("from the key: own screen {own:?}, the other desk's {others:?} (medians of {TIMES})");
    assert!(others < Duration::from_secs(1), "{others:?}");
    // A case: in the other's list and news, and for a reader, who comes after it is acknowledged.
    first.keys(&format!("{PERSON} \"GW03\" Enter Enter 0 F8")).shows("1 已出好");
    assert_eq!(office.cases().last().unwrap()["spoken"], "0013-0", "acknowledged is readable");
    second.shows("1号台 08:41 新登记 0013-0").shows("0013-0 王");
    // And the other way, while the first is in the middle of its paper.
    let count = format!("咨询 {}", tally(&second) + 1);
    second.keys("F12").shows(&count);
    first.keys("1").shows(&count);
}

#[test]
fn a_case_changed_elsewhere_is_not_overwritten_unseen() {
    let office = Practice::new();
    let mut first = office.desk("1号台");
    let mut second = office.desk("2号台");
    first.sign_in("S01");
    first
        .keys(&format!("{PERSON} \"GW03\" Enter Enter 0 F8"))
        .shows("1 已出好")
        .keys("1 / \"0013-0\" Enter")
        .shows("承诺 12-07");
    // The same officer at another desk: both have the dialog of the same case open.
    second.sign_in("S01").keys("/ \"0013-0\" Enter").shows("承诺 12-07");
    second.take("催办").shows("─ 催办 ").keys("\"请抓紧\"");
    first.take("记来电").shows("来电内容").keys("\"问进度\" F8").shows("已保存");
    second.keys("F8").shows("本件已由王小明于11-23 08:41改动，您填的还在");
    second.keys("F8").shows("已保存").shows("催办 监督一科").shows("来电");
}
