//! 换人: another officer signs in over the one at the desk, by one digit and his PIN. What the first one typed is kept as his drafts.

use xieban_domain::staff::{Role, StaffCode};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::event::Effect;
use crate::form::{Form, KeyOutcome};
use crate::keymap::{SAVE, digit};
use crate::layer::{Action, KeyHint, Layer, Message, News};
use crate::world::World;

/// People offered by a digit.
const OFFERED: usize = 9;

/// Who comes.
pub(crate) struct Switch {
    people: Vec<(StaffCode, String)>,
    chosen: Option<usize>,
    pin: Form<u8>,
    waiting: bool,
    message: Option<Message>,
}

impl Switch {
    /// Those on duty today first, then the others who may sign in.
    pub(crate) fn new(world: &World) -> Self {
        let desk = [Role::Officer, Role::DutyLeader, Role::Head];
        let active = world.header.staff.active();
        let others = active.iter().filter(|staff| desk.iter().any(|role| staff.is(*role)));
        let mut people: Vec<&StaffCode> = world.header.duty.officers();
        people.extend(world.header.duty.leader.as_ref());
        people.extend(others.map(|staff| &staff.code));
        let mut offered: Vec<(StaffCode, String)> = Vec::new();
        for code in people.into_iter().filter(|code| world.me.as_ref() != Some(*code)) {
            if offered.len() < OFFERED && !offered.iter().any(|(other, _)| other == code) {
                offered.push((code.clone(), world.header.staff.name(code).to_owned()));
            }
        }
        let pin = Form::new().secret(0, "密码");
        Self { people: offered, chosen: None, pin, waiting: false, message: None }
    }

    fn sign_in(&mut self) -> Vec<Action> {
        let pin = self.pin.text(0);
        let Some((code, _)) = self.chosen.and_then(|at| self.people.get(at)) else { return Vec::new() };
        if self.waiting || pin.is_empty() {
            return Vec::new();
        }
        self.waiting = true;
        vec![Action::Do(Effect::SignIn { code: code.0.clone(), pin })]
    }
}

impl Layer for Switch {
    fn key(&mut self, key: Key, _: &World) -> Option<Vec<Action>> {
        if key.code == Code::Esc {
            return Some(if self.waiting { Vec::new() } else { vec![Action::Close] });
        }
        if self.chosen.is_none() {
            let at = digit(key)?.checked_sub(1)?;
            self.chosen = (at < self.people.len()).then_some(at);
            return Some(Vec::new());
        }
        if key.twin() == SAVE {
            return Some(self.sign_in());
        }
        match self.pin.key(key) {
            KeyOutcome::PastEnd => Some(self.sign_in()),
            KeyOutcome::Nothing => None,
            KeyOutcome::Moved | KeyOutcome::Changed(_) | KeyOutcome::Left(_) | KeyOutcome::PastStart => {
                Some(Vec::new())
            }
        }
    }

    fn paste(&mut self, text: &str, _: &World) -> Vec<Action> {
        self.pin.paste(text);
        Vec::new()
    }

    fn hear(&mut self, news: &News<'_>, _: &World) -> Vec<Action> {
        if let News::SignedIn(outcome) = news {
            self.waiting = false;
            self.pin.forget_secrets();
            if let Err(unsigned) = outcome {
                self.message = Some(Message::bad(unsigned.sentence.clone()));
            }
        }
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, _: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(46);
        let rows = u16::try_from(self.people.len()).unwrap_or(9).saturating_add(6).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, "换人");
        let mut at = y + 1;
        for (place, (code, name)) in self.people.iter().enumerate() {
            let here = self.chosen == Some(place);
            let tone = if here { Tone::Focus } else { Tone::Text };
            canvas.put_in(x + 2, at, cells.saturating_sub(4), &format!("{} {name} {code}", place + 1), tone);
            at += 1;
        }
        if self.chosen.is_some() {
            canvas.sub(x + 2, at, cells.saturating_sub(4), 1, |canvas| {
                self.pin.draw(canvas, 6, true);
            });
        }
        if let Some(message) = &self.message {
            canvas.put_in(x + 2, at + 1, cells.saturating_sub(4), &message.text, Tone::Error);
        }
        let foot = match (self.waiting, self.chosen) {
            (true, _) => "正在核对……",
            (false, None) => "数字选人   Esc 返回",
            (false, Some(_)) => "密码，Enter 签到   Esc 返回",
        };
        canvas.put(x + 2, y + rows.saturating_sub(2), foot, Tone::Dim);
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        vec![("数字".to_owned(), "选人".to_owned()), ("Enter".to_owned(), "签到".to_owned())]
    }

    fn name(&self) -> &'static str {
        "换人"
    }

    fn floats(&self) -> bool {
        true
    }
}
