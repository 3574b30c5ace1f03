//! 记来电: what somebody asked by telephone.

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "记来电",
    place: "032",
    does: Does::Ask(|_, _| {
        Ask::words("来电内容", RefusedField::Remark, |words| CaseCommand::NoteCall { words })
    }),
};
