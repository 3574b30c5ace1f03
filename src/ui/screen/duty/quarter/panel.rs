//! The panel that names everything that is wrong with a table, one by one.

use xieban_domain::roster::RosterFlaw;
use xieban_term::{Canvas, Code, Key, Tone};

/// The panel.
#[derive(Default)]
pub(super) struct Panel {
    pub(super) at: usize,
}

/// Flaws shown at a time.
const SHOWN: u16 = 6;

impl Panel {
    /// Moves. `false`: it closes.
    pub(super) fn key(&mut self, key: Key, flaws: &[RosterFlaw]) -> bool {
        let last = flaws.len().saturating_sub(1);
        match key.code {
            Code::Down => self.at += 1,
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::PageDown => self.at += usize::from(SHOWN),
            Code::PageUp => self.at = self.at.saturating_sub(SHOWN.into()),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            Code::Esc | Code::Enter => return false,
            _ => {}
        }
        self.at = self.at.min(last);
        true
    }

    /// Rows it takes at the foot of the grid.
    pub(super) fn rows(flaws: usize) -> u16 {
        u16::try_from(flaws).unwrap_or(SHOWN).min(SHOWN) + 2
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, flaws: &[RosterFlaw]) {
        let (width, height) = canvas.size();
        let rows = Self::rows(flaws.len()).min(height);
        let y = height.saturating_sub(rows);
        canvas.frame(0, y, width, rows, &format!("要改的 {} / {} 处", self.at + 1, flaws.len()));
        let shown = usize::from(rows.saturating_sub(2));
        let first = (self.at + 1).saturating_sub(shown);
        for ((place, flaw), row) in flaws.iter().enumerate().skip(first).take(shown).zip(y + 1..) {
            if place == self.at {
                canvas.put(1, row, canvas.glyphs.marker, Tone::Marker);
                canvas.cursor(1, row);
            }
            canvas.put_in(3, row, width.saturating_sub(5), &flaw.to_string(), Tone::Text);
        }
    }
}
