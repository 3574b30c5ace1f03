//! 提示件: everything that is missing goes on one card (R47, R48).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::command::Prompt;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does, case};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "提示件",
    place: "21",
    does: Does::Ask(|view, _| {
        let case = case(view);
        let mut asking = Asking::new();
        asking.explain(format!(
            "缺{}项材料，一次告知，出《协办提示卡》。没有其他原因的可空着。",
            case.missing()
        ));
        let cause = asking.more_words("其他原因", RefusedField::Reason);
        asking.makes(move |said| Ok(CaseCommand::Prompt(Prompt { cause: said.get(&cause)? })))
    }),
};
