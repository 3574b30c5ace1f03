//! A dialog: a few fields and one outcome. Nothing typed is lost: a refusal shows on its field, and the dialog stays.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::complaint::AboutComplaint;
use xieban_domain::refusal::{Refusal, RefusedField};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::event::{Acted, Ticket};
use crate::form::{Form, KeyOutcome};
use crate::keymap::{SAVE, Verb};
use crate::layer::{Action, KeyHint, Layer, LayerReply, Message, News};
use crate::world::World;

/// What becomes of a dialog's fields.
pub(crate) enum Outcome {
    /// A command of the signed-in person's.
    Command(Command),
    /// Two commands of his, the second once the first is done.
    Both(Command, Command),
    /// A command by the PIN of somebody else.
    ByPin { code: String, pin: String, command: Command },
    /// A command by the PINs of two, or of one alone, whoever is signed in.
    ByPins { first: (String, String), second: Option<(String, String)>, command: Command },
    /// A command of his with the PIN of a second person beside him.
    Together { code: String, pin: String, command: Command },
    /// Something for the layer below.
    Tell(LayerReply),
    /// What is asked next takes the dialog's place.
    Open(Box<dyn Layer>),
    /// Not yet: one sentence says what is missing.
    Wait(&'static str),
    /// The same of the first field that does not fit.
    Unfit(String),
    /// Refused before it is sent.
    Refused(Refusal),
}

type Finish<Id> = Box<dyn Fn(&Form<Id>, &World) -> Outcome>;
type Look = Box<dyn Fn(&World) -> Option<Action>>;
type Say<Id> = Box<dyn Fn(&Form<Id>, &World) -> Option<String>>;
type Arrange<Id> = Box<dyn Fn(&mut Form<Id>)>;
type Judges<Id> = Box<dyn Fn(&Form<Id>, Id) -> Option<String>>;
type Points<Id> = Box<dyn Fn(RefusedField, &Form<Id>) -> Option<Id>>;

/// A line that follows what is filled in.
struct Tells<Id> {
    look: Look,
    say: Say<Id>,
}

/// A dialog.
pub(crate) struct Dialog<Id = usize> {
    title: String,
    lines: Vec<String>,
    form: Form<Id>,
    finish: Finish<Id>,
    points: Points<Id>,
    /// What is wrong with what stands in a field.
    judges: Judges<Id>,
    /// Which fields stand there now.
    arrange: Arrange<Id>,
    waiting: Option<Ticket>,
    /// What follows once that is done.
    next: Option<Command>,
    /// What the layer below hears when nothing was done.
    otherwise: Option<LayerReply>,
    message: Option<Message>,
    /// What is to be known while it is filled in, asked for when it opens and said below its fields.
    tells: Option<Tells<Id>>,
    /// What is run once it is done.
    then: Option<Verb>,
    /// What the layer below hears once it is done.
    done: Option<LayerReply>,
    /// It looks for something: nothing is saved.
    seeks: bool,
    /// Told that somebody else has changed the case: saving again means to go on all the same.
    warned: bool,
}

impl<Id: Copy + Eq + 'static> Dialog<Id> {
    /// A dialog with these fields; `finish` makes an outcome of them.
    pub(crate) fn new(
        title: impl Into<String>,
        form: Form<Id>,
        finish: impl Fn(&Form<Id>, &World) -> Outcome + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            lines: Vec::new(),
            form,
            finish: Box::new(finish),
            points: Box::new(|_, _| None),
            judges: Box::new(|_, _| None),
            arrange: Box::new(|_| {}),
            waiting: None,
            next: None,
            otherwise: None,
            message: None,
            seeks: false,
            warned: false,
            then: None,
            done: None,
            tells: None,
        }
    }

    /// With lines of explanation above the fields.
    pub(crate) fn explained(mut self, lines: Vec<String>) -> Self {
        self.lines = lines;
        self
    }

    /// That looks for something, by one field.
    pub(crate) const fn seeking(mut self) -> Self {
        self.seeks = true;
        self
    }

    /// With the field that a refusal belongs to.
    pub(crate) fn pointing(self, points: impl Fn(RefusedField) -> Option<Id> + 'static) -> Self {
        self.pointing_in(move |field, _| points(field))
    }

    /// The same where it depends on what stands in the form.
    pub(crate) fn pointing_in(
        mut self,
        points: impl Fn(RefusedField, &Form<Id>) -> Option<Id> + 'static,
    ) -> Self {
        self.points = Box::new(points);
        self
    }

    /// With what the layer below is told when the officer leaves without doing it.
    pub(crate) fn leaving(mut self, told: LayerReply) -> Self {
        self.otherwise = Some(told);
        self
    }

    /// With fields that come and go with what stands in the others.
    pub(crate) fn arranged(mut self, arrange: impl Fn(&mut Form<Id>) + 'static) -> Self {
        self.arrange = Box::new(arrange);
        (self.arrange)(&mut self.form);
        self
    }

    /// With what is wrong with what stands in a field: said when it is left.
    pub(crate) fn judging(mut self, judges: impl Fn(&Form<Id>, Id) -> Option<String> + 'static) -> Self {
        self.judges = Box::new(judges);
        self
    }

    /// With a line below the fields that follows what is filled in; `look` asks for what it is made of.
    pub(crate) fn telling(
        mut self,
        look: impl Fn(&World) -> Option<Action> + 'static,
        say: impl Fn(&Form<Id>, &World) -> Option<String> + 'static,
    ) -> Self {
        self.tells = Some(Tells { look: Box::new(look), say: Box::new(say) });
        self
    }

    /// And then this, once it is done.
    pub(crate) const fn and_then(mut self, verb: Verb) -> Self {
        self.then = Some(verb);
        self
    }

    /// With what the layer below is told once it is done.
    pub(crate) fn telling_below(mut self, told: LayerReply) -> Self {
        self.done = Some(told);
        self
    }

    /// The same command without minding changes, once the officer has been told of them.
    fn insisting(&self, command: Command) -> Command {
        match command {
            Command::Case { id, command, .. } if self.warned => Command::Case { id, version: None, command },
            Command::Office(OfficeCommand::Complaint(about)) if self.warned => {
                Command::Office(OfficeCommand::Complaint(Box::new(AboutComplaint {
                    version: None,
                    ..*about
                })))
            }
            command => command,
        }
    }

    fn finish(&mut self, world: &World) -> Vec<Action> {
        if self.waiting.is_some() {
            return Vec::new();
        }
        let (ticket, effect) = match (self.finish)(&self.form, world) {
            Outcome::Command(command) => world.act(self.insisting(command)),
            Outcome::Both(first, second) => {
                self.next = Some(self.insisting(second));
                world.act(first)
            }
            Outcome::ByPin { code, pin, command } => world.act_as((code, pin), None, self.insisting(command)),
            Outcome::ByPins { first, second, command } => world.act_as(first, second, command),
            Outcome::Together { code, pin, command } => world.act_with(code, pin, command),
            Outcome::Tell(told) => return vec![Action::Close, Action::Tell(told)],
            Outcome::Open(next) => return vec![Action::Close, Action::Open(next)],
            Outcome::Wait(sentence) => {
                self.message = Some(Message::bad(sentence));
                return Vec::new();
            }
            Outcome::Unfit(sentence) => {
                let wrong = self.form.ids().find(|id| (self.judges)(&self.form, *id).is_some());
                if let Some(id) = wrong {
                    self.form.focus_on(id);
                }
                self.message = Some(Message::bad(sentence));
                return Vec::new();
            }
            Outcome::Refused(refusal) => {
                self.refused(&refusal);
                return Vec::new();
            }
        };
        self.waiting = Some(ticket);
        vec![Action::Do(effect)]
    }

    fn refused(&mut self, refusal: &Refusal) {
        if let Some(id) = (self.points)(refusal.field, &self.form) {
            self.form.focus_on(id);
        }
        self.message = Some(Message::bad(refusal.cited()));
        self.warned = refusal.is_stale();
    }
}

impl<Id: Copy + Eq + 'static> Layer for Dialog<Id> {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if key.code == Code::Esc {
            // Whoever saves hears what became of it.
            let told = self.otherwise.take().map(Action::Tell);
            return Some(match self.waiting {
                Some(_) => Vec::new(),
                None => [Action::Close].into_iter().chain(told).collect(),
            });
        }
        if key.twin() == SAVE {
            return Some(self.finish(world));
        }
        let took = self.form.key(key);
        (self.arrange)(&mut self.form);
        match took {
            KeyOutcome::PastEnd => Some(self.finish(world)),
            KeyOutcome::Nothing => None,
            KeyOutcome::Changed(_) => {
                self.message = None;
                Some(Vec::new())
            }
            KeyOutcome::Left(id) => {
                // A field in which nothing was typed is asked for when it is saved.
                let wrong = (!self.form.is_blank(id)).then(|| (self.judges)(&self.form, id)).flatten();
                if let Some(wrong) = wrong {
                    self.message = Some(Message::bad(wrong));
                }
                self.form.go_on_from(id);
                Some(Vec::new())
            }
            KeyOutcome::Moved | KeyOutcome::PastStart => Some(Vec::new()),
        }
    }

    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.tells.as_ref().and_then(|tells| (tells.look)(world)).into_iter().collect()
    }

    fn paste(&mut self, text: &str, _: &World) -> Vec<Action> {
        self.form.paste(text);
        (self.arrange)(&mut self.form);
        Vec::new()
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        let News::Acted(ticket, outcome) = news else { return Vec::new() };
        if self.waiting != Some(*ticket) {
            return Vec::new();
        }
        self.waiting = None;
        let next = self.next.take();
        if let (Ok(_), Some(command)) = (outcome, next) {
            let (ticket, effect) = world.act(command);
            self.waiting = Some(ticket);
            return vec![Action::Do(effect)];
        }
        match outcome {
            Ok(done) => {
                let told = self.done.take().or(done.case.map(|_| LayerReply::Changed)).map(Action::Tell);
                let then = self.then.map(Action::Run);
                let said = Action::Say(Message::good(format!("{}：已保存。", self.title)));
                [Action::Close].into_iter().chain(told).chain([said]).chain(then).collect()
            }
            Err(Acted::Refused(refusal)) => {
                self.refused(refusal);
                Vec::new()
            }
            Err(Acted::Failed(sentence)) => {
                self.form.forget_secrets();
                self.message = Some(Message::bad(sentence.clone()));
                Vec::new()
            }
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(72);
        let inner = cells.saturating_sub(4);
        let message = self
            .message
            .as_ref()
            .map(|message| xieban_text::wrap(canvas.metrics, &message.text, inner.into()));
        let message = message.unwrap_or_default();
        let told = self.tells.as_ref().and_then(|tells| (tells.say)(&self.form, world));
        let explained: Vec<String> = self
            .lines
            .iter()
            .flat_map(|line| xieban_text::wrap(canvas.metrics, line, inner.into()))
            .collect();
        let fields = self.form.rows();
        let rows = u16::try_from(explained.len() + message.len()).unwrap_or(0) + fields + 4;
        let rows = rows + u16::from(told.is_some());
        let rows = rows.min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, &self.title);
        let mut at = y + 1;
        for line in &explained {
            canvas.put(x + 2, at, line, Tone::Text);
            at += 1;
        }
        canvas.sub(x + 2, at, inner, fields.min(rows.saturating_sub(3)), |canvas| {
            self.form.draw(canvas, 12, true);
        });
        at += fields;
        if let Some(told) = &told {
            canvas.put_in(x + 2, at, inner, told, Tone::Notice);
            at += 1;
        }
        for line in &message {
            canvas.put(x + 2, at, line, Tone::Error);
            at += 1;
        }
        let foot = match (self.waiting.is_some(), self.seeks, fields) {
            (true, ..) => "正在保存……",
            (false, true, _) => "Enter 查找   Esc 返回",
            (false, false, 0 | 1) => "F8 或 Enter 保存   Esc 返回",
            (false, false, _) => "F8 保存   Enter 下一栏   Esc 返回",
        };
        canvas.put(x + 2, y + rows.saturating_sub(2), foot, Tone::Dim);
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        let keys: &[(&str, &str)] = match (self.seeks, self.form.rows()) {
            (true, _) => &[("Enter", "查找")],
            (false, 0 | 1) => &[("F8", "保存"), ("Enter", "保存"), ("数字", "选择")],
            (false, _) => &[("F8", "保存"), ("Enter", "下一栏"), ("数字", "选择")],
        };
        keys.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())).collect()
    }

    fn name(&self) -> &'static str {
        "填写"
    }

    fn floats(&self) -> bool {
        true
    }
}
