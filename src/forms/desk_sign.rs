//! 台签: who sits at this desk today, and who leads; it stands on the desk and is read from some way off (亮证挂牌, R24).
//!
//! A5 across. The name is in the largest type that fits.

use xieban_domain::settings::Settings;
use xieban_domain::staff::Staff;
use xieban_text::font::{Glyph, ROWS};
use xieban_text::spread;

use super::blocks::{foot, or_call};
use super::{Sheet, SheetKind};

/// What a sign says.
#[derive(Debug, Clone, Copy)]
pub struct Sign<'a> {
    /// 台号.
    pub desk: &'a str,
    /// 协办员.
    pub officer: &'a Staff,
    /// 值班领导; none while nobody is named.
    pub leader: Option<&'a Staff>,
    /// The office's values.
    pub settings: &'a Settings,
}

/// The sign of a desk.
pub fn desk_sign(sign: &Sign<'_>) -> Sheet {
    let name = format!("台签-{}-{}", plain(sign.desk), sign.officer.code);
    write(Sheet::new(SheetKind::DeskSign, name), Some(sign), sign.settings)
}

pub(super) fn blank(settings: &Settings) -> Sheet {
    write(Sheet::new(SheetKind::DeskSign, "空白-台签"), None, settings)
}

/// The part of a text that may stand in a file's name.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn write(mut sheet: Sheet, of: Option<&Sign<'_>>, settings: &Settings) -> Sheet {
    let fact = |fact: fn(&Sign<'_>) -> String, hand: &str| {
        of.map(fact).filter(|text| !text.is_empty()).unwrap_or_else(|| hand.to_owned())
    };
    if settings.practice {
        sheet.centred("【演练】");
    }
    sheet.centred(&settings.office);
    sheet.centred(&letters("协办员岗", 3));
    sheet.rule();
    sheet.sides(
        &format!("台号 {}", fact(|sign| sign.desk.to_owned(), "________")),
        &format!("亮证上岗  工作证号 {}", fact(|sign| sign.officer.badge.clone(), "________")),
    );
    sheet.gap();
    large(&mut sheet, of.map(|sign| sign.officer.name.as_str()));
    sheet.gap();
    sheet.row("职务", &fact(|sign| sign.officer.post.clone(), "________________"));
    sheet.row("办公电话", &fact(|sign| or_call(&sign.officer.phone).to_owned(), "________________"));
    sheet.row("照片\n（可选）", "（贴照片处）");
    sheet.rule();
    let leader = |sign: &Sign<'_>| match sign.leader {
        Some(leader) => {
            let facts = [&spread(&leader.name), &leader.post, &leader.place];
            let facts: Vec<&str> =
                facts.into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
            format!("{}\n办公电话 {}", facts.join("  "), or_call(&leader.phone))
        }
        None => "待明确".to_owned(),
    };
    sheet.row(
        "值班领导",
        &fact(leader, "姓名____________  办公地点________________\n办公电话________________"),
    );
    foot(&mut sheet, settings);
    sheet
}

/// The name by itself in the middle, in type of sixteen lines; a line for the hand where there is none.
fn large(sheet: &mut Sheet, name: Option<&str>) {
    let Some(name) = name else {
        for _ in 0..ROWS / 2 {
            sheet.gap();
        }
        sheet.centred(&format!("姓名  {}", "_".repeat(48)));
        for _ in 0..ROWS / 2 - 1 {
            sheet.gap();
        }
        return;
    };
    if let Some(rows) = inked(name, sheet.kind().width()) {
        for row in &rows {
            sheet.push(row);
        }
        return;
    }
    // A character without a glyph, or a name longer than the sign: the name is never cut and never in part.
    sheet.gap();
    sheet.centred(&letters(name, 6));
    sheet.gap();
}

/// What stands for a pixel: narrow and dark in every font.
const INK: &str = "#";

/// A text in large type, each row in the middle of `cells`: two columns a pixel where that fits, else one. Nothing where it
/// does not fit at all.
fn inked(text: &str, cells: usize) -> Option<Vec<String>> {
    let glyphs: Vec<Glyph> = text.chars().map(Glyph::of).collect::<Option<_>>()?;
    let pixels: usize = glyphs.iter().map(|glyph| usize::from(glyph.width())).sum();
    let columns = [2, 1].into_iter().find(|columns| pixels * columns <= cells)?;
    let between = (cells - pixels * columns).checked_div(glyphs.len() + 1).unwrap_or(0).min(4);
    let used = pixels * columns + between * glyphs.len().saturating_sub(1);
    let row = |y: u16| {
        let line = glyphs.iter().map(|glyph| {
            let pixel = |x| if glyph.ink(x, y) { INK } else { " " }.repeat(columns);
            (0..glyph.width()).map(pixel).collect::<String>()
        });
        let line = line.collect::<Vec<_>>().join(&" ".repeat(between));
        " ".repeat((cells - used) / 2) + &line
    };
    Some((0..ROWS).map(row).collect())
}

/// A text with so many blanks between its characters.
fn letters(text: &str, blanks: usize) -> String {
    text.chars().map(|c| c.to_string()).collect::<Vec<_>>().join(&" ".repeat(blanks))
}
