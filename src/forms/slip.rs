//! 协办单: every case has one. What the plan asks to be known of it, on one sheet.

use xieban_domain::case::joint::Leg;
use xieban_domain::case::state::{Disposed, Finish, Guidance, InnerStep, Reply};
use xieban_domain::case::{Case, Life};
use xieban_domain::classify::classify;
use xieban_domain::codes::{AppearReason, Disposition, Kind, Purpose, ReplyMode, Satisfaction};
use xieban_domain::moment::paper_date;
use xieban_domain::settings::Settings;
use xieban_text::Metrics;

use super::blocks::{
    begin, begin_blank, due_date, end, materials, once_complete, or_call, responsible, visitor,
};
use super::guidance::source;
use super::sheet::Handwritten;
use super::{Paper, Sheet, SheetKind};

pub(super) fn slip(paper: &Paper<'_>) -> Sheet {
    let sheet = begin(SheetKind::Slip, paper, paper.case.id().number(), "");
    write(sheet, Some(paper), paper.settings)
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    write(begin_blank(SheetKind::Slip, settings, mark), None, settings)
}

fn write(mut sheet: Sheet, of: Option<&Paper<'_>>, settings: &Settings) -> Sheet {
    sheet.field(
        "登记时间",
        of,
        Handwritten::words("____年__月__日 __:__    台号________"),
        |paper| {
            let opening = &paper.case.opening;
            let late = opening.late.as_ref().map_or(String::new(), |late| {
                format!("\n补录 手工单号 {}    录入 {}", late.number, settings.paper_time(late.entered))
            });
            format!("{}    台号 {}{late}", settings.paper_time(opening.at), opening.desk)
        },
    );
    visitor(&mut sheet, of);
    sheet.rule();
    let names = |list: &[Purpose]| Handwritten::boxes(list.iter().map(|purpose| purpose.name()));
    sheet
        .field("来访目的", of, names(Purpose::ALL), |paper| paper.case.opening.purpose.name().to_owned());
    sheet.field("申办事项", of, Handwritten::Lines(1), |paper| paper.case.opening.title.clone());
    let kinds: Vec<String> = Kind::ALL.iter().map(|kind| format!("□{kind}")).collect();
    let kinds = format!("{}  理由____________________", kinds.join("  "));
    sheet.field("类别及理由", of, Handwritten::Words(kinds), kind);
    if let Some(stages) = of.and_then(stages) {
        sheet.row("联办流程", &stages);
    }
    let divisions = ["未分类"].into_iter().chain(Disposition::ALL.iter().map(|each| each.name()));
    sheet.field("分类", of, Handwritten::boxes(divisions), division);
    sheet.field("承诺时限\n及到期日", of, Handwritten::words("________，到____年__月__日"), promised);
    sheet.field("法定时限\n及到期日", of, Handwritten::words("________，到____年__月__日"), statutory);
    sheet.field("费用", of, Handwritten::words("____元（一般为0元）"), fee);
    sheet.rule();
    materials(&mut sheet, "材料清单：", of.map(|paper| paper.case.materials.iter()));
    sheet.rule();
    sheet.field("内部流转", of, Handwritten::Lines(2), |paper| {
        lines(paper.case.all_steps().map(|each| step(each, settings)))
    });
    sheet.field("外部导引", of, Handwritten::Lines(1), guided);
    let appear = Handwritten::boxes(AppearReason::ALL.iter().map(|reason| reason.name()));
    sheet.field("须本人签字\n验证的环节", of, appear, |paper| {
        let names: Vec<&str> = paper.case.part().appear.iter().map(|reason| reason.name()).collect();
        names.join("、")
    });
    sheet.field("跑动次数", of, Handwritten::words("____次（领取结果不计）"), |paper| {
        format!("{}次（领取结果不计）", paper.case.visit_count())
    });
    sheet.field("办结情况", of, Handwritten::Lines(2), |paper| match finished(paper.case) {
        Some((finish, _)) => format!("{}  {}", settings.paper_time(finish.at), finish.summary.text()),
        None if paper.case.life.is_over() => {
            paper.case.closing().map_or_else(String::new, super::strip::result)
        }
        None => paper.case.life.name().to_owned(),
    });
    let modes = ReplyMode::ALL.iter().map(|mode| format!("□{mode}")).collect::<Vec<_>>().join(" ");
    sheet.field(
        "回复方式\n时间",
        of,
        Handwritten::Words(format!("{modes}\n____年__月__日 __:__")),
        |paper| match finished(paper.case) {
            Some((_, Some(reply))) => format!("{}  {}", reply.mode, settings.paper_time(reply.at)),
            Some((_, None)) | None => "未回复".to_owned(),
        },
    );
    let levels = Satisfaction::ALL.iter().map(|level| format!("□{level}")).collect::<Vec<_>>().join(" ");
    let rated = of.and_then(|paper| paper.case.rating.as_ref()).map(|rating| rating.level.name());
    sheet.row("满意度\n（自愿）", rated.unwrap_or(&levels));
    responsible(&mut sheet, of);
    let licence = of.is_none_or(|paper| paper.case.part().licence);
    end(&mut sheet, settings, of.map(|paper| paper.issued.date()), licence);
    sheet
}

/// 类别 with why it is that (R37): the officer's own reason, else the catalogue's.
fn kind(paper: &Paper<'_>) -> String {
    let opening = &paper.case.opening;
    let suggested = classify(&opening.subject, paper.settings.era, paper.catalogue);
    let why = match (&opening.kind_reason, suggested) {
        (Some(why), _) => format!("（{}）", why.text()),
        (None, Some(suggested)) if suggested.kind == opening.kind => format!("（{}）", suggested.reason),
        (None, Some(_) | None) => String::new(),
    };
    let unit = opening.unit.as_ref().map_or(String::new(), |unit| {
        format!("\n承接单位 {}", paper.catalogue.unit_name(unit, paper.settings.era))
    });
    let from = source(paper).map_or(String::new(), |from| format!("\n转来 {from}"));
    format!("{}{why}{unit}{from}", opening.kind.name())
}

/// 联办流程: a line a stage, what is done with its day, and whose turn it is.
fn stages(paper: &Paper<'_>) -> Option<String> {
    let course = paper.case.course.as_ref()?;
    let next = course.next().map(|(at, _)| at);
    let line = |(at, leg): (usize, &Leg)| {
        let whose = leg.unit().map_or("本所", |unit| paper.catalogue.unit_name(unit, paper.settings.era));
        let stands = match &leg.done {
            Some(done) => format!("  已办 {}", paper_date(done.at.date())),
            None if next == Some(at) => "  现在".to_owned(),
            None => String::new(),
        };
        format!("{} {whose}  {}{stands}", at + 1, leg.does())
    };
    Some(lines(course.legs.iter().enumerate().map(line)))
}

/// 费用 with its basis, where there is anything to pay.
fn fee(paper: &Paper<'_>) -> String {
    let noted = &paper.case.service.fee;
    match noted.basis.is_empty() {
        true => noted.fee.to_string(),
        false => format!("{}（依据：{}）", noted.fee, noted.basis),
    }
}

/// 分类: none of ours where the matter is another unit's (R56).
fn division(paper: &Paper<'_>) -> String {
    match (paper.case.disposition(), &paper.case.opening.unit) {
        (Some(disposition), _) => disposition.name().to_owned(),
        (None, Some(_)) => "无（由承接单位登记分类）".to_owned(),
        (None, None) => "未分类".to_owned(),
    }
}

fn promised(paper: &Paper<'_>) -> String {
    match &paper.case.disposed {
        Some(Disposed::Promise { promised, limit, .. }) => format!("{limit}，到{}", due_date(*promised)),
        Some(Disposed::Instant { due }) => format!("当日，{}", paper_date(*due)),
        Some(Disposed::Prompt) => once_complete(paper.case.part().usual),
        Some(Disposed::Return { .. }) | None => String::new(),
    }
}

fn statutory(paper: &Paper<'_>) -> String {
    match (paper.case.part().legal, paper.case.statutory()) {
        (Some(limit), Some(due)) => format!("{limit}，到{}", due_date(due)),
        (Some(limit), None) => format!("{limit}，受理之日起计算"),
        (None, _) => String::new(),
    }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// 科室, given and taken back; what is still there leaves room for the hand.
fn step(step: &InnerStep, settings: &Settings) -> String {
    let indent = " ".repeat((Metrics::PAPER.width(&step.department) + 2).min(16));
    let back = step.back.map_or_else(|| "____年__月__日 __:__".to_owned(), |back| settings.paper_time(back));
    format!("{}  交 {}\n{indent}接 {back}", step.department, settings.paper_time(step.given))
}

/// Unit, its officer, way, time; and who took it over there (R42, R60).
fn guided(paper: &Paper<'_>) -> String {
    let unit = |guidance: &Guidance| {
        let name = paper.catalogue.unit_name(&guidance.unit, paper.settings.era);
        let officer = or_call(&guidance.officer);
        format!("{name}  协办员 {officer}\n{}  {}", guidance.mode, paper.settings.paper_time(guidance.at))
    };
    let handover = match &paper.case.life {
        Life::HandedOver(to) => {
            Some(format!("移交 {}  {}  {}", to.receiver, to.mode, paper.settings.paper_time(to.at)))
        }
        Life::Registered
        | Life::Undecided
        | Life::Prompted
        | Life::Working
        | Life::AwaitingVisitor(_)
        | Life::ReturnProposed(_)
        | Life::Guided
        | Life::Finished(_)
        | Life::Replied(..)
        | Life::Archived(..)
        | Life::Ended(..)
        | Life::Void(_) => None,
    };
    lines(paper.case.guidance.iter().map(unit).chain(handover))
}

/// 办结, and the reply once it was given.
const fn finished(case: &Case) -> Option<(&Finish, Option<&Reply>)> {
    match &case.life {
        Life::Finished(finish) => Some((finish, None)),
        Life::Replied(finish, reply, _) | Life::Archived(finish, reply, _) => Some((finish, Some(reply))),
        Life::Registered
        | Life::Undecided
        | Life::Prompted
        | Life::Working
        | Life::AwaitingVisitor(_)
        | Life::ReturnProposed(_)
        | Life::Guided
        | Life::HandedOver(_)
        | Life::Ended(..)
        | Life::Void(_) => None,
    }
}
