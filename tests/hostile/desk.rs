//! A desk whose every frame goes through a terminal model; and a wall whose bytes are looked at likewise.

use xieban_board::{Board, Config, Event as WallEvent, Setting as WallSetting};
use xieban_domain::reveal::Reveal;
use xieban_office::Office;
use xieban_term::{Depth, Screen, Theme};
use xieban_text::Metrics;

use xieban_support::hostile::{foreign, harm};
use xieban_support::looking::{self, Watch};

const SIZE: (u16, u16) = (120, 40);

/// A desk.
pub(crate) type Desk<'o> = looking::Desk<'o, Model>;

/// A desk of somebody's.
pub(crate) fn desk<'o>(office: &'o Office, code: &str) -> Desk<'o> {
    let terminal = vt100::Parser::new(SIZE.1.try_into().unwrap(), SIZE.0.try_into().unwrap(), 0);
    Desk::of(office, code, SIZE, Model { terminal, seen: (0, 0) })
}

/// A terminal model.
pub(crate) struct Model {
    terminal: vt100::Parser,
    /// Frames looked at, and sheets.
    pub(crate) seen: (usize, usize),
}

impl Watch for Model {
    /// What goes down the line is ours, and a terminal shows what was drawn.
    fn frame(&mut self, screen: &str, text: &str, bytes: &[u8]) {
        self.seen.0 += 1;
        assert_eq!(foreign(bytes), None, "{screen} {text}");
        self.terminal.process(bytes);
        let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
        let shown = lines(&self.terminal.screen().contents());
        let drawn = lines(text);
        for row in 0..shown.len().max(drawn.len()) {
            let of = |lines: &[String]| lines.get(row).cloned().unwrap_or_default();
            assert_eq!(of(&shown), of(&drawn), "row {row} of {screen}");
        }
    }

    fn sheet(&mut self, name: &str, text: &str) {
        self.seen.1 += 1;
        assert_eq!(harm(name, &[]), None);
        assert_eq!(harm(text, &['\n', '\u{c}']), None, "{name}");
    }

    fn kept(&mut self, _: &str) {}

    fn looked(&mut self, _: &Reveal) {}
}

/// Every page of the wall, at one size; gives how many frames.
pub(crate) fn wall(office: &Office) -> usize {
    let (config, _) = Config::read(
        "pages = [\"值班\", \"人员\", \"本周\", \"流程图\", \"指南\", \"便民\", \"目的\", \"进度\"]",
    );
    let setting = WallSetting { size: SIZE, now: office.now(), metrics: Metrics::NARROW, config };
    let mut board = Board::new(setting);
    board.update(office.now(), WallEvent::Wall(Box::new(office.wall(true).unwrap())));
    let mut screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::True), Metrics::NARROW, SIZE);
    let frames = 60;
    for _ in 0..frames {
        screen.draw(|canvas| board.draw(canvas)).unwrap();
        assert_eq!(foreign(&std::mem::take(screen.out())), None);
        board.update(office.now(), WallEvent::Turn);
    }
    frames
}
