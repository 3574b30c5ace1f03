//! What a leader decides at the officer's terminal, by his PIN; the officer stays signed in (R48, R55, R56).

use xieban_domain::case::consent::Consent;
use xieban_domain::case::{CaseCommand, Life};
use xieban_domain::command::Command;
use xieban_domain::refusal::RefusedField;
use xieban_domain::visitor::LONGEST_WORDS;

use super::approve::waits;
use super::{AskedAction, CaseAction, Opens};
use crate::form::Form;
use crate::overlay::dialog::{Dialog, Outcome};

pub(super) const COUNTERSIGN: CaseAction = CaseAction {
    name: "会签",
    fits: |case, world| matches!(case.life, Life::ReturnProposed(_)) && waits(case, world).is_none(),
    probe: None,
    opens: Opens::Dialog(|asked| {
        let lines = vec!["退回件须值班领导会签，会签后出《否定报备反馈单》。".to_owned()];
        by_leader(asked, lines, |agrees, reason| match agrees {
            true => CaseCommand::Countersign,
            false => CaseCommand::DeclineReturn { reason },
        })
    }),
};

pub(super) const CONSENT: CaseAction = CaseAction {
    name: "领导同意",
    fits: |case, world| case.asking.is_some() && waits(case, world).is_none(),
    probe: None,
    opens: Opens::Dialog(|asked| {
        let (consent, asks) = match &asked.case.asking {
            Some(asking) => {
                (asking.consent, format!("报请：{}。理由：{}", asking.consent.name(), asking.reason.text()))
            }
            None => (Consent::SecondPrompt, String::new()),
        };
        by_leader(asked, vec![asks], move |agrees, reason| match agrees {
            true => CaseCommand::GiveConsent { consent },
            false => CaseCommand::DeclineConsent { consent, reason },
        })
    }),
};

fn by_leader(
    asked: &AskedAction<'_>,
    lines: Vec<String>,
    command: impl Fn(bool, String) -> CaseCommand + 'static,
) -> Dialog {
    let (id, version) = (asked.case.id(), Some(asked.case.version));
    let form = Form::new()
        .text_field(0, "领导代码", 12)
        .secret(1, "密码")
        .choice(2, "意见", ["同意", "不同意"], Some(0))
        .text_field(3, "不同意理由", LONGEST_WORDS);
    Dialog::new(asked.title(), form, move |form, _| {
        let (code, pin) = (form.text(0), form.text(1));
        match code.trim().is_empty() || pin.is_empty() {
            true => Outcome::Wait("请值班领导输入代码和密码。"),
            false => Outcome::ByPin {
                code,
                pin,
                command: Command::Case {
                    id,
                    version,
                    command: command(form.chosen(2) == Some(0), form.text(3)),
                },
            },
        }
    })
    .explained(lines)
    .pointing(|field| (field == RefusedField::Reason).then_some(3))
}
