//! 报请改承诺: what was to be done at once turns out to need a promise (R56).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::consent::Consent;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "报请改承诺",
    place: "26",
    does: Does::Ask(|_, _| {
        Ask::words("理由", RefusedField::Reason, |reason| CaseCommand::AskConsent {
            consent: Consent::InstantToPromise,
            reason,
        })
        .explained(format!("{}须值班领导同意。", Consent::InstantToPromise.name()))
    }),
};
