//! The period that the views of figures look at, one for all of them; and its figures, asked for when a view comes up, when the
//! period turns, and when something has changed.

use std::cell::Cell;
use std::rc::Rc;

use chrono::{Datelike as _, NaiveDate};
use xieban_domain::figures::{Period, PeriodKind};
use xieban_domain::refusal::RefusedField;
use xieban_office::{FiguresView, question};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::ask::{Asking, Unfit};
use crate::keymap::digit;
use crate::layer::{Action, KeyHint, LayerReply, News};
use crate::overlay::dialog::Outcome;
use crate::pending::Pending;
use crate::world::World;

/// The digit that asks for any two dates.
const DATES: usize = 6;

/// The period that all views look at; until somebody turns it, this month.
#[derive(Clone, Default)]
pub(super) struct Chosen(Rc<Cell<Option<Period>>>);

impl Chosen {
    pub(super) fn period(&self, world: &World) -> Period {
        self.0.get().unwrap_or_else(|| Period::of(PeriodKind::Month, world.now().date()))
    }

    /// Turns to another; `true` where that one differs.
    pub(super) fn turn(&self, to: Period, world: &World) -> bool {
        let was = self.period(world);
        self.0.set(Some(to));
        was != to
    }
}

/// Figures of the chosen period.
pub(super) struct PeriodFigures {
    chosen: Chosen,
    view: Option<Box<FiguresView>>,
    asked: Pending<question::Figures>,
}

impl PeriodFigures {
    pub(super) const fn new(chosen: Chosen) -> Self {
        Self { chosen, view: None, asked: Pending::none() }
    }

    pub(super) fn period(&self, world: &World) -> Period {
        self.chosen.period(world)
    }

    /// The figures, once those of the chosen period are here.
    pub(super) fn view(&self, world: &World) -> Option<&FiguresView> {
        self.view.as_deref().filter(|view| view.period == self.period(world))
    }

    pub(super) fn ask(&mut self, world: &World) -> Vec<Action> {
        vec![self.asked.ask(question::Figures { period: self.period(world) }, world)]
    }

    /// Takes an answer in; `true` where it was ours.
    pub(super) fn hear(&mut self, news: &News<'_>) -> bool {
        let answer = self.asked.answer(news);
        if let Some(view) = answer {
            self.view = Some(view.clone());
        }
        answer.is_some()
    }

    /// A key that turns the period: a digit for how it is cut, page keys for the one before and after. `None`: another key.
    pub(super) fn key(&self, key: Key, world: &World) -> Option<Turned> {
        let period = self.period(world);
        let to = match (key.code, digit(key)) {
            (Code::PageUp, _) => period.previous(),
            (Code::PageDown, _) => period.next(),
            (_, Some(DATES)) => return Some(Turned::Ask(vec![Action::Open(dates(period))])),
            (_, Some(at)) => {
                let span = at.checked_sub(1).and_then(|at| PeriodKind::ALL.get(at).copied())?;
                Period::of(span, world.now().date())
            }
            _ => return None,
        };
        Some(if self.chosen.turn(to, world) { Turned::Other } else { Turned::Same })
    }

    /// The same, where the figures are all that a view asks for again. `None`: another key.
    pub(super) fn turn(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        self.key(key, world).map(|turned| match turned {
            Turned::Other => self.ask(world),
            Turned::Same => Vec::new(),
            Turned::Ask(actions) => actions,
        })
    }

    /// A period was told.
    pub(super) fn told(&self, news: &News<'_>, world: &World) -> bool {
        let News::Told(LayerReply::Between(period)) = news else { return false };
        self.chosen.turn(*period, world)
    }

    /// The name of the period at the head of a view.
    pub(super) fn head(&self, canvas: &mut Canvas<'_>, world: &World, said: &str) {
        let period = self.period(world);
        let x = canvas.put(1, 0, &period.name(), Tone::Title);
        canvas.put(x + 1, 0, said, Tone::Dim);
        if self.view(world).is_none() {
            canvas.put(2, 1, "正在读……", Tone::Dim);
        }
    }
}

/// What a key did to the period.
pub(super) enum Turned {
    /// It is another one now.
    Other,
    /// It was that one already.
    Same,
    /// It is asked for.
    Ask(Vec<Action>),
}

/// 任意两天.
fn dates(period: Period) -> Box<dyn crate::layer::Layer> {
    let mut asking = Asking::new();
    let from = asking.date("从", RefusedField::Limit, period.from);
    let to = asking.date("到", RefusedField::Limit, period.to);
    let ask = asking.makes(move |said| {
        let backwards = || Unfit::of(&to, "后一个日期不能早于前一个。");
        Period::days(said.get(&from)?, said.get(&to)?).ok_or_else(backwards)
    });
    Box::new(ask.finished("任意两天", |period| Outcome::Tell(LayerReply::Between(period))))
}

/// A period in a few cells, for a chart.
pub(super) fn short(period: Period, today: NaiveDate) -> String {
    let from = period.from;
    let year = if from.year() == today.year() { String::new() } else { format!("{}年", from.year() % 100) };
    match period.span {
        PeriodKind::Day => from.format("%m-%d").to_string(),
        PeriodKind::Week | PeriodKind::Days => format!("{}起", from.format("%m-%d")),
        PeriodKind::Month => format!("{year}{}月", from.month()),
        PeriodKind::Quarter => format!("{year}{}季度", from.month0() / 3 + 1),
        PeriodKind::Year => format!("{}年", from.year()),
    }
}

/// The keys that turn the period.
pub(super) fn keys() -> Vec<KeyHint> {
    [("PgUp/PgDn", "前后期"), ("1-5", "日周月季年"), ("6", "任意两天")]
        .map(|(key, what)| (key.to_owned(), what.to_owned()))
        .into()
}
