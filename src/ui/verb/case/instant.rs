//! 即办件: two ticks by the officer; the third follows from the materials (R49).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::command::Instant;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "即办件",
    place: "22",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        asking.explain("即办件当天办结，请确认两项条件；手续已齐全。");
        let clear = asking.yes("政策清晰", RefusedField::Disposition);
        let simple = asking.yes("程序简便", RefusedField::Disposition);
        asking.makes(move |said| {
            Ok(CaseCommand::Instant(Instant { clear: said.get(&clear)?, simple: said.get(&simple)? }))
        })
    }),
};
