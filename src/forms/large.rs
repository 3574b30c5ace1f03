//! 大字单: the receipt in large and plain words, on a roll; read aloud as it stands. At most 20 lines of 32 columns.

use super::{Paper, Sheet, SheetKind};
use crate::domain::case::state::Disposed;
use crate::domain::refusal::{Reason, Refusal};

pub(super) fn large(paper: &Paper<'_>) -> Result<Sheet, Refusal> {
    let case = paper.case;
    let Some(Disposed::Promise { promised, .. }) = &case.disposed else {
        return Err(Reason::PromiseNeedsDate.whole());
    };
    let mut sheet =
        Sheet::new(SheetKind::Large, format!("{}-{}-{}", case.id(), SheetKind::Large.name(), paper.copy));
    if paper.settings.practice {
        sheet.centred("【演练】");
    }
    sheet.text_line(&case.id().number().paper(&paper.settings.prefix));
    sheet.text_line(&crate::text::fit(crate::text::Metrics::PAPER, &case.opening.title, 32));
    sheet.rule();
    sheet.centred("办好的日子");
    sheet.centred(&wide(&promised.date.format("%m月%d日").to_string()));
    sheet.centred(&wide(&format!("星期{}", crate::domain::moment::weekday(promised.date))));
    sheet.rule();
    let officer = paper.staff.get(&case.opening.officer);
    let name = officer.map_or("协办员", |staff| staff.name.as_str());
    sheet.text_line("带上回执和身份证。");
    sheet.text_line(&format!("到大厅协办员岗，找{name}。"));
    let phone =
        officer.map(|staff| staff.phone.as_str()).filter(|phone| !phone.is_empty()).unwrap_or("请拨12345");
    sheet.text_line(&format!("电话 {phone}"));
    sheet.text_line(&format!("来电报号 {}", case.id().spoken()));
    sheet.rule();
    sheet.text_line("本单为协办服务单，不代替行政许可受理、补正、不予受理或不予许可文书。");
    sheet.rule();
    sheet.text_line(&format!("作风投诉 {}", paper.settings.hotline));
    sheet.text_line(&format!("短信 {}", paper.settings.sms));
    Ok(sheet)
}

/// Digits as wide as characters, with room between them.
fn wide(text: &str) -> String {
    let broad = |c: char| match c {
        '0'..='9' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().map(|c| broad(c).to_string()).collect::<Vec<_>>().join(" ")
}
