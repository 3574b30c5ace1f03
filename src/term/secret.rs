//! A secret asked for on a terminal, which shows nothing of what is typed.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};

use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

/// No secret is longer, in bytes.
const LONGEST: u64 = 1024;

/// Asks for a secret by its name. `None` where nobody sits at a terminal, or whoever does gives none.
pub fn ask_secret(name: &str) -> Option<String> {
    let input = io::stdin();
    if !input.is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    let before = tcgetattr(&input).ok()?;
    let mut silent = before.clone();
    // A key that breaks the program off would leave the terminal silent: here it is a character that no secret has.
    silent.local_modes.remove(LocalModes::ECHO | LocalModes::ISIG);
    tcsetattr(&input, OptionalActions::Flush, &silent).ok()?;
    let asked = write!(io::stderr(), "{name}：");
    let mut line = String::new();
    let read = asked.and_then(|()| input.lock().take(LONGEST).read_line(&mut line));
    tcsetattr(&input, OptionalActions::Now, &before).ok();
    writeln!(io::stderr()).ok();
    read.ok()?;
    let secret = line.trim();
    let whole = !secret.is_empty() && !secret.chars().any(char::is_control);
    whole.then(|| secret.to_owned())
}
