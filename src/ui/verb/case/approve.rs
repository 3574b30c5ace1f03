//! 审批: what waits for the leader who is signed in, by one digit (R45, R48, R50, R55).

use xieban_domain::acting::AnswerActing;
use xieban_domain::case::approval::Approval;
use xieban_domain::case::approval::acting_until;
use xieban_domain::case::phone::ConfirmPhone;
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::StaffCode;
use xieban_office::CaseView;

use super::{CaseVerb, Does, Subject as _, case};
use crate::ask::Ask;
use crate::keymap::APPROVE;
use crate::layer::Action;
use crate::overlay::notice::Notice;
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "审批",
    place: "011",
    does: Does::Go {
        command: |view, world| match waits(case(view), world) {
            Some(waits) => Some(answer(case(view), waits, true, String::new())),
            // The case says why there is nothing to approve.
            None => view.command(CaseCommand::Countersign),
        },
        fields: &[],
        way: approve,
    },
};

/// What of this case waits for whoever is signed in.
fn waits(case: &Case, world: &World) -> Option<Approval> {
    let gone = !world.header.staff.get(&case.opening.officer).is_some_and(|owner| owner.active);
    case.approvals_for(world.myself()?, world.now().date(), gone).first().copied()
}

/// One sentence where this case waits for whoever is signed in.
pub(crate) fn awaits(view: &CaseView, world: &World) -> Option<String> {
    waits(case(view), world).map(|waits| format!("待您审批：{}，按 {APPROVE}。", waits.name()))
}

/// The leader's answer, whatever it is that waits.
fn answer(case: &Case, waits: Approval, agrees: bool, reason: String) -> Command {
    let (id, version) = (case.id(), Some(case.version));
    let command = match (waits, agrees) {
        (Approval::Acting, _) => {
            return Command::Office(OfficeCommand::AnswerActing(AnswerActing { number: id, agrees, reason }));
        }
        (Approval::Countersign, true) => CaseCommand::Countersign,
        (Approval::Countersign, false) => CaseCommand::DeclineReturn { reason },
        (Approval::Consent(consent), true) => CaseCommand::GiveConsent { consent },
        (Approval::Consent(consent), false) => CaseCommand::DeclineConsent { consent, reason },
        (Approval::Phone(_), _) => CaseCommand::ConfirmPhone(ConfirmPhone { agrees, reason }),
    };
    Command::Case { id, version, command }
}

fn approve(view: &CaseView, world: &World) -> Vec<Action> {
    let (case, title) = (case(view).clone(), view.title("审批"));
    let Some(waits) = waits(&case, world) else {
        return Vec::new();
    };
    let lines = vec![waits.name(), asked_for(&case, waits, world)];
    let choices = vec!["同意".to_owned(), "不同意".to_owned()];
    let notice = Notice::new(title.clone(), lines, choices, move |at, _| {
        if at == 0 {
            let told = format!("{}：已同意{}。", case.id().spoken(), waits.name());
            return vec![Action::Act(Box::new(answer(&case, waits, true, String::new())), told)];
        }
        let case = case.clone();
        let refuses = Ask::words("不同意理由", RefusedField::Reason, |reason| reason);
        let dialog = refuses.dialog(title.clone(), move |reason| Some(answer(&case, waits, false, reason)));
        vec![Action::Open(Box::new(dialog))]
    });
    vec![Action::Open(Box::new(notice.by_digit_alone()))]
}

/// What the officer said of it.
fn asked_for(case: &Case, waits: Approval, world: &World) -> String {
    let name = |code: &StaffCode| world.header.staff.name(code).to_owned();
    let owner = name(&case.opening.officer);
    match waits {
        Approval::Countersign => format!("{owner}拟退回，会签后出《否定报备反馈单》。"),
        Approval::Consent(_) => {
            let why = case.asking.as_ref().map_or("", |asking| asking.reason.text());
            format!("{owner}报请，理由：{why}")
        }
        Approval::Acting => case.proposed.as_ref().map_or_else(String::new, |proposal| {
            let cases: Vec<String> = proposal.cases.iter().map(|id| id.spoken()).collect();
            let (who, until) = (name(&proposal.officer), acting_until(proposal.until));
            format!(
                "由{who}代办{until}，共{}件：{}。理由：{}。直接责任人仍是{owner}。",
                cases.len(),
                cases.join("、"),
                proposal.reason.text()
            )
        }),
        Approval::Phone(_) => case.to_confirm().map_or_else(String::new, |phoned| {
            let (by, when) = (name(&phoned.by), phoned.at.screen_time());
            format!(
                "{by}记：{when}电话请示，您已同意。理由：{}。应于{}前确认。",
                phoned.reason.text(),
                phoned.confirm_by
            )
        }),
    }
}
