//! 报请延期 (行政许可法 42).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::consent::Consent;
use xieban_domain::case::pause::LONGEST_EXTENSION;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "报请延期",
    place: "023",
    does: Does::Ask(|_, _| {
        Ask::words("理由", RefusedField::Reason, |reason| CaseCommand::AskConsent {
            consent: Consent::Extension,
            reason,
        })
        .explained(format!("只能延期一次，最多{LONGEST_EXTENSION}个工作日，须值班领导当面同意。"))
    }),
};
