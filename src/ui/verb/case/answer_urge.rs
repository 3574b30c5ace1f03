//! 答复督办 by the officer (R66).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does, case};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "答复督办",
    place: "063",
    does: Does::Ask(|view, _| {
        let case = case(view);
        Ask::words("答复", RefusedField::Reason, |words| CaseCommand::AnswerUrge { words }).explained(
            case.urged().map_or_else(String::new, |urged| format!("{}：{}", urged.level, urged.words.text())),
        )
    }),
};
