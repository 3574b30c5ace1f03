//! What can be done with a case now: each action with when it is thought of, the command by which the domain judges it, and the
//! dialog that asks for its fields. Every file has one group of them; their order is here.

mod after;
mod approve;
mod close;
mod correct;
mod dispose;
mod handle;
mod joint;
mod lead;
mod outside;
mod paper;
mod pause;
mod service;
pub(super) mod supervise;
mod undo;
mod visit;
mod void;
mod why;

use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::command::Command;
use xieban_domain::staff::StaffCode;
use xieban_domain::visitor::LONGEST_WORDS;
use xieban_office::{self as office, CaseView};

use crate::form::Form;
use crate::layer::{Action, Layer};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::notice::Notice;
use crate::widget::offers;
use crate::world::World;

/// In the order of their digits: what comes first in the life of a case comes first.
const ALL: [&CaseAction; 50] = [
    &approve::APPROVE,
    &dispose::MATERIALS,
    &dispose::PROMPT,
    &dispose::INSTANT,
    &dispose::PROMISE,
    &pause::RESUME,
    &pause::EXTEND,
    &lead::COUNTERSIGN,
    &lead::CONSENT,
    &supervise::ANSWER_URGE,
    &handle::CHASE,
    &handle::NOTE_CALL,
    &handle::HAND_TO,
    &handle::TAKE_BACK,
    &joint::NOTE_STAGE,
    &joint::FINISH_STAGE,
    &outside::GUIDE,
    &outside::HAND_OVER,
    &outside::FOLLOW_UP,
    &outside::DECLINED,
    &handle::AWAIT_VISITOR,
    &handle::VISITOR_CAME,
    &visit::VISIT,
    &close::FINISH,
    &close::REPLY,
    &close::SIGN,
    &paper::PAPER,
    &dispose::ASK_SECOND_PROMPT,
    &dispose::RETURN,
    &dispose::ASK_INSTANT_TO_PROMISE,
    &dispose::ASK_PROMISE_TO_PROMPT,
    &why::WHY,
    &pause::STOP,
    &pause::ASK_EXTENSION,
    &close::UNSIGNED,
    &after::RATE,
    &after::ANSWER,
    &after::REOPEN,
    &after::CONTACT,
    &after::ASK_END,
    &after::END,
    &service::PRECHECK,
    &service::FEE,
    &undo::UNDO,
    &supervise::URGE,
    &supervise::ANNOTATE,
    &approve::PHONE,
    &approve::ACT,
    &correct::CORRECT,
    &void::VOID,
];

/// Digits for actions, 0 being the tenth; where there are more, 0 opens the list of the rest.
const DIGITS: usize = 10;
/// What 0 says then.
const MORE: &str = "更多";

/// Something that can be done with a case.
pub(super) struct CaseAction {
    /// As the action line says it.
    name: &'static str,
    /// Where it is thought of. Whether it is allowed is not asked here.
    fits: fn(&Case, &World) -> bool,
    /// The command it would make, with its fields filled in somehow: offered only if the domain would take it.
    /// `None` where nothing is judged: to look at something, or what another person signs for with his PIN.
    probe: Option<fn(&Case, &World) -> Option<CaseCommand>>,
    /// What it opens.
    opens: Opens,
}

/// What an action opens.
enum Opens {
    /// A dialog that asks for its fields.
    Dialog(fn(&AskedAction<'_>) -> Dialog),
    /// A layer of its own, from the case with its timeline.
    Layer(fn(&CaseView, &World) -> Box<dyn Layer>),
}

/// An action asked for on a case.
struct AskedAction<'a> {
    action: &'static CaseAction,
    case: &'a Case,
    world: &'a World,
}

impl AskedAction<'_> {
    /// The dialog's head.
    fn title(&self) -> String {
        format!("{}  {}", self.action.name, self.case.id().spoken())
    }

    /// Makes a command on the case as it is seen now out of what the dialog holds.
    fn on_case(&self) -> impl Fn(CaseCommand) -> Outcome + 'static {
        let (id, version) = (self.case.id(), Some(self.case.version));
        move |command| Outcome::Command(Command::Case { id, version, command })
    }

    /// A dialog of one field of free text.
    fn words(&self, label: &str, command: impl Fn(String) -> CaseCommand + 'static) -> Dialog {
        let (form, on_case) = (Form::new().text_field(0, label, LONGEST_WORDS), self.on_case());
        Dialog::new(self.title(), form, move |form, _| on_case(command(form.text(0))))
    }
}

impl CaseAction {
    fn is_open(&self, view: &CaseView, me: &StaffCode, world: &World) -> bool {
        let case = &view.row.record.case;
        let Some(probe) = self.probe else { return (self.fits)(case, world) };
        let Some(command) = (self.fits)(case, world).then(|| probe(case, world)).flatten() else {
            return false;
        };
        // What none of his roles may ask for is not offered.
        let asked = Command::Case { id: case.id(), version: None, command: command.clone() };
        let roles = office::may(&asked).0;
        if !world.header.staff.get(me).is_some_and(|staff| roles.iter().any(|role| staff.is(*role))) {
            return false;
        }
        match world.allows_given(&view.outside, me, case, &command) {
            Some(Ok(())) => true,
            // Refused only for what a field would say: the dialog asks for it.
            Some(Err(refusal)) => {
                matches!(
                    refusal.code(),
                    "position_needed" | "nothing_changed" | "review_body_unset" | "masked"
                )
            }
            None => false,
        }
    }

    fn open(&'static self, view: &CaseView, world: &World) -> Vec<Action> {
        let asked = AskedAction { action: self, case: &view.row.record.case, world };
        vec![Action::Open(match self.opens {
            Opens::Dialog(dialog) => Box::new(dialog(&asked)),
            Opens::Layer(layer) => layer(view, world),
        })]
    }
}

/// The actions open on a case to a person, and how many of them have a digit of their own.
pub(super) struct Actions(Vec<&'static CaseAction>, usize);

impl Actions {
    /// What the domain would let this person do now.
    pub(super) fn of(view: &CaseView, me: &StaffCode, world: &World) -> Self {
        let open: Vec<_> = ALL.into_iter().filter(|action| action.is_open(view, me, world)).collect();
        let shown = shown(&open, world.size.0.into());
        Self(open, shown)
    }

    pub(super) const fn none() -> Self {
        Self(Vec::new(), 0)
    }

    /// Each digit with what it does.
    pub(super) fn digits(&self) -> Vec<(String, &'static str)> {
        let named = self.0.iter().take(self.1).enumerate();
        let digits = named.map(|(at, action)| (((at + 1) % DIGITS).to_string(), action.name));
        digits.chain((self.0.len() > self.1).then(|| ("0".to_owned(), MORE))).collect()
    }

    /// A digit was pressed over this case.
    pub(super) fn press(&self, digit: usize, view: &CaseView, world: &World) -> Vec<Action> {
        let at = (digit + DIGITS - 1) % DIGITS;
        match self.0.get(at) {
            Some(action) if at < self.1 => action.open(view, world),
            Some(_) | None if at + 1 == DIGITS && self.0.len() > self.1 => {
                vec![Action::Open(Box::new(self.rest(view)))]
            }
            Some(_) | None => Vec::new(),
        }
    }

    /// Those that have no digit.
    fn rest(&self, view: &CaseView) -> Notice {
        list(self.0.iter().skip(self.1).copied().collect(), view)
    }
}

/// Actions by digit; where they are more than there are digits, the last one opens the others.
fn list(mut rest: Vec<&'static CaseAction>, view: &CaseView) -> Notice {
    let last = DIGITS - 1;
    let others = if rest.len() > last { rest.split_off(last - 1) } else { Vec::new() };
    let names = rest.iter().map(|action| action.name).chain((!others.is_empty()).then_some(MORE));
    let names = names.map(str::to_owned).collect();
    let (title, view) = (format!("更多  {}", view.row.record.case.id().spoken()), view.clone());
    Notice::new(title, vec!["还可以：".to_owned()], names, move |at, world| match rest.get(at) {
        Some(action) => action.open(&view, world),
        None => vec![Action::Open(Box::new(list(others.clone(), &view)))],
    })
}

/// How many have a digit of their own.
fn shown(open: &[&CaseAction], width: usize) -> usize {
    let names: Vec<&str> = open.iter().map(|action| action.name).collect();
    offers::shown(&names, width)
}

fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<String> {
    all.iter().map(|value| name(*value).to_owned()).collect()
}

fn pick<T: Copy>(all: &[T], at: Option<usize>) -> Option<T> {
    at.and_then(|at| all.get(at)).copied()
}

/// Stands in a probe for what a field will say.
fn some_words() -> String {
    "……".to_owned()
}

const fn always(_: &Case, _: &World) -> bool {
    true
}
