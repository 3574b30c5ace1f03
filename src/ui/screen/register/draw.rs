//! How the registration looks: the fields at the left, the materials beside them, the slip as it will be where there is room.

use xieban_term::{Canvas, Tone};

use super::Registration;
use super::fields::RegisterField;
use crate::widget::sheets::{SheetsOf, paper_of};
use crate::widget::stages;
use crate::world::World;

/// Columns of the fields.
const FIELDS: u16 = 46;
/// Columns from which the slip stands beside the form.
const WITH_SLIP: u16 = 120;

pub(super) fn draw(screen: &Registration, canvas: &mut Canvas<'_>, world: &World) {
    let (width, height) = canvas.size();
    let wide = width >= WITH_SLIP;
    let (form_rows, list) = match wide {
        true => {
            let rows = (screen.sheet.form.rows() + 1).min(height.saturating_sub(8).max(height / 2));
            (rows, (0, rows + 1, FIELDS - 2, height.saturating_sub(rows + 1)))
        }
        false => (height, (FIELDS + 2, 0, width.saturating_sub(FIELDS + 3), height)),
    };
    let reason = reason_row(screen, world);
    canvas.sub(0, 0, FIELDS - 1, form_rows.saturating_sub(1).max(1), |canvas| {
        screen.sheet.form.draw(canvas, 10, !screen.sheet.on_materials);
    });
    canvas.put_in(1, form_rows.saturating_sub(1), FIELDS.saturating_sub(1), &reason, Tone::Notice);
    if wide {
        canvas.across(0, form_rows, FIELDS, Tone::Frame);
        for row in 0..height {
            canvas.put(FIELDS, row, canvas.glyphs.down, Tone::Frame);
        }
        slip(screen, canvas, world);
    } else {
        for row in 0..height {
            canvas.put(FIELDS, row, canvas.glyphs.down, Tone::Frame);
        }
    }
    let (x, y, cells, rows) = list;
    let strip = screen.course(world).map_or_else(Vec::new, |course| {
        stages::lines(&course, screen.stages_done(), world.facts.catalogue, world.header.settings.era)
    });
    let taken = u16::try_from(strip.len()).unwrap_or(u16::MAX).min(rows.saturating_sub(3));
    for (row, line) in (y + rows.saturating_sub(taken)..).zip(&strip).take(taken.into()) {
        canvas.put_in(x + u16::from(wide), row, cells, line, Tone::Dim);
    }
    let rows = rows.saturating_sub(taken);
    canvas.sub(x + u16::from(wide), y, cells, rows, |canvas| match screen.sheet.materials.lines.is_empty() {
        true => {
            let what = if !strip.is_empty() {
                "先到前面单位，材料到时再核"
            } else if screen.sheet.subject.is_some() {
                "本事项不收材料"
            } else {
                "选好事项后列出材料"
            };
            canvas.put(0, 0, what, Tone::Dim);
        }
        false => screen.sheet.materials.draw(canvas, screen.sheet.on_materials),
    });
    if screen.sheet.form.focused() == Some(RegisterField::Matter)
        && screen.sheet.subject.is_none()
        && !screen.sheet.on_materials
    {
        let row = screen.sheet.form.focused_row(form_rows.saturating_sub(1).max(1));
        let below = row + 1;
        let rows = screen.picker.rows();
        let y = if below + rows <= height { below } else { row.saturating_sub(rows) };
        screen.picker.draw(canvas, 9, y, width.saturating_sub(10).min(60));
    }
}

/// Why the kind is suggested, and what the chosen disposition leads to.
fn reason_row(screen: &Registration, world: &World) -> String {
    let Some(suggestion) = &screen.sheet.suggestion else { return String::new() };
    if let Some(ahead) = screen.before_promising(world) {
        return ahead;
    }
    let chain = screen.sheet.chain.as_ref().and_then(|id| world.facts.catalogue.chain(id));
    match (chain, suggestion.asks_joint()) {
        (Some(chain), _) => format!("理由：整套办理“{}”", chain.name),
        (None, true) => format!("理由：{}；整套办的可选联办", suggestion.reason),
        (None, false) => format!("理由：{}", suggestion.reason),
    }
}

/// The 协办单 as it will be printed, as much of it as there is room for.
fn slip(screen: &Registration, canvas: &mut Canvas<'_>, world: &World) {
    let (width, height) = canvas.size();
    let x = FIELDS + 2;
    let cells = width.saturating_sub(x);
    let Some(Ok(case)) = &screen.trial else {
        canvas.put(x, 0, "协办单：填好后在这里看单样", Tone::Dim);
        return;
    };
    let (sheets, _) = paper_of(SheetsOf::alone(case), world);
    let mut y = 0;
    if let Some(sheet) = sheets.first() {
        for line in sheet.text().lines() {
            if y >= height {
                break;
            }
            canvas.put_in(x, y, cells, line.trim_end(), Tone::Text);
            y += 1;
        }
    }
}
