//! Pastes: as large as they come, and with whatever is in them.

use std::time::Duration;

use crate::practice::Practice;
use crate::terminal::{Stopwatch, bytes};

/// What a terminal sends for a paste.
fn paste(text: &str) -> Vec<u8> {
    bytes(&xieban_term::Input::Paste(text.to_owned()))
}

#[test]
fn a_megabyte_in_a_field_is_cut_with_one_sentence_and_the_keys_answer() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys("F2 Enter 1 Enter").cursor_at((10, 5));
    let before = desk.sent();
    let watch = Stopwatch::start();
    desk.send(&paste(&"协办员".repeat(120_000))).shows("满120字，多的没收");
    println!("a megabyte pasted: {:?}, {} bytes to the terminal", watch.read(), desk.sent() - before);
    let watch = Stopwatch::start();
    desk.keys("↓").cursor_at((10, 6));
    println!("the next key: {:?}", watch.read());
    assert!(office.draft_with("协办员").len() < 16 << 10, "what is kept is as bounded as the field");
    let sent = desk.sent();
    desk.keys("↑").loses("这一栏最多60个字，多出的没有收");
    assert!(desk.sent() - sent < 4 << 10);
}

#[test]
fn a_megabyte_on_a_line_without_paste_marks_is_no_end_of_the_world() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys("F2 Enter 1 Enter").cursor_at((10, 5));
    let watch = Stopwatch::start();
    desk.send("协办员".repeat(120_000).as_bytes()).keys("F9");
    desk.wait_within(Duration::from_secs(20), "已遮屏", |state| {
        state.text().contains("已遮屏").then_some(())
    });
    println!("a megabyte without marks: {:?}", watch.read());
}

#[test]
fn what_could_steer_a_terminal_does_not_come_out_of_it() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys("F2 Enter 1 Enter").cursor_at((10, 5));
    let before = desk.sent();
    let hostile =
        "张\x1b[2J\x1b]0;题\x07三\u{202e}反\u{2066}\u{200b}\u{9b}31m\u{feff}\u{e0041}\x08\x0c\u{85}四\x7f";
    desk.send(&paste(hostile)).shows("四");
    desk.keys("Esc").shows("我的").keys("F2").shows("四");
    desk.now(|state| {
        let out = String::from_utf8(state.bytes[before..].to_vec()).unwrap();
        for bad in [
            '\u{202e}',
            '\u{2066}',
            '\u{200b}',
            '\u{9b}',
            '\u{feff}',
            '\u{e0041}',
            '\u{7}',
            '\u{8}',
            '\u{c}',
            '\u{85}',
            '\u{7f}',
        ] {
            assert!(!out.contains(bad), "{bad:?}");
        }
        // What begins with Esc is the program's own.
        assert!(!out.contains("\x1b]0") && !out.contains("\x1b[2J"), "{out:?}");
    });
    // The control: it was all there on the way in.
    assert!(paste(hostile).windows(4).any(|four| four == b"\x1b[2J"));
}
