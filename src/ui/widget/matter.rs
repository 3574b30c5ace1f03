//! The matter field: by code, name, everyday word or sound; picked by Enter, arrows or a digit.

use xieban_domain::catalogue::{Found, Index, MatterOrChain};
use xieban_office::Known;
use xieban_term::{Canvas, Code, Key, Tone};

use crate::keymap::{digit, is_enter};

/// Rows offered at once: one digit picks any of them.
const OFFERED: usize = 6;

/// The offers below the matter field.
#[derive(Default)]
pub(crate) struct Picker {
    found: Vec<Found>,
    at: usize,
}

impl Picker {
    /// Looks for what was typed. With nothing typed, what a known visitor came for last stands first.
    pub(crate) fn search(&mut self, index: &Index, query: &str, known: Option<&Known>) {
        self.at = 0;
        self.found = match (query.trim().is_empty(), known) {
            (true, Some(known)) => {
                let last = |found: &Found| found.subject == known.subject;
                let all = index.all();
                let (first, _): (Vec<Found>, Vec<Found>) = all.into_iter().partition(last);
                first
            }
            (true, None) => Vec::new(),
            (false, _) => index.find(query),
        };
    }

    /// Offers these alone, as far as they fit what was typed; with nothing typed all of them.
    pub(crate) fn search_among(
        &mut self,
        index: &Index,
        query: &str,
        among: impl Fn(&MatterOrChain) -> bool,
    ) {
        self.at = 0;
        let found = if query.trim().is_empty() { index.all() } else { index.find(query) };
        self.found = found.into_iter().filter(|found| among(&found.subject)).collect();
    }

    /// A key, while nothing is chosen. `None`: not mine. `Some(None)`: taken.
    #[expect(clippy::option_option, reason = "not mine, taken, and taken with a choice are three things")]
    pub(crate) fn key(&mut self, key: Key, query: &str) -> Option<Option<MatterOrChain>> {
        let pick = |at: usize| self.found.get(at).map(|found| found.subject.clone());
        if is_enter(key) && !self.found.is_empty() {
            return Some(pick(self.at));
        }
        match (key.code, digit(key)) {
            (Code::Down, _) if self.at + 1 < self.found.len().min(OFFERED) => {
                self.at += 1;
                Some(None)
            }
            (Code::Up, _) if self.at > 0 => {
                self.at -= 1;
                Some(None)
            }
            // A digit may also go on with a code (GW0 → GW03).
            (_, Some(n)) if n > 0 && n <= self.found.len().min(OFFERED) && !continues_code(query) => {
                Some(pick(n - 1))
            }
            _ => None,
        }
    }

    /// Rows it takes on the screen, with its frame.
    pub(crate) fn rows(&self) -> u16 {
        u16::try_from(self.found.len().min(OFFERED)).unwrap_or(0) + 2
    }

    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, x: u16, y: u16, cells: u16) {
        let rows = u16::try_from(self.found.len().min(OFFERED)).unwrap_or(0);
        if rows == 0 {
            return;
        }
        canvas.frame(x, y, cells, rows + 2, "");
        for (row, found) in self.found.iter().take(OFFERED).enumerate() {
            let at = y + 1 + u16::try_from(row).unwrap_or(0);
            let marker = if row == self.at { canvas.glyphs.marker } else { " " };
            canvas.put(x + 1, at, marker, Tone::Marker);
            canvas.put(x + 2, at, &(row + 1).to_string(), Tone::Key);
            let word = found.word.as_ref().map_or(String::new(), |word| format!("（{word}）"));
            let text = format!("{} {}{word}", found.subject.code(), found.title);
            canvas.put_in(x + 4, at, cells.saturating_sub(6), &text, Tone::Text);
        }
    }
}

/// What was typed is the beginning of a code: letters, then maybe a digit.
fn continues_code(query: &str) -> bool {
    let query = xieban_words::canonical::query(query);
    let letters = query.chars().take_while(char::is_ascii_alphabetic).count();
    letters == 2 && query.chars().count() <= 3 && query.chars().skip(2).all(|c| c.is_ascii_digit())
}
