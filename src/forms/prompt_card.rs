//! 协办提示卡: everything that is missing, told once (R47, R48).

use xieban_domain::case::state::Card;
use xieban_domain::material::{Material, MaterialState};
use xieban_domain::refusal::{Reason, Refusal};
use xieban_domain::settings::Settings;

use super::blocks::{begin, begin_blank, end, materials, once_complete, received, responsible, visitor};
use super::sheet::Handwritten;
use super::{Paper, Sheet, SheetKind};

/// A card with its case.
struct PrintedCard<'p, 'a> {
    paper: &'p Paper<'a>,
    card: &'a Card,
}

pub(super) fn card(paper: &Paper<'_>, mark: &str) -> Result<Sheet, Refusal> {
    let card = paper.case.cards.last().ok_or_else(|| Reason::NothingToTell.whole())?;
    let sheet = begin(SheetKind::PromptCard, paper, card.number, mark);
    Ok(write(sheet, Some(&PrintedCard { paper, card }), paper.settings))
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    write(begin_blank(SheetKind::PromptCard, settings, mark), None, settings)
}

fn write(mut sheet: Sheet, of: Option<&PrintedCard<'_, '_>>, settings: &Settings) -> Sheet {
    let paper = of.map(|told| told.paper);
    visitor(&mut sheet, paper);
    sheet.field("申办事项", paper, Handwritten::Lines(1), |paper| paper.case.opening.title.clone());
    sheet.rule();
    materials(&mut sheet, "已收材料：", of.map(had));
    materials(&mut sheet, "尚缺材料：", of.map(|told| told.card.missing.iter()));
    materials(&mut sheet, "不适用的材料：", paper.map(exempt));
    sheet.field("其他不能当场\n办理的原因", of, Handwritten::Lines(1), |told| {
        told.card.cause.as_ref().map_or(String::new(), |cause| cause.text().to_owned())
    });
    sheet.rule();
    sheet.text_line("一次性告知声明：所需补正内容已全部列出");
    let when = Handwritten::words("材料补齐之日起____个工作日内");
    sheet.field("补齐后\n办理时限", paper, when, |paper| once_complete(paper.case.part().usual));
    sheet.row("可否电话\n邮寄补交", "可以先打电话说明，再邮寄或当面补交；须核对原件的当面交");
    sheet.field("告知时间", of, Handwritten::words("____年__月__日 __:__"), |told| {
        settings.paper_time(told.card.at)
    });
    responsible(&mut sheet, paper);
    let licence = paper.is_none_or(|paper| paper.case.part().licence);
    end(&mut sheet, settings, of.map(|told| told.card.at.date()), licence);
    sheet
}

/// What had been received when the card was made out: not what came in since, on a later copy.
fn had<'a>(told: &PrintedCard<'_, 'a>) -> impl Iterator<Item = &'a Material> {
    let missing = &told.card.missing;
    received(told.paper).filter(|material| missing.iter().all(|each| each.name != material.name))
}

fn exempt<'a>(paper: &Paper<'a>) -> impl Iterator<Item = &'a Material> {
    paper.case.materials.iter().filter(|material| matches!(material.state, MaterialState::NotApplicable(_)))
}
