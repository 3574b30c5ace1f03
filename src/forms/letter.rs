//! A letter of the law: to whom, in which matter, what it says, who signs. A statutory paper, so the service line is not on it.

use xieban_domain::case::form::{Form, Letter};
use xieban_domain::refusal::{Reason, Refusal};
use xieban_domain::settings::Settings;

use super::blocks::{begin, begin_blank, foot, person, signed, visitor};
use super::sheet::Handwritten;
use super::{Paper, Sheet, SheetKind};

pub(super) fn letter(form: Form, paper: &Paper<'_>, mark: &str) -> Result<Sheet, Refusal> {
    let says = form.letter(paper.case, &paper.settings.office);
    let says = says.ok_or_else(|| Reason::NothingToPrint { form: form.name() }.whole())?;
    let sheet = begin(SheetKind::Letter(form), paper, paper.case.id().number(), mark);
    Ok(write(sheet, Some((paper, &says)), "", paper.settings))
}

pub(super) fn blank(form: Form, settings: &Settings, mark: &str) -> Sheet {
    let words = Form::LETTERS.iter().find(|(letter, _)| *letter == form).map_or("", |(_, words)| words);
    write(begin_blank(SheetKind::Letter(form), settings, mark), None, words, settings)
}

fn write(mut sheet: Sheet, of: Option<(&Paper<'_>, &Letter)>, blank: &str, settings: &Settings) -> Sheet {
    visitor(&mut sheet, of.map(|(paper, _)| paper));
    sheet.field("申请事项", of.as_ref(), Handwritten::Lines(1), |(paper, _)| {
        paper.case.opening.title.clone()
    });
    sheet.rule();
    sheet.text_line(of.map_or(blank, |(_, says)| &says.words));
    sheet.field(
        "联系人\n（协办员）",
        of.as_ref(),
        Handwritten::words("姓名__________  电话____________"),
        |(paper, _)| person(paper, &paper.case.opening.officer),
    );
    signed(&mut sheet, "服务对象签收：________", settings, of.map(|(_, says)| says.on));
    foot(&mut sheet, settings);
    sheet
}
