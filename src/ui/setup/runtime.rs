//! Threads: the line is read on one, another keeps what is typed and founds the office; this one draws. It never touches the disk.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};

use xieban_office::{CompiledFacts, FoundingSite, wall};
use xieban_term::{self as term, Guard, Output, Screen};

use super::{Effect, Event, SetUp, Setting};
use crate::line::{DeskSound, TerminalLine};
use crate::runtime::{LAST_WORDS, RunError};

/// How a set-up ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The office is founded.
    Founded,
    /// A practice store is wanted first.
    Practice,
    /// Left; what was typed is kept.
    Left,
}

/// Runs the set-up on a line until it is over. What is typed while the office is being founded waits on the line.
///
/// # Errors
/// The line broke.
pub fn set_up(
    line: &mut TerminalLine,
    ground: FoundingSite,
    facts: CompiledFacts,
    place: String,
) -> Result<Ended, RunError> {
    let setting = Setting { facts, now: wall(), size: term::size(), place, draft: ground.draft() };
    let (work, jobs) = mpsc::channel();
    let (alive, done) = mpsc::channel::<()>();
    let tell = line.tell.clone();
    std::thread::spawn(move || {
        labour(&ground, &jobs, &tell);
        drop((ground, alive));
    });
    let screen = line.screen()?;
    let mut turn = SetupLoop { setup: SetUp::new(setting), screen, work, ended: Ended::Left };
    // Whatever went wrong on this thread: what is typed is on its way to the disk.
    let outcome = RunError::of(catch_unwind(AssertUnwindSafe(|| turn.take(line))));
    if matches!(outcome, Err(RunError::Line(_))) {
        // The line is gone: nothing more may be written to it.
        Guard::abandon();
    }
    let ended = turn.ended;
    drop(turn);
    done.recv_timeout(LAST_WORDS).ok();
    outcome.map(|()| ended)
}

/// Keeps and founds, until nobody asks any more. Of what is to be kept only the last is.
fn labour(ground: &FoundingSite, jobs: &Receiver<Effect>, tell: &Sender<DeskSound>) {
    let mut next = None;
    while let Some(job) = next.take().or_else(|| jobs.recv().ok()) {
        match job {
            Effect::Keep(draft) => {
                next = jobs.try_recv().ok();
                if !matches!(next, Some(Effect::Keep(_))) {
                    // A draft that cannot be written is no reason to stop: the form is still there.
                    ground.keep(&draft).unwrap_or_default();
                }
            }
            Effect::Found(founding) => {
                let founded = ground.found(&founding).map_err(|error| error.to_string());
                if tell.send(DeskSound::SetUp(Event::Founded(founded))).is_err() {
                    return;
                }
            }
            Effect::Practise | Effect::Begin | Effect::Quit => {}
        }
    }
}

/// The set-up at work, on the thread that draws.
struct SetupLoop {
    setup: SetUp,
    screen: Screen<Output>,
    work: Sender<Effect>,
    ended: Ended,
}

impl SetupLoop {
    fn take(&mut self, line: &mut TerminalLine) -> Result<(), RunError> {
        loop {
            self.screen.draw(|canvas| self.setup.draw(canvas))?;
            let mut heard = line.sounds.recv().ok();
            while let Some(sound) = heard {
                match (self.setup.is_busy(), sound) {
                    (true, sound @ DeskSound::Event(_)) => line.held.push(sound),
                    (_, sound) => {
                        if self.hear(sound)?.is_break() {
                            return Ok(self.screen.draw(|canvas| self.setup.draw(canvas)).map(drop)?);
                        }
                    }
                }
                heard = line.sounds.try_recv().ok();
            }
        }
    }

    fn hear(&mut self, sound: DeskSound) -> Result<ControlFlow<()>, RunError> {
        Ok(match sound {
            DeskSound::Event(crate::Event::Inputs(inputs)) => self.update(Event::Inputs(inputs)),
            DeskSound::SetUp(event) => self.update(event),
            DeskSound::Resized => {
                self.screen.resize(term::size());
                self.update(Event::Resized(term::size()))
            }
            DeskSound::Closed => {
                Guard::abandon();
                ControlFlow::Break(())
            }
            DeskSound::Terminated => ControlFlow::Break(()),
            DeskSound::Newer(error) => return Err(error.into()),
            // The line tells of nothing else before there is a desk.
            DeskSound::Event(_) => ControlFlow::Continue(()),
        })
    }

    fn update(&mut self, event: Event) -> ControlFlow<()> {
        for effect in self.setup.update(wall(), event) {
            self.ended = match effect {
                Effect::Quit => Ended::Left,
                Effect::Practise => Ended::Practice,
                Effect::Begin => Ended::Founded,
                Effect::Keep(_) | Effect::Found(_) => {
                    self.work.send(effect).ok();
                    continue;
                }
            };
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
