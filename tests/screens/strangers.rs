//! Where strangers pass by: keys, and what no key sends, in any order on any screen. Nothing breaks, nobody gets out, and what goes to
//! the terminal is never anything but text and the encoder's own sequences.

use std::collections::BTreeMap;

use xieban_term::Decoder;

use xieban_support::chance::Dice;
use xieban_support::desk::Desk;
use xieban_support::hostile::{burst, foreign};
use xieban_support::rounds::{full, rounds};

/// Who sits there in turn: one of every role.
const PEOPLE: [&str; 7] = ["S01", "L01", "Z01", "A01", "H01", "F01", "B01"];
/// Bytes of all rounds, every day and in full.
const SHORT: usize = 40_000;
const LONG: usize = 1_000_000;
/// Bytes of a round; each begins with a fresh office.
const ROUND: usize = 4_000;
/// Sizes, every day and in full; and the largest one, in columns and rows.
const FEW: usize = 250;
const MANY: usize = 10_000;
const LARGEST: (usize, usize) = (500, 200);

/// An office with something on every screen.
fn office() -> Desk {
    let mut desk = Desk::of("S01");
    for kind in ["undecided", "prompt", "promise", "return", "instant", "firm"] {
        desk.case(kind);
    }
    desk.in_kiosk();
    desk
}

fn size(dice: &mut Dice) -> (u16, u16) {
    let (columns, rows) = LARGEST;
    let (columns, rows) = match dice.below(4) {
        0 => (dice.below(columns + 1), dice.below(rows + 1)),
        1 => (dice.below(12), dice.below(12)),
        _ => (55 + dice.below(80), 14 + dice.below(40)),
    };
    (u16::try_from(columns).unwrap(), u16::try_from(rows).unwrap())
}

#[test]
fn random_bytes_on_every_screen_break_nothing_and_let_nobody_out() {
    let (mut bytes, mut inputs, mut frames) = (0, 0, 0);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    rounds("strangers", SHORT / ROUND, LONG / ROUND, |n, dice| {
        let (mut desk, mut decoder, mut who) = (office(), Decoder::default(), n);
        let mut fed = 0;
        while fed < ROUND {
            // Now and then somebody closes what is open: else most of it would go to a text that is read.
            let sent = if dice.below(30) == 0 { b"\x1b\x1b\x1b\x1b".to_vec() } else { burst(dice) };
            fed += sent.len();
            let mut came = decoder.feed(&sent);
            if dice.below(3) > 0 {
                came.extend(decoder.quiet());
            }
            inputs += came.len();
            desk.inputs(came);
            *seen.entry(desk.screen()).or_default() += 1;
            if dice.below(6) == 0 {
                assert_eq!(foreign(&desk.wire()), None, "{}", desk.screen());
                frames += 1;
            }
            if desk.is_left_alone() {
                who += 1;
                desk.sits(PEOPLE[who % PEOPLE.len()]);
            }
            assert!(!desk.has_left(), "it ended");
        }
        bytes += fed;
    });
    println!("{bytes} bytes, {inputs} inputs, {frames} frames, {} screens: {seen:?}", seen.len());
    assert!(seen.len() >= if full() { 22 } else { 12 }, "{seen:?}");
}

#[test]
fn any_size_is_drawn_within_itself() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    rounds("sizes", FEW / 125, MANY / 125, |n, dice| {
        let mut desk = office();
        desk.sits(PEOPLE[n % PEOPLE.len()]);
        for at in 0..125 {
            let (columns, rows) = if at == 0 { (0, 0) } else { size(dice) };
            desk.resize((columns, rows));
            assert_eq!(foreign(&desk.wire()), None, "{columns}×{rows} {}", desk.screen());
            *seen.entry(desk.screen()).or_default() += 1;
            // Another screen now and then.
            if at % 3 == 0 {
                let sent = burst(dice);
                let mut decoder = Decoder::default();
                let mut came = decoder.feed(&sent);
                came.extend(decoder.quiet());
                desk.inputs(came);
                if desk.is_left_alone() {
                    desk.sits(PEOPLE[at % PEOPLE.len()]);
                }
            }
        }
    });
    println!("{} screens: {seen:?}", seen.len());
}

/// The control: what does not belong on the line is found.
#[test]
fn what_is_not_ours_on_the_line_is_found() {
    for (text, sound) in [
        ("协办\x1b[1;31m员\x1b[2J\x1b[K\x1b[12;7H\x1b[?25h\r\n\x08", true),
        ("协\x1b]52;c;AA==\x07", false),
        ("协\x1b[5i", false),
        ("协\u{9b}2J", false),
        ("协\u{202e}", false),
        ("协\x07", false),
        ("a\u{301}\u{302}\u{303}\u{304}\u{305}", false),
    ] {
        assert_eq!(foreign(text.as_bytes()).is_none(), sound, "{text:?}");
    }
    assert!(foreign(&[0xff]).is_some());
}

#[test]
fn no_key_at_the_door_of_a_kiosk_ends_it() {
    const KEYS: &str = "Esc Ctrl-q F10 Alt-0 Ctrl-c Ctrl-z Ctrl-d";
    let mut desk = Desk::at_the_door();
    assert!(desk.text().contains("Esc退出"));
    desk.in_kiosk();
    assert!(!desk.text().contains("退出"), "{}", desk.text());
    assert!(!desk.keys(KEYS).has_left());
    // The control: any other desk is left by each of the first four.
    for key in KEYS.split(' ').take(4) {
        assert!(Desk::at_the_door().keys(key).has_left(), "{key}");
    }
}
