//! 考勤与设施: the rostered officers' day, and the morning's look round.

use xieban_domain::absence::Half;
use xieban_domain::moment::Moment;
use xieban_domain::premises::attendance::{AttendanceDay, TimeAway};
use xieban_term::{Canvas, Tone};

use super::{Premises, View, row};
use crate::verb::premises::AT_THE_DESK;
use crate::world::World;

pub(super) const VIEW: View =
    View { name: "考勤与设施", draw, verbs: &AT_THE_DESK, rows: |_, _| 0, enter: |_, _| Vec::new() };

/// Columns of the table of people.
const PEOPLE: [u16; 5] = [12, 12, 12, 10, 10];
/// Columns of the facilities.
const FACILITIES: [u16; 2] = [18, 8];

fn halves(each: &AttendanceDay) -> String {
    match each.halves[..] {
        [] => "未排".to_owned(),
        [half] => half.name().to_owned(),
        _ => format!("{}、{}", Half::Morning.name(), Half::Afternoon.name()),
    }
}

fn said(away: &TimeAway) -> String {
    let until = away.until.map_or_else(|| "现在".to_owned(), Moment::clock);
    let why = away.said.as_ref().map_or("签退", |leave| leave.reason.name());
    let due = match (&away.until, &away.said) {
        (None, Some(leave)) => format!("　预计{}回", leave.back),
        (Some(_), _) | (None, None) => String::new(),
    };
    let long = if away.long { "　超时" } else { "" };
    format!("离座 {}-{until}　{why}　{}分{long}{due}", away.from.clock(), away.minutes)
}

fn draw(of: &Premises, canvas: &mut Canvas<'_>, world: &World) {
    let Some(view) = &of.books else { return };
    let (attendance, width) = (of.attendance(world), canvas.size().0);
    row(canvas, 0, &PEOPLE, &["协办员", "值班", "台号", "到岗", "现在", "签退"], Tone::Label);
    let mut y = 1;
    for each in &attendance.people {
        let clock = |at: Option<Moment>| at.map_or_else(String::new, Moment::clock);
        let badge = if each.unbadged { "未亮证" } else { each.now.name() };
        let texts = [
            world.header.staff.name(&each.who).to_owned(),
            halves(each),
            each.desk.clone(),
            clock(each.came),
            badge.to_owned(),
            clock(each.left),
        ];
        let tone = if each.unbadged { Tone::Amber } else { Tone::Text };
        row(canvas, y, &PEOPLE, &texts.each_ref().map(String::as_str), tone);
        y += 1;
        for away in &each.away {
            let tone = if away.long { Tone::Amber } else { Tone::Dim };
            canvas.put_in(4, y, width.saturating_sub(5), &said(away), tone);
            y += 1;
        }
    }
    if attendance.people.is_empty() {
        canvas.put(2, y, "今天没有排协办员。", Tone::Dim);
        y += 1;
    }
    for gap in &attendance.gaps {
        let until = if gap.on { "现在".to_owned() } else { gap.until.clock() };
        let text = format!("空岗 {} {}-{until}", gap.half.name(), gap.from.clock());
        canvas.put(2, y, &text, if gap.on { Tone::Red } else { Tone::Amber });
        y += 1;
    }
    y += 1;
    row(canvas, y, &FACILITIES, &["设施", "今天", "谁看的"], Tone::Label);
    for name in &world.header.settings.facilities {
        y += 1;
        let (state, by, tone) = match view.books.desk.checks.get(name) {
            None => ("未查", String::new(), Tone::Amber),
            Some(check) => {
                let by =
                    format!("{} {} {}", world.header.staff.name(&check.by), check.at.clock(), check.fault);
                match check.fault.is_empty() {
                    true => ("正常", by, Tone::Text),
                    false => ("有问题", by, Tone::Amber),
                }
            }
        };
        row(canvas, y, &FACILITIES, &[name, state, &by], tone);
    }
    y += 2;
    let measures = format!("便民措施  {}", world.header.settings.measures.join("、"));
    canvas.put_in(2, y, width.saturating_sub(3), &measures, Tone::Text);
}
