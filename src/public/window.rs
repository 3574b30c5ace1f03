//! What the board looks through. The office makes the window; whoever looks sees a wall and nothing behind it.

use std::fmt::Debug;
use std::time::Duration;

use xieban_clock::Clock;
use xieban_domain::moment::Moment;

use crate::pixels::Pixels;
use crate::wall::Wall;

/// A window into a store.
pub trait Window: Debug + Send + Sync {
    /// A photograph by the name that a card has, in so many pixels at the most; or why there is none, in one sentence. Reads a file and
    /// decodes it: not for a thread that draws.
    fn photo(&self, name: &str, width: u16, height: u16) -> Result<Pixels, String>;

    /// Looks whenever something moves behind it, until `tell` says `false`. Blocks; meant for a thread of its own.
    fn watch(&self, tell: &mut dyn FnMut(Seen) -> bool);
}

/// The office's clock, for waiting.
#[derive(Debug, Clone, Copy)]
pub struct Hands(Clock);

impl Hands {
    /// Those of this clock.
    pub const fn of(clock: Clock) -> Self {
        Self(clock)
    }

    /// The wall clock: what a board goes by before it has seen its store.
    pub const fn of_the_wall() -> Self {
        Self(Clock::Wall)
    }

    /// The office's now.
    pub fn now(&self) -> Moment {
        self.0.now()
    }

    /// How long it is until the clock shows this; never too short by a part of a millisecond. `None`: it stands.
    pub fn until(&self, moment: Moment) -> Option<Duration> {
        let left = moment.0.saturating_sub(self.now().0).max(0);
        Some(Duration::from_millis(u64::try_from(self.0.wall_ms(left)?).unwrap_or(0)))
    }
}

/// Whether a desk lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desks {
    /// At least one.
    Alive,
    /// No one any more, or none yet.
    Gone,
}

/// What is seen through the window.
#[derive(Debug)]
pub enum Seen {
    /// Another wall than before, and the clock it goes by.
    Wall(Box<Wall>, Hands),
    /// Looked, and nothing is new.
    Same,
    /// Nothing can be read: why, in few words.
    Dark(String),
    /// Whether a desk lives is otherwise than before.
    Desks(Desks),
}
