//! 对方不接: the other unit says that it is not theirs (R61).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "对方不接",
    place: "041",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        asking.explain("作争议报所作风办；本件仍由首接协办员负责，可以另行导引。");
        let who = asking.line("谁说不接", RefusedField::Staff);
        let reason = asking.words("对方理由", RefusedField::Reason);
        asking.makes(move |said| {
            Ok(CaseCommand::DeclineTransfer { who: said.get(&who)?, reason: said.get(&reason)? })
        })
    }),
};
