//! A row of tabs, of which one is current. Where there is not room enough for all, the blank between two is shared; where that does
//! not help, marks at the ends say that there are more, and those round the current one stand there.

use std::ops::Range;

use xieban_term::{Canvas, Tone};

/// Tabs of these widths, one blank between two and one at either end: which of them stand in so many cells, the current one among
/// them, the row moved no further than that asks for. A cell at each end is for a mark.
fn window(widths: &[u16], current: usize, cells: u16) -> Range<usize> {
    let needed = |range: Range<usize>| -> u16 {
        widths.get(range).unwrap_or_default().iter().fold(1, |sum, cells| sum.saturating_add(cells + 1))
    };
    let fits = |range: Range<usize>| {
        let marks = u16::from(range.end < widths.len());
        needed(range).saturating_add(marks) <= cells.saturating_sub(1)
    };
    let first = (0..current).find(|first| fits(*first..current + 1)).unwrap_or(current);
    let end = (current + 1..=widths.len()).rev().find(|end| fits(first..*end)).unwrap_or(current + 1);
    first..end
}

/// Draws the row; `current` is a place among the names.
pub(crate) fn draw(canvas: &mut Canvas<'_>, y: u16, names: &[String], current: usize) {
    let width = canvas.size().0;
    let widths: Vec<u16> =
        names.iter().map(|name| u16::try_from(canvas.metrics.width(name)).unwrap_or(u16::MAX)).collect();
    let apart = widths.iter().fold(1_u16, |sum, cells| sum.saturating_add(*cells).saturating_add(2));
    let shared = u16::from(apart > width);
    let shown = window(&widths, current, width);
    let (mut x, mut marked) = (1, None);
    for (place, name) in names.iter().enumerate().take(shown.end).skip(shown.start) {
        marked = if place == current { Some((x, name)) } else { marked };
        x = canvas.put(x, y, &format!(" {name} "), Tone::Text).saturating_sub(shared);
    }
    if let Some((x, name)) = marked {
        canvas.put(x, y, &format!("[{name}]"), Tone::Title);
    }
    if shown.start > 0 {
        canvas.put(0, y, "<", Tone::Label);
    }
    if shown.end < names.len() {
        canvas.put(width.saturating_sub(1), y, ">", Tone::Label);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use xieban_term::{Depth, Screen, Theme, dump};
    use xieban_text::Metrics;

    use super::*;

    #[test]
    fn a_busy_leaders_row_moves_on_to_the_tab_that_he_stands_on() {
        let names = [
            "我的 3",
            "今日到期 12",
            "超期 104",
            "待补正 34",
            "待签字 15",
            "代办 2",
            "待审 12",
            "全所 1345",
            "查到 50",
        ]
        .map(str::to_owned);
        let screen =
            Screen::new(std::io::sink(), Theme::bundled("day", Depth::None), Metrics::NARROW, (80, 1));
        let row = |current| dump(&screen.paint(|canvas| draw(canvas, 0, &names, current)).0);
        assert_eq!(
            [0, 7, 8].map(row).map(|row| row.trim_end().to_owned()),
            [
                " [我的 3]今日到期 12 超期 104 待补正 34 待签字 15 代办 2 待审 12 全所 1345     >",
                "  我的 3 今日到期 12 超期 104 待补正 34 待签字 15 代办 2 待审 12[全所 1345]    >",
                "< 今日到期 12 超期 104 待补正 34 待签字 15 代办 2 待审 12 全所 1345[查到 50]",
            ]
        );
    }

    proptest! {
        #[test]
        fn the_current_one_has_room_whatever_stands_beside_it(
            widths in prop::collection::vec(1_u16..20, 1..15), at in 0_usize..15, cells in 24_u16..200,
        ) {
            let current = at % widths.len();
            let shown = window(&widths, current, cells);
            prop_assert!(shown.contains(&current) && shown.end <= widths.len());
            // A mark or a blank, the names with a blank before each and one behind the last, and a mark where there are more.
            let needed = |range: Range<usize>| {
                let more = u16::from(range.end < widths.len());
                1 + widths[range].iter().map(|name| name + 1).sum::<u16>() + 1 + more
            };
            prop_assert!(needed(shown.clone()) <= cells, "all of them are whole");
            if shown.end < widths.len() {
                prop_assert!(needed(shown.start..shown.end + 1) > cells, "the next one has no room");
            }
            if shown.start > 0 {
                prop_assert!(needed(shown.start - 1..current + 1) > cells, "nor had the one before");
            }
        }
    }
}
