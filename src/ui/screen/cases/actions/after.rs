//! After the closing, or in its place: 评价 and its answer, 终止, 重新打开; and 主动联系, without which no prompted case is ended (R2, R5, R65).

use xieban_domain::case::closing::{Rate, Terminate};
use xieban_domain::case::consent::Consent;
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::codes::{Satisfaction, Termination};
use xieban_domain::moment::Moment;
use xieban_domain::refusal::RefusedField;
use xieban_domain::settings::HourMinute;
use xieban_domain::visitor::LONGEST_WORDS;

use super::{AskedAction, CaseAction, Opens, always, names, pick, some_words};
use crate::form::Form;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::world::World;

pub(super) const RATE: CaseAction = CaseAction {
    name: "评价",
    fits: always,
    probe: Some(|_, _| {
        Some(CaseCommand::Rate(Rate { level: Satisfaction::Satisfied, words: String::new() }))
    }),
    opens: Opens::Dialog(rate),
};

pub(super) const ANSWER: CaseAction = CaseAction {
    name: "差评整改",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::AnswerRating { words: some_words() })),
    opens: Opens::Dialog(|asked| {
        let dialog = asked.words("整改回访", |words| CaseCommand::AnswerRating { words });
        let said = asked.case.rating.as_ref().and_then(|rating| rating.words.as_ref());
        let said = said.map_or(String::new(), |words| format!("服务对象说：{}。", words.text()));
        dialog.explained(vec![format!("{said}写明改了什么、怎样回访的。")])
    }),
};

pub(super) const REOPEN: CaseAction = CaseAction {
    name: "重新打开",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Reopen { reason: some_words() })),
    opens: Opens::Dialog(|asked| {
        let dialog = asked.words("原因", |reason| CaseCommand::Reopen { reason });
        dialog.explained(vec!["还由原协办员办，编号不变；原来的办结留在时间线上。".to_owned()])
    }),
};

pub(super) const CONTACT: CaseAction = CaseAction {
    name: "主动联系",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Contact { words: some_words() })),
    opens: Opens::Dialog(|asked| {
        let so_far = asked.case.contacts.len();
        let dialog = asked.words("联系情况", |words| CaseCommand::Contact { words });
        dialog.explained(vec![format!("联系了谁、说了什么；已登记{so_far}次。")])
    }),
};

pub(super) const ASK_END: CaseAction = CaseAction {
    name: "报请终止",
    fits: |case, _| unclosed(case) && case.asking.is_none() && !case.granted.contains(&Consent::Termination),
    probe: Some(|_, _| Some(asks(some_words()))),
    opens: Opens::Dialog(|asked| {
        let dialog = asked.words("理由", asks);
        dialog.explained(vec!["服务对象自己撤回的不用报请；其余的终止须值班领导同意。".to_owned()])
    }),
};

pub(super) const END: CaseAction = CaseAction {
    name: "终止",
    fits: always,
    probe: Some(|_, world| {
        Some(CaseCommand::Terminate(Terminate {
            reason: Termination::Withdrawn,
            words: some_words(),
            position: None,
            called_at: Some(world.now()),
        }))
    }),
    opens: Opens::Dialog(end),
};

fn unclosed(case: &Case) -> bool {
    case.closing().is_none()
}

const fn asks(reason: String) -> CaseCommand {
    CaseCommand::AskConsent { consent: Consent::Termination, reason }
}

fn rate(asked: &AskedAction<'_>) -> Dialog {
    let form = Form::new()
        .choice(0, "满意度", names(Satisfaction::ALL, Satisfaction::name), None)
        .text_field(1, "原话", LONGEST_WORDS);
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| match pick(Satisfaction::ALL, form.chosen(0)) {
        Some(level) => on_case(CaseCommand::Rate(Rate { level, words: form.text(1) })),
        None => Outcome::Wait("请按服务对象说的选一级；不愿评价的按 Esc 返回。"),
    })
    .explained(vec!["由服务对象自愿评价，一件只评一次；不满意的15个工作日内整改回访。".to_owned()])
    .pointing(|field| (field == RefusedField::Remark).then_some(1))
}

fn end(asked: &AskedAction<'_>) -> Dialog {
    let form = Form::new()
        .choice(0, "原因", names(Termination::ALL, Termination::name), Some(0))
        .text_field(1, "依据", LONGEST_WORDS)
        .text_field(2, "撤回签字", 20)
        .text_field(3, "撤回来电", 5);
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, world: &World| {
        let Some(reason) = pick(Termination::ALL, form.chosen(0)) else {
            return Outcome::Wait("请选择终止的原因。");
        };
        let typed = form.text(3).replace('：', ":");
        let called_at = match typed.trim() {
            "" => None,
            time => match time.parse::<HourMinute>() {
                Ok(time) => Some(Moment::at(world.now().date(), time.0)),
                Err(_) => return Outcome::Wait("来电时间写作08:41，是今天的时间。"),
            },
        };
        let position = super::close::position(&form.text(2));
        on_case(CaseCommand::Terminate(Terminate { reason, words: form.text(1), position, called_at }))
    })
    .explained(vec![
        "终止不作办结。撤回的写签字的册、页、行，或者今天来电的时间（如08:41），并记原话。".to_owned(),
        "其余原因须先报请值班领导同意。".to_owned(),
    ])
    .pointing(|field| match field {
        RefusedField::Reason => Some(1),
        RefusedField::Signature => Some(2),
        _ => None,
    })
}
