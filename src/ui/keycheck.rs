//! Does every key arrive? One is asked for after the other; what comes instead, in pieces, or not at all is told at the end.
//!
//! The keys are those of the program's own table, so that a new one is asked for, too.

mod runtime;

use std::time::Duration;

pub use runtime::run;

use xieban_term::{Canvas, Code, Input, Key, Tone};
use xieban_text::wrap;

use super::keymap::{APPROVE, PAPER, SAVE, bindings};

/// So long a key is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// So long after an Esc the rest of a key in pieces is waited for; then it was an Esc.
const PIECES: Duration = Duration::from_millis(800);

/// How a key arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it should.
    Arrived,
    /// As an Esc with something behind it.
    InPieces,
    /// Not at all.
    Missing,
}

/// A key and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub key: Key,
    /// What it does.
    pub does: &'static str,
    /// How it arrived.
    pub verdict: Verdict,
    /// Another key that came in its place.
    pub came: Option<Key>,
    /// Another way to the same; nothing where there is none.
    pub second: Option<String>,
}

/// A key that is asked for.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    key: Key,
    does: &'static str,
}

/// The check under way.
#[derive(Debug)]
struct RunningCheck {
    wanted: Vec<Wanted>,
    checked: Vec<Checked>,
    came: Option<Key>,
    /// An Esc came: what comes next says whether it was one.
    esc: bool,
    given_up: bool,
}

/// Keys that are no verb of the whole program's.
const OWN: [(Key, &str); 3] = [(SAVE, "保存"), (PAPER, "出单"), (APPROVE, "审批")];

/// Every key that the program listens to, F-keys with their second way first.
fn wanted() -> Vec<Wanted> {
    let bound = bindings(false).map(|binding| Wanted { key: binding.key, does: binding.short });
    let mut wanted: Vec<Wanted> = bound.chain(OWN.map(|(key, does)| Wanted { key, does })).collect();
    wanted.sort_by_key(|wanted| match wanted.key.code {
        Code::F(n) => (0, n),
        _ => (1, 0),
    });
    let twins = "1234567890-=".chars().filter_map(|c| {
        let key = Key::alt(c);
        wanted.iter().find(|other| other.key == key.twin()).map(|other| Wanted { key, does: other.does })
    });
    let twins: Vec<Wanted> = twins.collect();
    wanted.extend(twins);
    wanted.extend(
        [
            (Code::Up, "上一行"),
            (Code::Down, "下一行"),
            (Code::Left, "左一栏"),
            (Code::Right, "右一栏"),
            (Code::Home, "到头"),
            (Code::End, "到尾"),
            (Code::PageUp, "上一页"),
            (Code::PageDown, "下一页"),
            (Code::Insert, "注明"),
            (Code::Delete, "删后面的字"),
            (Code::Backspace, "删前面的字"),
            (Code::Tab, "下一栏"),
            (Code::BackTab, "上一栏"),
            (Code::Enter, "确定"),
            (Code::Esc, "返回"),
            (Code::Char('/'), "找件，输入法开着时是、或／"),
            (Code::Char('1'), "数字，输入法全角时是１"),
        ]
        .map(|(code, does)| Wanted { key: Key::plain(code), does }),
    );
    wanted
}

/// Another way to the same.
fn second(key: Key) -> Option<String> {
    match key {
        Key { code: Code::F(n @ 1..=9), .. } => Some(format!("Alt-{n}")),
        Key { code: Code::F(10), .. } => Some("Alt-0".to_owned()),
        Key { code: Code::F(11), .. } => Some("Alt--".to_owned()),
        Key { code: Code::F(12), .. } => Some("Alt-=".to_owned()),
        Key { alt: true, .. } => Some(key.twin().to_string()),
        Key { code: Code::Char('p'), ctrl: true, .. } => Some(":".to_owned()),
        Key { ctrl: true, .. } => Some("Ctrl-P 或 : 打开命令，打拼音首字母".to_owned()),
        Key { code: Code::BackTab, .. } => Some("上箭头".to_owned()),
        Key { code: Code::Tab, .. } => Some("Enter".to_owned()),
        Key { code: Code::Char('/'), .. } => Some("Ctrl-F".to_owned()),
        Key { code: Code::Delete, .. } => Some("退格".to_owned()),
        Key { code: Code::Home | Code::End | Code::PageUp | Code::PageDown, .. } => Some("方向键".to_owned()),
        Key { .. } => None,
    }
}

impl Default for RunningCheck {
    fn default() -> Self {
        Self { wanted: wanted(), checked: Vec::new(), came: None, esc: false, given_up: false }
    }
}

impl RunningCheck {
    fn asked(&self) -> Option<Wanted> {
        self.wanted.get(self.checked.len()).copied().filter(|_| !self.given_up)
    }

    /// Nothing more is asked for.
    fn is_done(&self) -> bool {
        self.asked().is_none()
    }

    /// What became of every key that was asked for.
    fn into_checked(self) -> Vec<Checked> {
        self.checked
    }

    /// How long it waits before [`RunningCheck::quiet`].
    const fn patience(&self) -> Duration {
        if self.esc { PIECES } else { PATIENCE }
    }

    /// Something came.
    fn hear(&mut self, input: &Input) {
        let (Some(wanted), Input::Key(key)) = (self.asked(), input) else { return };
        let (key, space) = (*key, Key::plain(Code::Char(' ')));
        let narrow = Key { code: narrow(key.code), ..key };
        match () {
            () if narrow == wanted.key => self.settle(wanted, Verdict::Arrived),
            () if key == Key::ctrl('c') => self.given_up = true,
            () if self.esc && begins(wanted.key, narrow.code) => self.settle(wanted, Verdict::InPieces),
            () if narrow == space => self.settle(wanted, Verdict::Missing),
            () if key.code == Code::Esc => self.esc = true,
            () => (self.came, self.esc) = (Some(key), false),
        }
    }

    /// Nothing came for as long as it waits.
    fn quiet(&mut self) {
        if let Some(wanted) = self.asked() {
            self.settle(wanted, Verdict::Missing);
        }
    }

    fn settle(&mut self, wanted: Wanted, verdict: Verdict) {
        let came = self.came.take().filter(|_| verdict != Verdict::Arrived);
        let Wanted { key, does } = wanted;
        self.checked.push(Checked { key, does, verdict, came, second: second(key) });
        self.esc = false;
    }

    /// Draws what is asked for now.
    fn draw(&self, canvas: &mut Canvas<'_>) {
        let (width, _) = canvas.size();
        canvas.put(1, 0, "按键检查", Tone::Title);
        canvas.across(0, 1, width, Tone::Frame);
        let Some(wanted) = self.asked() else { return };
        canvas.put(1, 3, &format!("第{}个，共{}个", self.checked.len() + 1, self.wanted.len()), Tone::Dim);
        canvas.put(1, 5, &format!("请按  {}  （{}）", wanted.key, wanted.does), Tone::Title);
        if let Some(came) = self.came {
            canvas.put(1, 7, &format!("来的是 {came}，请再按一次；总是这样就按空格。"), Tone::Notice);
        }
        let missing = self.checked.iter().filter(|checked| checked.verdict != Verdict::Arrived);
        let missing: Vec<String> = missing.map(|checked| checked.key.to_string()).collect();
        let told = match missing.is_empty() {
            true => String::new(),
            false => format!("没有到：{}", missing.join("、")),
        };
        for (row, line) in (9..).zip(wrap(canvas.metrics, &told, usize::from(width).saturating_sub(2))) {
            canvas.put(1, row, &line, Tone::Text);
        }
        canvas.put(1, 13, "没有反应的，按空格跳过，或等10秒。Ctrl-C 结束，只说查过的。", Tone::Dim);
    }
}

/// A character as its narrow twin, as everywhere in the program.
fn narrow(code: Code) -> Code {
    match code {
        Code::Char(c) => Code::Char(xieban_words::canonical::key_char(c)),
        other => other,
    }
}

/// After an Esc: is this the beginning of the rest of that key?
fn begins(wanted: Key, came: Code) -> bool {
    match wanted {
        Key { code, alt: true, .. } => came == code,
        Key { code: Code::Char(_) | Code::Enter | Code::Esc | Code::Tab | Code::Backspace, .. } => false,
        Key { .. } => matches!(came, Code::Char('[' | 'O')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(check: &mut RunningCheck, key: Key) {
        check.hear(&Input::Key(key));
    }

    #[test]
    fn every_key_of_the_program_is_asked_for_once() {
        let all = wanted();
        for binding in bindings(false) {
            assert_eq!(all.iter().filter(|wanted| wanted.key == binding.key).count(), 1, "{}", binding.key);
        }
        for n in 1..=12 {
            let ways = all.iter().filter(|wanted| wanted.key.twin() == Key::plain(Code::F(n))).count();
            assert_eq!(ways, 2, "F{n} by both its ways");
        }
        assert!(second(Key::plain(Code::F(4))).is_some_and(|way| way == "Alt-4"));
        assert_eq!(second(Key::alt('0')).as_deref(), Some("F10"));
    }

    #[test]
    fn a_keyboard_that_sends_everything_has_no_fault() {
        let mut check = RunningCheck::default();
        while let Some(wanted) = check.asked() {
            press(&mut check, wanted.key);
        }
        let checked = check.into_checked();
        assert_eq!(checked.len(), wanted().len());
        assert!(checked.iter().all(|checked| checked.verdict == Verdict::Arrived && checked.came.is_none()));
    }

    #[test]
    fn what_is_swallowed_comes_in_pieces_or_as_another_is_told() {
        let mut check = RunningCheck::default();
        while let Some(wanted) = check.asked() {
            match wanted.key {
                // Taken by an input method: nothing comes, and he says so, with the blank it gives.
                Key { code: Code::F(4), .. } => press(&mut check, Key::plain(Code::Char('\u{3000}'))),
                // Taken by the window: nothing comes at all.
                Key { code: Code::F(10), .. } => check.quiet(),
                Key { alt: true, code: Code::Char('4'), .. } => {
                    press(&mut check, Key::plain(Code::Esc));
                    press(&mut check, Key::plain(Code::Char('4')));
                }
                Key { code: Code::Up, .. } => {
                    press(&mut check, Key::plain(Code::Esc));
                    press(&mut check, Key::plain(Code::Char('[')));
                }
                Key { code: Code::Down, .. } => {
                    press(&mut check, Key::plain(Code::Char('B')));
                    press(&mut check, Key::plain(Code::Esc));
                    check.quiet();
                }
                Key { code: Code::Char('1'), alt: false, .. } => {
                    press(&mut check, Key::plain(Code::Char('１')));
                }
                Key { code: Code::Char('/'), .. } => press(&mut check, Key::plain(Code::Char('、'))),
                key => press(&mut check, key),
            }
        }
        let faults: Vec<String> = check
            .into_checked()
            .into_iter()
            .filter(|checked| checked.verdict != Verdict::Arrived)
            .map(|checked| {
                format!("{} {:?} {:?}", checked.key, checked.verdict, checked.came.map(|key| key.to_string()))
            })
            .collect();
        assert_eq!(
            faults,
            [
                "F4 Missing None",
                "F10 Missing None",
                "Alt-4 InPieces None",
                "上 InPieces None",
                "下 Missing Some(\"B\")"
            ]
        );
    }
}
