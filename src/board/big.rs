//! What is drawn large: names, in the largest type that this terminal shows exactly and that fits; plain where none does.

use xieban_term::{Canvas, Grain, Large, Tone};
use xieban_text::{centre, spread};

/// The largest type in which all of these names fit into so many columns and rows; none if one of them must be plain.
pub(crate) fn grain<'n>(
    names: impl IntoIterator<Item = &'n str>,
    (columns, rows): (u16, u16),
    canvas: &Canvas<'_>,
) -> Option<Grain> {
    let fits = |name| Large::new(name).fitting(canvas, columns, rows);
    names.into_iter().map(fits).reduce(Option::min).flatten()
}

/// Draws a name in this type, in the middle of so many columns; a name of two characters as wide as one of three if that fits.
pub(crate) fn name(name: &str, (x, y): (u16, u16), columns: u16, grain: Grain, canvas: &mut Canvas<'_>) {
    let (wide, plain) = (Large::new(&spread(name)), Large::new(name));
    let line = if wide.size(grain).0 <= columns { wide } else { plain };
    let left = columns.saturating_sub(line.size(grain).0) / 2;
    line.draw(canvas, x.saturating_add(left), y, grain, Tone::Title);
}

/// Draws a name in plain letters, set apart, in the middle of so many columns.
pub(crate) fn plain(name: &str, (x, y): (u16, u16), columns: u16, canvas: &mut Canvas<'_>) {
    let apart = name.chars().map(String::from).collect::<Vec<_>>().join("　");
    let apart = if canvas.metrics.width(&apart) <= columns.into() { apart } else { name.to_owned() };
    let text = centre(canvas.metrics, &apart, columns.into());
    canvas.put(x, y, &text, Tone::Title);
}
