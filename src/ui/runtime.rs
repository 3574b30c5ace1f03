//! Threads and effects: the line is read on one thread (`line`), the office worked on another (`worker`), the store watched on a
//! third; this one draws. The thread that draws never touches the disk.

use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use xieban_office::{self as office, Office, Printer, Watched};
use xieban_term::{self as term, Guard, GuardError, Instant, Output, Screen};

use super::app::{App, Setting};
use super::event::{Effect, Event, Ticket};
use super::line::{DeskSound, TerminalLine};
use super::typeahead::TypeAhead;
use super::worker::{Worker, WorkerOutcome};

/// How a desk is set up.
#[derive(Debug, Clone)]
pub struct Options {
    /// 台号.
    pub desk: String,
    /// Where paper goes.
    pub printer: Printer,
    /// Where exports go.
    pub exports: PathBuf,
    /// Accounts with their PINs, on a practice store only.
    pub practice: Vec<(String, String)>,
    /// Strangers pass by: no key and no signal of a keyboard ends the program.
    pub kiosk: bool,
    /// 演练课程 comes up at the sign-in, on a practice store.
    pub course: bool,
}

/// Why the desk cannot run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// No terminal.
    #[error(transparent)]
    Terminal(#[from] GuardError),
    /// The store.
    #[error(transparent)]
    Store(#[from] office::StoreError),
    /// The line broke.
    #[error("终端读写失败（{0}）。")]
    Line(#[from] io::Error),
    /// The program itself is at fault: the panic hook has said so.
    #[error("")]
    Fault,
}

impl RunError {
    /// What became of a thread that draws.
    pub(super) fn of(outcome: std::thread::Result<Result<(), Self>>) -> Result<(), Self> {
        match outcome {
            // Asked to end while a line that takes nothing was waited for.
            Ok(Err(Self::Line(error))) if error.kind() == io::ErrorKind::ConnectionAborted => Ok(()),
            Ok(outcome) => outcome,
            Err(_) => Err(Self::Fault),
        }
    }
}

/// How long the program takes to give the terminal back and to wait for its last writes when it ends.
pub(super) const LAST_WORDS: Duration = Duration::from_millis(700);

/// Which screen is shown, for a report of a panic.
static SHOWN: Mutex<&str> = Mutex::new("");

/// The name of the screen that is shown; empty before the first one. Never waits: whoever panics may hold what is asked for.
pub fn shown() -> &'static str {
    SHOWN.try_lock().map_or("", |shown| *shown)
}

/// Runs the desk on a line until it is left.
pub fn run(line: TerminalLine, office: Arc<Office>, options: Options) -> Result<(), RunError> {
    let header = office.header()?;
    let place = office.path().map(|path| path.display().to_string()).unwrap_or_default();
    let ways = office.store_place();
    let screen = line.screen()?;
    let TerminalLine { guard, tell, sounds, held, .. } = line;
    let (work, jobs) = mpsc::channel();
    watch(&office, &tell);
    let facts = office.facts();
    let answer = move |outcome| {
        let sound = match outcome {
            WorkerOutcome::Event(event) => DeskSound::Event(event),
            WorkerOutcome::Newer(error) => DeskSound::Newer(error),
        };
        tell.send(sound).is_ok()
    };
    let (alive, ended) = mpsc::channel();
    let places = (options.printer, options.exports);
    Worker::start((office, options.desk.clone(), places), jobs, Arc::new(answer), &alive);
    drop(alive);
    let setting = Setting {
        header,
        facts,
        desk: options.desk,
        size: term::size(),
        run: office::run_id(),
        place,
        practice: options.practice,
    };
    let mut app = App::new(setting);
    if let Some(ways) = ways {
        app.with_ways(ways);
    }
    if options.kiosk {
        app.in_kiosk();
    }
    if options.course {
        app.with_course();
    }
    let mut turn = DeskLoop { app, screen, ahead: TypeAhead::default(), timers: Vec::new(), work };
    // Whatever went wrong on this thread: what is typed is still there.
    let outcome = RunError::of(catch_unwind(AssertUnwindSafe(|| turn.take(held, &sounds))));
    if matches!(outcome, Err(RunError::Line(_))) {
        // The line is gone: nothing more may be written to it.
        Guard::abandon();
    }
    let gone = Instant::now().plus(LAST_WORDS);
    let work = catch_unwind(AssertUnwindSafe(|| turn.leave()));
    drop(guard);
    // The last draft is on its way to the disk.
    drop(work);
    ended.recv_timeout(gone.remaining()).ok();
    outcome
}

fn watch(office: &Arc<Office>, tell: &Sender<DeskSound>) {
    let (office, tell) = (Arc::clone(office), tell.clone());
    std::thread::spawn(move || {
        office::watch(&office, &mut |watched| {
            let event = match watched {
                Watched::Grown(_) => Event::Changed(office.now()),
                Watched::Minute(now) => Event::Changed(now),
                Watched::Standing(standing) => Event::Standing(standing),
            };
            tell.send(DeskSound::Event(event)).is_ok()
        });
    });
}

/// The desk at work, on the thread that draws.
struct DeskLoop {
    app: App,
    screen: Screen<Output>,
    ahead: TypeAhead,
    timers: Vec<(Instant, Ticket)>,
    work: Sender<Effect>,
}

impl DeskLoop {
    /// Hears, lets the desk think, draws once for all that was heard; until it is left.
    fn take(&mut self, held: Vec<DeskSound>, sounds: &Receiver<DeskSound>) -> Result<(), RunError> {
        self.draw()?;
        let mut held = held.into_iter();
        loop {
            let mut heard = held.next().or_else(|| self.listen(sounds));
            while let Some(sound) = heard {
                if self.hear(sound)?.is_break() {
                    return Ok(());
                }
                while let Some(input) = self.ahead.next() {
                    if self.update(Event::Inputs(vec![input]), true).is_break() {
                        return Ok(());
                    }
                }
                heard = held.next().or_else(|| sounds.try_recv().ok());
            }
            // While keys wait for an answer there is more to be drawn at once.
            if self.ahead.until().is_none() && !self.ahead.holds_the_frame() {
                self.draw()?;
            }
        }
    }

    /// Waits for a sound, a timer, or the end of the keys' patience.
    fn listen(&mut self, sounds: &Receiver<DeskSound>) -> Option<DeskSound> {
        let timer = self.timers.iter().map(|(at, _)| *at).min();
        let Some(next) = timer.into_iter().chain(self.ahead.until()).chain(self.ahead.held()).min() else {
            return sounds.recv().ok();
        };
        match sounds.recv_timeout(next.remaining()) {
            Ok(sound) => Some(sound),
            Err(RecvTimeoutError::Timeout) => {
                let due = self.timers.iter().position(|(at, _)| *at == next);
                let ticket = due.map(|at| self.timers.remove(at).1);
                Some(DeskSound::Event(ticket.map_or_else(|| Event::Inputs(Vec::new()), Event::Timer)))
            }
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    fn hear(&mut self, sound: DeskSound) -> Result<ControlFlow<()>, RunError> {
        Ok(match sound {
            DeskSound::Event(Event::Inputs(inputs)) => {
                self.ahead.typed(inputs);
                ControlFlow::Continue(())
            }
            DeskSound::Event(event) => {
                // What the desk asks of itself, because a minute began or others committed, holds no key up.
                let awaited = self.ahead.answered(&event);
                self.update(event, awaited)
            }
            DeskSound::Resized => {
                self.screen.resize(term::size());
                self.update(Event::Resized(term::size()), false)
            }
            DeskSound::Closed => {
                Guard::abandon();
                ControlFlow::Break(())
            }
            DeskSound::Terminated => ControlFlow::Break(()),
            DeskSound::Newer(error) => return Err(error.into()),
            // Said to the set-up that is over.
            DeskSound::SetUp(_) => ControlFlow::Continue(()),
        })
    }

    /// Lets the desk think; `awaited`: the keys that come next wait for what it asks.
    fn update(&mut self, event: Event, awaited: bool) -> ControlFlow<()> {
        for effect in self.app.update(event) {
            if awaited || self.ahead.is_owed() {
                self.ahead.asked(&effect);
            }
            match effect {
                Effect::Wipe => self.screen.wipe(),
                Effect::Quit => return ControlFlow::Break(()),
                Effect::After(ticket, ms) => {
                    self.timers.retain(|(_, of)| *of != ticket);
                    self.timers.push((Instant::now().plus(Duration::from_millis(ms)), ticket));
                }
                other => {
                    if self.work.send(other).is_err() {
                        return ControlFlow::Break(());
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn draw(&mut self) -> io::Result<usize> {
        if let Ok(mut shown) = SHOWN.try_lock() {
            *shown = self.app.screen();
        }
        self.screen.draw(|canvas| self.app.draw(canvas))
    }

    /// However it ends: what was typed is kept. Gives back the way to the worker.
    fn leave(mut self) -> Sender<Effect> {
        for effect in self.app.leave() {
            self.work.send(effect).ok();
        }
        self.work
    }
}
