//! 协办工作月（季）报表 of the period that 数字 shows: looked at, printed, exported, and signed by the 第一责任人 under its check code (R71).

use std::borrow::Cow;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::report::SignReport;
use xieban_domain::staff::Role;
use xieban_forms::{ReportPaper, Sheet, report, report_code};
use xieban_office::FiguresView;

use crate::layer::Action;
use crate::overlay::exporting::ExportSheet;
use crate::overlay::notice::Notice;
use crate::overlay::paper::{Job, PaperPreview};
use crate::world::World;

/// Both copies, and their check code.
fn paper(view: &FiguresView, world: &World) -> (Vec<Sheet>, String) {
    let (overdue, led) = (view.overdue(&world.header), view.led(&world.header, world.facts));
    let signed = view.signed.as_ref();
    // What was signed names the office and its head as they were called then.
    let header = &world.header;
    let settings = signed.map_or(Cow::Borrowed(&header.settings), |signed| header.settings.as_at(signed.at));
    let staff = signed.map_or(Cow::Borrowed(&header.staff), |signed| header.staff.as_at(signed.at));
    let signed = signed.map(|signed| (staff.name(&signed.by), signed.at.date(), signed.code.as_str()));
    let paper = ReportPaper {
        period: view.period,
        now: &view.now,
        before: &view.before,
        overdue: overdue.as_deref(),
        led: &led,
        issued: world.now().date(),
        signed,
        settings: &settings,
    };
    (report(&paper), report_code(view.period, &view.now, &view.before))
}

/// What can be done with the report.
pub(super) fn menu(view: &FiguresView, world: &World) -> Notice {
    let mut choices = vec!["看单样", "打印两份", "导出表格"];
    if world.myself().is_some_and(|me| me.is(Role::Head)) {
        choices.push("签发");
    }
    let (period, view) = (view.period, view.clone());
    let lines = vec![
        format!("协办工作报表  {}", period.name()),
        format!("校验码 {}；数有变，校验码就变。", paper(&view, world).1),
    ];
    let choices = choices.into_iter().map(str::to_owned).collect();
    Notice::new("报表", lines, choices, move |at, world| {
        let (sheets, code) = paper(&view, world);
        vec![match at {
            0 => Action::Open(Box::new(PaperPreview::preview(sheets))),
            1 => Action::Open(Box::new(PaperPreview::to_print(sheets, Job { case: None, again: false }))),
            2 => Action::Open(Box::new(ExportSheet::of(period))),
            _ => {
                let lines = vec![format!("以第一责任人的名义签发{}的报表，校验码 {code}。", period.name())];
                let sign = SignReport { from: period.from, to: period.to, code };
                Action::Open(Box::new(Notice::confirm("签发报表", lines, move |_| {
                    let command = Command::Office(OfficeCommand::SignReport(sign.clone()));
                    vec![Action::Act(Box::new(command), "报表已签发。".to_owned())]
                })))
            }
        }]
    })
    .by_digit_alone()
}
