//! 再次到所: somebody comes for his case on another day; one digit says why (R1).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::visit::VisitAgain;
use xieban_domain::codes::VisitReason;
use xieban_domain::command::Command;

use super::{CaseVerb, Does, Subject as _, case};
use crate::app::reception::doing;
use crate::layer::Action;
use crate::screen::register::ask_reason;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "再次到所",
    place: "031",
    does: Does::Go {
        command: |view, _| view.command(CaseCommand::Visit(visit(VisitReason::Materials))),
        fields: &[],
        way: |view, _| {
            let case = case(view);
            let (id, visits) = (case.id(), case.visit_count());
            let lines = vec![format!("{} 到所{visits}次。再跑的一次算本所的，不怪服务对象。", id.spoken())];
            let asked = ask_reason(lines, None, move |reason, _| {
                let note =
                    |reason| Command::Case { id, version: None, command: CaseCommand::Visit(visit(reason)) };
                reason.map(|reason| doing(note(reason), "已记到所。")).into_iter().collect()
            });
            vec![Action::Open(Box::new(asked))]
        },
    },
};

const fn visit(reason: VisitReason) -> VisitAgain {
    VisitAgain { reason: Some(reason), arrival: None }
}
