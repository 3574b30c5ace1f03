//! 报请改提示: what was promised turns out to lack something (R56).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::consent::Consent;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "报请改提示",
    place: "27",
    does: Does::Ask(|_, _| {
        Ask::words("理由", RefusedField::Reason, |reason| CaseCommand::AskConsent {
            consent: Consent::PromiseToPrompt,
            reason,
        })
        .explained(format!("{}须值班领导同意。", Consent::PromiseToPrompt.name()))
    }),
};
