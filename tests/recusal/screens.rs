//! Every screen, drawn for everybody: each action of the palette is opened from the palette itself, so that a new one is opened, too, and
//! some keys are pressed in it. Nothing is written: what somebody would do is shown to him as failed.

use std::collections::BTreeSet;

use xieban_domain::reveal::Reveal;
use xieban_domain::staff::Staff;
use xieban_office::Office;

use xieban_support::looking::{Desk, Watch};

use crate::files::{Planned, may_know_of};
use crate::stage::{STAGE, in_memory};

const SIZE: (u16, u16) = (100, 30);

/// Everything that a desk gives away besides its screen: drafts, sheets. Nobody writes anything at it, nor looks at anybody.
#[derive(Default)]
pub(crate) struct Out(pub(crate) String);

impl Watch for Out {
    fn frame(&mut self, _: &str, _: &str, _: &[u8]) {}

    fn sheet(&mut self, name: &str, text: &str) {
        self.0.extend([name, text]);
    }

    fn kept(&mut self, draft: &str) {
        self.0.push_str(draft);
    }

    fn looked(&mut self, _: &Reveal) {}

    fn lets_look(&self) -> bool {
        false
    }
}

/// The desk of somebody who may look at everything and changes nothing.
pub(crate) fn desk_of<'o>(office: &'o Office, person: &Staff) -> Desk<'o, Out> {
    Desk::of(office, &person.code.0, SIZE, Out::default())
}

/// How many actions the palette has: ↓ until nothing moves any more.
fn actions(office: &Office, person: &Staff) -> usize {
    let mut desk = desk_of(office, person);
    desk.press("Ctrl-p");
    let (mut count, mut before) = (1, desk.text());
    loop {
        desk.press("↓");
        let now = desk.text();
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
        let mut desk = desk_of(office, person);
        let path = format!("{} {nth}", person.code);
        desk.press("Ctrl-p");
        desk.press(&"↓ ".repeat(nth));
        desk.press("Enter");
        look(&path, &desk.text());
        for key in KEYS.iter().filter(|_| thorough) {
            desk.press(key);
            look(&format!("{path} {key}"), &desk.text());
        }
        look(&path, &desk.watch.0);
    }
}

/// The views within F5 and F6, one beside the other.
const VIEWS: [&str; 2] = ["F5", "F6"];

fn views(office: &Office, person: &Staff, look: &mut dyn FnMut(&str, &str)) {
    for screen in VIEWS {
        let mut desk = desk_of(office, person);
        desk.press(screen);
        for nth in 0..12 {
            look(&format!("{} {screen} {nth}", person.code), &desk.text());
            desk.press("Enter");
            look(&format!("{} {screen} {nth} Enter", person.code), &desk.text());
            desk.press("Esc");
            desk.press("→");
        }
        look(screen, &desk.watch.0);
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
