//! 为什么是这一天: every day counted, every day skipped and why.

use super::{Action, Opens};
use crate::domain::case::state::Disposed;
use crate::domain::moment::screen_date;
use crate::office::CaseView;
use crate::ui::overlay::notice::Notice;
use crate::ui::world::World;

pub(super) const WHY: Action = Action {
    name: "为何这天",
    fits: |case, world| case.stopped().is_some() || case.horizon(world.facts.calendar).is_some(),
    probe: None,
    opens: Opens::Layer(|view, world| Box::new(explain(view, world))),
};

fn explain(view: &CaseView, world: &World) -> Notice {
    let case = &view.row.record.case;
    let today = world.now().date();
    let mut lines = Vec::new();
    let accepted = case.acceptance.as_ref().map(|acceptance| acceptance.on);
    if let (Some(Disposed::Promise { limit, promised, .. }), Some(why)) =
        (&case.disposed, case.why_promised(world.facts.calendar))
    {
        lines.push(format!("承诺{limit}，到{}：", screen_date(promised.date, today)));
        let counted: Vec<String> = why.counted.iter().map(|day| day.format("%m-%d").to_string()).collect();
        lines.push(format!("计入 {}", counted.join(" ")));
        let skipped: Vec<String> =
            why.skipped.iter().map(|skip| format!("{}{}", skip.date.format("%m-%d"), skip.why)).collect();
        lines.push(format!("不计 {}", skipped.join("，")));
    }
    if let (Some(limit), Some(on)) = (case.part().legal, accepted) {
        let due = case.statutory().unwrap_or_else(|| world.facts.calendar.due(on, limit));
        lines.push(format!(
            "法定{limit}，自{}受理起，到{}。",
            screen_date(on, today),
            screen_date(due.date, today)
        ));
    }
    if let Some(due) = case.tell_by(world.facts.calendar) {
        lines.push(format!(
            "许可事项收到材料后5个工作日内须告知或受理，到{}；过期视为受理（行政许可法32）。",
            screen_date(due.date, today)
        ));
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
        lines.push(format!(
            "延期{}个工作日（行政许可法42），承诺到{}。",
            extension.days,
            screen_date(extension.promised.date, today)
        ));
    }
    if let Some(due) = case.horizon(world.facts.calendar).filter(|_| lines.is_empty()) {
        lines.push(format!("到{}。", screen_date(due.date, today)));
    }
    Notice::new(format!("为何这天  {}", case.id().spoken()), lines, Vec::new(), |_, _| Vec::new())
}
