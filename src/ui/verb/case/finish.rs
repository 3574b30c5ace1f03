//! 办结, with what was done and how it came out (R62).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;
use xieban_office::CaseView;

use super::{CaseVerb, Does, case};
use crate::ask::{Ask, Asking};
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb { name: "办结", place: "7", does: Does::Ask(finish) };

fn finish(view: &CaseView, world: &World) -> Ask<CaseCommand> {
    let case = case(view);
    let mut asking = Asking::new();
    asking.explain("办了什么、结果如何，一句话写进协办日志。");
    let summary = asking.words("日志摘要", RefusedField::Summary);
    let on_paper = case.opening.late.is_some().then(|| {
        asking.explain("在手工单上办结的，写纸上的办结时间（如11-20 09:40）；现在办结的不填。");
        asking.on_paper(world.now())
    });
    asking.makes(move |said| {
        let finish = CaseCommand::Finish { summary: said.get(&summary)? };
        said.as_on_paper(finish, on_paper.as_ref())
    })
}
