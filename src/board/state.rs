//! The board as a function: what it has seen, which page it shows, what of that changes with an event.

use super::frame;
use super::page::{self, Page};
use crate::domain::moment::Moment;
use crate::office::public::{Desks, Wall};
use crate::term::{Canvas, Input};

/// What a board begins with.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Columns and rows.
    pub size: (u16, u16),
    /// The office's now, as far as it is known.
    pub now: Moment,
}

/// What a board hears. Each with the office's now.
#[derive(Debug)]
pub enum Event {
    /// Another wall.
    Wall(Box<Wall>),
    /// It was looked, and all is as before.
    Same,
    /// Nothing can be read; why.
    Dark(String),
    /// Nobody has looked for two minutes.
    Silent,
    /// Whether a desk lives.
    Desks(Desks),
    /// A minute has begun.
    Minute,
    /// The page has stood long enough.
    Turn,
    /// Keys.
    Inputs(Vec<Input>),
    /// Another size.
    Resized((u16, u16)),
}

/// What a board wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The page changed by itself: its time begins anew.
    Restart,
    /// The configured keys were pressed.
    Quit,
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
    desks: Option<Desks>,
    page: usize,
}

/// A wall that cannot be looked at any more is shown for so long, in milliseconds.
const TRUSTED: i64 = 120_000;

impl Board {
    /// A board that has seen nothing yet.
    pub fn new(setting: Setting) -> Self {
        let Setting { size, now } = setting;
        Self { size, now, wall: None, dark: None, as_of: None, desks: None, page: 0 }
    }

    /// Hears, at this moment.
    pub fn update(&mut self, now: Moment, event: Event) -> Vec<Effect> {
        let before = self.turn_mark();
        self.now = now;
        match event {
            Event::Wall(wall) => {
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
            Event::Turn => {
                self.page = (self.page + 1) % self.pages().len().max(1);
            }
            Event::Minute | Event::Inputs(_) => {}
            Event::Resized(size) => self.size = size,
        }
        self.page = self.page.min(self.pages().len().saturating_sub(1));
        // Whoever comes on duty is shown at once, whatever page stood there.
        if before.is_some() && self.turn_mark() != before {
            self.page = 0;
            return vec![Effect::Restart];
        }
        Vec::new()
    }

    /// Since when no desk is there: the moment at which the last one went, or at which the last page was written.
    fn count_from(&mut self, desks: Option<Desks>) {
        let went = self.desks == Some(Desks::Alive);
        self.desks = desks;
        self.as_of = match desks {
            Some(Desks::Gone) if went => Some(self.now),
            Some(Desks::Gone) => self.as_of.or_else(|| self.wall.as_ref()?.written),
            Some(Desks::Alive) | None => None,
        };
    }

    /// What tells one half-day's people from the next.
    fn turn_mark(&self) -> Option<(chrono::NaiveDate, usize)> {
        let turn = self.wall.as_ref()?.turns(self.now).next()?;
        Some((turn.day.date, turn.half))
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

    pub(super) fn pages(&self) -> Vec<Page> {
        page::list(self)
    }

    /// Draws.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let pages = self.pages();
        frame::draw(self, &pages, self.page, canvas);
    }
}
