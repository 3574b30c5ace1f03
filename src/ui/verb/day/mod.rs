//! The verbs of a day of duty, one file each (R11–R15).

mod absence;
mod change;
mod library;
pub(crate) mod stand_in;

use std::rc::Rc;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::screen_date;
use xieban_domain::office;
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::Staff;
use xieban_office::DutySpan;

use super::{Subject, Verb, Verbs};
use crate::world::World;

/// 今日.
pub(crate) static TODAY: Verbs<DayDesk> =
    Verbs { all: &[&stand_in::VERB, &change::TODAY, &absence::VERB, &library::VERB], groups: &[], keys: &[] };

/// 本周: of the day under the marker.
pub(crate) static WEEK: Verbs<DayDesk> = Verbs { all: &[&change::OF_THE_WEEK], groups: &[], keys: &[] };

type DayVerb = Verb<DayDesk>;

/// A day, among the days round it.
#[derive(Clone)]
pub(crate) struct DayDesk {
    pub(crate) day: Option<DutyDay>,
    pub(crate) span: Rc<DutySpan>,
}

impl Subject for DayDesk {
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

impl DayDesk {
    /// `12-03 周四 的班`.
    fn head(&self, world: &World) -> String {
        let date = self.day.as_ref().map(|day| screen_date(day.date, world.now().date()));
        format!("{} 的班", date.unwrap_or_default())
    }
}
