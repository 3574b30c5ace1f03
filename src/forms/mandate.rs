//! 代办授权书: the visitor lets the officer act for him in one matter, within what is written here.

use xieban_domain::codes::AppearReason;
use xieban_domain::settings::Settings;

use super::blocks::{begin, begin_blank, foot, person, signed, visitor};
use super::sheet::Handwritten;
use super::{Paper, Sheet, SheetKind};

pub(super) fn mandate(paper: &Paper<'_>, mark: &str) -> Sheet {
    let sheet = begin(SheetKind::Mandate, paper, paper.case.id().number(), mark);
    write(sheet, Some(paper), paper.settings)
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    write(begin_blank(SheetKind::Mandate, settings, mark), None, settings)
}

fn write(mut sheet: Sheet, of: Option<&Paper<'_>>, settings: &Settings) -> Sheet {
    sheet.text_line("委托人：");
    visitor(&mut sheet, of);
    sheet.rule();
    sheet.field(
        "受托协办员",
        of,
        Handwritten::words("姓名__________  职务____________  电话____________"),
        |paper| person(paper, &paper.case.opening.officer),
    );
    sheet.field("代办事项", of, Handwritten::Lines(1), |paper| paper.case.opening.title.clone());
    let powers = "□递交和领取材料  □在科室之间流转  □领取结果\n□其他________________________________________";
    sheet.row("权限", powers);
    sheet.field(
        "须委托人\n本人的环节",
        of,
        Handwritten::boxes(AppearReason::ALL.iter().map(|reason| reason.name())),
        |paper| paper.case.part().appear.iter().map(|reason| reason.name()).collect::<Vec<_>>().join("、"),
    );
    sheet.row("委托期限", "自____年__月__日起，至____年__月__日止；□至本事项办结止");
    sheet.row("中止/续办\n记录", "□中止  ____年__月__日  原因________________________\n□续办  ____年__月__日  原因________________________");
    sheet.text_line("受托协办员不收费用，不代替委托人作须本人作的决定；委托人可以随时撤回委托。");
    signed(&mut sheet, "委托人签字：________", settings, of.map(|paper| paper.issued.date()));
    foot(&mut sheet, settings);
    sheet
}
