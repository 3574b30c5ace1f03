//! 密码: one's own, the first one that somebody else chose, and for an administrator somebody else's. No PIN is in a command, a draft or a
//! page; what is typed here is forgotten with the answer.

use xieban_domain::staff::{Role, Staff};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::event::{Effect, Ticket};
use crate::form::{Form, KeyOutcome};
use crate::keymap::{SAVE, digit};
use crate::layer::{Action, KeyHint, Layer, Message, News};
use crate::overlay::second::SecondFields;
use crate::world::World;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PinField {
    Whose,
    Own,
    New,
    Again,
    Second,
    SecondPin,
    Paper,
    PaperDate,
    ApprovedBy,
}

/// Who stands beside the administrator, where somebody with a role of judgement gets another PIN.
const SECOND: SecondFields<PinField> = SecondFields {
    code: PinField::Second,
    pin: PinField::SecondPin,
    number: PinField::Paper,
    date: PinField::PaperDate,
    approved_by: PinField::ApprovedBy,
};

/// Whose it is.
enum PinOwner {
    /// Not said yet: an administrator may mean either.
    Asked,
    /// Of somebody who is about to sign in, or to open his locked desk: his code, and the PIN that has to be changed.
    First {
        code: String,
        old: String,
        locked: bool,
    },
    Own,
    Others,
}

/// The dialog.
pub(crate) struct Pins {
    kind: PinOwner,
    form: Form<PinField>,
    waiting: Option<Ticket>,
    message: Option<Message>,
}

impl Pins {
    /// 密码, for whoever is at the desk.
    pub(crate) fn new(world: &World) -> Self {
        let administers = world.myself().is_some_and(|me| me.is(Role::Administrator));
        Self::of(if administers { PinOwner::Asked } else { PinOwner::Own })
    }

    /// Somebody signs in with a PIN that has to be changed before anything else.
    pub(crate) fn first(code: String, old: String) -> Self {
        Self::of(PinOwner::First { code, old, locked: false })
    }

    /// The same at a desk that locked itself.
    pub(crate) fn at_a_locked_desk(code: String, old: String) -> Self {
        Self::of(PinOwner::First { code, old, locked: true })
    }

    fn of(kind: PinOwner) -> Self {
        let twice =
            |form: Form<PinField>| form.secret(PinField::New, "新密码").secret(PinField::Again, "再输一遍");
        let form = match kind {
            PinOwner::Asked => Form::new(),
            PinOwner::First { .. } => twice(Form::new()),
            PinOwner::Own => twice(Form::new().secret(PinField::Own, "现在的密码")),
            PinOwner::Others => {
                let form = Form::new().text_field(PinField::Whose, "姓名或代码", 20);
                SECOND.behind(twice(form).secret(PinField::Own, "您的密码"))
            }
        };
        Self { kind, form, waiting: None, message: None }
    }

    fn wait(&mut self, at: PinField, sentence: impl Into<String>) -> Vec<Action> {
        self.message = Some(Message::bad(sentence));
        self.form.focus_on(at);
        Vec::new()
    }

    fn save(&mut self, world: &World) -> Vec<Action> {
        if self.waiting.is_some() {
            return Vec::new();
        }
        let [own, new, again] = [PinField::Own, PinField::New, PinField::Again].map(|id| self.form.text(id));
        let empty = [(PinField::Own, &own), (PinField::New, &new), (PinField::Again, &again)];
        let missing = empty.iter().find(|(id, text)| text.is_empty() && self.form.shows(*id));
        if let Some((id, _)) = missing {
            return self.wait(*id, "请填完每一栏。");
        }
        if new != again {
            return self.wait(PinField::Again, "两遍新密码不一样，请再输一遍。");
        }
        let ticket = world.ticket();
        let me = || world.me.as_ref().map(|me| me.0.clone()).unwrap_or_default();
        let effect = match &self.kind {
            PinOwner::Asked => return Vec::new(),
            PinOwner::First { code, old, .. } => {
                Effect::ChangePin { ticket, code: code.clone(), old: old.clone(), new }
            }
            PinOwner::Own => Effect::ChangePin { ticket, code: me(), old: own, new },
            PinOwner::Others => match self.whose(world) {
                Ok(staff) => {
                    let staff = staff.code.0.clone();
                    let consent = match SECOND.consent(&self.form) {
                        Ok(consent) => Box::new(consent),
                        Err(sentence) => return self.wait(PinField::PaperDate, sentence),
                    };
                    Effect::ResetPin { ticket, code: me(), pin: own, staff, new, consent }
                }
                Err(sentence) => return self.wait(PinField::Whose, sentence),
            },
        };
        (self.waiting, self.message) = (Some(ticket), None);
        vec![Action::Do(effect)]
    }

    fn whose<'w>(&self, world: &'w World) -> Result<&'w Staff, &'static str> {
        match world.header.staff.meant(&self.form.text(PinField::Whose)).as_slice() {
            [one] => Ok(one),
            [] => Err("人员表里没有这个人，请写姓名、拼音或代码。"),
            [..] => Err("有几个人是这样念的，请写代码。"),
        }
    }

    /// The PIN of whoever has a role of judgement takes a second person, but for his first one.
    fn arrange(&mut self, world: &World) {
        if matches!(self.kind, PinOwner::Others) {
            let judges = self.whose(world).is_ok_and(Staff::judges);
            SECOND.show(&mut self.form, judges);
        }
    }

    fn done(&mut self, world: &World) -> Vec<Action> {
        match &self.kind {
            PinOwner::First { code, locked, .. } => {
                let pin = self.form.text(PinField::New);
                let effect = match locked {
                    true => Effect::Unlock { pin },
                    false => Effect::SignIn { code: code.clone(), pin },
                };
                vec![Action::Close, Action::Do(effect)]
            }
            PinOwner::Others => {
                let name = self.whose(world).map(|staff| staff.name.clone()).unwrap_or_default();
                let told = format!("{name}的密码已重置，请本人签到时更换。");
                vec![Action::Close, Action::Say(Message::good(told))]
            }
            PinOwner::Own | PinOwner::Asked => {
                vec![Action::Close, Action::Say(Message::good("密码已更换。"))]
            }
        }
    }

    fn lines(&self, world: &World) -> Vec<String> {
        let pins = world.header.settings.pins;
        let asked =
            format!("新密码至少{}位、{}种字符；也可以用15个字以上的一句话。", pins.shortest, pins.kinds);
        match &self.kind {
            PinOwner::Asked => vec!["1 换自己的密码".to_owned(), "2 重置别人的密码".to_owned()],
            PinOwner::First { .. } => vec!["这个密码是别人设的，或者已到期，请先更换。".to_owned(), asked],
            PinOwner::Own => vec![asked],
            PinOwner::Others => vec![
                "本人下次签到须先更换。".to_owned(),
                "领导、作风办、行风办的密码再次重置，要第二人在场。".to_owned(),
                asked,
            ],
        }
    }
}

impl Layer for Pins {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if key.code == Code::Esc {
            return Some(if self.waiting.is_some() { Vec::new() } else { vec![Action::Close] });
        }
        if matches!(self.kind, PinOwner::Asked) {
            match digit(key)? {
                1 => *self = Self::of(PinOwner::Own),
                2 => *self = Self::of(PinOwner::Others),
                _ => {}
            }
            return Some(Vec::new());
        }
        if key.twin() == SAVE {
            return Some(self.save(world));
        }
        let took = self.form.key(key);
        self.arrange(world);
        match took {
            KeyOutcome::PastEnd => Some(self.save(world)),
            KeyOutcome::Nothing => None,
            KeyOutcome::Moved | KeyOutcome::Changed(_) | KeyOutcome::Left(_) | KeyOutcome::PastStart => {
                Some(Vec::new())
            }
        }
    }

    fn paste(&mut self, text: &str, world: &World) -> Vec<Action> {
        self.form.paste(text);
        self.arrange(world);
        Vec::new()
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        let News::PinSet(ticket, outcome) = news else { return Vec::new() };
        if self.waiting != Some(*ticket) {
            return Vec::new();
        }
        self.waiting = None;
        match outcome {
            Ok(()) => self.done(world),
            Err(sentence) => {
                self.form.forget_secrets();
                let first = [PinField::Own, PinField::New].into_iter().find(|id| self.form.shows(*id));
                let first = first.filter(|_| !matches!(self.kind, PinOwner::Others)).unwrap_or(PinField::New);
                self.wait(first, sentence.clone())
            }
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(64);
        let inner = cells.saturating_sub(4);
        let wrap = |text: &str| xieban_text::wrap(canvas.metrics, text, inner.into());
        let lines: Vec<String> = self.lines(world).iter().flat_map(|line| wrap(line)).collect();
        let message = self.message.as_ref().map(|message| wrap(&message.text)).unwrap_or_default();
        let count = |lines: &[String]| u16::try_from(lines.len()).unwrap_or(0);
        let rows = (count(&lines) + self.form.rows() + count(&message) + 4).min(height);
        let (x, y) = (width.saturating_sub(cells) / 2, height.saturating_sub(rows) / 2);
        canvas.frame(x, y, cells, rows, "密码");
        let mut at = y + 1;
        for line in &lines {
            canvas.put(x + 2, at, line, Tone::Text);
            at += 1;
        }
        canvas.sub(x + 2, at, inner, self.form.rows(), |canvas| {
            self.form.draw(canvas, 12, true);
        });
        at += self.form.rows();
        for line in &message {
            canvas.put(x + 2, at, line, Tone::Error);
            at += 1;
        }
        let foot = match (&self.kind, self.waiting) {
            (_, Some(_)) => "正在保存……",
            (PinOwner::Asked, None) => "数字选择   Esc 返回",
            (PinOwner::First { .. } | PinOwner::Own | PinOwner::Others, None) => {
                "F8 保存   Enter 下一栏   Esc 返回"
            }
        };
        canvas.put(x + 2, y + rows.saturating_sub(2), foot, Tone::Dim);
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        let rows: &[(&str, &str)] = match self.kind {
            PinOwner::Asked => &[("数字", "选择")],
            PinOwner::First { .. } | PinOwner::Own | PinOwner::Others => {
                &[("F8", "保存"), ("Enter", "下一栏")]
            }
        };
        rows.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())).collect()
    }

    fn name(&self) -> &'static str {
        "密码"
    }

    fn floats(&self) -> bool {
        true
    }

    fn alone(&self) -> bool {
        // Nobody is signed in yet.
        matches!(self.kind, PinOwner::First { .. })
    }
}
