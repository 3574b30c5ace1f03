//! What stands behind a digit that leads to several verbs: each with its digit, dim where it cannot be done now.

use xieban_term::{Canvas, Code, Key, Tone};

use super::{Group, Subject, Verbs};
use crate::keymap::digit;
use crate::layer::{Action, KeyHint, Layer};
use crate::world::World;

/// The list.
pub(super) struct Menu<S: Subject> {
    verbs: &'static Verbs<S>,
    group: &'static Group,
    of: S,
}

impl<S: Subject> Menu<S> {
    pub(super) const fn new(verbs: &'static Verbs<S>, group: &'static Group, of: S) -> Self {
        Self { verbs, group, of }
    }
}

impl<S: Subject> Layer for Menu<S> {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if key.code == Code::Esc {
            return Some(vec![Action::Close]);
        }
        let pressed = self.verbs.press(self.group.place, digit(key)?, &self.of, world);
        match pressed.is_empty() {
            true => Some(Vec::new()),
            false => Some([Action::Close].into_iter().chain(pressed).collect()),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let digits = self.verbs.digits(self.group.place, &self.of, world);
        let cells = 26.min(width);
        let rows = (u16::try_from(digits.len()).unwrap_or(0) + 3).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, self.group.name);
        for (row, shown) in (y + 1..y + rows.saturating_sub(2)).zip(&digits) {
            let tone = |tone| if shown.open { tone } else { Tone::Dim };
            let at = canvas.put(x + 2, row, &shown.key.to_string(), tone(Tone::Key));
            canvas.put(at + 1, row, shown.name, tone(Tone::Text));
        }
        canvas.put(x + 2, y + rows.saturating_sub(2), "按数字   Esc 返回", Tone::Dim);
        canvas.cursor(x + 2, y + 1);
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let digits = self.verbs.digits(self.group.place, &self.of, world);
        let open = digits.into_iter().filter(|digit| digit.open);
        open.map(|digit| (digit.key.to_string(), digit.name.to_owned())).collect()
    }

    fn name(&self) -> &'static str {
        self.group.name
    }

    fn floats(&self) -> bool {
        true
    }
}
