//! 答复 of whoever complained.

use xieban_domain::codes::ReplyMode;
use xieban_domain::conduct::ConductCommand;
use xieban_domain::refusal::RefusedField;

use super::ConductVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "答复",
    place: "9",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        let mode = asking.choice("方式", ReplyMode::ALL, ReplyMode::name, RefusedField::Reply);
        let words = asking.words("答复内容", RefusedField::Reason);
        asking
            .makes(move |said| Ok(ConductCommand::Reply { mode: said.get(&mode)?, words: said.get(&words)? }))
    }),
};
