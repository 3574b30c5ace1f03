//! 等本人: only a step flagged as the visitor's own may wait for him (R43).

use xieban_domain::case::CaseCommand;
use xieban_domain::codes::AppearReason;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does, case};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "等本人",
    place: "33",
    does: Does::Ask(|view, _| {
        let case = case(view);
        let mut asking = Asking::new();
        let flagged = &case.part().appear;
        let reason = asking.choice("环节", flagged, AppearReason::name, RefusedField::Reason);
        asking.choose(&reason, 0);
        asking.makes(move |said| Ok(CaseCommand::AwaitVisitor { reason: said.get(&reason)? }))
    }),
};
