//! 命令: every action by its Chinese name or pinyin initials.

use xieban_term::{Canvas, Code, Key, Tone};
use xieban_text::Field;
use xieban_words::pinyin::Spelled;

use crate::keymap::{Verb, bindings, is_enter};
use crate::layer::{Action, KeyHint, Layer};
use crate::world::World;

/// The palette.
pub(crate) struct Palette {
    query: Field,
    rows: Vec<(Verb, String, String, Spelled)>,
    at: usize,
}

impl Palette {
    pub(crate) fn new(world: &World) -> Self {
        let row = |binding: &crate::keymap::Binding| {
            (binding.verb, binding.long.to_owned(), binding.key.to_string(), Spelled::new(binding.long))
        };
        Self {
            query: Field::new(30),
            rows: bindings(world.header.settings.practice).map(row).collect(),
            at: 0,
        }
    }

    fn found(&self) -> Vec<&(Verb, String, String, Spelled)> {
        let query = xieban_words::canonical::query(&self.query.text());
        let mut found: Vec<_> = self.rows.iter().filter_map(|row| Some((row.3.fit(&query)?, row))).collect();
        found.sort_by_key(|(fit, _)| *fit);
        match query.is_empty() {
            true => self.rows.iter().collect(),
            false => found.into_iter().map(|(_, row)| row).collect(),
        }
    }
}

impl Layer for Palette {
    fn key(&mut self, key: Key, _: &World) -> Option<Vec<Action>> {
        if is_enter(key) {
            let verb = self.found().get(self.at).map(|row| row.0);
            return Some([Action::Close].into_iter().chain(verb.map(Action::Run)).collect());
        }
        match key {
            Key { code: Code::Esc, .. } => return Some(vec![Action::Close]),
            Key { code: Code::Down, .. } => self.at = (self.at + 1).min(self.found().len().saturating_sub(1)),
            Key { code: Code::Up, .. } => self.at = self.at.saturating_sub(1),
            Key { code: Code::Backspace, .. } => self.query.backspace(),
            Key { code: Code::Char(c), ctrl: false, alt: false } => {
                self.query.insert(c.encode_utf8(&mut [0; 4]));
                self.at = 0;
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn paste(&mut self, text: &str, _: &World) -> Vec<Action> {
        self.query.insert(text);
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, _: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(60);
        let rows = 16.min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, "命令");
        let view = self.query.view(canvas.metrics, 30);
        let start = canvas.put(x + 2, y + 1, ": ", Tone::Key);
        canvas.put(start, y + 1, &view.text, Tone::Focus);
        canvas.cursor(start + u16::try_from(view.caret).unwrap_or(0), y + 1);
        let shown = usize::from(rows.saturating_sub(4));
        let first = (self.at + 1).saturating_sub(shown);
        for (row, (_, long, key, _)) in self.found().iter().skip(first).take(shown).enumerate() {
            let at = y + 2 + u16::try_from(row).unwrap_or(0);
            canvas.put(
                x + 2,
                at,
                if first + row == self.at { canvas.glyphs.marker } else { " " },
                Tone::Marker,
            );
            canvas.put_in(x + 4, at, cells.saturating_sub(16), long, Tone::Text);
            canvas.put_before(x + cells - 2, at, key, Tone::Key);
        }
        canvas.put(
            x + 2,
            y + rows.saturating_sub(2),
            "中文名或拼音首字母   Enter 执行   Esc 返回",
            Tone::Dim,
        );
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        vec![("Enter".to_owned(), "执行".to_owned())]
    }

    fn name(&self) -> &'static str {
        "命令"
    }

    fn floats(&self) -> bool {
        true
    }
}
