//! What a key costs on a thin line.

use crate::practice::Practice;
use crate::terminal::{Setup, Terminal};

/// The row of the list on which the marker stands.
fn marked(text: &str) -> Option<usize> {
    text.lines().position(|line| line.starts_with('>'))
}

#[test]
fn a_row_down_and_a_character_typed_are_a_few_bytes() {
    let office = Practice::made("2026-11-23T08:41", "0.001", "120");
    let store = office.store();
    let mut desk = Terminal::start(&Setup {
        arguments: vec!["--store", store.to_str().unwrap()],
        size: (120, 40),
        environment: Vec::new(),
    });
    desk.sign_in("S01").keys("←").shows("[全所").shows("口报").settle();
    let (mut rows, mut panes) = (Vec::new(), Vec::new());
    for _ in 0..4 {
        let (before, row) = (desk.sent(), marked(&desk.text()));
        desk.keys("↓");
        desk.wait("the marker", |state| (marked(&state.text()) != row).then_some(()));
        let moved =
            desk.now(|state| state.bytes[before..].iter().position(|byte| *byte == b'>')).unwrap() + 1;
        desk.settle();
        rows.push(moved);
        panes.push(desk.sent() - before - moved);
    }
    desk.keys("F2 Enter 1 Enter").cursor_at((10, 5)).settle();
    let mut typed = Vec::new();
    for (at, character) in ["王", "秀", "英", "𠮷"].into_iter().enumerate() {
        let before = desk.sent();
        desk.keys(&format!("\"{character}\"")).cursor_at((12 + 2 * u16::try_from(at).unwrap(), 5)).settle();
        typed.push(desk.sent() - before);
    }
    println!("120×40: a row down {rows:?} bytes, its pane {panes:?}; a character {typed:?}");
    assert!(rows.iter().chain(&typed).all(|bytes| *bytes <= 60), "{rows:?} {typed:?}");
    desk.now(|state| {
        let whole = state.bytes.windows(4).filter(|four| four == b"\x1b[2J").count();
        assert!(whole <= 1, "the screen is wiped once, at the beginning: {whole}");
    });
}
