//! The screen: draw a whole frame, send the difference.

use std::io::{self, Write};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::canvas::{Canvas, canonical};
use super::encoder::Encoder;
use super::glyphs::Glyphs;
use super::theme::Theme;
use crate::text::Metrics;

/// A screen that writes to `W`.
pub struct Screen<W> {
    out: W,
    encoder: Encoder,
    theme: Theme,
    metrics: Metrics,
    area: Rect,
}

impl<W: Write> Screen<W> {
    /// A screen of so many columns and rows, of which nothing is known yet.
    pub const fn new(out: W, theme: Theme, metrics: Metrics, (columns, rows): (u16, u16)) -> Self {
        Self { out, encoder: Encoder::new(metrics), theme, metrics, area: Rect::new(0, 0, columns, rows) }
    }

    /// The terminal has another size: the next frame is painted whole.
    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        self.area = Rect::new(0, 0, columns, rows);
        self.encoder.forget();
    }

    /// Its columns and rows.
    pub const fn size(&self) -> (u16, u16) {
        (self.area.width, self.area.height)
    }

    /// Draws a frame and sends what changed; gives the number of bytes.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Canvas<'_>)) -> io::Result<usize> {
        let (frame, cursor) = self.paint(draw);
        let bytes = self.encoder.encode(&frame, cursor);
        if !bytes.is_empty() {
            self.out.write_all(&bytes)?;
            self.out.flush()?;
        }
        Ok(bytes.len())
    }

    /// Draws a frame without sending it.
    pub fn paint(&self, draw: impl FnOnce(&mut Canvas<'_>)) -> (Buffer, Option<(u16, u16)>) {
        let mut frame = Buffer::empty(self.area);
        let mut cursor = None;
        let glyphs = Glyphs::for_metrics(self.metrics);
        draw(&mut Canvas::new(&mut frame, self.metrics, glyphs, &self.theme, &mut cursor));
        canonical(&mut frame, self.metrics);
        (frame, cursor)
    }

    /// What it writes to.
    pub const fn out(&mut self) -> &mut W {
        &mut self.out
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoder::Depth;
    use super::super::theme::Tone;
    use super::*;

    /// A terminal: cells, a cursor with deferred wrap, and just the sequences we send.
    struct Model {
        cells: Vec<Vec<String>>,
        at: (usize, usize),
        metrics: Metrics,
    }

    impl Model {
        fn new(columns: usize, rows: usize, metrics: Metrics) -> Self {
            Self { cells: vec![vec![" ".to_owned(); columns]; rows], at: (0, 0), metrics }
        }

        fn take(&mut self, bytes: &[u8]) {
            use unicode_segmentation::UnicodeSegmentation as _;
            let text = std::str::from_utf8(bytes).unwrap();
            let mut rest = text;
            while !rest.is_empty() {
                if let Some(tail) = rest.strip_prefix("\x1b[") {
                    let end = tail.find(|c: char| c.is_ascii_alphabetic()).unwrap();
                    let (parameters, tail) = tail.split_at(end);
                    self.control(parameters, tail.chars().next().unwrap());
                    rest = tail.split_at(1).1;
                    continue;
                }
                let grapheme = rest.graphemes(true).next().unwrap();
                let one = if grapheme == "\r\n" { "\r" } else { grapheme };
                match one {
                    "\r" => self.at.0 = 0,
                    "\n" => self.at.1 += 1,
                    "\u{8}" => self.at.0 -= 1,
                    glyph => self.glyph(glyph),
                }
                rest = rest.split_at(one.len()).1;
            }
        }

        fn glyph(&mut self, glyph: &str) {
            let (x, y) = self.at;
            let cells = self.metrics.grapheme(glyph);
            let row = &mut self.cells[y];
            // Writing over half of a glyph destroys the whole of it.
            if row[x].is_empty() && x > 0 {
                row[x - 1] = "?".to_owned();
            }
            row[x] = glyph.to_owned();
            if cells == 2 {
                row[x + 1] = String::new();
            }
            if row.get(x + cells).is_some_and(String::is_empty) {
                row[x + cells] = "?".to_owned();
            }
            self.at.0 = x + cells;
        }

        fn control(&mut self, parameters: &str, last: char) {
            let numbers: Vec<usize> = parameters.split(';').map(|n| n.parse().unwrap_or(1)).collect();
            let first = numbers[0];
            match last {
                'H' => self.at = (numbers.get(1).copied().unwrap_or(1) - 1, first - 1),
                'A' => self.at.1 -= first,
                'C' => self.at.0 += first,
                'D' => self.at.0 -= first,
                'K' => {
                    let (x, y) = self.at;
                    assert!(!self.cells[y][x..].first().is_some_and(String::is_empty), "erased half a glyph");
                    self.cells[y][x..].iter_mut().for_each(|cell| " ".clone_into(cell));
                }
                'J' => self.cells.iter_mut().flatten().for_each(|cell| " ".clone_into(cell)),
                'm' | 'h' | 'l' => {}
                other => panic!("{other}"),
            }
        }
    }

    const TEXTS: [&str; 12] = [
        "协办员王小明",
        "“零障碍”服务",
        "①②③→※",
        "abc 123",
        "张三〔2026〕",
        "─────",
        "█▀▄",
        "  ",
        "𠮷野家",
        "（印章）",
        ">",
        "超期1日",
    ];

    fn scene(canvas: &mut Canvas<'_>, mut random: impl FnMut(usize) -> usize) {
        for _ in 0..random(14) {
            let (x, y) = (random(40), random(10));
            let text = TEXTS[random(TEXTS.len())];
            let tone = [Tone::Text, Tone::Red, Tone::Chosen, Tone::Dim][random(4)];
            let (x, y) = (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
            match random(6) {
                0 => canvas.frame(x, y, 14, 5, "提示"),
                1 => canvas.put_in(x, y, 9, text, tone),
                2 => canvas.clear(x, y, 7, 2),
                _ => {
                    canvas.put(x, y, text, tone);
                }
            }
        }
    }

    fn random(seed: &mut u64) -> impl FnMut(usize) -> usize + '_ {
        move |below| {
            *seed ^= *seed << 13;
            *seed ^= *seed >> 7;
            *seed ^= *seed << 17;
            usize::try_from(*seed % u64::try_from(below).unwrap()).unwrap()
        }
    }

    /// Scenes whose terminal shows something else than the frame.
    fn wrong_frames(metrics: Metrics, mend: bool) -> usize {
        let mut seed = 20_261_123;
        let mut screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::Sixteen), metrics, (40, 10));
        let mut model = Model::new(40, 10, metrics);
        let mut wrong = 0;
        for _ in 0..4000 {
            let mut frame = Buffer::empty(screen.area);
            let mut cursor = None;
            let glyphs = Glyphs::for_metrics(metrics);
            scene(
                &mut Canvas::new(&mut frame, metrics, glyphs, &screen.theme, &mut cursor),
                random(&mut seed),
            );
            if mend {
                canonical(&mut frame, metrics);
            }
            let bytes = screen.encoder.encode(&frame, None);
            let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| model.take(&bytes))).is_ok();
            let intended: Vec<Vec<&str>> = frame
                .content
                .chunks(40)
                .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect())
                .collect();
            if !told || model.cells != intended {
                wrong += 1;
                model = Model::new(40, 10, metrics);
                screen.encoder.forget();
            }
        }
        wrong
    }

    #[test]
    fn every_frame_is_shown_as_it_was_meant_under_both_policies() {
        assert_eq!(wrong_frames(Metrics::NARROW, true), 0);
        assert_eq!(wrong_frames(Metrics::WIDE, true), 0);
    }

    #[test]
    fn without_the_canonical_pass_the_same_test_fails() {
        assert!(wrong_frames(Metrics::NARROW, false) > 0);
        assert!(wrong_frames(Metrics::WIDE, false) > 0);
    }

    #[test]
    fn an_unchanged_frame_costs_nothing_and_a_moved_marker_little() {
        let mut screen =
            Screen::new(Vec::new(), Theme::bundled("day", Depth::True), Metrics::NARROW, (120, 40));
        let list = |marker: u16| {
            move |canvas: &mut Canvas<'_>| {
                for row in 0..35 {
                    canvas.put(
                        2,
                        row,
                        "黄 剩2日   0107-5  云湖宾馆     公共场所许可（延续） 承诺件",
                        Tone::Text,
                    );
                }
                canvas.put(0, marker, ">", Tone::Marker);
            }
        };
        screen.draw(list(3)).unwrap();
        assert_eq!(screen.draw(list(3)).unwrap(), 0);
        let moved = screen.draw(list(4)).unwrap();
        assert!(moved <= 30, "{moved} bytes");
    }

    #[test]
    fn a_typed_character_costs_its_bytes_and_few_more() {
        let mut screen =
            Screen::new(Vec::new(), Theme::bundled("day", Depth::True), Metrics::NARROW, (120, 40));
        let field = |text: &'static str, caret: u16| {
            move |canvas: &mut Canvas<'_>| {
                canvas.put_in(10, 5, 30, text, Tone::Focus);
                canvas.cursor(10 + caret, 5);
            }
        };
        screen.draw(field("徐州", 4)).unwrap();
        let typed = screen.draw(field("徐州楚", 6)).unwrap();
        assert!(typed <= 20, "{typed} bytes");
    }

    #[test]
    fn any_size_is_drawn() {
        for size in [(0, 0), (1, 1), (2, 1), (20, 5), (500, 200)] {
            let mut screen =
                Screen::new(Vec::new(), Theme::bundled("night", Depth::None), Metrics::WIDE, size);
            screen.draw(|canvas| scene(canvas, random(&mut 7))).unwrap();
        }
    }
}
