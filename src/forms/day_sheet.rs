//! 协办日志（日志总表）: one day on paper, for the file and the supervising offices. Names are masked; each signature is cited by its
//! place in the book; the last page of the day's journal and its hash stand at the end, so that paper and store prove each other.

use chrono::NaiveDate;
use xieban_domain::shift::ShiftLeft;

use xieban_domain::case::Case;
use xieban_domain::case::closing::Closing;
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::{Moment, paper_date, weekday};
use xieban_domain::number::MissingNumbers;
use xieban_domain::sealed::Seal;
use xieban_domain::settings::Settings;
use xieban_domain::staff::Directory;
use xieban_domain::visitor::Visitor;
use xieban_text::spread;
use xieban_words::mask;

use super::blocks::{day_head, foot};
use super::sheet::Handwritten;
use super::strip::{kinds, position, result};
use super::{Sheet, SheetKind};

/// What a day's sheet is made of.
#[derive(Debug, Clone, Copy)]
pub struct Day<'a> {
    pub date: NaiveDate,
    /// Who was at the desk, and who led.
    pub duty: &'a DutyDay,
    /// What was closed, signed, rated or taken up again, in order.
    pub entries: &'a [Case],
    /// What was not done yet when the day ended.
    pub carried: &'a [Case],
    /// 接待人次: persons received.
    pub received: u64,
    /// 咨询即答.
    pub tallied: u64,
    /// Why each 来访人离开 left.
    pub left: &'a [String],
    /// 签退说明.
    pub shifts_left: &'a [ShiftLeft],
    /// 恢复时缺失: numbers that were given out before a restore, and why they are not there.
    pub missing: &'a [(Vec<MissingNumbers>, String)],
    /// The day's last page and its hash.
    pub last: Option<(u64, Seal)>,
    /// The office's values.
    pub settings: &'a Settings,
    pub staff: &'a Directory,
}

/// 日志总表 of a day.
pub fn day_sheet(day: &Day<'_>) -> Sheet {
    // As the office and its people were called when that day was over.
    let evening = Moment::end_of(day.date);
    let (settings, staff) = (day.settings.as_at(evening), day.staff.as_at(evening));
    let day = &Day { settings: &settings, staff: &staff, ..*day };
    let mut sheet = Sheet::new(SheetKind::DaySheet, format!("{}-日志总表", day.date));
    day_head(&mut sheet, day.settings);
    write(&mut sheet, Some(day), day.settings);
    sheet
}

pub(super) fn blank(settings: &Settings) -> Sheet {
    let mut sheet = Sheet::new(SheetKind::DaySheet, "空白-日志总表");
    day_head(&mut sheet, settings);
    write(&mut sheet, None, settings);
    sheet
}

/// Entries that a blank sheet has room for.
const BLANK_ENTRIES: usize = 6;

fn write(sheet: &mut Sheet, of: Option<&Day<'_>>, settings: &Settings) {
    sheet.field("日期", of, Handwritten::words("____年__月__日 星期__"), |day| {
        format!("{} 星期{}", paper_date(day.date), weekday(day.date))
    });
    sheet.field("协办员", of, Handwritten::words("________________"), |day| {
        let names = day.duty.officers().into_iter().map(|code| spread(day.staff.name(code)));
        names.collect::<Vec<_>>().join("、")
    });
    sheet.field("值班领导", of, Handwritten::words("________________"), |day| {
        day.duty.leader.as_ref().map_or_else(|| "待明确".to_owned(), |code| spread(day.staff.name(code)))
    });
    sheet.row("天气\n（可选）", "________");
    sheet.rule();
    sheet.columns(
        &[("序号", NUMBER)],
        "编号  服务对象  事项  类别/分类\n办理情况摘要\n办结时间  回复方式\n满意度  签字位置",
    );
    sheet.rule();
    match of {
        Some(day) if day.entries.is_empty() => sheet.text_line("本日没有办结、签字、评价的件。"),
        Some(day) => {
            for (at, case) in day.entries.iter().enumerate() {
                sheet.columns(&[(&(at + 1).to_string(), NUMBER)], &entry(case, day));
            }
        }
        None => {
            let line = "_".repeat(sheet.kind().width() - NUMBER);
            for at in 1..=BLANK_ENTRIES {
                sheet.columns(&[(&at.to_string(), NUMBER)], &[line.as_str(); 3].join("\n"));
            }
        }
    }
    sheet.rule();
    sheet.field(
        "本日",
        of,
        Handwritten::words("办结____件  终止____件（另计，不作办结）  重新打开____次"),
        done,
    );
    sheet.field("接待", of, Handwritten::words("____人次"), |day| format!("{}人次", day.received));
    sheet.field("咨询即答", of, Handwritten::words("____次"), |day| format!("{}次", day.tallied));
    sheet.field(
        "来访人离开\n（原因）",
        of,
        Handwritten::words("____人  原因________________"),
        |day| match day.left {
            [] => "0人".to_owned(),
            left => format!("{}人：{}", left.len(), left.join("；")),
        },
    );
    if let Some(day) = of.filter(|day| !day.shifts_left.is_empty()) {
        let line = |left: &ShiftLeft| {
            format!("{}  {}件：{}", day.staff.name(&left.officer), left.cases.len(), left.reason.text())
        };
        sheet.row("签退说明", &day.shifts_left.iter().map(line).collect::<Vec<_>>().join("\n"));
    }
    if let Some(day) = of.filter(|day| !day.missing.is_empty()) {
        let line = |(numbers, why): &(Vec<MissingNumbers>, String)| {
            let written: Vec<String> =
                numbers.iter().map(|numbers| numbers.written(&day.settings.prefix)).collect();
            format!("{}  原因：{why}", written.join("、"))
        };
        sheet.row("恢复时缺失\n（不再编号）", &day.missing.iter().map(line).collect::<Vec<_>>().join("\n"));
    }
    sheet.field("未办结移至\n次日清单", of, Handwritten::Lines(3), |day| {
        let line = |case: &Case| {
            format!(
                "{}  {}  {}",
                day.settings.paper(case.id().number()),
                case.opening.title,
                case.whereabouts()
            )
        };
        let lines: Vec<String> =
            std::iter::once(format!("{}件", day.carried.len())).chain(day.carried.iter().map(line)).collect();
        lines.join("\n")
    });
    sheet.rule();
    sheet.gap();
    sheet.text_line("协办员签字：________________    ____年__月__日");
    sheet.gap();
    sheet.text_line("台账校验码（本日末页的页码和校验码，可用 xieban audit --head 核对）");
    let code = of.map(|day| {
        day.last.map_or_else(|| "本日没有记录".to_owned(), |(page, hash)| format!("{page}:{hash}"))
    });
    sheet.text_line(&code.unwrap_or_else(|| "_".repeat(SheetKind::DaySheet.width())));
    foot(sheet, settings);
}

/// Cells of the column of numbers.
const NUMBER: usize = 6;

/// How many were done on the day itself, and apart from them how many ended without a result or were taken up again.
fn done(day: &Day<'_>) -> String {
    let (mut finished, mut ended, mut void, mut again) = (0, 0, 0, 0);
    for case in day.entries {
        match case.closing() {
            Some(Closing::Done(finish, _)) if finish.entered_on() == day.date => finished += 1,
            Some(Closing::Ended(ending)) if ending.at.date() == day.date => ended += 1,
            Some(Closing::Void(voided)) if voided.at.date() == day.date => void += 1,
            Some(_) | None => {}
        }
        again += case.reopened.iter().filter(|again| again.reopening.at.date() == day.date).count();
    }
    let void = if void == 0 { String::new() } else { format!("  作废{void}件") };
    format!("办结{finished}件  终止{ended}件（另计，不作办结）{void}  重新打开{again}次")
}

/// One entry: four lines or more.
fn entry(case: &Case, day: &Day<'_>) -> String {
    let visitor = case.visitor.get().map_or_else(|| "（已清除）".to_owned(), Visitor::listed_name);
    let number = day.settings.paper(case.id().number());
    let first = format!("{number}  {visitor}  {}  {}", case.opening.title, kinds(case));
    let rated = case.rating.as_ref().map_or("未评价", |rating| rating.level.name());
    let again = match case.reopened.len() {
        0 => String::new(),
        times => format!("  重新打开{times}次"),
    };
    let (what, when) = match case.closing() {
        Some(closing) => (result(closing), closed(closing, day.settings)),
        None => (case.whereabouts().to_owned(), "未办结".to_owned()),
    };
    format!("{first}\n{}\n{when}\n满意度 {rated}{again}  签字 {}", unnamed(&what, case), signed(case))
}

/// When, and how the visitor was told.
fn closed(closing: Closing<'_>, settings: &Settings) -> String {
    match closing {
        Closing::Done(finish, None) => format!("办结 {}  未回复", settings.paper_time(finish.at)),
        Closing::Done(finish, Some((reply, _))) => {
            format!("办结 {}  回复 {}", settings.paper_time(finish.at), reply.mode)
        }
        Closing::Ended(ending) => format!("终止 {}", settings.paper_time(ending.at)),
        Closing::Void(voided) => format!("作废 {}", settings.paper_time(voided.at)),
    }
}

/// Where the visitor signed, or what stands for it.
fn signed(case: &Case) -> String {
    let closing = case.closing();
    let at = closing.and_then(position);
    at.unwrap_or_else(|| match closing {
        Some(Closing::Done(_, Some((_, signature)))) => signature.name().to_owned(),
        Some(Closing::Ended(_) | Closing::Void(_)) => "无".to_owned(),
        Some(Closing::Done(_, None)) | None => "待签字".to_owned(),
    })
}

/// A text without the full name of anybody the case is about.
fn unnamed(text: &str, case: &Case) -> String {
    let mut names = Vec::new();
    match case.visitor.get() {
        Some(Visitor::Person(person)) => names.push(person.name.as_str()),
        Some(Visitor::Organisation { organisation, agent, .. }) => {
            names.extend([agent.name.as_str(), organisation.head.as_str()]);
        }
        None => {}
    }
    names
        .iter()
        .filter(|name| name.chars().count() > 1)
        .fold(text.to_owned(), |text, name| text.replace(name, &mask::name(name)))
}
