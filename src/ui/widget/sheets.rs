//! The sheets of a case: which it has so far, and their copies with what each needs.

use xieban_domain::case::Case;
use xieban_domain::number::Form;
use xieban_domain::refusal::Refusal;
use xieban_forms::{self as forms, SheetKind};
use xieban_office::CaseView;

use crate::world::World;

/// A case whose sheets are asked for, and who stands with it on its 导引单.
#[derive(Clone, Copy)]
pub(crate) struct SheetsOf<'a> {
    pub(crate) case: &'a Case,
    pub(crate) on_slip: &'a [Case],
}

impl<'a> SheetsOf<'a> {
    /// As it was asked for with its history.
    pub(crate) fn view(view: &'a CaseView) -> Self {
        Self { case: &view.row.record.case, on_slip: &view.on_slip }
    }

    /// One that is only tried out.
    pub(crate) const fn alone(case: &'a Case) -> Self {
        Self { case, on_slip: &[] }
    }
}

/// The forms that a case has so far.
pub(crate) fn forms_of(of: SheetsOf<'_>, world: &World) -> Vec<(SheetKind, Form)> {
    let mut forms: Vec<_> =
        SheetKind::of_a_case().filter(|(kind, form)| sheets_of(*kind, of, *form, world).is_ok()).collect();
    // A closed case is to be signed for first of all.
    forms.sort_by_key(|(kind, _)| *kind != SheetKind::Strip);
    forms
}

/// The sheets that go with a registration, and the forms they are. The large slip and the
/// mandate are printed where they are asked for.
pub(crate) fn paper_of(of: SheetsOf<'_>, world: &World) -> (Vec<forms::Sheet>, Vec<Form>) {
    let (mut sheets, mut printed) = (Vec::new(), Vec::new());
    let asked_for = |kind| matches!(kind, SheetKind::Large | SheetKind::Mandate);
    for (kind, form) in SheetKind::of_a_case().filter(|(kind, _)| !asked_for(*kind)) {
        if let Ok(copies) = sheets_of(kind, of, form, world) {
            sheets.extend(copies);
            printed.push(form);
        }
    }
    (sheets, printed)
}

/// The copies of one form of a case.
pub(crate) fn sheets_of(
    kind: SheetKind,
    of: SheetsOf<'_>,
    form: Form,
    world: &World,
) -> Result<Vec<forms::Sheet>, Refusal> {
    let copy = of.case.printed.get(&form).copied().unwrap_or(0).saturating_add(1);
    let paper = forms::Paper {
        case: of.case,
        on_slip: of.on_slip,
        units: &world.header.units,
        settings: &world.header.settings,
        staff: &world.header.staff,
        catalogue: world.facts.catalogue,
        calendar: world.facts.calendar,
        issued: world.now(),
        copy,
    };
    forms::sheets(kind, &paper)
}
