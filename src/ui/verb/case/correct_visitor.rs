//! 更正 of who came: what stands there is looked at first.

use xieban_domain::case::CaseCommand;
use xieban_domain::case::correction::CorrectVisitor;
use xieban_domain::command::Command;
use xieban_domain::refusal::RefusedField;
use xieban_domain::reveal::Purpose;
use xieban_office::CaseView;

use super::{CaseVerb, Does, Subject as _, case};
use crate::form::Form;
use crate::layer::{Action, Layer};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::reveal_flow::RevealFlow;
use crate::screen::register::fields;
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "更正服务对象",
    place: "071",
    does: Does::Go {
        // The same particulars: refused only because nothing is changed yet.
        command: |view, _| {
            let visitor = Box::new(case(view).visitor.get()?.to_input());
            view.command(CaseCommand::CorrectVisitor(CorrectVisitor { visitor, reason: "……".to_owned() }))
        },
        fields: &[RefusedField::Reason],
        way: |view, _| at(RefusedField::Whole, view),
    },
};

/// The correction, standing on a field that keeps something from being done.
pub(super) fn at(field: RefusedField, view: &CaseView) -> Vec<Action> {
    let correct = move |view: &CaseView, _: &World| vec![Action::Open(dialog(view, field))];
    vec![Action::Open(Box::new(RevealFlow::new(case(view).id(), Purpose::Correct, correct)))]
}

fn dialog(view: &CaseView, field: RefusedField) -> Box<dyn Layer> {
    let case = case(view);
    let (id, version) = (case.id(), Some(case.version));
    let mut form = case.visitor.get().map_or_else(Form::new, fields::of_visitor);
    if let Some(at) = fields::of_correction(field, &form) {
        form.focus_on(at);
    }
    let dialog = Dialog::new(view.title("更正服务对象"), form, move |form, _| {
        let command = CaseCommand::CorrectVisitor(fields::correction(form));
        Outcome::Command(Command::Case { id, version, command })
    });
    let dialog = dialog.arranged(fields::arrange_visitor).pointing_in(fields::of_correction);
    Box::new(dialog.explained(vec!["原来的留在时间线上；以前打过的单子再打时标“更正”。".to_owned()]))
}
