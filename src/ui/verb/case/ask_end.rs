//! 报请终止: an end needs the leader, unless the visitor himself withdrew.

use xieban_domain::case::CaseCommand;
use xieban_domain::case::consent::Consent;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "报请终止",
    place: "081",
    does: Does::Ask(|_, _| {
        Ask::words("理由", RefusedField::Reason, |reason| CaseCommand::AskConsent {
            consent: Consent::Termination,
            reason,
        })
        .explained("服务对象自己撤回的不用报请；其余的终止须值班领导同意。")
    }),
};
