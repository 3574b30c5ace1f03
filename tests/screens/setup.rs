//! 首次设置: every page, what is wrong said at once, and what is typed kept but for the PINs.

use xieban_office::{CompiledFacts, Founding, Office, SignInError};
use xieban_term::{Depth, Input, Screen, Theme, dump};
use xieban_text::Metrics;
use xieban_ui::setup::{Effect, Event, SetUp, Setting};

use xieban_support::at;
use xieban_support::keys::keys;

use crate::picture::{Shown, picture};

/// A set-up without a terminal, on Monday 2026-11-23, 08:41.
struct First {
    setup: SetUp,
    size: (u16, u16),
    now: &'static str,
    kept: Option<String>,
    founding: Option<Founding>,
    over: Vec<&'static str>,
}

impl First {
    fn new() -> Self {
        Self::at("2026-11-23T08:41", None)
    }

    fn at(now: &'static str, draft: Option<String>) -> Self {
        let setting = Setting {
            facts: CompiledFacts::bundled().unwrap(),
            now: at(now),
            size: (80, 24),
            place: "/srv/xieban/xieban.redb".to_owned(),
            draft,
        };
        Self { setup: SetUp::new(setting), size: (80, 24), now, kept: None, founding: None, over: Vec::new() }
    }

    fn hear(&mut self, event: Event) {
        for effect in self.setup.update(at(self.now), event) {
            match effect {
                Effect::Keep(draft) => self.kept = Some(draft),
                Effect::Found(founding) => self.founding = Some(*founding),
                Effect::Practise => self.over.push("practise"),
                Effect::Begin => self.over.push("begin"),
                Effect::Quit => self.over.push("quit"),
            }
        }
    }

    fn keys(&mut self, notation: &str) -> &mut Self {
        for input in keys(notation) {
            self.hear(Event::Inputs(vec![input]));
        }
        self
    }

    fn text(&self) -> String {
        self.frame(Metrics::NARROW).0
    }

    fn says(&self, text: &str) {
        assert!(self.text().contains(text), "{text}:\n{}", self.text());
    }
}

impl Shown for First {
    fn sized(&mut self, size: (u16, u16)) {
        self.size = size;
        self.hear(Event::Resized(size));
    }

    fn frame(&self, metrics: Metrics) -> (String, Option<(u16, u16)>) {
        let screen = Screen::new(std::io::sink(), Theme::bundled("day", Depth::None), metrics, self.size);
        let (frame, cursor) = screen.paint(|canvas| self.setup.draw(canvas));
        (dump(&frame), cursor)
    }

    fn practises(&self) -> bool {
        false
    }
}

/// The pages as a newcomer fills them in.
const OFFICER: &str = "\"王芳\" Enter Enter \"办公室主任\" Enter Enter \"所办公室 1号台\" Enter \"0516-83800001\" Enter \
                       \"13800138001\" Enter \"0605\" Enter";
const LEADER: &str = "\"刘建国\" Enter Enter \"副所长\" Enter Enter Enter \"三楼 302室\" Enter \"0516-83800012\" Enter \
                      \"13800138002\" Enter Enter";
const PINS: &str =
    "Enter \"何平\" Enter Enter \"24kx7rwm\" Enter \"24kx7rwm\" Enter \"k73qz2wd\" Enter \"m58vt4pe\" Enter";

#[test]
fn every_page_from_an_empty_folder_to_the_last_question() {
    let mut first = First::new();
    picture("setup_purpose", &mut first);
    picture("setup_office", first.keys("Enter"));
    picture("setup_departments", first.keys("F8"));
    picture("setup_officer", first.keys("PgDn"));
    first.keys(OFFICER);
    picture("setup_leader", &mut first);
    first.keys(LEADER);
    picture("setup_numbers", &mut first);
    picture("setup_pins", first.keys("Backspace \"41\" F8"));
    picture("setup_review", first.keys(PINS));
    assert!(first.founding.is_none() && first.over.is_empty());
    first.keys("Enter");
    first.says("核对无误，按 2 再按 Enter");
    assert!(first.founding.is_none(), "the default founds nothing");
    picture("setup_founding", first.keys("2 Enter"));
    let founding = first.founding.take().unwrap();
    let codes: Vec<&str> = founding.staff.iter().map(|(staff, _)| staff.code.0.as_str()).collect();
    assert_eq!(codes, ["A01", "S01", "L01"]);
    first.hear(Event::Founded(Err("磁盘已满。".to_owned())));
    first.says("磁盘已满。");
    first.keys("Enter");
    first.hear(Event::Founded(Ok(())));
    // The sealed code is shown once, and nothing but Enter goes on from it.
    first.says(&founding.recovery.as_ref().unwrap().to_string());
    first.says("监封人");
    first.keys("x Esc F8");
    assert!(first.over.is_empty());
    first.keys("Enter");
    assert_eq!(first.over, ["begin"]);
    // What it gives is an office in which the officer registers at once.
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("first.redb");
    Office::begin(
        &store,
        &folder.path().join("witness"),
        &Founding { at: Some(at("2026-11-23T08:41")), ..founding },
    )
    .unwrap();
    let office = Office::open(&store).unwrap();
    let door = office.header().unwrap();
    assert_eq!(door.settings.used_on_paper.values().collect::<Vec<_>>(), [&(2026, 41)]);
    assert_eq!(door.settings.departments.len(), 5);
    assert!(!door.settings.practice);
    office.sign_in("A01", "24kx7rwm", "1号台", true).unwrap();
    let tried = |code, pin| office.sign_in(code, pin, "1号台", true).unwrap_err();
    assert!(matches!(tried("S01", "k73qz2wd"), SignInError::MustChange), "given by another");
    assert!(matches!(tried("L01", "k73qz2wd"), SignInError::Wrong), "the control: another's PIN");
}

#[test]
fn the_practice_store_is_one_digit_away() {
    let mut first = First::new();
    first.keys("2 Enter");
    assert_eq!(first.over, ["practise"]);
    first.says("正在准备练习库");
}

#[test]
fn what_is_wrong_is_said_on_its_field_before_the_next_page() {
    let mut first = First::new();
    let clear = "Backspace ".repeat(30);
    first.keys("Enter").keys("↓ ↓").keys(&clear).keys("\"八点半\" F8");
    picture("setup_wrong_hours", &mut first);
    first.keys(&clear).keys("\"８：３０－１２：００\" ↓ ↓").keys(&clear).keys("F8");
    first.says("只能更改，不能空着");
    first.keys("\"热线\" F8");
    first.says("拨不通");
    first.keys(&clear).keys("\"０５１６—１２３４５\" F8");
    first.says("科室");
    first.keys("F8").keys("F8");
    first.says("请写姓名");
    first.keys("\"王芳\" ↓").keys(&clear).keys("↑ F8");
    first.says("请取一个代码");
    first.keys("\"甲\" ↑ F8");
    first.says("代码“甲”不对");
    first.keys("Backspace \"s01\" ↓ ↓ 2 F8");
    first.says("王芳");
    first.says("第3步");
    first.keys("1 ↓ ↓ \"见公示栏\" F8");
    first.says("办公电话“见公示栏”不对");
    first.keys(&clear).keys("F8");
    first.says("值班领导");
    first.keys("\"王芳\" ↓").keys(&clear).keys("\"s01\" F8");
    first.says("有两个人在用");
}

#[test]
fn the_leader_may_be_the_administrator_and_chooses_his_own_pin() {
    let mut first = First::new();
    first.keys("Enter F8 F8").keys(OFFICER).keys(LEADER).keys("F8 3 Enter");
    picture("setup_pins_of_the_leader", &mut first);
    first.keys("\"24kx7rwm\" Enter \"24kx7rwn\" Enter \"k73qz2wd\" Enter");
    first.says("两次输入的密码不一样");
    first.keys("Backspace \"m\" F8").keys("2 Enter");
    let founding = first.founding.take().unwrap();
    let people: Vec<_> =
        founding.staff.iter().map(|(staff, pin)| (staff.code.0.as_str(), pin.as_deref().unwrap())).collect();
    assert_eq!(people, [("L01", "24kx7rwm"), ("S01", "k73qz2wd")]);
}

#[test]
fn the_code_of_an_administrator_that_another_has_is_changed_where_the_caret_stands() {
    let mut first = First::new();
    first.keys("Enter F8 F8").keys(OFFICER).keys(LEADER).keys("F8 ↓ \"何平\" ↓");
    first.keys("Backspace Backspace Backspace \"S01\" ↑ F8");
    first.says("代码“S01”有两个人在用");
    first.keys("Backspace \"9\" ↓ F8");
    first.says("S09");
    assert!(!first.text().contains("有两个人在用"), "{}", first.text());
}

#[test]
fn on_a_day_off_the_next_open_day_is_filled() {
    let mut first = First::at("2026-11-21T10:00", None);
    first.keys("Enter F8 F8").keys(OFFICER).keys(LEADER).keys("F8").keys(PINS);
    first.says("下一个工作日 11-23 周一");
}

#[test]
fn what_was_typed_comes_back_and_no_pin_is_among_it() {
    let mut first = First::new();
    first.keys("Enter F8 F8").keys(OFFICER).keys(LEADER).keys("F8").keys(PINS);
    let kept = first.kept.take().unwrap();
    for pin in ["24kx7rwm", "k73qz2wd", "m58vt4pe"] {
        assert!(!kept.contains(pin), "{kept}");
    }
    assert!(kept.contains("王芳") && kept.contains("何平"), "the control: {kept}");
    let mut again = First::at("2026-11-23T09:00", Some(kept));
    picture("setup_again", &mut again);
    again.keys("PgUp PgUp PgUp");
    again.says("王芳");
    again.keys("PgDn PgDn PgDn ↓ ↓ ↓ \"24kx7rwm\" Enter \"24kx7rwm\" Enter \"k73qz2wd\" Enter \"m58vt4pe\" Enter 2 Enter");
    assert_eq!(again.founding.unwrap().staff.len(), 3);
    let broken = First::at("2026-11-23T09:00", Some("{\"page\":\"review\"".to_owned()));
    broken.says("怎么用");
}

#[test]
fn the_way_out_and_the_way_back() {
    let mut first = First::new();
    first.keys("Enter F8 Esc");
    first.says("第1步");
    first.keys("Esc");
    first.says("正式使用");
    assert!(first.over.is_empty());
    first.keys("Esc");
    assert_eq!(first.over, ["quit"]);
    let mut first = First::new();
    first.keys("Enter F8 Ctrl-q");
    assert_eq!(first.over, ["quit"]);
    first.hear(Event::Inputs(vec![Input::Paste("财务科\u{1b}[2J".to_owned())]));
    first.says("财务科");
}
