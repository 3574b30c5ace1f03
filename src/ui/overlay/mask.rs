//! 遮屏: nothing of a citizen on the screen; the same hand lifts it.

use crate::term::{Canvas, Code, Key, Tone};
use crate::ui::chrome;
use crate::ui::layer::{Hint, Layer, Wish};
use crate::ui::world::World;

/// The masked screen.
pub(crate) struct Mask;

impl Layer for Mask {
    fn key(&mut self, key: Key, _: &World) -> Option<Vec<Wish>> {
        match key.twin().code {
            Code::F(9) | Code::Esc | Code::Enter => Some(vec![Wish::Close]),
            _ => Some(Vec::new()),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let text = crate::text::centre(canvas.metrics, "已遮屏   按 F9 返回", width.into());
        canvas.put(0, height / 2, &text, Tone::Title);
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
    }

    fn hints(&self, _: &World) -> Vec<Hint> {
        vec![("F9".to_owned(), "返回".to_owned())]
    }

    fn name(&self) -> &'static str {
        "遮屏"
    }

    fn alone(&self) -> bool {
        true
    }
}
