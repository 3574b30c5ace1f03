//! 否定报备反馈单: ground, reason, basis, alternative, and the leader's countersign before any copy leaves (R54, R55).

use super::blocks::{begin, end, materials, responsible, visitor};
use super::{Paper, Sheet, SheetKind};
use crate::domain::case::state::Disposed;
use crate::domain::material::MaterialState;
use crate::domain::refusal::{Reason, Refusal};
use crate::text::spread;

pub(super) fn notice(paper: &Paper<'_>, mark: &str) -> Result<Sheet, Refusal> {
    let case = paper.case;
    let Some(Disposed::Return { ground, why, basis, alternative, countersigned: Some(countersign) }) =
        &case.disposed
    else {
        return Err(Reason::NotCountersigned.whole());
    };
    let mut sheet = begin(SheetKind::ReturnNotice, paper, countersign.number, mark);
    visitor(&mut sheet, paper);
    sheet.row("申办事项", &case.opening.title);
    sheet.rule();
    sheet.row("不能办理", ground.name());
    sheet.row("原因", why.text());
    sheet.row("依据", basis);
    sheet.row("替代建议", alternative.text());
    let received = || case.materials.iter().filter(|material| material.state == MaterialState::Received);
    if received().next().is_some() {
        materials(&mut sheet, "退还材料（签收：________）：", received());
    }
    sheet.rule();
    let leader = spread(paper.staff.name(&countersign.by));
    sheet.row("领导审核", &format!("同意退回  {leader}  {}", countersign.at.paper_time()));
    if case.opening.licence {
        let (body, court) = (&paper.settings.review_body, &paper.settings.court);
        sheet.row("救济途径", &format!("自收到法定不予许可决定之日起，60日内可向{body}申请行政复议，或者6个月内向{court}提起行政诉讼。"));
    }
    sheet.row("反馈时间", &paper.issued.paper_time());
    responsible(&mut sheet, paper);
    end(&mut sheet, paper);
    Ok(sheet)
}
