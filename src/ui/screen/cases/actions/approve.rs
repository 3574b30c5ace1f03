//! What waits for the leader who is signed in, by one digit; 代办 for a case; a consent by telephone (R45, R48, R50, R55).

use chrono::NaiveDate;
use xieban_domain::acting::AnswerActing;
use xieban_domain::case::approval::Approval;
use xieban_domain::case::phone::{ByPhone, ConfirmPhone, PhoneConsent};
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::{Role, Staff, StaffCode};
use xieban_domain::visitor::LONGEST_WORDS;
use xieban_office::CaseView;

use super::{AskedAction, CaseAction, Opens};
use crate::form::Form;
use crate::layer::{Action, Layer};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::notice::Notice;
use crate::widget::case_line::acting_until;
use crate::world::World;

/// What of this case waits for whoever is signed in.
pub(super) fn waits(case: &Case, world: &World) -> Option<Approval> {
    let gone = !world.header.staff.get(&case.opening.officer).is_some_and(|owner| owner.active);
    let me = world.myself()?;
    case.approvals_for(me, world.now().date(), gone).first().copied()
}

pub(super) const APPROVE: CaseAction = CaseAction {
    name: "审批",
    fits: |case, world| waits(case, world).is_some(),
    probe: None,
    opens: Opens::Layer(approve),
};

pub(super) const ACT: CaseAction = CaseAction {
    name: "代办",
    fits: |case, world| !case.life.is_over() && (leads(case, world) || handles(case, world)),
    probe: None,
    opens: Opens::Dialog(act),
};

pub(super) const PHONE: CaseAction = CaseAction {
    name: "电话请示",
    fits: |case, world| !case.life.is_over() && handles(case, world),
    probe: None,
    opens: Opens::Dialog(phone),
};

fn handles(case: &Case, world: &World) -> bool {
    world
        .me
        .as_ref()
        .is_some_and(|me| *me == case.opening.officer || case.acting_on(world.now().date()) == Some(me))
}

fn leads(case: &Case, world: &World) -> bool {
    world.myself().is_some_and(is_leader) && !handles(case, world)
}

fn is_leader(staff: &Staff) -> bool {
    staff.is(Role::DutyLeader) || staff.is(Role::Head)
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

fn approve(view: &CaseView, world: &World) -> Box<dyn Layer> {
    let case = view.row.record.case.clone();
    let Some(waits) = waits(&case, world) else {
        return Box::new(Notice::new(
            "审批",
            vec!["本件没有等您审批的。".to_owned()],
            Vec::new(),
            |_, _| Vec::new(),
        ));
    };
    let title = format!("审批  {}", case.id().spoken());
    let lines = vec![waits.name(), asked_for(&case, waits, world)];
    let choices = vec!["同意".to_owned(), "不同意".to_owned()];
    let notice = Notice::new(title.clone(), lines, choices, move |at, _| {
        if at == 0 {
            let told = format!("{}：已同意{}。", case.id().spoken(), waits.name());
            return vec![Action::Act(Box::new(answer(&case, waits, true, String::new())), told)];
        }
        let (case, form) = (case.clone(), Form::new().text_field(0, "不同意理由", LONGEST_WORDS));
        let dialog = Dialog::new(title.clone(), form, move |form, _| {
            Outcome::Command(answer(&case, waits, false, form.text(0)))
        });
        vec![Action::Open(Box::new(dialog))]
    });
    Box::new(notice.by_digit_alone())
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

/// Everybody who may be chosen, as the choices stand.
fn people(world: &World, may: impl Fn(&Staff) -> bool) -> Vec<(StaffCode, String)> {
    let active = world.header.staff.active().into_iter().filter(|staff| may(staff)).take(9);
    active.map(|staff| (staff.code.clone(), staff.name.clone())).collect()
}

/// By the leader himself, or by his PIN at the officer's terminal.
fn act(asked: &AskedAction<'_>) -> Dialog {
    let (case, world) = (asked.case, asked.world);
    let owner = case.opening.officer.clone();
    let gone = !world.header.staff.get(&owner).is_some_and(|owner| owner.active);
    let himself = leads(case, world);
    let officers = people(world, |staff| staff.is(Role::Officer) && staff.code != owner);
    let names: Vec<String> = officers.iter().map(|(_, name)| name.clone()).collect();
    let mut form = Form::new().choice(0, "代办人", names, Some(0));
    if !gone {
        form = form.text_field(1, "代办到", 10);
        form.set_text(1, &world.facts.calendar.next_open(world.now().date()).to_string());
    }
    form = form.text_field(2, "理由", LONGEST_WORDS);
    if !himself {
        form = form.text_field(3, "领导代码", 12).secret(4, "密码");
    }
    let (id, version) = (case.id(), Some(case.version));
    let line = match gone {
        true => "直接责任人已离岗：由第一责任人决定，代办到件了结为止。",
        false => "代手不代责：直接责任人不变，到期自行结束。",
    };
    let dialog = Dialog::new(asked.title(), form, move |form, _| {
        let Some((officer, _)) = form.chosen(0).and_then(|at| officers.get(at)).cloned() else {
            return Outcome::Wait("请选代办人。");
        };
        let until = match gone {
            true => None,
            false => match form.text(1).trim().parse::<NaiveDate>() {
                Ok(date) => Some(date),
                Err(_) => return Outcome::Wait("代办到哪一天，请按2026-11-27的样子填。"),
            },
        };
        let command = CaseCommand::AppointActing { officer, until, reason: form.text(2) };
        let command = Command::Case { id, version, command };
        match (himself, form.text(3), form.text(4)) {
            (true, ..) => Outcome::Command(command),
            (false, code, pin) if code.trim().is_empty() || pin.is_empty() => {
                Outcome::Wait("请值班领导输入代码和密码。")
            }
            (false, code, pin) => Outcome::ByPin { code, pin, command },
        }
    });
    let points = |field| match field {
        RefusedField::Staff => Some(0),
        RefusedField::Limit => Some(1),
        RefusedField::Reason => Some(2),
        _ => None,
    };
    dialog.explained(vec![line.to_owned()]).pointing(points)
}

/// The leader consented by telephone: in effect at once, red until he has confirmed it.
fn phone(asked: &AskedAction<'_>) -> Dialog {
    let (case, world) = (asked.case, asked.world);
    let (owner, me) = (case.opening.officer.clone(), world.me.clone());
    let leaders = people(world, |staff| is_leader(staff) && Some(&staff.code) != me.as_ref());
    let officers = people(world, |staff| staff.is(Role::Officer) && staff.code != owner);
    let names =
        |people: &[(StaffCode, String)]| people.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
    let form = Form::new()
        .choice(0, "请示什么", ByPhone::ALLOWED.map(ByPhone::name), Some(0))
        .choice(1, "哪位领导", names(&leaders), Some(0))
        .choice(2, "当天代办人", names(&officers), Some(0))
        .text_field(3, "理由", LONGEST_WORDS);
    let on_case = asked.on_case();
    let dialog = Dialog::new(asked.title(), form, move |form, _| {
        let what = form.chosen(0).and_then(|at| ByPhone::ALLOWED.get(at)).copied();
        let leader = form.chosen(1).and_then(|at| leaders.get(at)).map(|(code, _)| code.clone());
        let (Some(what), Some(leader)) = (what, leader) else {
            return Outcome::Wait("请选请示什么、哪位领导同意的。");
        };
        let acts = form.chosen(2).and_then(|at| officers.get(at)).map(|(code, _)| code.clone());
        let officer = acts.filter(|_| what == ByPhone::Acting);
        on_case(CaseCommand::PhoneConsent(PhoneConsent {
            what,
            leader,
            at: None,
            reason: form.text(3),
            officer,
        }))
    });
    let lines = vec!["马上生效；领导在下一个工作日以内确认，确认前标红。退回、延期不能电话请示。".to_owned()];
    let points = |field| match field {
        RefusedField::Staff => Some(1),
        RefusedField::Reason => Some(3),
        _ => None,
    };
    let arrange = |form: &mut Form<usize>| {
        let acting = form.chosen(0).and_then(|at| ByPhone::ALLOWED.get(at)) == Some(&ByPhone::Acting);
        form.show(2, acting);
    };
    dialog.explained(lines).pointing(points).arranged(arrange)
}
