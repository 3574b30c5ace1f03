//! 申请材料接收凭证 of a licence: a statutory paper, so the service line is not on it (行政许可法 32).

use xieban_domain::refusal::{Reason, Refusal};
use xieban_domain::settings::Settings;

use super::blocks::{begin, begin_blank, materials, received, signed, visitor};
use super::sheet::Handwritten;
use super::{Paper, Sheet, SheetKind};

pub(super) fn receipt(paper: &Paper<'_>, mark: &str) -> Result<Sheet, Refusal> {
    if !paper.case.gets_material_receipt() {
        return Err(Reason::NothingToPrint { form: SheetKind::MaterialsReceipt.name() }.whole());
    }
    let sheet = begin(SheetKind::MaterialsReceipt, paper, paper.case.id().number(), mark);
    Ok(write(sheet, Some(paper), paper.settings))
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    write(begin_blank(SheetKind::MaterialsReceipt, settings, mark), None, settings)
}

fn write(mut sheet: Sheet, of: Option<&Paper<'_>>, settings: &Settings) -> Sheet {
    visitor(&mut sheet, of);
    sheet.field("申请事项", of, Handwritten::Lines(1), |paper| paper.case.opening.title.clone());
    sheet.rule();
    materials(&mut sheet, "材料清单：", of.map(received));
    sheet.field("共", of, Handwritten::words("____件"), |paper| {
        let copies: u32 = received(paper).map(|material| u32::from(material.copies)).sum();
        format!("{}种{copies}件", received(paper).count())
    });
    sheet.rule();
    sheet.text_line(
        "以上材料已收。如不齐全或者不符合法定形式，自收到之日起五个工作日内一次告知需要补正的全部内容。",
    );
    signed(&mut sheet, "当事人签字：________", settings, of.map(|paper| paper.issued.date()));
    super::blocks::foot(&mut sheet, settings);
    sheet
}
