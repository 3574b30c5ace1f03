//! The verbs of a file about our own people (R72–R76), one file each. Whoever is not of the two offices has two of them and nothing more,
//! whether there is a file or not.

mod answer;
mod assign;
mod blank;
mod bureau_says;
mod identify;
mod investigate;
mod measure;
mod on_the_spot;
mod paper;
mod rate;
mod reply;
mod report_up;
mod reveal;
mod spot_paper;
mod take;
mod tell;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::conduct::{
    self, AboutFile, ConductCommand, FileNumber, Informed, Measure, Misconduct, Walled,
};
use xieban_domain::refusal::{Conduct, Refusal, RefusedField};
use xieban_domain::staff::Staff;
use xieban_office::FileRow;

use super::{Group, Subject, Verb, Verbs};
use crate::ask::{Asking, Field};
use crate::world::World;

const MORE: &[Group] = &[Group { place: "0", name: "更多" }];

/// Those of the two offices.
pub(crate) static OF_THE_OFFICES: Verbs<ConductDesk> = Verbs {
    all: &[
        &take::VERB,
        &answer::VERB,
        &assign::VERB,
        &identify::VERB,
        &on_the_spot::VERB,
        &tell::VERB,
        &investigate::VERB,
        &measure::VERB,
        &reply::VERB,
        &rate::VERB,
        &report_up::VERB,
        &bureau_says::VERB,
        &reveal::VERB,
        &paper::VERB,
        &spot_paper::VERB,
        &blank::VERB,
    ],
    groups: MORE,
    keys: &[],
};

/// Everybody's, in the same places.
pub(crate) static OF_EVERYBODY: Verbs<ConductDesk> =
    Verbs { all: &[&take::VERB, &answer::VERB, &blank::VERB], groups: MORE, keys: &[] };

type ConductVerb = Verb<ConductDesk>;

/// The file under the marker, and what whoever sits here was told himself.
#[derive(Clone)]
pub(crate) struct ConductDesk {
    pub(crate) row: Option<FileRow>,
    pub(crate) told: Option<Informed>,
}

impl ConductDesk {
    /// A step on the file, as a command.
    fn step(&self, step: ConductCommand) -> Option<Command> {
        let file = match (&step, &self.row, &self.told) {
            (ConductCommand::Answer { .. }, _, told) => told.as_ref()?.file,
            (_, row, _) => row.as_ref()?.file.number,
        };
        Some(crate::verb::conduct::step(file, step))
    }
}

/// A step on a file, as a command.
pub(crate) fn step(file: FileNumber, step: ConductCommand) -> Command {
    Command::Office(OfficeCommand::Conduct(Box::new(AboutFile { file, step })))
}

impl Subject for ConductDesk {
    type Asked = ConductCommand;

    fn command(&self, step: ConductCommand) -> Option<Command> {
        self.step(step)
    }

    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal> {
        match (command, &self.row) {
            // Whoever was told sees no file by which it could be judged: what he was told says how far it is.
            (Command::Office(OfficeCommand::Conduct(about)), _)
                if matches!(about.step, ConductCommand::Answer { .. }) =>
            {
                let decided = self.told.as_ref().is_some_and(|told| told.decided);
                if decided { Err(Conduct::Decided.whole()) } else { Ok(()) }
            }
            (Command::Office(OfficeCommand::Conduct(about)), Some(row)) if about.file == row.file.number => {
                let file = Walled::new(row.file.clone());
                let judged = world.trial(&who.code, |cx| conduct::decide(Some(&file), &about.step, cx));
                judged.map_or(Ok(()), |judged| judged.map(|_| ()))
            }
            _ => Ok(()),
        }
    }

    fn title(&self, name: &str) -> String {
        match (&self.row, &self.told) {
            (Some(row), _) => format!("{name}  {}", row.file.number),
            (None, Some(_) | None) => name.to_owned(),
        }
    }
}

/// 情形: several at once.
fn kinds(asking: &mut Asking) -> Field<std::collections::BTreeSet<Misconduct>> {
    asking.several("情形", Misconduct::ALL, Misconduct::name, RefusedField::Kind)
}

/// Measures that are ours.
fn measures() -> Vec<(Measure, String)> {
    let ours = Measure::ALL.iter().filter(|measure| **measure != Measure::Bureau);
    ours.map(|measure| (*measure, measure.name().to_owned())).collect()
}

/// The same with their digits, where the row has no room for them.
fn all_measures() -> String {
    let named = measures().into_iter().zip(1..).map(|((_, name), digit): (_, u8)| format!("{digit}{name}"));
    format!("措施：{}", named.collect::<Vec<_>>().join("  "))
}
