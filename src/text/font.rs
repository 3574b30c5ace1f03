//! The embedded font: the pixels of a character. `fonts/README.md` says where it comes from and how its file is laid out.
//! Terminal and paper each make of the pixels what they can show.

/// The subset of GNU Unifont that was compiled in.
const FONT: &[u8] = include_bytes!("../../fonts/large.bin");

/// Rows of pixels of every glyph.
pub const ROWS: u16 = 16;

/// A character as pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// Pixels from left to right: 8 or 16.
    width: u16,
    /// Rows from the top; the leftmost pixel is the highest bit.
    rows: [u16; ROWS as usize],
}

impl Glyph {
    /// The glyph of a character; `None` if the font has none.
    pub fn of(c: char) -> Option<Self> {
        let (counts, rest) = FONT.split_at_checked(4)?;
        let &[a, b, ..] = counts else { return None };
        let narrow = usize::from(u16::from_be_bytes([a, b]));
        let (first, second) = rest.split_at_checked(narrow * (3 + 16))?;
        let eight = find::<16>(first, narrow, c)
            .map(|bits| Self { width: 8, rows: bits.map(|row| u16::from(row) << 8) });
        eight.or_else(|| {
            let bits = find::<32>(second, second.len() / (3 + 32), c)?;
            let (rows, _) = bits.as_chunks::<2>();
            let mut glyph = Self { width: 16, rows: [0; ROWS as usize] };
            for (row, pair) in glyph.rows.iter_mut().zip(rows) {
                *row = u16::from_be_bytes(*pair);
            }
            Some(glyph)
        })
    }

    /// Pixels from left to right: 8 or 16.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Whether there is ink at a pixel; none outside.
    pub fn ink(&self, x: u16, y: u16) -> bool {
        x < self.width && self.rows.get(usize::from(y)).is_some_and(|row| row & (0x8000 >> x) != 0)
    }
}

/// Searches one half of the file: so many code points of three bytes, then as many glyphs of `N` bytes.
fn find<const N: usize>(part: &[u8], count: usize, c: char) -> Option<[u8; N]> {
    let (codes, glyphs) = part.split_at_checked(count * 3)?;
    let [_, a, b, d] = u32::from(c).to_be_bytes();
    let at = codes.as_chunks::<3>().0.binary_search(&[a, b, d]).ok()?;
    glyphs.as_chunks::<N>().0.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole_and_in_order() {
        let count = |at: usize| usize::from(u16::from_be_bytes([FONT[at], FONT[at + 1]]));
        let (narrow, wide) = (count(0), count(2));
        assert_eq!(FONT.len(), 4 + narrow * 19 + wide * 35);
        assert_eq!(narrow + wide, 8_277);
        for (from, codes) in [(4, narrow), (4 + narrow * 19, wide)] {
            let codes = FONT[from..from + codes * 3].as_chunks::<3>().0;
            assert!(codes.is_sorted_by(|one, next| one < next));
        }
    }

    #[test]
    fn every_character_of_the_program_and_of_common_names_has_a_glyph() {
        let words = include_str!("../domain/data/matters.toml");
        let names = "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗喆堃昇玥淼犇骉翀璟珺頔啟镕囍〇";
        let missing: String = words
            .chars()
            .chain(names.chars())
            .filter(|c| !c.is_control() && Glyph::of(*c).is_none())
            .collect();
        // Traditional and doubled forms are in neither list.
        assert_eq!(missing, "頔啟囍");
    }

    #[test]
    fn han_are_square_and_digits_half_as_wide() {
        for (c, width) in [('协', 16), ('，', 16), ('１', 16), ('1', 8), ('A', 8), (' ', 8)] {
            assert_eq!(Glyph::of(c).map(|glyph| glyph.width), Some(width), "{c}");
        }
        assert_eq!(Glyph::of('\u{1f600}'), None);
        assert_eq!(Glyph::of(char::MAX), None);
        assert_eq!(Glyph::of('\0'), None);
    }

    #[test]
    fn a_glyph_is_the_one_of_its_character() {
        let one: Vec<String> = (0..ROWS)
            .map(|y| (0..16).map(|x| if Glyph::of('王').unwrap().ink(x, y) { '#' } else { '.' }).collect())
            .collect();
        assert_eq!(one[1], ".#############..");
        assert_eq!(one[7], "..###########...");
        assert_eq!(one[14], "###############.");
        assert!(!Glyph::of('王').unwrap().ink(16, 1) && !Glyph::of('王').unwrap().ink(1, 16));
    }
}
