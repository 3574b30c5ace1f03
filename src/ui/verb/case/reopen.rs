//! 重新打开 of a case that was closed: the same officer, the same number.

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "重新打开",
    place: "083",
    does: Does::Ask(|_, _| {
        Ask::words("原因", RefusedField::Reason, |reason| CaseCommand::Reopen { reason })
            .explained("还由原协办员办，编号不变；原来的办结留在时间线上。")
    }),
};
