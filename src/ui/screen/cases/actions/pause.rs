//! 停计时, 恢复计时, 延期 (行政许可法 42, 45).

use xieban_domain::case::consent::Consent;
use xieban_domain::case::pause::{Extend, LONGEST_EXTENSION, StopClock};
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::codes::{Disposition, StopReason};
use xieban_domain::moment::paper_date;
use xieban_domain::refusal::RefusedField;
use xieban_domain::visitor::LONGEST_WORDS;

use super::{AskedAction, CaseAction, Opens, always, names, pick, some_words};
use crate::form::Form;
use crate::overlay::dialog::{Dialog, Outcome};

pub(super) const STOP: CaseAction = CaseAction {
    name: "停计时",
    fits: always,
    probe: Some(|_, _| {
        let stop = StopClock { reason: StopReason::Hearing, days: 1, notice: some_words() };
        Some(CaseCommand::StopClock(stop))
    }),
    opens: Opens::Dialog(stop),
};

pub(super) const RESUME: CaseAction = CaseAction {
    name: "恢复计时",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::ResumeClock)),
    opens: Opens::Dialog(|asked| {
        let on_case = asked.on_case();
        let stopped = asked.case.stopped().map_or(String::new(), |stop| {
            format!("{}，{}起不计时；从明天起继续计时，期限顺延。", stop.reason, paper_date(stop.from))
        });
        let dialog = Dialog::new(asked.title(), Form::new(), move |_, _| on_case(CaseCommand::ResumeClock));
        dialog.explained(vec![stopped])
    }),
};

pub(super) const ASK_EXTENSION: CaseAction = CaseAction {
    name: "报请延期",
    fits: |case, _| {
        let promised = case.disposition() == Some(Disposition::Promise);
        promised && case.extension.is_none() && case.asking.is_none() && !granted(case)
    },
    probe: Some(|_, _| Some(asks(some_words()))),
    opens: Opens::Dialog(|asked| {
        let dialog = asked.words("理由", asks);
        dialog.explained(vec![format!("只能延期一次，最多{LONGEST_EXTENSION}个工作日，须值班领导当面同意。")])
    }),
};

pub(super) const EXTEND: CaseAction = CaseAction {
    name: "延期",
    fits: |case, _| granted(case),
    probe: Some(|_, _| Some(CaseCommand::Extend(Extend { days: 1, told: some_words() }))),
    opens: Opens::Dialog(extend),
};

fn granted(case: &Case) -> bool {
    case.granted.contains(&Consent::Extension)
}

const fn asks(reason: String) -> CaseCommand {
    CaseCommand::AskConsent { consent: Consent::Extension, reason }
}

fn stop(asked: &AskedAction<'_>) -> Dialog {
    let form = Form::new()
        .choice(0, "不计时", names(StopReason::ALL, StopReason::name), None)
        .text_field(1, "工作日", 3)
        .text_field(2, "告知书", LONGEST_WORDS);
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| match pick(StopReason::ALL, form.chosen(0)) {
        Some(reason) => on_case(CaseCommand::StopClock(StopClock {
            reason,
            days: days(&form.text(1)),
            notice: form.text(2),
        })),
        None => Outcome::Wait("请选择不计入时限的环节。"),
    })
    .explained(vec!["需要多少个工作日，要书面告知服务对象；写明告知书的名称和文号。".to_owned()])
    .pointing(|field| match field {
        RefusedField::Limit => Some(1),
        RefusedField::Reason => Some(2),
        _ => None,
    })
}

fn extend(asked: &AskedAction<'_>) -> Dialog {
    let form = Form::new().text_field(0, "工作日", 3).text_field(1, "告知内容", LONGEST_WORDS);
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| {
        on_case(CaseCommand::Extend(Extend { days: days(&form.text(0)), told: form.text(1) }))
    })
    .explained(vec![format!("1至{LONGEST_EXTENSION}个工作日；写明怎样把理由告知服务对象的。")])
    .pointing(|field| match field {
        RefusedField::Limit => Some(0),
        RefusedField::Reason => Some(1),
        _ => None,
    })
}

/// What was typed, as days; 0 where it is no number, which the rules refuse.
fn days(text: &str) -> u16 {
    xieban_words::canonical::number(text).parse().unwrap_or(0)
}
