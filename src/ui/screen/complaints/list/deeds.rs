//! What can be done with a complaint now: each deed with the command by which the domain judges it, and the dialog for its fields.

use xieban_domain::codes::{ReplyMode, Satisfaction};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::complaint::{
    self, AboutComplaint, Complaint, ComplaintCommand, ComplaintId, Outcome as Finding, TakeComplaint,
};
use xieban_domain::refusal::RefusedField;
use xieban_domain::visitor::LONGEST_WORDS;
use xieban_forms::{self as forms, SheetKind};
use xieban_office::{self as office, ComplaintRow};

use super::same::{listed, same};
use crate::form::Form;
use crate::layer::Action;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::paper::{Job, PaperPreview};
use crate::overlay::reveal_flow::RevealFlow;
use crate::world::World;

/// Something that can be done here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ComplaintVerb {
    Take,
    HandOver,
    Note,
    Find,
    Reply,
    Rate,
    Link,
    Urge,
    Paper,
    Blank,
}

/// In the order of their digits.
const ALL: [(ComplaintVerb, &str); 10] = [
    (ComplaintVerb::Take, "新登记"),
    (ComplaintVerb::HandOver, "交办"),
    (ComplaintVerb::Note, "记情况"),
    (ComplaintVerb::Find, "处理结果"),
    (ComplaintVerb::Reply, "答复"),
    (ComplaintVerb::Rate, "满意度"),
    (ComplaintVerb::Link, "关联"),
    (ComplaintVerb::Urge, "督办"),
    (ComplaintVerb::Paper, "出单"),
    (ComplaintVerb::Blank, "空白表"),
];
/// What the first is called while the form is half filled.
const GO_ON: &str = "接着登记";

/// What is open now; `begun`: the form is half filled.
pub(super) fn open(
    row: Option<&ComplaintRow>,
    begun: bool,
    world: &World,
) -> Vec<(ComplaintVerb, &'static str)> {
    let named = |(deed, name)| (deed, if begun && deed == ComplaintVerb::Take { GO_ON } else { name });
    ALL.into_iter().filter(|(deed, _)| is_open(*deed, row, world)).map(named).collect()
}

fn is_open(deed: ComplaintVerb, row: Option<&ComplaintRow>, world: &World) -> bool {
    let complaint = row.map(|row| &row.complaint);
    let probe = match (deed, complaint) {
        (ComplaintVerb::Take, _) => return may_take(world),
        (ComplaintVerb::Blank, _) => return true,
        (ComplaintVerb::Paper, complaint) => return complaint.is_some(),
        (_, None) => return false,
        (ComplaintVerb::HandOver, Some(complaint)) => departments(complaint, world)
            .first()
            .map(|department| ComplaintCommand::HandOver { department: department.clone() }),
        (ComplaintVerb::Note, Some(_)) => Some(ComplaintCommand::Note { words: some_words() }),
        (ComplaintVerb::Find, Some(_)) => {
            Some(ComplaintCommand::Find { findings: some_words(), outcome: Finding::Other })
        }
        (ComplaintVerb::Reply, Some(_)) => {
            Some(ComplaintCommand::Reply { mode: ReplyMode::Telephone, words: some_words() })
        }
        (ComplaintVerb::Rate, Some(_)) => Some(ComplaintCommand::Rate { level: Satisfaction::Satisfied }),
        (ComplaintVerb::Link, Some(complaint)) => {
            // Any that it is not linked to yet.
            let other = ComplaintId { year: complaint.id.year, seq: u32::MAX };
            Some(ComplaintCommand::Link { to: other })
        }
        (ComplaintVerb::Urge, Some(_)) => Some(ComplaintCommand::Urge { words: some_words() }),
    };
    let judged = probe.zip(complaint).zip(world.me.as_ref()).and_then(|((command, complaint), me)| {
        world.trial(me, |cx| complaint::decide(complaint, &command, cx))
    });
    matches!(judged, Some(Ok(_)))
}

/// Stands in a probe for what a field will say.
fn some_words() -> String {
    "……".to_owned()
}

fn may_take(world: &World) -> bool {
    let take = TakeComplaint {
        channel: complaint::Channel::InPerson,
        matter: xieban_domain::catalogue::MatterCode(String::new()),
        about: String::new(),
        place: String::new(),
        content: String::new(),
        demand: String::new(),
        evidence: String::new(),
        complainant: None,
        urgent: false,
        repeats: None,
    };
    let allowed = office::may(&Command::Office(OfficeCommand::TakeComplaint(Box::new(take))));
    world.myself().is_some_and(|me| allowed.0.iter().any(|role| me.is(*role)))
}

/// The 科室 that may have it next.
fn departments(complaint: &Complaint, world: &World) -> Vec<String> {
    let active = world.header.settings.departments.values().filter(|department| department.active);
    let others = active.filter(|department| department.name != complaint.department);
    others.map(|department| department.name.clone()).collect()
}

/// Its sheets, to print.
fn paper(row: &ComplaintRow, world: &World) -> Vec<Action> {
    let sheets = forms::complaint_sheets(&forms::ComplaintPaper {
        complaint: &row.complaint,
        matter: &row.title,
        settings: &world.header.settings,
        staff: &world.header.staff,
        issued: world.now(),
    });
    vec![Action::Open(Box::new(PaperPreview::to_print(sheets, Job { case: None, again: false })))]
}

/// Does it, or opens what asks for its fields.
pub(super) fn does(
    deed: ComplaintVerb,
    row: Option<&ComplaintRow>,
    all: &[ComplaintRow],
    world: &World,
) -> Vec<Action> {
    let print = |sheets| {
        vec![Action::Open(Box::new(PaperPreview::to_print(sheets, Job { case: None, again: false })))]
    };
    let Some(row) = row else {
        return match deed {
            ComplaintVerb::Blank => print(forms::blank(SheetKind::Complaint, &world.header.settings)),
            _ => Vec::new(),
        };
    };
    let complaint = &row.complaint;
    let dialog = match deed {
        ComplaintVerb::Take => return Vec::new(),
        ComplaintVerb::Blank => return print(forms::blank(SheetKind::Complaint, &world.header.settings)),
        ComplaintVerb::Paper => {
            // Whoever answers for it hands out papers with who complained on them: he looks first. Anybody else's are masked.
            let mine = world.me.as_ref() == Some(&complaint.taken.officer);
            return match mine && complaint.taken.complainant.is_some() {
                true => vec![Action::Open(Box::new(RevealFlow::at_complaint(complaint.id, paper)))],
                false => paper(row, world),
            };
        }
        ComplaintVerb::HandOver => hand_over(complaint, world),
        ComplaintVerb::Note => words(complaint, "记情况", |words| ComplaintCommand::Note { words }),
        ComplaintVerb::Urge => words(complaint, "督办", |words| ComplaintCommand::Urge { words }),
        ComplaintVerb::Find => find(complaint),
        ComplaintVerb::Reply => reply(complaint),
        ComplaintVerb::Rate => rate(complaint),
        ComplaintVerb::Link => link(complaint, all, world),
    };
    vec![Action::Open(Box::new(dialog))]
}

fn title(name: &str, complaint: &Complaint) -> String {
    format!("{name}  {}", complaint.id)
}

/// Makes a command on the complaint as it is seen now.
fn on(complaint: &Complaint) -> impl Fn(ComplaintCommand) -> Outcome + 'static {
    let (number, version) = (complaint.id, Some(complaint.version));
    move |step| {
        let about = AboutComplaint { number, version, step };
        Outcome::Command(Command::Office(OfficeCommand::Complaint(Box::new(about))))
    }
}

fn words(complaint: &Complaint, name: &str, command: fn(String) -> ComplaintCommand) -> Dialog {
    let (form, on) = (Form::new().text_field(0, name, LONGEST_WORDS), on(complaint));
    Dialog::new(title(name, complaint), form, move |form, _| on(command(form.text(0))))
}

fn hand_over(complaint: &Complaint, world: &World) -> Dialog {
    let (departments, on) = (departments(complaint, world), on(complaint));
    let form = Form::new().choice(0, "科室", departments.clone(), None);
    let lines = vec![format!("现在 {}。交办不改责任人：由登记的协办员负责到底。", complaint.department)];
    Dialog::new(title("交办", complaint), form, move |form, _| {
        match form.chosen(0).and_then(|at| departments.get(at)) {
            Some(department) => on(ComplaintCommand::HandOver { department: department.clone() }),
            None => Outcome::Wait("请选科室。"),
        }
    })
    .explained(lines)
}

fn find(complaint: &Complaint) -> Dialog {
    let on = on(complaint);
    let form = Form::new().text_field(0, "调查情况", LONGEST_WORDS).choice(
        1,
        "处理结果",
        Finding::ALL.iter().map(|outcome| outcome.name()),
        None,
    );
    Dialog::new(title("处理结果", complaint), form, move |form, _| {
        match form.chosen(1).and_then(|at| Finding::ALL.get(at)).copied() {
            Some(outcome) => on(ComplaintCommand::Find { findings: form.text(0), outcome }),
            None => Outcome::Wait("请选处理结果。"),
        }
    })
    .explained(vec![numbered(Finding::ALL.iter().map(|outcome| outcome.name()))])
    .pointing(|field| (field == RefusedField::Summary).then_some(0))
}

/// Every choice with its digit, where the row has no room for them.
fn numbered(names: impl Iterator<Item = &'static str>) -> String {
    names.zip(1..).map(|(name, digit): (_, u8)| format!("{digit}{name}")).collect::<Vec<_>>().join("  ")
}

fn reply(complaint: &Complaint) -> Dialog {
    let on = on(complaint);
    let form = Form::new().choice(0, "方式", ReplyMode::ALL.iter().map(|mode| mode.name()), None).text_field(
        1,
        "答复内容",
        LONGEST_WORDS,
    );
    let anonymous = complaint.taken.complainant.is_none();
    let lines = match anonymous {
        true => vec!["匿名投诉：写明怎样公开了结果，或无法答复；方式选“其他”。".to_owned()],
        false => Vec::new(),
    };
    Dialog::new(title("答复", complaint), form, move |form, _| {
        match form.chosen(0).and_then(|at| ReplyMode::ALL.get(at)).copied() {
            Some(mode) => on(ComplaintCommand::Reply { mode, words: form.text(1) }),
            None => Outcome::Wait("请选答复方式。"),
        }
    })
    .explained(lines)
    .pointing(|field| (field == RefusedField::Reason).then_some(1))
}

fn rate(complaint: &Complaint) -> Dialog {
    let on = on(complaint);
    let form = Form::new().choice(0, "满意度", Satisfaction::ALL.iter().map(|level| level.name()), None);
    Dialog::new(title("满意度", complaint), form, move |form, _| {
        match form.chosen(0).and_then(|at| Satisfaction::ALL.get(at)).copied() {
            Some(level) => on(ComplaintCommand::Rate { level }),
            None => Outcome::Wait("请按投诉人说的选；不愿评价的按Esc。"),
        }
    })
    .explained(vec!["自愿评价，一件只记一次。".to_owned()])
}

/// 关联: one of those about the same by its digit, or any by its number.
fn link(complaint: &Complaint, all: &[ComplaintRow], world: &World) -> Dialog {
    let on = on(complaint);
    let name = complaint.taken.about.get().map_or("", |about| &about.name);
    let unlinked = same(all, name, Some(complaint.id)).into_iter();
    let found: Vec<&ComplaintRow> =
        unlinked.filter(|row| !complaint.linked.contains(&row.complaint.id)).collect();
    let ids: Vec<ComplaintId> = found.iter().map(|row| row.complaint.id).collect();
    let year = complaint.id.year;
    let mut form = Form::new()
        .choice(0, "同一对象", found.iter().map(|row| listed(row, world)), None)
        .text_field(1, "编号", 16);
    form.show(0, !found.is_empty());
    if found.is_empty() {
        form.focus_on(1);
    }
    form.note(1, "如 诉2026-3，本年的写 3");
    Dialog::new(title("关联重复投诉", complaint), form, move |form, _| {
        let typed = xieban_words::canonical::number(&form.text(1));
        let typed = match typed.parse().ok().filter(|seq| *seq > 0) {
            Some(seq) => Some(ComplaintId { year, seq }),
            None => typed.parse().ok(),
        };
        match typed.or_else(|| form.chosen(0).and_then(|at| ids.get(at)).copied()) {
            Some(to) => on(ComplaintCommand::Link { to }),
            None => Outcome::Wait("请按数字选一件，或写投诉编号，如“诉2026-3”。"),
        }
    })
    .pointing(|field| (field == RefusedField::Remark).then_some(1))
}
