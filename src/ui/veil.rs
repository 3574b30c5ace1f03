//! What hides the desk: 遮屏, which the same hand lifts, and 锁定, which the PIN of whoever sits here opens. It lies above every layer and hears
//! every key first, so that whatever comes up below it meanwhile stays hidden; what is typed there is all still there afterwards.

use super::chrome;
use super::event::Effect;
use super::form::{Form, Took};
use super::keymap::{SAVE, verb};
use super::layer::{Hint, Message};
use super::world::World;
use crate::term::{Canvas, Code, Key, Tone};

/// Why the PIN is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Nobody touched the desk.
    Idle,
    /// Somebody has been signed in for a working day.
    Long,
}

/// What hides the desk.
pub(super) enum Veil {
    /// 遮屏.
    Mask,
    /// 锁定.
    Lock(Lock),
}

/// A locked desk.
pub(super) struct Lock {
    why: Why,
    pin: Form<u8>,
    waiting: bool,
    message: Option<Message>,
}

/// What a key did to it.
pub(super) enum Lifted {
    /// It stays.
    No,
    /// The same hand lifts the mask.
    Yes,
    /// Something is to be done first.
    Asks(Effect),
    /// Whoever sat here gets up.
    SignsOut,
}

impl Veil {
    pub(super) fn locked(why: Why) -> Self {
        Self::Lock(Lock { why, pin: Form::new().secret(0, "密码"), waiting: false, message: None })
    }

    /// A key: swallowed, whatever comes of it.
    pub(super) fn key(&mut self, key: Key) -> Lifted {
        match self {
            Self::Mask => match key.twin().code {
                Code::F(9) | Code::Esc | Code::Enter => Lifted::Yes,
                _ => Lifted::No,
            },
            Self::Lock(lock) => lock.key(key),
        }
    }

    /// A paste.
    pub(super) fn paste(&mut self, text: &str) {
        if let Self::Lock(lock) = self {
            lock.pin.paste(text);
        }
    }

    /// The PIN was not the right one, or could not be tried.
    pub(super) fn refused(&mut self, sentence: String) {
        if let Self::Lock(lock) = self {
            lock.waiting = false;
            lock.pin.forget_secrets();
            lock.message = Some(Message::bad(sentence));
        }
    }

    /// What its keys do.
    pub(super) fn hints(&self) -> Vec<Hint> {
        let rows: &[(&str, &str)] = match self {
            Self::Mask => &[("F9、Enter", "返回")],
            Self::Lock(_) => &[("Enter", "解锁"), ("F10", "签退换人")],
        };
        rows.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())).collect()
    }

    /// Nothing of a citizen: the office, the numbers, and who may open it.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let middle = height / 2;
        let centred = |text: &str| crate::text::centre(canvas.metrics, text, width.into());
        match self {
            Self::Mask => {
                let text = centred("已遮屏   按 F9 返回");
                canvas.put(0, middle, &text, Tone::Title);
            }
            Self::Lock(lock) => {
                let name = world.myself().map_or("", |me| me.name.as_str());
                let (title, foot) = (centred(&format!("已锁定   {name}")), centred(lock.told()));
                canvas.put(0, middle.saturating_sub(3), &title, Tone::Title);
                let left = width.saturating_sub(40) / 2;
                canvas.sub(left, middle.saturating_sub(1), 40, 1, |canvas| {
                    lock.pin.draw(canvas, 10, true);
                });
                let tone = if lock.message.is_some() { Tone::Error } else { Tone::Dim };
                canvas.put(0, middle + 1, &foot, tone);
            }
        }
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
        let keys = self.hints().iter().map(|(key, what)| format!("{key} {what}")).collect::<Vec<_>>();
        canvas.put_in(1, height.saturating_sub(1), width.saturating_sub(2), &keys.join("   "), Tone::Dim);
    }
}

impl Lock {
    fn key(&mut self, key: Key) -> Lifted {
        if verb(key) == Some(super::keymap::Verb::SignOut) {
            return Lifted::SignsOut;
        }
        let entered = key.twin() == SAVE || matches!(self.pin.key(key), Took::PastEnd);
        let pin = self.pin.text(0);
        if !entered || self.waiting || pin.is_empty() {
            return Lifted::No;
        }
        (self.waiting, self.message) = (true, None);
        Lifted::Asks(Effect::Unlock { pin })
    }

    fn told(&self) -> &str {
        match (&self.message, self.waiting, self.why) {
            (Some(message), _, _) => &message.text,
            (None, true, _) => "正在核对……",
            (None, false, Why::Idle) => "一段时间没有操作。请本人输入密码，没填完的都在。",
            (None, false, Why::Long) => "签到时间已长。请本人输入密码，没填完的都在。",
        }
    }
}
