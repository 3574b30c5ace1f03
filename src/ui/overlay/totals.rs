//! 数字: the five totals in one paragraph to read out, for any officer at any moment; a digit prints them.

use xieban_domain::figures::{Figures, Period, PeriodKind, read_out};
use xieban_forms as forms;
use xieban_office::question;
use xieban_term::{Canvas, Code, Key, Tone};

use super::paper::{Job, PaperPreview};
use crate::keymap::{digit, is_enter};
use crate::layer::{Action, KeyHint, Layer, News};
use crate::pending::Pending;
use crate::world::World;

/// One of the five: asked for, and then here.
#[derive(Default)]
struct Total {
    asked: Pending<question::Figures>,
    figures: Option<Figures>,
}

/// The totals.
#[derive(Default)]
pub(crate) struct TotalsSheet {
    of: [Total; 5],
}

impl TotalsSheet {
    fn ask(&mut self, world: &World) -> Vec<Action> {
        let today = world.now().date();
        let each = self.of.iter_mut().zip(PeriodKind::ALL);
        each.map(|(total, span)| {
            total.asked.ask(question::Figures { period: Period::of(span, today) }, world)
        })
        .collect()
    }

    /// All five, once they are here.
    fn all(&self) -> Option<[Figures; 5]> {
        let [day, week, month, quarter, year] = &self.of;
        let of = |total: &Total| total.figures.clone();
        Some([of(day)?, of(week)?, of(month)?, of(quarter)?, of(year)?])
    }

    fn print(&self, world: &World) -> Vec<Action> {
        let Some(of) = self.all() else { return Vec::new() };
        let sheet =
            forms::totals(&forms::Totals { now: world.now(), of: &of, settings: &world.header.settings });
        let job = Job { case: None, again: false };
        vec![Action::Close, Action::Open(Box::new(PaperPreview::to_print(vec![sheet], job)))]
    }
}

impl Layer for TotalsSheet {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        match digit(key) {
            Some(1) => Some(self.print(world)),
            _ if key.code == Code::Esc || is_enter(key) => Some(vec![Action::Close]),
            _ => None,
        }
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        for total in &mut self.of {
            if let Some(view) = total.asked.answer(news) {
                total.figures = Some(view.now.clone());
            }
        }
        match news {
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(76);
        let said = self.all().map_or_else(|| "正在算……".to_owned(), |of| read_out(world.now(), &of));
        // A period a line: it is read out, and looked at.
        let lines: Vec<String> = said
            .replace('；', "；\n")
            .lines()
            .flat_map(|line| xieban_text::wrap(canvas.metrics, line, cells.saturating_sub(4).into()))
            .collect();
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, "数字");
        for (line, at) in lines.iter().zip(y + 1..y + rows.saturating_sub(3)) {
            canvas.put(x + 2, at, line, Tone::Text);
        }
        let foot = y + rows.saturating_sub(2);
        canvas.put(x + 2, foot, "1 出单   Esc 返回   逐项和看件在 F6 监督", Tone::Key);
        canvas.cursor(x + 2, foot);
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        vec![("1".to_owned(), "出单".to_owned())]
    }

    fn name(&self) -> &'static str {
        "数字"
    }

    fn floats(&self) -> bool {
        true
    }
}
