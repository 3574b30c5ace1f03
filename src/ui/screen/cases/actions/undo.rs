//! 撤销 of one's own last step.

use xieban_domain::case::CaseCommand;
use xieban_domain::command::Command;

use super::{CaseAction, Opens, always};
use crate::form::Form;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::widget::case_line;

pub(super) const UNDO: CaseAction = CaseAction {
    name: "撤销上一步",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Undo)),
    opens: Opens::Layer(|view, world| {
        let case = &view.row.record.case;
        let (id, version) = (case.id(), Some(case.version));
        let count = view.outside.last.as_ref().map_or(0, |last| last.events.len());
        let steps: Vec<String> =
            view.timeline.iter().take(count).map(|entry| case_line::what(entry, world)).collect();
        let form = Form::new().choice(0, "撤销", ["否（默认）", "是"], Some(0));
        let title = format!("撤销上一步  {}", id.spoken());
        let dialog = Dialog::new(title, form, move |form, _| match form.chosen(0) {
            Some(1) => Outcome::Command(Command::Case { id, version, command: CaseCommand::Undo }),
            Some(_) | None => Outcome::Wait("没有撤销。要撤销的选 2，不撤销的按 Esc 返回。"),
        });
        Box::new(dialog.explained(vec![
            format!("刚办的：{}。", steps.join("；")),
            "一分钟内、没有出单、别人没接着办的可以撤销；两步都留在时间线上。".to_owned(),
        ]))
    }),
};
