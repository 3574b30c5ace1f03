//! 作废 of a case that was registered in error (R25).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "作废",
    place: "084",
    does: Does::Ask(|_, _| {
        Ask::words("原因", RefusedField::Reason, |reason| CaseCommand::Void { reason })
            .explained("只用于登记有误的件。编号留在序列里，不再使用；作废后不能恢复。")
    }),
};
