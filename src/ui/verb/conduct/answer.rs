//! 申辩 by whoever was told what is held against him (R74).

use xieban_domain::conduct::ConductCommand;
use xieban_domain::refusal::RefusedField;

use super::ConductVerb;
use crate::ask::Ask;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "申辩",
    place: "2",
    does: Does::Ask(|_, _| {
        Ask::words("申辩", RefusedField::Reason, |words| ConductCommand::Answer { words })
            .explained("写下您的陈述和理由，只给所作风办、所行风办看。")
    }),
};
