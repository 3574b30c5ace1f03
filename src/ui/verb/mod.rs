//! Verbs: each is declared once, in a file of its own, and has one place for ever, which is the digits that lead to it. The row of digits, the
//! dialog, the help, the palette and what is offered come from the declaration; whether it can be done now is asked of office and domain
//! with the command that it would send.

pub(crate) mod case;
pub(crate) mod complaint;
pub(crate) mod conduct;
pub(crate) mod day;
pub(crate) mod due;
pub(crate) mod figures;
pub(crate) mod hint;
pub(crate) mod late;
mod menu;
pub(crate) mod opinion;
pub(crate) mod post;
pub(crate) mod premises;
pub(crate) mod quarter;
pub(crate) mod review;
mod row;
pub(crate) mod scheme;

use xieban_domain::command::Command;
use xieban_domain::refusal::{Refusal, RefusedField};
use xieban_domain::staff::Staff;
use xieban_office as office;
use xieban_term::Key;

use crate::ask::Ask;
use crate::layer::Action;
use crate::world::World;

/// What verbs are done to: a thing on the screen, or the place where one would be.
pub(crate) trait Subject: Clone + 'static {
    /// What can be asked of it.
    type Asked: Clone + 'static;

    /// The same as a command to the office, on the thing as it is seen now; none where there is no thing.
    fn command(&self, asked: Self::Asked) -> Option<Command>;

    /// What the domain says of a command by somebody who may ask for it.
    ///
    /// # Errors
    ///
    /// It is refused, and why.
    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal>;

    /// A dialog's head.
    fn title(&self, name: &str) -> String;

    /// Who would do what takes somebody else's PIN.
    fn other<'w>(&self, _world: &'w World) -> Option<&'w Staff> {
        None
    }

    /// Where a blank field is filled in that keeps something from being done.
    fn mend(&self, _field: RefusedField, _world: &World) -> Vec<Action> {
        Vec::new()
    }
}

/// Something that can be done to a thing on the screen.
pub(crate) struct Verb<S: Subject> {
    /// Its name: a few characters.
    pub(crate) name: &'static str,
    /// The digits that lead to it, from the row: `1`, `21`, `084`. Once released, it moves only with a line in the changelog.
    pub(crate) place: &'static str,
    pub(crate) does: Does<S>,
}

/// What a verb does.
pub(crate) enum Does<S: Subject> {
    /// It asks for its fields and sends the command that they make.
    Ask(fn(&S, &World) -> Ask<S::Asked>),
    /// It goes another way to its command.
    Go {
        /// The command that comes out of it in the end, filled in somehow.
        command: fn(&S, &World) -> Option<Command>,
        /// The fields that it asks for.
        fields: &'static [RefusedField],
        way: fn(&S, &World) -> Vec<Action>,
    },
    /// It shows something.
    Show(fn(&S, &World) -> Vec<Action>),
}

/// Several verbs behind one digit, or one more digit behind another.
pub(crate) struct Group {
    pub(crate) place: &'static str,
    pub(crate) name: &'static str,
}

/// All verbs of one kind of thing.
pub(crate) struct Verbs<S: Subject> {
    pub(crate) all: &'static [&'static Verb<S>],
    pub(crate) groups: &'static [Group],
    /// Those that have a key of their own besides.
    pub(crate) keys: &'static [(Key, &'static Verb<S>)],
}

/// Every verb: of what, the digits that lead to it, its name.
pub fn places() -> Vec<(&'static str, &'static str, &'static str)> {
    fn of<S: Subject>(
        kind: &'static str,
        verbs: &Verbs<S>,
    ) -> Vec<(&'static str, &'static str, &'static str)> {
        verbs.all.iter().map(|verb| (kind, verb.place, verb.name)).collect()
    }
    let mut all = of("case", &case::VERBS);
    all.extend(of("complaint", &complaint::VERBS));
    all.extend(of("conduct", &conduct::OF_THE_OFFICES));
    all.extend(of("opinion", &opinion::VERBS));
    all.extend(of("post", &post::VERBS));
    all.extend(of("books", &premises::AT_THE_DESK));
    all.extend(of("rules", &premises::RULES));
    all.extend(of("training", &premises::TRAINING));
    all.extend(of("review", &review::VERBS));
    all.extend(of("today", &day::TODAY));
    all.extend(of("week", &day::WEEK));
    all.extend(of("quarter", &quarter::VERBS));
    all.extend(of("due", &due::VERBS));
    all.extend(of("figures", &figures::VERBS));
    all.extend(of("hint", &hint::VERBS));
    all.extend(of("scheme", &scheme::VERBS));
    all.extend(of("late", &late::VERBS));
    all
}

/// Why something cannot be done now.
pub(crate) struct Shut {
    /// One sentence: the domain's own.
    pub(crate) sentence: String,
    /// The field that it is about.
    pub(crate) field: RefusedField,
}

impl Shut {
    fn because(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), field: RefusedField::Whole }
    }
}

impl From<&Refusal> for Shut {
    fn from(refusal: &Refusal) -> Self {
        Self { sentence: refusal.cited(), field: refusal.field }
    }
}

impl<S: Subject> Verb<S> {
    /// Whether it can be done now by whoever is signed in.
    ///
    /// # Errors
    ///
    /// It cannot, and why.
    pub(crate) fn may(&self, of: &S, world: &World) -> Result<(), Shut> {
        let Some(me) = world.myself() else { return Err(Shut::because("请先签到。")) };
        let nothing = || Shut::because("没有选中的件。");
        match &self.does {
            Does::Show(_) => Ok(()),
            Does::Go { command, fields, .. } => {
                let command = command(of, world).ok_or_else(nothing)?;
                judged(of, me, &command, world, |field| fields.contains(&field))
            }
            Does::Ask(ask) => {
                let ask = ask(of, world);
                let who = if ask.is_by_pin() { of.other(world).unwrap_or(me) } else { me };
                let asked = ask.sample().map_err(|unfit| Shut::because(unfit.sentence))?;
                let command = of.command(asked).ok_or_else(nothing)?;
                judged(of, who, &command, world, |field| ask.asks_for(field))
            }
        }
    }

    /// The command that it might send.
    pub(crate) fn sample(&self, of: &S, world: &World) -> Option<Command> {
        match &self.does {
            Does::Ask(ask) => of.command(ask(of, world).sample().ok()?),
            Does::Go { command, .. } => command(of, world),
            Does::Show(_) => None,
        }
    }

    /// Opens what asks for its fields, or does it.
    pub(crate) fn open(&self, of: &S, world: &World) -> Vec<Action> {
        match &self.does {
            Does::Ask(ask) => {
                let subject = of.clone();
                let dialog = ask(of, world).dialog(of.title(self.name), move |asked| subject.command(asked));
                vec![Action::Open(Box::new(dialog))]
            }
            Does::Go { way: actions, .. } | Does::Show(actions) => actions(of, world),
        }
    }
}

fn judged<S: Subject>(
    of: &S,
    who: &Staff,
    command: &Command,
    world: &World,
    asks_for: impl Fn(RefusedField) -> bool,
) -> Result<(), Shut> {
    let allowed = office::may(command);
    if !allowed.holds(who) {
        return Err(Shut::from(&allowed.refusal()));
    }
    match of.judge(who, command, world) {
        Ok(()) => Ok(()),
        // What a field says is asked for, and what is masked is looked at first.
        Err(refusal) if asks_for(refusal.field) || refusal.asks_for_a_look() => Ok(()),
        Err(refusal) => Err(Shut::from(&refusal)),
    }
}
