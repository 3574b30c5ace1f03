//! 督办 by one of the two supervising offices (R66, R71).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::supervision::Urge;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Asking;

pub(crate) static VERB: CaseVerb = CaseVerb {
    name: "督办",
    place: "061",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        asking.explain("写明要做什么、何时答复；责任人不变，件由原协办员办理。");
        let level = asking.choice("级别", Urge::ALL, Urge::name, RefusedField::Whole);
        asking.choose(&level, 0);
        let words = asking.words("要求", RefusedField::Reason);
        asking.makes(move |said| Ok(CaseCommand::Urge { level: said.get(&level)?, words: said.get(&words)? }))
    }),
};
