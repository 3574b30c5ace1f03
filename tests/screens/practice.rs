//! 演练: on a practice store it stands on every screen and in whatever opens over one; on a real store nowhere.

use xieban_support::desk::Desk;

/// Where the header may be covered, too.
const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 40)];
/// What is pressed on a screen, one after the other, each with a look.
const KEYS: [&str; 10] = ["1", "↓", "Enter", "F1", "Esc", "→", "2", "Tab", "PgDn", "F9"];

fn door(practice: bool) -> Desk {
    if practice { Desk::at_the_door() } else { Desk::of_a_real_office() }
}

/// Looks at everything that the keys of the door and the palette lead to; gives how much there was.
fn walk(practice: bool, look: &mut dyn FnMut(&str, &str)) -> usize {
    let mut seen = 0;
    let mut each = |path: &str, desk: &mut Desk| {
        for size in SIZES {
            desk.resize(size);
            look(path, &desk.text());
            seen += 1;
        }
    };
    for keys in ["", "F1", "F4", "F5", "Ctrl-g", "Esc"] {
        let mut desk = door(practice);
        each(&format!("door {keys}"), desk.keys(keys));
        let _ = desk.has_left();
    }
    for who in ["S01", "L01", "Z01", "A01"] {
        let mut desk = door(practice);
        for nth in 0..actions(desk.afresh(who)) {
            each(&format!("{who} palette"), desk.afresh(who).keys("Ctrl-p"));
            each(&format!("{who} {nth}"), desk.keys(&"↓ ".repeat(nth)).keys("Enter"));
            for key in KEYS {
                each(&format!("{who} {nth} … {key}"), desk.keys(key));
            }
        }
        let _ = desk.has_left();
    }
    seen
}

/// How many actions the palette has: ↓ until nothing moves any more.
fn actions(desk: &mut Desk) -> usize {
    desk.keys("Ctrl-p");
    let (mut count, mut before) = (1, desk.text());
    loop {
        let now = desk.keys("↓").text();
        if now == before {
            return count;
        }
        (count, before) = (count + 1, now);
    }
}

#[test]
fn every_screen_of_a_practice_store_says_so() {
    let seen = walk(true, &mut |path, text| assert!(text.contains("演练"), "{path}\n{text}"));
    assert!(seen > 3000, "{seen}");
}

#[test]
fn no_screen_of_a_real_store_says_so() {
    let seen = walk(false, &mut |path, text| assert!(!text.contains("演练"), "{path}\n{text}"));
    assert!(seen > 3000, "{seen}");
}

#[test]
fn a_window_that_is_too_small_says_so_too() {
    assert!(Desk::at_work().resize((40, 5)).text().contains("演练"));
    assert!(!Desk::of_a_real_office().resize((40, 5)).text().contains("演练"));
}
