//! The wall display as a process of its own, beside desks and without them: what it shows, when, and at what cost.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use redb::{Builder, ConcurrencyMode, DatabaseError};
use rustix::process::Signal;
use serde_json::{Value, json};
use xieban_domain::moment::Moment;
use xieban_domain::staff::Staff;
use xieban_office::{Founding, Lookout, Office};

use xieban_support::full::full;

use crate::busy::Holder;
use crate::practice::Practice;
use crate::terminal::{PATIENCE, Setup, State, Stopwatch, Terminal, pace, until};

/// A change at a desk is on the board within this time, from its acknowledgement on.
const SOON: Duration = Duration::from_secs(1);
/// That no desk lives is said within this time.
const BANNER: Duration = Duration::from_mins(2);

/// One page that never turns.
const STILL: &str = "seconds = 3600\npages = [\"值班\"]\n";

/// A board on a store, 100×30, with this file.
fn board_of(store: &Path, config: &str) -> Terminal {
    let file = store.with_extension("toml");
    std::fs::write(&file, config).unwrap();
    Terminal::start(&Setup {
        arguments: vec!["board", "--store", store.to_str().unwrap(), "--config", file.to_str().unwrap()],
        size: (100, 30),
        environment: Vec::new(),
    })
}

fn board(office: &Practice) -> Terminal {
    board_of(&office.store(), STILL)
}

/// `xieban act`, and what it answered, once it has.
fn act(office: &Practice, command: &Value) -> Value {
    let store = office.store();
    let mut act = Command::new(xieban_support::program());
    act.args(["act", "--store", store.to_str().unwrap()]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut act = act.spawn().unwrap();
    writeln!(act.stdin.take().unwrap(), "{command}").unwrap();
    let output = act.wait_with_output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The leader puts another officer on duty on the morning of Monday 2026-11-23.
fn put_on_duty(office: &Practice, officer: &str) {
    let day = json!({
        "request": format!("duty-{officer}"), "as": "L03", "do": "enter_duty", "date": "2026-11-23",
        "leader": "L03", "morning": [officer], "afternoon": ["S05"],
    });
    let done = act(office, &day);
    assert!(done["page"].is_u64() || done["pages"].is_array() || done["done"].is_object(), "{done}");
}

/// The office's clock.
fn office_clock(store: &Path) -> Moment {
    Lookout::open(store).unwrap().now().unwrap()
}

/// A store like this one where nobody works.
fn copy(office: &Practice) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.redb");
    std::fs::copy(office.store(), &path).unwrap();
    (folder, path)
}

#[test]
fn what_a_desk_changes_is_on_the_board_within_a_second() {
    let office = Practice::new();
    let (_folder, elsewhere) = copy(&office);
    let mut board = board(&office);
    let mut blind = board_of(&elsewhere, STILL);
    board.shows("协办员  王小明");
    blind.shows("协办员  王小明");
    let mut slowest = Duration::ZERO;
    for (officer, name) in [("S03", "赵国强"), ("S02", "李　敏"), ("S04", "单小红"), ("S01", "王小明")]
    {
        put_on_duty(&office, officer);
        let watch = Stopwatch::start();
        board
            .wait_within(SOON, name, |state| state.text().contains(&format!("协办员  {name}")).then_some(()));
        slowest = slowest.max(watch.read());
        // The control: a board that looks elsewhere has no idea.
        assert!(blind.text().contains("协办员  王小明"));
    }
    println!("a change at a desk was on the board after {slowest:?} at most");
}

#[test]
fn when_every_desk_is_killed_it_stands_and_says_to_when_it_is_true() {
    let office = Practice::new();
    let mut board = board(&office);
    board.shows("协办台都没有开机");
    let (first, second) = (office.desk("1号台"), office.desk("2号台"));
    let mut desks = [first, second];
    for desk in &mut desks {
        desk.shows("密    码");
    }
    board.loses("数据截至").shows("正常");
    let [first, second] = &mut desks;
    first.signal(Signal::KILL);
    first.end();
    // The control: one desk lives, and quiet data is not stale data.
    board.settle();
    assert!(!board.text().contains("数据截至"), "{}", board.text());
    second.signal(Signal::KILL);
    second.end();
    let watch = Stopwatch::start();
    board.wait_within(BANNER, "banner", |state| state.text().contains("数据截至").then_some(()));
    println!("that no desk lives is said after {:?}", watch.read());
    assert!(board.text().contains("王小明") && board.text().contains("协办台都没有开机"));
    // A desk that comes back takes the banner away.
    let mut back = office.desk("1号台");
    back.shows("密    码");
    board.loses("数据截至");
}

/// Whether a reader finds this store as a killed writer leaves it.
fn is_to_be_mended(store: &Path) -> bool {
    let opened = Builder::new().set_concurrency_mode(ConcurrencyMode::MultiWriter).open_read_only(store);
    matches!(opened, Err(DatabaseError::RepairAborted))
}

#[test]
fn a_store_that_a_killed_desk_left_to_be_mended_is_mended_by_the_board() {
    let office = Practice::new();
    let store = office.store();
    // Killed in the middle of its transaction; nobody else has the store open.
    Holder::stopped(&office).kill();
    assert!(is_to_be_mended(&store), "the control: without mending nobody can read it");
    let mut board = board(&office);
    board.shows("协办员  王小明").shows("协办台都没有开机");
    assert!(!is_to_be_mended(&store));
    // The same under a board that hangs there, with a desk.
    let mut desk = office.desk("1号台");
    desk.shows("密    码");
    board.loses("数据截至");
    let holder = Holder::stopped(&office);
    desk.signal(Signal::KILL);
    desk.end();
    holder.kill();
    board.wait_within(BANNER, "banner", |state| state.text().contains("数据截至").then_some(()));
    until("the mending", || (!is_to_be_mended(&store)).then_some(()));
    assert!(board.text().contains("王小明"), "{}", board.text());
    put_on_duty(&office, "S03");
    board.shows("协办员  赵国强");
}

#[test]
fn what_can_be_neither_read_nor_mended_shows_the_numbers_and_why_and_comes_back() {
    let office = Practice::new();
    let store = office.store();
    let mut board = board(&office);
    board.shows("协办员  王小明");
    let aside = store.with_extension("aside");
    std::fs::rename(&store, &aside).unwrap();
    board.shows("台账文件不在").shows("王小明");
    // A board that never saw it.
    let mut late = board_of(&store, STILL);
    late.shows("值班信息暂时显示不出来").shows("台账文件不在").shows("举报投诉电话");
    std::fs::write(&store, "这不是台账".repeat(1000)).unwrap();
    late.shows("文件不是协办台账");
    std::fs::rename(&aside, &store).unwrap();
    for board in [&mut board, &mut late] {
        board.shows("协办员  王小明").loses("台账");
    }
}

#[test]
fn at_the_very_second_a_half_day_ends_the_next_person_stands_there() {
    let office = Practice::made("2026-11-23T11:59:46", "2", "12");
    let store = office.store();
    let mut board = board(&office);
    board.shows("协办员  王小明");
    assert!(office_clock(&store) < noon(), "the control: not before");
    let shown = board.wait_within(PATIENCE, "the afternoon", |state| {
        state.text().contains("14:30 开始接待").then(|| office_clock(&store))
    });
    let late = shown.0 - noon().0;
    println!("{late} ms of the office's clock after the end of the half-day");
    assert!((0..1000).contains(&late), "{late} ms");
    assert!(board.text().contains("下午"), "{}", board.text());
}

fn noon() -> Moment {
    Moment::parse("2026-11-23T12:00:00").unwrap()
}

/// Memory of a process, in KiB.
fn memory(board: &Terminal) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", board.process())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_day_and_a_night_cost_neither_memory_nor_room_in_the_store() {
    // Every page, turned as fast as may be; a day lasts some seconds, in full half an hour.
    let rate = if full() { "48" } else { "14400" };
    let office = Practice::made("2026-11-23T08:41", rate, "12");
    let store = office.store();
    let mut desk = office.desk("1号台");
    desk.shows("密    码");
    let mut board = board_of(&store, "seconds = 3\n");
    board.shows("协办员  ");
    let began = office_clock(&store);
    let reached = |hours: i64| {
        let patience = if full() { PATIENCE * 80 } else { PATIENCE };
        board.wait_within(patience, &format!("{hours} hours"), |_| {
            (office_clock(&store).0 - began.0 >= hours * 3_600_000).then_some(())
        });
    };
    reached(6);
    let file = || std::fs::metadata(&store).map(|file| (file.len(), file.modified().unwrap())).unwrap();
    let before = (memory(&board), file(), board.sent());
    reached(30);
    let after = (memory(&board), file(), board.sent());
    let bytes = after.2 - before.2;
    println!(
        "24 hours: {} KiB, then {} KiB; {bytes} bytes sent; the store {} bytes",
        before.0, after.0, after.1.0
    );
    assert!(after.0 <= before.0 + 2048, "{} KiB grew to {} KiB", before.0, after.0);
    assert_eq!(after.1, before.1, "size and time of the store");
    assert!(bytes <= 24 * 60 * 60 + 40 * 8000, "a minute's bytes, some pages, {bytes} bytes in all");
    // The control: what a desk does is seen in the file.
    count_one(&office);
    assert_ne!(file(), after.1);
}

/// Writes a page that changes nothing on the wall.
fn count_one(office: &Practice) {
    act(office, &json!({ "request": "tally", "as": "S01", "do": "tally" }));
}

#[test]
fn between_changes_nothing_is_sent_but_the_minute() {
    // On this clock a minute lasts for hours.
    let office = Practice::made("2026-11-23T08:41", "0.001", "12");
    let mut desk = office.desk("1号台");
    desk.shows("密    码");
    let mut board = board(&office);
    board.shows("正常").settle();
    let before = (board.sent(), board.ticks());
    pace(Duration::from_secs(if full() { 70 } else { 5 }));
    // Somebody else's page changes nothing on the wall, and a key nothing at all.
    count_one(&office);
    board.keys("Enter Esc F10 Ctrl-C \"q\"");
    board.settle();
    assert_eq!(board.sent(), before.0);
    assert!(board.ticks() <= before.1 + 5, "{} ticks", board.ticks() - before.1);
    // The control: a change on the wall is sent.
    put_on_duty(&office, "S03");
    board.shows("协办员  赵国强");
    assert!(board.sent() > before.0);
}

#[test]
fn a_minute_costs_some_bytes() {
    // On this clock a minute lasts one second.
    let office = Practice::made("2026-11-23T08:41", "60", "12");
    let mut desk = office.desk("1号台");
    desk.shows("密    码");
    let mut board = board(&office);
    board.shows("正常").settle();
    let minute = |state: &State| {
        state.text().lines().next().and_then(|line| line.split_whitespace().last().map(str::to_owned))
    };
    let next = |board: &Terminal| {
        let before = board.now(minute);
        board.wait("the next minute", |state| (minute(state) != before).then_some(()));
    };
    next(&board);
    let before = board.sent();
    (0..3).for_each(|_| next(&board));
    let bytes = (board.sent() - before) / 3;
    println!("a minute's turn: {bytes} bytes");
    assert!((1..=60).contains(&bytes), "{bytes} bytes for a new minute");
}

#[test]
fn it_ends_by_signal_or_by_its_configured_keys_and_gives_the_terminal_back() {
    let office = Practice::new();
    let mut board = board_of(&office.store(), "exit = \"F12 F12 0\"\n");
    board.shows("协办员  王小明").keys("F12 0 F12 F12 0");
    assert!(board.end().success());
    assert_eq!(board.modes(), (true, true));
    let mut board = board_of(&office.store(), STILL);
    board.shows("协办员  王小明");
    board.keys("F12 F12 0 F10 Ctrl-C Esc");
    board.settle();
    assert!(board.text().contains("王小明"), "no way out but the configured one");
    board.signal(Signal::TERM);
    assert!(board.end().success());
    assert_eq!(board.modes(), (true, true));
}

#[test]
fn a_photograph_is_on_the_wall_and_one_that_is_none_is_named_and_holds_nothing_up() {
    let office = Practice::new();
    let face = image::RgbImage::from_fn(60, 80, |x, _| {
        image::Rgb(if x < 30 { [250, 40, 40] } else { [40, 40, 250] })
    });
    let file = office.store().with_file_name("S01.png");
    face.save(&file).unwrap();
    let mut keep = Command::new(xieban_support::program());
    keep.args(["staff", "photo", "S01"]).arg(&file).args(["--as", "A01", "--store"]).arg(office.store());
    assert!(keep.output().unwrap().status.success());
    // It is in the store now, and needs no file.
    std::fs::remove_file(file).unwrap();
    // An older program left a file, which says of itself that it has 100 megapixels, in 45 bytes.
    let photos = office.store().with_file_name("photos");
    std::fs::create_dir(&photos).unwrap();
    let head = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x27\x10\0\0\x27\x10\x08\x02\0\0\0";
    let lie = [&head[..], &[0x35, 0x2c, 0xf5, 0x70], b"\0\0\0\0IDAT\x35\xaf\x06\x1e"].concat();
    std::fs::write(photos.join("L03.png"), lie).unwrap();
    let older = Office::open(&office.store()).unwrap();
    let leader = older.header().unwrap().staff.get(&"L03".into()).cloned().unwrap();
    let leader = Staff { photo: "L03.png".to_owned(), ..leader };
    older.found(&Founding { staff: vec![(leader, None)], ..Founding::default() }).unwrap();
    drop(older);
    put_on_duty(&office, "S01");
    let mut board = board_of(&office.store(), "seconds = 3\npages = [\"人员\"]\n");
    board.wait_within(PATIENCE, "photograph", |state| {
        let screen = state.terminal();
        let coloured = |row, column| {
            screen.cell(row, column).is_some_and(|cell| cell.bgcolor() != vt100::Color::Default)
        };
        (0..30)
            .flat_map(|row| (0..40).map(move |column| (row, column)))
            .any(|(row, column)| coloured(row, column))
            .then_some(())
    });
    board.shows("“L03.png”").shows("10000×10000");
}
