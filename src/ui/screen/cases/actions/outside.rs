//! 外部导引, 移交, 争议 and 跟踪: what other units do (R41, R42, R60, R61).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::command::Guide;
use xieban_domain::codes::GuideMode;
use xieban_domain::refusal::RefusedField;
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS};

use super::{AskedAction, CaseAction, Opens, always, names, pick, some_words};
use crate::form::Form;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::guide::guide;

pub(super) const GUIDE: CaseAction = CaseAction {
    name: "导引",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Guide(Guide::by(GuideMode::Slip)))),
    opens: Opens::Layer(|view, world| {
        let title = format!("导引  {}", view.row.record.case.id().spoken());
        Box::new(guide(view, title, None, world))
    }),
};

pub(super) const HAND_OVER: CaseAction = CaseAction {
    name: "移交",
    fits: always,
    probe: Some(|_, _| {
        Some(CaseCommand::HandOver { receiver: some_words(), mode: GuideMode::Slip, at: None })
    }),
    opens: Opens::Dialog(hand_over),
};

pub(super) const DECLINED: CaseAction = CaseAction {
    name: "对方不接",
    fits: |case, _| case.dispute().is_none(),
    probe: Some(|_, _| Some(CaseCommand::DeclineTransfer { who: some_words(), reason: some_words() })),
    opens: Opens::Dialog(declined),
};

pub(super) const FOLLOW_UP: CaseAction = CaseAction {
    name: "跟踪结果",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::FollowUp { words: some_words(), unit: None })),
    opens: Opens::Dialog(|asked| {
        let dialog = asked.words("查到什么", |words| CaseCommand::FollowUp { words, unit: None });
        dialog.explained(vec!["12345怎样答复的，归哪个单位，服务对象知道了没有。".to_owned()])
    }),
};

fn hand_over(asked: &AskedAction<'_>) -> Dialog {
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
    .pointing(|field| (field == RefusedField::Staff).then_some(0))
}

fn declined(asked: &AskedAction<'_>) -> Dialog {
    let form = Form::new().text_field(0, "谁说不接", LONGEST_LINE).text_field(1, "对方理由", LONGEST_WORDS);
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| {
        on_case(CaseCommand::DeclineTransfer { who: form.text(0), reason: form.text(1) })
    })
    .explained(vec!["作争议报所作风办；本件仍由首接协办员负责，可以另行导引。".to_owned()])
    .pointing(|field| Some(usize::from(field == RefusedField::Reason)))
}
