//! A picture of a desk: the same moment at both sizes and under both width policies. What holds of every screen is held here.

use std::fmt::Write as _;

use xieban_text::Metrics;

use xieban_support::desk::Desk;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];
const POLICIES: [(&str, Metrics); 2] = [("narrow", Metrics::NARROW), ("wide", Metrics::WIDE)];
/// Words that are nobody's here: a case is carried, and visits are 跑动次数.
const NEVER: [&str; 2] = ["踢皮球", "跑腿数"];

/// Something with a screen.
pub(crate) trait Shown {
    /// The terminal is now so large.
    fn sized(&mut self, size: (u16, u16));
    /// The screen as text, and where the cursor stands.
    fn frame(&self, metrics: Metrics) -> (String, Option<(u16, u16)>);
    /// Nothing of it is real.
    fn practises(&self) -> bool;
}

impl Shown for Desk {
    fn sized(&mut self, size: (u16, u16)) {
        self.resize(size);
    }

    fn frame(&self, metrics: Metrics) -> (String, Option<(u16, u16)>) {
        Self::frame(self, metrics)
    }

    fn practises(&self) -> bool {
        self.office.header().unwrap().settings.practice
    }
}

/// Takes the picture under this name and compares it with the one kept.
pub(crate) fn picture(name: &str, desk: &mut impl Shown) {
    let mut out = String::new();
    let practice = desk.practises();
    for size in SIZES {
        desk.sized(size);
        for (policy, metrics) in POLICIES {
            let (text, cursor) = desk.frame(metrics);
            assert_eq!(desk.frame(metrics), (text.clone(), cursor), "drawing changes nothing");
            holds(name, &text, metrics, size);
            assert_eq!(
                text.contains("演练"),
                practice,
                "{name}: a practice store says so, and no other\n{text}"
            );
            let text = unhashed(&text);
            let cursor = cursor.map_or_else(|| "none".to_owned(), |(x, y)| format!("{x},{y}"));
            let (columns, rows) = size;
            writeln!(out, "== {columns}x{rows} {policy}, cursor {cursor}\n{text}").unwrap();
        }
    }
    desk.sized(SIZES[0]);
    let settings = {
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings
    };
    settings.bind(|| insta::assert_snapshot!(name, out));
    for size in [(1, 1), (20, 5), (60, 16), (79, 23), (200, 60)] {
        desk.sized(size);
        for (_, metrics) in POLICIES {
            let text = desk.frame(metrics).0;
            fits(name, &text, metrics, size);
        }
    }
    desk.sized(SIZES[0]);
}

/// The hash of the last page rests on random salts.
fn unhashed(text: &str) -> String {
    let Some((before, rest)) = text.split_once("末页 ") else { return text.to_owned() };
    let Some((page, hash)) = rest.split_once(':') else { return text.to_owned() };
    let hidden: String = hash
        .chars()
        .scan(true, |inside, c| {
            *inside &= c.is_ascii_hexdigit();
            Some(if *inside { 'a' } else { c })
        })
        .collect();
    format!("{before}末页 {page}:{hidden}")
}

fn fits(name: &str, text: &str, metrics: Metrics, (columns, rows): (u16, u16)) {
    assert_eq!(text.split('\n').count(), usize::from(rows), "{name} {columns}x{rows}");
    for line in text.lines() {
        assert!(metrics.width(line) <= usize::from(columns), "{name} {columns}x{rows}: {line}");
    }
}

/// What holds of every screen: nothing too wide, both numbers, no number of a rule, no word that is not ours.
fn holds(name: &str, text: &str, metrics: Metrics, size: (u16, u16)) {
    fits(name, text, metrics, size);
    assert!(text.contains("80802345") && text.contains("短信 18914882345"), "{name}: R26\n{text}");
    for word in NEVER {
        assert!(!text.contains(word), "{name}: {word}");
    }
    let chars: Vec<char> = text.chars().collect();
    let cites = chars.windows(3).any(|three| {
        matches!(three, [before, 'R', digit] if !before.is_ascii_alphanumeric() && digit.is_ascii_digit())
    });
    assert!(!cites, "{name}: the number of a rule\n{text}");
}
