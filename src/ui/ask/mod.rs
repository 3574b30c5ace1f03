//! What is asked for before something is done, declared once: the fields with their types and what they make. From the same declaration come
//! the dialog and, while nothing is typed yet, the command by which office and domain are asked whether it could be done at all.

mod field;

pub(crate) use field::Field;

use std::rc::Rc;

use xieban_domain::case::CaseCommand;
use xieban_domain::case::late::StepOnPaper;
use xieban_domain::command::Command;
use xieban_domain::moment::Moment;
use xieban_domain::refusal::RefusedField;

use crate::form::Form;
use crate::layer::Action;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::world::World;

/// Why what stands in a field cannot be taken yet: one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unfit {
    at: usize,
    pub(crate) sentence: String,
}

impl Unfit {
    /// What stands in this field cannot be taken, for this reason.
    pub(crate) fn of<T>(field: &Field<T>, sentence: &str) -> Self {
        Self { at: field.at, sentence: sentence.to_owned() }
    }
}

/// What was typed, by the handles of the fields.
#[derive(Clone, Copy)]
pub(crate) enum Said<'a> {
    Typed(&'a Form<usize>),
    /// Nothing yet: each field says what might stand in it.
    Sample,
}

impl Said<'_> {
    /// What a field says.
    ///
    /// # Errors
    ///
    /// What stands there cannot be read, or nothing does.
    pub(crate) fn get<T: Clone>(self, field: &Field<T>) -> Result<T, Unfit> {
        let (at, nothing) = (field.at, || "没有可选的。".to_owned());
        match self {
            Self::Typed(form) => (field.read)(form, at),
            Self::Sample => field.sample.clone().ok_or_else(nothing),
        }
        .map_err(|sentence| Unfit { at, sentence })
    }
}

impl Said<'_> {
    /// A step, with the time on the paper where it was done on one.
    ///
    /// # Errors
    ///
    /// That field cannot be read.
    pub(crate) fn as_on_paper(
        self,
        step: CaseCommand,
        on_paper: Option<&Field<Option<Moment>>>,
    ) -> Result<CaseCommand, Unfit> {
        let at = on_paper.map(|field| self.get(field)).transpose()?.flatten();
        Ok(match at {
            None => step,
            Some(at) => CaseCommand::OnPaper(StepOnPaper {
                at,
                number: String::new(),
                reason: String::new(),
                step: Box::new(step),
            }),
        })
    }
}

type Made<C> = Rc<dyn Fn(Said<'_>) -> Result<C, Unfit>>;
type Judge = Box<dyn Fn(&Form<usize>) -> Result<(), String>>;
type Arrange = Box<dyn Fn(&mut Form<usize>)>;
type Look = Box<dyn Fn(&World) -> Option<Action>>;
type Say = Box<dyn Fn(Said<'_>, &World) -> Option<String>>;

/// Who does it.
enum By {
    /// Whoever is signed in.
    Me,
    /// Somebody else, at this terminal, by his code and PIN.
    Pin(Field<String>, Field<String>),
}

/// Fields as they are put together.
pub(crate) struct Asking {
    form: Form<usize>,
    refused: Vec<RefusedField>,
    judges: Vec<Judge>,
    lines: Vec<String>,
    arrange: Vec<Arrange>,
    tells: Option<(Look, Say)>,
    by: By,
}

impl Asking {
    pub(crate) fn new() -> Self {
        Self {
            form: Form::new(),
            refused: Vec::new(),
            judges: Vec::new(),
            lines: Vec::new(),
            arrange: Vec::new(),
            tells: None,
            by: By::Me,
        }
    }

    /// One more field. `refused`: the refusals that are about it.
    fn field<T: Clone + 'static>(
        &mut self,
        refused: RefusedField,
        put: impl FnOnce(Form<usize>, usize) -> Form<usize>,
        read: impl Fn(&Form<usize>, usize) -> Result<T, String> + 'static,
        sample: Option<T>,
    ) -> Field<T> {
        let at = self.judges.len();
        self.form = put(std::mem::replace(&mut self.form, Form::new()), at);
        self.refused.push(refused);
        let field = Field { at, read: Rc::new(read), sample };
        let judged = field.clone();
        self.judges.push(Box::new(move |form| (judged.read)(form, at).map(|_| ())));
        field
    }

    /// A line above the fields.
    pub(crate) fn explain(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    /// What stands in a field at first.
    pub(crate) fn start<T>(&mut self, field: &Field<T>, text: &str) {
        self.form.set_text(field.at, text);
    }

    /// What is chosen at first, by its place.
    pub(crate) fn choose<T>(&mut self, field: &Field<T>, at: usize) {
        self.form.choose(field.at, Some(at));
    }

    /// Its choices with their digits above the fields, where the row has no room for them.
    pub(crate) fn number_choices<T>(&mut self, field: &Field<T>) {
        let names = self.form.option_names(field.at);
        let digits = names.iter().zip(1..).map(|(name, digit): (_, u8)| format!("{digit}{name}"));
        let line = digits.collect::<Vec<_>>().join("  ");
        self.explain(line);
    }

    /// Stands behind what is typed.
    pub(crate) fn note<T>(&mut self, field: &Field<T>, note: &str) {
        self.form.note(field.at, note);
    }

    /// Where the caret stands at first.
    pub(crate) fn begin_at<T>(&mut self, field: &Field<T>) {
        self.form.focus_on(field.at);
    }

    /// A field that stands there only where the others say so.
    pub(crate) fn only_if<T>(&mut self, field: &Field<T>, is: impl Fn(Said<'_>) -> bool + 'static) {
        let at = field.at;
        self.arrange.push(Box::new(move |form| {
            let shown = is(Said::Typed(form));
            form.show(at, shown);
        }));
    }

    /// A line below the fields that follows what is typed; `look` asks for what it is made of.
    pub(crate) fn tell(
        &mut self,
        look: impl Fn(&World) -> Option<Action> + 'static,
        say: impl Fn(Said<'_>, &World) -> Option<String> + 'static,
    ) {
        self.tells = Some((Box::new(look), Box::new(say)));
    }

    /// Somebody else does it, at this terminal: his code and his PIN.
    pub(crate) fn by_pin(&mut self) {
        let code = self.text("领导代码", 12, RefusedField::Code, String::new());
        self.by = By::Pin(code, self.secret("密码"));
    }

    /// What the fields make.
    pub(crate) fn makes<C>(self, made: impl Fn(Said<'_>) -> Result<C, Unfit> + 'static) -> Ask<C> {
        Ask { asking: self, made: Rc::new(made) }
    }
}

/// What is asked for, and the command that it makes.
pub(crate) struct Ask<C> {
    asking: Asking,
    made: Made<C>,
}

impl<C: 'static> Ask<C> {
    /// One field of free words.
    pub(crate) fn words(label: &str, refused: RefusedField, make: impl Fn(String) -> C + 'static) -> Self {
        let mut asking = Asking::new();
        let words = asking.words(label, refused);
        asking.makes(move |said| Ok(make(said.get(&words)?)))
    }

    /// Nothing to fill in: it is confirmed.
    pub(crate) fn nothing(make: impl Fn() -> C + 'static) -> Self {
        Asking::new().makes(move |_| Ok(make()))
    }

    /// With one more line above the fields.
    pub(crate) fn explained(mut self, line: impl Into<String>) -> Self {
        self.asking.explain(line);
        self
    }

    /// The command it might make.
    ///
    /// # Errors
    ///
    /// There is nothing to choose from.
    pub(crate) fn sample(&self) -> Result<C, Unfit> {
        (self.made)(Said::Sample)
    }

    /// Somebody else is to do it, by his PIN.
    pub(crate) const fn is_by_pin(&self) -> bool {
        matches!(self.asking.by, By::Pin(..))
    }

    /// A refusal is about one of its fields: the dialog asks for it.
    pub(crate) fn asks_for(&self, field: RefusedField) -> bool {
        field != RefusedField::Whole && self.asking.refused.contains(&field)
    }

    /// The dialog; `wrap` says of what the command is.
    pub(crate) fn dialog(
        self,
        title: impl Into<String>,
        wrap: impl Fn(C) -> Option<Command> + 'static,
    ) -> Dialog {
        self.finished(title, move |made| match wrap(made) {
            Some(command) => Outcome::Command(command),
            None => Outcome::Wait("没有选中的件。"),
        })
    }

    /// The dialog of what is no command by itself; `finish` says what becomes of it.
    pub(crate) fn finished(
        self,
        title: impl Into<String>,
        finish: impl Fn(C) -> Outcome + 'static,
    ) -> Dialog {
        let Self { asking, made } = self;
        let Asking { form, refused, judges, lines, arrange, tells, by } = asking;
        let finish = move |form: &Form<usize>, _: &World| {
            let said = Said::Typed(form);
            let outcome = match made(said) {
                Ok(made) => finish(made),
                Err(unfit) => return Outcome::Unfit(unfit.sentence),
            };
            match (&by, outcome) {
                (By::Pin(code, pin), Outcome::Command(command)) => match (said.get(code), said.get(pin)) {
                    (Ok(code), Ok(pin)) if !code.trim().is_empty() && !pin.is_empty() => {
                        Outcome::ByPin { code, pin, command }
                    }
                    (Ok(_) | Err(_), _) => Outcome::Wait("请值班领导输入代码和密码。"),
                },
                (By::Me | By::Pin(..), outcome) => outcome,
            }
        };
        let dialog = Dialog::new(title, form, finish)
            .explained(lines)
            .pointing(move |field| refused.iter().position(|of| *of == field))
            .arranged(move |form| arrange.iter().for_each(|each| each(form)))
            .judging(move |form, at| judges.get(at).and_then(|judge| judge(form).err()));
        match tells {
            Some((look, say)) => dialog.telling(look, move |form, world| say(Said::Typed(form), world)),
            None => dialog,
        }
    }
}
