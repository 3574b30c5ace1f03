//! 批注 of the case that stands there; a complaint has none.

use xieban_domain::refusal::RefusedField;

use super::{Late, LateVerb};
use crate::verb::{Does, case};

pub(super) static VERB: LateVerb = LateVerb {
    name: "批注",
    place: "2",
    does: Does::Go {
        command: |late, world| match late {
            Late::Case(view) => case::annotate::VERB.sample(&**view, world),
            Late::Nothing | Late::Complaint(_) => None,
        },
        fields: &[RefusedField::Reason],
        way: |late, world| match late {
            Late::Case(view) => case::annotate::VERB.open(&**view, world),
            Late::Nothing | Late::Complaint(_) => Vec::new(),
        },
    },
};
