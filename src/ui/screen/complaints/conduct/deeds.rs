//! What can be done here now: each deed with the command by which the domain judges it, and the dialog that asks for its fields.

use std::collections::BTreeSet;

use xieban_domain::codes::{ReplyMode, Satisfaction};
use xieban_domain::conduct::{
    self, AboutFile, ConductCommand, FileNumber, Found, Informed, Measure, Misconduct, OnTheSpot, Walled,
};
use xieban_forms::{self as forms, SheetKind};
use xieban_office::FileRow;

use super::fields;
use super::look_up;
use crate::layer::Action;
use crate::overlay::paper::{Job, PaperPreview};
use crate::world::World;

/// Something that can be done here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ConductVerb {
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
const ALL: [(ConductVerb, &str); 16] = [
    (ConductVerb::Take, "登记"),
    (ConductVerb::Answer, "申辩"),
    (ConductVerb::Assign, "承办"),
    (ConductVerb::Identify, "查明对象"),
    (ConductVerb::OnTheSpot, "临机处置"),
    (ConductVerb::Tell, "告知"),
    (ConductVerb::Investigate, "查处"),
    (ConductVerb::ReportUp, "报局"),
    (ConductVerb::BureauSays, "局意见"),
    (ConductVerb::Measure, "处理"),
    (ConductVerb::Reply, "答复"),
    (ConductVerb::Rate, "满意度"),
    (ConductVerb::Reveal, "看投诉人"),
    (ConductVerb::Paper, "登记表"),
    (ConductVerb::SpotPaper, "处置记录"),
    (ConductVerb::Blank, "空白表"),
];
/// What the first is called while the form is half filled.
const GO_ON: &str = "接着登记";

/// What is open now; `begun`: the form is half filled.
pub(super) fn open(
    row: Option<&FileRow>,
    told: Option<&Informed>,
    begun: bool,
    world: &World,
) -> Vec<(ConductVerb, &'static str)> {
    let named = |(deed, name)| (deed, if begun && deed == ConductVerb::Take { GO_ON } else { name });
    let is_open = |deed| match deed {
        ConductVerb::Take => true,
        ConductVerb::Blank => row.is_none(),
        ConductVerb::Answer => told.is_some_and(|told| !told.decided),
        ConductVerb::Paper => row.is_some(),
        ConductVerb::SpotPaper => row.is_some_and(|row| !row.file.on_the_spot.is_empty()),
        deed => row.is_some_and(|row| allows(row, deed, world)),
    };
    ALL.into_iter().filter(|(deed, _)| is_open(*deed)).map(named).collect()
}

/// The domain would take it, with its fields filled in somehow.
fn allows(row: &FileRow, deed: ConductVerb, world: &World) -> bool {
    let Some(command) = probe(row, deed, world) else { return false };
    let judged = world.me.as_ref().and_then(|me| {
        let file = Walled::new(row.file.clone());
        world.trial(me, |cx| conduct::decide(Some(&file), &command, cx))
    });
    matches!(judged, Some(Ok(_)))
}

fn probe(row: &FileRow, deed: ConductVerb, world: &World) -> Option<ConductCommand> {
    let (words, today) = (|| "……".to_owned(), world.now().date());
    let kinds = || BTreeSet::from([Misconduct::Perfunctory]);
    Some(match deed {
        ConductVerb::Assign => {
            ConductCommand::Assign { handler: fields::handlers(&row.file, world).first()?.code.clone() }
        }
        ConductVerb::Identify => {
            let me = world.me.as_ref();
            let others = world.header.staff.active();
            let other = others.into_iter().find(|staff| Some(&staff.code) != me)?;
            ConductCommand::Identify { about: BTreeSet::from([other.code.clone()]) }
        }
        ConductVerb::OnTheSpot => ConductCommand::OnTheSpot(OnTheSpot {
            time: world.now(),
            place: words(),
            kinds: kinds(),
            facts: words(),
            statement: String::new(),
            measure: Measure::Corrected,
        }),
        ConductVerb::Tell => ConductCommand::Tell { facts: words() },
        ConductVerb::Investigate => ConductCommand::Investigate {
            date: today,
            findings: words(),
            found: Found::Proven,
            kinds: kinds(),
        },
        ConductVerb::ReportUp => ConductCommand::ReportUp { date: today },
        ConductVerb::BureauSays => ConductCommand::BureauSays { date: today, words: words() },
        ConductVerb::Measure => {
            let done = row.file.investigation.as_ref()?;
            let fault = matches!(done.found, Found::Proven | Found::Partly);
            ConductCommand::Measure { measure: fault.then_some(Measure::Corrected), basis: words() }
        }
        ConductVerb::Reply => ConductCommand::Reply { mode: ReplyMode::Other, words: words() },
        ConductVerb::Rate => ConductCommand::Rate { level: Satisfaction::Satisfied },
        ConductVerb::Reveal => ConductCommand::Reveal { reason: words() },
        ConductVerb::Take
        | ConductVerb::Answer
        | ConductVerb::Paper
        | ConductVerb::SpotPaper
        | ConductVerb::Blank => return None,
    })
}

/// Does it, or opens what asks for its fields. `known`: the files that this person may know of.
pub(super) fn does(
    deed: ConductVerb,
    (row, told): (Option<&FileRow>, Option<&Informed>),
    known: &[FileNumber],
    world: &World,
) -> Vec<Action> {
    let print = |sheets| {
        vec![Action::Open(Box::new(PaperPreview::to_print(sheets, Job { case: None, again: false })))]
    };
    let open = |dialog| vec![Action::Open(Box::new(dialog))];
    let (settings, staff, issued) = (&world.header.settings, &world.header.staff, world.now());
    match (deed, row, told) {
        (ConductVerb::Answer, _, Some(told)) => open(fields::answer(told.file)),
        (ConductVerb::Blank, ..) => print(forms::blank(SheetKind::Complaint, settings)),
        (ConductVerb::Paper, Some(row), _) => {
            let complainant = None;
            print(forms::file_sheets(&forms::FilePaper {
                file: &row.file,
                complainant,
                settings,
                staff,
                issued,
            }))
        }
        (ConductVerb::SpotPaper, Some(row), _) => match row.file.on_the_spot.last() {
            Some((by, done)) => print(forms::on_the_spot_sheets(&forms::SpotPaper {
                file: &row.file,
                done,
                by: staff.get(by),
                settings,
                staff,
            })),
            None => Vec::new(),
        },
        (ConductVerb::Assign, Some(row), _) => open(fields::assign(&row.file, world)),
        (ConductVerb::Identify, Some(row), _) => open(fields::identify(&row.file, world)),
        (ConductVerb::OnTheSpot, Some(row), _) => open(fields::on_the_spot(&row.file, world)),
        (ConductVerb::Tell, Some(row), _) => {
            open(fields::words(&row.file, "告知当事人", "告知事项", |facts| ConductCommand::Tell {
                facts,
            }))
        }
        (ConductVerb::Investigate, Some(row), _) => open(fields::investigate(&row.file, world)),
        (ConductVerb::ReportUp, Some(row), _) => open(fields::report_up(&row.file, world)),
        (ConductVerb::BureauSays, Some(row), _) => open(fields::bureau_says(&row.file, world)),
        (ConductVerb::Measure, Some(row), _) => open(fields::measure(&row.file)),
        (ConductVerb::Reply, Some(row), _) => open(fields::reply(&row.file)),
        (ConductVerb::Rate, Some(row), _) => open(fields::rate(&row.file)),
        (ConductVerb::Reveal, Some(row), _) if known.contains(&row.file.number) => {
            vec![Action::Open(Box::new(look_up::ReceiptLookUp::new(row.file.number)))]
        }
        _ => Vec::new(),
    }
}

/// A step on a file, as a command.
pub(super) fn step(file: FileNumber, step: ConductCommand) -> xieban_domain::command::Command {
    use xieban_domain::command::{Command, OfficeCommand};
    Command::Office(OfficeCommand::Conduct(Box::new(AboutFile { file, step })))
}
