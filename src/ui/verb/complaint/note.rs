//! 记情况: what came to be known of it.

use xieban_domain::complaint::ComplaintCommand;
use xieban_domain::refusal::RefusedField;

use super::ComplaintVerb;
use crate::ask::Ask;
use crate::verb::Does;

pub(super) static VERB: ComplaintVerb = ComplaintVerb {
    name: "记情况",
    place: "3",
    does: Does::Ask(|_, _| {
        Ask::words("记情况", RefusedField::Reason, |words| ComplaintCommand::Note { words })
    }),
};
