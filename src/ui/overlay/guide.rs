//! 导引: where the visitor is led, as far as the office knows it. What is missing is asked here, at first need, and may be passed over.

use xieban_domain::case::CaseCommand;
use xieban_domain::case::command::Guide;
use xieban_domain::catalogue::UnitId;
use xieban_domain::codes::GuideMode;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::refusal::RefusedField;
use xieban_domain::units::{KeepUnit, UnitFacts, Units};
use xieban_domain::visitor::LONGEST_LINE;
use xieban_office::CaseView;

use crate::form::Form;
use crate::layer::LayerReply;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::world::World;

/// A field of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GuideField {
    Mode,
    Elsewhere,
    Officer,
    Phone,
    Address,
    Bring,
    Confirmed,
    Slip,
    Stop,
}

/// The dialog for a case, and what the layer below is told if nothing comes of it.
pub(crate) fn guide(
    view: &CaseView,
    title: String,
    otherwise: Option<LayerReply>,
    world: &World,
) -> Dialog<GuideField> {
    let case = &view.row.record.case;
    let next = case.course.as_ref().and_then(|course| course.next_unit());
    let unit = next.or(case.opening.unit.as_ref()).cloned().unwrap_or_default();
    guide_to(unit, view.clone(), title, otherwise, world)
}

fn guide_to(
    unit: UnitId,
    view: CaseView,
    title: String,
    otherwise: Option<LayerReply>,
    world: &World,
) -> Dialog<GuideField> {
    let case = &view.row.record.case;
    let (era, catalogue) = (world.header.settings.era, world.facts.catalogue);
    let own = case.course.is_some() || case.opening.unit.as_ref() == Some(&unit);
    let known = world.header.units.of(&unit, era, catalogue).cloned();
    let trust = Units::trust(known.as_ref(), world.now().date());
    let mut form = fields(known.as_ref(), trust.is_doubtful(), view.joinable.is_some());
    form.show(GuideField::Elsewhere, case.course.is_none());
    let (id, version, with) = (case.id(), Some(case.version), view.joinable);
    let heads_to = catalogue.unit_name(&unit, era);
    let remit = catalogue.unit(&unit).map(|unit| unit.remit.join("、")).unwrap_or_default();
    let missing = match known.as_ref().is_some_and(UnitFacts::is_whole) {
        true => String::new(),
        false => "没有的请问清填上，问不到可以空着：单上印“请拨12345”。".to_owned(),
    };
    let lines = vec![format!("到 {heads_to}（{remit}）  {}", trust.text()), missing];
    let (head, told) = (title.clone(), otherwise.clone());
    let dialog = Dialog::new(title, form, move |form, world: &World| {
        let typed = form.text(GuideField::Elsewhere);
        if !typed.trim().is_empty() {
            let found = world.facts.catalogue.find_unit(&typed, world.header.settings.era);
            return match found {
                Some(other) => {
                    Outcome::Open(Box::new(guide_to(other, view.clone(), head.clone(), told.clone(), world)))
                }
                None => Outcome::Wait("没有找到这个单位：写名称、拼音首字母或12345。"),
            };
        }
        let Some(mode) = form.chosen(GuideField::Mode).and_then(|at| GuideMode::ALL.get(at)).copied() else {
            return Outcome::Wait("请选择导引方式。");
        };
        let typed = form.text(GuideField::Stop);
        let stop = match xieban_words::canonical::number(&typed).parse::<u8>() {
            Ok(stop) if stop > 0 => Some(stop),
            _ if typed.trim().is_empty() => None,
            Ok(_) | Err(_) => return Outcome::Wait("第几站写数字，如1；不写就排在最后。"),
        };
        let with = with.filter(|_| form.chosen(GuideField::Slip) == Some(0));
        let to = (!own).then(|| unit.clone());
        let guide =
            Guide { unit: to, officer: form.text(GuideField::Officer), with, stop, ..Guide::by(mode) };
        let guide = Command::Case { id, version, command: CaseCommand::Guide(guide) };
        match kept(&unit, known.as_ref(), form) {
            Some(keep) => Outcome::Both(Command::Office(OfficeCommand::KeepUnit(keep)), guide),
            None => Outcome::Command(guide),
        }
    })
    .explained(lines.into_iter().filter(|line| !line.is_empty()).collect())
    .pointing(|field| match field {
        RefusedField::Staff => Some(GuideField::Officer),
        RefusedField::Phone => Some(GuideField::Phone),
        RefusedField::Address => Some(GuideField::Address),
        RefusedField::Materials => Some(GuideField::Bring),
        RefusedField::Unit => Some(GuideField::Slip),
        _ => None,
    });
    match otherwise {
        Some(otherwise) => dialog.leaving(otherwise),
        None => dialog,
    }
}

fn fields(known: Option<&UnitFacts>, doubtful: bool, joins: bool) -> Form<GuideField> {
    let modes = GuideMode::ALL.iter().map(|mode| mode.name());
    let mut form = Form::new()
        .choice(GuideField::Mode, "方式", modes, Some(2))
        .text_field(GuideField::Elsewhere, "改去单位", 40)
        .text_field(GuideField::Officer, "对方协办员", LONGEST_LINE)
        .text_field(GuideField::Phone, "电话", LONGEST_LINE)
        .text_field(GuideField::Address, "地址窗口", LONGEST_LINE)
        .text_field(GuideField::Bring, "随带材料", LONGEST_LINE)
        .choice(GuideField::Confirmed, "已核实", ["是", "没有"], Some(1))
        .choice(GuideField::Slip, "导引单", ["同前一件合一张", "单独一张"], Some(0))
        .text_field(GuideField::Stop, "第几站", 2);
    if let Some(known) = known {
        form.set_text(GuideField::Officer, &known.officer);
        form.set_text(GuideField::Phone, &known.phone);
        form.set_text(GuideField::Address, &known.address);
        form.set_text(GuideField::Bring, &known.bring);
    }
    form.show(GuideField::Confirmed, doubtful && known.is_some());
    form.show(GuideField::Slip, joins);
    form.show(GuideField::Stop, joins);
    form
}

/// What is to be kept of the unit: what was changed here, or confirmed.
fn kept(unit: &UnitId, known: Option<&UnitFacts>, form: &Form<GuideField>) -> Option<KeepUnit> {
    let said = |id: GuideField, before: Option<&String>| {
        let text = form.text(id).trim().to_owned();
        (text != before.map_or("", String::as_str)).then_some(text)
    };
    let keep = KeepUnit {
        unit: unit.clone(),
        officer: said(GuideField::Officer, known.map(|facts| &facts.officer)),
        phone: said(GuideField::Phone, known.map(|facts| &facts.phone)),
        address: said(GuideField::Address, known.map(|facts| &facts.address)),
        bring: said(GuideField::Bring, known.map(|facts| &facts.bring)),
    };
    let changed = [&keep.officer, &keep.phone, &keep.address, &keep.bring].iter().any(|fact| fact.is_some());
    let confirmed = known.is_some() && form.chosen(GuideField::Confirmed) == Some(0);
    (changed || confirmed).then_some(keep)
}
