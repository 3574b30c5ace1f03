//! What can be done now, each with a digit: as many as there are digits and as the line takes, the rest behind 0.

use xieban_text::Metrics;

use crate::layer::Action;
use crate::overlay::notice::Notice;
use crate::world::World;

/// Digits for actions, 0 being the tenth; where there are more, 0 opens the list of the rest.
const DIGITS: usize = 10;
/// What 0 says then.
const MORE: &str = "更多";
/// Cells that are kept free beside the line of digits.
const LEFT: usize = 4;

/// How many of these names have a digit of their own on a line of a screen so wide.
pub(crate) fn shown(names: &[&str], width: usize) -> usize {
    let cells = |name: &str| Metrics::PAPER.width(name) + 2;
    let of = |count: usize| names.iter().take(count).map(|name| cells(name)).sum::<usize>();
    let room = width.saturating_sub(LEFT);
    match names.len() {
        all if all <= DIGITS && of(all) <= room => all,
        all => (0..all.min(DIGITS)).rev().find(|count| of(*count) + cells(MORE) <= room).unwrap_or(0),
    }
}

/// What can be done now.
#[derive(Clone)]
pub(crate) struct Offers<T> {
    all: Vec<(T, &'static str)>,
    shown: usize,
}

impl<T: Copy + 'static> Offers<T> {
    /// These, in the order of their digits.
    pub(crate) fn new(all: Vec<(T, &'static str)>, world: &World) -> Self {
        let names: Vec<&str> = all.iter().map(|(_, name)| *name).collect();
        Self { shown: shown(&names, world.size.0.into()), all }
    }

    /// Each digit with what it does.
    pub(crate) fn digits(&self) -> Vec<(String, String)> {
        let named = self.all.iter().take(self.shown).enumerate();
        let digits = named.map(|(at, (_, name))| (((at + 1) % DIGITS).to_string(), (*name).to_owned()));
        digits.chain((self.all.len() > self.shown).then(|| ("0".to_owned(), MORE.to_owned()))).collect()
    }

    /// What a digit of its own stands for.
    pub(crate) fn at(&self, digit: usize) -> Option<T> {
        let at = (digit + DIGITS - 1) % DIGITS;
        self.all.get(at).filter(|_| at < self.shown).map(|(what, _)| *what)
    }

    /// The line of digits.
    pub(crate) fn line(&self) -> String {
        let digits = self.digits().into_iter().map(|(digit, name)| format!("{digit}{name}"));
        digits.collect::<Vec<_>>().join(" ")
    }

    /// A digit was pressed: what it stands for is opened, or the list of those that have none.
    pub(crate) fn press(
        &self,
        digit: usize,
        world: &World,
        open: impl Fn(T, &World) -> Vec<Action> + 'static,
    ) -> Vec<Action> {
        let at = (digit + DIGITS - 1) % DIGITS;
        if let Some(what) = self.at(digit) {
            return open(what, world);
        }
        if at + 1 != DIGITS || self.all.len() <= self.shown {
            return Vec::new();
        }
        let rest: Vec<(T, &'static str)> = self.all.iter().skip(self.shown).copied().collect();
        let names = rest.iter().map(|(_, name)| (*name).to_owned()).collect();
        let notice = Notice::new(MORE, vec!["还可以：".to_owned()], names, move |at, world| {
            rest.get(at).map(|(what, _)| open(*what, world)).unwrap_or_default()
        });
        vec![Action::Open(Box::new(notice))]
    }
}
