//! Every screen, drawn for everybody: each action of the palette is opened from the palette itself, so that a new one is opened, too, and
//! some keys are pressed in it. Nothing is written: what somebody would do is shown to him as failed.

use std::collections::BTreeSet;

use xieban::domain::staff::Staff;
use xieban::office::{Office, Session};
use xieban::term::{Depth, Screen, Theme, dump};
use xieban::text::Metrics;
use xieban::ui::app::{App, Setting};
use xieban::ui::{Acted, Effect, Event, Signed};

use crate::files::{Planned, may_know_of};
use crate::keys::keys;
use crate::stage::{STAGE, in_memory};

/// A desk at which somebody sits who may look at everything and changes nothing.
pub(crate) struct Desk<'o> {
    app: App,
    office: &'o Office,
    session: Session,
    /// Everything it gave away besides its screen: drafts, sheets.
    pub(crate) out: String,
}

const SIZE: (u16, u16) = (100, 30);

impl<'o> Desk<'o> {
    pub(crate) fn of(office: &'o Office, person: &Staff) -> Self {
        let setting = Setting {
            door: office.door().unwrap(),
            facts: office.facts(),
            desk: "1号台".to_owned(),
            size: SIZE,
            run: "run".to_owned(),
            place: String::new(),
            practice: Vec::new(),
        };
        let session = office.practise(&person.code.0, "1号台").unwrap();
        let mut desk = Self { app: App::new(setting), office, session, out: String::new() };
        desk.hear(Event::SignedIn(Ok(Signed {
            account: person.code.clone(),
            drafts: Vec::new(),
            pin_ends: None,
        })));
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
        let unwritten = || Err(Acted::Failed("今天不写。".to_owned()));
        Some(match effect {
            Effect::Ask(ticket, query) => {
                let answer = self.office.ask(&self.session, &query);
                Event::Answered(ticket, answer.map_err(|error| error.to_string()))
            }
            Effect::Act { ticket, .. } | Effect::ActAs { ticket, .. } => Event::Acted(ticket, unwritten()),
            Effect::Keep { form, draft } => {
                self.out.push_str(&form);
                self.out.push_str(&draft.unwrap_or_default());
                return None;
            }
            Effect::Print(ticket, sheets) => {
                let text = sheets.iter().map(|sheet| sheet.file_name() + &sheet.text());
                self.out.extend(text);
                Event::Printed(ticket, Ok(Vec::new()))
            }
            // Nobody leaves the desk alone for minutes.
            Effect::After(ticket, ms) if ms < 60_000 => Event::Timer(ticket),
            // A table that would be written here is the command line's, too.
            Effect::After(..)
            | Effect::Unlock { .. }
            | Effect::ChangePin { .. }
            | Effect::ResetPin { .. }
            | Effect::Wipe
            | Effect::Export(..)
            | Effect::StopExport
            | Effect::StopPrinting
            | Effect::SignIn { .. }
            | Effect::SignOut
            | Effect::Quit => return None,
        })
    }

    pub(crate) fn keys(&mut self, notation: &str) {
        for input in keys(notation) {
            self.hear(Event::Inputs(vec![input]));
        }
    }

    /// Somebody else has written something.
    pub(crate) fn changed(&mut self) {
        self.hear(Event::Changed(self.office.now()));
    }

    pub(crate) fn frame(&self) -> String {
        let screen = Screen::new(std::io::sink(), Theme::bundled("day", Depth::None), Metrics::NARROW, SIZE);
        dump(&screen.paint(|canvas| self.app.draw(canvas)).0)
    }
}

/// How many actions the palette has: ↓ until nothing moves any more.
fn actions(office: &Office, person: &Staff) -> usize {
    let mut desk = Desk::of(office, person);
    desk.keys("Ctrl-p");
    let (mut count, mut before) = (1, desk.frame());
    loop {
        desk.keys("↓");
        let now = desk.frame();
        if now == before {
            return count;
        }
        (count, before) = (count + 1, now);
    }
}

/// What is pressed on a screen, one after the other, each with a look.
const KEYS: [&str; 8] = ["1", "↓", "Enter", "→", "2", "Tab", "PgDn", "3"];

/// Every screen that this person comes to, opened from the palette. With `thorough` keys are pressed on each.
fn walk(office: &Office, person: &Staff, thorough: bool, look: &mut dyn FnMut(&str, &str)) {
    for nth in 0..actions(office, person) {
        let mut desk = Desk::of(office, person);
        let path = format!("{} {nth}", person.code);
        desk.keys("Ctrl-p");
        desk.keys(&"↓ ".repeat(nth));
        desk.keys("Enter");
        look(&path, &desk.frame());
        for key in KEYS.iter().filter(|_| thorough) {
            desk.keys(key);
            look(&format!("{path} {key}"), &desk.frame());
        }
        look(&path, &desk.out);
    }
}

/// The views within F5 and F6, one beside the other.
const VIEWS: [&str; 2] = ["F5", "F6"];

fn views(office: &Office, person: &Staff, look: &mut dyn FnMut(&str, &str)) {
    for screen in VIEWS {
        let mut desk = Desk::of(office, person);
        desk.keys(screen);
        for nth in 0..12 {
            look(&format!("{} {screen} {nth}", person.code), &desk.frame());
            desk.keys("Enter");
            look(&format!("{} {screen} {nth} Enter", person.code), &desk.frame());
            desk.keys("Esc");
            desk.keys("→");
        }
        look(screen, &desk.out);
    }
}

/// A screen without the number and the hash of the journal's last page.
fn neutral(screen: &str) -> Vec<&str> {
    screen.lines().filter(|line| !line.contains("末页 ")).collect()
}

#[test]
fn r72_no_screen_shows_anybody_a_file_he_may_not_know_of() {
    let stage = &*STAGE;
    let office = stage.open();
    let (mut frames, mut seen) = (0, BTreeSet::new());
    for (nth, person) in stage.people.iter().enumerate() {
        let mut look = |path: &str, screen: &str| {
            let caught = stage.net.caught(screen.as_bytes());
            let leaks = stage.net.leaks(person, &stage.plan, &caught);
            assert!(leaks.is_empty(), "{path}: {leaks:?}\n{screen}");
            seen.extend(stage.net.files(&caught));
            frames += 1;
        };
        // Keys are pressed by one of every kind.
        let first = |staff: &Staff| staff.code.0.chars().next();
        let kind = nth == 0 || first(&stage.people[nth - 1]) != first(person);
        walk(&office, person, kind, &mut look);
        views(&office, person, &mut look);
    }
    assert!(seen.len() > 100, "the control: whoever may sees files: {seen:?}");
    println!("{frames} screens");
}

#[test]
fn r72_every_screen_is_what_it_would_be_if_there_were_no_file() {
    let stage = &*STAGE;
    let (office, none) = (stage.open(), in_memory(&[], &[]));
    for code in ["S01", "N05", "L01", "B01", "A01"] {
        let person = stage.people.iter().find(|staff| staff.code.0 == code).unwrap();
        let concerned =
            |file: &&Planned| file.about.contains(&person.code) && file.told.contains(&person.code);
        assert!(!stage.people.iter().any(|of| may_know_of(person, &of.code)));
        let told = stage.plan.iter().any(|file| concerned(&file));
        let (mut here, mut there) = (Vec::new(), Vec::new());
        walk(&office, person, false, &mut |path, screen| here.push((path.to_owned(), screen.to_owned())));
        walk(&none, person, false, &mut |path, screen| there.push((path.to_owned(), screen.to_owned())));
        assert_eq!(here.len(), there.len());
        for ((path, here), (_, there)) in here.iter().zip(&there) {
            assert!(neutral(here) == neutral(there), "{path}:\n{here}\n{there}");
        }
        println!("{code} {} screens; told: {told}", here.len());
    }
}
