//! 移交 to the unit that is competent, with who received it (R42, R60).

use xieban_domain::case::CaseCommand;
use xieban_domain::codes::GuideMode;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "移交",
    place: "5",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        let receiver = asking.line("接收人", RefusedField::Staff);
        let mode = asking.choice("方式", GuideMode::ALL, GuideMode::name, RefusedField::Whole);
        asking.choose(&mode, 1);
        asking.makes(move |said| {
            let (receiver, mode) = (said.get(&receiver)?, said.get(&mode)?);
            Ok(CaseCommand::HandOver { receiver, mode, at: None })
        })
    }),
};
