//! What the two offices do to what is long overdue, from the list of it (R53, R66, R71): the same that is done to the case or the complaint
//! itself, whichever stands there, one file each.

mod annotate;
mod urge;

use xieban_domain::command::Command;
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::Staff;
use xieban_office::{CaseView, ComplaintRow};

use super::complaint::ComplaintDesk;
use super::{Subject, Verb, Verbs};
use crate::world::World;

pub(crate) static VERBS: Verbs<Late> = Verbs { all: &[&urge::VERB, &annotate::VERB], groups: &[], keys: &[] };

type LateVerb = Verb<Late>;

/// What stands on a row.
#[derive(Clone)]
pub(crate) enum Late {
    Nothing,
    Case(Box<CaseView>),
    Complaint(Box<ComplaintRow>),
}

impl Late {
    fn complaint(row: &ComplaintRow) -> ComplaintDesk {
        ComplaintDesk { row: Some(row.clone()), all: [].into() }
    }
}

impl Subject for Late {
    type Asked = Command;

    fn command(&self, asked: Command) -> Option<Command> {
        Some(asked)
    }

    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal> {
        match self {
            Self::Nothing => Ok(()),
            Self::Case(view) => view.judge(who, command, world),
            Self::Complaint(row) => Self::complaint(row).judge(who, command, world),
        }
    }

    fn title(&self, name: &str) -> String {
        name.to_owned()
    }
}
