//! 处理结果: what was found, and what came of it.

use xieban_domain::complaint::{ComplaintCommand, Outcome};
use xieban_domain::refusal::RefusedField;

use super::ComplaintVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ComplaintVerb = ComplaintVerb {
    name: "处理结果",
    place: "4",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        let findings = asking.words("调查情况", RefusedField::Summary);
        let outcome = asking.choice("处理结果", Outcome::ALL, Outcome::name, RefusedField::Disposition);
        asking.number_choices(&outcome);
        asking.makes(move |said| {
            Ok(ComplaintCommand::Find { findings: said.get(&findings)?, outcome: said.get(&outcome)? })
        })
    }),
};
