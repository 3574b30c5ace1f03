//! What can be done here now: each deed with the command by which the domain judges it, and the dialog that asks for its fields.

use std::collections::BTreeSet;

use xieban_domain::codes::{ReplyMode, Satisfaction};
use xieban_domain::conduct::{
    self, AboutFile, Behind, ConductCommand, FileNumber, Found, Measure, Misconduct, OnTheSpot, Told,
};
use xieban_forms::{self as forms, SheetKind};
use xieban_office::FileRow;

use super::fields;
use super::look_up;
use crate::layer::Wish;
use crate::overlay::paper::{Job, Paper};
use crate::world::World;

/// Something that can be done here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Take,
    Answer,
    Assign,
    Identify,
    OnTheSpot,
    Tell,
    Investigate,
    ReportUp,
    BureauSays,
    Measure,
    Reply,
    Rate,
    Reveal,
    Paper,
    SpotPaper,
    Blank,
}

/// In the order of their digits.
const ALL: [(Deed, &str); 16] = [
    (Deed::Take, "登记"),
    (Deed::Answer, "申辩"),
    (Deed::Assign, "承办"),
    (Deed::Identify, "查明对象"),
    (Deed::OnTheSpot, "临机处置"),
    (Deed::Tell, "告知"),
    (Deed::Investigate, "查处"),
    (Deed::ReportUp, "报局"),
    (Deed::BureauSays, "局意见"),
    (Deed::Measure, "处理"),
    (Deed::Reply, "答复"),
    (Deed::Rate, "满意度"),
    (Deed::Reveal, "看投诉人"),
    (Deed::Paper, "登记表"),
    (Deed::SpotPaper, "处置记录"),
    (Deed::Blank, "空白表"),
];
/// What the first is called while the form is half filled.
const GO_ON: &str = "接着登记";

/// What is open now; `begun`: the form is half filled.
pub(super) fn open(
    row: Option<&FileRow>,
    told: Option<&Told>,
    begun: bool,
    world: &World,
) -> Vec<(Deed, &'static str)> {
    let named = |(deed, name)| (deed, if begun && deed == Deed::Take { GO_ON } else { name });
    let is_open = |deed| match deed {
        Deed::Take => true,
        Deed::Blank => row.is_none(),
        Deed::Answer => told.is_some_and(|told| !told.decided),
        Deed::Paper => row.is_some(),
        Deed::SpotPaper => row.is_some_and(|row| !row.file.on_the_spot.is_empty()),
        deed => row.is_some_and(|row| allows(row, deed, world)),
    };
    ALL.into_iter().filter(|(deed, _)| is_open(*deed)).map(named).collect()
}

/// The domain would take it, with its fields filled in somehow.
fn allows(row: &FileRow, deed: Deed, world: &World) -> bool {
    let Some(command) = probe(row, deed, world) else { return false };
    let judged = world.me.as_ref().and_then(|me| {
        let file = Behind::new(row.file.clone());
        world.trial(me, |cx| conduct::decide(Some(&file), &command, cx))
    });
    matches!(judged, Some(Ok(_)))
}

fn probe(row: &FileRow, deed: Deed, world: &World) -> Option<ConductCommand> {
    let (words, today) = (|| "……".to_owned(), world.now().date());
    let kinds = || BTreeSet::from([Misconduct::Perfunctory]);
    Some(match deed {
        Deed::Assign => {
            ConductCommand::Assign { handler: fields::handlers(&row.file, world).first()?.code.clone() }
        }
        Deed::Identify => {
            let me = world.me.as_ref();
            let others = world.door.staff.active();
            let other = others.into_iter().find(|staff| Some(&staff.code) != me)?;
            ConductCommand::Identify { about: BTreeSet::from([other.code.clone()]) }
        }
        Deed::OnTheSpot => ConductCommand::OnTheSpot(OnTheSpot {
            time: world.now(),
            place: words(),
            kinds: kinds(),
            facts: words(),
            statement: String::new(),
            measure: Measure::Corrected,
        }),
        Deed::Tell => ConductCommand::Tell { facts: words() },
        Deed::Investigate => ConductCommand::Investigate {
            date: today,
            findings: words(),
            found: Found::Proven,
            kinds: kinds(),
        },
        Deed::ReportUp => ConductCommand::ReportUp { date: today },
        Deed::BureauSays => ConductCommand::BureauSays { date: today, words: words() },
        Deed::Measure => {
            let done = row.file.investigation.as_ref()?;
            let fault = matches!(done.found, Found::Proven | Found::Partly);
            ConductCommand::Measure { measure: fault.then_some(Measure::Corrected), basis: words() }
        }
        Deed::Reply => ConductCommand::Reply { mode: ReplyMode::Other, words: words() },
        Deed::Rate => ConductCommand::Rate { level: Satisfaction::Satisfied },
        Deed::Reveal => ConductCommand::Reveal { reason: words() },
        Deed::Take | Deed::Answer | Deed::Paper | Deed::SpotPaper | Deed::Blank => return None,
    })
}

/// Does it, or opens what asks for its fields. `known`: the files that this person may know of.
pub(super) fn does(
    deed: Deed,
    (row, told): (Option<&FileRow>, Option<&Told>),
    known: &[FileNumber],
    world: &World,
) -> Vec<Wish> {
    let print =
        |sheets| vec![Wish::Open(Box::new(Paper::to_print(sheets, Job { case: None, again: false })))];
    let open = |dialog| vec![Wish::Open(Box::new(dialog))];
    let (settings, staff, issued) = (&world.door.settings, &world.door.staff, world.now());
    match (deed, row, told) {
        (Deed::Answer, _, Some(told)) => open(fields::answer(told.file)),
        (Deed::Blank, ..) => print(forms::blank(SheetKind::Complaint, settings)),
        (Deed::Paper, Some(row), _) => {
            let complainant = None;
            print(forms::file_sheets(&forms::FilePaper {
                file: &row.file,
                complainant,
                settings,
                staff,
                issued,
            }))
        }
        (Deed::SpotPaper, Some(row), _) => match row.file.on_the_spot.last() {
            Some((by, done)) => print(forms::on_the_spot_sheets(&forms::SpotPaper {
                file: &row.file,
                done,
                by: staff.get(by),
                settings,
                staff,
            })),
            None => Vec::new(),
        },
        (Deed::Assign, Some(row), _) => open(fields::assign(&row.file, world)),
        (Deed::Identify, Some(row), _) => open(fields::identify(&row.file, world)),
        (Deed::OnTheSpot, Some(row), _) => open(fields::on_the_spot(&row.file, world)),
        (Deed::Tell, Some(row), _) => {
            open(fields::words(&row.file, "告知当事人", "告知事项", |facts| ConductCommand::Tell {
                facts,
            }))
        }
        (Deed::Investigate, Some(row), _) => open(fields::investigate(&row.file, world)),
        (Deed::ReportUp, Some(row), _) => open(fields::report_up(&row.file, world)),
        (Deed::BureauSays, Some(row), _) => open(fields::bureau_says(&row.file, world)),
        (Deed::Measure, Some(row), _) => open(fields::measure(&row.file)),
        (Deed::Reply, Some(row), _) => open(fields::reply(&row.file)),
        (Deed::Rate, Some(row), _) => open(fields::rate(&row.file)),
        (Deed::Reveal, Some(row), _) if known.contains(&row.file.number) => {
            vec![Wish::Open(Box::new(look_up::LookUp::new(row.file.number)))]
        }
        _ => Vec::new(),
    }
}

/// A step on a file, as a command.
pub(super) fn step(file: FileNumber, step: ConductCommand) -> xieban_domain::command::Command {
    use xieban_domain::command::{Command, OfficeCommand};
    Command::Office(OfficeCommand::Conduct(Box::new(AboutFile { file, step })))
}
