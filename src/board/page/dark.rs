//! The page that stands where nothing can be read: what to do, and the numbers, which are on every page.

use xieban_term::{Canvas, Tone};
use xieban_text::centre;

use super::super::state::Board;

pub(super) fn draw(board: &Board, canvas: &mut Canvas<'_>) {
    let (width, height) = canvas.size();
    let why = board.dark.as_ref().map_or("正在读取", |(why, _)| why);
    let lines = [
        ("值班信息暂时显示不出来", Tone::Title),
        ("", Tone::Text),
        (why, Tone::Error),
        ("", Tone::Text),
        ("办事请到所办公室协办员岗，值班人员见公示栏", Tone::Text),
        ("反映作风问题请拨打下面的监督电话", Tone::Text),
    ];
    let top = height.saturating_sub(u16::try_from(lines.len()).unwrap_or(0)) / 2;
    for (y, (text, tone)) in (top..).zip(lines) {
        let text = centre(canvas.metrics, text, width.into());
        canvas.put(0, y, &text, tone);
    }
}
