//! The verbs of a quarter's table, one file each, behind 0: the other digits seat people (R11–R19).

mod amend;
mod approve;
mod copy_down;
mod draft;
mod flaws;
mod post;
mod report;
mod versions;

pub(crate) use draft::draft;

use std::rc::Rc;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::context::Facts;
use xieban_domain::office;
use xieban_domain::refusal::Refusal;
use xieban_domain::roster::{Quarter, RosterStage};
use xieban_domain::staff::Staff;
use xieban_office::RosterView;

use super::{Group, Subject, Verb, Verbs};
use crate::world::World;

pub(crate) static VERBS: Verbs<QuarterDesk> = Verbs {
    all: &[
        &draft::BY_WEEKS,
        &draft::BY_HALVES,
        &copy_down::VERB,
        &flaws::VERB,
        &approve::VERB,
        &post::VERB,
        &report::VERB,
        &amend::VERB,
        &versions::VERB,
    ],
    groups: &[Group { place: "0", name: "办理" }],
    keys: &[],
};

type QuarterVerb = Verb<QuarterDesk>;

/// The table of a quarter as the office has it.
#[derive(Clone)]
pub(crate) struct QuarterDesk {
    pub(crate) quarter: Quarter,
    pub(crate) view: Option<Rc<RosterView>>,
    /// Something was edited on the screen and not kept.
    pub(crate) unsaved: bool,
}

impl QuarterDesk {
    /// A draft or an edit would be lost by another one.
    fn would_lose(&self) -> bool {
        let newest = self.view.as_ref().and_then(|view| view.roster.as_ref()?.newest());
        self.unsaved || newest.is_some_and(|version| version.stage == RosterStage::Draft)
    }
}

impl Subject for QuarterDesk {
    type Asked = OfficeCommand;

    fn command(&self, asked: OfficeCommand) -> Option<Command> {
        Some(Command::Office(asked))
    }

    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal> {
        let (Command::Office(asked), Some(view)) = (command, &self.view) else { return Ok(()) };
        let facts =
            Facts { roster: view.roster.clone(), absences: view.absences.clone(), ..Facts::default() };
        let judged = world.trial_with(&facts, &who.code, |cx| office::decide(asked, cx));
        judged.map_or(Ok(()), |judged| judged.map(|_| ()))
    }

    fn title(&self, name: &str) -> String {
        format!("{name}{}安排表", self.quarter.name())
    }
}
