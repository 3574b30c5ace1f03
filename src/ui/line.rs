//! The line to the terminal: taken once, read on a thread of its own, handed from the set-up to the desk with what is typed ahead.

use std::io;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, Sender};

use xieban_office as office;
use xieban_term::{self as term, Guard, Heard, Keyboard, Listener, Output, Screen, Theme};
use xieban_text::Metrics;

use super::event::Event;
use super::runtime::RunError;
use super::setup;

/// What the drawing thread hears.
pub(super) enum DeskSound {
    Event(Event),
    SetUp(setup::Event),
    Resized,
    Closed,
    Terminated,
    /// A newer program has the store.
    Newer(office::StoreError),
}

/// A terminal that the program has, given back when dropped.
pub struct TerminalLine {
    pub(super) guard: Guard,
    pub(super) tell: Sender<DeskSound>,
    pub(super) sounds: Receiver<DeskSound>,
    /// What was typed ahead, for whoever is next on the line.
    pub(super) held: Vec<DeskSound>,
    /// Can be read once the program is to end.
    stop: UnixStream,
    theme: Theme,
    metrics: Metrics,
}

impl TerminalLine {
    /// Takes the terminal. `metrics`: how wide the ambiguous characters are; the terminal is asked where nothing is said. `keyboard`:
    /// what its signals do.
    ///
    /// # Errors
    /// There is no terminal, or it does not do what it is told.
    pub fn take(theme: Theme, metrics: Option<Metrics>, keyboard: Keyboard) -> Result<Self, RunError> {
        let listener = Listener::new(keyboard)?;
        let stop = listener.stop()?;
        let guard = Guard::enter()?;
        let metrics = term::metrics(&guard, metrics);
        let (tell, sounds) = mpsc::channel();
        let to = tell.clone();
        listener.start(move |heard| {
            to.send(match heard {
                Heard::Inputs(inputs) => DeskSound::Event(Event::Inputs(inputs)),
                Heard::Resized => DeskSound::Resized,
                Heard::Closed => DeskSound::Closed,
                Heard::Terminated => DeskSound::Terminated,
            })
            .is_ok()
        });
        let ended = tell.clone();
        term::on_end(move || drop(ended.send(DeskSound::Terminated)));
        Ok(Self { guard, tell, sounds, held: Vec::new(), stop, theme, metrics })
    }

    /// An empty screen of its size.
    pub(super) fn screen(&self) -> io::Result<Screen<Output>> {
        let output = Output::stdout().until(self.stop.try_clone()?);
        Ok(Screen::new(output, self.theme.clone(), self.metrics, term::size()))
    }

    /// Whether there is a terminal to take.
    pub fn is_there() -> bool {
        use io::IsTerminal as _;
        io::stdin().is_terminal() && io::stdout().is_terminal()
    }
}
