//! How the cases look: the list above, the case under the marker below it, or the case alone.

use xieban_domain::case::approval::acting_until;
use xieban_domain::case::escalation::Escalation;
use xieban_domain::case::state::{Disposed, InnerStep};
use xieban_domain::case::{Case, Life};
use xieban_domain::moment::{Moment, short_date};
use xieban_domain::reveal::Extent;
use xieban_domain::staff::Role;
use xieban_domain::visitor::Visitor;
use xieban_office::CaseView;
use xieban_term::{Canvas, Tone};

use super::{Cases, View};
use crate::chrome;
use crate::verb::case::VERBS;
use crate::widget::case_line::{history, undone};
use crate::widget::case_rows::{head, line};
use crate::widget::{stages, tabs};
use crate::world::World;

/// Rows below the list: the pane, and the digits under it.
fn pane_rows((_, height): (u16, u16)) -> u16 {
    if height >= 36 { 15 } else { 7 }
}

/// Rows of the list on a screen of this size.
pub(super) fn list_rows(size: (u16, u16)) -> u16 {
    let body = size.1.saturating_sub(chrome::ABOVE + chrome::BELOW);
    body.saturating_sub(pane_rows(size) + 3).max(1)
}

pub(super) fn draw(screen: &Cases, canvas: &mut Canvas<'_>, world: &World) {
    let (width, height) = canvas.size();
    filters(screen, canvas, world);
    if let Some(view) = screen.shown() {
        VERBS.draw_row(canvas, height.saturating_sub(1), view, world);
    }
    if screen.whole {
        if let Some(view) = screen.shown() {
            canvas.sub(0, 1, width, height.saturating_sub(2), |canvas| {
                pane(view, canvas, world, screen.scroll);
            });
        }
        return;
    }
    let rows = list_rows(world.size);
    head(canvas, 1);
    let first = first_row(screen, rows.into());
    for row in 0..rows {
        let place = first + usize::from(row);
        let entry = place.checked_sub(screen.list.offset).and_then(|at| screen.list.rows.get(at));
        if let Some(entry) = entry {
            line(entry, canvas, world, row + 2, place == screen.at);
        }
    }
    let shown = screen.list.total.min(first + usize::from(rows));
    let range = match screen.list.total {
        0 => " 没有件 ".to_owned(),
        total => format!(" {}-{shown} / {total} 件 ", first + 1),
    };
    let y = rows + 2;
    canvas.across(0, y, width, Tone::Frame);
    canvas.put((width.saturating_sub(18)) / 2, y, &range, Tone::Dim);
    if screen.view == View::Office {
        canvas.put_before(width.saturating_sub(1), y, &to_look_at(world), Tone::Amber);
    }
    canvas.sub(0, y + 1, width, height.saturating_sub(y + 2), |canvas| match screen.shown() {
        Some(view) => pane(view, canvas, world, 0),
        None if screen.selected().is_some() => {}
        None => {
            let registers = world.myself().is_some_and(|me| me.is(Role::Officer));
            let none = match (screen.view == View::Found, registers) {
                (true, _) => "没有找到件。/ 再找，Esc 返回。",
                (false, true) => "这一栏没有件。左右换栏，F2 登记。",
                (false, false) => "这一栏没有件。左右换栏。",
            };
            canvas.put(1, 0, none, Tone::Dim);
        }
    });
}

/// What the leader has to look at among the whole office's cases.
fn to_look_at(world: &World) -> String {
    let counts = world.header.counts;
    let marks =
        [("重复移办预警", counts.led_on_again), ("移办争议", counts.disputes), ("待跟踪", counts.follow_ups)];
    let some = marks.into_iter().filter(|(_, count)| *count > 0);
    let told: Vec<String> = some.map(|(name, count)| format!("{name}{count}")).collect();
    if told.is_empty() { String::new() } else { format!(" {} ", told.join(" ")) }
}

/// The first row shown: the marker moves over a page before the page moves.
fn first_row(screen: &Cases, rows: usize) -> usize {
    let page = screen.at / rows.max(1);
    page * rows
}

fn filters(screen: &Cases, canvas: &mut Canvas<'_>, world: &World) {
    let counts = world.header.counts;
    let found = (screen.view == View::Found).then_some(View::Found);
    let views: Vec<View> = super::views(world).into_iter().chain(found).collect();
    let name = |view: &View| {
        let (name, count) = match view {
            View::Mine => ("我的", counts.mine),
            View::DueToday => ("今日到期", counts.due_today),
            View::Overdue => ("超期", counts.overdue),
            View::Prompted => ("待补正", counts.prompted),
            View::Signature => ("待签字", counts.awaiting_signature),
            View::Acting => ("代办", counts.acting),
            View::Approvals => ("待审", counts.approvals),
            View::Office => ("全所", counts.office),
            View::Found => ("查到", screen.list.total),
        };
        format!("{name} {count}")
    };
    let names: Vec<String> = views.iter().map(name).collect();
    let current = views.iter().position(|view| *view == screen.view).unwrap_or(0);
    tabs::draw(canvas, 0, &names, current);
}

/// The case at the left, its history at the right.
pub(crate) fn pane(view: &CaseView, canvas: &mut Canvas<'_>, world: &World, scroll: usize) {
    let (width, height) = canvas.size();
    let left = width / 2;
    let facts = facts(view, world);
    for (row, (text, tone)) in facts.iter().enumerate() {
        let y = u16::try_from(row).unwrap_or(u16::MAX);
        if y < height {
            canvas.put_in(1, y, left.saturating_sub(2), text, *tone);
        }
    }
    let officer = &view.row.record.case.opening.officer;
    let mut y = 0;
    let entries = view.timeline.iter().zip(undone(&view.timeline));
    for (entry, undone) in entries.skip(scroll) {
        let undone = if undone { "（已撤销）" } else { "" };
        let text = format!("{}{undone}", history(entry, &world.header.staff, officer));
        for line in xieban_text::wrap(canvas.metrics, &text, usize::from(width - left).saturating_sub(3)) {
            if y < height {
                canvas.put(left + 2, y, &line, Tone::Text);
            }
            y += 1;
        }
        if y >= height {
            break;
        }
    }
    for y in 0..height {
        canvas.put(left, y, canvas.glyphs.down, Tone::Frame);
    }
}

fn facts(view: &CaseView, world: &World) -> Vec<(String, Tone)> {
    let case = &view.row.record.case;
    let opening = &case.opening;
    let today = world.now().date();
    let day = |date| short_date(date, today);
    let mut lines = vec![(
        format!("{}  口报 {}", world.header.settings.paper(case.id().number()), case.id().spoken()),
        Tone::Title,
    )];
    let mine = world.me.as_ref() == Some(&opening.officer);
    if let Some(visitor) = case.visitor.get() {
        let agent =
            visitor.organisation().map_or(String::new(), |_| format!("  经办 {}", visitor.person().name));
        lines.push((format!("{}{agent}", visitor.name()), Tone::Text));
        let phone = visitor.phone().unwrap_or("无电话");
        lines.push((format!("电话 {phone}  跑动 {}  {}", case.visit_count(), opening.title), Tone::Text));
        if view.row.record.extent() == Extent::Whole {
            lines.extend(particulars(visitor).into_iter().map(|line| (line, Tone::Text)));
        }
    }
    let accepted = case.acceptance.as_ref().map_or_else(
        || "未受理".to_owned(),
        |acceptance| {
            format!("{} {}", if acceptance.deemed { "视为受理" } else { "受理" }, day(acceptance.on))
        },
    );
    let promised = match &case.disposed {
        Some(Disposed::Promise { promised, .. }) => {
            format!("  承诺 {}{}", day(promised.date), promised.mark())
        }
        Some(Disposed::Prompt | Disposed::Instant { .. } | Disposed::Return { .. }) | None => String::new(),
    };
    let statutory =
        case.statutory().map_or(String::new(), |due| format!("  法定 {}{}", day(due.date), due.mark()));
    // Where another unit's stage is next, nothing of ours is to be accepted.
    if case.course.is_none() || case.our_stage().is_some() {
        lines.push((format!("{accepted}{promised}{statutory}"), Tone::Text));
    }
    if let (Some(strip), Some(course)) = (stages::strip(case), &case.course) {
        lines.push((strip, Tone::Text));
        if let Some((_, leg)) = course.next() {
            let unit =
                leg.unit().map(|unit| world.facts.catalogue.unit_name(unit, world.header.settings.era));
            lines.push((format!("  {} {}", unit.unwrap_or("本所"), leg.does()), Tone::Dim));
        }
    }
    if let Some(escalation) = view.row.escalation.filter(|seen| *seen > Escalation::Officer) {
        lines.push((format!("超期，督办到{}", escalation.name()), Tone::Red));
    }
    if let Some(urged) = case.urged() {
        lines.push((format!("红 {}，待答复：{}", urged.level, urged.words.text()), Tone::Red));
    }
    lines.extend(outside(case, world));
    if let Some(phoned) = case.to_confirm() {
        let leader = world.header.staff.name(&phoned.leader);
        lines.push((
            format!("红 待确认 {leader}电话同意{}，{}前确认", phoned.what.name(), day(phoned.confirm_by)),
            Tone::Red,
        ));
    }
    if let Some(acting) = case.acting.as_ref().filter(|_| case.acting_on(today).is_some()) {
        let (who, until) = (world.header.staff.name(&acting.officer), acting_until(acting.until));
        lines.push((format!("{who}代办{until}"), Tone::Notice));
    }
    let leader = case.leader.as_ref().map_or("待明确", |code| world.header.staff.name(code));
    let owner = world.header.staff.name(&opening.officer);
    let note = if mine { "" } else { "（他人经办）" };
    lines.push((format!("责任 {owner}{note}  分管 {leader}  {}", opening.desk), Tone::Text));
    lines.push((five_stages(case), Tone::Text));
    let [received, missing] =
        [case.materials.iter().filter(|m| m.state.short() == "收").count(), case.missing()];
    lines.push((
        format!(
            "材料 收{received} 缺{missing}  催办 {}  来电 {}  {}",
            case.chases,
            case.calls,
            case.life.name()
        ),
        Tone::Text,
    ));
    if let Some(late) = &opening.late {
        let entered = format!("{}录入", late.entered.screen_time());
        lines.push((
            format!("补录 手工单{}  当时{}  {entered}", late.number, opening.at.screen_time()),
            Tone::Text,
        ));
    }
    lines.extend(case.all_steps().map(|step| (inner_way(step, world), Tone::Dim)));
    if !case.service.is_none() {
        let prechecks = case.service.prechecks;
        lines.push((format!("费用 {}  材料预审{prechecks}次", case.service.fee.fee), Tone::Text));
    }
    if !case.corrections.is_none() {
        lines.push((format!("更正{}次，见时间线", case.corrections.times), Tone::Text));
    }
    for material in &case.materials {
        lines.push((format!("  {} {}", material.state.short(), material.name), Tone::Dim));
    }
    lines
}

/// The rest of who it is, where all of it is seen.
fn particulars(visitor: &Visitor) -> Vec<String> {
    let input = visitor.to_input();
    let firm = input.organisation.unwrap_or_default();
    let told = [
        ("证件", input.id_no),
        ("联系办法", input.reach),
        ("地址", input.address),
        ("负责人", firm.head),
        ("单位地址", firm.address),
    ];
    let told = told.into_iter().filter(|(_, text)| !text.is_empty());
    told.map(|(name, text)| format!("{name} {text}")).collect()
}

/// Where it came from, and what of its way through other units somebody has to look at (R41, R61).
fn outside(case: &Case, world: &World) -> Vec<(String, Tone)> {
    let mut lines = Vec::new();
    if let Some(from) = &case.opening.received_from {
        let unit = world.facts.catalogue.unit_name(&from.unit, world.header.settings.era);
        lines.push((format!("转来 {unit} {}", from.number), Tone::Text));
    }
    let unit = |unit| world.facts.catalogue.unit_name(unit, world.header.settings.era);
    match (&case.life, case.guidance.last()) {
        (Life::HandedOver(to), _) => {
            lines.push((format!("移交 {} {}（{}）", unit(&to.unit), to.receiver, to.mode), Tone::Text));
        }
        (_, Some(to)) => {
            let whom = if to.officer.is_empty() { String::new() } else { format!(" {}", to.officer) };
            lines.push((format!("导引 {}{whom}（{}）", unit(&to.unit), to.mode), Tone::Text));
        }
        (_, None) => {}
    }
    if case.is_led_on_again() {
        lines.push(("红 重复移办预警：转来的件又移办".to_owned(), Tone::Red));
    }
    if let Some(dispute) = case.dispute() {
        lines.push((format!("红 争议：{}不接，报所作风办", dispute.who), Tone::Red));
    }
    if case.follow_up_open() {
        lines.push(("黄 待跟踪：查清归属后登记跟踪结果".to_owned(), Tone::Amber));
    }
    lines
}

/// A 科室 with the times in and out (R46).
fn inner_way(step: &InnerStep, world: &World) -> String {
    let today = world.now().date();
    let at = |moment: Moment| format!("{} {}", short_date(moment.date(), today), moment.clock());
    let back = step.back.map_or_else(|| "还没接回".to_owned(), |back| format!("接 {}", at(back)));
    format!("  {} 交 {} {back}", step.department, at(step.given))
}

/// R34: the five stages; one that was not needed says so.
fn five_stages(case: &xieban_domain::case::Case) -> String {
    let short = ["接待", "答疑", "导引", "协办", "回复"];
    let stages = case.five_stages();
    stages
        .iter()
        .zip(short)
        .map(|((_, stands), name)| format!("{name}{}", stands.name()))
        .collect::<Vec<_>>()
        .join(" ")
}
