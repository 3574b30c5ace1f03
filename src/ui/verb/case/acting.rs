//! 代办: decided by a leader himself, or by his PIN at the officer's terminal (R45).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::{Role, Staff};
use xieban_office::CaseView;

use super::{CaseVerb, Does, case, handles, is_leader};
use crate::ask::{Ask, Asking};
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb { name: "代办", place: "014", does: Does::Ask(act) };

fn act(view: &CaseView, world: &World) -> Ask<CaseCommand> {
    let case = case(view);
    let owner = &case.opening.officer;
    let gone = !world.header.staff.get(owner).is_some_and(|owner| owner.active);
    let himself = world.myself().is_some_and(|me| is_leader(me) && !handles(&me.code, case, world));
    let mut asking = Asking::new();
    asking.explain(match gone {
        true => "直接责任人已离岗：由第一责任人决定，代办到件了结为止。",
        false => "代手不代责：直接责任人不变，到期自行结束。",
    });
    let may = |staff: &Staff| staff.is(Role::Officer) && staff.code != *owner;
    let officer = asking.somebody("代办人", RefusedField::Staff, &world.header.staff, may);
    asking.choose(&officer, 0);
    let until = (!gone).then(|| {
        let start = world.facts.calendar.next_open(world.now().date());
        asking.date("代办到", RefusedField::Limit, start)
    });
    let reason = asking.words("理由", RefusedField::Reason);
    if !himself {
        asking.by_pin();
    }
    asking.makes(move |said| {
        Ok(CaseCommand::AppointActing {
            officer: said.get(&officer)?,
            until: until.as_ref().map(|until| said.get(until)).transpose()?,
            reason: said.get(&reason)?,
        })
    })
}
