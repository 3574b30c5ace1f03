//! 终止: no closing. Whoever withdrew signed for it, or said so by telephone today; all else needs the leader (R2, R65).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::closing::Terminate;
use xieban_domain::codes::Termination;
use xieban_domain::refusal::RefusedField;
use xieban_office::CaseView;

use super::{CaseVerb, Does};
use crate::ask::{Ask, Asking};
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb { name: "终止", place: "082", does: Does::Ask(terminate) };

fn terminate(_: &CaseView, world: &World) -> Ask<CaseCommand> {
    let mut asking = Asking::new();
    asking.explain("终止不作办结。撤回的写签字的册、页、行，或者今天来电的时间（如08:41），并记原话。");
    asking.explain("其余原因须先报请值班领导同意。");
    let reason = asking.choice("原因", Termination::ALL, Termination::name, RefusedField::Whole);
    asking.choose(&reason, 0);
    let words = asking.words("依据", RefusedField::Reason);
    let position = asking.no_position("撤回签字", RefusedField::Signature);
    let called = asking.time_of("撤回来电", RefusedField::Whole, world.now());
    asking.makes(move |said| {
        Ok(CaseCommand::Terminate(Terminate {
            reason: said.get(&reason)?,
            words: said.get(&words)?,
            position: said.get(&position)?,
            called_at: said.get(&called)?,
        }))
    })
}
