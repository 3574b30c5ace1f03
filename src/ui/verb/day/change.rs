//! A change of one day's duty by the leader: who has the desk in each half, and who leads.

use xieban_domain::absence::{Half, HalfDay};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::duty::DutyDay;
use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::{Staff, StaffCode};
use xieban_office::DutySpan;

use super::{DayDesk, DayVerb};
use crate::ask::{Ask, Asking, Field};
use crate::layer::Action;
use crate::people::eligible;
use crate::verb::Does;
use crate::world::World;

pub(super) static TODAY: DayVerb = DayVerb { name: "改今天的班", place: "2", does: CHANGE };

pub(super) static OF_THE_WEEK: DayVerb = DayVerb { name: "改这天的班", place: "1", does: CHANGE };

const CHANGE: Does<DayDesk> = Does::Go {
    // The same day again: refused only where it cannot be changed at all.
    command: |of, _| Some(Command::Office(OfficeCommand::EnterDuty(of.day.clone()?))),
    fields: &[RefusedField::Staff],
    way: |of, world| {
        let dialog = of.day.as_ref().map(|day| ask(day, &of.span, world).dialog(of.head(world), Some));
        dialog.map(|dialog| Action::Open(Box::new(dialog))).into_iter().collect()
    },
};

/// Two places in each half.
const PLACES: [(Half, usize, &str); 4] = [
    (Half::Morning, 0, "上午"),
    (Half::Morning, 1, "上午另一人"),
    (Half::Afternoon, 0, "下午"),
    (Half::Afternoon, 1, "下午另一人"),
];

/// The name, with what keeps the person away in any of these half-days.
fn offered(code: &StaffCode, slots: &[HalfDay], span: &DutySpan, world: &World) -> String {
    let name = world.header.staff.name(code);
    let away = slots.iter().find_map(|slot| span.absences.away(code, *slot));
    away.map_or_else(|| name.to_owned(), |away| format!("{name}（{}）", away.kind.name()))
}

fn ask(day: &DutyDay, span: &DutySpan, world: &World) -> Ask<Command> {
    let (leaders, officers) = (eligible(world, Staff::may_lead), eligible(world, Staff::may_be_officer));
    let mut asking = Asking::new();
    asking.explain("只改这一天。数字或左右选人，0 空着；已登记的件不受影响。");
    let mut seat = |label, codes: &[StaffCode], slots: &[HalfDay], now: Option<&StaffCode>| {
        let options = codes.iter().map(|code| (code.clone(), offered(code, slots, span, world))).collect();
        let field = asking.maybe(label, options, RefusedField::Staff);
        if let Some(at) = codes.iter().position(|code| Some(code) == now) {
            asking.choose(&field, at);
        }
        field
    };
    let whole = Half::BOTH.map(|half| HalfDay { date: day.date, half });
    let leader = seat("值班领导", &leaders, &whole, day.leader.as_ref());
    let seats: Vec<(Half, Field<Option<StaffCode>>)> = PLACES
        .into_iter()
        .map(|(half, place, label)| {
            let slot = HalfDay { date: day.date, half };
            (half, seat(label, &officers, &[slot], day.of_half(half).get(place)))
        })
        .collect();
    let was = day.clone();
    asking.makes(move |said| {
        let mut day = DutyDay { leader: said.get(&leader)?, ..was.clone() };
        for (half, codes) in [(Half::Morning, &mut day.morning), (Half::Afternoon, &mut day.afternoon)] {
            // Whoever stands there behind the second place stays.
            let behind: Vec<StaffCode> = codes.iter().skip(2).cloned().collect();
            codes.clear();
            for (_, field) in seats.iter().filter(|(of, _)| *of == half) {
                codes.extend(said.get(field)?);
            }
            codes.extend(behind);
            let mut seen = std::collections::BTreeSet::new();
            codes.retain(|code| seen.insert(code.clone()));
        }
        Ok(Command::Office(OfficeCommand::EnterDuty(day)))
    })
}
