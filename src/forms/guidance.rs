//! 外部导引单 (R42, R60): to which units, in walking order, to whom, with what; and who took the matter over there.
//!
//! Several 移办 of one visit stand on one slip. The visitor and the file get all stops, each receiving unit its own.

use xieban_domain::case::Case;
use xieban_domain::case::state::{Guidance, Handover, Life};
use xieban_domain::catalogue::MatterOrChain;
use xieban_domain::codes::Kind;
use xieban_domain::number::Number;
use xieban_domain::refusal::{Reason, Refusal};
use xieban_domain::settings::Settings;
use xieban_domain::units::UnitFacts;

use super::blocks::{begin, begin_blank, end, or_call, person, visitor};
use super::sheet::Handwritten;
use super::{Paper, Sheet, SheetKind};

/// The copy that each receiving unit gets.
const THIRD: &str = "第三联 接收单位";

/// A case on the slip, where it is led to.
struct GuidedCase<'a> {
    case: &'a Case,
    guidance: &'a Guidance,
}

impl<'a> GuidedCase<'a> {
    fn of(case: &'a Case, slip: Number) -> Option<Self> {
        let guidance = case.guidance.iter().rev().find(|guidance| guidance.slip == Some(slip))?;
        Some(Self { case, guidance })
    }
}

/// The copies: the first two with every stop, and one for each receiving unit with its own.
pub(super) fn slips(paper: &Paper<'_>) -> Result<Vec<Sheet>, Refusal> {
    let none = || Reason::NothingToPrint { form: SheetKind::Guidance.name() }.whole();
    let number = paper.case.slip().ok_or_else(none)?;
    let cases = if paper.on_slip.is_empty() { std::slice::from_ref(paper.case) } else { paper.on_slip };
    let stop = |case| GuidedCase::of(case, number);
    let stops: Vec<GuidedCase<'_>> = cases.iter().filter_map(stop).collect();
    let all: Vec<usize> = (0..stops.len()).collect();
    let whole = SheetKind::Guidance.copies().iter().filter(|mark| **mark != THIRD);
    let mut sheets: Vec<Sheet> = whole.map(|mark| slip(paper, number, mark, &stops, &all)).collect();
    for at in all {
        let sheet = slip(paper, number, THIRD, &stops, &[at]);
        sheets.push(if stops.len() > 1 { sheet.numbered(at + 1) } else { sheet });
    }
    Ok(sheets)
}

fn slip(paper: &Paper<'_>, number: Number, mark: &str, stops: &[GuidedCase<'_>], which: &[usize]) -> Sheet {
    let sheet = begin(SheetKind::Guidance, paper, number, mark);
    let shown = which.iter().filter_map(|at| Some((*at, stops.get(*at)?))).collect::<Vec<_>>();
    write(sheet, Some(paper), paper.settings, &shown, stops.len())
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    write(begin_blank(SheetKind::Guidance, settings, mark), None, settings, &[], 1)
}

fn write(
    mut sheet: Sheet,
    of: Option<&Paper<'_>>,
    settings: &Settings,
    stops: &[(usize, &GuidedCase<'_>)],
    total: usize,
) -> Sheet {
    visitor(&mut sheet, of);
    sheet.row("移出单位", &settings.office);
    sheet.field("协办员", of, Handwritten::words("姓名__________  电话________________"), |paper| {
        person(paper, &paper.case.opening.officer)
    });
    sheet.field(
        "来源编号",
        of,
        Handwritten::words("________________（外单位转来的填）"),
        |paper| source(paper).unwrap_or_default(),
    );
    if let Some(paper) = of {
        for (at, stop) in stops {
            sheet.rule();
            led(&mut sheet, paper, stop, (*at, total));
        }
    } else {
        sheet.rule();
        by_hand(&mut sheet);
    }
    end(&mut sheet, settings, of.map(|paper| paper.issued.date()), false);
    sheet
}

/// 来源编号 of what another unit led here (R61).
pub(super) fn source(paper: &Paper<'_>) -> Option<String> {
    let from = paper.case.opening.received_from.as_ref()?;
    let unit = paper.catalogue.unit_name(&from.unit, paper.settings.era);
    Some(format!("{unit}  {}", from.number))
}

fn led(
    sheet: &mut Sheet,
    paper: &Paper<'_>,
    GuidedCase { case, guidance }: &GuidedCase<'_>,
    (at, total): (usize, usize),
) {
    let (era, catalogue) = (paper.settings.era, paper.catalogue);
    let facts = paper.units.of(&guidance.unit, era, catalogue);
    let unit = catalogue.unit_name(&guidance.unit, era);
    if total > 1 {
        sheet.text_line(&format!("第{}站（共{total}站）", at + 1));
    }
    sheet.row("事项", &format!("{}（{}）", case.opening.title, case.id().spoken()));
    sheet.row("接收单位", unit);
    let fact = |fact: fn(&UnitFacts) -> &String| facts.map_or("", |facts| fact(facts).as_str());
    sheet.row("地址、\n楼层窗口", or_call(fact(|facts| &facts.address)));
    let officer = if guidance.officer.is_empty() { fact(|facts| &facts.officer) } else { &guidance.officer };
    // Who is rung at 12345 is rung at its own number.
    let hotline = catalogue.unit(&guidance.unit).and_then(|unit| unit.hotline.as_deref());
    let phone = match fact(|facts| &facts.phone) {
        "" => hotline.filter(|hotline| *hotline == "12345").unwrap_or(""),
        phone => phone,
    };
    let whom = match officer.is_empty() && phone.is_empty() {
        true => or_call("").to_owned(),
        false => format!("{}  电话 {}", or_call(officer), or_call(phone)),
    };
    sheet.row("接收协办员", &whom);
    sheet.row("导引方式", &format!("{}  {}", guidance.mode, paper.settings.paper_time(guidance.at)));
    sheet.row("随带材料", &bring(paper, case, fact(|facts| &facts.bring)));
    let handover = handed(case).filter(|handover| handover.unit == guidance.unit);
    taken_over(sheet, handover.map(|handover| (handover, paper.settings)));
}

/// What the unit wants to see; else what the catalogue says of the matter.
fn bring(paper: &Paper<'_>, case: &Case, known: &str) -> String {
    let matter = match &case.opening.subject {
        MatterOrChain::Matter(code) if case.opening.kind == Kind::Transfer => paper.catalogue.matter(code),
        MatterOrChain::Matter(_) | MatterOrChain::Chain(_) => None,
    };
    let names = matter.map(|matter| matter.materials.iter().map(|spec| spec.name.as_str()).collect());
    let names: Vec<&str> = names.unwrap_or_default();
    match (known.is_empty(), names.is_empty()) {
        (false, _) => known.to_owned(),
        (true, false) => names.join("、"),
        (true, true) => or_call("").to_owned(),
    }
}

fn handed(case: &Case) -> Option<&Handover> {
    match &case.life {
        Life::HandedOver(handover) => Some(handover),
        Life::Registered
        | Life::Undecided
        | Life::Prompted
        | Life::Working
        | Life::AwaitingVisitor(_)
        | Life::ReturnProposed(_)
        | Life::Guided
        | Life::Finished(_)
        | Life::Replied(..)
        | Life::Archived(..)
        | Life::Ended(..)
        | Life::Void(_) => None,
    }
}

/// Who took it over; by hand until that is known.
fn taken_over(sheet: &mut Sheet, handover: Option<(&Handover, &Settings)>) {
    if let Some((to, settings)) = handover {
        sheet.row("移交时间", &settings.paper_time(to.at));
        sheet.row("接收人", &format!("{}（{}）", to.receiver, to.mode));
    } else {
        sheet.row("移交时间", "____年__月__日 __:__");
        sheet.row("接收人签字", "________________");
    }
    sheet.row("接收单位\n登记类别", "□受理件  □联办件    接收编号____________");
}

fn by_hand(sheet: &mut Sheet) {
    for label in ["事项", "接收单位", "地址、\n楼层窗口"] {
        sheet.field(label, None::<&()>, Handwritten::Lines(1), |()| String::new());
    }
    sheet.row("接收协办员", "姓名____________  电话________________");
    sheet.row("导引方式", "□陪同前往  □电话衔接  □书面导引单");
    sheet.field("随带材料", None::<&()>, Handwritten::Lines(2), |()| String::new());
    taken_over(sheet, None);
}
