//! 日志总表: which day, and then its sheet comes out of the printer.

use xieban_forms as forms;
use xieban_office::{Answer, DaySheet, Query};
use xieban_term::{Canvas, Code, Key, Tone};

use super::paper::{Job, PaperPreview};
use crate::event::Ticket;
use crate::form::{Form, KeyOutcome, NO_DATE, date};
use crate::keymap::SAVE;
use crate::layer::{Action, KeyHint, Layer, News};
use crate::world::World;

/// Asks for the day.
pub(crate) struct DayLog {
    form: Form<usize>,
    waiting: Option<Ticket>,
    message: &'static str,
}

impl DayLog {
    /// Today, unless another day is typed.
    pub(crate) fn new(world: &World) -> Self {
        let mut form = Form::new().text_field(0, "哪一天", 12);
        form.set_text(0, &world.now().date().to_string());
        Self { form, waiting: None, message: "" }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        let Some(date) = date(&self.form.text(0)) else {
            self.message = NO_DATE;
            return Vec::new();
        };
        let (ticket, effect) = world.ask(Query::DaySheet(date));
        self.waiting = Some(ticket);
        vec![Action::Do(effect)]
    }
}

/// The sheet of a day as the desk prints it.
fn sheet(day: &DaySheet, world: &World) -> forms::Sheet {
    forms::day_sheet(&forms::Day {
        date: day.date,
        duty: &day.duty,
        entries: &day.entries,
        carried: &day.carried,
        received: day.received,
        tallied: day.tallied,
        left: &day.left,
        shifts_left: &day.shifts_left,
        missing: &day.missing,
        last: day.last,
        settings: &world.header.settings,
        staff: &world.header.staff,
    })
}

impl Layer for DayLog {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if key.code == Code::Esc {
            return Some(vec![Action::Close]);
        }
        if self.waiting.is_some() {
            return Some(Vec::new());
        }
        if key.twin() == SAVE {
            return Some(self.ask(world));
        }
        match self.form.key(key) {
            KeyOutcome::PastEnd => Some(self.ask(world)),
            KeyOutcome::Nothing => None,
            KeyOutcome::Changed(_) | KeyOutcome::Moved | KeyOutcome::Left(_) | KeyOutcome::PastStart => {
                self.message = "";
                Some(Vec::new())
            }
        }
    }

    fn paste(&mut self, text: &str, _: &World) -> Vec<Action> {
        self.form.paste(text);
        Vec::new()
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        match news {
            News::Answer(ticket, outcome) if self.waiting == Some(*ticket) => {
                self.waiting = None;
                match outcome {
                    Ok(Answer::DaySheet(day)) => {
                        let job = Job { case: None, again: false };
                        vec![
                            Action::Close,
                            Action::Open(Box::new(PaperPreview::to_print(vec![sheet(day, world)], job))),
                        ]
                    }
                    // What failed is said on the message line.
                    Ok(_) | Err(_) => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, _: &World) {
        let (width, height) = canvas.size();
        let (cells, rows) = (width.saturating_sub(4).min(66), 8.min(height));
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        let inner = cells.saturating_sub(4);
        canvas.frame(x, y, cells, rows, "日志总表");
        canvas.put_in(x + 2, y + 1, inner, "姓名遮蔽；末尾印当日台账校验码，由协办员签字。", Tone::Text);
        canvas.sub(x + 2, y + 2, inner, 1, |canvas| {
            self.form.draw(canvas, 12, true);
        });
        canvas.put_in(x + 2, y + 4, inner, self.message, Tone::Error);
        let foot =
            if self.waiting.is_some() { "正在汇总……" } else { "F8 或 Enter 出单   Esc 返回" };
        canvas.put_in(x + 2, y + rows.saturating_sub(2), inner, foot, Tone::Dim);
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        vec![("F8".to_owned(), "出单".to_owned())]
    }

    fn name(&self) -> &'static str {
        "日志总表"
    }

    fn floats(&self) -> bool {
        true
    }
}
