//! Colours to those that a terminal has. What a pixel loses by it is given to its neighbours (Floyd and Steinberg), so that a face keeps
//! its shades in four greys, and even in light and dark.

use ratatui::style::Color;

use super::super::encoder::Depth;

/// A colour in the making: a neighbour's loss may lead it out of 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) [i32; 3]);

/// What a pixel is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shade {
    /// A colour of the terminal.
    Colour(Color),
    /// Without colours: what text is written with.
    Light,
    /// Without colours: what text is written on.
    Dark,
}

/// In full colour neighbours whose channels differ by no more than this are one.
const HARDLY: i32 = 12;
/// The levels of the cube of 256 colours.
const CUBE: [i32; 6] = [0, 95, 135, 175, 215, 255];
/// The greys among sixteen colours, as most terminals have them.
const GREYS: [(i32, Color); 4] =
    [(0, Color::Black), (110, Color::DarkGray), (200, Color::Gray), (255, Color::White)];

impl Rgb {
    fn grey(self) -> i32 {
        let Self([red, green, blue]) = self;
        (red * 299 + green * 587 + blue * 114) / 1000
    }

    fn plus(&mut self, loss: [i32; 3], sixteenths: i32) {
        for (value, loss) in self.0.iter_mut().zip(loss) {
            *value += loss * sixteenths / 16;
        }
    }

    fn colour(self) -> Color {
        let [red, green, blue] = self.0.map(|value| u8::try_from(value.clamp(0, 255)).unwrap_or(u8::MAX));
        Color::Rgb(red, green, blue)
    }
}

/// Every line of pixels in the terminal's colours.
pub(super) fn shades(mut lines: Vec<Vec<Rgb>>, depth: Depth) -> Vec<Vec<Shade>> {
    match depth {
        Depth::True => smoothed(&lines),
        Depth::None | Depth::Sixteen | Depth::Many => {
            let mut shades = Vec::new();
            for row in 0..lines.len() {
                let count = lines.get(row).map_or(0, Vec::len);
                let line = (0..count).map(|column| one(&mut lines, (row, column), depth)).collect();
                shades.push(line);
            }
            shades
        }
    }
}

/// One pixel's shade; what it loses goes to those that come after.
fn one(lines: &mut [Vec<Rgb>], (row, column): (usize, usize), depth: Depth) -> Shade {
    let Some(wanted) = lines.get(row).and_then(|line| line.get(column)).copied() else { return Shade::Dark };
    let (shade, got) = nearest(wanted, depth);
    let mut loss = wanted.0;
    for (loss, got) in loss.iter_mut().zip(got) {
        *loss -= got;
    }
    let mut give = |row: usize, column: Option<usize>, sixteenths| {
        let at = column.and_then(|column| lines.get_mut(row)?.get_mut(column));
        if let Some(neighbour) = at {
            neighbour.plus(loss, sixteenths);
        }
    };
    give(row, Some(column + 1), 7);
    give(row + 1, column.checked_sub(1), 3);
    give(row + 1, Some(column), 5);
    give(row + 1, Some(column + 1), 1);
    shade
}

/// The nearest that the terminal has, and what it looks like.
fn nearest(wanted: Rgb, depth: Depth) -> (Shade, [i32; 3]) {
    match depth {
        Depth::True => (Shade::Colour(wanted.colour()), wanted.0),
        Depth::Many => {
            let level = |value: i32| {
                (0..6).zip(CUBE).min_by_key(|(_, level)| (level - value).abs()).unwrap_or((0, 0))
            };
            let [(red, r), (green, g), (blue, b)] = wanted.0.map(level);
            (Shade::Colour(Color::Indexed(16 + 36 * red + 6 * green + blue)), [r, g, b])
        }
        Depth::Sixteen => {
            let grey = wanted.grey();
            let [black, ..] = GREYS;
            let (level, colour) =
                GREYS.into_iter().min_by_key(|(level, _)| (level - grey).abs()).unwrap_or(black);
            (Shade::Colour(colour), [level; 3])
        }
        Depth::None if wanted.grey() > 127 => (Shade::Light, [255; 3]),
        Depth::None => (Shade::Dark, [0; 3]),
    }
}

/// Full colour, in which a pixel takes the colour of the one before or above if it hardly differs.
fn smoothed(lines: &[Vec<Rgb>]) -> Vec<Vec<Shade>> {
    let hardly = |one: Rgb, other: Rgb| one.0.iter().zip(other.0).all(|(a, b)| (a - b).abs() <= HARDLY);
    let mut above: Vec<Rgb> = Vec::new();
    let mut shades = Vec::new();
    for line in lines {
        let mut chosen: Vec<Rgb> = Vec::new();
        for (column, wanted) in line.iter().enumerate() {
            let known = [chosen.last(), above.get(column)]
                .into_iter()
                .flatten()
                .find(|known| hardly(**known, *wanted));
            chosen.push(known.copied().unwrap_or(*wanted));
        }
        shades.push(chosen.iter().map(|colour| Shade::Colour(colour.colour())).collect());
        above = chosen;
    }
    shades
}
