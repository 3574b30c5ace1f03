//! 报局: the bureau is asked about those whom it appoints (R76).

use xieban_domain::conduct::ConductCommand;
use xieban_domain::refusal::RefusedField;

use super::ConductVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "报局",
    place: "02",
    does: Does::Ask(|_, world| {
        let bureau = &world.header.settings.bureau;
        let mut asking = Asking::new();
        asking.explain(format!("报{bureau}党委、{bureau}研究处理意见；意见填入前，处理待局研究。"));
        let date = asking.date("上报日期", RefusedField::Limit, world.now().date());
        asking.makes(move |said| Ok(ConductCommand::ReportUp { date: said.get(&date)? }))
    }),
};
