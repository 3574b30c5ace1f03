//! 材料预审: advice before a matter is taken in (R5).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "材料预审",
    place: "034",
    does: Does::Ask(|_, _| {
        Ask::words("看了什么", RefusedField::Remark, |words| CaseCommand::Precheck { words })
            .explained("受理以前先看材料：看了哪些，哪里要改，怎样告诉服务对象的。")
    }),
};
