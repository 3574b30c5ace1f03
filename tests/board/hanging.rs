//! A board that hangs in a test: an office in memory behind it, a clock that is put where it should stand, pictures of it.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::Modifier;
use xieban_board::{Board, Config, Effect, Event, Setting};
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::Moment;
use xieban_office::Office;
use xieban_public::Desks;
use xieban_term::{Depth, Digits, Screen, Theme, Tone, dump};
use xieban_text::Metrics;

use xieban_support::{at, day, founding};

const SIZES: [(u16, u16); 3] = [(80, 24), (100, 30), (160, 50)];
const POLICIES: [(&str, Metrics); 2] = [("narrow", Metrics::NARROW), ("wide", Metrics::WIDE)];
/// The supervision numbers.
pub(crate) const NUMBERS: [&str; 2] = ["80802345", "18914882345"];

/// A board, and the office whose wall it shows.
pub(crate) struct Hanging {
    pub(crate) board: Board,
    pub(crate) office: Office,
    size: (u16, u16),
}

/// Who stands there on a date, in the morning and in the afternoon, under whom.
pub(crate) fn on_duty(date: &str, morning: &[&str], afternoon: &[&str], leader: Option<&str>) -> DutyDay {
    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).into()).collect();
    DutyDay {
        leader: leader.map(Into::into),
        morning: codes(morning),
        afternoon: codes(afternoon),
        ..DutyDay::empty(day(date))
    }
}

/// The week from Monday 2026-11-23 on, and the Monday after it.
pub(crate) fn a_week() -> Vec<DutyDay> {
    vec![
        on_duty("2026-11-23", &["S01"], &["S02"], Some("L01")),
        on_duty("2026-11-24", &["S02"], &["S02"], Some("L02")),
        on_duty("2026-11-25", &["S02", "S03"], &["S03"], Some("B01")),
        on_duty("2026-11-26", &["S03"], &["S03"], Some("L01")),
        on_duty("2026-11-27", &["S03"], &["S01"], Some("L02")),
        on_duty("2026-11-30", &["S01"], &["S01"], Some("B01")),
    ]
}

impl Hanging {
    /// A board at this moment, on these days, with this file.
    pub(crate) fn with(now: &str, duty: Vec<DutyDay>, config: &str) -> Self {
        let office = Office::in_memory(at(now)).unwrap();
        let mut founding = founding(duty);
        for (staff, _) in &mut founding.staff {
            let (post, place, phone, mobile, badge) = match staff.code.0.as_str() {
                "S01" => ("办公室主任", "所办公室 1号台", "0516-83800001", "13800138001", "0612"),
                "S02" => ("医政科长", "所办公室 1号台", "0516-83800001", "13800138002", "0613"),
                "S03" => ("监督一科科长", "所办公室 2号台", "0516-83800003", "13800138003", "0614"),
                "L01" => ("副所长", "三楼302室", "0516-83800012", "13800138012", "0602"),
                "L02" => ("纪检组长", "三楼304室", "0516-83800014", "13800138014", "0603"),
                "B01" => ("副所长", "三楼306室", "0516-83800016", "", ""),
                _ => continue,
            };
            let owned = [post, place, phone, mobile, badge].map(str::to_owned);
            [staff.post, staff.place, staff.phone, staff.mobile, staff.badge] = owned;
        }
        office.found(&founding).unwrap();
        let mut hanging = Self { board: Self::fresh(at(now), config), office, size: SIZES[0] };
        hanging.look();
        hanging.hear(Event::Desks(Desks::Alive));
        hanging
    }

    /// The same on the usual week with the usual pages.
    pub(crate) fn at(now: &str) -> Self {
        Self::with(now, a_week(), "")
    }

    /// A board that has seen nothing yet.
    pub(crate) fn fresh(now: Moment, config: &str) -> Board {
        let (config, mistakes) = Config::read(config);
        assert_eq!(mistakes, Vec::<String>::new());
        Board::new(Setting { size: SIZES[0], now, metrics: Metrics::NARROW, config })
    }

    /// It looks at its store.
    pub(crate) fn look(&mut self) {
        let wall = self.office.wall(true).unwrap();
        self.hear(Event::Wall(Box::new(wall)));
    }

    pub(crate) fn hear(&mut self, event: Event) -> Vec<Effect> {
        self.board.update(self.office.now(), event)
    }

    /// The clock goes on to this moment, minute by minute as the board asks for it.
    pub(crate) fn until(&mut self, moment: &str) {
        let moment = at(moment);
        while self.board.next_minute() <= moment {
            self.office.set_clock(self.board.next_minute());
            self.hear(Event::Minute);
        }
        self.office.set_clock(moment);
    }

    /// What it shows at a size, under a policy.
    pub(crate) fn frame(&mut self, size: (u16, u16), metrics: Metrics) -> String {
        if size != self.size {
            self.size = size;
            self.hear(Event::Resized(size));
        }
        self.board.measured(metrics);
        let screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::None), metrics, size);
        let mut frame = screen.paint(|canvas| self.board.draw(canvas)).0;
        // Large type by blanks in reverse video is to be seen in a picture, too; a banner in reverse video is text.
        for row in frame.content.chunks_mut(size.0.into()) {
            let reversed = |cell: &Cell| cell.modifier.contains(Modifier::REVERSED);
            if !row.iter().any(|cell| reversed(cell) && cell.symbol() != " ") {
                row.iter_mut().filter(|cell| reversed(cell)).for_each(|cell| *cell = Cell::new("#"));
            }
        }
        dump(&frame)
    }

    /// What it shows.
    pub(crate) fn text(&mut self) -> String {
        self.frame(SIZES[1], Metrics::NARROW)
    }

    /// The next page.
    pub(crate) fn turn(&mut self) -> &mut Self {
        self.hear(Event::Turn);
        self
    }

    /// The title of the next page, as the foot has it.
    pub(crate) fn next_title(&mut self) -> String {
        let text = self.text();
        let (_, after) = text.split_once("下一页：").unwrap();
        after.split_whitespace().next().unwrap().to_owned()
    }

    /// Takes the picture of what it shows at every size and under both policies.
    pub(crate) fn picture(&mut self, name: &str) {
        let mut out = String::new();
        for size in SIZES {
            for (policy, metrics) in POLICIES {
                let text = self.frame(size, metrics);
                assert_eq!(self.frame(size, metrics), text, "drawing changes nothing");
                holds(name, &text, metrics, size);
                writeln!(out, "== {}x{} {policy}\n{text}", size.0, size.1).unwrap();
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, out));
        for size in [(1, 1), (20, 5), (40, 12), (60, 16), (79, 23), (132, 43), (240, 70)] {
            for (_, metrics) in POLICIES {
                fits(name, &self.frame(size, metrics), metrics, size);
            }
        }
    }
}

/// What holds of every page.
fn holds(name: &str, text: &str, metrics: Metrics, size: (u16, u16)) {
    fits(name, text, metrics, size);
    for number in NUMBERS {
        assert!(shows_number(text, number, metrics), "{name} {size:?} without {number}:\n{text}");
    }
    let foot = text.lines().last().unwrap();
    assert!(foot.contains("数据 ") || foot.contains("数据截至"), "{name}: {foot}");
}

/// A number stands there, large or plain: its rows one under the other at one place.
pub(crate) fn shows_number(text: &str, number: &str, metrics: Metrics) -> bool {
    let digits = Digits::new(number);
    let screen =
        Screen::new(Vec::new(), Theme::bundled("day", Depth::None), metrics, (digits.columns(metrics), 3));
    let rows = dump(
        &screen
            .paint(|canvas| {
                digits.draw(canvas, 0, 0, Tone::Text);
            })
            .0,
    );
    let rows: Vec<&str> = rows.lines().map(str::trim).collect();
    let lines: Vec<&str> = text.lines().collect();
    text.contains(number)
        || lines.windows(3).any(|three| three.iter().zip(&rows).all(|(line, row)| line.contains(row)))
}

/// No row is longer than the screen.
fn fits(name: &str, text: &str, metrics: Metrics, (columns, rows): (u16, u16)) {
    assert!(text.lines().count() <= usize::from(rows), "{name}: too many rows");
    for line in text.lines() {
        assert!(metrics.width(line) <= usize::from(columns), "{name} at {columns}x{rows}: {line}");
    }
}
