//! 局意见: what the bureau answered (R76).

use xieban_domain::conduct::ConductCommand;
use xieban_domain::refusal::RefusedField;

use super::ConductVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "局意见",
    place: "03",
    does: Does::Ask(|_, world| {
        let mut asking = Asking::new();
        let date = asking.date("意见日期", RefusedField::Limit, world.now().date());
        let words = asking.words("局研究意见", RefusedField::Reason);
        asking.makes(move |said| {
            Ok(ConductCommand::BureauSays { date: said.get(&date)?, words: said.get(&words)? })
        })
    }),
};
