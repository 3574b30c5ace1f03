//! 处理: a measure where something was proven, none where not; it stays as it is (R75).

use xieban_domain::conduct::{ConductCommand, Found, Measure};
use xieban_domain::refusal::RefusedField;

use super::{ConductVerb, all_measures, measures};
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "处理",
    place: "8",
    does: Does::Ask(|desk, _| {
        let found = desk.row.as_ref().and_then(|row| row.file.investigation.as_ref()).map(|done| done.found);
        let proven = matches!(found, Some(Found::Proven | Found::Partly));
        let mut asking = Asking::new();
        asking.explain(all_measures());
        asking.explain("没有查实的不选措施，依据照写。定下以后不再改动。");
        let measure = asking.maybe("处理措施", measures(), RefusedField::Disposition);
        let measure = if proven { measure.sampled(Some(Measure::Corrected)) } else { measure };
        let basis = asking.words("依据", RefusedField::Reason);
        asking.makes(move |said| {
            Ok(ConductCommand::Measure { measure: said.get(&measure)?, basis: said.get(&basis)? })
        })
    }),
};
