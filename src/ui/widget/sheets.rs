//! The sheets of a case: which it has so far, and their copies with what each needs.

use crate::domain::case::Case;
use crate::domain::number::Form;
use crate::domain::refusal::Refusal;
use crate::forms::{self, SheetKind};
use crate::ui::world::World;

/// What the desk prints for a case, each with the form it is counted as.
const PAPER: [(SheetKind, Form); 8] = [
    (SheetKind::Slip, Form::Case),
    (SheetKind::PromptCard, Form::PromptCard),
    (SheetKind::Receipt, Form::Receipt),
    (SheetKind::Large, Form::Large),
    (SheetKind::ReturnNotice, Form::ReturnNotice),
    (SheetKind::MaterialsReceipt, Form::MaterialsReceipt),
    (SheetKind::Strip, Form::Strip),
    (SheetKind::Mandate, Form::Mandate),
];

/// The forms that a case has so far.
pub(crate) fn forms_of(case: &Case, world: &World) -> Vec<(SheetKind, Form)> {
    let mut forms: Vec<_> =
        PAPER.into_iter().filter(|(kind, form)| sheets_of(*kind, case, *form, world).is_ok()).collect();
    // A closed case is to be signed for first of all.
    forms.sort_by_key(|(kind, _)| *kind != SheetKind::Strip);
    forms
}

/// The sheets that go with a registration, and the forms they are. The large slip and the
/// mandate are printed where they are asked for.
pub(crate) fn paper_of(case: &Case, world: &World) -> (Vec<forms::Sheet>, Vec<Form>) {
    let (mut sheets, mut printed) = (Vec::new(), Vec::new());
    let asked_for = |kind| matches!(kind, SheetKind::Large | SheetKind::Mandate);
    for (kind, form) in PAPER.into_iter().filter(|(kind, _)| !asked_for(*kind)) {
        if let Ok(copies) = sheets_of(kind, case, form, world) {
            sheets.extend(copies);
            printed.push(form);
        }
    }
    (sheets, printed)
}

/// The copies of one form of a case.
pub(crate) fn sheets_of(
    kind: SheetKind,
    case: &Case,
    form: Form,
    world: &World,
) -> Result<Vec<forms::Sheet>, Refusal> {
    let copy = case.printed.get(&form).copied().unwrap_or(0).saturating_add(1);
    let paper = forms::Paper {
        case,
        settings: &world.door.settings,
        staff: &world.door.staff,
        catalogue: world.facts.catalogue,
        calendar: world.facts.calendar,
        issued: world.now(),
        copy,
    };
    forms::sheets(kind, &paper)
}
