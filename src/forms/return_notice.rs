//! 否定报备反馈单: ground, reason, basis, alternative, and the leader's countersign before any copy leaves (R54, R55).

use xieban_domain::case::state::{Countersign, Disposed};
use xieban_domain::codes::RefusalGround;
use xieban_domain::refusal::{Reason, Refusal};
use xieban_domain::sealed::Words;
use xieban_domain::settings::Settings;
use xieban_text::spread;

use super::blocks::{begin, begin_blank, end, materials, received, responsible, visitor};
use super::sheet::Handwritten;
use super::{Paper, Sheet, SheetKind};

/// A refusal with its case.
struct Refused<'p, 'a> {
    paper: &'p Paper<'a>,
    ground: RefusalGround,
    why: &'a Words,
    basis: &'a str,
    alternative: &'a Words,
    countersign: &'a Countersign,
}

pub(super) fn notice(paper: &Paper<'_>, mark: &str) -> Result<Sheet, Refusal> {
    let Some(Disposed::Return { ground, why, basis, alternative, countersigned: Some(countersign) }) =
        &paper.case.disposed
    else {
        return Err(Reason::NotCountersigned.whole());
    };
    let unset = paper.settings.review_body.is_empty() || paper.settings.court.is_empty();
    if paper.case.part().licence && unset {
        return Err(Reason::ReviewBodyUnset.whole());
    }
    let sheet = begin(SheetKind::ReturnNotice, paper, countersign.number, mark);
    let refused = Refused { paper, ground: *ground, why, basis, alternative, countersign };
    Ok(write(sheet, Some(&refused), paper.settings))
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    write(begin_blank(SheetKind::ReturnNotice, settings, mark), None, settings)
}

fn write(mut sheet: Sheet, of: Option<&Refused<'_, '_>>, settings: &Settings) -> Sheet {
    let paper = of.map(|refused| refused.paper);
    visitor(&mut sheet, paper);
    sheet.field("申办事项", paper, Handwritten::Lines(1), |paper| paper.case.opening.title.clone());
    sheet.rule();
    let grounds = RefusalGround::ALL.iter().map(|ground| format!("□{ground}")).collect::<Vec<_>>();
    sheet.field("不能办理\n的类型", of, Handwritten::Words(grounds.join("\n")), |refused| {
        refused.ground.name().to_owned()
    });
    sheet.field("原因", of, Handwritten::Lines(3), |refused| refused.why.text().to_owned());
    sheet.field("依据\n（文件名、\n条款）", of, Handwritten::Lines(2), |refused| {
        refused.basis.to_owned()
    });
    sheet.field("可行的\n替代建议", of, Handwritten::Lines(2), |refused| {
        refused.alternative.text().to_owned()
    });
    sheet.rule();
    materials(&mut sheet, "退还材料清单：", paper.map(received));
    sheet.text_line("退还材料签收：________        ____年__月__日");
    sheet.rule();
    sheet.field("值班领导\n审核意见", of, Handwritten::words("________________"), |refused| {
        let leader = spread(refused.paper.staff.name(&refused.countersign.by));
        format!("同意退回  {leader}  {}", settings.paper_time(refused.countersign.at))
    });
    sheet.row("值班领导\n签字、时间", "________________    ____年__月__日");
    if paper.is_none_or(|paper| paper.case.part().licence) {
        let named =
            |name: &str| if name.is_empty() { "________________".to_owned() } else { name.to_owned() };
        let (body, court) = (named(&settings.review_body), named(&settings.court));
        let whose = if paper.is_some() { "" } else { "（许可类）" };
        sheet.row(
            "救济途径",
            &format!(
                "{whose}自收到法定不予许可决定之日起，60日内向{body}申请行政复议，或者6个月内向{court}提起行政诉讼"
            ),
        );
    }
    let first = paper.filter(|paper| paper.copy < 2);
    sheet.field("反馈时间", first, Handwritten::words("____年__月__日 __:__"), |paper| {
        settings.paper_time(paper.issued)
    });
    responsible(&mut sheet, paper);
    let licence = paper.is_none_or(|paper| paper.case.part().licence);
    end(&mut sheet, settings, of.map(|refused| refused.countersign.at.date()), licence);
    sheet
}
