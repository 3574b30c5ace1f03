//! 办理进度: number and state, nothing else. No name, no date, no light.

use xieban_public::Wall;
use xieban_term::{Canvas, Tone};

use super::{PageKind, title};

/// Columns of one case.
const COLUMN: u16 = 26;
/// Rows over the list.
const HEAD: u16 = 2;

fn room(width: u16, height: u16) -> (usize, usize) {
    (usize::from(width.saturating_sub(1) / COLUMN).max(1), usize::from(height.saturating_sub(HEAD)).max(1))
}

/// How many pages it takes; one at the least, which says that nothing is on.
pub(super) fn parts(wall: &Wall, width: u16, height: u16) -> usize {
    let (columns, rows) = room(width, height);
    wall.progress.len().div_ceil(columns * rows).max(1)
}

pub(super) fn draw(wall: &Wall, (nth, parts): (usize, usize), canvas: &mut Canvas<'_>) {
    let (width, height) = canvas.size();
    title(PageKind::Progress.title(), (nth, parts), canvas);
    if wall.progress.is_empty() {
        canvas.put(1, HEAD, "目前没有在办的事项。", Tone::Text);
    }
    let (columns, rows) = room(width, height);
    let here = wall.progress.iter().skip(nth * columns * rows).take(columns * rows);
    for (at, case) in here.enumerate() {
        let x = 1 + u16::try_from(at / rows).unwrap_or(0) * COLUMN;
        let y = HEAD + u16::try_from(at % rows).unwrap_or(0);
        canvas.put(x, y, &case.number, Tone::Title);
        canvas.put_in(x + 9, y, COLUMN - 10, &case.state, Tone::Text);
    }
}
