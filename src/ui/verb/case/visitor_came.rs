//! 本人已到: whoever was waited for has come (R43).

use xieban_domain::case::CaseCommand;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "本人已到",
    place: "34",
    does: Does::Ask(|_, _| Ask::nothing(|| CaseCommand::VisitorCame)),
};
