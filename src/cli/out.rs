//! Printing: whole lines, filtered once more where they leave.

use std::io::{self, Write as _};

use super::CliError;
use crate::words::sanitise;

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

/// Prints one sentence on standard error.
pub(super) fn complain(sentence: &str) {
    if !sentence.is_empty() {
        writeln!(io::stderr().lock(), "{}", sanitise::outgoing(sentence)).ok();
    }
}
