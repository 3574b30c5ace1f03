//! 报送: how the table went to the office above, to whom, and when (R19).

use xieban_domain::command::OfficeCommand;
use xieban_domain::refusal::RefusedField;
use xieban_domain::roster::ReportRoster;

use super::QuarterVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: QuarterVerb = QuarterVerb {
    name: "报送",
    place: "07",
    does: Does::Ask(|of, world| {
        let quarter = of.quarter;
        let mut asking = Asking::new();
        let way = asking.line("报送方式", RefusedField::Reply);
        let receiver = asking.line("接收人", RefusedField::Name);
        let date = asking.date("日期", RefusedField::Limit, world.now().date());
        asking.makes(move |said| {
            let (way, receiver, date) = (said.get(&way)?, said.get(&receiver)?, Some(said.get(&date)?));
            Ok(OfficeCommand::ReportRoster(ReportRoster { quarter, date, way, receiver }))
        })
    }),
};
