//! 交科室: the file's way through the office (R46).

use xieban_domain::case::CaseCommand;
use xieban_office::CaseView;

use super::{CaseVerb, Does, case};
use crate::ask::{Ask, Asking};
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb { name: "交科室", place: "31", does: Does::Ask(hand_to) };

fn hand_to(view: &CaseView, world: &World) -> Ask<CaseCommand> {
    let case = case(view);
    let holder = case.open_step().map(|step| step.department.as_str());
    let mut asking = Asking::new();
    let department = asking.department(&world.header.settings, holder);
    asking.makes(move |said| Ok(CaseCommand::HandTo { department: said.get(&department)? }))
}
