//! The verbs of 任免 (R77–R79), one file each.

mod complete;
mod consult;
mod opinion;
mod propose;

use xieban_domain::appointment::{self, AboutAppointment, AppointmentCommand};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::conduct::Walled;
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::Staff;
use xieban_office::AppointmentRow;

use super::{Subject, Verb, Verbs};
use crate::world::World;

pub(crate) static VERBS: Verbs<PostDesk> =
    Verbs { all: &[&propose::VERB, &consult::VERB, &opinion::VERB, &complete::VERB], groups: &[], keys: &[] };

type PostVerb = Verb<PostDesk>;

/// The record under the marker.
#[derive(Clone)]
pub(crate) struct PostDesk {
    pub(crate) row: Option<AppointmentRow>,
}

impl PostDesk {
    /// A further step of the record.
    fn step(&self, step: AppointmentCommand) -> Option<OfficeCommand> {
        let number = self.row.as_ref()?.appointment.number;
        Some(OfficeCommand::Appointment(Box::new(AboutAppointment { number, step })))
    }
}

impl Subject for PostDesk {
    type Asked = Option<OfficeCommand>;

    fn command(&self, asked: Option<OfficeCommand>) -> Option<Command> {
        asked.map(Command::Office)
    }

    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal> {
        match (command, &self.row) {
            (Command::Office(OfficeCommand::Appointment(about)), Some(row)) => {
                let record = Walled::new(row.appointment.clone());
                let judged = world.trial(&who.code, |cx| appointment::decide(Some(&record), &about.step, cx));
                judged.map_or(Ok(()), |judged| judged.map(|_| ()))
            }
            _ => Ok(()),
        }
    }

    fn title(&self, name: &str) -> String {
        match &self.row {
            Some(row) => format!("{name}  任免{}", row.appointment.number),
            None => name.to_owned(),
        }
    }
}
