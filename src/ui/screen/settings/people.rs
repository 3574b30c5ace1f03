//! 人员: everybody who works or worked here. Enter changes an entry, 1 adds one; nobody is ever removed, only 离岗.

use std::collections::BTreeSet;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::refusal::{RefusedField, Staffing};
use xieban_domain::staff::{Rank, Role, Staff, takes_consent};
use xieban_office::Consent;
use xieban_term::{Canvas, Key, Tone};
use xieban_words::canonical;

use super::for_administrators;
use crate::form::Form;
use crate::keymap::{digit, is_enter};
use crate::layer::{Action, KeyHint, Layer};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::second::SecondFields;
use crate::widget::marked::Marked;
use crate::world::World;

/// The view.
#[derive(Default)]
pub(super) struct People {
    marked: Marked,
}

/// Everybody: who is here by rank, then who was.
fn everybody(world: &World) -> Vec<&Staff> {
    let mut all = world.header.staff.active();
    all.extend(world.header.staff.0.values().filter(|staff| !staff.active));
    all
}

const RANKS: [Rank; 3] = [Rank::Leadership, Rank::Middle, Rank::Ordinary];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StaffField {
    Code,
    Name,
    Reason,
    Post,
    Rank,
    Established,
    Bureau,
    Roles,
    Department,
    Place,
    Phone,
    Mobile,
    Badge,
    Order,
    Active,
    Second,
    SecondPin,
    Paper,
    PaperDate,
    ApprovedBy,
}

/// Who stands beside the administrator, where a role of judgement is given or taken.
const SECOND: SecondFields<StaffField> = SecondFields {
    code: StaffField::Second,
    pin: StaffField::SecondPin,
    number: StaffField::Paper,
    date: StaffField::PaperDate,
    approved_by: StaffField::ApprovedBy,
};

/// What gives its rows to the second person.
const ELSEWHERE: [StaffField; 5] =
    [StaffField::Department, StaffField::Place, StaffField::Phone, StaffField::Mobile, StaffField::Badge];

/// Roles by their digits, whatever stands between them.
fn roles(typed: &str) -> BTreeSet<Role> {
    let digits = typed.chars().filter_map(|c| canonical::key_char(c).to_digit(10));
    let places = digits.filter_map(|digit| usize::try_from(digit).ok()?.checked_sub(1));
    places.filter_map(|at| Role::ALL.get(at)).copied().collect()
}

fn digits(roles: &BTreeSet<Role>) -> String {
    let places = Role::ALL.iter().zip(1..).filter(|(role, _)| roles.contains(role));
    places.map(|(_, at): (_, u8)| at.to_string()).collect()
}

/// What the digits mean follows them; another name than the one before wants its reason, a role of judgement a second person.
fn arrange(form: &mut Form<StaffField>, before: &Staff, fresh: bool) {
    let named = (!fresh).then_some(before.name.as_str());
    let after = entry(before, form);
    let consent = after.is_some_and(|after| takes_consent((!fresh).then_some(before), &after));
    SECOND.show(form, consent);
    // They take the rows of what is not asked now, which stays as it is: a small screen has no room for both.
    for id in ELSEWHERE {
        form.show(id, !consent);
    }
    let other = named.is_some_and(|name| form.text(StaffField::Name).trim() != name);
    form.show(StaffField::Reason, other);
    if !other {
        form.set_text(StaffField::Reason, "");
    }
    let roles = Role::names(&roles(&form.text(StaffField::Roles)), "、");
    form.note(StaffField::Roles, &roles);
}

fn form(of: &Staff, fresh: bool) -> Form<StaffField> {
    let yes = |yes: bool| Some(usize::from(!yes));
    let rank = RANKS.iter().position(|rank| *rank == of.rank);
    let mut form = Form::new();
    if fresh {
        form = form.text_field(StaffField::Code, "代码", 12);
    }
    let mut form = form
        .text_field(StaffField::Name, "姓名", 30)
        .text_field(StaffField::Reason, "更名原因", 60)
        .text_field(StaffField::Post, "职务", 30)
        .choice(StaffField::Rank, "级别", RANKS.map(Rank::name), rank)
        .choice(StaffField::Established, "在编", ["是", "否"], yes(of.established))
        .choice(StaffField::Bureau, "局管", ["是", "否"], yes(of.bureau))
        .text_field(StaffField::Roles, "角色", 12)
        .text_field(StaffField::Department, "科室", 30)
        .text_field(StaffField::Place, "办公地点", 40)
        .text_field(StaffField::Phone, "办公电话", 30)
        .text_field(StaffField::Mobile, "手机", 20)
        .text_field(StaffField::Badge, "工作证号", 20)
        .text_field(StaffField::Order, "排序", 5)
        .choice(StaffField::Active, "在岗", ["是", "否"], yes(of.active));
    let texts = [
        (StaffField::Name, of.name.clone()),
        (StaffField::Post, of.post.clone()),
        (StaffField::Roles, digits(&of.roles)),
        (StaffField::Department, of.department.clone()),
        (StaffField::Place, of.place.clone()),
        (StaffField::Phone, of.phone.clone()),
        (StaffField::Mobile, of.mobile.clone()),
        (StaffField::Badge, of.badge.clone()),
        (StaffField::Order, of.order.to_string()),
    ];
    for (id, text) in texts {
        form.set_text(id, &text);
    }
    form.show(StaffField::Reason, false);
    SECOND.behind(form)
}

/// The entry as it is typed; what the form does not have stays.
fn entry(before: &Staff, form: &Form<StaffField>) -> Option<Staff> {
    let text = |id| form.text(id).trim().to_owned();
    let yes = |id| form.chosen(id) != Some(1);
    let order = canonical::number(&form.text(StaffField::Order));
    Some(Staff {
        name: text(StaffField::Name),
        reason: text(StaffField::Reason),
        post: text(StaffField::Post),
        rank: form.chosen(StaffField::Rank).and_then(|at| RANKS.get(at)).copied().unwrap_or(Rank::Ordinary),
        established: yes(StaffField::Established),
        bureau: yes(StaffField::Bureau),
        roles: roles(&form.text(StaffField::Roles)),
        department: text(StaffField::Department),
        place: text(StaffField::Place),
        phone: text(StaffField::Phone),
        mobile: text(StaffField::Mobile),
        badge: text(StaffField::Badge),
        order: if order.is_empty() { 0 } else { order.parse().ok()? },
        active: yes(StaffField::Active),
        ..before.clone()
    })
}

fn dialog(of: Option<&Staff>, world: &World) -> Dialog<StaffField> {
    let fresh = of.is_none();
    let last = world.header.staff.0.values().map(|staff| staff.order).filter(|order| *order < 99).max();
    let before = of.cloned().unwrap_or_else(|| Staff {
        rank: Rank::Middle,
        established: true,
        order: last.unwrap_or(0) + 1,
        ..Staff::new("", "")
    });
    let numbered: Vec<String> =
        Role::ALL.iter().zip(1..).map(|(role, at)| format!("{at}{}", role.name())).collect();
    let was = before.clone();
    let title = of.map_or_else(|| "新增人员".to_owned(), |staff| format!("{} {}", staff.code, staff.name));
    Dialog::new(title, form(&before, fresh), move |form, world| {
        let Some(mut after) = entry(&before, form) else { return Outcome::Wait("排序只写数字。") };
        if fresh {
            after.code.0 = canonical::number(&form.text(StaffField::Code)).to_uppercase();
            if world.header.staff.alike(&after.code).is_some() {
                return Outcome::Refused(Staffing::CodeTaken { code: after.code.0 }.refused());
            }
        } else if after == before {
            return Outcome::Wait("没有改动，不用保存；按 Esc 返回。");
        }
        let consent = match takes_consent((!fresh).then_some(&before), &after) {
            false => Consent::default(),
            true => match SECOND.consent(form) {
                Ok(consent) => consent,
                Err(sentence) => return Outcome::Wait(sentence),
            },
        };
        after.appointed = consent.paper;
        let keep = Command::Office(OfficeCommand::KeepStaff(Box::new(after)));
        match consent.second {
            Some((code, pin)) => Outcome::Together { code, pin, command: keep },
            None => Outcome::Command(keep),
        }
    })
    .explained(vec![format!("角色写数字，可以几个：{}。", numbered.join(" "))])
    .arranged(move |form| arrange(form, &was, fresh))
    .pointing(|field| match field {
        RefusedField::Code => Some(StaffField::Code),
        RefusedField::Staff => Some(StaffField::Name),
        RefusedField::Reason => Some(StaffField::Reason),
        RefusedField::Phone => Some(StaffField::Phone),
        RefusedField::Mobile => Some(StaffField::Mobile),
        RefusedField::Roles => Some(StaffField::Roles),
        other => SECOND.pointed(other),
    })
}

/// Where the columns begin, and how wide they are.
const COLUMNS: [(u16, u16); 6] = [(2, 5), (8, 9), (18, 16), (35, 8), (44, 26), (71, 8)];

impl Layer for People {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let all = everybody(world);
        if digit(key) == Some(1) {
            return Some(for_administrators(world, || Action::Open(Box::new(dialog(None, world)))));
        }
        if is_enter(key) {
            let staff = *all.get(self.marked.at())?;
            return Some(for_administrators(world, || Action::Open(Box::new(dialog(Some(staff), world)))));
        }
        self.marked.key(key, all.len()).then(Vec::new)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let height = canvas.size().1;
        for ((x, cells), head) in COLUMNS.iter().zip(["代码", "姓名", "职务", "级别", "角色", ""]) {
            canvas.put_in(*x, 0, *cells, head, Tone::Label);
        }
        self.marked.draw(canvas, 1..height, everybody(world), |canvas, y, staff| {
            let stands = if staff.active { "" } else { "离岗" };
            let roles = Role::names(&staff.roles, "、");
            let cells = [&staff.code.0, &staff.name, &staff.post, staff.rank.name(), &roles, stands];
            let tone = if staff.active { Tone::Text } else { Tone::Dim };
            for ((x, cells), text) in COLUMNS.iter().zip(cells) {
                canvas.put_in(*x, y, *cells, text, tone);
            }
        });
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        [("1", "新增"), ("Enter", "改"), ("Ctrl-Y", "密码"), ("左右", "换栏")]
            .map(|(key, what)| (key.to_owned(), what.to_owned()))
            .into()
    }

    fn name(&self) -> &'static str {
        "人员"
    }
}
