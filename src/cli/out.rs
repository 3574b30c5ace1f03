//! Printing: whole lines, filtered once more where they leave.

use std::io::{self, IsTerminal as _, Write as _};

use xieban_words::sanitise;

use super::CliError;

/// Prints lines on standard output.
pub(super) fn say(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    let printed = text
        .split('\n')
        .try_for_each(|line| writeln!(out, "{}", sanitise::outgoing(line)))
        .and_then(|()| out.flush());
    match printed {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(CliError::Piped),
        Err(error) => Err(CliError::Bad(format!("输出失败（{error}）。"))),
    }
}

/// Prints a file as it was made: it was filtered there, and its line ends are its own.
pub(super) fn bytes(file: &[u8]) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    match out.write_all(file).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(CliError::Piped),
        Err(error) => Err(CliError::Bad(format!("输出失败（{error}）。"))),
    }
}

/// Prints one sentence on standard error.
pub(super) fn complain(sentence: &str) {
    if !sentence.is_empty() {
        writeln!(io::stderr().lock(), "{}", sanitise::outgoing(sentence)).ok();
    }
}

/// How far long work has come, on one line of the terminal that is written over; nothing where nobody looks on.
pub(super) struct ProgressLine {
    shown: bool,
    last: String,
}

impl ProgressLine {
    pub(super) fn new() -> Self {
        Self { shown: io::stderr().is_terminal(), last: String::new() }
    }

    /// Shows a sentence in place of the one before.
    pub(super) fn say(&mut self, sentence: &str) {
        if self.shown && self.last != sentence {
            sentence.clone_into(&mut self.last);
            write!(io::stderr().lock(), "\r\u{1b}[K{}", sanitise::outgoing(sentence)).ok();
        }
    }

    /// Takes it away again.
    pub(super) fn end(self) {
        if self.shown {
            write!(io::stderr().lock(), "\r\u{1b}[K").ok();
        }
    }
}
