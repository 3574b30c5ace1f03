//! How well a colour stands out from its ground: the contrast ratio of WCAG 2 (1.4.3), from 1 to 21, on white and on black.

use ratatui::style::{Color, Style};

use super::Brightness;

/// Below this ratio a user's colour is told to be unreadable: what WCAG 2 asks of large letters (1.4.3) and of lines (1.4.11).
pub(super) const FAINT: f64 = 3.0;

/// Red, green, blue.
type Rgb = (u8, u8, u8);
/// What a terminal's sixteen colours are.
type Sixteen = [Rgb; 16];

const BLACK: Rgb = (0, 0, 0);
const WHITE: Rgb = (255, 255, 255);

/// The sixteen colours of xterm, as it comes.
const XTERM: Sixteen = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

impl Brightness {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            "any" => Some(Self::Any),
            _ => None,
        }
    }

    /// The bundled theme for this room.
    pub(super) const fn theme(self) -> &'static str {
        match self {
            Self::Light => "day",
            Self::Dark => "night",
            Self::Any => "mono",
        }
    }

    pub(super) const fn said(self) -> &'static str {
        match self {
            Self::Light => "浅色底上",
            Self::Dark => "深色底上",
            Self::Any => "浅色或深色底上",
        }
    }

    /// The grounds it may turn out to be.
    const fn grounds(self) -> &'static [Rgb] {
        match self {
            Self::Light => &[WHITE],
            Self::Dark => &[BLACK],
            Self::Any => &[WHITE, BLACK],
        }
    }
}

/// The ratio of a look in this room; the terminal's own colours stand out as far as they can. Reverse video changes nothing.
pub(super) fn of(style: Style, ground: Brightness) -> f64 {
    on(style, ground, &XTERM)
}

fn on(style: Style, ground: Brightness, palette: &Sixteen) -> f64 {
    let ratios = ground.grounds().iter().map(|ground| {
        style.fg.and_then(|color| rgb(color, palette)).map_or(21.0, |color| ratio(color, *ground))
    });
    ratios.fold(21.0, f64::min)
}

/// What a colour is on a terminal with these sixteen; none for the terminal's own.
fn rgb(color: Color, palette: &Sixteen) -> Option<Rgb> {
    let nth: usize = match color {
        Color::Reset => return None,
        Color::Rgb(red, green, blue) => return Some((red, green, blue)),
        Color::Indexed(nth @ 0..16) => nth.into(),
        Color::Indexed(nth @ 16..232) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let cube = nth - 16;
            return Some((level(cube / 36), level(cube / 6 % 6), level(cube % 6)));
        }
        Color::Indexed(nth) => {
            let gray = 8 + 10 * (nth - 232);
            return Some((gray, gray, gray));
        }
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    palette.get(nth).copied()
}

/// WCAG 2: (L1 + 0.05) / (L2 + 0.05), the lighter one first.
fn ratio(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2: relative luminance of an sRGB colour.
fn luminance((red, green, blue): Rgb) -> f64 {
    let linear = |byte: u8| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126_f64.mul_add(linear(red), 0.7152_f64.mul_add(linear(green), 0.0722 * linear(blue)))
}

#[cfg(test)]
mod tests {
    use super::super::{CONTRAST, DAY, MONO, NIGHT, Theme, Tone, file};
    use super::*;
    use crate::Depth;

    /// Those of `PuTTY`, as it comes.
    const PUTTY: Sixteen = [
        (0, 0, 0),
        (187, 0, 0),
        (0, 187, 0),
        (187, 187, 0),
        (0, 0, 187),
        (187, 0, 187),
        (0, 187, 187),
        (187, 187, 187),
        (85, 85, 85),
        (255, 85, 85),
        (85, 255, 85),
        (255, 255, 85),
        (85, 85, 255),
        (255, 85, 255),
        (85, 255, 255),
        (255, 255, 255),
    ];
    /// Those of the Linux console: the VGA's.
    const VGA: Sixteen = [
        (0, 0, 0),
        (170, 0, 0),
        (0, 170, 0),
        (170, 85, 0),
        (0, 0, 170),
        (170, 0, 170),
        (0, 170, 170),
        (170, 170, 170),
        (85, 85, 85),
        (255, 85, 85),
        (85, 255, 85),
        (255, 255, 85),
        (85, 85, 255),
        (255, 85, 255),
        (85, 255, 255),
        (255, 255, 255),
    ];
    const PALETTES: [(&str, Sixteen); 3] = [("xterm", XTERM), ("putty", PUTTY), ("vga", VGA)];

    /// What letters need, and what they need in the theme for weak eyes (WCAG 2, 1.4.3 and 1.4.6); what lines need (1.4.11).
    const LETTERS: f64 = 4.5;
    const WEAK_EYES: f64 = 7.0;
    const LINES: f64 = 3.0;
    /// In the wrong room a role is no pleasure, but it is there.
    const THERE: f64 = 1.5;

    const OTHER: fn(Brightness) -> Brightness = |ground| match ground {
        Brightness::Light => Brightness::Dark,
        Brightness::Dark => Brightness::Light,
        Brightness::Any => Brightness::Any,
    };

    #[test]
    fn the_ratio_is_that_of_wcag() {
        let near = |one, other, wanted: f64| (ratio(one, other) - wanted).abs() < 0.01;
        assert!(near(BLACK, WHITE, 21.0) && near(WHITE, WHITE, 1.0));
        assert!(near((0x76, 0x76, 0x76), WHITE, 4.54), "the lightest gray for letters on white");
        assert!(near((255, 0, 0), WHITE, 4.0) && near((0, 0, 255), WHITE, 8.59));
    }

    #[test]
    fn every_role_of_every_theme_can_be_read_in_its_room_and_is_there_in_the_other() {
        let mut seen = 0;
        for (text, letters) in [(DAY, LETTERS), (NIGHT, LETTERS), (CONTRAST, WEAK_EYES), (MONO, WEAK_EYES)] {
            let ground = file::read(text, Depth::None).ground.unwrap();
            for depth in [Depth::None, Depth::Sixteen, Depth::Many, Depth::True] {
                let theme = Theme::read(text, depth).unwrap();
                for (tone, role) in Tone::ALL {
                    for (name, palette) in &PALETTES {
                        let here = on(theme.style(tone), ground, palette);
                        let least = match (tone, *name) {
                            (Tone::Frame, _) => LINES,
                            // The console's yellow is brown; a brighter one would be lost on white.
                            (Tone::Amber, "vga") if ground == Brightness::Dark => LINES,
                            _ => letters,
                        };
                        let told = format!("{role} {depth:?} {name} {:?}", theme.style(tone).fg);
                        assert!(here >= least, "{told}: {here:.2} < {least} on {ground:?}");
                        let elsewhere = on(theme.style(tone), OTHER(ground), palette);
                        assert!(elsewhere >= THERE, "{told}: {elsewhere:.2} on {:?}", OTHER(ground));
                        seen += 1;
                    }
                }
            }
        }
        assert_eq!(seen, 4 * 4 * Tone::ALL.len() * PALETTES.len());
        let yellow = Style::new().fg(Color::LightYellow);
        assert!(on(yellow, Brightness::Light, &XTERM) < THERE, "the control: yellow is lost on white");
    }

    #[test]
    fn mono_has_no_colour_at_any_depth() {
        for depth in [Depth::Sixteen, Depth::Many, Depth::True] {
            let theme = Theme::bundled("mono", depth);
            assert!(Tone::ALL.iter().all(|(tone, _)| theme.style(*tone).fg == Some(Color::Reset)));
        }
    }
}
