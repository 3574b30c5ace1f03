//! The sheets of a case: which it has so far, and their copies with what each needs.

use crate::domain::case::Case;
use crate::domain::number::Form;
use crate::domain::refusal::Refusal;
use crate::forms::{self, SheetKind};
use crate::ui::world::World;

/// The sheets that a case has so far, and the forms they are.
pub(crate) fn paper_of(case: &Case, world: &World) -> (Vec<forms::Sheet>, Vec<Form>) {
    let mut kinds = vec![(SheetKind::Slip, Form::Case)];
    kinds.extend((!case.cards.is_empty()).then_some((SheetKind::PromptCard, Form::PromptCard)));
    kinds.extend((!case.receipts.is_empty()).then_some((SheetKind::Receipt, Form::Receipt)));
    let (mut sheets, mut printed) = (Vec::new(), Vec::new());
    for (kind, form) in kinds {
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
