//! 跟踪结果 of a case whose unit was not known (R41).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "跟踪结果",
    place: "042",
    does: Does::Ask(|_, _| {
        Ask::words("查到什么", RefusedField::Remark, |words| CaseCommand::FollowUp { words, unit: None })
            .explained("12345怎样答复的，归哪个单位，服务对象知道了没有。")
    }),
};
