//! 承办: who of the two offices works on it.

use xieban_domain::conduct::{ConductCommand, is_of_the_offices};
use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::Staff;

use super::ConductVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "承办",
    place: "3",
    does: Does::Ask(|desk, world| {
        let about = desk.row.as_ref().map(|row| &row.file.taken.about);
        let free = |staff: &Staff| {
            is_of_the_offices(staff) && about.is_none_or(|about| !about.contains(&staff.code))
        };
        let mut asking = Asking::new();
        let handler = asking.somebody("承办人", RefusedField::Staff, &world.header.staff, free);
        asking.makes(move |said| Ok(ConductCommand::Assign { handler: said.get(&handler)? }))
    }),
};
