//! A newcomer: an empty folder, the set-up, the first case with its slip, by keys alone; and the same with what a Chinese input
//! method sends in place of the keys. Whoever is killed half-way finds what he typed, and no store.

use std::path::{Path, PathBuf};

use rustix::process::Signal;
use serde_json::Value;
use xieban_domain::calendar::Calendar;
use xieban_office::wall;

use xieban_support::keys::keys;

use crate::practice::{done, run};
use crate::terminal::{Stopwatch, Terminal, until};

/// A newcomer at a terminal in an empty folder.
struct Newcomer {
    folder: tempfile::TempDir,
    desk: Terminal,
    /// His input method is on: keys come in their full-width twins.
    wide: bool,
    keys: usize,
}

/// The administrator, who chooses his own PIN, and the PINs that the first two are given.
const PINS: &str = "\"24kx7rwm\" Enter \"24kx7rwm\" Enter \"k73qz2wd\" Enter \"m58vt4pe\" Enter";

/// What an input method sends in place of a key that it takes for Chinese.
fn widened(notation: &str) -> String {
    let wide = |c: char| match c {
        ' ' => '\u{3000}',
        '/' => '、',
        ':' => '：',
        '-' => '－',
        '.' => '。',
        '0'..='9' => char::from_u32(c as u32 + 0xfee0).unwrap(),
        other => other,
    };
    let digits = |part: &str| {
        let single = part.chars().count() == 1;
        if single { part.chars().map(wide).collect() } else { part.to_owned() }
    };
    let parts = notation.split('"').enumerate().map(|(at, part)| match at % 2 {
        1 => part.chars().map(wide).collect::<String>(),
        _ => part.split(' ').map(digits).collect::<Vec<_>>().join(" "),
    });
    parts.collect::<Vec<_>>().join("\"")
}

impl Newcomer {
    fn new(wide: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Terminal::desk(&folder.path().join("xieban.redb"), "1号台");
        Self { folder, desk, wide, keys: 0 }
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("xieban.redb")
    }

    fn keys(&mut self, notation: &str) -> &mut Self {
        let notation = if self.wide { widened(notation) } else { notation.to_owned() };
        self.keys += keys(&notation).len();
        self.desk.keys(&notation);
        self
    }

    fn shows(&mut self, text: &str) -> &mut Self {
        self.desk.shows(text);
        self
    }

    /// From the first page to the question whether it is all right.
    fn set_up(&mut self) {
        let clear = "Backspace ".repeat(11);
        self.shows("首次设置").keys("1 Enter").shows("第1步");
        self.keys(&format!("↓ ↓ {clear} \"08:30-12:00\" ↓ {clear} \"14:00-17:30\" F8")).shows("第2步");
        self.keys("F8").shows("第3步");
        self.keys(
            "\"王芳\" Enter Enter \"办公室主任\" Enter 1 Enter \"所办公室\" Enter \"0516-83800001\" Enter",
        );
        self.keys("\"13800138001\" Enter Enter").shows("第4步");
        self.keys("\"刘建国\" Enter Enter \"副所长\" Enter 1 Enter 1 Enter \"三楼 302室\" Enter Enter");
        self.keys("\"13800138002\" Enter Enter").shows("第5步");
        self.keys("Backspace \"41\" F8").shows("第6步");
        self.keys("1 Enter \"何平\" Enter Enter").keys(PINS).shows("第7步");
    }

    fn read(&self, arguments: &[&str]) -> Vec<Value> {
        let store = self.store();
        let printed = done(&run(&[arguments, &["--store", store.to_str().unwrap()]].concat()));
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The papers that came out, by name.
fn papers(store: &Path) -> Vec<String> {
    let files = std::fs::read_dir(store.with_extension("out")).into_iter().flatten();
    files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

/// Empty folder → set-up → sign-in → first case, its slip out and found again by its number.
fn whole_path(wide: bool) {
    let watch = Stopwatch::start();
    let mut newcomer = Newcomer::new(wide);
    newcomer.set_up();
    assert!(!newcomer.store().exists(), "nothing stands there before it is asked for");
    newcomer.keys("2 Enter").shows("恢复码：").keys("Enter").shows("密    码");
    let setting_up = newcomer.keys;
    newcomer.keys("\"S01\" Enter \"k73qz2wd\" Enter").shows("请先更换");
    newcomer.keys("\"q83vn5zt\" Enter \"q83vn5zt\" Enter").shows("F2登记");
    newcomer
        .keys("F2 Enter 1 Enter \"王秀英\" Enter 8 Enter 1 Enter \"13800138000\" Enter \"和平路1号\" Enter");
    newcomer.keys("\"ZX01\" Enter Enter 2 Enter 1 Enter 1 F8");
    if !Calendar::bundled().unwrap().is_open(wall().date()) {
        newcomer.shows("临时顶岗").keys("\"今天第一次用\" F8").shows("来访目的").keys("F8");
    }
    newcomer.shows("1 已出好").keys("Enter").shows("口报 0042");
    newcomer.keys("F3").shows("办件 1").keys("/").keys("\"42\" Enter").shows("0042");
    let cases = newcomer.read(&["case", "list", "--json"]);
    assert_eq!(cases.len(), 1);
    assert!(cases[0]["case"].as_str().unwrap().ends_with("-42"), "the paper went to 41: {}", cases[0]);
    assert_eq!(cases[0]["officer"], "S01");
    assert!(papers(&newcomer.store()).iter().any(|name| name.contains("协办单")));
    let staff = newcomer.read(&["staff", "list", "--json"]);
    assert_eq!(
        staff.iter().map(|row| row["code"].as_str().unwrap()).collect::<Vec<_>>(),
        ["L01", "S01", "A01"]
    );
    assert_eq!(staff[1]["phone"], "0516-83800001");
    assert!(!newcomer.store().with_extension("setup").exists(), "the ground is cleared");
    done(&run(&["audit", "--store", newcomer.store().to_str().unwrap()]));
    let (keys, seconds) = (newcomer.keys, watch.read().as_secs_f32());
    println!(
        "wide {wide}: {setting_up} keys of set-up, {keys} to the first slip found again, {seconds:.1} s"
    );
}

#[test]
fn a_newcomer_comes_from_an_empty_folder_to_his_first_slip() {
    whole_path(false);
}

#[test]
fn an_input_method_in_his_way_changes_nothing() {
    assert_eq!(
        widened("1 F8 \"08:30-12:00 x/\" ↓"),
        "１ F8 \"０８：３０－１２：００\u{3000}x、\" ↓",
        "the control"
    );
    whole_path(true);
}

#[test]
fn whoever_is_killed_half_way_finds_what_he_typed_and_no_store() {
    let mut newcomer = Newcomer::new(false);
    newcomer.set_up();
    let draft = newcomer.store().with_extension("setup").join("draft.json");
    let kept = until("the draft", || {
        let draft = std::fs::read_to_string(&draft).ok()?;
        (draft.contains("13800138002") && draft.contains("review")).then_some(draft)
    });
    for pin in ["24kx7rwm", "k73qz2wd", "m58vt4pe"] {
        assert!(!kept.contains(pin), "{kept}");
    }
    newcomer.desk.signal(Signal::KILL);
    newcomer.desk.end();
    let names: Vec<_> =
        std::fs::read_dir(newcomer.folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, ["xieban.setup"], "no store, whole or half");
    // Beside one who is at it a second terminal is told.
    newcomer.desk = Terminal::desk(&newcomer.store(), "1号台");
    newcomer.shows("只有密码要再输一次");
    let mut other = Terminal::desk(&newcomer.store(), "2号台");
    assert_eq!(other.end().exit_code(), 1);
    assert!(other.ended(|state| state.text().contains("另一台终端正在做首次设置")));
    newcomer
        .keys("↓ ↓ ↓ \"24kx7rwm\" Enter \"24kx7rwm\" Enter \"k73qz2wd\" Enter \"m58vt4pe\" Enter")
        .shows("第7步");
    newcomer.keys("2 Enter").shows("恢复码：").keys("Enter").shows("密    码");
    assert!(newcomer.store().exists());
    assert_eq!(newcomer.read(&["staff", "list", "--json"]).len(), 3);
}

#[test]
fn the_practice_store_is_made_beside_and_the_set_up_is_still_there() {
    let mut newcomer = Newcomer::new(false);
    newcomer.shows("首次设置").keys("2 Enter").shows("演练库");
    newcomer.keys("Esc");
    assert!(newcomer.desk.end().success());
    assert!(!newcomer.store().exists() && newcomer.folder.path().join("xieban-练习.redb").exists());
    newcomer.desk = Terminal::desk(&newcomer.store(), "1号台");
    newcomer.shows("首次设置").keys("Esc");
    assert!(newcomer.desk.end().success());
}

#[test]
fn a_lost_line_keeps_what_was_typed() {
    let mut newcomer = Newcomer::new(false);
    newcomer.shows("首次设置").keys("Enter F8 F8 \"王芳\"").shows("王芳");
    newcomer.desk.hang_up();
    newcomer.desk.end();
    assert!(!newcomer.store().exists());
    newcomer.desk = Terminal::desk(&newcomer.store(), "1号台");
    newcomer.shows("上次填的还在").shows("王芳");
}

#[test]
fn where_a_store_has_been_nothing_begins_anew() {
    let mut newcomer = Newcomer::new(false);
    newcomer.set_up();
    newcomer.keys("2 Enter").shows("恢复码：").keys("Enter").shows("密    码").keys("Esc");
    assert!(newcomer.desk.end().success());
    std::fs::remove_file(newcomer.store()).unwrap();
    let mut desk = Terminal::desk(&newcomer.store(), "1号台");
    assert_eq!(desk.end().exit_code(), 1);
    let said = desk.ended(|state| state.text().replace('\n', ""));
    assert!(said.contains("这里原来有台账") && said.contains("切勿另建台账"), "{said}");
}
