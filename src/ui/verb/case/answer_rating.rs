//! 差评整改: what was mended, and how the visitor was told (R65).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does, case};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "差评整改",
    place: "052",
    does: Does::Ask(|view, _| {
        let case = case(view);
        Ask::words("整改回访", RefusedField::Remark, |words| CaseCommand::AnswerRating { words }).explained({
            let said = case.rating.as_ref().and_then(|rating| rating.words.as_ref());
            let said = said.map_or_else(String::new, |words| format!("服务对象说：{}。", words.text()));
            format!("{said}写明改了什么、怎样回访的。")
        })
    }),
};
