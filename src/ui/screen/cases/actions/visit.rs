//! 再次到所: somebody comes for his case on another day; one digit says why (R1).

use xieban_domain::case::visit::VisitAgain;
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::codes::VisitReason;
use xieban_domain::command::Command;

use super::{CaseAction, Opens};
use crate::app::reception::doing;
use crate::screen::register::ask_reason;
use crate::world::World;

pub(super) const VISIT: CaseAction = CaseAction {
    name: "再次到所",
    fits: |case, world| !case.life.is_over() && !case.visited_on(world.now().date()),
    probe: Some(|_: &Case, _: &World| Some(CaseCommand::Visit(visit(VisitReason::Materials)))),
    opens: Opens::Layer(|view, _| {
        let case = &view.row.record.case;
        let (id, visits) = (case.id(), case.visit_count());
        let lines = vec![format!("{} 到所{visits}次。再跑的一次算本所的，不怪服务对象。", id.spoken())];
        Box::new(ask_reason(lines, None, move |reason, _| {
            let note =
                |reason| Command::Case { id, version: None, command: CaseCommand::Visit(visit(reason)) };
            reason.map(|reason| doing(note(reason), "已记到所。")).into_iter().collect()
        }))
    }),
};

const fn visit(reason: VisitReason) -> VisitAgain {
    VisitAgain { reason: Some(reason), arrival: None }
}
