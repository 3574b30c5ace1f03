//! 主动联系, without which no prompted case is ended (R2, R5).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does, case};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "主动联系",
    place: "033",
    does: Does::Ask(|view, _| {
        let case = case(view);
        Ask::words("联系情况", RefusedField::Remark, |words| CaseCommand::Contact { words })
            .explained(format!("联系了谁、说了什么；已登记{}次。", case.contacts.len()))
    }),
};
