//! 批注 by one of the two supervising offices (R66).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(crate) static VERB: CaseVerb = CaseVerb {
    name: "批注",
    place: "062",
    does: Does::Ask(|_, _| {
        Ask::words("批注", RefusedField::Reason, |words| CaseCommand::Annotate { words })
    }),
};
