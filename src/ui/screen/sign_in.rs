//! 签到: who is at the desk. The duty, the hotlines and, on a practice store, the people with their PINs can be read before.

use xieban_domain::moment::screen_date;
use xieban_term::{Canvas, Code, Key, Tone};
use xieban_text::Metrics;

use crate::chrome;
use crate::event::Effect;
use crate::form::{Form, KeyOutcome};
use crate::keymap::{SAVE, Verb, digit, key_of};
use crate::layer::{Action, KeyHint, Layer, Message, News};
use crate::overlay::pins::Pins;
use crate::world::World;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SignInField {
    Code,
    Pin,
}

/// The sign-in page.
pub(crate) struct SignIn {
    form: Form<SignInField>,
    waiting: bool,
    message: Option<Message>,
    /// Several people are called as was typed: code and name of each.
    offered: Vec<(String, String)>,
    /// What is being checked.
    sent: Option<(String, String)>,
    /// Somebody did not get in.
    failed: bool,
}

/// For whoever has lost his PIN, and the command that helps the last administrator.
const LOST_PIN: (&str, &str) = (
    "忘了密码，请系统管理员重置；系统管理员都签不进的，取出密封的恢复码，在装台账的机器上运行：",
    "recover 人员代码",
);

/// People offered by a digit.
const OFFERED: usize = 9;

impl SignIn {
    pub(crate) fn new() -> Self {
        let form = Form::new().text_field(SignInField::Code, "姓名代码", 20).secret(SignInField::Pin, "密码");
        Self { form, waiting: false, message: None, offered: Vec::new(), sent: None, failed: false }
    }

    /// By code, name, pinyin or initials. What nobody is called is sent as it is: it looks and takes the same as a wrong PIN.
    fn sign_in(&mut self, world: &World) -> Vec<Action> {
        let (typed, pin) = (self.form.text(SignInField::Code), self.form.text(SignInField::Pin));
        let code = xieban_words::canonical::number(&typed);
        if self.waiting {
            return Vec::new();
        }
        if code.is_empty() || pin.is_empty() {
            self.message = Some(Message::bad("请输入代码和密码。"));
            self.form.focus_on(if code.is_empty() { SignInField::Code } else { SignInField::Pin });
            return Vec::new();
        }
        let meant = world.header.staff.meant(&typed);
        match meant.as_slice() {
            [] => self.send(code, pin),
            [one] => self.send(one.code.0.clone(), pin),
            [..] => {
                let offered = meant.iter().take(OFFERED);
                self.offered = offered.map(|staff| (staff.code.0.clone(), staff.name.clone())).collect();
                Vec::new()
            }
        }
    }

    fn send(&mut self, code: String, pin: String) -> Vec<Action> {
        self.waiting = true;
        self.message = None;
        self.sent = Some((code.clone(), pin.clone()));
        vec![Action::Do(Effect::SignIn { code, pin })]
    }
}

impl SignIn {
    /// What helps where somebody cannot get in, or where the store may not be written: a command that is typed as it stands here.
    fn draw_way(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (words, command) = match (self.failed, world.standing.way) {
            (_, Some(way)) => ("台账有问题，请系统管理员在装台账的机器上运行：", way),
            (true, None) => LOST_PIN,
            (false, None) => return,
        };
        let Some(place) = &world.ways else { return };
        let room = usize::from(canvas.size().0);
        let mut rows = xieban_text::wrap(canvas.metrics, words, room);
        rows.extend(typed_rows(canvas.metrics, &place.command(command), room));
        for (row, y) in rows.iter().zip(0..) {
            canvas.put(0, y, row, Tone::Notice);
        }
    }
}

/// A command on as many rows as it needs, divided at its blanks, as a shell takes it.
fn typed_rows(metrics: Metrics, command: &str, room: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for word in command.split(' ') {
        match rows.last_mut() {
            Some(row) if metrics.width(row) + metrics.width(word) + 3 <= room => {
                row.push(' ');
                row.push_str(word);
            }
            Some(row) => {
                row.push_str(" \\");
                rows.push(format!("  {word}"));
            }
            None => rows.push(word.to_owned()),
        }
    }
    rows
}

impl Layer for SignIn {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let offered = std::mem::take(&mut self.offered);
        if !offered.is_empty() {
            if key.code == Code::Esc {
                return Some(Vec::new());
            }
            if let Some(at) = digit(key).and_then(|digit| digit.checked_sub(1)) {
                let pin = self.form.text(SignInField::Pin);
                let chosen = offered.get(at).map(|(code, _)| self.send(code.clone(), pin));
                return Some(chosen.unwrap_or_default());
            }
        }
        if key.code == Code::Esc || key == Key::ctrl('q') || key.twin().code == Code::F(10) {
            return Some(vec![Action::Do(Effect::Quit)]);
        }
        if key.twin() == SAVE {
            return Some(self.sign_in(world));
        }
        match self.form.key(key) {
            KeyOutcome::PastEnd => Some(self.sign_in(world)),
            KeyOutcome::Nothing => None,
            KeyOutcome::Moved | KeyOutcome::Changed(_) | KeyOutcome::Left(_) | KeyOutcome::PastStart => {
                Some(Vec::new())
            }
        }
    }

    fn paste(&mut self, text: &str, _: &World) -> Vec<Action> {
        self.form.paste(text);
        Vec::new()
    }

    fn hear(&mut self, news: &News<'_>, _: &World) -> Vec<Action> {
        if let News::SignedIn(outcome) = news {
            self.waiting = false;
            self.form.set_text(SignInField::Pin, "");
            let sent = self.sent.take();
            if let Err(unsigned) = outcome {
                self.form.focus_on(SignInField::Pin);
                if let (true, Some((code, old))) = (unsigned.must_change, sent) {
                    return vec![Action::Open(Box::new(Pins::first(code, old)))];
                }
                self.message = Some(Message::bad(unsigned.sentence.clone()));
                self.failed = true;
            }
        }
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let metrics = canvas.metrics;
        let settings = &world.header.settings;
        let today = world.now().date();
        let x = canvas.put(1, 0, &settings.office, Tone::Title);
        if let Some(page) = world.standing.checked {
            canvas.put(x + 2, 0, &format!("台账到第{page}页核对无误"), Tone::Dim);
        }
        canvas.put_before(
            width.saturating_sub(1),
            0,
            &format!("{} {}", screen_date(today, today), world.now().clock()),
            Tone::Text,
        );
        canvas.across(0, 1, width, Tone::Frame);
        let title = xieban_text::centre(metrics, "协 办   “零障碍”服务全程协办", width.into());
        canvas.put(0, 3, &title, Tone::Title);
        let left = (width.saturating_sub(40)) / 2;
        canvas.sub(left, 5, 40, 2, |canvas| {
            self.form.draw(canvas, 10, true);
        });
        let offered = self.offered.iter().enumerate();
        let offered: Vec<String> =
            offered.map(|(at, (code, name))| format!("{} {name} {code}", at + 1)).collect();
        match (&self.message, self.waiting) {
            _ if !offered.is_empty() => {
                canvas.put_in(2, 8, width.saturating_sub(4), &offered.join("   "), Tone::Focus);
            }
            (Some(message), _) => {
                canvas.put(left, 8, &format!("! {}", message.text), Tone::Error);
            }
            (None, true) => {
                canvas.put(left, 8, "正在核对……", Tone::Dim);
            }
            (None, false) => {
                canvas.put(left, 8, "签到即确认亮证挂牌。Enter 下一栏，签到。", Tone::Dim);
            }
        }
        // As under the day's log: an old sheet can be held against the store before anybody signs in.
        if let Some((page, hash)) = world.header.head {
            canvas.put_in(1, 9, width.saturating_sub(2), &format!("末页 {page}:{hash}"), Tone::Dim);
        }
        let names = |codes: Vec<&xieban_domain::staff::StaffCode>| {
            codes
                .into_iter()
                .map(|code| world.header.staff.name(code).to_owned())
                .collect::<Vec<_>>()
                .join("、")
        };
        let duty = &world.header.duty;
        let leader = duty
            .leader
            .as_ref()
            .map_or_else(|| "红 待明确".to_owned(), |code| world.header.staff.name(code).to_owned());
        canvas.put(
            2,
            10,
            &format!("今日协办员 {}    值班领导 {leader}    {}", names(duty.officers()), world.desk),
            Tone::Text,
        );
        if !settings.practice {
            canvas.sub(2, 12, width.saturating_sub(4), height.saturating_sub(15).max(1), |canvas| {
                self.draw_way(canvas, world);
            });
        }
        if settings.practice {
            canvas.put(2, 11, &format!("演练库 {}", world.place), Tone::Practice);
            let rows = usize::from(height.saturating_sub(15)).max(1);
            for (at, (who, pin)) in world.practice.iter().enumerate() {
                let (column, row) = (at / rows, at % rows);
                let x = 4 + u16::try_from(column).unwrap_or(0) * 38;
                canvas.put_in(
                    x,
                    12 + u16::try_from(row).unwrap_or(0),
                    36,
                    &format!("{who}  密码 {pin}"),
                    Tone::Dim,
                );
            }
        }
        if height > 3 {
            chrome::edge(canvas, world, height - 3);
            chrome::hotlines(canvas, world, height - 2, "");
            let last = match world.standing.clock {
                Some(_) => format!("{}核定日期", key_of(Verb::ConfirmClock)),
                None => format!("{}制度指南", key_of(Verb::Library)),
            };
            let keys = format!("Enter下一栏、签到  F4值班  F5投诉  {last}");
            canvas.put(1, height - 1, &keys, Tone::Text);
            canvas.put_before(
                width.saturating_sub(1),
                height - 1,
                if world.kiosk { "F1帮助" } else { "Esc退出 F1帮助" },
                Tone::Dim,
            );
        }
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let leave = (!world.kiosk).then(|| ("Esc".to_owned(), "退出".to_owned()));
        std::iter::once(("Enter".to_owned(), "下一栏、签到".to_owned())).chain(leave).collect()
    }

    fn name(&self) -> &'static str {
        "签到"
    }

    fn alone(&self) -> bool {
        true
    }
}
