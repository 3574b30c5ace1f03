//! Bytes → keys, however the line splits them.
//!
//! A sequence that may still be going on is waited for; the caller says when the line has been quiet long enough
//! ([`Decoder::quiet`]), and only then is a lone Esc an Esc. Whole escape sequences that mean no key are swallowed whole.

use super::key::{Code, Input, Key};

/// Longest paste taken, in bytes; what comes beyond it is dropped.
const PASTE: usize = 1 << 20;
/// Longest sequence waited for, in bytes.
const SEQUENCE: usize = 256;

/// The state of a line.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
}

/// What the beginning of the pending bytes is.
enum Step {
    /// So many bytes are this.
    Took(usize, Option<Key>),
    /// A paste begins after so many bytes.
    Paste(usize),
    /// More must come first.
    More,
}

impl Decoder {
    /// Takes bytes as they come; gives what they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        let mut inputs = Vec::new();
        self.pending.extend_from_slice(bytes);
        self.drain(&mut inputs, false);
        inputs
    }

    /// The line has been quiet: what is pending will get no more.
    pub fn quiet(&mut self) -> Vec<Input> {
        let mut inputs = Vec::new();
        self.drain(&mut inputs, true);
        inputs
    }

    /// Something is pending that more bytes may complete.
    pub fn is_waiting(&self) -> bool {
        !self.pending.is_empty() && self.paste.is_none()
    }

    fn drain(&mut self, inputs: &mut Vec<Input>, quiet: bool) {
        loop {
            if self.paste.is_some() {
                if !self.drain_paste(inputs) {
                    return;
                }
                continue;
            }
            if self.pending.is_empty() {
                return;
            }
            match step(&self.pending, quiet) {
                Step::Took(n, key) => {
                    self.pending.drain(..n.clamp(1, self.pending.len()));
                    inputs.extend(key.map(Input::Key));
                }
                Step::Paste(n) => {
                    self.pending.drain(..n);
                    self.paste = Some(Vec::new());
                }
                Step::More => return,
            }
        }
    }

    /// Moves pending bytes into the paste; `true` once its end has come.
    fn drain_paste(&mut self, inputs: &mut Vec<Input>) -> bool {
        const END: &[u8] = b"\x1b[201~";
        let Some(paste) = &mut self.paste else { return true };
        let end = self.pending.windows(END.len()).position(|window| window == END);
        let take = end.unwrap_or_else(|| self.pending.len().saturating_sub(END.len() - 1));
        let room = PASTE.saturating_sub(paste.len());
        paste.extend(self.pending.iter().take(take.min(room)));
        self.pending.drain(..take + if end.is_some() { END.len() } else { 0 });
        if end.is_none() {
            return false;
        }
        if let Some(paste) = self.paste.take() {
            inputs.push(Input::Paste(String::from_utf8_lossy(&paste).into_owned()));
        }
        true
    }
}

const fn key(code: Code) -> Option<Key> {
    Some(Key::plain(code))
}

fn step(bytes: &[u8], quiet: bool) -> Step {
    match bytes {
        [0x1b] if quiet => Step::Took(1, key(Code::Esc)),
        [0x1b] => Step::More,
        [0x1b, b'[', rest @ ..] => csi(rest, quiet),
        [0x1b, b'O', rest @ ..] => ss3(rest, quiet),
        // OSC, DCS, SOS, PM, APC: swallowed up to their end.
        [0x1b, b']' | b'P' | b'X' | b'^' | b'_', rest @ ..] => string(rest, quiet),
        [0x1b, 0x1b, ..] => Step::Took(1, key(Code::Esc)),
        [0x1b, rest @ ..] => match character(rest, quiet) {
            Step::Took(n, Some(key)) => Step::Took(n + 1, Some(Key { alt: true, ..key })),
            Step::Took(n, None) => Step::Took(n + 1, None),
            other => other,
        },
        _ => character(bytes, quiet),
    }
}

fn ss3(rest: &[u8], quiet: bool) -> Step {
    match rest {
        [] if quiet => Step::Took(2, Some(Key::alt('O'))),
        [] => Step::More,
        [last, ..] => Step::Took(3, final_key(*last).map(Key::plain)),
    }
}

const fn final_key(last: u8) -> Option<Code> {
    match last {
        b'A' => Some(Code::Up),
        b'B' => Some(Code::Down),
        b'C' => Some(Code::Right),
        b'D' => Some(Code::Left),
        b'H' => Some(Code::Home),
        b'F' => Some(Code::End),
        b'M' => Some(Code::Enter),
        b'P' => Some(Code::F(1)),
        b'Q' => Some(Code::F(2)),
        b'R' => Some(Code::F(3)),
        b'S' => Some(Code::F(4)),
        b'Z' => Some(Code::BackTab),
        _ => None,
    }
}

fn csi(rest: &[u8], quiet: bool) -> Step {
    // The Linux console: ESC [ [ A … E are F1 … F5.
    if let [b'[', tail @ ..] = rest {
        return match tail {
            [] if quiet => Step::Took(3, None),
            [] => Step::More,
            [c @ b'A'..=b'E', ..] => Step::Took(4, key(Code::F(c - b'A' + 1))),
            _ => Step::Took(4, None),
        };
    }
    let end = rest.iter().position(|byte| !(0x20..=0x3f).contains(byte));
    let Some(end) = end else {
        return match (rest.is_empty(), quiet || rest.len() > SEQUENCE) {
            (true, true) => Step::Took(2, Some(Key::alt('['))),
            (false, true) => Step::Took(rest.len() + 2, None),
            (_, false) => Step::More,
        };
    };
    let (parameters, last) =
        (rest.get(..end).unwrap_or_default(), rest.get(end).copied().unwrap_or_default());
    let used = end + 3;
    if !(0x40..=0x7e).contains(&last) {
        // Broken off by a control or another sequence: what came so far means nothing.
        return Step::Took(used - 1, None);
    }
    let text = String::from_utf8_lossy(parameters).into_owned();
    let fields: Vec<u16> =
        text.split(';').map(|field| field.split(':').next().unwrap_or("").parse().unwrap_or(1)).collect();
    let released = text.split(';').nth(1).is_some_and(|field| field.ends_with(":3"));
    let modifier = fields.get(1).copied().unwrap_or(1).saturating_sub(1);
    let first = fields.first().copied().unwrap_or(1);
    let code = match last {
        b'~' if first == 200 => return Step::Paste(used),
        b'~' => tilde_key(first),
        b'u' => return Step::Took(used, unicode_key(first, modifier).filter(|_| !released)),
        last => final_key(last),
    };
    let code = if code == Some(Code::Tab) && modifier & 1 != 0 { Some(Code::BackTab) } else { code };
    let found =
        code.filter(|_| !released).map(|code| Key { code, alt: modifier & 2 != 0, ctrl: modifier & 4 != 0 });
    Step::Took(used, found)
}

const fn tilde_key(number: u16) -> Option<Code> {
    match number {
        1 | 7 => Some(Code::Home),
        2 => Some(Code::Insert),
        3 => Some(Code::Delete),
        4 | 8 => Some(Code::End),
        5 => Some(Code::PageUp),
        6 => Some(Code::PageDown),
        11..=15 => Some(Code::F((number - 10) as u8)),
        17..=21 => Some(Code::F((number - 11) as u8)),
        23 | 24 => Some(Code::F((number - 12) as u8)),
        _ => None,
    }
}

/// The kitty protocol's `CSI code ; modifier u`.
fn unicode_key(code: u16, modifier: u16) -> Option<Key> {
    let code = match code {
        9 if modifier & 1 != 0 => Code::BackTab,
        9 => Code::Tab,
        13 => Code::Enter,
        27 => Code::Esc,
        127 => Code::Backspace,
        code => Code::Char(char::from_u32(code.into()).filter(|c| !c.is_control())?),
    };
    Some(Key { code, alt: modifier & 2 != 0, ctrl: modifier & 4 != 0 })
}

fn string(rest: &[u8], quiet: bool) -> Step {
    let end = rest.iter().enumerate().find_map(|(at, byte)| match byte {
        0x07 => Some(at + 1),
        b'\\' if at > 0 && rest.get(at - 1) == Some(&0x1b) => Some(at + 1),
        _ => None,
    });
    match end {
        Some(end) => Step::Took(end + 2, None),
        None if quiet || rest.len() > SEQUENCE * 16 => Step::Took(rest.len() + 2, None),
        None => Step::More,
    }
}

fn character(bytes: &[u8], quiet: bool) -> Step {
    let Some(first) = bytes.first() else { return Step::More };
    let length = match first {
        0x00..=0x7f => return Step::Took(1, ascii(*first)),
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Step::Took(1, None),
    };
    match bytes.get(..length).map(std::str::from_utf8) {
        Some(Ok(text)) => Step::Took(length, text.chars().next().map(|c| Key::plain(Code::Char(c)))),
        Some(Err(_)) => Step::Took(1, None),
        None if quiet || bytes.iter().skip(1).any(|byte| byte & 0xc0 != 0x80) => Step::Took(1, None),
        None => Step::More,
    }
}

fn ascii(byte: u8) -> Option<Key> {
    match byte {
        b'\r' | b'\n' => key(Code::Enter),
        b'\t' => key(Code::Tab),
        0x7f | 0x08 => key(Code::Backspace),
        0x00 => None,
        0x01..=0x1a => Some(Key::ctrl(char::from(byte - 1 + b'a'))),
        0x1b..=0x1f => None,
        _ => Some(Key::plain(Code::Char(char::from(byte)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key the program knows, as the usual terminals send it.
    fn known() -> Vec<(Vec<u8>, Key)> {
        let plain = |bytes: &str, code| (bytes.as_bytes().to_vec(), Key::plain(code));
        let mut keys = vec![
            plain("\x1b[A", Code::Up),
            plain("\x1bOA", Code::Up),
            plain("\x1b[B", Code::Down),
            plain("\x1b[C", Code::Right),
            plain("\x1b[D", Code::Left),
            plain("\x1bOD", Code::Left),
            plain("\x1b[H", Code::Home),
            plain("\x1b[1~", Code::Home),
            plain("\x1b[F", Code::End),
            plain("\x1b[4~", Code::End),
            plain("\x1b[2~", Code::Insert),
            plain("\x1b[3~", Code::Delete),
            plain("\x1b[5~", Code::PageUp),
            plain("\x1b[6~", Code::PageDown),
            plain("\x1b[Z", Code::BackTab),
            plain("\t", Code::Tab),
            plain("\r", Code::Enter),
            plain("\x7f", Code::Backspace),
            plain("1", Code::Char('1')),
            plain("协", Code::Char('协')),
            plain("𠮷", Code::Char('𠮷')),
            plain("\x1b[[A", Code::F(1)),
            plain("\x1b[[E", Code::F(5)),
            (b"\x1bv".to_vec(), Key::alt('v')),
            (b"\x1b1".to_vec(), Key::alt('1')),
            (b"\x1b-".to_vec(), Key::alt('-')),
            (b"\x10".to_vec(), Key::ctrl('p')),
            (b"\x1b[1;5A".to_vec(), Key { code: Code::Up, ctrl: true, alt: false }),
            (b"\x1b[15;3~".to_vec(), Key { code: Code::F(5), ctrl: false, alt: true }),
            (b"\x1b[97;5u".to_vec(), Key::ctrl('a')),
        ];
        for (bytes, n) in
            [("\x1bOP", 1), ("\x1bOQ", 2), ("\x1bOR", 3), ("\x1bOS", 4), ("\x1b[11~", 1), ("\x1b[15~", 5)]
        {
            keys.push(plain(bytes, Code::F(n)));
        }
        for (number, n) in [(17, 6), (18, 7), (19, 8), (20, 9), (21, 10), (23, 11), (24, 12)] {
            keys.push((format!("\x1b[{number}~").into_bytes(), Key::plain(Code::F(n))));
        }
        keys
    }

    #[test]
    fn every_key_split_at_every_byte_is_the_same_key() {
        for (bytes, key) in known() {
            let mut decoder = Decoder::default();
            let mut heard: Vec<Input> = bytes.iter().flat_map(|byte| decoder.feed(&[*byte])).collect();
            heard.extend(decoder.quiet());
            assert_eq!(heard, [Input::Key(key)], "{bytes:?} byte by byte");
            for at in 1..bytes.len() {
                let mut decoder = Decoder::default();
                let (head, tail) = bytes.split_at(at);
                let heard = [decoder.feed(head), decoder.feed(tail), decoder.quiet()].concat();
                assert_eq!(heard, [Input::Key(key)], "{bytes:?} at {at}");
            }
        }
    }

    #[test]
    fn a_lone_esc_is_an_esc_once_the_line_is_quiet() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b"), []);
        assert!(decoder.is_waiting());
        assert_eq!(decoder.quiet(), [Input::Key(Key::plain(Code::Esc))]);
        assert!(!decoder.is_waiting());
    }

    #[test]
    fn a_paste_is_one_input_and_its_sequences_are_text() {
        let mut decoder = Decoder::default();
        let mut heard = Vec::new();
        for byte in "a\x1b[200~张\x1b[A三\x1b[201~b".bytes() {
            heard.extend(decoder.feed(&[byte]));
        }
        let key = |c| Input::Key(Key::plain(Code::Char(c)));
        assert_eq!(heard, [key('a'), Input::Paste("张\x1b[A三".to_owned()), key('b')]);
        let big = [b"\x1b[200~".to_vec(), vec![b'x'; 3 << 20], b"\x1b[201~".to_vec()].concat();
        assert!(matches!(&decoder.feed(&big)[..], [Input::Paste(text)] if text.len() == PASTE));
    }

    #[test]
    fn sequences_that_mean_no_key_are_swallowed_whole() {
        for noise in ["\x1b[?1;2c", "\x1b]0;title\x07", "\x1bP1$r\x1b\\", "\x1b[97;5:3u", "\x1b[12;40R_"] {
            let mut decoder = Decoder::default();
            let heard: Vec<Input> = [decoder.feed(noise.as_bytes()), decoder.quiet()].concat();
            let typed: Vec<&Input> = heard.iter().filter(|input| !matches!(input, Input::Key(key) if key.typed() == Some('_') || key.code == Code::F(3))).collect();
            assert!(typed.is_empty(), "{noise:?}: {heard:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let mut decoder = Decoder::default();
            decoder.feed(&bytes);
            decoder.quiet();
        }
    }
}
