//! What was done against what is right. Only what the office took counts: each command here is on a page.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use xieban_words::canonical;

use super::{DrillVisitor, Miss, Right, RightCase, RightComplaint};
use crate::case::command::SignatureInput;
use crate::case::state::Disposed;
use crate::case::{Case, CaseCommand, Life};
use crate::catalogue::UnitId;
use crate::codes::ReplyMode;
use crate::command::{Command, OfficeCommand};
use crate::complaint::TakeComplaint;
use crate::material::{MaterialState, Presence};
use crate::number::{CaseId, Form};
use crate::visitor::{Contact, Papers, Visitor, VisitorInput};

/// A case that was registered: as its visitor was typed, and as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedCase {
    /// Who came, as last typed.
    pub visitor: VisitorInput,
    pub case: Case,
}

/// What was done for a visitor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deeds {
    /// What was registered, in order.
    pub cases: Vec<JudgedCase>,
    /// Every command that was taken, in order, but for those about our own people.
    pub done: Vec<Command>,
    /// A complaint about our own people was taken in.
    pub conduct: bool,
}

impl DrillVisitor {
    /// What was left out or done otherwise. `earlier`: the cases of earlier visitors, by their places.
    pub fn misses(&self, deeds: &Deeds, earlier: &BTreeMap<usize, CaseId>, today: NaiveDate) -> Vec<Miss> {
        let right = &self.right;
        let live: Vec<&JudgedCase> =
            deeds.cases.iter().filter(|registered| !matches!(registered.case.life, Life::Void(_))).collect();
        let mut misses = match (&right.case, live.last()) {
            (Some(right), Some(registered)) => of_case(right, registered, today),
            (Some(_), None) => vec![Miss::Undone("登记")],
            (None, Some(_)) if right.conduct => vec![Miss::Trace],
            (None, Some(_)) => vec![Miss::Surplus("登记成一件")],
            (None, None) => Vec::new(),
        };
        if right.case.is_some() && live.len() > 1 {
            misses.push(Miss::Surplus("登记两件"));
        }
        misses.extend(at_the_counter(right, deeds));
        misses.extend(of_earlier(right, deeds, earlier));
        misses.extend(of_complaints(right, deeds));
        misses
    }
}

/// What there is no case of.
fn at_the_counter(right: &Right, deeds: &Deeds) -> Vec<Miss> {
    let done = |wanted: fn(&OfficeCommand) -> bool| office(deeds).any(wanted);
    let tallied = done(|command| matches!(command, OfficeCommand::Tally(_)));
    let left = done(|command| matches!(command, OfficeCommand::VisitorLeft(_)));
    [
        (right.tally, tallied, "记咨询即答（F12）", "记咨询即答"),
        (right.left, left, "记来访人离开和原因（Ctrl-G）", "记来访人离开"),
    ]
    .into_iter()
    .filter_map(|(wanted, done, undone, surplus)| match (wanted, done) {
        (true, false) => Some(Miss::Undone(undone)),
        (false, true) => Some(Miss::Surplus(surplus)),
        (true, true) | (false, false) => None,
    })
    .collect()
}

/// What concerns the case of somebody who was here before.
fn of_earlier(right: &Right, deeds: &Deeds, earlier: &BTreeMap<usize, CaseId>) -> Vec<Miss> {
    let mut misses = Vec::new();
    let steps: Vec<&CaseCommand> =
        deeds.done.iter().filter_map(|command| of_case_of(command, right, earlier)).collect();
    let did = |wanted: fn(&CaseCommand) -> bool| steps.iter().any(|command| wanted(command));
    if let Some(whole) = right.whole {
        if !did(
            |command| matches!(command, CaseCommand::NoteMaterials { materials } if materials.iter().all(|line| line.state != Some(Presence::Missing))),
        ) {
            misses.push(Miss::Undone("在他原来那件上收下补来的材料"));
        }
        let mut promised = steps.iter().filter_map(|command| {
            if let CaseCommand::Promise(promise) = command { promise.reason } else { None }
        });
        match promised.next_back() {
            None => misses.push(Miss::Undone("转成承诺件")),
            Some(reason) if reason != whole.reason => {
                misses.push(Miss::Otherwise("不能即办的原因", whole.reason.name().to_owned()));
            }
            Some(_) => {}
        }
    }
    if let Some(of) = right.call {
        let looked = |command: &OfficeCommand| matches!(command, OfficeCommand::LookUp(look) if Some(&look.number) == earlier.get(&of));
        if !office(deeds).any(looked) {
            misses.push(Miss::Undone("用来电查询（F7）查到他那件"));
        }
    }
    if right.close.is_some() {
        if !did(|command| matches!(command, CaseCommand::Finish { .. })) {
            misses.push(Miss::Undone("办结，写日志摘要"));
        }
        if !did(|command| matches!(command, CaseCommand::Reply { mode: ReplyMode::InPerson, .. })) {
            misses.push(Miss::Undone("当面回复"));
        }
        if !did(|command| matches!(command, CaseCommand::Sign(SignatureInput::Signed { .. }))) {
            misses.push(Miss::Undone("记签字"));
        }
    }
    misses
}

/// Something done on the earlier visitor's case.
fn of_case_of<'d>(
    command: &'d Command,
    right: &Right,
    earlier: &BTreeMap<usize, CaseId>,
) -> Option<&'d CaseCommand> {
    match command {
        Command::Case { id, command, .. } if Some(id) == right.of().and_then(|of| earlier.get(&of)) => {
            Some(command)
        }
        Command::Case { .. } | Command::Register(_) | Command::Office(_) => None,
    }
}

fn of_complaints(right: &Right, deeds: &Deeds) -> Vec<Miss> {
    let taken = office(deeds).filter_map(|command| {
        if let OfficeCommand::TakeComplaint(take) = command { Some(&**take) } else { None }
    });
    let mut misses = match (&right.complaint, taken.last()) {
        (Some(right), Some(take)) => of_complaint(right, take),
        (Some(_), None) => vec![Miss::Undone("登记投诉（F5）")],
        (None, Some(_)) if right.conduct => vec![Miss::Trace],
        (None, Some(_)) => vec![Miss::Surplus("登记投诉")],
        (None, None) => Vec::new(),
    };
    match (right.conduct, deeds.conduct) {
        (true, false) => misses.push(Miss::Undone("登记作风投诉（F5 作风）")),
        (false, true) => misses.push(Miss::Surplus("登记作风投诉")),
        (true, true) | (false, false) => {}
    }
    misses
}

fn of_complaint(right: &RightComplaint, take: &TakeComplaint) -> Vec<Miss> {
    let mut misses = Vec::new();
    if take.matter != right.matter {
        misses.push(Miss::Otherwise("投诉类别", right.matter.as_str().to_owned()));
    }
    if !take.about.contains(&right.about) {
        misses.push(Miss::Otherwise("被投诉对象", right.about.clone()));
    }
    if right.urgent != take.urgent {
        misses.push(Miss::Otherwise("急件", if right.urgent { "是" } else { "否" }.to_owned()));
    }
    let phone = take.complainant.as_ref().map(|complainant| canonical::number(&complainant.phone));
    match (&right.phone, phone) {
        (Some(wanted), phone) if phone.as_ref() != Some(wanted) => {
            misses.push(Miss::Otherwise("投诉人电话", wanted.clone()));
        }
        (None, Some(_)) => misses.push(Miss::Otherwise("投诉人", "匿名".to_owned())),
        (_, _) => {}
    }
    misses
}

fn office(deeds: &Deeds) -> impl Iterator<Item = &OfficeCommand> {
    deeds.done.iter().filter_map(|command| match command {
        Command::Office(command) => Some(command),
        Command::Register(_) | Command::Case { .. } => None,
    })
}

fn of_case(right: &RightCase, registered: &JudgedCase, today: NaiveDate) -> Vec<Miss> {
    let case = &registered.case;
    let mut misses = match (right.visitor.checked(today), registered.visitor.checked(today)) {
        (Ok(wanted), Ok(visitor)) => of_visitor(&wanted, &visitor),
        (_, _) => vec![Miss::Undone("写清服务对象")],
    };
    let (reason, ground) = match &case.disposed {
        Some(Disposed::Promise { reason, .. }) => (Some(*reason), None),
        Some(Disposed::Return { ground, .. }) => (None, Some(*ground)),
        Some(Disposed::Prompt | Disposed::Instant { .. }) | None => (None, None),
    };
    let mut field = |name: &'static str, is_right: bool, wanted: &str| {
        if !is_right {
            misses.push(Miss::Otherwise(name, wanted.to_owned()));
        }
    };
    field("来访目的", case.opening.purpose == right.purpose, right.purpose.name());
    field("事项", case.opening.subject == right.matter, right.matter.code());
    field("类别", case.opening.kind == right.kind, right.kind.name());
    if let Some(disposition) = right.disposition {
        field("分类", case.disposition() == Some(disposition), disposition.name());
    }
    if let Some(wanted) = right.reason {
        field("不能即办的原因", reason == Some(wanted), wanted.name());
    }
    if let Some(wanted) = right.ground {
        field("退回类型", ground == Some(wanted), wanted.name());
    }
    if let Some(unit) = &right.led_here_by {
        let from = case.opening.received_from.as_ref();
        field("转自单位", from.is_some_and(|from| from.unit == *unit), &unit.0);
    }
    let led = |unit: &UnitId| {
        case.guidance.iter().any(|led| led.unit == *unit && (led.slip.is_some() || led.with.is_some()))
    };
    match &right.led_to {
        Some(unit) if !led(unit) => misses.push(Miss::Undone("把他导引过去并出导引单")),
        Some(_) | None => {}
    }
    misses.extend(of_materials(right, case));
    if right.large && !case.printed.contains_key(&Form::Large) {
        misses.push(Miss::Undone("出大字单"));
    }
    misses
}

fn of_materials(right: &RightCase, case: &Case) -> Vec<Miss> {
    let of = |material: &crate::material::Material| {
        let name = material.name.clone();
        let (missing, exempt) = (right.missing.contains(&name), right.exempt.contains(&name));
        Some(match &material.state {
            MaterialState::Undecided => Miss::NotLookedAt(name),
            MaterialState::Received if missing => Miss::NotTold(name),
            MaterialState::Received | MaterialState::Missing(_) if exempt => Miss::NotExempted(name),
            MaterialState::Missing(_) if !missing => Miss::NotMissing(name),
            MaterialState::NotApplicable(_) if !exempt => Miss::NotExempt(name),
            MaterialState::Received | MaterialState::Missing(_) | MaterialState::NotApplicable(_) => {
                return None;
            }
        })
    };
    case.materials.iter().filter_map(of).collect()
}

fn of_visitor(wanted: &Visitor, visitor: &Visitor) -> Vec<Miss> {
    let mut misses = Vec::new();
    let mut field = |name: &'static str, is_right: bool, wanted: &str| {
        if !is_right {
            misses.push(Miss::Otherwise(name, wanted.to_owned()));
        }
    };
    match (wanted, visitor) {
        (Visitor::Person(_), Visitor::Person(_)) => {}
        (
            Visitor::Organisation { organisation: wanted, mandate: letter, .. },
            Visitor::Organisation { organisation, mandate, .. },
        ) => {
            let code = wanted.credit_code.as_deref().unwrap_or("空着");
            field("单位名称", organisation.name == wanted.name, &wanted.name);
            field("信用代码", organisation.credit_code == wanted.credit_code, code);
            field("负责人", wanted.head.is_empty() || organisation.head == wanted.head, &wanted.head);
            field("委托书", mandate == letter, if *letter { "有" } else { "无" });
        }
        (Visitor::Person(_), Visitor::Organisation { .. }) => field("服务对象", false, "个人"),
        (Visitor::Organisation { .. }, Visitor::Person(_)) => field("服务对象", false, "单位"),
    }
    let (wanted, person) = (wanted.person(), visitor.person());
    field("姓名", person.name == wanted.name, &wanted.name);
    match &wanted.papers {
        Papers::Shown(_, number) => field("证件", person.papers == wanted.papers, number),
        Papers::NotGiven(why) => {
            let why = why.map_or("未提供", |why| why.name());
            field("证件", person.papers == wanted.papers, &format!("未提供（{why}）"));
        }
    }
    match &wanted.contact {
        Contact::Phone(phone) => field("电话", person.contact == wanted.contact, phone),
        Contact::NoPhone(how) => {
            let said =
                matches!(&person.contact, Contact::NoPhone(said) if how.is_empty() || !said.is_empty());
            field("无电话时怎样联系", said, "写明");
        }
    }
    field("地址", wanted.address.is_empty() || person.address == wanted.address, &wanted.address);
    misses
}

#[cfg(test)]
mod tests {
    use super::super::course;
    use super::*;

    /// What the office took, as it is written on the command line.
    fn deeds(done: &[&str], conduct: bool) -> Deeds {
        let done = done.iter().map(|command| serde_json::from_str(command).unwrap()).collect();
        Deeds { cases: Vec::new(), done, conduct }
    }

    const TALLY: &str = r#"{"do":"tally"}"#;
    const LEFT: &str = r#"{"do":"visitor_left","reason":"等不及"}"#;
    const URGENT: &str = r#"{"do":"take_complaint","channel":"现场","matter":"TS03","about":"鼓楼花园","content":"水黄","urgent":true,"complainant":{"name":"何","phone":"138 0013 8026"}}"#;

    #[test]
    fn what_is_right_for_one_is_wrong_for_another() {
        let today = "2026-11-23".parse().unwrap();
        let of = CaseId { year: 2026, seq: 3 };
        let earlier = (1..=course().len()).map(|at| (at, of)).collect();
        let look_up = r#"{"do":"look_up","number":"2026-3"}"#;
        let other = look_up.replace("2026-3", "2026-4");
        let ways = [
            (1, deeds(&[TALLY], false)),
            (2, deeds(&[LEFT], false)),
            (8, deeds(&[look_up], false)),
            (12, deeds(&[URGENT], false)),
            (14, deeds(&[], true)),
        ];
        for (at, scene) in (1..).zip(course()) {
            for (of, deeds) in &ways {
                let misses = scene.misses(deeds, &earlier, today);
                assert_eq!(misses.is_empty(), at == *of, "{at} {of} {misses:?}");
            }
        }
        let misses = |at: usize, deeds: &Deeds| course()[at - 1].misses(deeds, &earlier, today);
        assert_eq!(misses(1, &deeds(&[], false)), [Miss::Undone("记咨询即答（F12）")]);
        assert_eq!(misses(1, &deeds(&[TALLY, LEFT], false)), [Miss::Surplus("记来访人离开")]);
        assert_eq!(misses(8, &deeds(&[&other], false)), [Miss::Undone("用来电查询（F7）查到他那件")]);
        assert_eq!(misses(14, &deeds(&[URGENT], true)), [Miss::Trace]);
        let calm = URGENT.replace(r#""urgent":true,"#, "");
        assert_eq!(misses(12, &deeds(&[&calm], false)), [Miss::Otherwise("急件", "是".to_owned())]);
        let elsewhere = URGENT.replace("鼓楼花园", "某处");
        assert_eq!(
            misses(12, &deeds(&[&elsewhere], false)),
            [Miss::Otherwise("被投诉对象", "鼓楼花园".to_owned())]
        );
    }
}
