//! 满意度, of the complainant's own will and once.

use xieban_domain::codes::Satisfaction;
use xieban_domain::complaint::ComplaintCommand;
use xieban_domain::refusal::RefusedField;

use super::ComplaintVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ComplaintVerb = ComplaintVerb {
    name: "满意度",
    place: "6",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        asking.explain("自愿评价，一件只记一次。");
        let level = asking.choice("满意度", Satisfaction::ALL, Satisfaction::name, RefusedField::Whole);
        asking.makes(move |said| Ok(ComplaintCommand::Rate { level: said.get(&level)? }))
    }),
};
