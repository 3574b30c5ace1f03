//! The verbs of 意见本, one file each (R28).

mod answer;
mod enter;
mod paper;
mod publish;
mod withdraw;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::context::Facts;
use xieban_domain::office;
use xieban_domain::opinion::{Opinion, OpinionPage, PublishOpinion, Volumes};
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::Staff;

use super::{Does, Subject, Verb, Verbs};
use crate::app::reception::doing;
use crate::world::World;

pub(crate) static VERBS: Verbs<OpinionDesk> = Verbs {
    all: &[&enter::VERB, &answer::VERB, &publish::VERB, &withdraw::VERB, &paper::VERB],
    groups: &[],
    keys: &[],
};

type OpinionVerb = Verb<OpinionDesk>;

/// The page under the marker, and the one that comes next.
#[derive(Clone)]
pub(crate) struct OpinionDesk {
    pub(crate) page: Option<Opinion>,
    pub(crate) next: OpinionPage,
    pub(crate) volumes: u16,
}

impl Subject for OpinionDesk {
    type Asked = OfficeCommand;

    fn command(&self, asked: OfficeCommand) -> Option<Command> {
        Some(Command::Office(asked))
    }

    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal> {
        let Command::Office(asked) = command else { return Ok(()) };
        let volumes = match asked {
            OfficeCommand::EnterOpinion(_) => {
                Volumes { volumes: self.volumes, pages: self.next.page.saturating_sub(1), page: None }
            }
            _ => Volumes { volumes: self.volumes, pages: 0, page: self.page.clone() },
        };
        let facts = Facts { shelf: volumes, ..Facts::default() };
        let judged = world.trial_with(&facts, &who.code, |cx| office::decide(asked, cx));
        judged.map_or(Ok(()), |judged| judged.map(|_| ()))
    }

    fn title(&self, name: &str) -> String {
        self.page.as_ref().map_or_else(|| name.to_owned(), |page| format!("{name}  {}", page.place))
    }
}

/// 公示 of the page, or the end of it.
fn publishes(desk: &OpinionDesk, published: bool) -> Option<Command> {
    let place = desk.page.as_ref()?.place;
    let publish = PublishOpinion { volume: place.volume, page: place.page, published };
    Some(Command::Office(OfficeCommand::PublishOpinion(publish)))
}

const fn publishing(published: bool) -> Does<OpinionDesk> {
    match published {
        true => Does::Go {
            command: |desk, _| publishes(desk, true),
            fields: &[],
            way: |desk, _| {
                publishes(desk, true).map(|command| doing(command, "已记公示。")).into_iter().collect()
            },
        },
        false => Does::Go {
            command: |desk, _| publishes(desk, false),
            fields: &[],
            way: |desk, _| {
                publishes(desk, false).map(|command| doing(command, "已撤下公示。")).into_iter().collect()
            },
        },
    }
}
