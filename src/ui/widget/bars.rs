//! Bars of cells. A number always stands beside its bar: the bar alone says nothing.

use xieban_term::{Canvas, Tone};

/// Cells of a bar among others: the largest fills the room, nothing has no bar, and whatever is something has one cell at least.
pub(crate) fn length(value: u64, largest: u64, room: u16) -> u16 {
    if value == 0 || room == 0 {
        return 0;
    }
    let (value, largest) = (u128::from(value), u128::from(largest.max(value)));
    let cells = (value * u128::from(room) * 2 + largest) / (largest * 2);
    u16::try_from(cells).unwrap_or(room).clamp(1, room)
}

/// Draws a bar; gives the column behind it.
pub(crate) fn bar(canvas: &mut Canvas<'_>, (x, y): (u16, u16), cells: u16, tone: Tone) -> u16 {
    let block = if canvas.glyphs.blocks { "█" } else { "#" };
    canvas.put(x, y, &block.repeat(cells.into()), tone)
}

/// Rows of bars: what each is, its number, its bar; as many as there are rows, the last ones where there are more.
pub(crate) fn rows(canvas: &mut Canvas<'_>, bars: &[(String, String, u64)], tone: Tone) {
    let (width, height) = canvas.size();
    let cells = |texts: &mut dyn Iterator<Item = &String>| {
        texts
            .map(|text| canvas.metrics.width(text))
            .max()
            .and_then(|cells| u16::try_from(cells).ok())
            .unwrap_or(0)
    };
    let named = cells(&mut bars.iter().map(|(name, ..)| name));
    let numbered = cells(&mut bars.iter().map(|(_, number, _)| number));
    let (ends, begins) = (named + 1 + numbered, named + numbered + 2);
    let largest = bars.iter().map(|(.., value)| *value).max().unwrap_or(0);
    let first = bars.len().saturating_sub(height.into());
    for ((name, number, value), y) in bars.iter().skip(first).zip(0..height) {
        canvas.put(0, y, name, Tone::Label);
        canvas.put_before(ends, y, number, Tone::Text);
        bar(canvas, (begins, y), length(*value, largest, width.saturating_sub(begins)), tone);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_bar_is_as_long_as_it_should_be(values in prop::collection::vec(0_u64.., 1..20), room in 1_u16..200) {
            let largest = values.iter().copied().max().unwrap();
            for value in &values {
                let cells = length(*value, largest, room);
                prop_assert!(cells <= room);
                prop_assert_eq!(cells == 0, *value == 0, "nothing has no bar, and only nothing");
                for other in values.iter().filter(|other| *other <= value) {
                    prop_assert!(length(*other, largest, room) <= cells, "a longer bar is more");
                }
            }
            prop_assert_eq!(length(largest, largest, room), if largest == 0 { 0 } else { room });
        }
    }

    #[test]
    fn half_is_half() {
        assert_eq!([length(5, 10, 20), length(1, 1000, 20), length(3, 0, 7), length(9, 9, 0)], [10, 1, 7, 0]);
    }
}
