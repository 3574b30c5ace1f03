//! 出单: which sheet of the case, by digit.

use xieban_domain::case::CaseCommand;
use xieban_domain::number::Form;
use xieban_domain::reveal::Purpose;
use xieban_office::CaseView;

use super::{CaseVerb, Does, Subject as _};
use crate::layer::{Action, Message};
use crate::overlay::notice::Notice;
use crate::overlay::paper::{Job, PaperPreview};
use crate::overlay::reveal_flow::RevealFlow;
use crate::widget::sheets::{SheetsOf, forms_of, sheets_of};
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "出单",
    place: "09",
    does: Does::Go {
        command: |view, _| view.command(CaseCommand::NotePrinted { form: Form::Case }),
        fields: &[],
        way: choose,
    },
};

fn choose(view: &CaseView, world: &World) -> Vec<Action> {
    let id = view.row.record.case.id();
    let forms = forms_of(SheetsOf::view(view), world);
    let choices = forms.iter().map(|(kind, _)| kind.name().to_owned()).collect();
    let pick = move |at: usize, _: &World| {
        let Some((kind, form)) = forms.get(at).copied() else { return Vec::new() };
        let print =
            move |view: &CaseView, world: &World| match sheets_of(kind, SheetsOf::view(view), form, world) {
                Ok(sheets) => {
                    let job = Job { case: Some((id, vec![form])), again: false };
                    vec![Action::Open(Box::new(PaperPreview::to_print(sheets, job)))]
                }
                Err(refusal) => vec![Action::Say(Message::bad(refusal.to_string()))],
            };
        vec![Action::Open(Box::new(RevealFlow::new(id, Purpose::Paper, print)))]
    };
    let which = Notice::new("出单", vec!["出哪一种单？".to_owned()], choices, pick);
    vec![Action::Open(Box::new(which))]
}
