//! 接回: the file comes back from a 科室 (R46).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "接回",
    place: "32",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        let note = asking.more_words("科室意见", RefusedField::Remark);
        asking.makes(move |said| Ok(CaseCommand::TakeBack { note: said.get(&note)? }))
    }),
};
