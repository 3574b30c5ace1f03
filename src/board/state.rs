//! The board as a function: what it has seen, which page it shows, what of that changes with an event.

use std::time::Duration;

use xieban_domain::moment::Moment;
use xieban_public::{Desks, Pixels, Wall};
use xieban_term::{Canvas, Input};
use xieban_text::Metrics;

use super::config::Config;
use super::frame;
use super::page::{self, BoardPage};
use super::portrait::Portraits;

/// What a board begins with.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Columns and rows.
    pub size: (u16, u16),
    /// The office's now, as far as it is known.
    pub now: Moment,
    /// How wide the ambiguous characters are.
    pub metrics: Metrics,
    /// Its pages, and its way out.
    pub config: Config,
}

/// What a board hears. Each with the office's now.
#[derive(Debug)]
pub enum Event {
    Wall(Box<Wall>),
    /// It was looked, and all is as before.
    Same,
    /// Nothing can be read; why.
    Dark(String),
    /// Nobody has looked for two minutes.
    Silent,
    /// Whether a desk lives.
    Desks(Desks),
    /// A photograph that was asked for by its file's name, or why it cannot be had.
    Portrait(String, Result<Pixels, String>),
    /// A minute has begun.
    Minute,
    /// The page has stood long enough.
    Turn,
    Inputs(Vec<Input>),
    Resized((u16, u16)),
}

/// What a board wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The page changed by itself: its time begins anew.
    Restart,
    /// The configured keys were pressed.
    Quit,
    /// These photographs are wanted, by the names of their files.
    Portraits(Vec<String>),
}

/// The board.
#[derive(Debug)]
pub struct Board {
    pub(super) size: (u16, u16),
    pub(super) now: Moment,
    pub(super) wall: Option<Wall>,
    /// Why nothing can be read, and since when.
    pub(super) dark: Option<(String, Moment)>,
    /// When a desk was there last; none while one is.
    pub(super) as_of: Option<Moment>,
    pub(super) metrics: Metrics,
    pub(super) config: Config,
    pub(super) portraits: Portraits,
    desks: Option<Desks>,
    /// Every page there is now: counted anew only when that may be otherwise, for it means to wrap long texts.
    pages: Vec<BoardPage>,
    page: usize,
    /// How many of the keys that end the board were pressed one after the other.
    typed: usize,
}

/// A wall that cannot be looked at any more is shown for so long, in milliseconds.
const TRUSTED: i64 = 120_000;

impl Board {
    /// A board that has seen nothing yet.
    pub fn new(setting: Setting) -> Self {
        let Setting { size, now, metrics, config } = setting;
        let (wall, dark, as_of, desks) = (None, None, None, None);
        let (pages, portraits) = (vec![BoardPage::DARK], Portraits::default());
        Self { size, now, wall, dark, as_of, metrics, config, portraits, desks, pages, page: 0, typed: 0 }
    }

    /// Hears, at this moment.
    pub fn update(&mut self, now: Moment, event: Event) -> Vec<Effect> {
        let (turn, page) = (self.mark(), self.shown());
        self.now = now;
        let turned = matches!(event, Event::Turn);
        let other = matches!(event, Event::Wall(_) | Event::Resized(_));
        let mut effects = Vec::new();
        match event {
            Event::Wall(wall) => {
                let wanted = self.portraits.of(&wall);
                effects.extend(Some(wanted).filter(|names| !names.is_empty()).map(Effect::Portraits));
                if self.wall.as_ref().is_some_and(|before| wall.written < before.written) {
                    // A store that was restored: what it has is older.
                    self.as_of = None;
                }
                self.wall = Some(*wall);
                self.dark = None;
                self.count_from(self.desks);
            }
            Event::Same => self.dark = None,
            Event::Dark(why) => {
                let since = self.dark.take().map_or(now, |(_, since)| since);
                self.dark = Some((why, since));
            }
            Event::Silent => self.dark = Some(("两分钟没有读到台账".to_owned(), now.plus_ms(-TRUSTED))),
            Event::Desks(desks) => self.count_from(Some(desks)),
            Event::Portrait(name, outcome) => self.portraits.hear(&name, outcome),
            Event::Turn => {
                self.page = (self.page + 1) % self.pages.len().max(1);
            }
            Event::Minute => {}
            Event::Inputs(inputs) => {
                if inputs.iter().any(|input| self.ends(input)) {
                    return vec![Effect::Quit];
                }
            }
            Event::Resized(size) => self.size = size,
        }
        if other || self.mark() != turn {
            self.count();
        }
        // Whoever comes on duty is shown at once, whatever page stood there.
        if turn.1.is_some() && self.mark().1 != turn.1 {
            self.page = 0;
        }
        if turned || self.shown() != page {
            effects.push(Effect::Restart);
        }
        effects
    }

    /// Counts the pages; stays on the one that is shown, or where it is gone on the one in its place.
    fn count(&mut self) {
        let page = self.shown();
        self.pages = page::list(self);
        let same = |other: &BoardPage| {
            page.is_some_and(|page| (other.kind, other.part.0) == (page.kind, page.part.0))
        };
        // One that comes more than once in the round stays where it stands.
        if !self.pages.get(self.page).is_some_and(same) {
            let last = self.pages.len().saturating_sub(1);
            self.page = self.pages.iter().position(same).unwrap_or(self.page.min(last));
        }
    }

    /// The page that is shown.
    fn shown(&self) -> Option<BoardPage> {
        self.pages.get(self.page).copied()
    }

    /// Whether this key is the last of those that end the board. No other key means anything.
    fn ends(&mut self, input: &Input) -> bool {
        let Input::Key(key) = input else { return false };
        let awaited = |nth: usize| self.config.exit.get(nth).is_some_and(|exit| exit.twin() == key.twin());
        self.typed = match (awaited(self.typed), awaited(0)) {
            (true, _) => self.typed + 1,
            (false, true) => 1,
            (false, false) => 0,
        };
        self.typed > 0 && self.typed == self.config.exit.len()
    }

    /// The terminal draws the ambiguous characters so wide.
    pub fn measured(&mut self, metrics: Metrics) {
        self.metrics = metrics;
        self.count();
    }

    /// How long the page stands.
    pub fn stay(&self) -> Duration {
        Duration::from_secs(self.shown().map_or(1, |page| page.stay).into())
    }

    /// Since when no desk is there: the moment at which the last one went, or at which the last page was written.
    fn count_from(&mut self, desks: Option<Desks>) {
        let went = self.desks == Some(Desks::Alive);
        self.desks = desks;
        self.as_of = match desks {
            Some(Desks::Gone) if went => Some(self.now),
            // What a script writes without a desk is data, too.
            Some(Desks::Gone) => self.as_of.max(self.wall.as_ref().and_then(|wall| wall.written)),
            Some(Desks::Alive) | None => None,
        };
    }

    /// By what the pages may be others: whether the wall may be trusted, and which half-day it is.
    fn mark(&self) -> (bool, Option<(chrono::NaiveDate, usize)>) {
        let turn = self.wall.as_ref().and_then(|wall| wall.turns(self.now).next());
        (self.trusted().is_some(), turn.map(|turn| (turn.day.date, turn.half)))
    }

    /// It has seen its store, or why it cannot.
    pub fn has_seen(&self) -> bool {
        self.wall.is_some() || self.dark.is_some()
    }

    /// The next full minute of the office's clock: nothing changes by itself before it but the page. Half-days begin and end at
    /// full minutes, and so do days.
    pub fn next_minute(&self) -> Moment {
        Moment((self.now.0.div_euclid(60_000) + 1) * 60_000)
    }

    /// The wall, as long as it may be trusted.
    pub(super) fn trusted(&self) -> Option<&Wall> {
        let stale = self.dark.as_ref().is_some_and(|(_, since)| self.now.0 - since.0 >= TRUSTED);
        self.wall.as_ref().filter(|_| !stale)
    }

    /// Draws.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        frame::draw(self, &self.pages, self.page, canvas);
    }
}
