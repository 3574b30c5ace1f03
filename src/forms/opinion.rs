//! 意见本登记页 (R28): one page of the paper book, with what was answered to it.

use xieban_domain::moment::{Moment, paper_date};
use xieban_domain::opinion::{Opinion, OpinionAnswer};
use xieban_domain::sealed::Words;
use xieban_domain::settings::Settings;
use xieban_domain::staff::Directory;
use xieban_text::spread;

use super::blocks::{foot, title};
use super::sheet::Handwritten;
use super::{Sheet, SheetKind};

/// What the sheet is made of.
#[derive(Debug, Clone, Copy)]
pub struct OpinionPaper<'a> {
    pub page: &'a Opinion,
    /// The office's values.
    pub settings: &'a Settings,
    pub staff: &'a Directory,
}

/// The sheet of a page.
pub fn opinion(paper: &OpinionPaper<'_>) -> Sheet {
    // As the office and its people were called when the page was answered, or written.
    let answered = paper.page.answer.as_ref().map(|answer| answer.at);
    let then = answered.unwrap_or_else(|| Moment::end_of(paper.page.date));
    let (settings, staff) = (paper.settings.as_at(then), paper.staff.as_at(then));
    let paper = &OpinionPaper { settings: &settings, staff: &staff, ..*paper };
    let place = paper.page.place;
    let name = format!("意见本-{}册{}页", place.volume, place.page);
    write(Sheet::new(SheetKind::Opinion, name), Some(paper), paper.settings)
}

pub(super) fn blank(settings: &Settings) -> Sheet {
    write(Sheet::new(SheetKind::Opinion, "空白-意见本登记页"), None, settings)
}

fn write(mut sheet: Sheet, of: Option<&OpinionPaper<'_>>, settings: &Settings) -> Sheet {
    title(&mut sheet, settings);
    sheet.rule();
    let date = || Handwritten::words("____年__月__日");
    let said = |words: Option<&Words>, none: &str| {
        words.map_or_else(|| none.to_owned(), |words| words.text().to_owned())
    };
    sheet.field("册号", of, Handwritten::words("第____册"), |of| format!("第{}册", of.page.place.volume));
    sheet.field("页码", of, Handwritten::words("第____页"), |of| format!("第{}页", of.page.place.page));
    sheet.field("日期", of, date(), |of| paper_date(of.page.date));
    sheet.field("意见内容", of, Handwritten::Lines(8), |of| {
        said(of.page.content.as_ref(), "空白页，或不录内容（见原本）")
    });
    sheet.field("留言人\n（可选）", of, Handwritten::Lines(1), |of| {
        said(of.page.author.as_ref(), "未留名")
    });
    sheet.rule();
    let answer = |of: &OpinionPaper<'_>, fill: &dyn Fn(&OpinionAnswer) -> String| {
        of.page.answer.as_ref().map_or_else(|| "未回复".to_owned(), fill)
    };
    sheet.field("处理人", of, Handwritten::Lines(1), |of| {
        answer(of, &|answer| spread(of.staff.name(&answer.by)))
    });
    sheet.field("回复内容", of, Handwritten::Lines(6), |of| {
        answer(of, &|answer| answer.words.text().to_owned())
    });
    sheet.field("回复日期", of, date(), |of| answer(of, &|answer| paper_date(answer.at.date())));
    sheet.field("是否公示", of, Handwritten::words("□是  □否"), |of| {
        if of.page.published { "是" } else { "否" }.to_owned()
    });
    foot(&mut sheet, settings);
    sheet
}
