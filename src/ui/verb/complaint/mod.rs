//! The verbs of a complaint about a matter that we supervise (R33, R66), one file each.

mod blank;
mod find;
mod hand_over;
mod link;
mod note;
mod paper;
mod rate;
mod reply;
mod take;
pub(crate) mod urge;

use std::rc::Rc;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::complaint::{self, AboutComplaint, Complaint, ComplaintCommand};
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::Staff;
use xieban_office::ComplaintRow;

use super::{Subject, Verb, Verbs};
use crate::world::World;

pub(crate) static VERBS: Verbs<ComplaintDesk> = Verbs {
    all: &[
        &take::VERB,
        &hand_over::VERB,
        &note::VERB,
        &find::VERB,
        &reply::VERB,
        &rate::VERB,
        &link::VERB,
        &urge::VERB,
        &paper::VERB,
        &blank::VERB,
    ],
    groups: &[],
    keys: &[],
};

type ComplaintVerb = Verb<ComplaintDesk>;

/// The complaint under the marker, and all of them, for what is about the same.
#[derive(Clone)]
pub(crate) struct ComplaintDesk {
    pub(crate) row: Option<ComplaintRow>,
    pub(crate) all: Rc<[ComplaintRow]>,
}

impl ComplaintDesk {
    fn complaint(&self) -> Option<&Complaint> {
        self.row.as_ref().map(|row| &row.complaint)
    }
}

impl Subject for ComplaintDesk {
    type Asked = ComplaintCommand;

    fn command(&self, step: ComplaintCommand) -> Option<Command> {
        let complaint = self.complaint()?;
        let (number, version) = (complaint.id, Some(complaint.version));
        Some(Command::Office(OfficeCommand::Complaint(Box::new(AboutComplaint { number, version, step }))))
    }

    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal> {
        match (command, self.complaint()) {
            (Command::Office(OfficeCommand::Complaint(about)), Some(complaint)) => {
                let judged = world.trial(&who.code, |cx| complaint::decide(complaint, &about.step, cx));
                judged.map_or(Ok(()), |judged| judged.map(|_| ()))
            }
            _ => Ok(()),
        }
    }

    fn title(&self, name: &str) -> String {
        self.complaint().map_or_else(|| name.to_owned(), |complaint| format!("{name}  {}", complaint.id))
    }
}
