//! 查明对象: whom it is about; each of them stays away from it.

use xieban_domain::conduct::ConductCommand;
use xieban_domain::refusal::RefusedField;

use super::ConductVerb;
use crate::ask::Asking;
use crate::people::names;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "查明对象",
    place: "4",
    does: Does::Ask(|desk, world| {
        let staff = &world.header.staff;
        let other = staff.active().into_iter().find(|staff| Some(&staff.code) != world.me.as_ref());
        let sample = other.map(|staff| staff.code.clone()).into_iter().collect();
        let mut asking = Asking::new();
        asking.explain("写全：这里写下的就是全部被反映人，各人都须回避。");
        let about = asking.people("被反映人", RefusedField::Staff, staff, sample);
        if let Some(row) = &desk.row {
            asking.start(&about, &names(&row.file.taken.about, staff));
        }
        asking.makes(move |said| Ok(ConductCommand::Identify { about: said.get(&about)? }))
    }),
};
