//! 为什么是这一天: every day counted, every day skipped and why.

use chrono::NaiveDate;
use xieban_domain::case::TELL_WITHIN;
use xieban_domain::case::closing::ANSWER_WITHIN;
use xieban_domain::case::escalation::Escalation;
use xieban_domain::case::state::{Disposed, Life};
use xieban_domain::limit::{Explanation, Limit};
use xieban_domain::moment::screen_date;
use xieban_office::CaseView;

use super::{CaseVerb, Does};
use crate::layer::Action;
use crate::overlay::notice::Notice;
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "为何这天",
    place: "025",
    does: Does::Show(|view, world| vec![Action::Open(Box::new(explain(view, world)))]),
};

/// Every day counted and every day skipped.
fn days(why: &Explanation) -> [String; 2] {
    let counted: Vec<String> = why.counted.iter().map(|day| day.format("%m-%d").to_string()).collect();
    let skipped: Vec<String> =
        why.skipped.iter().map(|skip| format!("{}{}", skip.date.format("%m-%d"), skip.why)).collect();
    [format!("计入 {}", counted.join(" ")), format!("不计 {}", skipped.join("，"))]
}

fn explain(view: &CaseView, world: &World) -> Notice {
    let case = &view.row.record.case;
    let today = world.now().date();
    let mut lines = Vec::new();
    let accepted = case.acceptance.as_ref().map(|acceptance| acceptance.on);
    if let (Some(Disposed::Promise { limit, promised, .. }), Some(why)) =
        (&case.disposed, case.why_promised(world.facts.calendar))
    {
        lines.push(format!("承诺{limit}，到{}：", promised.screen(today)));
        lines.extend(days(&why));
    }
    if let (Some(Disposed::Instant { .. }), Some(due)) = (&case.disposed, case.part_due()) {
        let closing = world.header.settings.closing().format("%H:%M").to_string();
        lines.push(format!("即办件当日办结：{}下班（{closing}）前。", due.screen(today)));
    }
    if let (Some(limit), Some(on)) = (case.part().legal, accepted) {
        let due = case.statutory().unwrap_or_else(|| world.facts.calendar.due(on, limit));
        lines.push(format!("法定{limit}，自{}受理起，到{}。", screen_date(on, today), due.screen(today)));
    }
    if let Some(due) = case.tell_by(world.facts.calendar) {
        lines.push(format!(
            "许可事项收到材料后5个工作日内须告知或受理，到{}；过期视为受理（行政许可法32）。",
            due.screen(today)
        ));
        if let Some(from) = case.received_on {
            lines.extend(days(&world.facts.calendar.explain(from, TELL_WITHIN)));
        }
    }
    if let Life::Finished(finish) = &case.life {
        let due = world.facts.calendar.due(finish.at.date(), Limit::WorkingDays(1));
        lines.push(format!("办结后1个工作日内回复，到{}。", due.screen(today)));
    }
    if let (Some(due), Some(rating)) = (case.answer_by(), &case.rating) {
        lines.push(format!("差评{ANSWER_WITHIN}内整改回访，到{}：", due.screen(today)));
        lines.extend(days(&world.facts.calendar.explain(rating.at.date(), ANSWER_WITHIN)));
    }
    for stop in &case.stops {
        let until = stop.until.map_or("现在".to_owned(), |until| screen_date(until, today));
        lines.push(format!(
            "停计时（{}）：{}之后到{until}不计。",
            stop.reason,
            screen_date(stop.from, today)
        ));
    }
    if let Some(extension) = &case.extension {
        lines.push(extension.why(today));
    }
    if let Some(due) = case.horizon(world.facts.calendar).filter(|_| lines.is_empty()) {
        lines.push(format!("到{}。", due.screen(today)));
    }
    if let Some(levels) = case.escalates_on(world.facts.calendar, &world.header.settings) {
        let unsure = |on: NaiveDate| world.facts.calendar.is_unsure(today.min(on), on);
        let level = |(who, on): &(Escalation, NaiveDate)| {
            let mark = if unsure(*on) { "（暂定）" } else { "" };
            format!("{} {}{mark}", who.name(), on.format("%m-%d"))
        };
        let levels: Vec<String> = levels.iter().map(level).collect();
        lines.push(format!("到期不办，依次督办到：{}。", levels.join("，")));
    }
    if lines.is_empty() {
        lines.push("本件现在没有期限。".to_owned());
    }
    Notice::new(format!("为何这天  {}", case.id().spoken()), lines, Vec::new(), |_, _| Vec::new())
}
