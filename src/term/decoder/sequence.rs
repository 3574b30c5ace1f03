//! What the bytes at the beginning of a line are: a key, a report to be swallowed, the head of a paste, or not enough yet.
//!
//! Every answer but that to a quiet line depends only on the bytes it takes, so that a line split anywhere gives the same keys.

use super::super::key::{Code, Key};

/// Longest sequence waited for, in bytes after its introducer.
const SEQUENCE: usize = 256;
/// Longest string (OSC, DCS …) swallowed, in bytes after its introducer.
const STRING: usize = 4096;

/// What the beginning of the pending bytes is.
pub(super) enum Progress {
    /// So many bytes are this.
    Took(usize, Option<Key>),
    /// A paste begins after so many bytes.
    Paste(usize),
    /// More must come first.
    More,
}

const SHIFT: u32 = 1;
const ALT: u32 = 2;
const CTRL: u32 = 4;

/// Looks at the beginning of the pending bytes; `quiet` says that no more will come.
pub(super) fn step(bytes: &[u8], quiet: bool) -> Progress {
    match bytes {
        [0x1b] if quiet => Progress::Took(1, Some(Key::plain(Code::Esc))),
        [0x1b] => Progress::More,
        [0x1b, b'[', rest @ ..] => csi(rest, quiet),
        [0x1b, b'O', rest @ ..] => ss3(rest, quiet),
        [0x1b, opener @ (b']' | b'P' | b'X' | b'^' | b'_')] if quiet => {
            Progress::Took(2, Some(Key::alt(char::from(*opener))))
        }
        // OSC, DCS, SOS, PM, APC: swallowed up to their end.
        [0x1b, b']' | b'P' | b'X' | b'^' | b'_', rest @ ..] => string(rest, quiet),
        // Nobody types Alt and a Chinese character: that was an Esc, and an input method right after it.
        [0x1b, 0x1b | 0x80.., ..] => Progress::Took(1, Some(Key::plain(Code::Esc))),
        [0x1b, last, ..] => Progress::Took(2, ascii(*last).map(|key| Key { alt: true, ..key })),
        _ => character(bytes, quiet),
    }
}

/// `ESC O`: cursor and function keys, the number pad; the oldest terminals put the modifier between (`ESC O 5 P`).
fn ss3(rest: &[u8], quiet: bool) -> Progress {
    let (parameters, last) = match parted(rest) {
        Parted::Whole(parameters, last) => (parameters, last),
        Parted::Broken(0) => return Progress::Took(2, Some(Key::alt('O'))),
        Parted::Broken(n) => return Progress::Took(n + 2, None),
        Parted::Open if rest.is_empty() && quiet => return Progress::Took(2, Some(Key::alt('O'))),
        Parted::Open if quiet => return Progress::Took(rest.len() + 2, None),
        Parted::Open => return Progress::More,
    };
    let code = match last {
        b'M' => Some(Code::Enter),
        b'X' => Some(Code::Char('=')),
        // * + , - . / 0 … 9 of the number pad, each 0x40 above itself.
        b'j'..=b'y' => Some(Code::Char(char::from(last - 0x40))),
        last => final_key(last),
    };
    let fields = Fields::read(parameters);
    let modifier = fields.modifier().unwrap_or_else(|| fields.first());
    Progress::Took(
        parameters.len() + 3,
        code.filter(|_| fields.mean_a_key()).map(|code| with(code, modifier)),
    )
}

/// `ESC [`: keys, pastes, and the reports of a terminal.
fn csi(rest: &[u8], quiet: bool) -> Progress {
    match rest {
        // The Linux console: ESC [ [ A … E are F1 … F5.
        [b'[', tail @ ..] => return console(tail, quiet),
        [b'M', tail @ ..] => return mouse(tail, quiet),
        _ => {}
    }
    let (parameters, last) = match parted(rest) {
        Parted::Whole(parameters, last) => (parameters, last),
        // Broken off by a control or another sequence: what came so far means nothing.
        Parted::Broken(n) => return Progress::Took(n + 2, None),
        Parted::Open if rest.is_empty() && quiet => return Progress::Took(2, Some(Key::alt('['))),
        Parted::Open if quiet => return Progress::Took(rest.len() + 2, None),
        Parted::Open => return Progress::More,
    };
    let used = parameters.len() + 3;
    let fields = Fields::read(parameters);
    if !fields.mean_a_key() {
        return Progress::Took(used, None);
    }
    let modifier = fields.modifier().unwrap_or(1);
    let key = match last {
        b'~' if fields.first() == 200 => return Progress::Paste(used),
        b'~' => tilde_key(fields.first()).map(|code| with(code, modifier)),
        b'u' => unicode_key(fields.first(), modifier),
        // With a row and a column this is where the cursor is, not a key.
        b'R' if fields.count > 1 => None,
        last => final_key(last).map(|code| with(code, modifier)),
    };
    Progress::Took(used, key)
}

fn console(tail: &[u8], quiet: bool) -> Progress {
    match tail {
        [] if quiet => Progress::Took(3, None),
        [] => Progress::More,
        [c @ b'A'..=b'E', ..] => Progress::Took(4, Some(Key::plain(Code::F(c - b'A' + 1)))),
        [0x40..=0x7e, ..] => Progress::Took(4, None),
        _ => Progress::Took(3, None),
    }
}

/// A mouse report of the old kind: three bytes, none of them a control.
fn mouse(tail: &[u8], quiet: bool) -> Progress {
    match tail.iter().take(3).position(|byte| *byte < 0x20) {
        Some(control) => Progress::Took(control + 3, None),
        None if tail.len() >= 3 => Progress::Took(6, None),
        None if quiet => Progress::Took(tail.len() + 3, None),
        None => Progress::More,
    }
}

/// A sequence in its parts.
enum Parted<'a> {
    /// Parameters, and the byte that ends it.
    Whole(&'a [u8], u8),
    /// After so many bytes something comes that belongs to no sequence.
    Broken(usize),
    /// It may be going on.
    Open,
}

fn parted(rest: &[u8]) -> Parted<'_> {
    let end = rest.iter().take(SEQUENCE).position(|byte| !(0x20..=0x3f).contains(byte));
    match (end, end.and_then(|end| rest.get(end))) {
        (Some(end), Some(last @ 0x40..=0x7e)) => Parted::Whole(rest.get(..end).unwrap_or_default(), *last),
        (Some(end), _) => Parted::Broken(end),
        (None, _) if rest.len() >= SEQUENCE => Parted::Broken(SEQUENCE),
        (None, _) => Parted::Open,
    }
}

/// The parameters of a sequence.
struct Fields {
    numbers: Vec<u32>,
    count: usize,
    /// No private mark (< = > ?) and no intermediate byte: those are reports.
    keyboard: bool,
    released: bool,
}

impl Fields {
    fn read(parameters: &[u8]) -> Self {
        let keyboard = parameters.iter().all(|byte| matches!(byte, b'0'..=b';'));
        let fields: Vec<&[u8]> = parameters.split(|byte| *byte == b';').collect();
        let number = |field: &&[u8]| {
            let digits = field.split(|byte| *byte == b':').next().unwrap_or_default();
            match std::str::from_utf8(digits) {
                Ok("") => 1,
                Ok(digits) => digits.parse().unwrap_or(u32::MAX),
                Err(_) => u32::MAX,
            }
        };
        Self {
            numbers: fields.iter().map(number).collect(),
            count: fields.len(),
            keyboard,
            released: fields.get(1).is_some_and(|field| field.ends_with(b":3")),
        }
    }

    fn mean_a_key(&self) -> bool {
        self.keyboard && !self.released
    }

    fn first(&self) -> u32 {
        self.numbers.first().copied().unwrap_or(1)
    }

    fn modifier(&self) -> Option<u32> {
        self.numbers.get(1).copied()
    }
}

/// A key with the modifiers of a sequence, which counts them from 1.
const fn with(code: Code, modifier: u32) -> Key {
    let held = modifier.saturating_sub(1);
    Key { code, alt: held & ALT != 0, ctrl: held & CTRL != 0 }
}

const fn final_key(last: u8) -> Option<Code> {
    match last {
        b'A' => Some(Code::Up),
        b'B' => Some(Code::Down),
        b'C' => Some(Code::Right),
        b'D' => Some(Code::Left),
        b'H' => Some(Code::Home),
        b'F' => Some(Code::End),
        b'P' => Some(Code::F(1)),
        b'Q' => Some(Code::F(2)),
        b'R' => Some(Code::F(3)),
        b'S' => Some(Code::F(4)),
        b'Z' => Some(Code::BackTab),
        _ => None,
    }
}

fn tilde_key(number: u32) -> Option<Code> {
    let number = u8::try_from(number).ok()?;
    match number {
        1 | 7 => Some(Code::Home),
        2 => Some(Code::Insert),
        3 => Some(Code::Delete),
        4 | 8 => Some(Code::End),
        5 => Some(Code::PageUp),
        6 => Some(Code::PageDown),
        11..=15 => Some(Code::F(number - 10)),
        17..=21 => Some(Code::F(number - 11)),
        23 | 24 => Some(Code::F(number - 12)),
        _ => None,
    }
}

/// The kitty protocol's `CSI code ; modifier u`.
fn unicode_key(code: u32, modifier: u32) -> Option<Key> {
    let code = match code {
        9 if modifier.saturating_sub(1) & SHIFT != 0 => Code::BackTab,
        9 => Code::Tab,
        13 => Code::Enter,
        27 => Code::Esc,
        127 => Code::Backspace,
        // Its keys without a character are numbered in the private use area.
        0xe000..=0xf8ff => return None,
        code => Code::Char(char::from_u32(code).filter(|c| !c.is_control())?),
    };
    Some(with(code, modifier))
}

/// A string up to its end: BEL, ST, CAN or SUB; another sequence breaks it off.
fn string(rest: &[u8], quiet: bool) -> Progress {
    for (at, byte) in rest.iter().enumerate().take(STRING) {
        match (byte, rest.get(at + 1)) {
            (0x07 | 0x18 | 0x1a, _) => return Progress::Took(at + 3, None),
            (0x1b, Some(b'\\')) => return Progress::Took(at + 4, None),
            (0x1b, Some(_)) => return Progress::Took(at + 2, None),
            (_, _) => {}
        }
    }
    match (rest.len() > STRING, quiet) {
        (true, _) => Progress::Took(STRING + 2, None),
        (false, true) => Progress::Took(rest.len() + 2, None),
        (false, false) => Progress::More,
    }
}

fn character(bytes: &[u8], quiet: bool) -> Progress {
    let Some(first) = bytes.first() else { return Progress::More };
    let length = match first {
        0x00..=0x7f => return Progress::Took(1, ascii(*first)),
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Progress::Took(1, None),
    };
    match bytes.get(..length).map(std::str::from_utf8) {
        Some(Ok(text)) => Progress::Took(length, text.chars().next().map(|c| Key::plain(Code::Char(c)))),
        Some(Err(_)) => Progress::Took(1, None),
        None if quiet || bytes.iter().skip(1).any(|byte| byte & 0xc0 != 0x80) => Progress::Took(1, None),
        None => Progress::More,
    }
}

fn ascii(byte: u8) -> Option<Key> {
    match byte {
        b'\r' | b'\n' => Some(Key::plain(Code::Enter)),
        b'\t' => Some(Key::plain(Code::Tab)),
        0x7f | 0x08 => Some(Key::plain(Code::Backspace)),
        0x00 | 0x1b..=0x1f => None,
        0x01..=0x1a => Some(Key::ctrl(char::from(byte - 1 + b'a'))),
        _ => Some(Key::plain(Code::Char(char::from(byte)))),
    }
}
