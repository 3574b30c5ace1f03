//! The verbs of what is due with the tables that hold, one file each (R20).

mod propose;
mod replace;

use std::rc::Rc;

use chrono::NaiveDate;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::context::Facts;
use xieban_domain::office;
use xieban_domain::refusal::Refusal;
use xieban_domain::roster::{Quarter, Roster, RosterTable, Seat, Turn};
use xieban_domain::staff::{Staff, StaffCode};
use xieban_office::RosterView;

use super::{Subject, Verb, Verbs};
use crate::world::World;

pub(crate) static VERBS: Verbs<DueDesk> =
    Verbs { all: &[&propose::VERB, &replace::VERB], groups: &[], keys: &[] };

type DueVerb = Verb<DueDesk>;

/// The tables of this quarter and the next.
#[derive(Clone)]
pub(crate) struct DueDesk {
    pub(crate) rosters: Rc<[RosterView]>,
}

impl DueDesk {
    /// Those that hold.
    fn tables(&self) -> Vec<RosterTable> {
        let rosters = self.rosters.iter().filter_map(|view| view.roster.as_ref());
        rosters.filter_map(|roster: &Roster| Some(roster.table(roster.holding()?))).collect()
    }

    /// The turns of somebody from a day on.
    fn turns(&self, code: &StaffCode, from: NaiveDate) -> Vec<Turn> {
        let tables = self.tables();
        let lines = tables.iter().flat_map(|table| table.lines.range(from..).map(|(_, line)| line));
        let turns = lines.flat_map(|line| Seat::ALL.map(|seat| (line, seat)));
        let his = turns.filter(|(line, seat)| line.seat(*seat).contains(code));
        his.map(|(line, seat)| Turn { date: line.date, seat }).collect()
    }
}

impl Subject for DueDesk {
    type Asked = OfficeCommand;

    fn command(&self, asked: OfficeCommand) -> Option<Command> {
        Some(Command::Office(asked))
    }

    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal> {
        let Command::Office(asked) = command else { return Ok(()) };
        let date = match asked {
            OfficeCommand::ReplaceOnDuty(replace) => replace.turn.date,
            OfficeCommand::ProposeSwap(swap) => swap.gives.date,
            _ => world.now().date(),
        };
        let quarter = Quarter::containing(date);
        let Some(view) = self.rosters.iter().find(|view| view.quarter == quarter) else { return Ok(()) };
        let facts =
            Facts { roster: view.roster.clone(), absences: view.absences.clone(), ..Facts::default() };
        let judged = world.trial_with(&facts, &who.code, |cx| office::decide(asked, cx));
        judged.map_or(Ok(()), |judged| judged.map(|_| ()))
    }

    fn title(&self, name: &str) -> String {
        name.to_owned()
    }
}
