//! 协办回执: the promised date, on paper (R52).

use super::blocks::{begin, end, materials, responsible, visitor};
use super::{Paper, Sheet, SheetKind};
use crate::domain::case::state::Disposed;
use crate::domain::material::MaterialState;
use crate::domain::moment::{paper_date, weekday};
use crate::domain::refusal::{Reason, Refusal};

pub(super) fn receipt(paper: &Paper<'_>, mark: &str) -> Result<Sheet, Refusal> {
    let case = paper.case;
    let (Some(receipt), Some(Disposed::Promise { reason, words, promised, limit })) =
        (case.receipts.last(), &case.disposed)
    else {
        return Err(Reason::PromiseNeedsDate.whole());
    };
    let mut sheet = begin(SheetKind::Receipt, paper, receipt.number, mark);
    visitor(&mut sheet, paper);
    sheet.row("申办事项", &case.opening.title);
    let said = words.as_ref().map_or(String::new(), |words| format!("（{}）", words.text()));
    sheet.row("不能即办", &format!("{reason}{said}"));
    sheet.rule();
    let provisional = if promised.provisional { "（暂定）" } else { "" };
    sheet.row("承诺时限", &limit.to_string());
    sheet.row(
        "承诺办结",
        &format!("{}（星期{}）{provisional}", paper_date(promised.date), weekday(promised.date)),
    );
    if let (Some(limit), Some(due)) = (case.opening.legal, case.statutory()) {
        sheet.row("法定时限", &format!("{limit}，到{}", paper_date(due.date)));
    }
    sheet.row("怎样算的", &counted(paper, *limit, receipt.at.date()));
    let received = || case.materials.iter().filter(|material| material.state == MaterialState::Received);
    if received().next().is_some() {
        sheet.rule();
        materials(&mut sheet, "收到材料：", received());
    }
    sheet.rule();
    sheet.row("领取方式", "到协办员岗当面领取，或电话约定邮寄");
    sheet.row("查询口令", &format!("{}（来电报这几个数字）", case.id().spoken()));
    sheet.row("出具时间", &receipt.at.paper_time());
    responsible(&mut sheet, paper);
    end(&mut sheet, paper);
    Ok(sheet)
}

/// The days that do not count, each with its reason: why it is this date.
fn counted(paper: &Paper<'_>, limit: crate::domain::limit::Limit, from: chrono::NaiveDate) -> String {
    let why = paper.calendar.explain(from, limit);
    let holidays: Vec<String> = why
        .skipped
        .iter()
        .filter(|skip| !matches!(skip.why.as_str(), "周六" | "周日" | "当日不计"))
        .map(|skip| format!("{}{}", skip.date.format("%m-%d"), skip.why))
        .collect();
    let rest = if holidays.is_empty() { String::new() } else { format!("；另除{}", holidays.join("、")) };
    format!("出具当日不计，周六周日不计{rest}")
}
