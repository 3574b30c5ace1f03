//! A kiosk on a real terminal, and whatever strangers send to it: it goes on, starts nothing, and sends nothing but what is its own.

use std::time::Duration;

use xieban_support::hostile::{burst, foreign, texts};
use xieban_support::rounds::{full, rounds};

use crate::kiosk::{children, kiosk};
use crate::practice::{PERSON, Practice};
use crate::terminal::{Terminal, until};

/// Bytes, every day and in full.
const SHORT: usize = 8_000;
const LONG: usize = 1_000_000;

/// Somebody of the office sits down again, if nobody sits there.
fn sit_down_again(desk: &mut Terminal, pin: &str) {
    desk.resize((80, 24)).keys("Esc").settle();
    if desk.text().contains("密    码") {
        desk.keys(&format!("↑ ↑ End {} \"S01\" Enter \"{pin}\" Enter", "Backspace ".repeat(20))).settle();
    }
}

#[test]
fn a_flood_of_bytes_lets_nobody_out() {
    let office = Practice::new();
    let mut desk = kiosk(&office.store(), &[], Vec::new());
    let pin = desk.shows("密    码").pin("S01");
    // The question how wide a glyph is has been asked before: it shows one of private use.
    desk.settle();
    let asked = desk.sent();
    desk.sign_in("S01");
    let most = if full() { LONG } else { SHORT };
    let (mut sent, mut sizes, mut seated) = (0, 0, 0);
    rounds("flood", 1, 1, |_, dice| {
        for n in 1.. {
            // Now and then somebody closes what is open.
            let bytes = if dice.below(30) == 0 { b"\x1b\x1b\x1b\x1b".to_vec() } else { burst(dice) };
            sent += bytes.len();
            desk.send(&bytes);
            if dice.below(15) == 0 {
                let size = (dice.below(501), dice.below(201));
                desk.resize((u16::try_from(size.0).unwrap(), u16::try_from(size.1).unwrap()));
                sizes += 1;
            }
            if n % 50 == 0 {
                assert!(
                    !['T', 'Z'].contains(&desk.doing()) && children(&desk).is_empty(),
                    "after {sent} bytes"
                );
            }
            if n % 150 == 0 {
                sit_down_again(&mut desk, &pin);
                seated += 1;
            }
            if sent >= most {
                break;
            }
        }
    });
    sit_down_again(&mut desk, &pin);
    assert!(children(&desk).is_empty());
    let before = desk.sent();
    desk.resize((90, 30)).wait("an answer", |state| (state.bytes.len() > before).then_some(()));
    // Not in the middle of a frame, or of a character.
    desk.settle();
    assert_eq!(desk.now(|state| foreign(&state.bytes[asked..])), None);
    desk.signal(rustix::process::Signal::TERM);
    assert!(desk.end().success() && desk.is_given_back());
    println!("{sent} bytes, {sizes} sizes, somebody looked {seated} times, {before} bytes came back");
}

/// The control: a process that it starts is seen.
#[test]
fn a_process_that_a_kiosk_starts_is_seen() {
    let office = Practice::new();
    let mut desk = kiosk(&office.store(), &["--print", "sleep 5"], Vec::new());
    desk.sign_in("S01").keys(&format!("{PERSON} \"GW03\" Enter Enter 0")).shows("F8 出《协办回执》");
    assert!(children(&desk).is_empty());
    desk.keys("F8");
    until("the printing", || (!children(&desk).is_empty()).then_some(()));
}

#[test]
fn every_hostile_text_that_is_pasted_shows_its_letters_alone() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.shows("密    码").settle();
    let asked = desk.sent();
    desk.sign_in("S01").keys("F2 Enter 1 Enter").cursor_at((10, 5));
    let han = |text: &str| text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect::<String>();
    for (kind, text) in texts() {
        desk.send(format!("\x1b[200~{text}\x1b[201~").as_bytes());
        // A terminal cannot tell this end of a paste from its own.
        let begun = text.split("\x1b[201~").next().unwrap();
        let kept: String = han(begun).chars().take(8).collect();
        desk.keys("Home");
        desk.wait_within(Duration::from_secs(20), kind, |state| {
            han(state.text().lines().nth(5)?).contains(&kept).then_some(())
        });
        desk.keys(&format!("End {}", "Backspace ".repeat(60))).cursor_at((10, 5));
    }
    assert_eq!(desk.now(|state| foreign(&state.bytes[asked..])), None);
}
