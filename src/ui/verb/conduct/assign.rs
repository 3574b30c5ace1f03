//! 承办: who of the two offices works on it.

use xieban_domain::conduct::{ConductCommand, is_of_the_offices};
use xieban_domain::refusal::RefusedField;

use super::ConductVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "承办",
    place: "3",
    does: Does::Ask(|desk, world| {
        let about = desk.row.as_ref().map(|row| &row.file.taken.about);
        let staff = world.header.staff.active().into_iter().filter(|staff| is_of_the_offices(staff));
        let free = staff.filter(|staff| about.is_none_or(|about| !about.contains(&staff.code)));
        let free = free.map(|staff| (staff.code.clone(), staff.name.clone())).collect();
        let mut asking = Asking::new();
        let handler = asking.one_of("承办人", free, RefusedField::Staff);
        asking.makes(move |said| Ok(ConductCommand::Assign { handler: said.get(&handler)? }))
    }),
};
