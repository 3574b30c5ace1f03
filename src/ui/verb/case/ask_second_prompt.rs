//! 报请再提示: a second card needs the leader (R48).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::consent::Consent;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "报请再提示",
    place: "25",
    does: Does::Ask(|_, _| {
        Ask::words("理由", RefusedField::Reason, |reason| CaseCommand::AskConsent {
            consent: Consent::SecondPrompt,
            reason,
        })
        .explained(format!("{}须值班领导同意。", Consent::SecondPrompt.name()))
    }),
};
