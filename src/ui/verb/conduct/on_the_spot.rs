//! 临机处置: what was done there and then (R76).

use xieban_domain::conduct::{ConductCommand, OnTheSpot};
use xieban_domain::refusal::RefusedField;

use super::{ConductVerb, all_measures, kinds, measures};
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "临机处置",
    place: "5",
    does: Does::Ask(|_, world| {
        let mut asking = Asking::new();
        let time = asking.moment("时间", RefusedField::Limit, world.now());
        let place = asking.line("地点", RefusedField::Address);
        let kinds = kinds(&mut asking);
        asking.explain(all_measures());
        let facts = asking.words("事实", RefusedField::Reason);
        let statement = asking.more_words("当事人陈述", RefusedField::Remark);
        let measure = asking.one_of("现场措施", measures(), RefusedField::Disposition);
        asking.makes(move |said| {
            Ok(ConductCommand::OnTheSpot(OnTheSpot {
                time: said.get(&time)?,
                place: said.get(&place)?,
                kinds: said.get(&kinds)?,
                facts: said.get(&facts)?,
                statement: said.get(&statement)?,
                measure: said.get(&measure)?,
            }))
        })
    }),
};
