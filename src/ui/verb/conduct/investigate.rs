//! 查处: what was found, and of which kind it is (R75).

use xieban_domain::conduct::{ConductCommand, Found};
use xieban_domain::refusal::RefusedField;

use super::{ConductVerb, kinds};
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "查处",
    place: "7",
    does: Does::Ask(|_, world| {
        let mut asking = Asking::new();
        let date = asking.date("查处日期", RefusedField::Limit, world.now().date());
        let findings = asking.words("调查情况", RefusedField::Reason);
        let found = asking.choice("结论", Found::ALL, Found::name, RefusedField::Disposition);
        let kinds = kinds(&mut asking);
        asking.explain("不属实或无法查实的，情形空着。");
        asking.makes(move |said| {
            Ok(ConductCommand::Investigate {
                date: said.get(&date)?,
                findings: said.get(&findings)?,
                found: said.get(&found)?,
                kinds: said.get(&kinds)?,
            })
        })
    }),
};
