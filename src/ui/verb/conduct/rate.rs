//! 满意度 of whoever complained, if he says it.

use xieban_domain::codes::Satisfaction;
use xieban_domain::conduct::ConductCommand;
use xieban_domain::refusal::RefusedField;

use super::ConductVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "满意度",
    place: "01",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        let level = asking.choice("满意度", Satisfaction::ALL, Satisfaction::name, RefusedField::Whole);
        asking.makes(move |said| Ok(ConductCommand::Rate { level: said.get(&level)? }))
    }),
};
