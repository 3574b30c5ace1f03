//! 回复: what the visitor is told, and how (R63).

use xieban_domain::case::CaseCommand;
use xieban_domain::codes::ReplyMode;
use xieban_domain::refusal::RefusedField;
use xieban_office::CaseView;

use super::{CaseVerb, Does, case};
use crate::ask::{Ask, Asking};
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb { name: "回复", place: "8", does: Does::Ask(reply) };

fn reply(view: &CaseView, world: &World) -> Ask<CaseCommand> {
    let case = case(view);
    let mut asking = Asking::new();
    let mode = asking.choice("方式", ReplyMode::ALL, ReplyMode::name, RefusedField::Whole);
    asking.choose(&mode, 0);
    let content = asking.words("内容", RefusedField::Reply);
    let on_paper = case.opening.late.is_some().then(|| asking.on_paper(world.now()));
    asking.makes(move |said| {
        let reply = CaseCommand::Reply { mode: said.get(&mode)?, content: said.get(&content)?, at: None };
        said.as_on_paper(reply, on_paper.as_ref())
    })
}
