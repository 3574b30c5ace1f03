//! 公示: where the table hangs, and since when (R18).

use xieban_domain::command::OfficeCommand;
use xieban_domain::refusal::RefusedField;
use xieban_domain::roster::PostRoster;

use super::QuarterVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: QuarterVerb = QuarterVerb {
    name: "公示",
    place: "06",
    does: Does::Ask(|of, world| {
        let quarter = of.quarter;
        let mut asking = Asking::new();
        let place = asking.line("公示地点", RefusedField::Address);
        let date = asking.date("日期", RefusedField::Limit, world.now().date());
        asking.makes(move |said| {
            let (place, date) = (said.get(&place)?, Some(said.get(&date)?));
            Ok(OfficeCommand::PostRoster(PostRoster { quarter, place, date }))
        })
    }),
};
