//! The verbs of 协办工作月（季）报表, one file each, behind 8: the first digits turn the period (R71).

mod export;
mod preview;
mod print;
mod sign;

use std::borrow::Cow;
use std::rc::Rc;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::office;
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::Staff;
use xieban_forms::{ReportPaper, Sheet, report, report_code};
use xieban_office::FiguresView;

use super::{Group, Subject, Verb, Verbs};
use crate::world::World;

pub(crate) static VERBS: Verbs<ReportDesk> = Verbs {
    all: &[&preview::VERB, &print::VERB, &export::VERB, &sign::VERB],
    groups: &[Group { place: "8", name: "报表" }],
    keys: &[],
};

type ReportVerb = Verb<ReportDesk>;

/// The figures of a period.
#[derive(Clone)]
pub(crate) struct ReportDesk(pub(crate) Option<Rc<FiguresView>>);

impl ReportDesk {
    /// Its check code: where the figures change, it changes.
    fn code(view: &FiguresView) -> String {
        report_code(view.period, &view.now, &view.before)
    }

    /// Both copies.
    fn sheets(&self, world: &World) -> Vec<Sheet> {
        self.0.as_ref().map(|view| sheets(view, world)).unwrap_or_default()
    }
}

fn sheets(view: &FiguresView, world: &World) -> Vec<Sheet> {
    let (overdue, led) = (view.overdue(&world.header), view.led(&world.header, world.facts));
    let signed = view.signed.as_ref();
    // What was signed names the office and its head as they were called then.
    let header = &world.header;
    let settings = signed.map_or(Cow::Borrowed(&header.settings), |signed| header.settings.as_at(signed.at));
    let staff = signed.map_or(Cow::Borrowed(&header.staff), |signed| header.staff.as_at(signed.at));
    let signed = signed.map(|signed| (staff.name(&signed.by), signed.at.date(), signed.code.as_str()));
    let paper = ReportPaper {
        period: view.period,
        now: &view.now,
        before: &view.before,
        overdue: overdue.as_deref(),
        led: &led,
        issued: world.now().date(),
        signed,
        settings: &settings,
    };
    report(&paper)
}

impl Subject for ReportDesk {
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
