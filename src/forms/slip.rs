//! 协办单: every case has one. All that is known of it, on one sheet.

use super::blocks::{begin, end, materials, responsible, visitor};
use super::{Paper, Sheet, SheetKind};
use crate::domain::case::Life;
use crate::domain::case::state::Disposed;
use crate::domain::codes::Disposition;
use crate::domain::moment::paper_date;

pub(super) fn slip(paper: &Paper<'_>) -> Sheet {
    let case = paper.case;
    let opening = &case.opening;
    let mut sheet = begin(SheetKind::Slip, paper, case.id().number(), "");
    sheet.row("登记时间", &format!("{}  {}", opening.at.paper_time(), opening.desk));
    visitor(&mut sheet, paper);
    sheet.rule();
    sheet.row("来访目的", opening.purpose.name());
    sheet.row("申办事项", &opening.title);
    let why = opening.kind_reason.as_ref().map_or(String::new(), |why| format!("（{}）", why.text()));
    sheet.row("类别", &format!("{}{why}", opening.kind.name()));
    if let Some(unit) = &opening.unit {
        sheet.row("承接单位", paper.catalogue.unit_name(unit, paper.settings.era));
    }
    sheet.row("分类", case.disposition().map_or("未分类", Disposition::name));
    limits(&mut sheet, paper);
    sheet.row("费用", "0元");
    if !case.materials.is_empty() {
        materials(&mut sheet, "材料清单：", case.materials.iter());
    }
    sheet.rule();
    for step in &case.steps {
        let back =
            step.back.map_or_else(|| "未接回".to_owned(), |back| format!("接回 {}", back.screen_time()));
        sheet.row("内部流转", &format!("{}  交 {}  {back}", step.department, step.given.screen_time()));
    }
    for guidance in &case.guidance {
        let unit = paper.catalogue.unit_name(&guidance.unit, paper.settings.era);
        sheet.row("外部导引", &format!("{unit}  {}  {}", guidance.mode, guidance.at.screen_time()));
    }
    let appear: Vec<&str> = opening.appear.iter().map(|reason| reason.name()).collect();
    sheet.row("须本人到场", &appear.join("、"));
    sheet.row("办结情况", &closing(case));
    responsible(&mut sheet, paper);
    end(&mut sheet, paper);
    sheet
}

fn limits(sheet: &mut Sheet, paper: &Paper<'_>) {
    let case = paper.case;
    let day = |due: crate::domain::limit::Due| {
        format!("{}{}", paper_date(due.date), if due.provisional { "（暂定）" } else { "" })
    };
    match &case.disposed {
        Some(Disposed::Promise { promised, limit, .. }) => {
            sheet.row("承诺时限", &format!("{limit}，到{}", day(*promised)));
        }
        Some(Disposed::Instant { due }) => sheet.row("承诺时限", &format!("当日，{}", paper_date(*due))),
        Some(Disposed::Prompt) => sheet.row("承诺时限", "补齐材料之日起计算"),
        Some(Disposed::Return { .. }) | None => {}
    }
    match (case.statutory(), case.opening.legal) {
        (Some(due), Some(limit)) => sheet.row("法定时限", &format!("{limit}，到{}", day(due))),
        (None, Some(limit)) => sheet.row("法定时限", &format!("{limit}，受理之日起计算")),
        (_, None) => {}
    }
}

fn closing(case: &crate::domain::case::Case) -> String {
    match &case.life {
        Life::Finished(finish) => format!("{} {}", finish.at.screen_time(), finish.summary.text()),
        Life::Replied(finish, reply, signature) | Life::Archived(finish, reply, signature) => format!(
            "{} {}；{}回复 {}；{}",
            finish.at.screen_time(),
            finish.summary.text(),
            reply.mode,
            reply.at.screen_time(),
            signature.name()
        ),
        Life::Registered
        | Life::Undecided
        | Life::Prompted
        | Life::Working
        | Life::AwaitingVisitor(_)
        | Life::ReturnProposed(_)
        | Life::Guided
        | Life::HandedOver(_) => case.life.name().to_owned(),
    }
}
