//! The host's clock on the command line: the wall clock is what it is, so the office's last page is put where it makes it doubtful.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};
use xieban_domain::moment::Moment;
use xieban_office::{Founding, Lookout, Office, wall};
use xieban_support::{duty, founding};

use crate::act::lines;
use crate::run::{Xieban, xieban};

const PIN: &str = "2468";
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A real office whose last page is so many days before now, on the day of whose clock L01 leads.
pub(crate) fn office(days_ago: i64) -> (tempfile::TempDir, PathBuf, Moment) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.redb");
    let (now, office) = (wall(), Office::create(&path).unwrap());
    let mut first = founding(vec![duty(&now.date().to_string(), Some("L01"))]);
    first.settings.practice = Some(false);
    let at = Some(now.plus_ms(-days_ago * DAY));
    for (staff, _) in std::mem::take(&mut first.staff) {
        let pin = ["S01", "L01"].contains(&staff.code.0.as_str()).then(|| PIN.to_owned());
        office.found(&Founding { staff: vec![(staff, pin)], at, ..std::mem::take(&mut first) }).unwrap();
    }
    (folder, path, now)
}

pub(crate) fn act(path: &std::path::Path, with: &[&str]) -> Xieban {
    let act = xieban(&[&["act", "--as", "S01"], with].concat()).on(path).pin("--pin-fd", PIN);
    if with.is_empty() { act } else { act.pin("--second-pin-fd", PIN) }
}

pub(crate) fn confirm(now: Moment, request: &str) -> Value {
    json!({ "request": request, "do": "confirm_clock", "date": now.date() })
}

pub(crate) fn tally(request: &str) -> Value {
    json!({ "request": request, "do": "tally" })
}

#[test]
fn a_line_of_act_is_refused_until_another_line_says_that_the_date_is_right() {
    let (_folder, path, now) = office(16);
    assert!(xieban(&["doctor"]).on(&path).said().contains("！本机日期是"));
    let refused = &act(&path, &[]).told(lines(&[tally("t-1")])).json_lines()[0];
    assert_eq!((&refused["reason"], &refused["ok"]), (&json!("date_asked"), &json!(false)));
    assert!(refused["message"].as_str().unwrap().contains("confirm_clock"), "{refused}");
    let other = json!({ "request": "c-0", "do": "confirm_clock", "date": "2026-01-01" });
    let answers =
        act(&path, &[]).told(lines(&[other, confirm(now, "c-1"), tally("t-1"), confirm(now, "c-2")]));
    let answers = answers.json_lines();
    let said: Vec<_> = answers.iter().map(|answer| answer["reason"].as_str().unwrap_or("ok")).collect();
    assert_eq!(said, ["clock_shows_another", "ok", "ok", "clock_agrees"], "{answers:?}");
    xieban(&["audit"]).on(&path).success();
    // The control: a break as long as a feast.
    let (_folder, path, _) = office(14);
    assert_eq!(act(&path, &[]).told(lines(&[tally("t-1")])).json_lines()[0]["ok"], true);
}

#[test]
fn a_clock_behind_the_last_page_takes_the_days_leader_beside_whoever_says_that_it_is_right() {
    let (_folder, path, now) = office(-3);
    let alone = act(&path, &[]).told(lines(&[tally("t-1"), confirm(now, "c-1")])).json_lines();
    let said: Vec<_> = alone.iter().map(|answer| answer["reason"].as_str().unwrap_or("ok")).collect();
    assert_eq!(said, ["host_clock", "clock_takes_two"], "{alone:?}");
    let both =
        act(&path, &["--second", "L01"]).told(lines(&[confirm(now, "c-2"), tally("t-1")])).json_lines();
    assert!(both.iter().all(|answer| answer["ok"] == true), "{both:?}");
    xieban(&["audit"]).on(&path).success();
}

#[test]
fn no_variable_sets_the_clock_of_the_program() {
    let (_folder, path, _) = office(1);
    let (before, mut act) = (wall(), Command::new(xieban_support::program()));
    for name in ["SOURCE_DATE_EPOCH", "FAKETIME", "XIEBAN_NOW", "XIEBAN_CLOCK", "XIEBAN_RATE", "TZ", "NOW"] {
        act.env(name, "0");
    }
    let (reader, mut writer) = std::io::pipe().unwrap();
    rustix::io::fcntl_setfd(&reader, rustix::io::FdFlags::empty()).unwrap();
    std::io::Write::write_all(&mut writer, format!("{PIN}\n").as_bytes()).unwrap();
    let fd = std::os::fd::AsRawFd::as_raw_fd(&reader).to_string();
    act.args(["act", "--as", "S01", "--pin-fd", &fd, "--store"])
        .arg(&path)
        .stdin(std::process::Stdio::null());
    assert!(act.status().unwrap().success());
    let mut lookout = Lookout::open(&path).unwrap();
    let last = lookout.header().unwrap().page;
    let at = lookout.at_of(last).unwrap().unwrap();
    assert!(before <= at && at <= wall(), "the page of her coming");
}
