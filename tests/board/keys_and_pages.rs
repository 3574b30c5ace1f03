//! No key leads anywhere but the configured way out; pages come in the order of the file.

use xieban_board::{Effect, Event};

use xieban_support::keys::keys;

use crate::hanging::{Hanging, a_week};

const EVERY: &str = "Enter Esc Tab ↑ ↓ ← → PgUp PgDn Home End F1 F2 F3 F4 F5 F9 F10 F11 F12 1 2 0 q Q : / Ctrl-C Ctrl-P Ctrl-D Alt-1";

fn press(hanging: &mut Hanging, notation: &str) -> Vec<Effect> {
    hanging.hear(Event::Inputs(keys(notation)))
}

#[test]
fn no_key_does_anything() {
    let mut hanging = Hanging::at("2026-11-23T08:41");
    let before = hanging.text();
    for _ in 0..3 {
        assert_eq!(press(&mut hanging, EVERY), []);
        assert_eq!(hanging.text(), before);
    }
    hanging.hear(Event::Inputs(vec![xieban_term::Input::Paste("quit".to_owned())]));
    assert_eq!(hanging.text(), before);
}

#[test]
fn the_configured_keys_end_it_and_only_in_their_order() {
    let mut hanging = Hanging::with("2026-11-23T08:41", a_week(), "exit = \"F12 F12 0\"");
    for wrong in ["F12 0", "F12 1 F12 0", "0 F12 0", EVERY] {
        assert_eq!(press(&mut hanging, wrong), [], "{wrong}");
        press(&mut hanging, "1");
    }
    assert_eq!(press(&mut hanging, "F12 F12"), []);
    assert_eq!(press(&mut hanging, "0"), [Effect::Quit], "also in several bursts");
    press(&mut hanging, "1");
    assert_eq!(press(&mut hanging, "Alt-= F12 F12 0"), [], "three are not two");
    assert_eq!(press(&mut hanging, "1 Alt-= F12 0"), [Effect::Quit], "by their second way, too");
}

#[test]
fn pages_come_in_the_order_of_the_file_and_stand_as_long_as_it_says() {
    let mut hanging =
        Hanging::with("2026-11-23T08:41", a_week(), "seconds = 7\npages = [\"本周\", \"值班 60\"]");
    assert_eq!(hanging.next_title(), "今日值班");
    assert_eq!(hanging.board.stay().as_secs(), 7);
    assert_eq!(hanging.hear(Event::Turn), [Effect::Restart]);
    assert_eq!((hanging.next_title().as_str(), hanging.board.stay().as_secs()), ("本周值班", 60));
    hanging.turn();
    assert_eq!(hanging.next_title(), "今日值班");
    // What else happens leaves the page where it is.
    hanging.turn();
    hanging.look();
    hanging.until("2026-11-23T09:30");
    assert_eq!(hanging.next_title(), "本周值班");
}

#[test]
fn a_page_that_comes_twice_in_the_round_holds_nothing_up() {
    let mut hanging =
        Hanging::with("2026-11-23T08:41", a_week(), "pages = [\"值班\", \"本周\", \"值班\", \"便民\"]");
    let mut seen = Vec::new();
    for _ in 0..8 {
        seen.push(hanging.next_title());
        hanging.turn();
        // A desk is at work all the while.
        hanging.look();
    }
    let round = ["本周值班", "今日值班", "便民措施", "今日值班"];
    assert_eq!(seen, [round, round].concat());
}
