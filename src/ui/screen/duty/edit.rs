//! A change of one day's duty by the leader: who has the desk in each half, and who leads.

use xieban_domain::absence::{Half, HalfDay};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::screen_date;
use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::{Staff, StaffCode};
use xieban_office::DutySpan;

use super::days::of_half;
use crate::form::Form;
use crate::layer::Action;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::world::World;

/// The fields: the leader, then two places in each half.
const LEADER: usize = 0;
const PLACES: [(usize, Half, usize, &str); 4] = [
    (1, Half::Morning, 0, "上午"),
    (2, Half::Morning, 1, "上午另一人"),
    (3, Half::Afternoon, 0, "下午"),
    (4, Half::Afternoon, 1, "下午另一人"),
];

/// Everybody who may be chosen, by 排序.
pub(super) fn eligible(world: &World, may: impl Fn(&Staff) -> bool) -> Vec<StaffCode> {
    world
        .header
        .staff
        .active()
        .into_iter()
        .filter(|staff| may(staff))
        .map(|staff| staff.code.clone())
        .collect()
}

/// The name, with what keeps the person away in any of these half-days.
pub(super) fn offered(code: &StaffCode, slots: &[HalfDay], span: &DutySpan, world: &World) -> String {
    let name = world.header.staff.name(code);
    let away = slots.iter().find_map(|slot| span.absences.away(code, *slot));
    away.map_or_else(|| name.to_owned(), |away| format!("{name}（{}）", away.kind.name()))
}

/// The dialog for a day.
pub(super) fn day(day: &DutyDay, span: &DutySpan, world: &World) -> Action {
    let (leaders, officers) = (eligible(world, Staff::may_lead), eligible(world, Staff::may_be_officer));
    let whole = Half::BOTH.map(|half| HalfDay { date: day.date, half });
    let names = |codes: &[StaffCode], slots: &[HalfDay]| -> Vec<String> {
        codes.iter().map(|code| offered(code, slots, span, world)).collect()
    };
    let at = |codes: &[StaffCode], code: Option<&StaffCode>| codes.iter().position(|each| Some(each) == code);
    let mut form =
        Form::new().choice(LEADER, "值班领导", names(&leaders, &whole), at(&leaders, day.leader.as_ref()));
    for (id, half, place, label) in PLACES {
        let slot = HalfDay { date: day.date, half };
        let now = of_half(day, half).get(place);
        form = form.choice(id, label, names(&officers, &[slot]), at(&officers, now));
    }
    let was = day.clone();
    let title = format!("{} 的班", screen_date(day.date, world.now().date()));
    let dialog = Dialog::new(title, form, move |form, _| {
        let mut day = was.clone();
        let chosen = |id: usize, codes: &[StaffCode]| form.chosen(id).and_then(|at| codes.get(at)).cloned();
        day.leader = chosen(LEADER, &leaders);
        for (half, codes) in [(Half::Morning, &mut day.morning), (Half::Afternoon, &mut day.afternoon)] {
            // Whoever stands there behind the second place stays.
            let mut now: Vec<StaffCode> = PLACES
                .into_iter()
                .filter(|(_, of, ..)| *of == half)
                .filter_map(|(id, ..)| chosen(id, &officers))
                .chain(codes.iter().skip(2).cloned())
                .collect();
            let mut seen = std::collections::BTreeSet::new();
            now.retain(|code| seen.insert(code.clone()));
            *codes = now;
        }
        Outcome::Command(Command::Office(OfficeCommand::EnterDuty(day)))
    });
    let dialog = dialog
        .explained(vec!["只改这一天。数字或左右选人，0 空着；已登记的件不受影响。".to_owned()])
        .pointing(|field| (field == RefusedField::Staff).then_some(PLACES[0].0));
    Action::Open(Box::new(dialog))
}
