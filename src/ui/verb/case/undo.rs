//! 撤销 of one's own last step.

use xieban_domain::case::CaseCommand;
use xieban_domain::command::Command;

use super::{CaseVerb, Does, Subject as _, case};
use crate::layer::Action;
use crate::overlay::notice::Notice;
use crate::widget::case_line;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "撤销上一步",
    place: "073",
    does: Does::Go {
        command: |view, _| view.command(CaseCommand::Undo),
        fields: &[],
        way: |view, world| {
            let case = case(view);
            let (id, version) = (case.id(), Some(case.version));
            let count = view.outside.last.as_ref().map_or(0, |last| last.events.len());
            let steps: Vec<String> =
                view.timeline.iter().take(count).map(|entry| case_line::what(entry, world)).collect();
            let lines = vec![
                format!("刚办的：{}。", steps.join("；")),
                "一分钟内、没有出单、别人没接着办的可以撤销；两步都留在时间线上。".to_owned(),
            ];
            let asked = Notice::confirm(view.title("撤销上一步"), lines, move |_| {
                let undo = Command::Case { id, version, command: CaseCommand::Undo };
                vec![Action::Act(Box::new(undo), "已撤销。".to_owned())]
            });
            vec![Action::Open(Box::new(asked))]
        },
    },
};
