//! 外部导引 and 移交: what other units do (R42, R60).

use super::{Action, Asked, Opens, always, names, pick, some_words};
use crate::domain::case::CaseCommand;
use crate::domain::case::command::Guide;
use crate::domain::codes::GuideMode;
use crate::domain::visitor::LONGEST_LINE;
use crate::ui::form::Form;
use crate::ui::overlay::dialog::{Dialog, Outcome};

pub(super) const GUIDE: Action = Action {
    name: "导引",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Guide(Guide::by(GuideMode::Slip)))),
    opens: Opens::Dialog(guide),
};

pub(super) const HAND_OVER: Action = Action {
    name: "移交",
    fits: always,
    probe: Some(|_, _| {
        Some(CaseCommand::HandOver { receiver: some_words(), mode: GuideMode::Slip, at: None })
    }),
    opens: Opens::Dialog(hand_over),
};

fn guide(asked: &Asked<'_>) -> Dialog {
    let form = Form::new().choice(0, "方式", names(GuideMode::ALL, GuideMode::name), Some(2)).text_field(
        1,
        "对方协办员",
        LONGEST_LINE,
    );
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| match pick(GuideMode::ALL, form.chosen(0)) {
        Some(mode) => on_case(CaseCommand::Guide(Guide { officer: form.text(1), ..Guide::by(mode) })),
        None => Outcome::Wait("请选择导引方式。"),
    })
}

fn hand_over(asked: &Asked<'_>) -> Dialog {
    let form = Form::new().text_field(0, "接收人", LONGEST_LINE).choice(
        1,
        "方式",
        names(GuideMode::ALL, GuideMode::name),
        Some(1),
    );
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| match pick(GuideMode::ALL, form.chosen(1)) {
        Some(mode) => on_case(CaseCommand::HandOver { receiver: form.text(0), mode, at: None }),
        None => Outcome::Wait("请选择移交方式。"),
    })
}
