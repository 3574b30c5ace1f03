//! 督办, 批注 and what the officer answers (R66).

use xieban_domain::case::supervision::Urge;
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::visitor::LONGEST_WORDS;

use super::{AskedAction, CaseAction, Opens, always, names, pick, some_words};
use crate::form::Form;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::world::World;

pub(super) const URGE: CaseAction = CaseAction {
    name: "督办",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Urge { level: Urge::Yellow, words: some_words() })),
    opens: Opens::Dialog(urge_dialog),
};

pub(super) const ANNOTATE: CaseAction = CaseAction {
    name: "批注",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Annotate { words: some_words() })),
    opens: Opens::Dialog(|asked| asked.words("批注", |words| CaseCommand::Annotate { words })),
};

pub(super) const ANSWER_URGE: CaseAction = CaseAction {
    name: "答复督办",
    fits: |case, _| case.urged().is_some(),
    probe: Some(|_, _| Some(CaseCommand::AnswerUrge { words: some_words() })),
    opens: Opens::Dialog(answer_dialog),
};

fn urge_dialog(asked: &AskedAction<'_>) -> Dialog {
    let form = Form::new().choice(0, "级别", names(Urge::ALL, Urge::name), Some(0)).text_field(
        1,
        "要求",
        LONGEST_WORDS,
    );
    let on_case = asked.on_case();
    let dialog = Dialog::new(asked.title(), form, move |form, _| match pick(Urge::ALL, form.chosen(0)) {
        Some(level) => on_case(CaseCommand::Urge { level, words: form.text(1) }),
        None => Outcome::Wait("请选黄牌督办或红牌督办。"),
    });
    dialog.explained(vec!["写明要做什么、何时答复；责任人不变，件由原协办员办理。".to_owned()])
}

fn answer_dialog(asked: &AskedAction<'_>) -> Dialog {
    let urged = asked.case.urged().map(|urged| format!("{}：{}", urged.level, urged.words.text()));
    asked.words("答复", |words| CaseCommand::AnswerUrge { words }).explained(urged.into_iter().collect())
}

/// 督办 of a case, from wherever it is listed.
pub(crate) fn urge(case: &Case, world: &World) -> Dialog {
    urge_dialog(&AskedAction { action: &URGE, case, world })
}

/// 批注 likewise.
pub(crate) fn annotate(case: &Case, world: &World) -> Dialog {
    let asked = AskedAction { action: &ANNOTATE, case, world };
    asked.words("批注", |words| CaseCommand::Annotate { words })
}
