//! Frames replayed through a terminal, and what they cost in bytes.

use super::super::encoder::Depth;
use super::super::large::{Grain, Large};
use super::super::theme::Tone;
use super::model::Model;
use super::*;

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
        match random(8) {
            0 => canvas.frame(x, y, 14, 5, "提示"),
            1 => canvas.put_in(x, y, 9, text, tone),
            2 => canvas.clear(x, y, 7, 2),
            3 => {
                let grain = [Grain::Quarters, Grain::Halves, Grain::Cells, Grain::Pairs][random(4)];
                Large::new(text).draw(canvas, x, y, grain, tone);
            }
            4 => canvas.fill(x, y, 5, 2, tone),
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
        scene(&mut Canvas::new(&mut frame, metrics, glyphs, &screen.theme, &mut cursor), random(&mut seed));
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
    let mut screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::True), Metrics::NARROW, (120, 40));
    let list = |marker: u16| {
        move |canvas: &mut Canvas<'_>| {
            for row in 0..35 {
                canvas.put(2, row, "黄 剩2日   0107-5  云湖宾馆     公共场所许可（延续） 承诺件", Tone::Text);
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
    let mut screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::True), Metrics::NARROW, (120, 40));
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

/// A message in a colour, and behind it blanks in the same colour: nobody sees which colour a blank has.
#[test]
fn a_blank_has_no_colour() {
    let mut screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::True), Metrics::NARROW, (120, 2));
    screen.draw(|_| ()).unwrap();
    let message = screen.draw(|canvas| canvas.put_in(2, 0, 110, "Enter 看件", Tone::Red)).unwrap();
    assert!(message <= 50, "{message}");
    assert!(screen.draw(|_| ()).unwrap() <= 6, "gone to, and erased");
}

/// A form after a list: what stood before a bar and behind it is erased, not written over with blanks.
#[test]
fn blanks_before_a_bar_are_erased() {
    let mut screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::True), Metrics::NARROW, (120, 2));
    screen.draw(|canvas| _ = canvas.put(0, 0, &"云".repeat(60), Tone::Text)).unwrap();
    let form = screen.draw(|canvas| {
        canvas.put(0, 0, "姓    名", Tone::Text);
        canvas.put(47, 0, "│", Tone::Text);
    });
    assert!(form.unwrap() <= 35);
}

#[test]
fn any_size_is_drawn() {
    for size in [(0, 0), (1, 1), (2, 1), (20, 5), (500, 200)] {
        let mut screen = Screen::new(Vec::new(), Theme::bundled("night", Depth::None), Metrics::WIDE, size);
        screen.draw(|canvas| scene(canvas, random(&mut 7))).unwrap();
    }
}

#[test]
fn rows_full_to_the_last_column_do_not_depend_on_where_the_cursor_is_then() {
    for metrics in [Metrics::NARROW, Metrics::WIDE] {
        let mut screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::True), metrics, (40, 3));
        let mut model = Model::new(40, 3, metrics);
        for (text, tone) in [("协", Tone::Text), ("a", Tone::Red), ("办", Tone::Chosen)] {
            let (frame, _) = screen.paint(|canvas| {
                for row in 0..3 {
                    canvas.put(0, row, &text.repeat(40), tone);
                }
            });
            model.take(&screen.encoder.encode(&frame, None));
            assert!(model.wrapping, "the last column was written");
            let cells = if text == "a" { 40 } else { 20 };
            let full = text.repeat(cells);
            assert_eq!(model.cells.iter().map(|row| row.concat()).collect::<Vec<_>>(), [&*full; 3]);
            model.take(&screen.encoder.encode(&frame, Some((39, 2))));
            assert_eq!((model.at, model.wrapping), ((39, 2), false));
        }
    }
}

#[test]
fn marks_are_there_at_every_depth_and_colours_only_where_they_are_wanted() {
    let bytes = |depth, tone| {
        let mut screen = Screen::new(Vec::new(), Theme::bundled("day", depth), Metrics::NARROW, (20, 2));
        screen.draw(|canvas| _ = canvas.put(0, 0, "a", tone)).unwrap();
        let all = String::from_utf8(std::mem::take(screen.out())).unwrap();
        // What stands before the glyph, after the screen was cleared and the cursor hidden.
        let (_, drawn) = all.split_once("\x1b[2J\x1b[?25l").unwrap();
        drawn.split_once('a').unwrap().0.to_owned()
    };
    for depth in [Depth::None, Depth::Sixteen, Depth::True] {
        assert_eq!(bytes(depth, Tone::Chosen), "\x1b[1;7m", "{depth:?}");
        assert_eq!(bytes(depth, Tone::Focus), "\x1b[1;4m", "{depth:?}");
        assert_eq!(bytes(depth, Tone::Text), "", "{depth:?}");
    }
    assert_eq!(bytes(Depth::None, Tone::Red), "\x1b[1m");
    assert_eq!(bytes(Depth::Sixteen, Tone::Red), "\x1b[1;31m");
    assert_eq!(bytes(Depth::True, Tone::Red), "\x1b[1;38;2;207;34;46m");
    assert_eq!(bytes(Depth::None, Tone::Dim), "");
}

#[test]
fn after_a_frame_that_did_not_arrive_the_next_is_whole() {
    /// A line that fails once.
    struct Fails(bool, Vec<u8>);
    impl Write for Fails {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if std::mem::take(&mut self.0) {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.1.write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let theme = Theme::bundled("day", Depth::None);
    let mut screen = Screen::new(Fails(true, Vec::new()), theme, Metrics::NARROW, (20, 2));
    let draw = |canvas: &mut Canvas<'_>| _ = canvas.put(0, 0, "协办", Tone::Text);
    screen.draw(draw).unwrap_err();
    screen.draw(draw).unwrap();
    assert!(String::from_utf8_lossy(&screen.out().1).contains("协办"));
}
