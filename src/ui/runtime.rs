//! Threads and effects: the line is read on one thread, the office worked on another, the store watched on a third; this one
//! draws. The thread that draws never touches the disk.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::app::{App, Setting};
use super::event::{Acted, Effect, Event, Signed, Ticket};
use crate::forms::Sheet;
use crate::office::{self, ActError, Drafts, Office, Printer, Printing, Session, Watched};
use crate::term::{self, Guard, GuardError, Heard, Instant, Screen, Theme};
use crate::text::Metrics;

/// How a desk is set up.
#[derive(Debug, Clone)]
pub struct Options {
    /// 台号.
    pub desk: String,
    /// `day` or `night`.
    pub theme: String,
    /// How many colours.
    pub depth: term::Depth,
    /// How wide the ambiguous characters are.
    pub metrics: Metrics,
    /// Where paper goes.
    pub printer: Printer,
    /// Accounts with their PINs, on a practice store only.
    pub practice: Vec<(String, String)>,
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
}

/// How long the program waits for its last writes when it ends.
const LAST_WORDS: Duration = Duration::from_millis(800);

/// What the drawing thread hears.
enum Sound {
    Event(Event),
    Resized,
    Closed,
    Terminated,
}

/// Runs the desk until it is left.
pub fn run(office: Arc<Office>, options: Options) -> Result<(), RunError> {
    let door = office.door()?;
    let place = office.path().map(|path| path.display().to_string()).unwrap_or_default();
    let guard = Guard::enter()?;
    let (tell, sounds) = mpsc::channel();
    let (work, jobs) = mpsc::channel();
    listen(&tell);
    watch(&office, &tell);
    let facts = office.facts();
    let drafts = office.path().map(Drafts::beside);
    let worker = Worker {
        office,
        desk: options.desk.clone(),
        printer: options.printer.clone(),
        session: None,
        drafts,
        printing: None,
        answers: tell,
    };
    let (alive, ended) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        worker.run(&jobs);
        drop(alive);
    });
    let setting = Setting {
        door,
        facts,
        desk: options.desk,
        size: term::size(),
        run: office::run_id(),
        place,
        practice: options.practice,
    };
    let theme = Theme::bundled(&options.theme, options.depth);
    let screen = Screen::new(io::stdout().lock(), theme, options.metrics, term::size());
    let outcome = turn(App::new(setting), screen, &sounds, &work);
    if outcome.is_err() {
        // The line is gone: nothing more may be written to it.
        Guard::abandon();
    }
    drop(guard);
    // The last draft is on its way to the disk.
    drop(work);
    ended.recv_timeout(LAST_WORDS).ok();
    outcome
}

fn listen(tell: &Sender<Sound>) {
    let tell = tell.clone();
    std::thread::spawn(move || {
        let heard = |heard: Heard| {
            let sound = match heard {
                Heard::Inputs(inputs) => Sound::Event(Event::Inputs(inputs)),
                Heard::Resized => Sound::Resized,
                Heard::Closed => Sound::Closed,
                Heard::Terminated => Sound::Terminated,
            };
            tell.send(sound).is_ok()
        };
        if term::read(&mut { heard }).is_err() {
            tell.send(Sound::Closed).ok();
        }
    });
}

fn watch(office: &Arc<Office>, tell: &Sender<Sound>) {
    let (office, tell) = (Arc::clone(office), tell.clone());
    std::thread::spawn(move || {
        office::watch(&office, &mut |watched| {
            let now = match watched {
                Watched::Grown(_) => office.now(),
                Watched::Minute(now) => now,
            };
            tell.send(Sound::Event(Event::Changed(now))).is_ok()
        });
    });
}

/// Hears, lets the desk think, draws once for all that was heard.
fn turn(
    mut app: App,
    mut screen: Screen<io::StdoutLock<'_>>,
    sounds: &Receiver<Sound>,
    work: &Sender<Effect>,
) -> Result<(), RunError> {
    let mut timers: Vec<(Instant, Ticket)> = Vec::new();
    screen.draw(|canvas| app.draw(canvas))?;
    loop {
        let next = timers.iter().map(|(at, _)| *at).min();
        let mut heard = match next.map(Instant::remaining) {
            None => sounds.recv().ok(),
            Some(wait) => match sounds.recv_timeout(wait) {
                Ok(sound) => Some(sound),
                Err(RecvTimeoutError::Timeout) => {
                    let due = timers.iter().position(|(at, _)| Some(*at) == next);
                    due.map(|at| Sound::Event(Event::Timer(timers.remove(at).1)))
                }
                Err(RecvTimeoutError::Disconnected) => None,
            },
        };
        while let Some(sound) = heard {
            let event = match sound {
                Sound::Event(event) => event,
                Sound::Resized => {
                    screen.resize(term::size());
                    Event::Resized(term::size())
                }
                Sound::Closed | Sound::Terminated => {
                    if matches!(sound, Sound::Closed) {
                        Guard::abandon();
                    }
                    app.leave().into_iter().for_each(|effect| drop(work.send(effect)));
                    return Ok(());
                }
            };
            for effect in app.update(event) {
                match effect {
                    Effect::Quit => return Ok(()),
                    Effect::After(ticket, ms) => {
                        timers.push((Instant::now().plus(Duration::from_millis(ms)), ticket));
                    }
                    other => {
                        if work.send(other).is_err() {
                            return Ok(());
                        }
                    }
                }
            }
            heard = sounds.try_recv().ok();
        }
        screen.draw(|canvas| app.draw(canvas))?;
    }
}

/// The one thread that works with the office.
struct Worker {
    office: Arc<Office>,
    desk: String,
    printer: Printer,
    session: Option<Session>,
    drafts: Option<Drafts>,
    /// The paper under way: on a thread of its own, because a printer may hang.
    printing: Option<Printing>,
    answers: Sender<Sound>,
}

impl Worker {
    fn run(mut self, jobs: &Receiver<Effect>) {
        while let Ok(effect) = jobs.recv() {
            if let Some(event) = self.work(effect)
                && self.answers.send(Sound::Event(event)).is_err()
            {
                return;
            }
        }
    }

    fn work(&mut self, effect: Effect) -> Option<Event> {
        let nobody = || Acted::Failed("请先签到。".to_owned());
        match effect {
            Effect::Ask(ticket, query) => {
                let session = self.session.as_ref()?;
                let answer = self.office.ask(session, &query).map_err(|error| error.to_string());
                Some(Event::Answered(ticket, answer))
            }
            Effect::Act { ticket, request, command } => {
                let outcome = match &self.session {
                    Some(session) => self.office.act(session, &request, &command).map_err(acted),
                    None => Err(nobody()),
                };
                Some(Event::Acted(ticket, outcome))
            }
            Effect::ActAs { ticket, code, pin, request, command } => {
                let outcome = self
                    .office
                    .countersigner(&code, &pin, &self.desk)
                    .map_err(|error| Acted::Failed(error.to_string()));
                let outcome =
                    outcome.and_then(|session| self.office.act(&session, &request, &command).map_err(acted));
                Some(Event::Acted(ticket, outcome))
            }
            Effect::SignIn { code, pin } => {
                let outcome = self.office.sign_in(&code, &pin, &self.desk, true);
                Some(Event::SignedIn(match outcome {
                    Ok(session) => {
                        let draft = self.drafts.as_ref().and_then(|drafts| drafts.find(&session));
                        let signed = Signed { account: session.account().clone(), draft };
                        self.session = Some(session);
                        Ok(signed)
                    }
                    Err(error) => Err(error.to_string()),
                }))
            }
            Effect::SignOut => {
                if let Some(session) = self.session.take() {
                    self.office.sign_out(&session).ok();
                }
                None
            }
            Effect::Keep(draft) => {
                if let (Some(session), Some(drafts)) = (&self.session, &self.drafts) {
                    match draft {
                        // A draft that cannot be written is no reason to stop the desk: the form is still there.
                        Some(draft) => drafts.keep(session, &draft).unwrap_or_default(),
                        None => drafts.drop(session),
                    }
                }
                None
            }
            Effect::Print(ticket, sheets) => self.print(ticket, &sheets),
            Effect::StopPrinting => {
                self.printing = None;
                None
            }
            Effect::After(..) | Effect::Quit => None,
        }
    }

    fn print(&mut self, ticket: Ticket, sheets: &[Sheet]) -> Option<Event> {
        let paper = sheets.iter().map(|sheet| (sheet.file_name(), sheet.text())).collect();
        let answers = self.answers.clone();
        let started = office::start_printing(paper, self.printer.clone(), move |outcome| {
            let told = outcome.map(|files| files.iter().map(|file| file.display().to_string()).collect());
            let told = Event::Printed(ticket, told.map_err(|error| error.to_string()));
            answers.send(Sound::Event(told)).ok();
        });
        match started {
            Ok(printing) => {
                self.printing = Some(printing);
                None
            }
            Err(error) => Some(Event::Printed(ticket, Err(format!("单子没有出来（{error}），请重打。")))),
        }
    }
}

fn acted(error: ActError) -> Acted {
    match error {
        ActError::Refused(refusal) => Acted::Refused(refusal),
        ActError::RequestReused | ActError::Store(_) => Acted::Failed(error.to_string()),
    }
}
