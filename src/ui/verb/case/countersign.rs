//! 会签 of a 退回件 by a leader, at the officer's terminal and by his PIN; the officer stays signed in (R55).

use xieban_domain::case::CaseCommand;

use super::consent::by_leader;
use super::{CaseVerb, Does};

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "会签",
    place: "012",
    does: Does::Ask(|_, _| {
        by_leader(
            "退回件须值班领导会签，会签后出《否定报备反馈单》。",
            |agrees, reason| match agrees {
                true => CaseCommand::Countersign,
                false => CaseCommand::DeclineReturn { reason },
            },
        )
    }),
};
