//! 大字单: the receipt in large and plain words, on a roll; read aloud as it stands. At most 20 lines of 32 columns.

use chrono::{Datelike as _, NaiveDate};
use xieban_domain::moment::weekday;
use xieban_domain::number::Form;
use xieban_domain::refusal::Refusal;
use xieban_domain::settings::Settings;
use xieban_domain::staff::Staff;
use xieban_text::{Metrics, fit, spread, wrap};

use super::blocks::{SERVICE_LINE, name, numbered, or_call, own_matter};
use super::receipt::{Promised, code, promised};
use super::sheet::Sheet;
use super::{Paper, SheetKind};

/// Lines that a large slip has at most.
const MOST: usize = 20;
/// Lines of the matter's name, of a place, of a name: none is longer in the catalogue or on a door.
const NAMES: usize = 2;

pub(super) fn large(paper: &Paper<'_>) -> Result<Sheet, Refusal> {
    let promised = promised(paper)?;
    let name = name(SheetKind::Large, paper, paper.case.id().number(), "");
    // Rules make it easier to read; where there is much to say, they give way.
    let ruled = write(Sheet::new(SheetKind::Large, name.clone()), Some(&promised), paper.settings, true);
    let mut sheet = match ruled.rows() > MOST {
        true => write(Sheet::new(SheetKind::Large, name), Some(&promised), paper.settings, false),
        false => ruled,
    };
    // Below what was issued: that stays as it was.
    if let Some(successor) = &paper.settings.successor {
        sheet.text_line(&successor.line());
    }
    Ok(sheet)
}

pub(super) fn blank(settings: &Settings) -> Sheet {
    let name = format!("空白-{}", SheetKind::Large.name());
    write(Sheet::new(SheetKind::Large, name), None, settings, true)
}

fn write(mut sheet: Sheet, of: Option<&Promised<'_, '_>>, settings: &Settings, ruled: bool) -> Sheet {
    let by_hand =
        |fill: &dyn Fn(&Promised<'_, '_>) -> String, hand: &str| of.map_or_else(|| hand.to_owned(), fill);
    let rule = |sheet: &mut Sheet| {
        if ruled {
            sheet.rule();
        }
    };
    let again = if of.is_some_and(|promised| promised.paper.copy > 1) { "补打 " } else { "" };
    let corrected = of.is_some_and(|promised| promised.paper.case.is_corrected(Form::Large));
    let again = if corrected { "补打 更正 " } else { again };
    let practice = if settings.practice { "【演练】" } else { "" };
    if !again.is_empty() || settings.practice {
        sheet.sides(again, practice);
    }
    sheet.text_line(&by_hand(
        &|promised| numbered(promised.paper, promised.paper.case.id().number()),
        "编号________________________",
    ));
    few(&mut sheet, &by_hand(&|promised| matter(promised.paper), "办什么________________________"));
    rule(&mut sheet);
    sheet.centred("办好的日子");
    sheet.centred(&by_hand(&|promised| wide(&format!("{}年", promised.due.date.year())), "________年"));
    sheet.centred(&by_hand(&|promised| wide(&day(promised.due.date)), "____月____日"));
    sheet.centred(&by_hand(
        &|promised| format!("星期{}{}", weekday(promised.due.date), promised.due.mark()),
        "星期____",
    ));
    rule(&mut sheet);
    let officer = |promised: &Promised<'_, '_>, fact: fn(&Staff) -> String| {
        let paper = promised.paper;
        paper.staff.get(&paper.case.opening.officer).map(fact).unwrap_or_default()
    };
    few(&mut sheet, "带回执和证件来。");
    let to = |promised: &Promised<'_, '_>| match officer(promised, |staff| staff.place.clone()) {
        place if place.is_empty() => "到协办员岗来。".to_owned(),
        place => format!("到{place}来。"),
    };
    few(&mut sheet, &by_hand(&to, "到________________________来。"));
    few(
        &mut sheet,
        &by_hand(
            &|promised| format!("找协办员{}。", officer(promised, |staff| spread(&staff.name))),
            "找协办员__________________。",
        ),
    );
    few(
        &mut sheet,
        &by_hand(
            &|promised| format!("电话 {}", or_call(&officer(promised, |staff| staff.phone.clone()))),
            "电话________________________",
        ),
    );
    sheet.text_line(&by_hand(
        &|promised| format!("来电报 {}", code(promised.paper)),
        "来电报______________________",
    ));
    sheet.text_line(SERVICE_LINE);
    sheet.text_line(&format!("作风投诉 {}", settings.hotline));
    sheet.text_line(&format!("短信 {}", settings.sms));
    sheet
}

/// A text in the few lines there are for it. What is longer stands in full on the receipt that this slip goes with.
fn few(sheet: &mut Sheet, text: &str) {
    let width = SheetKind::Large.width();
    let mut lines = wrap(Metrics::PAPER, text, width);
    let rest = lines.split_off(lines.len().min(NAMES));
    if let (Some(last), Some(next)) = (lines.last_mut(), rest.first()) {
        *last = fit(Metrics::PAPER, &format!("{last}{next}"), width);
    }
    for line in lines {
        sheet.text_line(&line);
    }
}

/// What it is called at home, where the catalogue knows one word for it; else its name.
fn matter(paper: &Paper<'_>) -> String {
    let title = &paper.case.opening.title;
    let said = own_matter(paper).and_then(|matter| matter.words.keys().next());
    match said.map(|said| format!("{said}：{title}")) {
        Some(both) if wrap(Metrics::PAPER, &both, SheetKind::Large.width()).len() <= NAMES => both,
        Some(_) | None => title.clone(),
    }
}

fn day(date: NaiveDate) -> String {
    format!("{}月{}日", date.month(), date.day())
}

/// Digits as wide as characters, with room between them.
fn wide(text: &str) -> String {
    let broad = |c: char| match c {
        '0'..='9' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().map(|c| broad(c).to_string()).collect::<Vec<_>>().join(" ")
}
