//! Answers that come as late for what is hidden as for what is not there. Behind the wall of recusal a file that somebody may not know
//! of is refused in the words of one that does not exist; how long the refusal took would tell them apart.

use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use xieban_domain::command::{Command, OfficeCommand};

use super::Query;

/// Longer than any refusal takes to be found.
const MOMENT: Duration = Duration::from_millis(10);

/// A moment that began when it was made.
pub(super) struct Even(Receiver<()>);

impl Even {
    /// Begins, where a command asks for something behind the wall.
    pub(super) fn for_command(command: &Command) -> Option<Self> {
        matches!(command, Command::Office(OfficeCommand::Conduct(_) | OfficeCommand::Appointment(_)))
            .then(Self::begin)
    }

    /// Begins, where a question asks for something behind the wall.
    pub(super) fn for_query(query: &Query) -> Option<Self> {
        matches!(query, Query::Complainant(_)).then(Self::begin)
    }

    fn begin() -> Self {
        let (over, wait) = mpsc::channel();
        std::thread::spawn(move || {
            std::thread::park_timeout(MOMENT);
            drop(over);
        });
        Self(wait)
    }

    /// Waits for its end.
    pub(super) fn end(self) {
        // Nobody sends anything: it is over when the other end is dropped.
        self.0.recv().ok();
    }
}
