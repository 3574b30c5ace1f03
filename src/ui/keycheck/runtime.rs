//! The check on a terminal: one thread listens, this one asks.

use std::sync::mpsc::{self, RecvTimeoutError};

use xieban_term::{self as term, Guard, Heard, Keyboard, Listener, Output, Screen, Theme};
use xieban_text::Metrics;

use super::{Checked, RunningCheck};
use crate::RunError;

/// Asks for every key, until all were asked for or somebody ends it; gives what became of those that were.
pub fn run(theme: Theme, metrics: Option<Metrics>) -> Result<Vec<Checked>, RunError> {
    let listener = Listener::new(Keyboard::Plain)?;
    let stop = listener.stop()?;
    let guard = Guard::enter()?;
    let metrics = term::metrics(&guard, metrics);
    let (tell, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let closed = tell.clone();
        if listener.read(&mut |heard| tell.send(heard).is_ok()).is_err() {
            closed.send(Heard::Closed).ok();
        }
    });
    let mut screen = Screen::new(Output::stdout().until(stop), theme, metrics, term::size());
    let mut check = RunningCheck::default();
    while !check.is_done() {
        screen.draw(|canvas| check.draw(canvas))?;
        match heard.recv_timeout(check.patience()) {
            Ok(Heard::Inputs(inputs)) => inputs.iter().for_each(|input| check.hear(input)),
            Ok(Heard::Resized) => screen.resize(term::size()),
            Ok(Heard::Closed) => {
                Guard::abandon();
                break;
            }
            Ok(Heard::Terminated) | Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => check.quiet(),
        }
    }
    drop(guard);
    Ok(check.into_checked())
}
