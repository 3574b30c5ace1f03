//! 告知: whom it is about hears what is held against him, and may answer (R74).

use xieban_domain::conduct::ConductCommand;
use xieban_domain::refusal::RefusedField;

use super::ConductVerb;
use crate::ask::Ask;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "告知",
    place: "6",
    does: Does::Ask(|_, _| {
        Ask::words("告知事项", RefusedField::Reason, |facts| ConductCommand::Tell { facts })
    }),
};
