//! 协办日志（签字页）: one strip a case, printed at closing; what the visitor signs. It shows his case and no other (R63, R64).

use xieban_domain::case::closing::Closing;
use xieban_domain::codes::{ReplyMode, Satisfaction};
use xieban_domain::refusal::{Reason, Refusal};
use xieban_domain::settings::Settings;
use xieban_domain::visitor::Visitor;
use xieban_text::spread;

use super::blocks::{begin, begin_blank, foot};
use super::sheet::Handwritten;
use super::{Paper, Sheet, SheetKind};

/// A case that was closed or ended.
struct ClosedCase<'p, 'a> {
    paper: &'p Paper<'a>,
    closing: Closing<'a>,
}

pub(super) fn strip(paper: &Paper<'_>) -> Result<Sheet, Refusal> {
    let closing = paper.case.closing();
    let closing = closing.ok_or_else(|| Reason::NothingToPrint { form: SheetKind::Strip.name() }.whole())?;
    let sheet = begin(SheetKind::Strip, paper, paper.case.id().number(), "");
    Ok(write(sheet, Some(&ClosedCase { paper, closing }), paper.settings))
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    write(begin_blank(SheetKind::Strip, settings, mark), None, settings)
}

fn write(mut sheet: Sheet, of: Option<&ClosedCase<'_, '_>>, settings: &Settings) -> Sheet {
    let paper = of.map(|closed| closed.paper);
    sheet.field("服务对象", paper, Handwritten::Lines(1), |paper| match paper.case.visitor.get() {
        Some(Visitor::Person(person)) => spread(&person.name),
        Some(Visitor::Organisation { organisation, agent, .. }) if agent.name.is_empty() => {
            organisation.name.clone()
        }
        Some(Visitor::Organisation { organisation, agent, .. }) => {
            format!("{}    经办人 {}", organisation.name, spread(&agent.name))
        }
        None => "（已清除）".to_owned(),
    });
    sheet.field("事项", paper, Handwritten::Lines(1), |paper| paper.case.opening.title.clone());
    sheet.field("类别/分类", paper, Handwritten::Lines(1), |paper| kinds(paper.case));
    sheet.field("办理结果", of, Handwritten::Lines(2), |closed| result(closed.closing));
    sheet.field("办结时间", of, Handwritten::words("____年__月__日 __:__"), |closed| {
        match closed.closing {
            Closing::Done(finish, _) => settings.paper_time(finish.at),
            Closing::Ended(ending) => format!("{}（终止，不作办结）", settings.paper_time(ending.at)),
            Closing::Void(voided) => format!("{}（作废，不作办结）", settings.paper_time(voided.at)),
        }
    });
    let modes = ReplyMode::ALL.iter().map(|mode| format!("□{mode}")).collect::<Vec<_>>().join(" ");
    let by_hand = format!("{modes}\n____年__月__日 __:__");
    sheet.field("回复方式\n时间", of, Handwritten::Words(by_hand.clone()), |closed| {
        match closed.closing {
            Closing::Done(_, Some((reply, _))) => {
                format!("{}  {}", reply.mode, settings.paper_time(reply.at))
            }
            Closing::Done(_, None) => by_hand,
            Closing::Ended(_) | Closing::Void(_) => String::new(),
        }
    });
    let boxes = Satisfaction::ALL.iter().map(|level| format!("□{level}")).collect::<Vec<_>>().join(" ");
    sheet.field("满意度\n（自愿）", paper, Handwritten::Words(boxes.clone()), |paper| {
        paper.case.rating.as_ref().map_or(boxes, |rating| rating.level.name().to_owned())
    });
    sheet.rule();
    sheet.gap();
    sheet.sides("服务对象签字：________________", "____年__月__日（手写）");
    sheet.gap();
    sheet.field("协办员签字", paper, Handwritten::words("________________"), |paper| {
        format!("________________（{}）", spread(paper.staff.name(&paper.case.opening.officer)))
    });
    sheet.field("位置", of, Handwritten::words("____册____页____行"), |closed| {
        position(closed.closing).unwrap_or_else(|| "____册____页____行".to_owned())
    });
    foot(&mut sheet, settings);
    sheet
}

/// 类别 and, where it has one, 分类.
pub(super) fn kinds(case: &xieban_domain::case::Case) -> String {
    let kind = case.opening.kind.name();
    match case.division() {
        division if division == kind => kind.to_owned(),
        division => format!("{kind}/{division}"),
    }
}

/// What came of it, in words.
pub(super) fn result(closing: Closing<'_>) -> String {
    match closing {
        Closing::Done(finish, _) => format!("办结：{}", finish.summary.text()),
        Closing::Ended(ending) => format!("终止（{}）：{}", ending.reason, ending.words.text()),
        Closing::Void(voided) => format!("作废：{}", voided.reason.text()),
    }
}

/// Where the visitor signed.
pub(super) fn position(closing: Closing<'_>) -> Option<String> {
    let position = match closing {
        Closing::Done(_, signed) => signed.and_then(|(_, signature)| signature.position()),
        Closing::Ended(ending) => ending.position,
        Closing::Void(_) => None,
    };
    position.map(|at| at.to_string())
}
