//! 协办提示卡: everything that is missing, told once (R47, R48).

use super::blocks::{begin, end, materials, responsible, visitor};
use super::{Paper, Sheet, SheetKind};
use crate::domain::material::MaterialState;
use crate::domain::refusal::{Reason, Refusal};

pub(super) fn card(paper: &Paper<'_>, mark: &str) -> Result<Sheet, Refusal> {
    let case = paper.case;
    let card = case.cards.last().ok_or_else(|| Reason::NothingToTell.whole())?;
    let mut sheet = begin(SheetKind::PromptCard, paper, card.number, mark);
    visitor(&mut sheet, paper);
    sheet.row("申办事项", &case.opening.title);
    sheet.rule();
    materials(&mut sheet, "尚缺材料：", card.missing.iter());
    if let Some(cause) = &card.cause {
        sheet.row("其他原因", cause.text());
    }
    let received = || case.materials.iter().filter(|material| material.state == MaterialState::Received);
    if received().next().is_some() {
        materials(&mut sheet, "已收材料：", received());
    }
    let exempt =
        || case.materials.iter().filter(|material| matches!(material.state, MaterialState::NotApplicable(_)));
    if exempt().next().is_some() {
        materials(&mut sheet, "不适用的材料：", exempt());
    }
    sheet.rule();
    sheet.text_line("一次性告知：所需补正的内容已全部列在本卡上。");
    let after =
        case.opening.usual.map_or_else(|| "当面约定".to_owned(), |limit| format!("材料补齐之日起{limit}内"));
    sheet.row("补齐后", &format!("{after}办理"));
    sheet.row("怎样补交", "到协办员岗当面补交；电话说好后也可邮寄");
    sheet.row("告知时间", &card.at.paper_time());
    responsible(&mut sheet, paper);
    end(&mut sheet, paper);
    Ok(sheet)
}
