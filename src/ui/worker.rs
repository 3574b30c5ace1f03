//! The threads that work with the office: effects in, their outcomes out. One asks, prints, exports and keeps drafts; what may have to
//! wait for another writer is done by a second one, so that reading goes on and no draft waits.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use xieban_domain::command::Command;
use xieban_forms::Sheet;
use xieban_office::{
    self as office, ActError, AskError, Consent, Drafts, Export, Exported, Exporting, Office, OutError,
    Printer, Printing, Query, Session, SignInError, StoreError,
};

use super::event::{Acted, Effect, Event, Signed, Ticket, Unsigned};

/// What the thread that draws is told.
pub(super) enum WorkerOutcome {
    /// How something went.
    Event(Event),
    /// A newer program has the store: this one has to go.
    Newer(StoreError),
}

/// Tells the thread that draws; `false` once it has gone.
pub(super) type Tell = Arc<dyn Fn(WorkerOutcome) -> bool + Send + Sync>;

/// Who is at the desk, for both threads.
type SharedSession = Arc<Mutex<Option<Session>>>;

fn seat(seat: &SharedSession) -> MutexGuard<'_, Option<Session>> {
    seat.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The thread that asks, prints and keeps drafts.
pub(super) struct Worker {
    office: Arc<Office>,
    seat: SharedSession,
    printer: Printer,
    /// Where exports go.
    exports: PathBuf,
    drafts: Option<Drafts>,
    /// The paper under way: on a thread of its own, because a printer may hang.
    printing: Option<Printing>,
    /// The export under way, likewise: it may take minutes.
    exporting: Option<Exporting>,
    /// Held by every thread that must not be cut off when the program ends.
    alive: Sender<()>,
    writing: Sender<WriteOrder>,
    tell: Tell,
}

/// Something to be written.
enum WriteOrder {
    SignIn { code: String, pin: String },
    Unlock { session: Option<Session>, pin: String },
    Pin(Ticket, Pin),
    SignOut(Session),
    Act { ticket: Ticket, by: WrittenBy, request: String, command: Box<Command> },
}

/// A PIN to be set.
enum Pin {
    Own { code: String, old: String, new: String },
    Others { code: String, pin: String, staff: String, new: String, consent: Box<Consent> },
}

/// By whom something is written: whoever is signed in, or somebody for one command, by his PIN.
enum WrittenBy {
    Seated(Option<Session>),
    Pin {
        code: String,
        pin: String,
        /// Who stands beside him, where it takes two.
        second: Option<(String, String)>,
    },
    /// Whoever is signed in, with a second person's code and PIN.
    Two(Option<Session>, String, String),
}

/// The thread that writes.
struct Writer {
    office: Arc<Office>,
    seat: SharedSession,
    desk: String,
    drafts: Option<Drafts>,
    tell: Tell,
}

impl Worker {
    /// Starts both threads. `alive` is dropped once both are done.
    pub(super) fn start(
        (office, desk, (printer, exports)): (Arc<Office>, String, (Printer, PathBuf)),
        jobs: Receiver<Effect>,
        tell: Tell,
        alive: &Sender<()>,
    ) {
        let (writing, to_write) = mpsc::channel();
        let drafts = office.path().map(Drafts::beside);
        let seat = SharedSession::default();
        let writer = Writer {
            office: Arc::clone(&office),
            seat: Arc::clone(&seat),
            desk,
            drafts: drafts.clone(),
            tell: Arc::clone(&tell),
        };
        let (printing, exporting) = (None, None);
        let alive = alive.clone();
        let writer_alive = alive.clone();
        let worker =
            Self { office, seat, printer, exports, drafts, printing, exporting, alive, writing, tell };
        std::thread::spawn(move || worker.run(&jobs));
        std::thread::spawn(move || {
            writer.run(&to_write);
            drop(writer_alive);
        });
    }

    fn run(mut self, jobs: &Receiver<Effect>) {
        while let Ok(effect) = jobs.recv() {
            #[cfg(debug_assertions)]
            xieban_term::fault_injection::working(&effect);
            if let Some(outcome) = self.work(effect)
                && !(self.tell)(outcome)
            {
                return;
            }
        }
    }

    fn work(&mut self, effect: Effect) -> Option<WorkerOutcome> {
        match effect {
            Effect::Ask(ticket, query) => {
                let session = seat(&self.seat).clone()?;
                let answer = match self.office.ask(&session, &query) {
                    Err(AskError::Store(error @ (StoreError::Newer { .. } | StoreError::NewerPage(_)))) => {
                        return Some(WorkerOutcome::Newer(error));
                    }
                    other => other.map_err(|error| error.to_string()),
                };
                return Some(WorkerOutcome::Event(Event::Answered(ticket, answer)));
            }
            Effect::Act { ticket, request, command } => {
                let by = WrittenBy::Seated(seat(&self.seat).clone());
                self.writing.send(WriteOrder::Act { ticket, by, request, command }).ok();
            }
            Effect::ActAs { ticket, code, pin, second, request, command } => {
                let by = WrittenBy::Pin { code, pin, second };
                self.writing.send(WriteOrder::Act { ticket, by, request, command }).ok();
            }
            Effect::ActWith { ticket, code, pin, request, command } => {
                let by = WrittenBy::Two(seat(&self.seat).clone(), code, pin);
                self.writing.send(WriteOrder::Act { ticket, by, request, command }).ok();
            }
            Effect::SignIn { code, pin } => {
                self.writing.send(WriteOrder::SignIn { code, pin }).ok();
            }
            Effect::Unlock { pin } => {
                let session = seat(&self.seat).clone();
                self.writing.send(WriteOrder::Unlock { session, pin }).ok();
            }
            Effect::ChangePin { ticket, code, old, new } => {
                self.writing.send(WriteOrder::Pin(ticket, Pin::Own { code, old, new })).ok();
            }
            Effect::ResetPin { ticket, code, pin, staff, new, consent } => {
                let pin = Pin::Others { code, pin, staff, new, consent };
                self.writing.send(WriteOrder::Pin(ticket, pin)).ok();
            }
            Effect::SignOut => {
                let session = seat(&self.seat).take();
                self.exporting = None;
                self.drafts.iter().for_each(Drafts::get_up);
                if let Some(session) = session {
                    self.writing.send(WriteOrder::SignOut(session)).ok();
                }
            }
            Effect::Keep { form, draft } => {
                if let (Some(session), Some(drafts)) = (&*seat(&self.seat), &self.drafts) {
                    match draft {
                        // A draft that cannot be written is no reason to stop the desk: the form is still there.
                        Some(draft) => drafts.keep(session, &form, &draft).unwrap_or_default(),
                        None => drafts.drop(session, &form),
                    }
                }
            }
            Effect::Print(ticket, sheets) => {
                return self.print(ticket, &sheets).map(WorkerOutcome::Event);
            }
            Effect::PaperSeen(sheets) => {
                self.printer.confirmed(&sheets.iter().map(Sheet::file_name).collect::<Vec<_>>());
            }
            Effect::StopPrinting => self.printing = None,
            Effect::Export(ticket, export) => self.export(ticket, *export),
            Effect::StopExport => self.exporting = None,
            Effect::After(..) | Effect::Wipe | Effect::Quit => {}
        }
        None
    }

    fn print(&mut self, ticket: Ticket, sheets: &[Sheet]) -> Option<Event> {
        let paper = sheets.iter().map(|sheet| (sheet.file_name(), sheet.text())).collect();
        let tell = Arc::clone(&self.tell);
        let started = office::start_printing(paper, self.printer.clone(), move |outcome| {
            let told = outcome.map(|files| files.iter().map(|file| file.display().to_string()).collect());
            tell(WorkerOutcome::Event(Event::Printed(ticket, told.map_err(|error| error.to_string()))));
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

impl Worker {
    /// Nobody who is not signed in exports anything; what he may not see is not in the tables that he was given.
    fn export(&mut self, ticket: Ticket, export: Export) {
        let Some(session) = seat(&self.seat).clone() else { return };
        if export.cases.is_some()
            && let Err(error) = self.office.may_ask(&session, &Query::Find(String::new()))
        {
            (self.tell)(WorkerOutcome::Event(Event::Exported(ticket, Err(error.to_string()))));
            return;
        }
        let (tell, alive) = (Arc::clone(&self.tell), self.alive.clone());
        let folder = self.exports.clone();
        let told = move |exported| {
            let _held = &alive;
            tell(match exported {
                Exported::Row(done, of) => WorkerOutcome::Event(Event::Exporting(ticket, done, of)),
                Exported::Ended(Err(OutError::Store(
                    error @ (StoreError::Newer { .. } | StoreError::NewerPage(_)),
                ))) => WorkerOutcome::Newer(error),
                Exported::Ended(outcome) => {
                    let outcome = outcome.map(|file| file.display().to_string());
                    WorkerOutcome::Event(Event::Exported(ticket, outcome.map_err(|error| error.to_string())))
                }
            });
        };
        self.exporting = Some(office::start_export(Arc::clone(&self.office), export, folder, told));
    }
}

impl Writer {
    fn run(self, orders: &Receiver<WriteOrder>) {
        while let Ok(order) = orders.recv() {
            if let Some(outcome) = self.write(order)
                && !(self.tell)(outcome)
            {
                return;
            }
        }
    }

    fn write(&self, order: WriteOrder) -> Option<WorkerOutcome> {
        match order {
            WriteOrder::SignIn { code, pin } => {
                let outcome = match self.office.sign_in(&code, &pin, &self.desk, true) {
                    Err(SignInError::Store(
                        error @ (StoreError::Newer { .. } | StoreError::NewerPage(_)),
                    )) => {
                        return Some(WorkerOutcome::Newer(error));
                    }
                    Err(error) => Err(unsigned(&error)),
                    Ok(session) => {
                        // 换人: whoever sat here gets up first.
                        if let Some(before) = seat(&self.seat).take() {
                            self.drafts.iter().for_each(Drafts::get_up);
                            self.office.sign_out(&before).ok();
                        }
                        let drafts = self.drafts.as_ref().map(|drafts| drafts.find(&session));
                        let account = session.account().clone();
                        let pin_ends = self.office.pin_ends(&account).unwrap_or_default();
                        let signed = Signed { account, drafts: drafts.unwrap_or_default(), pin_ends };
                        *seat(&self.seat) = Some(session);
                        Ok(signed)
                    }
                };
                Some(WorkerOutcome::Event(Event::SignedIn(outcome)))
            }
            WriteOrder::Unlock { session, pin } => {
                let outcome = match session {
                    Some(session) => self.office.countersigner(&session.account().0, &pin, &self.desk),
                    None => return None,
                };
                Some(WorkerOutcome::Event(Event::Unlocked(
                    outcome.map(drop).map_err(|error| unsigned(&error)),
                )))
            }
            WriteOrder::Pin(ticket, pin) => {
                let set = match pin {
                    Pin::Own { code, old, new } => self.office.change_pin(&code, &old, &new, &self.desk),
                    Pin::Others { code, pin, staff, new, consent } => {
                        self.office.reset_pin((&code, &pin), &staff, &new, (&self.desk, &consent))
                    }
                };
                Some(WorkerOutcome::Event(Event::PinSet(ticket, set.map_err(|error| error.to_string()))))
            }
            WriteOrder::SignOut(session) => {
                self.office.sign_out(&session).ok();
                None
            }
            WriteOrder::Act { ticket, by, request, command } => {
                Some(self.act(ticket, by, &request, &command))
            }
        }
    }

    /// Somebody for one command, by his PIN.
    fn proved(&self, code: &str, pin: &str) -> Result<Session, SignInError> {
        self.office.countersigner(code, pin, &self.desk)
    }

    fn act(&self, ticket: Ticket, by: WrittenBy, request: &str, command: &Command) -> WorkerOutcome {
        let told = |outcome| WorkerOutcome::Event(Event::Acted(ticket, outcome));
        let session = match by {
            WrittenBy::Seated(Some(session)) => Ok((session, None)),
            WrittenBy::Seated(None) | WrittenBy::Two(None, ..) => {
                return told(Err(Acted::Failed("请先签到。".to_owned())));
            }
            WrittenBy::Pin { code, pin, second } => self.proved(&code, &pin).and_then(|session| {
                let second = second.map(|(code, pin)| self.proved(&code, &pin)).transpose()?;
                Ok((session, second))
            }),
            WrittenBy::Two(Some(session), code, pin) => {
                self.proved(&code, &pin).map(|second| (session, Some(second)))
            }
        };
        let (session, second) = match session {
            Ok(sessions) => sessions,
            Err(SignInError::Store(error @ (StoreError::Newer { .. } | StoreError::NewerPage(_)))) => {
                return WorkerOutcome::Newer(error);
            }
            Err(error) => return told(Err(Acted::Failed(error.to_string()))),
        };
        match self.office.act_with(&session, request, command, second.as_ref()) {
            Err(ActError::Store(error @ (StoreError::Newer { .. } | StoreError::NewerPage(_)))) => {
                WorkerOutcome::Newer(error)
            }
            other => told(other.map_err(acted)),
        }
    }
}

fn unsigned(error: &SignInError) -> Unsigned {
    Unsigned { sentence: error.to_string(), must_change: matches!(error, SignInError::MustChange) }
}

fn acted(error: ActError) -> Acted {
    match error {
        ActError::Refused(refusal) => Acted::Refused(refusal),
        // A draft that had been saved already and came back in another state.
        ActError::RequestReused => {
            Acted::Failed("这份已经保存过了，请到办件里核对，不要重复登记。".to_owned())
        }
        ActError::Store(_) => Acted::Failed(error.to_string()),
    }
}
