//! 名目: short texts that name a thing, a paper or somebody at another unit. They stand on pages, lists and sheets as they are, and so
//! none of them tells who came. Every label of every command goes through here, and through nothing else.

use chrono::NaiveDate;
use xieban_words::mask;

use crate::case::command::{CaseCommand, Choice, Guide, Register, Return};
use crate::case::joint::NoteStage;
use crate::case::state::Case;
use crate::catalogue::Era;
use crate::context::Context;
use crate::identity::check_resident_id;
use crate::material::MaterialInput;
use crate::redaction::{Free, Redaction};
use crate::refusal::{Refusal, RefusedField, Revealing};
use crate::reveal::Extent;
use crate::visitor::Visitor;

/// What a label names, and so which numbers have a place in it.
#[derive(Clone, Copy)]
enum Names {
    /// A thing: nobody's number.
    Thing,
    /// A paper by its number, which may be a long one: neither a mobile's nor a resident's.
    Paper,
    /// Somebody at another unit, with his telephone there: no papers.
    Contact,
}

impl Names {
    fn refuses(self, number: &str, today: NaiveDate) -> bool {
        match self {
            Self::Thing => mask::is_somebodys(number),
            Self::Paper => mask::is_mobile(number) || check_resident_id(number, today).is_ok(),
            Self::Contact => mask::is_papers(number),
        }
    }
}

/// A label as it was typed, and the field it was typed into.
type Label<'c> = (&'c str, RefusedField, Names);

fn materials(said: &[MaterialInput]) -> Vec<Label<'_>> {
    let each = said.iter().flat_map(|said| [&said.name, &said.basis]);
    each.map(|text| (text.as_str(), RefusedField::Materials, Names::Thing)).collect()
}

fn stage(note: &NoteStage) -> Vec<Label<'_>> {
    vec![
        (note.who.as_str(), RefusedField::Staff, Names::Contact),
        (note.phone.as_str(), RefusedField::Phone, Names::Contact),
    ]
}

fn basis(basis: &str) -> Vec<Label<'_>> {
    vec![(basis, RefusedField::BasisText, Names::Thing)]
}

fn of_registration(command: &Register) -> Vec<Label<'_>> {
    let mut labels = materials(&command.materials);
    labels.extend(command.stages.iter().flat_map(stage));
    let received = command.received_from.as_ref();
    labels.extend(received.map(|from| (from.number.as_str(), RefusedField::ReceivedFrom, Names::Paper)));
    labels.extend(
        command.paper.as_ref().map(|paper| (paper.number.as_str(), RefusedField::LateNumber, Names::Paper)),
    );
    if let Some(Choice::Return(Return { basis: text, .. })) = &command.disposition {
        labels.extend(basis(text));
    }
    labels
}

fn of_command(command: &CaseCommand) -> Vec<Label<'_>> {
    match command {
        CaseCommand::NoteMaterials { materials: said } => materials(said),
        CaseCommand::Return(Return { basis: text, .. }) | CaseCommand::NoteFee { basis: text, .. } => {
            basis(text)
        }
        CaseCommand::Chase { whom, .. } => vec![(whom, RefusedField::Department, Names::Thing)],
        CaseCommand::Guide(Guide { officer: name, .. })
        | CaseCommand::HandOver { receiver: name, .. }
        | CaseCommand::DeclineTransfer { who: name, .. } => vec![(name, RefusedField::Staff, Names::Contact)],
        CaseCommand::NoteStage(note) => stage(note),
        CaseCommand::OnPaper(paper) => vec![(&paper.number, RefusedField::LateNumber, Names::Paper)],
        CaseCommand::Prompt(_)
        | CaseCommand::Instant(_)
        | CaseCommand::Promise(_)
        | CaseCommand::Countersign
        | CaseCommand::DeclineReturn { .. }
        | CaseCommand::AskConsent { .. }
        | CaseCommand::GiveConsent { .. }
        | CaseCommand::DeclineConsent { .. }
        | CaseCommand::HandTo { .. }
        | CaseCommand::TakeBack { .. }
        | CaseCommand::NoteCall { .. }
        | CaseCommand::AwaitVisitor { .. }
        | CaseCommand::VisitorCame
        | CaseCommand::Visit(_)
        | CaseCommand::Reassign { .. }
        | CaseCommand::AppointActing { .. }
        | CaseCommand::PhoneConsent(_)
        | CaseCommand::ConfirmPhone(_)
        | CaseCommand::Finish { .. }
        | CaseCommand::Reply { .. }
        | CaseCommand::Sign(_)
        | CaseCommand::Contact { .. }
        | CaseCommand::FollowUp { .. }
        | CaseCommand::Precheck { .. }
        | CaseCommand::Rate(_)
        | CaseCommand::AnswerRating { .. }
        | CaseCommand::Terminate(_)
        | CaseCommand::StopClock(_)
        | CaseCommand::ResumeClock
        | CaseCommand::Extend(_)
        | CaseCommand::FinishStage { .. }
        | CaseCommand::Reopen { .. }
        | CaseCommand::Void { .. }
        | CaseCommand::CorrectVisitor(_)
        | CaseCommand::CorrectMatter(_)
        | CaseCommand::Urge { .. }
        | CaseCommand::Annotate { .. }
        | CaseCommand::AnswerUrge { .. }
        | CaseCommand::Undo
        | CaseCommand::NotePrinted { .. } => Vec::new(),
    }
}

/// No label of a registration tells who came.
pub(super) fn registered(command: &Register, visitor: &Visitor, cx: &Context<'_>) -> Result<(), Refusal> {
    of_registration(command).into_iter().try_for_each(|label| judged(label, Some(visitor), cx))
}

/// Nor does one of a later command; what stands on the case already is not typed anew.
pub(super) fn noted(case: &Case, command: &CaseCommand, cx: &Context<'_>) -> Result<(), Refusal> {
    let stands = |text: &str| {
        let mut names =
            case.materials.iter().flat_map(|known| std::iter::once(&known.name).chain(&known.added_on));
        names.any(|known| known == text.trim())
    };
    let fresh = of_command(command).into_iter().filter(|(text, ..)| !stands(text));
    fresh.into_iter().try_for_each(|label| judged(label, case.visitor.get(), cx))
}

fn judged(
    (text, field, names): Label<'_>,
    visitor: Option<&Visitor>,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let mut redaction = Redaction::new(Extent::Masked, Free::Masked);
    if let Some(visitor) = visitor {
        redaction.hide(visitor);
    }
    let numbered = mask::numbers_in(text).iter().any(|number| names.refuses(number, cx.today()));
    // Somebody who is called as a unit or a material is: they may be named, and he is not found in them.
    let tells =
        || redaction.is_pierced_by(text) && redaction.is_pierced_by(&without_known_names(text, visitor, cx));
    match numbered || tells() {
        true => Err(Revealing::NamesSomebody.on(field)),
        false => Ok(()),
    }
}

/// What is left of a text without the names that everybody knows: of the catalogue's units and materials, the office's 科室, the firm.
fn without_known_names(text: &str, visitor: Option<&Visitor>, cx: &Context<'_>) -> String {
    let units = cx.catalogue.units.values();
    let units = units.flat_map(|unit| [Era::Plan, Era::Now].into_iter().filter_map(|era| unit.name(era)));
    let matters = cx.catalogue.matters.values();
    let listed = matters.flat_map(|matter| matter.materials.iter().chain(&matter.optional));
    let listed = listed.map(|material| material.name.as_str());
    let departments = cx.settings.departments.keys().map(String::as_str);
    let firm = visitor.and_then(Visitor::organisation).map(|firm| firm.name.as_str());
    let known = units.chain(listed).chain(departments).chain(firm).filter(|name| !name.is_empty());
    known.fold(text.to_owned(), |text, name| text.replace(name, "、"))
}
