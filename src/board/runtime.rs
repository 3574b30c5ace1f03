//! Threads: the line is read on one, the store looked at on another; this one draws, and waits for the next minute of the
//! office's clock, the end of a page's time, or something to hear. It never touches the disk.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use xieban_public::{Hands, Pixels, Seen, Window};
use xieban_term::{
    self as term, Guard, GuardError, Heard, Instant, Keyboard, Listener, Output, Screen, Theme,
};
use xieban_text::Metrics;

use super::config::Config;
use super::portrait;
use super::state::{Board, Effect, Event, Setting};

/// How a board is set up.
#[derive(Debug)]
pub struct Options {
    /// What it looks through.
    pub window: Arc<dyn Window>,
    /// What the roles of text look like.
    pub theme: Theme,
    /// How wide the ambiguous characters are; the terminal is asked where nothing is said.
    pub metrics: Option<Metrics>,
    /// Its pages, and its way out.
    pub config: Config,
}

/// Why the board cannot run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// No terminal.
    #[error(transparent)]
    Terminal(#[from] GuardError),
    /// The line broke.
    #[error("终端读写失败（{0}）。")]
    Line(#[from] io::Error),
}

/// Whoever looks says so at least this often; else the data is not known to be fresh.
const FRESH: Duration = Duration::from_mins(2);
/// Never longer than this without a look at the office's clock: somebody may set it.
const LONGEST: Duration = Duration::from_mins(1);

/// The first picture waits so long for the store.
const FIRST: Duration = Duration::from_millis(500);

enum BoardSound {
    Seen(Seen),
    Portrait(String, Result<Pixels, String>),
    Inputs(Vec<term::Input>),
    Resized,
    Ended,
    Closed,
}

/// Runs the board until it is asked to end.
pub fn run(options: Options) -> Result<(), RunError> {
    let listener = Listener::new(Keyboard::Plain)?;
    let stop = listener.stop()?;
    let guard = Guard::enter()?;
    let metrics = term::metrics(&guard, options.metrics);
    let (tell, sounds) = mpsc::channel();
    listen(listener, tell.clone());
    let ended = tell.clone();
    term::on_end(move || drop(ended.send(BoardSound::Ended)));
    let portraits = develop(Arc::clone(&options.window), tell.clone());
    look(options.window, tell);
    let hands = Hands::of_the_wall();
    let config = options.config;
    let board = Board::new(Setting { size: term::size(), now: hands.now(), metrics, config });
    let screen = Screen::new(Output::stdout().until(stop), options.theme, metrics, term::size());
    let now = Instant::now();
    let page = now.plus(board.stay());
    let mut turn = BoardLoop { board, screen, hands, portraits, page, fresh: now.plus(FRESH) };
    let outcome = match turn.take(&sounds) {
        // Asked to end while a line that takes nothing was waited for.
        Err(RunError::Line(error)) if error.kind() == io::ErrorKind::ConnectionAborted => Ok(()),
        other => other,
    };
    if outcome.is_err() {
        // The line is gone: nothing more may be written to it.
        Guard::abandon();
    }
    drop(guard);
    outcome
}

fn listen(listener: Listener, tell: Sender<BoardSound>) {
    listener.start(move |heard| {
        tell.send(match heard {
            Heard::Inputs(inputs) => BoardSound::Inputs(inputs),
            Heard::Resized => BoardSound::Resized,
            Heard::Closed => BoardSound::Closed,
            Heard::Terminated => BoardSound::Ended,
        })
        .is_ok()
    });
}

fn look(window: Arc<dyn Window>, tell: Sender<BoardSound>) {
    std::thread::spawn(move || {
        window.watch(&mut |seen| tell.send(BoardSound::Seen(seen)).is_ok());
    });
}

/// Decodes photographs as they are asked for, on a thread of its own.
fn develop(window: Arc<dyn Window>, tell: Sender<BoardSound>) -> Sender<Vec<String>> {
    let (ask, asked) = mpsc::channel::<Vec<String>>();
    std::thread::spawn(move || {
        while let Ok(names) = asked.recv() {
            for name in names {
                let (width, height) = portrait::KEPT;
                let outcome = window.photo(&name, width, height);
                if tell.send(BoardSound::Portrait(name, outcome)).is_err() {
                    return;
                }
            }
        }
    });
    ask
}

/// The board at work, on the thread that draws.
struct BoardLoop {
    board: Board,
    screen: Screen<Output>,
    hands: Hands,
    /// Where photographs are asked for.
    portraits: Sender<Vec<String>>,
    /// When the page's time is over.
    page: Instant,
    /// Until when the data is known to be fresh.
    fresh: Instant,
}

impl BoardLoop {
    fn take(&mut self, sounds: &Receiver<BoardSound>) -> Result<(), RunError> {
        // What is there at once is in the first picture.
        let first = Instant::now().plus(FIRST);
        while !self.board.has_seen() {
            let Ok(sound) = sounds.recv_timeout(first.remaining()) else { break };
            if self.hear(sound).is_break() {
                return Ok(());
            }
        }
        loop {
            while let Ok(sound) = sounds.try_recv() {
                if self.hear(sound).is_break() {
                    return Ok(());
                }
            }
            self.screen.draw(|canvas| self.board.draw(canvas))?;
            match sounds.recv_timeout(self.patience()) {
                Ok(sound) => {
                    if self.hear(sound).is_break() {
                        return Ok(());
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            if self.clocks().is_break() {
                return Ok(());
            }
        }
    }

    /// How long nothing changes by itself.
    fn patience(&self) -> Duration {
        let minute = self.hands.until(self.board.next_minute()).unwrap_or(LONGEST);
        minute.min(self.page.remaining()).min(self.fresh.remaining()).min(LONGEST)
    }

    /// What has passed meanwhile.
    fn clocks(&mut self) -> ControlFlow<()> {
        if self.hands.now() >= self.board.next_minute() {
            self.update(Event::Minute)?;
        }
        if self.page.remaining().is_zero() {
            self.update(Event::Turn)?;
        }
        if self.fresh.remaining().is_zero() {
            self.fresh = Instant::now().plus(FRESH);
            self.update(Event::Silent)?;
        }
        ControlFlow::Continue(())
    }

    fn hear(&mut self, sound: BoardSound) -> ControlFlow<()> {
        match sound {
            BoardSound::Seen(seen) => {
                self.fresh = Instant::now().plus(FRESH);
                let event = match seen {
                    Seen::Wall(wall, hands) => {
                        self.hands = hands;
                        Event::Wall(wall)
                    }
                    Seen::Same => Event::Same,
                    Seen::Dark(why) => Event::Dark(why),
                    Seen::Desks(desks) => Event::Desks(desks),
                };
                self.update(event)
            }
            BoardSound::Portrait(name, outcome) => self.update(Event::Portrait(name, outcome)),
            BoardSound::Inputs(inputs) => self.update(Event::Inputs(inputs)),
            BoardSound::Resized => {
                self.screen.resize(term::size());
                self.update(Event::Resized(term::size()))
            }
            BoardSound::Ended => ControlFlow::Break(()),
            BoardSound::Closed => {
                Guard::abandon();
                ControlFlow::Break(())
            }
        }
    }

    fn update(&mut self, event: Event) -> ControlFlow<()> {
        for effect in self.board.update(self.hands.now(), event) {
            match effect {
                Effect::Restart => self.page = Instant::now().plus(self.board.stay()),
                Effect::Portraits(names) => drop(self.portraits.send(names)),
                Effect::Quit => return ControlFlow::Break(()),
            }
        }
        ControlFlow::Continue(())
    }
}
