//! 答复 of the complainant; of an anonymous one how it was made known.

use xieban_domain::codes::ReplyMode;
use xieban_domain::complaint::ComplaintCommand;
use xieban_domain::refusal::RefusedField;

use super::ComplaintVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ComplaintVerb = ComplaintVerb {
    name: "答复",
    place: "5",
    does: Does::Ask(|desk, _| {
        let mut asking = Asking::new();
        if desk.complaint().is_some_and(|complaint| complaint.taken.complainant.is_none()) {
            asking.explain("匿名投诉：写明怎样公开了结果，或无法答复；方式选“其他”。");
        }
        let mode = asking.choice("方式", ReplyMode::ALL, ReplyMode::name, RefusedField::Reply);
        let words = asking.words("答复内容", RefusedField::Reason);
        asking.makes(move |said| {
            Ok(ComplaintCommand::Reply { mode: said.get(&mode)?, words: said.get(&words)? })
        })
    }),
};
