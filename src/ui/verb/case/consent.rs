//! 领导同意 to what the officer asked for, at his terminal and by the leader's PIN (R48, R56).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::consent::Consent;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does, case};
use crate::ask::{Ask, Asking};

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "领导同意",
    place: "013",
    does: Does::Ask(|view, _| {
        let case = case(view);
        let (consent, asks) = match &case.asking {
            Some(asking) => {
                (asking.consent, format!("报请：{}。理由：{}", asking.consent.name(), asking.reason.text()))
            }
            None => (Consent::SecondPrompt, String::new()),
        };
        by_leader(&asks, move |agrees, reason| match agrees {
            true => CaseCommand::GiveConsent { consent },
            false => CaseCommand::DeclineConsent { consent, reason },
        })
    }),
};

/// What a leader decides by his PIN.
pub(super) fn by_leader(
    line: &str,
    command: impl Fn(bool, String) -> CaseCommand + 'static,
) -> Ask<CaseCommand> {
    let mut asking = Asking::new();
    asking.explain(line);
    asking.by_pin();
    let agrees = [(true, "同意".to_owned()), (false, "不同意".to_owned())].to_vec();
    let agrees = asking.one_of("意见", agrees, RefusedField::Whole);
    asking.choose(&agrees, 0);
    let reason = asking.more_words("不同意理由", RefusedField::Reason);
    asking.makes(move |said| Ok(command(said.get(&agrees)?, said.get(&reason)?)))
}
