//! 催办: whom, and what was said (R53).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does, case};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "催办",
    place: "6",
    does: Does::Ask(|view, _| {
        let case = case(view);
        let mut asking = Asking::new();
        let whom = asking.line("向谁", RefusedField::Department);
        let words = asking.words("催什么", RefusedField::Reason);
        if let Some(step) = case.open_step() {
            asking.start(&whom, &step.department);
            asking.begin_at(&words);
        }
        asking.makes(move |said| Ok(CaseCommand::Chase { whom: said.get(&whom)?, words: said.get(&words)? }))
    }),
};
