//! 交办 to another 科室; whose it is does not change.

use xieban_domain::complaint::ComplaintCommand;

use super::ComplaintVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ComplaintVerb = ComplaintVerb {
    name: "交办",
    place: "2",
    does: Does::Ask(|desk, world| {
        let now = desk.complaint().map(|complaint| complaint.department.clone()).unwrap_or_default();
        let mut asking = Asking::new();
        asking.explain(format!("现在 {now}。交办不改责任人：由登记的协办员负责到底。"));
        let department = asking.department(&world.header.settings, Some(&now));
        asking.makes(move |said| Ok(ComplaintCommand::HandOver { department: said.get(&department)? }))
    }),
};
