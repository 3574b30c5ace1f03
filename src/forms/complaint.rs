//! 投诉举报登记表, blank: a complaint is taken in on paper, and opens no case (R33).

use super::blocks::{foot, head};
use super::{Sheet, SheetKind};
use crate::domain::settings::Settings;

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    let part: String = mark.chars().take(3).collect();
    let mut sheet = Sheet::new(SheetKind::Complaint, format!("空白-{}{part}", SheetKind::Complaint.name()));
    head(&mut sheet, SheetKind::Complaint, settings, mark, "________________", 1);
    let line = "_".repeat(58);
    for label in ["渠道", "投诉人", "联系电话", "被投诉对象", "地址", "投诉类别"] {
        sheet.row(label, &line);
        sheet.gap();
    }
    sheet.text_line("投诉人可以匿名；姓名和电话只供两办回复用，严格保密。");
    for (label, lines) in [("内容", 5), ("诉求", 2), ("证据", 2)] {
        sheet.row(label, &line);
        for _ in 1..lines {
            sheet.row("", &line);
        }
    }
    for label in [
        "受理人",
        "是否涉及本所",
        "承办科室",
        "到期日",
        "调查情况",
        "处理结果",
        "答复方式",
        "满意度",
        "重复投诉",
    ] {
        sheet.row(label, &line);
    }
    sheet.text_line("涉及本所人员的，被投诉人回避，由所行风办、所作风办受理。");
    foot(&mut sheet, settings);
    sheet
}
