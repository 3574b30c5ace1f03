//! 关联: one of those about the same by its digit, or any by its number.

use xieban_domain::complaint::{ComplaintCommand, ComplaintId};
use xieban_domain::refusal::RefusedField;
use xieban_words::canonical;

use super::{ComplaintDesk, ComplaintVerb};
use crate::ask::{Ask, Asking, Unfit};
use crate::screen::complaints::{listed, same};
use crate::verb::Does;
use crate::world::World;

pub(super) static VERB: ComplaintVerb = ComplaintVerb { name: "关联", place: "7", does: Does::Ask(link) };

fn link(desk: &ComplaintDesk, world: &World) -> Ask<ComplaintCommand> {
    let mut asking = Asking::new();
    let year = desk.complaint().map_or(0, |complaint| complaint.id.year);
    let others = desk.complaint().into_iter().flat_map(|complaint| {
        let name = complaint.taken.about.get().map_or("", |about| &about.name);
        let same = same(&desk.all, name, Some(complaint.id)).into_iter();
        same.filter(|row| !complaint.linked.contains(&row.complaint.id))
    });
    let others: Vec<_> = others.map(|row| (row.complaint.id, listed(row, world))).collect();
    let none = others.is_empty();
    let about = asking.maybe("同一对象", others, RefusedField::Whole);
    asking.only_if(&about, move |_| !none);
    let parse = move |typed: &str| {
        let typed = canonical::number(typed);
        match typed.parse().ok().filter(|seq| *seq > 0) {
            Some(seq) => Some(Some(ComplaintId { year, seq })),
            None if typed.is_empty() => Some(None),
            None => typed.parse().ok().map(Some),
        }
    };
    let wrong = "请按数字选一件，或写投诉编号，如“诉2026-3”。";
    // Any that it is not linked to yet.
    let other = Some(ComplaintId { year, seq: u32::MAX });
    let number = asking.typed("编号", 16, RefusedField::Remark, other, (parse, wrong));
    asking.note(&number, "如 诉2026-3，本年的写 3");
    asking.makes(move |said| match said.get(&number)?.or(said.get(&about)?) {
        Some(to) => Ok(ComplaintCommand::Link { to }),
        None => Err(Unfit::of(&number, wrong)),
    })
}
