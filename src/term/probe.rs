//! Asking the terminal how wide it draws the ambiguous characters: print one, ask where the cursor is.
//!
//! A setting wins: tmux and screen answer from tables of their own, whatever the terminal outside draws. One that does not
//! answer in time is taken for narrow; an answer after that is a report, which the decoder swallows.

use std::io::{self, Write};
use std::os::fd::{AsFd as _, BorrowedFd};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use xieban_text::{Breadth, Metrics};

use super::clock::Instant;
use super::guard::Guard;
use super::output::Output;

/// How long the terminal has to answer.
const LIMIT: Duration = Duration::from_millis(200);
/// Longest answer read, in bytes.
const ANSWER: usize = 4096;
/// One of each class: punctuation, lines, symbols, private use.
const GLYPHS: [&str; 4] = ["“", "─", "①", "\u{e000}"];

/// The width policy of this terminal: the setting if there is one, else what the terminal shows within 200 ms, else narrow.
///
/// To be asked while the screen is still blank and before anything reads the line. What was typed until then is dropped.
pub fn metrics(_held: &Guard, setting: Option<Metrics>) -> Metrics {
    setting
        .or_else(|| ask(io::stdin().as_fd(), &mut Output::stdout().patient(LIMIT), LIMIT).ok().flatten())
        .unwrap_or(Metrics::NARROW)
}

/// Asks; nothing if not all answers came in time.
fn ask(line: BorrowedFd<'_>, out: &mut impl Write, limit: Duration) -> io::Result<Option<Metrics>> {
    // The glyphs are wiped and the cursor is put back whether answers come or not.
    let shown = GLYPHS.map(|glyph| ["\r", glyph, "\x1b[6n"].concat()).concat();
    out.write_all(["\x1b7", &shown, "\r\x1b[K\x1b8"].concat().as_bytes())?;
    out.flush()?;
    let until = Instant::now().plus(limit);
    let (mut said, mut buffer) = (Vec::new(), [0; 256]);
    loop {
        if let [punctuation, line, symbol, private_use, ..] = *columns(&said) {
            return Ok(Some(Metrics {
                punctuation: breadth(punctuation),
                line: breadth(line),
                symbol: breadth(symbol),
                private_use: breadth(private_use),
            }));
        }
        let Ok(wait) = Timespec::try_from(until.remaining()) else { return Ok(None) };
        match poll(&mut [PollFd::new(&line, PollFlags::IN)], Some(&wait)) {
            Ok(0) => return Ok(None),
            Ok(_) => match rustix::io::read(line, &mut buffer) {
                Ok(n) if n > 0 && said.len() < ANSWER => said.extend(buffer.iter().take(n)),
                Ok(_) => return Ok(None),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(error) => return Err(error.into()),
            },
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// The columns of the cursor, counted from 1, in all whole reports among the bytes.
fn columns(said: &[u8]) -> Vec<u16> {
    let report = |sequence: &[u8]| {
        let end = sequence.iter().position(|byte| *byte == b'R')?;
        let place = std::str::from_utf8(sequence.get(..end)?).ok()?.strip_prefix('[')?;
        let (row, column) = place.split_once(';')?;
        row.parse::<u16>().ok().and(column.parse().ok())
    };
    said.split(|byte| *byte == 0x1b).filter_map(report).collect()
}

/// A glyph was printed in column 1: where the cursor stands after it.
const fn breadth(column: u16) -> Breadth {
    match column {
        3 => Breadth::Wide,
        _ => Breadth::Narrow,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixStream;

    use super::*;

    /// Asks a terminal that has already answered; gives what was sent to it, too.
    fn asked(answer: &str, limit: Duration) -> (Option<Metrics>, Vec<u8>) {
        let (line, mut terminal) = UnixStream::pair().unwrap();
        terminal.write_all(answer.as_bytes()).unwrap();
        let mut sent = Vec::new();
        (ask(line.as_fd(), &mut sent, limit).unwrap(), sent)
    }

    const LONG: Duration = Duration::from_secs(20);
    const SHORT: Duration = Duration::from_millis(5);

    #[test]
    fn each_class_is_as_wide_as_the_terminal_says() {
        let (narrow, _) = asked("\x1b[1;2R\x1b[1;2R\x1b[1;2R\x1b[1;2R", LONG);
        assert_eq!(narrow, Some(Metrics::NARROW));
        let (wide, _) = asked("\x1b[1;3R\x1b[1;3R\x1b[1;3R\x1b[1;3R", LONG);
        assert_eq!(wide, Some(Metrics::WIDE));
        // What is typed meanwhile is no answer; a terminal without the glyph's encoding shows three.
        let (mixed, _) = asked("x\x1b[A\x1b[24;3Ry\x1b[24;2R\x1bOP\x1b[24;3R协\x1b[24;4R", LONG);
        assert_eq!(
            mixed,
            Some(Metrics { punctuation: Breadth::Wide, symbol: Breadth::Wide, ..Metrics::NARROW })
        );
    }

    #[test]
    fn a_terminal_that_says_too_little_is_not_waited_for() {
        for answer in ["", "\x1b[1;2R", "\x1b[1;2R\x1b[1;2R\x1b[1;2R\x1b[1;2", "\x1b[?1;2c\x1b[R\x1b[1R"] {
            assert_eq!(asked(answer, SHORT).0, None, "{answer:?}");
        }
        assert_eq!(asked(&"x".repeat(3 * ANSWER), LONG).0, None);
    }

    #[test]
    fn nothing_of_the_question_stays_on_the_screen() {
        let mut terminal = vt100::Parser::default();
        terminal.process(b"\x1b[6;8H");
        terminal.process(&asked("", SHORT).1);
        assert_eq!(terminal.screen().contents(), "");
        assert_eq!(terminal.screen().cursor_position(), (5, 7));
        // The same without the wipe shows the last glyph.
        let sent = String::from_utf8(asked("", SHORT).1).unwrap();
        terminal.process(sent.replace("\x1b[K", "").as_bytes());
        assert_ne!(terminal.screen().contents(), "");
    }
}
