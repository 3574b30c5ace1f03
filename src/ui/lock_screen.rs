//! What hides the desk: 遮屏, which the same hand lifts, and 锁定, which the PIN of whoever sits here opens. It lies above every layer and hears
//! every key first, so that whatever comes up below it meanwhile stays hidden; what is typed there is all still there afterwards.

use xieban_term::{Canvas, Code, Key, Tone};

use super::chrome;
use super::event::{Effect, Unsigned};
use super::form::{Form, KeyOutcome};
use super::keymap::{SAVE, verb};
use super::layer::{Action, KeyHint, Layer as _, Message, News};
use super::overlay::pins::Pins;
use super::world::World;

/// Why the PIN is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Nobody touched the desk.
    Idle,
    /// Somebody has been signed in for a working day.
    Long,
}

/// What hides the desk.
pub(super) enum LockScreen {
    /// 遮屏.
    Mask,
    /// 锁定.
    Lock(Lock),
}

/// A locked desk.
pub(super) struct Lock {
    why: Why,
    pin: Form<u8>,
    /// It fits and has to be changed, before the desk opens.
    changing: Option<Box<Pins>>,
    waiting: bool,
    message: Option<Message>,
}

/// What a key did to it.
pub(super) enum Lifted {
    No,
    /// The same hand lifts the mask.
    Yes,
    /// Something is to be done first.
    Asks(Effect),
    /// Whoever sat here gets up.
    SignsOut,
}

impl LockScreen {
    pub(super) fn locked(why: Why) -> Self {
        let pin = Form::new().secret(0, "密码");
        Self::Lock(Lock { why, pin, changing: None, waiting: false, message: None })
    }

    /// A key: swallowed, whatever comes of it.
    pub(super) fn key(&mut self, key: Key, world: &World) -> Lifted {
        match self {
            Self::Mask => match key.twin().code {
                Code::F(9) | Code::Esc | Code::Enter => Lifted::Yes,
                _ => Lifted::No,
            },
            Self::Lock(lock) => lock.key(key, world),
        }
    }

    /// A paste.
    pub(super) fn paste(&mut self, text: &str, world: &World) {
        if let Self::Lock(lock) = self {
            if let Some(pins) = &mut lock.changing {
                pins.paste(text, world);
            } else {
                lock.pin.paste(text);
            }
        }
    }

    /// What became of a PIN that was chosen here; gives what is to be done next.
    pub(super) fn hear(&mut self, news: &News<'_>, world: &World) -> Option<Effect> {
        let Self::Lock(lock) = self else { return None };
        let actions = lock.changing.as_mut()?.hear(news, world);
        lock.run_actions(actions)
    }

    /// The PIN was not the right one, has to be changed first, or could not be tried.
    pub(super) fn refused(&mut self, why: Unsigned, world: &World) {
        if let Self::Lock(lock) = self {
            let old = lock.pin.text(0);
            lock.waiting = false;
            lock.pin.forget_secrets();
            match &world.me {
                Some(me) if why.must_change => {
                    lock.changing = Some(Box::new(Pins::at_a_locked_desk(me.0.clone(), old)));
                }
                Some(_) | None => lock.message = Some(Message::bad(why.sentence)),
            }
        }
    }

    /// What its keys do.
    pub(super) fn hints(&self) -> Vec<KeyHint> {
        let rows: &[(&str, &str)] = match self {
            Self::Mask => &[("F9、Enter", "返回")],
            Self::Lock(Lock { changing: Some(_), .. }) => &[("F8", "保存"), ("F10", "签退换人")],
            Self::Lock(Lock { changing: None, .. }) => &[("Enter", "解锁"), ("F10", "签退换人")],
        };
        rows.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())).collect()
    }

    /// Nothing of a citizen: the office, the numbers, and who may open it.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let middle = height / 2;
        let centred = |text: &str| xieban_text::centre(canvas.metrics, text, width.into());
        match self {
            Self::Mask => {
                let text = centred("已遮屏   按 F9 返回");
                canvas.put(0, middle, &text, Tone::Title);
            }
            Self::Lock(Lock { changing: Some(pins), .. }) => pins.draw(canvas, world),
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
    fn key(&mut self, key: Key, world: &World) -> Lifted {
        if verb(key) == Some(super::keymap::Verb::SignOut) {
            return Lifted::SignsOut;
        }
        if let Some(pins) = &mut self.changing {
            let actions = pins.key(key, world).unwrap_or_default();
            return self.run_actions(actions).map_or(Lifted::No, Lifted::Asks);
        }
        let entered = key.twin() == SAVE || matches!(self.pin.key(key), KeyOutcome::PastEnd);
        let pin = self.pin.text(0);
        if !entered || self.waiting || pin.is_empty() {
            return Lifted::No;
        }
        (self.waiting, self.message) = (true, None);
        Lifted::Asks(Effect::Unlock { pin })
    }

    /// What the change of the PIN wants: it closes itself, and then the new one opens the desk.
    fn run_actions(&mut self, actions: Vec<Action>) -> Option<Effect> {
        let mut asked = None;
        for action in actions {
            match action {
                Action::Close => self.changing = None,
                Action::Do(effect) => asked = Some(effect),
                Action::Open(_)
                | Action::Run(_)
                | Action::Act(..)
                | Action::View(..)
                | Action::Case(_)
                | Action::Complaint(_)
                | Action::CallIn(_)
                | Action::Say(_)
                | Action::Tell(_)
                | Action::Drill(_) => {}
            }
        }
        self.waiting = matches!(asked, Some(Effect::Unlock { .. }));
        asked
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
