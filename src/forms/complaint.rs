//! 投诉举报登记表, blank: a complaint is taken in on paper, and opens no case (R33).

use super::blocks::{begin_blank, foot};
use super::sheet::Hand;
use super::{Sheet, SheetKind};
use crate::domain::codes::Satisfaction;
use crate::domain::settings::Settings;

/// Ways a complaint comes in.
const CHANNELS: [&str; 8] = ["现场", "电话", "来信", "意见本", "短信", "12345转办", "12320转办", "上级交办"];
/// What it may be about.
const ABOUT: [&str; 7] =
    ["公共场所卫生", "非法行医", "饮用水", "医疗废物", "放射卫生", "工作作风", "其他______"];

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    let mut sheet = begin_blank(SheetKind::Complaint, settings, mark);
    sheet.text_line("编号：投诉作风的，写随机回执码，不写编号。");
    let mut field = |label: &str, hand: Hand| sheet.field(label, None::<&()>, hand, |()| String::new());
    field("渠道", Hand::boxes(CHANNELS));
    field(
        "投诉人\n（可匿名，\n保密）",
        Hand::words("________________  □匿名\n姓名和电话只供办理和回复用，严格保密"),
    );
    field("联系电话", Hand::Lines(1));
    field("被投诉对象", Hand::Lines(1));
    field("地址", Hand::Lines(1));
    field("投诉类别", Hand::boxes(ABOUT));
    field("内容", Hand::Lines(6));
    field("诉求", Hand::Lines(2));
    field("证据", Hand::Lines(2));
    field("受理人", Hand::words("________________    ____年__月__日 __:__"));
    field(
        "是否涉及\n本所人员\n（回避）",
        Hand::words(
            "□否  □是\n涉及本所人员的，被投诉人回避；投诉作风的，两联都交所行风办或所作风办，不留在台上",
        ),
    );
    field("承办科室", Hand::Lines(1));
    field("到期日", Hand::words("____年__月__日"));
    field("调查情况", Hand::Lines(4));
    field("处理结果", Hand::Lines(3));
    field(
        "答复方式\n时间",
        Hand::words("□当面告知 □电话 □书面通知 □其他____\n____年__月__日 __:__    答复人________"),
    );
    field("满意度\n（自愿）", Hand::boxes(Satisfaction::ALL.iter().map(|level| level.name())));
    field("是否重复\n投诉", Hand::words("□否  □是，关联编号________________"));
    foot(&mut sheet, settings);
    sheet
}
