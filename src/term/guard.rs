//! The terminal while the program has it: raw, on its other screen, with pastes marked. Given back whatever happens.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::clock::Instant;
use super::output::Output;

/// Other screen, paste marks, cursor keys as CSI, the number pad as numbers, and no mouse that a program before us left on.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1l\x1b>\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l";
/// The screen is cleared first, and behind it what a terminal keeps of screens: nothing of a citizen stays in the scrollback.
const GIVE_BACK: &[u8] = b"\x1b[m\x1b[H\x1b[2J\x1b[3J\x1b[?2004l\x1b[?25h\x1b[?1049l\x1b[3J";

/// A terminal that takes nothing at the beginning is none to work at.
const WELCOME: Duration = Duration::from_secs(5);
/// At the end one that takes nothing is left as it is after so long: the program must be gone.
const FAREWELL: Duration = Duration::from_millis(200);

/// Between two looks whether it has been given back.
const LOOK: Duration = Duration::from_millis(2);

static HELD: AtomicBool = AtomicBool::new(false);

/// Why the program cannot have the terminal.
#[derive(Debug, thiserror::Error)]
pub enum GuardError {
    /// There is none.
    #[error("这里不是终端。请在终端里运行，或用 xieban case list 等命令查看。")]
    NoTerminal,
    /// It does not do what it is told.
    #[error("终端不能设置（{0}），请换一台终端。")]
    Stubborn(io::Error),
}

/// Holds the terminal; gives it back when dropped.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Takes the terminal.
    pub fn enter() -> Result<Self, GuardError> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(GuardError::NoTerminal);
        }
        crossterm::terminal::enable_raw_mode().map_err(GuardError::Stubborn)?;
        HELD.store(true, Ordering::SeqCst);
        let guard = Self(());
        Output::stdout().patient(WELCOME).write_all(TAKE).map_err(GuardError::Stubborn)?;
        Ok(guard)
    }

    /// Gives the terminal back, once; nothing if it is not held. Also for a panic hook.
    pub fn restore() {
        if HELD.swap(false, Ordering::SeqCst) {
            // Not through the standard library: whoever panicked may hold its lock.
            Output::stdout().patient(FAREWELL).write_all(GIVE_BACK).ok();
            crossterm::terminal::disable_raw_mode().ok();
        }
    }

    /// Waits until whoever draws has given the terminal back, so that nothing is drawn after that; no longer than this.
    pub fn await_return(limit: Duration) {
        let until = Instant::now().plus(limit);
        while HELD.load(Ordering::SeqCst) && !until.remaining().is_zero() {
            std::thread::park_timeout(LOOK);
        }
    }

    /// The line is gone: nothing more may be written to it.
    pub fn abandon() {
        HELD.store(false, Ordering::SeqCst);
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        Self::restore();
    }
}

/// Most columns and rows that are drawn. What a terminal says of itself is believed so far: somebody may say anything of it.
const LARGEST: (u16, u16) = (400, 150);

/// Columns and rows that are drawn: those of the terminal, 80×24 where it does not say, and never more than can be drawn at ease.
pub fn size() -> (u16, u16) {
    drawn(crossterm::terminal::size().ok())
}

fn drawn(said: Option<(u16, u16)>) -> (u16, u16) {
    let (columns, rows) = said.filter(|(columns, rows)| *columns > 0 && *rows > 0).unwrap_or((80, 24));
    (columns.min(LARGEST.0), rows.min(LARGEST.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_of_any_size_is_drawn_as_far_as_it_can_be() {
        for (said, is) in [
            (None, (80, 24)),
            (Some((0, 50)), (80, 24)),
            (Some((120, 40)), (120, 40)),
            (Some((400, 150)), (400, 150)),
            (Some((u16::MAX, 30)), (400, 30)),
            (Some((u16::MAX, u16::MAX)), (400, 150)),
        ] {
            assert_eq!(drawn(said), is, "{said:?}");
        }
    }
}
