//! 帮助: what the keys do here, made from the live keymap.

use crate::term::{Canvas, Code, Key, Tone};
use crate::ui::keymap::{BINDINGS, Verb};
use crate::ui::layer::{Hint, Layer, Wish};
use crate::ui::world::World;

/// The help of the layer below.
pub(crate) struct Help {
    title: String,
    rows: Vec<Hint>,
    from: usize,
}

impl Help {
    pub(crate) fn new(name: &str, hints: Vec<Hint>) -> Self {
        let mut rows = hints;
        rows.push((String::new(), String::new()));
        for binding in &BINDINGS {
            let second = match binding.key.code {
                Code::F(n @ 1..=9) => format!(" 或 Alt-{n}"),
                Code::F(10) => " 或 Alt-0".to_owned(),
                Code::F(12) => " 或 Alt-=".to_owned(),
                _ if binding.verb == Verb::Palette => " 或 :".to_owned(),
                _ => String::new(),
            };
            rows.push((format!("{}{second}", binding.key), binding.long.to_owned()));
        }
        rows.push(("/ 或 、".to_owned(), "查找".to_owned()));
        rows.push(("Esc".to_owned(), "返回，不丢已填的内容".to_owned()));
        Self { title: format!("帮助：{name}"), rows, from: 0 }
    }
}

impl Layer for Help {
    fn key(&mut self, key: Key, _: &World) -> Option<Vec<Wish>> {
        match key.code {
            Code::Esc | Code::F(1) | Code::Enter => Some(vec![Wish::Close]),
            Code::Down | Code::PageDown => {
                self.from = (self.from + 1).min(self.rows.len().saturating_sub(5));
                Some(Vec::new())
            }
            Code::Up | Code::PageUp => {
                self.from = self.from.saturating_sub(1);
                Some(Vec::new())
            }
            _ => None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, _: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(70);
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX).saturating_add(3).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, &self.title);
        for (row, (key, what)) in
            self.rows.iter().skip(self.from).take(rows.saturating_sub(3).into()).enumerate()
        {
            let at = y + 1 + u16::try_from(row).unwrap_or(0);
            canvas.put_in(x + 2, at, 20, key, Tone::Key);
            canvas.put_in(x + 22, at, cells.saturating_sub(24), what, Tone::Text);
        }
        canvas.put(x + 2, y + rows.saturating_sub(2), "上下翻看   Esc 返回", Tone::Dim);
        canvas.cursor(x + 2, y + rows.saturating_sub(2));
    }

    fn hints(&self, _: &World) -> Vec<Hint> {
        Vec::new()
    }

    fn name(&self) -> &'static str {
        "帮助"
    }

    fn floats(&self) -> bool {
        true
    }
}
