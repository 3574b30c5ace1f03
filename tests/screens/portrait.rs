//! Pictures on a terminal: in light and dark as they look, in colours by what they cost on a line.

use insta::assert_snapshot;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use xieban_term::{Depth, Picture, Screen, Theme};
use xieban_text::Metrics;

const DEPTHS: [Depth; 4] = [Depth::None, Depth::Sixteen, Depth::Many, Depth::True];
const SIZE: (u16, u16) = (120, 160);

/// A head before a wall, with the grain that a camera gives.
fn face(x: u16, y: u16) -> [u8; 3] {
    let (dx, dy) = (i32::from(x) - 60, i32::from(y) - 66);
    let within = |dx: i32, dy: i32, a: i32, b: i32| dx * dx * b * b + dy * dy * a * a < a * a * b * b;
    let eye = |x: i32| within(dx - x, dy + 6, 6, 3);
    let [red, green, blue] = match () {
        () if eye(-13) || eye(13) || within(dx, dy - 26, 12, 3) => [60, 30, 30],
        () if within(dx, dy, 32, 44) && dy > -28 => [225 - dx, 180 - dx, 150 - dx],
        () if within(dx, dy + 2, 36, 50) => [40, 34, 30],
        () if within(dx, dy - 110, 62, 66) => [40 + dx / 4, 60 + dx / 4, 120],
        () => [200 - dy / 4, 214 - dy / 4, 224 - dy / 4],
    };
    let grain = i32::from((u32::from(x) * 7919 + u32::from(y) * 104_729) % 97 % 9 > 4) * 8 - 4;
    [red, green, blue].map(|value| u8::try_from((value + grain).clamp(0, 255)).unwrap())
}

/// What no two neighbours have in common.
fn noise(x: u16, y: u16) -> [u8; 3] {
    let seed = u32::from(x) * 7919 + u32::from(y) * 104_729;
    [seed.wrapping_mul(2_654_435_761), seed.wrapping_mul(40_503), seed.wrapping_mul(977_777)]
        .map(|value| value.to_be_bytes()[1])
}

fn screen(metrics: Metrics, depth: Depth, size: (u16, u16)) -> Screen<Vec<u8>> {
    Screen::new(Vec::new(), Theme::bundled("day", depth), metrics, size)
}

fn drawn(metrics: Metrics, depth: Depth, size: (u16, u16)) -> Buffer {
    let picture = Picture { size: SIZE, at: &face };
    screen(metrics, depth, size).paint(|canvas| canvas.picture((0, 0), size, &picture)).0
}

/// Light as `#`, for a look at it.
fn shown(metrics: Metrics) -> String {
    let frame = drawn(metrics, Depth::None, (44, 24));
    let rows = frame.content.chunks(44).map(|row| {
        let cells = row.iter().map(|cell| match cell.style().add_modifier.contains(Modifier::REVERSED) {
            true if metrics == Metrics::NARROW => "█",
            true => "#",
            false => cell.symbol(),
        });
        cells.collect::<String>().trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_face_in_light_and_dark() {
    assert_snapshot!("portrait_mono_narrow", shown(Metrics::NARROW));
    assert_snapshot!("portrait_mono_wide", shown(Metrics::WIDE));
}

#[test]
fn a_picture_has_the_colours_of_its_terminal_and_no_others() {
    let may = |depth, color: Color| match depth {
        _ if color == Color::Reset => true,
        Depth::None => false,
        Depth::Sixteen => matches!(color, Color::Black | Color::DarkGray | Color::Gray | Color::White),
        Depth::Many => matches!(color, Color::Indexed(16..)),
        Depth::True => matches!(color, Color::Rgb(..)),
    };
    for (metrics, glyphs) in [(Metrics::NARROW, " ▀▄"), (Metrics::WIDE, " ")] {
        for depth in DEPTHS {
            let frame = drawn(metrics, depth, (40, 30));
            let colored = frame.content.iter().filter(|cell| cell.bg != Color::Reset).count();
            assert_eq!(colored > 500, depth != Depth::None, "{depth:?}: {colored}");
            for cell in &frame.content {
                assert!(may(depth, cell.fg) && may(depth, cell.bg), "{depth:?} {cell:?}");
                assert!(glyphs.contains(cell.symbol()), "{metrics:?} {cell:?}");
            }
        }
    }
}

/// A line of 9600 baud carries 960 bytes a second.
#[test]
fn a_picture_is_there_within_a_quarter_of_a_minute_on_a_slow_line_and_the_worst_within_a_whole_one() {
    let cost = |metrics, depth, at: &dyn Fn(u16, u16) -> [u8; 3]| {
        let size = (60, 44);
        let mut screen = screen(metrics, depth, size);
        screen.draw(|_| {}).unwrap();
        let picture = Picture { size: SIZE, at };
        let whole = screen.draw(|canvas| canvas.picture((0, 0), size, &picture)).unwrap();
        assert_eq!(screen.draw(|canvas| canvas.picture((0, 0), size, &picture)).unwrap(), 0);
        whole
    };
    for metrics in [Metrics::NARROW, Metrics::WIDE] {
        for depth in DEPTHS {
            let bytes = cost(metrics, depth, &face);
            assert!(bytes < 15 * 960, "{bytes} bytes, {metrics:?} {depth:?}");
            let bytes = cost(metrics, depth, &noise);
            assert!(bytes < 45 * 960, "{bytes} bytes of noise, {metrics:?} {depth:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_size_and_no_place_breaks_it(
        size in (any::<u16>(), any::<u16>()), small in (0..9u16, 0..9u16), room in (0..90u16, 0..40u16), at in (any::<u16>(), 0..50u16),
        depth in 0..4usize, tiny in any::<bool>(),
    ) {
        let size = if tiny { small } else { (size.0 % 700, size.1 % 700) };
        for metrics in [Metrics::NARROW, Metrics::WIDE] {
            let screen = screen(metrics, DEPTHS[depth], (80, 24));
            let plain = |x: u16, y: u16| [u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), 9];
            screen.paint(|canvas| canvas.picture(at, room, &Picture { size, at: &plain }));
            let (columns, rows) = Picture { size, at: &plain }.cells(u16::MAX, u16::MAX);
            prop_assert!(u32::from(columns) * u32::from(rows) <= 1_000);
            let (columns, rows) = Picture { size, at: &plain }.cells(room.0, room.1);
            prop_assert!(columns <= room.0 && rows <= room.1);
        }
    }
}
