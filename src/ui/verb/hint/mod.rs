//! What can be done with a hint of the figures (R74, R75): 8, since the first digits turn the period.

mod file;

pub(crate) use file::begin;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::figures::FigureHint;
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::Staff;

use super::{Subject, Verb, Verbs};
use crate::world::World;

pub(crate) static VERBS: Verbs<HintDesk> = Verbs { all: &[&file::VERB], groups: &[], keys: &[] };

type HintVerb = Verb<HintDesk>;

/// The hint under the marker.
#[derive(Clone)]
pub(crate) struct HintDesk(pub(crate) Option<FigureHint>);

impl Subject for HintDesk {
    type Asked = OfficeCommand;

    fn command(&self, asked: OfficeCommand) -> Option<Command> {
        Some(Command::Office(asked))
    }

    /// A file may begin with any hint; whose it may not be about is judged where all files are known.
    fn judge(&self, _: &Staff, _: &Command, _: &World) -> Result<(), Refusal> {
        Ok(())
    }

    fn title(&self, name: &str) -> String {
        name.to_owned()
    }
}
