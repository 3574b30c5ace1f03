//! The dialogs of a file.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use xieban_domain::codes::{ReplyMode, Satisfaction};
use xieban_domain::conduct::{
    ConductCommand, File, FileNumber, Found, Measure, Misconduct, OnTheSpot, is_of_the_offices,
};
use xieban_domain::moment::Moment;
use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::Staff;
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS};
use xieban_words::canonical;

use super::deeds::step;
use super::people::{names, people};
use crate::form::Form;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::world::World;

/// How a date is typed.
const DATE: &str = "日期请按2026-11-27的样子填。";
/// How the kinds are typed.
const KINDS: &str = "情形请写数字，可以几种，如 13。";

fn title(name: &str, file: FileNumber) -> String {
    format!("{name}  {file}")
}

fn on(file: FileNumber) -> impl Fn(ConductCommand) -> Outcome + 'static {
    move |command| Outcome::Command(step(file, command))
}

fn date(typed: &str) -> Option<NaiveDate> {
    canonical::query(typed).trim().parse().ok()
}

/// The kinds by their digits: several at once, as no choice of one can be.
fn kinds(typed: &str) -> Option<BTreeSet<Misconduct>> {
    let digits = canonical::number(typed);
    let kind = |c: char| {
        let at = usize::try_from(c.to_digit(10)?).ok()?.checked_sub(1)?;
        Misconduct::ALL.get(at).copied()
    };
    digits.chars().filter(|c| !matches!(c, '、' | ',' | ' ')).map(kind).collect()
}

/// The kinds with their digits.
fn all_kinds() -> String {
    let named = Misconduct::ALL.iter().zip(1..).map(|(kind, digit): (_, u8)| format!("{digit}{kind}"));
    format!("情形：{}", named.collect::<Vec<_>>().join("  "))
}

/// Measures that are ours.
fn measures() -> Vec<Measure> {
    Measure::ALL.iter().copied().filter(|measure| *measure != Measure::Bureau).collect()
}

fn all_measures() -> String {
    let named = measures().into_iter().zip(1..).map(|(measure, digit): (_, u8)| format!("{digit}{measure}"));
    format!("措施：{}", named.collect::<Vec<_>>().join("  "))
}

/// Who may work on it.
pub(super) fn handlers<'w>(file: &File, world: &'w World) -> Vec<&'w Staff> {
    let mut staff = world.header.staff.active();
    staff.retain(|staff| is_of_the_offices(staff) && !file.taken.about.contains(&staff.code));
    staff
}

/// A dialog of one field of free text.
pub(super) fn words(file: &File, name: &str, label: &str, command: fn(String) -> ConductCommand) -> Dialog {
    let (form, on) = (Form::new().text_field(0, label, LONGEST_WORDS), on(file.number));
    Dialog::new(title(name, file.number), form, move |form, _| on(command(form.text(0))))
}

/// 申辩.
pub(super) fn answer(file: FileNumber) -> Dialog {
    let (form, on) = (Form::new().text_field(0, "申辩", LONGEST_WORDS), on(file));
    Dialog::new("申辩", form, move |form, _| on(ConductCommand::Answer { words: form.text(0) }))
        .explained(vec!["写下您的陈述和理由，只给所作风办、所行风办看。".to_owned()])
}

pub(super) fn assign(file: &File, world: &World) -> Dialog {
    let handlers: Vec<_> = handlers(file, world).into_iter().map(|staff| staff.code.clone()).collect();
    let names = handlers.iter().map(|code| world.header.staff.name(code).to_owned());
    let (form, on) = (Form::new().choice(0, "承办人", names.collect::<Vec<_>>(), None), on(file.number));
    Dialog::new(title("承办", file.number), form, move |form, _| {
        match form.chosen(0).and_then(|at| handlers.get(at)) {
            Some(handler) => on(ConductCommand::Assign { handler: handler.clone() }),
            None => Outcome::Wait("请选承办人。"),
        }
    })
}

pub(super) fn identify(file: &File, world: &World) -> Dialog {
    let on = on(file.number);
    let mut form = Form::new().text_field(0, "被反映人", LONGEST_LINE);
    form.set_text(0, &names(&file.taken.about, &world.header.staff));
    Dialog::new(title("查明对象", file.number), form, move |form, world| {
        match people(&form.text(0), &world.header.staff) {
            Ok(about) => on(ConductCommand::Identify { about }),
            Err(_) => Outcome::Wait("有人不在人员表里，请写代码、姓名或拼音，几人用、隔开。"),
        }
    })
    .explained(vec!["写全：这里写下的就是全部被反映人，各人都须回避。".to_owned()])
}

pub(super) fn on_the_spot(file: &File, world: &World) -> Dialog {
    let on = on(file.number);
    let mut form = Form::new()
        .text_field(0, "时间", 16)
        .text_field(1, "地点", LONGEST_LINE)
        .text_field(2, "情形", 10)
        .text_field(3, "事实", LONGEST_WORDS)
        .text_field(4, "当事人陈述", LONGEST_WORDS)
        .choice(5, "现场措施", measures().into_iter().map(Measure::name), None);
    let now = world.now();
    form.set_text(0, &format!("{} {}", now.date(), now.clock()));
    Dialog::new(title("临机处置", file.number), form, move |form, _| {
        let typed = canonical::query(&form.text(0)).trim().replace(' ', "T");
        let Some(time) = Moment::parse(&typed) else {
            return Outcome::Wait("时间请按2026-11-27 09:30的样子填。");
        };
        let Some(kinds) = kinds(&form.text(2)) else { return Outcome::Wait(KINDS) };
        let Some(measure) = form.chosen(5).and_then(|at| measures().get(at).copied()) else {
            return Outcome::Wait("请选现场处理措施。");
        };
        on(ConductCommand::OnTheSpot(OnTheSpot {
            time,
            place: form.text(1),
            kinds,
            facts: form.text(3),
            statement: form.text(4),
            measure,
        }))
    })
    .explained(vec![all_kinds(), all_measures()])
    .pointing(|field| match field {
        RefusedField::Limit => Some(0),
        RefusedField::Address => Some(1),
        RefusedField::Kind => Some(2),
        RefusedField::Reason => Some(3),
        RefusedField::Remark => Some(4),
        RefusedField::Disposition => Some(5),
        _ => None,
    })
}

pub(super) fn investigate(file: &File, world: &World) -> Dialog {
    let on = on(file.number);
    let mut form = Form::new()
        .text_field(0, "查处日期", 10)
        .text_field(1, "调查情况", LONGEST_WORDS)
        .choice(2, "结论", Found::ALL.iter().map(|found| found.name()), None)
        .text_field(3, "情形", 10);
    form.set_text(0, &world.now().date().to_string());
    Dialog::new(title("查处", file.number), form, move |form, _| {
        let Some(date) = date(&form.text(0)) else { return Outcome::Wait(DATE) };
        let Some(found) = form.chosen(2).and_then(|at| Found::ALL.get(at)).copied() else {
            return Outcome::Wait("请选调查结论。");
        };
        let Some(kinds) = kinds(&form.text(3)) else { return Outcome::Wait(KINDS) };
        on(ConductCommand::Investigate { date, findings: form.text(1), found, kinds })
    })
    .explained(vec![all_kinds(), "不属实或无法查实的，情形空着。".to_owned()])
    .pointing(|field| match field {
        RefusedField::Limit => Some(0),
        RefusedField::Reason => Some(1),
        RefusedField::Kind => Some(3),
        _ => None,
    })
}

pub(super) fn report_up(file: &File, world: &World) -> Dialog {
    let on = on(file.number);
    let bureau = &world.header.settings.bureau;
    let mut form = Form::new().text_field(0, "上报日期", 10);
    form.set_text(0, &world.now().date().to_string());
    Dialog::new(title("报局", file.number), form, move |form, _| match date(&form.text(0)) {
        Some(date) => on(ConductCommand::ReportUp { date }),
        None => Outcome::Wait(DATE),
    })
    .explained(vec![format!("报{bureau}党委、{bureau}研究处理意见；意见填入前，处理待局研究。")])
}

pub(super) fn bureau_says(file: &File, world: &World) -> Dialog {
    let on = on(file.number);
    let mut form = Form::new().text_field(0, "意见日期", 10).text_field(1, "局研究意见", LONGEST_WORDS);
    form.set_text(0, &world.now().date().to_string());
    Dialog::new(title("局研究意见", file.number), form, move |form, _| match date(&form.text(0)) {
        Some(date) => on(ConductCommand::BureauSays { date, words: form.text(1) }),
        None => Outcome::Wait(DATE),
    })
    .pointing(|field| match field {
        RefusedField::Limit => Some(0),
        RefusedField::Reason => Some(1),
        _ => None,
    })
}

pub(super) fn measure(file: &File) -> Dialog {
    let on = on(file.number);
    let form = Form::new().choice(0, "处理措施", measures().into_iter().map(Measure::name), None).text_field(
        1,
        "依据",
        LONGEST_WORDS,
    );
    Dialog::new(title("处理", file.number), form, move |form, _| {
        let measure = form.chosen(0).and_then(|at| measures().get(at).copied());
        on(ConductCommand::Measure { measure, basis: form.text(1) })
    })
    .explained(vec![all_measures(), "没有查实的不选措施，依据照写。定下以后不再改动。".to_owned()])
    .pointing(|field| match field {
        RefusedField::Disposition => Some(0),
        RefusedField::Reason => Some(1),
        _ => None,
    })
}

pub(super) fn reply(file: &File) -> Dialog {
    let on = on(file.number);
    let form = Form::new().choice(0, "方式", ReplyMode::ALL.iter().map(|mode| mode.name()), None).text_field(
        1,
        "答复内容",
        LONGEST_WORDS,
    );
    Dialog::new(title("答复", file.number), form, move |form, _| {
        match form.chosen(0).and_then(|at| ReplyMode::ALL.get(at)).copied() {
            Some(mode) => on(ConductCommand::Reply { mode, words: form.text(1) }),
            None => Outcome::Wait("请选答复方式。"),
        }
    })
    .pointing(|field| (field == RefusedField::Reason).then_some(1))
}

pub(super) fn rate(file: &File) -> Dialog {
    let on = on(file.number);
    let form = Form::new().choice(0, "满意度", Satisfaction::ALL.iter().map(|level| level.name()), None);
    Dialog::new(title("满意度", file.number), form, move |form, _| {
        match form.chosen(0).and_then(|at| Satisfaction::ALL.get(at)).copied() {
            Some(level) => on(ConductCommand::Rate { level }),
            None => Outcome::Wait("请按投诉人说的选。"),
        }
    })
}
