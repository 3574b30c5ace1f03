//! A list of cases as 办件 shows it: seven columns, the marker before the row it stands on.

use xieban_office::CaseRow;
use xieban_term::{Canvas, Tone};

use super::case_line::{columns, tone};
use crate::world::World;

/// Where the columns begin, and how wide they are.
fn layout(width: u16) -> [(u16, u16); 7] {
    let spare = width.saturating_sub(80);
    let visitor = 12 + spare / 3;
    let title = 18 + (spare - spare / 3);
    let mut x = 2;
    [12, 6, visitor, title, 6, 10, 8].map(|cells| {
        let at = (x, cells);
        x += cells + 1;
        at
    })
}

/// The names of the columns.
pub(crate) fn head(canvas: &mut Canvas<'_>, y: u16) {
    let names = ["期限", "编号", "服务对象", "事项", "分类", "现在", "到期"];
    let width = canvas.size().0;
    for ((x, cells), name) in layout(width).into_iter().zip(names) {
        canvas.put_in(x, y, cells, name, Tone::Label);
    }
}

/// A case.
pub(crate) fn line(row: &CaseRow, canvas: &mut Canvas<'_>, world: &World, y: u16, here: bool) {
    canvas.put(0, y, if here { canvas.glyphs.marker } else { " " }, Tone::Marker);
    if here {
        canvas.cursor(0, y);
    }
    let width = canvas.size().0;
    for (at, ((x, cells), text)) in layout(width).into_iter().zip(columns(row, world)).enumerate() {
        let tone = if at == 0 { tone(row.light) } else { Tone::Text };
        canvas.put_in(x, y, cells, &text, tone);
    }
}
