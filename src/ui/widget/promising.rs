//! Before a promise is made: how long such cases took, which weekday it falls on, what else is due in that week.

use xieban_domain::absence::{Half, HalfDay};
use xieban_domain::catalogue::MatterCode;
use xieban_domain::limit::Limit;
use xieban_domain::moment::screen_date;
use xieban_office::Query;

use crate::layer::Action;
use crate::world::World;

/// Asks for what is to be known of a matter, unless it is known.
pub(crate) fn look(matter: Option<&MatterCode>, world: &World) -> Option<Action> {
    let matter = matter.filter(|matter| world.ahead.as_ref().is_none_or(|known| known.matter != **matter))?;
    let (_, effect) = world.ask(Query::WorkloadForecast(matter.clone()));
    Some(Action::Do(effect))
}

/// `到12-07 周一 当周3件  以往23件 半数6日 八成9日`.
pub(crate) fn said(matter: Option<&MatterCode>, limit: Option<Limit>, world: &World) -> Option<String> {
    let known = world.ahead.as_ref().filter(|known| Some(&known.matter) == matter)?;
    let today = world.now().date();
    let due = limit.map(|limit| world.facts.calendar.due(today, limit).date);
    let due = due.map(|due| {
        let away = world.me.as_ref().is_some_and(|me| {
            let halves = Half::BOTH.map(|half| HalfDay { date: due, half });
            halves.iter().any(|half| known.absences.away(me, *half).is_some())
        });
        let away = if away { " 您那天离岗" } else { "" };
        format!("到{}{away} 当周{}件", screen_date(due, today), known.week_of(due))
    });
    let past = known.past.percentile(50).zip(known.past.percentile(80)).map_or_else(
        || "以往没有办过".to_owned(),
        |(half, most)| format!("以往{}件 半数{half}日 八成{most}日", known.past.count()),
    );
    Some(due.into_iter().chain([past]).collect::<Vec<_>>().join("  "))
}
