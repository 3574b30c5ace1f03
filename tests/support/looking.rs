//! A desk that looks at everything and writes nothing but the pages of its looking, and those only where its watch lets it. Whoever
//! watches it gets every frame as text and as bytes for a terminal, every sheet and every draft.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::reveal::Reveal;
use xieban_office::{ActError, Office, Session};
use xieban_term::{Depth, Input, Screen, Theme, dump};
use xieban_text::Metrics;
use xieban_ui::app::{App, Setting};
use xieban_ui::{Acted, Effect, Event, Signed};

use crate::keys::keys;

/// Who watches a desk.
pub trait Watch {
    /// What stands on this screen, and the bytes that brought it there.
    fn frame(&mut self, screen: &str, text: &str, bytes: &[u8]);
    /// A sheet that is printed.
    fn sheet(&mut self, name: &str, text: &str);
    /// What is kept of a form, and under which name.
    fn kept(&mut self, draft: &str);
    /// Somebody looked, and there is a page of it.
    fn looked(&mut self, at: &Reveal);
    /// Whether anybody may look at somebody in clear.
    fn lets_look(&self) -> bool {
        true
    }
}

/// A desk.
pub struct Desk<'o, W> {
    app: App,
    office: &'o Office,
    session: Session,
    screen: Screen<Vec<u8>>,
    /// Who watches.
    pub watch: W,
}

impl<'o, W: Watch> Desk<'o, W> {
    /// Somebody's, of this size.
    pub fn of(office: &'o Office, code: &str, size: (u16, u16), watch: W) -> Self {
        let setting = Setting {
            header: office.header().unwrap(),
            facts: office.facts(),
            desk: "1号台".to_owned(),
            size,
            run: xieban_office::run_id(),
            place: String::new(),
            practice: Vec::new(),
        };
        let session = office.practise(code, "1号台").unwrap();
        let screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::True), Metrics::NARROW, size);
        let mut desk = Self { app: App::new(setting), office, session, screen, watch };
        desk.hear(Event::SignedIn(Ok(Signed { account: code.into(), drafts: Vec::new(), pin_ends: None })));
        desk
    }

    fn hear(&mut self, event: Event) {
        for effect in self.app.update(event) {
            if let Some(event) = self.work(effect) {
                self.hear(event);
            }
        }
    }

    fn work(&mut self, effect: Effect) -> Option<Event> {
        Some(match effect {
            Effect::Ask(ticket, query) => {
                let answer = self.office.ask(&self.session, &query);
                Event::Answered(ticket, answer.map_err(|error| error.to_string()))
            }
            Effect::Act { ticket, request, command } | Effect::ActWith { ticket, request, command, .. } => {
                Event::Acted(ticket, self.act(None, &request, &command))
            }
            Effect::ActAs { ticket, code, request, command, .. } => {
                Event::Acted(ticket, self.act(Some(&code), &request, &command))
            }
            Effect::Print(ticket, sheets) => {
                for sheet in sheets {
                    self.watch.sheet(&sheet.file_name(), &sheet.text());
                }
                Event::Printed(ticket, Ok(Vec::new()))
            }
            // Nobody leaves the desk alone for minutes.
            Effect::After(ticket, ms) if ms < 60_000 => Event::Timer(ticket),
            Effect::Keep { form, draft } => {
                self.watch.kept(&form);
                self.watch.kept(&draft.unwrap_or_default());
                return None;
            }
            // A table that would be written here is the command line's, too.
            Effect::Export(..)
            | Effect::StopExport
            | Effect::StopPrinting
            | Effect::PaperSeen(_)
            | Effect::After(..)
            | Effect::Unlock { .. }
            | Effect::ChangePin { .. }
            | Effect::ResetPin { .. }
            | Effect::Wipe
            | Effect::SignIn { .. }
            | Effect::SignOut
            | Effect::Quit => return None,
        })
    }

    /// Looking at somebody in clear writes its page, and paper needs it; nothing else is written. Whose PIN it is, is not asked here.
    fn act(
        &mut self,
        code: Option<&str>,
        request: &str,
        command: &Command,
    ) -> Result<xieban_office::Done, Acted> {
        let unwritten = || Acted::Failed("今天不写。".to_owned());
        let Command::Office(OfficeCommand::Reveal(look)) = command else { return Err(unwritten()) };
        if !self.watch.lets_look() {
            return Err(unwritten());
        }
        let own = self.session.account().0.clone();
        let session = self.office.practise(code.unwrap_or(&own), "1号台").unwrap();
        let done = self.office.act(&session, request, command).map_err(|error| match error {
            ActError::Refused(refusal) => Acted::Refused(refusal),
            error @ (ActError::RequestReused | ActError::Store(_)) => Acted::Failed(error.to_string()),
        })?;
        self.watch.looked(look);
        Ok(done)
    }

    /// Keys, each with a look.
    pub fn keys(&mut self, notation: &str) {
        for input in keys(notation) {
            self.hear(Event::Inputs(vec![input]));
            self.look();
        }
    }

    /// Keys that nobody sees pressed.
    pub fn press(&mut self, notation: &str) {
        for input in keys(notation) {
            self.hear(Event::Inputs(vec![input]));
        }
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) {
        self.hear(Event::Inputs(vec![Input::Paste(text.to_owned())]));
        self.look();
    }

    /// Somebody else has written something.
    pub fn changed(&mut self) {
        self.hear(Event::Changed(self.office.now()));
    }

    fn look(&mut self) {
        self.screen.draw(|canvas| self.app.draw(canvas)).unwrap();
        let bytes = std::mem::take(self.screen.out());
        self.watch.frame(self.app.screen(), &self.text(), &bytes);
    }

    /// The screen.
    pub fn text(&self) -> String {
        dump(&self.screen.paint(|canvas| self.app.draw(canvas)).0)
    }
}
