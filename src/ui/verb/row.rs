//! The digits that lead to the verbs: the row of them, and what a digit does.

use std::rc::Rc;

use xieban_term::{Canvas, Key, Tone};

use super::menu::Menu;
use super::{Group, Subject, Verb, Verbs};
use crate::keymap::digit;
use crate::layer::{Action, KeyHint, Message, Offer};
use crate::world::World;

/// What leads to all that has no place on the row.
const MORE: &str = "0";

/// What stands behind digits.
enum Behind<S: Subject> {
    Verb(&'static Verb<S>),
    Group(&'static Group),
}

/// One digit with what stands behind it.
pub(crate) struct Digit {
    pub(crate) key: char,
    pub(crate) name: &'static str,
    /// Something behind it can be done now.
    pub(crate) open: bool,
}

impl<S: Subject> Verbs<S> {
    /// What stands behind these digits.
    fn behind(&self, place: &str) -> Option<Behind<S>> {
        let verb = self.all.iter().find(|verb| verb.place == place).map(|verb| Behind::Verb(*verb));
        verb.or_else(|| self.groups.iter().find(|group| group.place == place).map(Behind::Group))
    }

    /// The next digit after these, with what stands behind each.
    pub(crate) fn digits(&self, place: &str, of: &S, world: &World) -> Vec<Digit> {
        let digit = |digit: char| {
            let next = format!("{place}{digit}");
            let name = match self.behind(&next)? {
                Behind::Verb(verb) => verb.name,
                Behind::Group(group) => group.name,
            };
            // So much stands behind 更多 that something always can be done.
            let below = self.all.iter().filter(|verb| verb.place.starts_with(&next));
            let open = next == MORE || below.into_iter().any(|verb| verb.may(of, world).is_ok());
            Some(Digit { key: digit, name, open })
        };
        "1234567890".chars().filter_map(digit).collect()
    }

    /// A key of a verb's own, or a digit, over this thing. `None`: neither.
    pub(crate) fn key(&'static self, key: Key, of: &S, world: &World) -> Option<Vec<Action>> {
        let own = self.keys.iter().find(|(of, _)| *of == key).map(|(_, verb)| *verb);
        match own {
            Some(verb) => Some(verb.run(of, world)),
            None => Some(self.press("", digit(key)?, of, world)),
        }
    }

    /// A digit was pressed after these.
    pub(crate) fn press(&'static self, place: &str, digit: usize, of: &S, world: &World) -> Vec<Action> {
        match self.behind(&format!("{place}{digit}")) {
            Some(Behind::Verb(verb)) => verb.run(of, world),
            Some(Behind::Group(group)) => vec![Action::Open(Box::new(Menu::new(self, group, of.clone())))],
            None => Vec::new(),
        }
    }

    /// The first digits, on a row of their own: what cannot be done now is dim. Each in one tone, blanks and all: a change of tone is bytes.
    pub(crate) fn draw_row(&self, canvas: &mut Canvas<'_>, y: u16, of: &S, world: &World) {
        let mut x = 1;
        for digit in self.digits("", of, world) {
            let tone = if digit.open { Tone::Text } else { Tone::Dim };
            x = canvas.put(x, y, &format!("{}{} ", digit.key, digit.name), tone);
        }
    }

    /// Every verb for the palette. One that cannot be done now is found all the same, and says why.
    pub(crate) fn offers(&'static self, of: &S, world: &World) -> Vec<Offer> {
        let of = Rc::new(of.clone());
        let offer = |verb: &&'static Verb<S>| {
            let (of, verb) = (Rc::clone(&of), *verb);
            let open = verb.may(&of, world).is_ok();
            let run = Rc::new(move |world: &World| verb.run(&of, world));
            Offer { name: verb.name.to_owned(), key: verb.place.to_owned(), listed: open, run }
        };
        self.all.iter().map(offer).collect()
    }

    /// What can be done now, each with its digits, for the help.
    pub(crate) fn hints(&self, of: &S, world: &World) -> Vec<KeyHint> {
        let open = self.all.iter().filter(|verb| verb.may(of, world).is_ok());
        open.map(|verb| (verb.place.to_owned(), verb.name.to_owned())).collect()
    }
}

impl<S: Subject> Verb<S> {
    /// Opens it, or says why it cannot be done now.
    pub(crate) fn run(&self, of: &S, world: &World) -> Vec<Action> {
        match self.may(of, world) {
            Ok(()) => self.open(of, world),
            Err(shut) => {
                let said = Message::bad(format!("{}不能办：{}", self.name, shut.sentence));
                of.mend(shut.field, world).into_iter().chain([Action::Say(said)]).collect()
            }
        }
    }
}
