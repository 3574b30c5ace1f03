//! 督办 by leaders and the two supervising offices (R66).

use xieban_domain::complaint::ComplaintCommand;
use xieban_domain::refusal::RefusedField;

use super::ComplaintVerb;
use crate::ask::Ask;
use crate::verb::Does;

pub(crate) static VERB: ComplaintVerb = ComplaintVerb {
    name: "督办",
    place: "8",
    does: Does::Ask(|_, _| {
        Ask::words("督办", RefusedField::Reason, |words| ComplaintCommand::Urge { words })
    }),
};
