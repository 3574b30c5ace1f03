//! 督办 of what stands there.

use xieban_domain::refusal::RefusedField;

use super::{Late, LateVerb};
use crate::verb::{Does, case, complaint};

pub(super) static VERB: LateVerb = LateVerb {
    name: "督办",
    place: "1",
    does: Does::Go {
        command: |late, world| match late {
            Late::Nothing => None,
            Late::Case(view) => case::urge::VERB.sample(&**view, world),
            Late::Complaint(row) => complaint::urge::VERB.sample(&Late::complaint(row), world),
        },
        fields: &[RefusedField::Reason],
        way: |late, world| match late {
            Late::Nothing => Vec::new(),
            Late::Case(view) => case::urge::VERB.open(&**view, world),
            Late::Complaint(row) => complaint::urge::VERB.open(&Late::complaint(row), world),
        },
    },
};
