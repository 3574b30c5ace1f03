//! The verbs of the rules of 考核, one file each: every change is a version of its own (R72).

mod change;
mod confirm;

pub(crate) use change::per;

use xieban_domain::assessment::{KeepScheme, Scheme};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::context::Facts;
use xieban_domain::office;
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::Staff;

use super::{Subject, Verb, Verbs};
use crate::world::World;

pub(crate) static VERBS: Verbs<SchemeDesk> =
    Verbs { all: &[&confirm::VERB, &change::VERB], groups: &[], keys: &[] };

type SchemeVerb = Verb<SchemeDesk>;

/// The rules that hold, and the one under the marker.
#[derive(Clone)]
pub(crate) struct SchemeDesk {
    pub(crate) scheme: Scheme,
    pub(crate) at: usize,
}

impl Subject for SchemeDesk {
    type Asked = Scheme;

    fn command(&self, scheme: Scheme) -> Option<Command> {
        let keep = KeepScheme { version: scheme.version, rules: scheme.rules };
        Some(Command::Office(OfficeCommand::KeepScheme(Box::new(keep))))
    }

    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal> {
        let Command::Office(asked) = command else { return Ok(()) };
        let facts = Facts { scheme: Some(self.scheme.clone()), ..Facts::default() };
        let judged = world.trial_with(&facts, &who.code, |cx| office::decide(asked, cx));
        judged.map_or(Ok(()), |judged| judged.map(|_| ()))
    }

    fn title(&self, name: &str) -> String {
        name.to_owned()
    }
}
