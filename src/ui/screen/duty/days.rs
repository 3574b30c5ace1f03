//! Days of duty as the views hold them: asked for when a view comes up or something has changed, and the words for what is missing.

use std::rc::Rc;

use chrono::{Days as Count, NaiveDate, Weekday};
use xieban_domain::absence::{Half, HalfDay};
use xieban_domain::moment::short_date;
use xieban_domain::staff::StaffCode;
use xieban_office::{DutySpan, question};

use crate::layer::{Action, News};
use crate::pending::Pending;
use crate::world::World;

/// Days that are looked at from this week's Monday on: three weeks.
const AHEAD: u64 = 20;

/// The days round today.
#[derive(Default)]
pub(super) struct Days {
    pub(super) span: Rc<DutySpan>,
    asked: Pending<question::Duty>,
}

impl Days {
    pub(super) fn ask(&mut self, world: &World) -> Vec<Action> {
        let from = monday(world.now().date());
        vec![self.asked.ask(question::Duty { from, to: later(from, AHEAD) }, world)]
    }

    /// Takes an answer in, or asks anew where something has changed.
    pub(super) fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(span) = self.asked.answer(news) {
            self.span = Rc::new((**span).clone());
            return Vec::new();
        }
        match news {
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }
}

pub(super) fn monday(date: NaiveDate) -> NaiveDate {
    date.week(Weekday::Mon).first_day()
}

pub(super) fn later(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Count::new(days)).unwrap_or(date)
}

/// The half-day that is on, or else the next one of today; none after closing.
pub(super) fn half_now(world: &World) -> Option<Half> {
    let hours = world.header.settings.hours;
    Half::BOTH.into_iter().zip(hours).find(|(_, hours)| world.now().time() < hours.to.0).map(|(half, _)| half)
}

/// What is missing on a day: each half-day without anybody at the desk, and the leader. Half-days that are over want nothing.
pub(super) fn missing(span: &DutySpan, date: NaiveDate, world: &World) -> Vec<String> {
    let mut said = Vec::new();
    if !world.facts.calendar.is_open(date) {
        return said;
    }
    let today = world.now().date();
    let day = if date == today { "今天".to_owned() } else { short_date(date, today) };
    let first = if date == today { half_now(world) } else { Some(Half::Morning) };
    for half in Half::BOTH.into_iter().filter(|half| first.is_some_and(|first| *half >= first)) {
        let slot = HalfDay { date, half };
        if !span.present(slot).is_empty() {
            continue;
        }
        let on = span.day(date).map(|day| day.of_half(half)).unwrap_or_default();
        let away = on.iter().filter_map(|code| span.absences.away(code, slot));
        let away: Vec<String> =
            away.map(|why| format!("{}{}", world.header.staff.name(&why.officer), why.kind.name())).collect();
        said.push(match away.is_empty() {
            true => format!("{day}{}没有协办员。", half.name()),
            false => format!("{day}{}没有协办员：{}。", half.name(), away.join("、")),
        });
    }
    if first.is_some() && span.day(date).is_none_or(|day| day.leader.is_none()) {
        said.push(format!("{day}没有明确值班领导。"));
    }
    said
}

/// Names side by side; 休假 and the like behind whoever is away.
pub(super) fn names(codes: &[StaffCode], slot: HalfDay, span: &DutySpan, world: &World) -> String {
    let name = |code: &StaffCode| {
        let name = world.header.staff.name(code);
        span.absences
            .away(code, slot)
            .map_or_else(|| name.to_owned(), |absence| format!("{name}（{}）", absence.kind.name()))
    };
    codes.iter().map(name).collect::<Vec<_>>().join("、")
}
