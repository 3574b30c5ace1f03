//! 名目: short texts that name a thing, a paper or somebody at another unit. They stand on pages, lists and sheets as they are, and so
//! none of them tells who came. Every label of every command goes through here, and through nothing else.

use chrono::NaiveDate;
use xieban_words::mask;

use super::command::{CaseCommand, Choice, Register, Return};
use super::joint::NoteStage;
use super::state::Case;
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
pub(super) enum Names {
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
pub(super) type Label<'c> = (&'c str, RefusedField, Names);

/// The names and bases of materials.
pub(super) fn materials(said: &[MaterialInput]) -> Vec<Label<'_>> {
    let each = said.iter().flat_map(|said| [&said.name, &said.basis]);
    each.map(|text| (text.as_str(), RefusedField::Materials, Names::Thing)).collect()
}

/// Who said of a stage that it is done, and his number.
pub(super) fn stage(note: &NoteStage) -> Vec<Label<'_>> {
    vec![
        (note.who.as_str(), RefusedField::Staff, Names::Contact),
        (note.phone.as_str(), RefusedField::Phone, Names::Contact),
    ]
}

/// What names a thing.
pub(super) fn thing(text: &str, field: RefusedField) -> Vec<Label<'_>> {
    vec![(text, field, Names::Thing)]
}

/// What names somebody at another unit.
pub(super) fn contact(name: &str) -> Vec<Label<'_>> {
    vec![(name, RefusedField::Staff, Names::Contact)]
}

/// The number of the paper that something is copied from.
pub(super) fn paper(number: &str) -> Vec<Label<'_>> {
    vec![(number, RefusedField::LateNumber, Names::Paper)]
}

/// Every label of a registration.
fn of_registration(command: &Register) -> Vec<Label<'_>> {
    let mut labels = materials(&command.materials);
    labels.extend(command.stages.iter().flat_map(stage));
    let received = command.received_from.as_ref();
    labels.extend(received.map(|from| (from.number.as_str(), RefusedField::ReceivedFrom, Names::Paper)));
    labels.extend(command.paper.iter().flat_map(|late| paper(&late.number)));
    if let Some(Choice::Return(Return { basis, .. })) = &command.disposition {
        labels.extend(thing(basis, RefusedField::BasisText));
    }
    labels
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
    let fresh = command.facets().labels.into_iter().filter(|(text, ..)| !stands(text));
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
