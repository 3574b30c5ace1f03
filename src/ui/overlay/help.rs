//! 帮助: what the keys do here, made from the live keymap.

use xieban_term::{Canvas, Code, Key, Tone};

use super::library::DocumentList;
use crate::chrome::BELOW;
use crate::keymap::{Verb, bindings, digit};
use crate::layer::{Action, KeyHint, Layer};
use crate::world::World;

/// Rows of the frame and the keys.
const FRAME: u16 = 3;

/// The help of the layer below.
pub(crate) struct Help {
    title: String,
    rows: Vec<KeyHint>,
    from: usize,
}

impl Help {
    pub(crate) fn new(name: &str, hints: Vec<KeyHint>, world: &World) -> Self {
        let mut rows = hints;
        rows.push((String::new(), String::new()));
        for binding in bindings(world.header.settings.practice) {
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

    /// Rows in sight where there are so many for the whole.
    fn shown(&self, height: u16) -> usize {
        self.rows.len().min(height.saturating_sub(FRAME).into())
    }
}

impl Layer for Help {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let page = self.shown(world.size.1.saturating_sub(BELOW));
        let last = self.rows.len().saturating_sub(page);
        let to = match (digit(key), key.code) {
            (Some(1), _) => {
                return Some(vec![Action::Close, Action::Open(Box::new(DocumentList::new(world)))]);
            }
            (_, Code::Esc | Code::F(1) | Code::Enter) => return Some(vec![Action::Close]),
            (_, Code::Down) => self.from + 1,
            (_, Code::Up) => self.from.saturating_sub(1),
            (_, Code::PageDown) => self.from + page,
            (_, Code::PageUp) => self.from.saturating_sub(page),
            (_, Code::Home) => 0,
            (_, Code::End) => last,
            _ => return None,
        };
        self.from = to.min(last);
        Some(Vec::new())
    }

    fn draw(&self, canvas: &mut Canvas<'_>, _: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(70);
        let shown = u16::try_from(self.shown(height)).unwrap_or(0);
        let rows = (shown + FRAME).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, &self.title);
        for (row, (key, what)) in self.rows.iter().skip(self.from).take(shown.into()).enumerate() {
            let at = y + 1 + u16::try_from(row).unwrap_or(0);
            canvas.put_in(x + 2, at, 20, key, Tone::Key);
            canvas.put_in(x + 22, at, cells.saturating_sub(24), what, Tone::Text);
        }
        canvas.put(
            x + 2,
            y + rows.saturating_sub(2),
            "1 制度、流程图、办事指南   上下、PgDn翻看   Esc 返回",
            Tone::Dim,
        );
        canvas.cursor(x + 2, y + rows.saturating_sub(2));
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        Vec::new()
    }

    fn name(&self) -> &'static str {
        "帮助"
    }

    fn floats(&self) -> bool {
        true
    }
}
