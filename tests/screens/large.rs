//! The large type of the wall, as pictures: both width policies, a character that the font does not have, the numbers.

use insta::assert_snapshot;
use proptest::prelude::*;
use ratatui::style::Modifier;
use xieban_term::Grain::{Cells, Halves, Pairs, Quarters};
use xieban_term::{Canvas, Depth, Digits, Grain, Large, Screen, Theme, Tone};
use xieban_text::Metrics;

const GRAINS: [Grain; 4] = [Pairs, Cells, Halves, Quarters];

/// Draws and shows the cells; a blank in reverse video is a `#`.
fn picture(metrics: Metrics, (width, height): (u16, u16), draw: impl FnOnce(&mut Canvas<'_>)) -> String {
    let screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::None), metrics, (width, height));
    let (frame, _) = screen.paint(draw);
    let rows = frame.content.chunks(width.into()).map(|row| {
        let cells = row.iter().map(|cell| match cell.style().add_modifier.contains(Modifier::REVERSED) {
            true => "#",
            false => cell.symbol(),
        });
        cells.collect::<String>().trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}

fn line(metrics: Metrics, text: &str, grain: Grain) -> String {
    let large = Large::new(text);
    picture(metrics, large.size(grain), |canvas| {
        large.draw(canvas, 0, 0, grain, Tone::Text);
    })
}

#[test]
fn a_name_in_every_size() {
    assert_snapshot!("large_quarters", line(Metrics::NARROW, "王小明 08:41", Quarters));
    assert_snapshot!("large_halves", line(Metrics::NARROW, "李　敏，喆", Halves));
    assert_snapshot!("large_cells", line(Metrics::WIDE, "刘建国", Cells));
    assert_snapshot!("large_pairs", line(Metrics::WIDE, "协办", Pairs));
}

#[test]
fn what_the_font_does_not_have_is_plain_text_in_its_place() {
    assert_snapshot!("large_plain", line(Metrics::NARROW, "赵𬭚é", Halves));
}

#[test]
fn the_numbers_read_the_same_under_both_policies() {
    let number = |metrics| {
        let digits = Digits::new("0516-80802345 18967");
        picture(metrics, (digits.columns(metrics), Digits::ROWS), |canvas| {
            assert_eq!(digits.draw(canvas, 0, 0, Tone::Text), digits.columns(canvas.metrics));
        })
    };
    assert_snapshot!("large_digits", format!("{}\n\n{}", number(Metrics::NARROW), number(Metrics::WIDE)));
}

#[test]
fn the_largest_size_that_fits_is_chosen_and_none_where_none_does() {
    let choose = |metrics, room: (u16, u16)| {
        let mut chosen = None;
        picture(metrics, (200, 60), |canvas| chosen = Large::new("王小明").fitting(canvas, room.0, room.1));
        chosen
    };
    let rooms = [(96, 16), (95, 16), (96, 15), (48, 8), (47, 8), (24, 8), (23, 8), (200, 7)];
    let narrow = rooms.map(|room| choose(Metrics::NARROW, room));
    let [some, cells, halves, quarters] = GRAINS.map(Some);
    assert_eq!(narrow, [some, cells, halves, halves, quarters, quarters, None, None]);
    let wide = rooms.map(|room| choose(Metrics::WIDE, room));
    assert_eq!(wide, [some, cells, None, None, None, None, None, None]);
}

/// A frame with two names and a number, whole, in bytes.
#[test]
fn a_large_name_costs_no_more_than_its_cells() {
    let cost = |metrics, grain: Grain, tone| {
        let mut screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::True), metrics, (160, 50));
        screen.draw(|_| {}).unwrap();
        let bytes = screen.draw(|canvas| {
            Large::new("王小明").draw(canvas, 1, 1, grain, tone);
        });
        bytes.unwrap()
    };
    let halves = cost(Metrics::NARROW, Halves, Tone::Hotline);
    let pairs = cost(Metrics::WIDE, Pairs, Tone::Text);
    assert!(halves < 700, "{halves} bytes in halves");
    assert!(pairs < 1_500, "{pairs} bytes by blanks");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_and_no_place_breaks_it(text in "\\PC{0,6}|[协办0-9]{0,5}", x in 0u16..90, y in 0u16..30, far in any::<bool>()) {
        for metrics in [Metrics::NARROW, Metrics::WIDE] {
            for grain in GRAINS {
                let large = Large::new(&text);
                let (x, y) = if far { (u16::MAX - x, u16::MAX - y) } else { (x, y) };
                picture(metrics, (80, 24), |canvas| {
                    large.draw(canvas, x, y, grain, Tone::Red);
                    Digits::new(&text).draw(canvas, x, y, Tone::Red);
                });
            }
        }
    }
}
