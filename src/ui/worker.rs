//! The thread that works with the office: effects in, their outcomes out. What it does may take as long as the disk takes.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::event::{Acted, Effect, Event, Signed, Ticket};
use crate::forms::Sheet;
use crate::office::{self, ActError, Drafts, Office, Printer, Printing, Session};

/// Tells the thread that draws; `false` once it has gone.
pub(super) type Tell = Arc<dyn Fn(Event) -> bool + Send + Sync>;

/// The one thread that works with the office.
pub(super) struct Worker {
    office: Arc<Office>,
    desk: String,
    printer: Printer,
    session: Option<Session>,
    drafts: Option<Drafts>,
    /// The paper under way: on a thread of its own, because a printer may hang.
    printing: Option<Printing>,
    tell: Tell,
}

impl Worker {
    pub(super) fn new(office: Arc<Office>, desk: String, printer: Printer, tell: Tell) -> Self {
        let drafts = office.path().map(Drafts::beside);
        Self { office, desk, printer, session: None, drafts, printing: None, tell }
    }

    /// Works until there are no more jobs, or nobody to tell.
    pub(super) fn run(mut self, jobs: &Receiver<Effect>) {
        while let Ok(effect) = jobs.recv() {
            if let Some(event) = self.work(effect)
                && !(self.tell)(event)
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
        let tell = Arc::clone(&self.tell);
        let started = office::start_printing(paper, self.printer.clone(), move |outcome| {
            let told = outcome.map(|files| files.iter().map(|file| file.display().to_string()).collect());
            tell(Event::Printed(ticket, told.map_err(|error| error.to_string())));
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
