//! A desk that looks at everything and writes nothing but the pages of its looking, whose every frame goes through a terminal model; and a wall likewise.

use xieban::board::{Board, Config, Event as WallEvent, Setting as WallSetting};
use xieban::office::{Office, Session};
use xieban::term::{Depth, Screen, Theme, dump};
use xieban::text::Metrics;
use xieban::ui::app::{App, Setting};
use xieban::ui::{Acted, Effect, Event, Signed};

use crate::hostile::{foreign, harm};
use crate::keys::keys;

const SIZE: (u16, u16) = (120, 40);

/// A desk.
pub(crate) struct Desk<'o> {
    app: App,
    office: &'o Office,
    session: Session,
    screen: Screen<Vec<u8>>,
    terminal: vt100::Parser,
    /// Frames looked at, and sheets.
    pub(crate) seen: (usize, usize),
}

impl<'o> Desk<'o> {
    pub(crate) fn of(office: &'o Office, code: &str) -> Self {
        let setting = Setting {
            door: office.door().unwrap(),
            facts: office.facts(),
            desk: "1号台".to_owned(),
            size: SIZE,
            run: format!("look-{code}"),
            place: String::new(),
            practice: Vec::new(),
        };
        let session = office.practise(code, "1号台").unwrap();
        let screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::True), Metrics::NARROW, SIZE);
        let terminal = vt100::Parser::new(SIZE.1.try_into().unwrap(), SIZE.0.try_into().unwrap(), 0);
        let mut desk = Self { app: App::new(setting), office, session, screen, terminal, seen: (0, 0) };
        desk.hear(Event::SignedIn(Ok(Signed { account: code.into(), drafts: Vec::new(), pin_ends: None })));
        desk
    }

    fn hear(&mut self, event: Event) {
        for effect in self.app.update(event) {
            if let Some(event) = self.work(effect) {
                self.hear(event);
            }
        }
    }

    fn work(&mut self, effect: Effect) -> Option<Event> {
        let unwritten = || Err(Acted::Failed("今天不写。".to_owned()));
        Some(match effect {
            Effect::Ask(ticket, query) => {
                let answer = self.office.ask(&self.session, &query);
                Event::Answered(ticket, answer.map_err(|error| error.to_string()))
            }
            // Looking at a visitor in clear writes its page, and paper needs it.
            Effect::Act { ticket, request, command } if command.name() == "reveal" => {
                let done = self.office.act(&self.session, &request, &command);
                Event::Acted(ticket, done.map_err(|error| Acted::Failed(error.to_string())))
            }
            Effect::Act { ticket, .. } | Effect::ActAs { ticket, .. } => Event::Acted(ticket, unwritten()),
            Effect::Print(ticket, sheets) => {
                for sheet in sheets {
                    self.seen.1 += 1;
                    assert_eq!(harm(&sheet.file_name(), &[]), None);
                    assert_eq!(harm(&sheet.text(), &['\n', '\u{c}']), None, "{}", sheet.file_name());
                }
                Event::Printed(ticket, Ok(Vec::new()))
            }
            // Nobody leaves the desk alone for minutes.
            Effect::After(ticket, ms) if ms < 60_000 => Event::Timer(ticket),
            Effect::Keep { .. }
            | Effect::Export(..)
            | Effect::StopExport
            | Effect::StopPrinting
            | Effect::After(..)
            | Effect::Unlock { .. }
            | Effect::ChangePin { .. }
            | Effect::ResetPin { .. }
            | Effect::Wipe
            | Effect::SignIn { .. }
            | Effect::SignOut
            | Effect::Quit => return None,
        })
    }

    /// Keys, each with a look.
    pub(crate) fn keys(&mut self, notation: &str) {
        for input in keys(notation) {
            self.hear(Event::Inputs(vec![input]));
            self.look();
        }
    }

    /// Pastes a text.
    pub(crate) fn paste(&mut self, text: &str) {
        self.hear(Event::Inputs(vec![xieban::term::Input::Paste(text.to_owned())]));
        self.look();
    }

    /// What goes down the line is ours, and a terminal shows what was drawn.
    fn look(&mut self) {
        self.seen.0 += 1;
        self.screen.draw(|canvas| self.app.draw(canvas)).unwrap();
        let bytes = std::mem::take(self.screen.out());
        let frame = dump(&self.screen.paint(|canvas| self.app.draw(canvas)).0);
        assert_eq!(foreign(&bytes), None, "{} {frame}", self.app.screen());
        self.terminal.process(&bytes);
        let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
        let shown = lines(&self.terminal.screen().contents());
        let drawn = lines(&frame);
        for row in 0..shown.len().max(drawn.len()) {
            let of = |lines: &[String]| lines.get(row).cloned().unwrap_or_default();
            assert_eq!(of(&shown), of(&drawn), "row {row} of {}", self.app.screen());
        }
    }

    /// The screen.
    pub(crate) fn text(&self) -> String {
        dump(&self.screen.paint(|canvas| self.app.draw(canvas)).0)
    }
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
