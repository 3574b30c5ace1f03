//! 本环节办完: our own part of a 联办件 is done, and others follow (R57).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::note_stage::explain;
use super::{CaseVerb, Does, case};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "本环节办完",
    place: "36",
    does: Does::Ask(|view, world| {
        let case = case(view);
        let mut asking = Asking::new();
        explain(&mut asking, case, world);
        let summary = asking.words("日志摘要", RefusedField::Summary);
        asking.makes(move |said| Ok(CaseCommand::FinishStage { summary: said.get(&summary)? }))
    }),
};
