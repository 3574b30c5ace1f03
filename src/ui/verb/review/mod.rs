//! What can be done with 评议 (R73).

mod hold;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::office;
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::Staff;

use super::{Subject, Verb, Verbs};
use crate::world::World;

pub(crate) static VERBS: Verbs<ReviewDesk> = Verbs { all: &[&hold::VERB], groups: &[], keys: &[] };

type ReviewVerb = Verb<ReviewDesk>;

/// The list of them: nothing is done to one that was held.
#[derive(Clone)]
pub(crate) struct ReviewDesk;

impl Subject for ReviewDesk {
    type Asked = OfficeCommand;

    fn command(&self, asked: OfficeCommand) -> Option<Command> {
        Some(Command::Office(asked))
    }

    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal> {
        let Command::Office(asked) = command else { return Ok(()) };
        let judged = world.trial(&who.code, |cx| office::decide(asked, cx));
        judged.map_or(Ok(()), |judged| judged.map(|_| ()))
    }

    fn title(&self, name: &str) -> String {
        name.to_owned()
    }
}
