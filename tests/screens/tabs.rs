//! Rows of tabs: the current one is whole on the smallest terminal, whoever sits there, and whoever does not see them all is told of more.

use std::collections::BTreeSet;

use xieban_support::desk::Desk;

/// The keys to every screen with a row of tabs, the line on which it stands, and the key to the next tab that no view takes.
const SCREENS: [(&str, usize, &str); 5] =
    [("F3", 3, "→"), ("F4", 3, "Tab"), ("F5", 4, "→"), ("F6", 3, "→"), ("Ctrl-v", 3, "→")];

fn row(desk: &Desk, line: usize) -> String {
    desk.text().lines().nth(line).unwrap().to_owned()
}

/// The names in the row, and the current one, without its count.
fn current(row: &str) -> Option<&str> {
    let (_, behind) = row.split_once('[')?;
    behind.split_once(']')?.0.split(' ').next()
}

#[test]
fn every_tab_of_every_role_is_whole_at_80x24() {
    let mut rows = 0;
    for code in ["S01", "S03", "L01", "H01", "Z01", "F01", "B01", "A01"] {
        for (key, line, next) in SCREENS {
            let mut wide = Desk::of(code);
            let all = row(wide.resize((200, 40)).keys(key), line).replace(['[', ']'], " ");
            let all: BTreeSet<&str> = all.split(' ').filter(|name| !name.is_ascii()).collect();
            assert!(all.len() > 1, "{code} {key}: {}", wide.text());
            let mut desk = Desk::of(code);
            desk.keys(key);
            let mut seen = BTreeSet::new();
            for _ in 0..all.len() {
                let text = row(&desk, line);
                let name = current(&text).unwrap_or_else(|| panic!("{code} {key}: {text}"));
                assert!(seen.insert(name.to_owned()), "{code} {key} {name} twice");
                // Whoever does not see them all sees that there are more.
                let more = text.starts_with('<') || text.ends_with('>');
                assert!(more || all.iter().all(|name| text.contains(name)), "{code} {key}: {text}");
                rows += 1;
                desk.keys(next);
            }
            assert_eq!(seen.iter().map(String::as_str).collect::<BTreeSet<_>>(), all, "{code} {key}");
        }
    }
    println!("{rows} rows of tabs were looked at");
}

#[test]
fn what_a_leader_has_found_stands_whole_behind_all_his_views() {
    let mut desk = Desk::of("L01");
    desk.case("promise");
    desk.keys("F3 / \"0001\" Enter");
    let text = row(&desk, 3);
    assert!(text.trim_end().ends_with(" 待审 0 全所 1[查到 1]"), "{text}");
}
