//! What holds of every screen, whatever was typed.

use xieban_support::desk::Desk;

/// One desk on each screen and in each kind of overlay.
fn everywhere() -> Vec<(&'static str, Desk)> {
    let places = [
        ("cases", "F3"),
        ("case", "Enter"),
        ("mask", "F9"),
        ("duty", "F4"),
        ("complaint", "F5"),
        ("help", "F1"),
        ("sign out", "F10"),
        ("materials", "1"),
        ("paper", "F5 0"),
    ];
    let desk = |(name, keys): (&'static str, &str)| {
        let mut desk = Desk::at_work();
        desk.case("undecided");
        desk.keys(keys);
        (name, desk)
    };
    places.into_iter().map(desk).collect()
}

#[test]
fn outside_text_fields_a_letter_does_nothing() {
    for (name, mut desk) in everywhere() {
        let before = (desk.text(), desk.office.last_page().unwrap());
        desk.keys("a b c d e f g h i j k l m n o p q r s t u v w x y z A N Y Q 中 是");
        assert_eq!((desk.text(), desk.office.last_page().unwrap()), before, "{name}");
    }
}

#[test]
fn full_width_keys_work_like_their_twins() {
    for (narrow, wide) in [
        ("/", "、"),
        ("/", "／"),
        (":", "："),
        ("F10 1", "F10 １"),
        ("F5 0", "F5 ０"),
        ("1 1 2", "１ １ ２"),
        ("F2 Enter 2", "F2 Enter ２"),
        ("1 +", "1 ＋"),
    ] {
        let texts = [narrow, wide].map(|keys| {
            let mut desk = Desk::at_work();
            desk.case("undecided");
            desk.keys(keys).text()
        });
        assert_eq!(texts[0], texts[1], "{narrow} {wide}");
    }
}

#[test]
fn five_hundred_keys_in_one_burst_give_the_record_they_give_one_by_one() {
    let visitor = |number| {
        format!(
            "F2 Enter 1 Enter \"赵钱孙李{number}\" Enter Enter \"11010519491231002X\" Enter \"13800138000\" Enter \
             \"云龙区和平路1号\" Enter \"GW03\" Enter Enter 1 1 2 0 F2 "
        )
    };
    let notation: String = (0..9).map(visitor).collect();
    assert!(xieban_support::keys::keys(&notation).len() >= 500);
    let texts = [true, false].map(|at_once| {
        let mut desk = Desk::at_work();
        if at_once {
            desk.burst(&notation);
        } else {
            desk.keys(&notation);
        }
        let parked = desk.text();
        desk.keys("F2 F8 1");
        let id = xieban_domain::number::CaseId { year: 2026, seq: 1 };
        let record = desk.view(id).row.record.case;
        (parked, desk.text(), record.materials, record.disposed, record.visitor.get().cloned())
    });
    assert_eq!(texts[0], texts[1]);
}

#[test]
fn a_hostile_paste_is_a_line_of_text() {
    let mut desk = Desk::at_work();
    desk.keys("F2 Enter 1 Enter").paste("张\u{1b}[2J三\u{202e}\r\nEnter\u{0}");
    let text = desk.text();
    assert!(text.contains("张") && !text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
    assert!(!text.contains('\u{202e}'));
}

#[test]
fn a_pasted_megabyte_fills_the_field_and_says_what_was_left_out() {
    let mut desk = Desk::at_work();
    desk.keys("F2 Enter 1 Enter").paste(&"张".repeat(350_000));
    assert!(desk.text().contains("字，多的没收"), "{}", desk.text());
    assert!(!desk.keys("Backspace").text().contains("多的没收"));
}
