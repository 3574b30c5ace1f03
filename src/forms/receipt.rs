//! 协办回执: the promised date, on paper, and how it was counted (R52).

use xieban_domain::case::state::{Disposed, Receipt};
use xieban_domain::codes::PromiseReason;
use xieban_domain::limit::{Due, Limit};
use xieban_domain::moment::{paper_date, weekday};
use xieban_domain::refusal::{Reason, Refusal};
use xieban_domain::sealed::Words;
use xieban_domain::settings::Settings;

use super::blocks::{
    begin, begin_blank, due_date, end, materials, own_matter, received, responsible, visitor,
};
use super::counted::counted;
use super::sheet::Handwritten;
use super::{Paper, Sheet, SheetKind};

/// A promise with its case.
pub(super) struct Promised<'p, 'a> {
    pub(super) paper: &'p Paper<'a>,
    pub(super) receipt: &'a Receipt,
    pub(super) due: Due,
    reason: PromiseReason,
    words: Option<&'a Words>,
    limit: Limit,
}

/// The promise of a case; refused where there is none.
pub(super) fn promised<'p, 'a>(paper: &'p Paper<'a>) -> Result<Promised<'p, 'a>, Refusal> {
    match (paper.case.receipts.last(), &paper.case.disposed) {
        (Some(receipt), Some(Disposed::Promise { reason, words, promised, limit })) => Ok(Promised {
            paper,
            receipt,
            due: *promised,
            reason: *reason,
            words: words.as_ref(),
            limit: *limit,
        }),
        (_, _) => Err(Reason::PromiseNeedsDate.whole()),
    }
}

pub(super) fn receipt(paper: &Paper<'_>, mark: &str) -> Result<Sheet, Refusal> {
    let promised = promised(paper)?;
    let sheet = begin(SheetKind::Receipt, paper, promised.receipt.number, mark);
    Ok(write(sheet, Some(&promised), paper.settings))
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    write(begin_blank(SheetKind::Receipt, settings, mark), None, settings)
}

fn write(mut sheet: Sheet, of: Option<&Promised<'_, '_>>, settings: &Settings) -> Sheet {
    let paper = of.map(|promised| promised.paper);
    visitor(&mut sheet, paper);
    sheet.field("申办事项", paper, Handwritten::Lines(1), |paper| paper.case.opening.title.clone());
    sheet.rule();
    materials(&mut sheet, "收到材料清单：", paper.map(received));
    let reasons = Handwritten::boxes(PromiseReason::ALL.iter().map(|reason| reason.name()));
    sheet.field("不能即办\n的原因", of, reasons, |promised| {
        let said = promised.words.map_or(String::new(), |words| format!("（{}）", words.text()));
        format!("{}{said}", promised.reason)
    });
    sheet.rule();
    sheet.field("法定时限", paper, Handwritten::words("________，到____年__月__日"), |paper| match (
        paper.case.part().legal,
        paper.case.statutory(),
    ) {
        (Some(limit), Some(due)) => format!("{limit}，到{}", due_date(due)),
        (Some(_) | None, _) => String::new(),
    });
    sheet.field("承诺时限", of, Handwritten::words("____个工作日"), |promised| {
        promised.limit.to_string()
    });
    sheet.field(
        "承诺办结\n日期",
        of,
        Handwritten::words("____年__月__日（星期__）"),
        |promised| {
            let date = promised.due.date;
            format!("{}（星期{}）{}", paper_date(date), weekday(date), promised.due.mark())
        },
    );
    sheet.field(
        "怎样算的",
        of,
        Handwritten::words("出具当日不计；周六、周日、法定节假日不计"),
        |promised| counted(promised.paper.calendar, promised.receipt.at.date(), promised.limit, promised.due),
    );
    sheet.field("不计入时限\n的环节及\n所需时间", of, Handwritten::Lines(1), not_counted);
    sheet.rule();
    sheet.row("领取方式", "到协办员岗当面领取，或者电话约定邮寄");
    sheet.field("查询口令", paper, Handwritten::words("________（编号和校验位）"), |paper| {
        format!("{}（编号和校验位，来电报这几个数字）", code(paper))
    });
    sheet.field("出具时间", of, Handwritten::words("____年__月__日 __:__"), |promised| {
        settings.paper_time(promised.receipt.at)
    });
    responsible(&mut sheet, paper);
    let licence = paper.is_none_or(|paper| paper.case.part().licence);
    end(&mut sheet, settings, of.map(|promised| promised.receipt.at.date()), licence);
    sheet
}

/// What is said on the telephone: sequence and check digit.
pub(super) fn code(paper: &Paper<'_>) -> String {
    match paper.case.id().seq {
        0 => "（登记时编号）".to_owned(),
        _ => paper.case.id().spoken(),
    }
}

/// 行政许可法 45: what the limit does not count is told in writing, with how long it takes.
fn not_counted(promised: &Promised<'_, '_>) -> String {
    let of_matter = own_matter(promised.paper).map(|matter| matter.not_counted.clone()).unwrap_or_default();
    let outside = matches!(promised.reason, PromiseReason::Testing | PromiseReason::Experts);
    let own = Some(promised.reason).filter(|reason| outside && !of_matter.contains(reason));
    let stage = |reason: PromiseReason| format!("{reason}：所需时间____日，不计入时限");
    of_matter.into_iter().chain(own).map(stage).collect::<Vec<_>>().join("\n")
}
