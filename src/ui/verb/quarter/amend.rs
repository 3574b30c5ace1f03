//! 更正: a further version of a table that holds; the one before stays as it is.

use xieban_domain::command::OfficeCommand;
use xieban_domain::refusal::RefusedField;
use xieban_domain::roster::AmendRoster;

use super::QuarterVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: QuarterVerb = QuarterVerb {
    name: "更正（另出一版）",
    place: "08",
    does: Does::Ask(|of, _| {
        let quarter = of.quarter;
        let mut asking = Asking::new();
        asking.explain("另出一版草稿，原版保留；改好后再批准、公示、报送。");
        let reason = asking.line("为什么改", RefusedField::Reason);
        asking.makes(move |said| {
            Ok(OfficeCommand::AmendRoster(AmendRoster { quarter, reason: said.get(&reason)? }))
        })
    }),
};
