//! 出单: which sheet of the case, by digit.

use super::{Action, Opens};
use crate::domain::case::CaseCommand;
use crate::domain::number::Form;
use crate::domain::reveal::Purpose;
use crate::office::CaseView;
use crate::ui::layer::{Layer, Message, Wish};
use crate::ui::overlay::glance::Glance;
use crate::ui::overlay::notice::Notice;
use crate::ui::overlay::paper::{Job, Paper};
use crate::ui::widget::sheets::{Of, forms_of, sheets_of};
use crate::ui::world::World;

pub(super) const PAPER: Action = Action {
    name: "出单",
    fits: |case, world| world.me.as_ref() == Some(&case.opening.officer),
    probe: Some(|_, _| Some(CaseCommand::NotePrinted { form: Form::Case })),
    opens: Opens::Layer(choose),
};

fn choose(view: &CaseView, world: &World) -> Box<dyn Layer> {
    let id = view.row.record.case.id();
    let forms = forms_of(Of::view(view), world);
    let choices = forms.iter().map(|(kind, _)| kind.name().to_owned()).collect();
    let pick = move |at: usize, _: &World| {
        let Some((kind, form)) = forms.get(at).copied() else { return Vec::new() };
        let print = move |view: &CaseView, world: &World| match sheets_of(kind, Of::view(view), form, world) {
            Ok(sheets) => {
                let job = Job { case: Some((id, vec![form])), again: false };
                vec![Wish::Open(Box::new(Paper::to_print(sheets, job)))]
            }
            Err(refusal) => vec![Wish::Say(Message::bad(refusal.to_string()))],
        };
        vec![Wish::Open(Box::new(Glance::new(id, Purpose::Paper, print)))]
    };
    Box::new(Notice::new("出单", vec!["出哪一种单？".to_owned()], choices, pick))
}
