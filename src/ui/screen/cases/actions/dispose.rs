//! 受理件的四种分类: the materials, the four dispositions, and the consent that some moves need (R46–R56).

use xieban_domain::case::command::{Instant, Promise, Prompt, Return};
use xieban_domain::case::consent::Consent;
use xieban_domain::case::{Case, CaseCommand, Life};
use xieban_domain::catalogue::MatterOrChain;
use xieban_domain::codes::{Disposition, PromiseReason, RefusalGround};
use xieban_domain::limit::Limit;
use xieban_domain::refusal::RefusedField;
use xieban_domain::reveal::Purpose;
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS};

use super::{AskedAction, CaseAction, Opens, always, names, pick, some_words};
use crate::form::Form;
use crate::layer::Action;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::reveal_flow::RevealFlow;
use crate::screen::cases::editor::Editor;
use crate::widget::promising;

pub(super) const MATERIALS: CaseAction = CaseAction {
    name: "材料",
    fits: |case, _| !case.asked.is_empty() && case.disposition() != Some(Disposition::Instant),
    probe: Some(|_, _| Some(CaseCommand::NoteMaterials { materials: Vec::new() })),
    // What is saved is the list as a whole: no masked word of it may be taken for what was written.
    opens: Opens::Layer(|view, _| match view.row.record.has_masked_words() {
        false => Box::new(Editor::new(&view.row.record.case)),
        true => Box::new(RevealFlow::new(view.row.record.case.id(), Purpose::Correct, |view, _| {
            vec![Action::Open(Box::new(Editor::new(&view.row.record.case)))]
        })),
    }),
};

pub(super) const PROMPT: CaseAction = CaseAction {
    name: "提示件",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Prompt(Prompt::default()))),
    opens: Opens::Dialog(|asked| {
        let dialog = asked.words("其他原因", |cause| CaseCommand::Prompt(Prompt { cause }));
        let missing = asked.case.missing();
        dialog
            .explained(vec![format!("缺{missing}项材料，一次告知，出《协办提示卡》。没有其他原因的可空着。")])
    }),
};

pub(super) const INSTANT: CaseAction = CaseAction {
    name: "即办件",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Instant(Instant { clear: true, simple: true }))),
    opens: Opens::Dialog(instant),
};

pub(super) const PROMISE: CaseAction = CaseAction {
    name: "承诺件",
    fits: always,
    probe: Some(|case, _| {
        let usual = case.part().usual.filter(|limit| *limit != Limit::SameDay);
        Some(CaseCommand::Promise(Promise {
            reason: Some(PromiseReason::SiteVisit),
            words: String::new(),
            limit: usual.or(Some(Limit::WorkingDays(1))),
        }))
    }),
    opens: Opens::Dialog(promise),
};

pub(super) const RETURN: CaseAction = CaseAction {
    name: "退回件",
    fits: always,
    probe: Some(|_, _| {
        Some(CaseCommand::Return(Return {
            ground: RefusalGround::ALL.first().copied(),
            why: some_words(),
            basis: some_words(),
            alternative: some_words(),
        }))
    }),
    opens: Opens::Dialog(propose_return),
};

pub(super) const ASK_SECOND_PROMPT: CaseAction = CaseAction {
    name: "报请再提示",
    fits: |case, _| {
        let prompted = case.disposition() == Some(Disposition::Prompt) && !case.cards.is_empty();
        prompted && case.missing() > 0 && unasked(case, Consent::SecondPrompt)
    },
    probe: Some(|_, _| Some(asks(Consent::SecondPrompt, some_words()))),
    opens: Opens::Dialog(|asked| ask(asked, Consent::SecondPrompt)),
};

pub(super) const ASK_INSTANT_TO_PROMISE: CaseAction = CaseAction {
    name: "报请改承诺",
    fits: |case, _| working_as(case, Disposition::Instant) && unasked(case, Consent::InstantToPromise),
    probe: Some(|_, _| Some(asks(Consent::InstantToPromise, some_words()))),
    opens: Opens::Dialog(|asked| ask(asked, Consent::InstantToPromise)),
};

pub(super) const ASK_PROMISE_TO_PROMPT: CaseAction = CaseAction {
    name: "报请改提示",
    fits: |case, _| working_as(case, Disposition::Promise) && unasked(case, Consent::PromiseToPrompt),
    probe: Some(|_, _| Some(asks(Consent::PromiseToPrompt, some_words()))),
    opens: Opens::Dialog(|asked| ask(asked, Consent::PromiseToPrompt)),
};

fn working_as(case: &Case, disposition: Disposition) -> bool {
    case.disposition() == Some(disposition) && case.life == Life::Working
}

fn unasked(case: &Case, consent: Consent) -> bool {
    case.asking.is_none() && !case.granted.contains(&consent)
}

const fn asks(consent: Consent, reason: String) -> CaseCommand {
    CaseCommand::AskConsent { consent, reason }
}

fn ask(asked: &AskedAction<'_>, consent: Consent) -> Dialog {
    let dialog = asked.words("理由", move |reason| asks(consent, reason));
    dialog.explained(vec![format!("{}须值班领导同意。", consent.name())])
}

fn instant(asked: &AskedAction<'_>) -> Dialog {
    let form =
        Form::new().choice(0, "政策清晰", ["是", "否"], None).choice(1, "程序简便", ["是", "否"], None);
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| {
        on_case(CaseCommand::Instant(Instant {
            clear: form.chosen(0) == Some(0),
            simple: form.chosen(1) == Some(0),
        }))
    })
    .explained(vec!["即办件当天办结，请确认两项条件；手续已齐全。".to_owned()])
    .pointing(|field| (field == RefusedField::Disposition).then_some(0))
}

fn promise(asked: &AskedAction<'_>) -> Dialog {
    let days = match asked.case.part().usual {
        Some(Limit::WorkingDays(days)) => days.to_string(),
        Some(Limit::CalendarDays(_) | Limit::Months(_) | Limit::SameDay) | None => String::new(),
    };
    let mut form = Form::new()
        .choice(0, "不能即办", names(PromiseReason::ALL, PromiseReason::name), Some(0))
        .text_field(1, "说明", LONGEST_WORDS)
        .text_field(2, "工作日", 3);
    form.set_text(2, &days);
    let today = asked.world.now().date();
    let legal = asked.case.part().legal.map(|limit| asked.world.facts.calendar.due(today, limit));
    let law = legal.map_or_else(
        || "本事项没有法定时限。".to_owned(),
        |due| format!("法定期限到{}，承诺日期不能更晚。", due.paper()),
    );
    let on_case = asked.on_case();
    let matter = asked.case.part().matter.clone();
    let (look, say) = (matter.clone(), matter);
    Dialog::new(asked.title(), form, move |form, _| {
        let limit = typed(form);
        let reason = pick(PromiseReason::ALL, form.chosen(0));
        match limit {
            Some(limit) => {
                on_case(CaseCommand::Promise(Promise { reason, words: form.text(1), limit: Some(limit) }))
            }
            None => Outcome::Wait("承诺时限请填工作日的天数。"),
        }
    })
    .explained(vec![law])
    .telling(
        move |world| promising::look(look.as_ref(), world),
        move |form, world| promising::said(say.as_ref(), typed(form), world),
    )
    .pointing(|field| match field {
        RefusedField::Reason => Some(1),
        RefusedField::Limit => Some(2),
        _ => None,
    })
}

/// What is typed as the limit.
fn typed(form: &Form<usize>) -> Option<Limit> {
    let days = xieban_words::canonical::number(&form.text(2));
    days.parse().ok().filter(|days| *days > 0).map(Limit::WorkingDays)
}

fn propose_return(asked: &AskedAction<'_>) -> Dialog {
    let form = Form::new()
        .choice(0, "类型", names(RefusalGround::ALL, RefusalGround::name), None)
        .text_field(1, "原因", LONGEST_WORDS)
        .text_field(2, "依据", LONGEST_LINE)
        .text_field(3, "替代建议", LONGEST_WORDS);
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| {
        on_case(CaseCommand::Return(Return {
            ground: pick(RefusalGround::ALL, form.chosen(0)),
            why: form.text(1),
            basis: form.text(2),
            alternative: form.text(3),
        }))
    })
    .explained(vec![bases(asked)])
    .pointing(|field| match field {
        RefusedField::Disposition => Some(0),
        RefusedField::Reason => Some(1),
        RefusedField::BasisText => Some(2),
        RefusedField::Alternative => Some(3),
        _ => None,
    })
}

/// What the catalogue has as bases of the matter.
fn bases(asked: &AskedAction<'_>) -> String {
    let catalogue = asked.world.facts.catalogue;
    let matter = match (&asked.case.part().matter, &asked.case.opening.subject) {
        (Some(code), _) | (None, MatterOrChain::Matter(code)) => catalogue.matter(code),
        (None, MatterOrChain::Chain(_)) => None,
    };
    let basis = matter.map(|matter| matter.basis.join("；")).filter(|basis| !basis.is_empty());
    basis.map_or_else(|| "写明文件名和条款。".to_owned(), |basis| format!("可用依据：{basis}"))
}
