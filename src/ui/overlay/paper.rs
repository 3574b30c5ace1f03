//! 单样与出单: sheets to look at, and then to print. After printing: `1 已出好 2 重打`.

use crate::domain::case::CaseCommand;
use crate::domain::command::Command;
use crate::domain::number::{CaseId, Form};
use crate::forms::Sheet;
use crate::term::{Canvas, Code, Key, Tone};
use crate::ui::chrome;
use crate::ui::event::{Effect, Ticket};
use crate::ui::keymap::{SAVE, digit, is_enter};
use crate::ui::layer::{Hint, Layer, News, Told, Wish};
use crate::ui::world::World;

/// Whose sheets they are.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    /// The case, and which forms of it are counted as printed.
    pub(crate) case: Option<(CaseId, Vec<Form>)>,
    /// Another matter of the same visitor may follow.
    pub(crate) again: bool,
}

enum Stage {
    Looking,
    Printing(Ticket),
    Out(Vec<String>),
    Failed(String),
}

/// Sheets on the screen.
pub(crate) struct Paper {
    sheets: Vec<Sheet>,
    lines: Vec<String>,
    from: usize,
    stage: Stage,
    job: Option<Job>,
}

impl Paper {
    /// Sheets only to look at.
    pub(crate) fn preview(sheets: Vec<Sheet>) -> Self {
        Self::with(sheets, None)
    }

    /// Sheets to print.
    pub(crate) fn to_print(sheets: Vec<Sheet>, job: Job) -> Self {
        Self::with(sheets, Some(job))
    }

    fn with(sheets: Vec<Sheet>, job: Option<Job>) -> Self {
        let lines = sheets
            .iter()
            .flat_map(|sheet| sheet.text().lines().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        Self { sheets, lines, from: 0, stage: Stage::Looking, job }
    }

    fn print(&mut self, world: &World) -> Vec<Wish> {
        let ticket = world.ticket();
        self.stage = Stage::Printing(ticket);
        vec![Wish::Do(Effect::Print(ticket, self.sheets.clone()))]
    }

    fn done(&self, again: bool, world: &World) -> Vec<Wish> {
        let noted = self.job.iter().filter_map(|job| job.case.as_ref()).flat_map(|(id, forms)| {
            forms.iter().map(|form| {
                let command = CaseCommand::NotePrinted { form: *form };
                Wish::Do(world.act(Command::Case { id: *id, version: None, command }).1)
            })
        });
        let told = Wish::Tell(Told::PaperOut { again });
        [Wish::Close].into_iter().chain(noted).chain([told]).collect()
    }
}

impl Layer for Paper {
    fn opened(&mut self, world: &World) -> Vec<Wish> {
        if self.job.is_some() { self.print(world) } else { Vec::new() }
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Wish>> {
        let page = usize::from(world.size.1.saturating_sub(6)).max(1);
        match key.code {
            Code::Down => self.from += 1,
            Code::Up => self.from = self.from.saturating_sub(1),
            Code::PageDown => self.from += page,
            Code::PageUp => self.from = self.from.saturating_sub(page),
            Code::Home => self.from = 0,
            Code::End => self.from = self.lines.len(),
            _ => {
                return match (&self.stage, digit(key)) {
                    (Stage::Out(_), Some(1)) => Some(self.done(false, world)),
                    (Stage::Out(_), Some(3)) if self.job.as_ref().is_some_and(|job| job.again) => {
                        Some(self.done(true, world))
                    }
                    (Stage::Out(_) | Stage::Failed(_), Some(2)) => Some(self.print(world)),
                    (Stage::Out(_), None) if is_enter(key) || key.code == Code::Esc => {
                        Some(self.done(false, world))
                    }
                    (Stage::Looking, None) if key.twin() == SAVE && self.job.is_some() => {
                        Some(self.print(world))
                    }
                    (Stage::Looking | Stage::Failed(_), None) if key.code == Code::Esc => {
                        Some(vec![Wish::Close, Wish::Tell(Told::PaperOut { again: false })])
                    }
                    (Stage::Looking, None) if key == Key::alt('v') || is_enter(key) => {
                        Some(vec![Wish::Close])
                    }
                    _ => Some(Vec::new()),
                };
            }
        }
        self.from = self.from.min(self.lines.len().saturating_sub(page));
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, _: &World) -> Vec<Wish> {
        if let (News::Printed(ticket, outcome), Stage::Printing(waiting)) = (news, &self.stage)
            && ticket == waiting
        {
            self.stage = match outcome {
                Ok(files) => Stage::Out(files.clone()),
                Err(sentence) => Stage::Failed(sentence.clone()),
            };
        }
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        canvas.clear(0, 0, width, height);
        let rows = usize::from(height.saturating_sub(4));
        let of = self.lines.len();
        canvas.put(
            1,
            0,
            &format!(
                "单样 共{}联 {}-{} / {of} 行",
                self.sheets.len(),
                self.from + 1,
                (self.from + rows).min(of)
            ),
            Tone::Title,
        );
        for (row, line) in self.lines.iter().skip(self.from).take(rows).enumerate() {
            canvas.put(2, u16::try_from(row).unwrap_or(0) + 1, line, Tone::Text);
        }
        let (foot, tone) = match &self.stage {
            Stage::Looking => ("上下翻看   Esc 返回".to_owned(), Tone::Key),
            Stage::Printing(_) => ("正在出单……".to_owned(), Tone::Dim),
            Stage::Out(_) if self.job.as_ref().is_some_and(|job| job.again) => {
                ("1 已出好   2 重打   3 同一人再办一件".to_owned(), Tone::Key)
            }
            Stage::Out(_) => ("1 已出好   2 重打".to_owned(), Tone::Key),
            Stage::Failed(sentence) => (format!("! {sentence}   2 重打   Esc 返回"), Tone::Error),
        };
        if let Stage::Out(files) = &self.stage {
            let where_to =
                files.first().map_or(String::new(), |file| format!("已出单 {}份：{file}", files.len()));
            canvas.put_in(1, height.saturating_sub(3), width.saturating_sub(2), &where_to, Tone::Notice);
        }
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
        canvas.put_in(1, height.saturating_sub(1), width.saturating_sub(2), &foot, tone);
        canvas.cursor(1, height.saturating_sub(1));
    }

    fn hints(&self, _: &World) -> Vec<Hint> {
        Vec::new()
    }

    fn name(&self) -> &'static str {
        "出单"
    }
}
