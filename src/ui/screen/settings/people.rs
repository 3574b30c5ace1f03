//! 人员: everybody who works or worked here. Enter changes an entry, 1 adds one; nobody is ever removed, only 离岗.

use std::collections::BTreeSet;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::refusal::{Field, Staffing};
use xieban_domain::staff::{Rank, Role, Staff};
use xieban_term::{Canvas, Key, Tone};
use xieban_words::canonical;

use super::for_administrators;
use crate::form::Form;
use crate::keymap::{digit, is_enter};
use crate::layer::{Hint, Layer, Wish};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::widget::marked::Marked;
use crate::world::World;

/// The view.
#[derive(Default)]
pub(super) struct People {
    marked: Marked,
}

/// Everybody: who is here by rank, then who was.
fn everybody(world: &World) -> Vec<&Staff> {
    let mut all = world.door.staff.active();
    all.extend(world.door.staff.0.values().filter(|staff| !staff.active));
    all
}

const RANKS: [Rank; 3] = [Rank::Leadership, Rank::Middle, Rank::Ordinary];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Id {
    Code,
    Name,
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
}

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

/// What the digits mean follows them.
fn arrange(form: &mut Form<Id>) {
    let roles = Role::names(&roles(&form.text(Id::Roles)), "、");
    form.note(Id::Roles, &roles);
}

fn form(of: &Staff, fresh: bool) -> Form<Id> {
    let yes = |yes: bool| Some(usize::from(!yes));
    let rank = RANKS.iter().position(|rank| *rank == of.rank);
    let mut form = Form::new();
    if fresh {
        form = form.text_field(Id::Code, "代码", 12);
    }
    let mut form = form
        .text_field(Id::Name, "姓名", 30)
        .text_field(Id::Post, "职务", 30)
        .choice(Id::Rank, "级别", RANKS.map(Rank::name), rank)
        .choice(Id::Established, "在编", ["是", "否"], yes(of.established))
        .choice(Id::Bureau, "局管", ["是", "否"], yes(of.bureau))
        .text_field(Id::Roles, "角色", 12)
        .text_field(Id::Department, "科室", 30)
        .text_field(Id::Place, "办公地点", 40)
        .text_field(Id::Phone, "办公电话", 30)
        .text_field(Id::Mobile, "手机", 20)
        .text_field(Id::Badge, "工作证号", 20)
        .text_field(Id::Order, "排序", 5)
        .choice(Id::Active, "在岗", ["是", "否"], yes(of.active));
    let texts = [
        (Id::Name, of.name.clone()),
        (Id::Post, of.post.clone()),
        (Id::Roles, digits(&of.roles)),
        (Id::Department, of.department.clone()),
        (Id::Place, of.place.clone()),
        (Id::Phone, of.phone.clone()),
        (Id::Mobile, of.mobile.clone()),
        (Id::Badge, of.badge.clone()),
        (Id::Order, of.order.to_string()),
    ];
    for (id, text) in texts {
        form.set_text(id, &text);
    }
    form
}

/// The entry as it is typed; what the form does not have stays.
fn entry(before: &Staff, form: &Form<Id>) -> Option<Staff> {
    let text = |id| form.text(id).trim().to_owned();
    let yes = |id| form.chosen(id) != Some(1);
    let order = canonical::number(&form.text(Id::Order));
    Some(Staff {
        name: text(Id::Name),
        post: text(Id::Post),
        rank: form.chosen(Id::Rank).and_then(|at| RANKS.get(at)).copied().unwrap_or(Rank::Ordinary),
        established: yes(Id::Established),
        bureau: yes(Id::Bureau),
        roles: roles(&form.text(Id::Roles)),
        department: text(Id::Department),
        place: text(Id::Place),
        phone: text(Id::Phone),
        mobile: text(Id::Mobile),
        badge: text(Id::Badge),
        order: if order.is_empty() { 0 } else { order.parse().ok()? },
        active: yes(Id::Active),
        ..before.clone()
    })
}

fn dialog(of: Option<&Staff>, world: &World) -> Dialog<Id> {
    let fresh = of.is_none();
    let last = world.door.staff.0.values().map(|staff| staff.order).filter(|order| *order < 99).max();
    let before = of.cloned().unwrap_or_else(|| Staff {
        rank: Rank::Middle,
        established: true,
        order: last.unwrap_or(0) + 1,
        ..Staff::new("", "")
    });
    let numbered: Vec<String> =
        Role::ALL.iter().zip(1..).map(|(role, at)| format!("{at}{}", role.name())).collect();
    let title = of.map_or_else(|| "新增人员".to_owned(), |staff| format!("{} {}", staff.code, staff.name));
    Dialog::new(title, form(&before, fresh), move |form, world| {
        let Some(mut after) = entry(&before, form) else { return Outcome::Wait("排序只写数字。") };
        if fresh {
            after.code.0 = canonical::number(&form.text(Id::Code)).to_uppercase();
            if world.door.staff.get(&after.code).is_some() {
                return Outcome::Refused(Staffing::CodeTaken { code: after.code.0 }.refused());
            }
        } else if after == before {
            return Outcome::Wait("没有改动，不用保存；按 Esc 返回。");
        }
        Outcome::Command(Command::Office(OfficeCommand::KeepStaff(Box::new(after))))
    })
    .explained(vec![format!("角色写数字，可以几个：{}。", numbered.join(" "))])
    .arranged(arrange)
    .pointing(|field| match field {
        Field::Code => Some(Id::Code),
        Field::Staff => Some(Id::Name),
        Field::Phone => Some(Id::Phone),
        Field::Mobile => Some(Id::Mobile),
        _ => None,
    })
}

/// Where the columns begin, and how wide they are.
const COLUMNS: [(u16, u16); 6] = [(2, 5), (8, 9), (18, 16), (35, 8), (44, 26), (71, 8)];

impl Layer for People {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Wish>> {
        let all = everybody(world);
        if digit(key) == Some(1) {
            return Some(for_administrators(world, || Wish::Open(Box::new(dialog(None, world)))));
        }
        if is_enter(key) {
            let staff = *all.get(self.marked.at())?;
            return Some(for_administrators(world, || Wish::Open(Box::new(dialog(Some(staff), world)))));
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

    fn hints(&self, _: &World) -> Vec<Hint> {
        [("1", "新增"), ("Enter", "改"), ("Ctrl-Y", "密码"), ("左右", "换栏")]
            .map(|(key, what)| (key.to_owned(), what.to_owned()))
            .into()
    }

    fn name(&self) -> &'static str {
        "人员"
    }
}
