//! A notice with lines to read and a few choices by digit: duty, complaint, confirmation.

use xieban_term::{Canvas, Code, Key, Tone};
use xieban_text::Metrics;

use crate::keymap::{digit, is_enter};
use crate::layer::{Action, KeyHint, Layer};
use crate::world::World;

type Choose = Box<dyn Fn(usize, &World) -> Vec<Action>>;

/// A notice.
pub(crate) struct Notice {
    title: String,
    lines: Vec<String>,
    choices: Vec<String>,
    choose: Choose,
    /// Enter takes the first.
    enter: bool,
    name: &'static str,
}

impl Notice {
    /// Lines to read; each choice is taken by the digit of its place, the first also by Enter.
    pub(crate) fn new(
        title: impl Into<String>,
        lines: Vec<String>,
        choices: Vec<String>,
        choose: impl Fn(usize, &World) -> Vec<Action> + 'static,
    ) -> Self {
        Self { title: title.into(), lines, choices, choose: Box::new(choose), enter: true, name: "提示" }
    }

    /// No choice is the usual one: Enter takes none.
    pub(crate) const fn by_digit_alone(mut self) -> Self {
        self.enter = false;
        self
    }

    /// Under a name of its own, by which it is known.
    pub(crate) const fn called(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// `1 否（默认） 2 是`.
    pub(crate) fn confirm(
        title: impl Into<String>,
        lines: Vec<String>,
        yes: impl Fn(&World) -> Vec<Action> + 'static,
    ) -> Self {
        let choices = vec!["否（默认）".to_owned(), "是".to_owned()];
        Self::new(title, lines, choices, move |at, world| if at == 1 { yes(world) } else { Vec::new() })
    }

    /// The choices with their digits, in as many lines as they need.
    fn foot(&self, metrics: Metrics, cells: usize) -> Vec<String> {
        let numbered = self.choices.iter().enumerate().map(|(at, choice)| format!("{} {choice}", at + 1));
        let mut lines = vec![String::new()];
        for choice in numbered.chain(["Esc 返回".to_owned()]) {
            match lines.last_mut() {
                Some(line) if line.is_empty() => line.push_str(&choice),
                Some(line) if metrics.width(line) + 3 + metrics.width(&choice) <= cells => {
                    line.push_str("   ");
                    line.push_str(&choice);
                }
                Some(_) | None => lines.push(choice),
            }
        }
        lines
    }
}

impl Layer for Notice {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let at = match (digit(key), is_enter(key), key.code) {
            (Some(n), ..) if (1..=self.choices.len()).contains(&n) => n - 1,
            (None, true, _) if !self.enter => return Some(Vec::new()),
            (None, true, _) if !self.choices.is_empty() => 0,
            (None, true, _) | (_, _, Code::Esc) => return Some(vec![Action::Close]),
            _ => return None,
        };
        let actions = (self.choose)(at, world);
        Some([Action::Close].into_iter().chain(actions).collect())
    }

    fn draw(&self, canvas: &mut Canvas<'_>, _: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(66);
        let inner = usize::from(cells.saturating_sub(4));
        let lines: Vec<String> =
            self.lines.iter().flat_map(|line| xieban_text::wrap(canvas.metrics, line, inner)).collect();
        let foot = self.foot(canvas.metrics, inner);
        let rows = u16::try_from(lines.len() + foot.len()).unwrap_or(u16::MAX).saturating_add(4).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, &self.title);
        let below = u16::try_from(foot.len()).unwrap_or(1) + 1;
        for (row, line) in lines.iter().take(rows.saturating_sub(below + 2).into()).enumerate() {
            canvas.put(x + 2, y + 1 + u16::try_from(row).unwrap_or(0), line, Tone::Text);
        }
        for (row, line) in (y + rows.saturating_sub(below)..).zip(&foot) {
            canvas.put(x + 2, row, line, Tone::Key);
        }
        canvas.cursor(x + 2, y + rows.saturating_sub(below));
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        self.choices.iter().enumerate().map(|(at, choice)| ((at + 1).to_string(), choice.clone())).collect()
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn floats(&self) -> bool {
        true
    }
}
