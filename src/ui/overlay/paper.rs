//! 单样与出单: sheets to look at, and then to print. After printing: `1 已出好 2 重打`.
//!
//! While a printer is at work the keys go on: Esc stops it. Whatever becomes of a print, the sheet stays here until the
//! officer says it is out, and one sentence says what to do.

use std::path::Path;

use xieban_domain::case::CaseCommand;
use xieban_domain::command::Command;
use xieban_domain::number::{CaseId, Form};
use xieban_forms::Sheet;
use xieban_term::{Canvas, Code, Key, Tone};
use xieban_text as text;

use crate::chrome;
use crate::event::{Effect, Ticket};
use crate::keymap::{SAVE, digit, is_enter};
use crate::layer::{Action, KeyHint, Layer, LayerReply, News};
use crate::world::World;

/// Rows that are not the sheets': the title, the supervision numbers, the keys.
const ROUND: u16 = 3;
/// Rows at most for what became of a print.
const SAID: usize = 3;

/// Whose sheets they are.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    /// The case, and which forms of it are counted as printed.
    pub(crate) case: Option<(CaseId, Vec<Form>)>,
    /// Another matter of the same visitor may follow.
    pub(crate) again: bool,
}

enum PrintStage {
    Looking,
    Printing(Ticket),
    Out(Vec<String>),
    Failed(String),
}

/// Opens sheets that are nobody's case, to be printed.
pub(crate) fn print(sheets: Vec<Sheet>) -> Vec<Action> {
    vec![Action::Open(Box::new(PaperPreview::to_print(sheets, Job { case: None, again: false })))]
}

/// Sheets on the screen.
pub(crate) struct PaperPreview {
    sheets: Vec<Sheet>,
    lines: Vec<String>,
    from: usize,
    stage: PrintStage,
    job: Option<Job>,
}

impl PaperPreview {
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
        Self { sheets, lines, from: 0, stage: PrintStage::Looking, job }
    }

    fn print(&mut self, world: &World) -> Vec<Action> {
        let ticket = world.ticket();
        self.stage = PrintStage::Printing(ticket);
        vec![Action::Do(Effect::Print(ticket, self.sheets.clone()))]
    }

    /// Somebody says that they are out: nobody needs their files any more.
    fn seen(&self, again: bool, world: &World) -> Vec<Action> {
        let seen = Action::Do(Effect::PaperSeen(self.sheets.clone()));
        [seen].into_iter().chain(self.done(again, world)).collect()
    }

    /// The first sheet lies in a folder, and no command has taken it.
    fn lies(&self, files: &[String]) -> bool {
        let first = files.first().zip(self.sheets.first());
        first.is_some_and(|(file, sheet)| Path::new(file).ends_with(sheet.file_name()))
    }

    /// The sheets are out: they are counted, so that the next copy says 补打.
    fn done(&self, again: bool, world: &World) -> Vec<Action> {
        let noted = self.job.iter().filter_map(|job| job.case.as_ref()).flat_map(|(id, forms)| {
            forms.iter().map(|form| {
                let command = CaseCommand::NotePrinted { form: *form };
                Action::Do(world.act(Command::Case { id: *id, version: None, command }).1)
            })
        });
        let told = Action::Tell(LayerReply::PaperOut { again });
        [Action::Close].into_iter().chain(noted).chain([told]).collect()
    }

    fn may_follow(&self) -> bool {
        self.job.as_ref().is_some_and(|job| job.again)
    }

    /// A key that is none of paging.
    fn decide(&mut self, key: Key, world: &World) -> Vec<Action> {
        let (figure, leave) = (digit(key), key.code == Code::Esc);
        match (&self.stage, figure) {
            (PrintStage::Out(_) | PrintStage::Failed(_), Some(1)) => self.seen(false, world),
            (PrintStage::Out(_) | PrintStage::Failed(_), Some(2)) => self.print(world),
            (PrintStage::Out(_), Some(3)) if self.may_follow() => self.seen(true, world),
            (PrintStage::Out(_), None) if is_enter(key) || leave => self.done(false, world),
            (PrintStage::Printing(_), None) if leave => {
                let sentence = "已停止出单。看一下打印机：纸出来了按1，没出来按2重打。";
                self.stage = PrintStage::Failed(sentence.to_owned());
                vec![Action::Do(Effect::StopPrinting)]
            }
            (PrintStage::Looking, None) if key.twin() == SAVE && self.job.is_some() => self.print(world),
            (PrintStage::Looking | PrintStage::Failed(_), None) if leave => {
                vec![Action::Close, Action::Tell(LayerReply::PaperOut { again: false })]
            }
            (PrintStage::Looking, None) if key == Key::alt('v') || is_enter(key) => vec![Action::Close],
            _ => Vec::new(),
        }
    }

    /// What became of the print, in the lines it takes.
    fn said(&self, canvas: &Canvas<'_>) -> (Vec<String>, Tone) {
        let cells = usize::from(canvas.size().0.saturating_sub(2));
        let (sentence, tone) = match &self.stage {
            PrintStage::Looking | PrintStage::Printing(_) => return (Vec::new(), Tone::Dim),
            PrintStage::Out(files) => {
                let first = files.first().map_or("", String::as_str);
                (format!("已出单 {}份：{first}", files.len()), Tone::Notice)
            }
            PrintStage::Failed(sentence) => (format!("! {sentence}"), Tone::Error),
        };
        let mut lines = text::wrap(canvas.metrics, &sentence, cells);
        lines.truncate(SAID);
        (lines, tone)
    }

    fn keys_line(&self) -> (&'static str, Tone) {
        match &self.stage {
            PrintStage::Looking => ("上下翻看   Esc 返回", Tone::Key),
            PrintStage::Printing(_) => ("正在出单……   Esc 停止", Tone::Key),
            PrintStage::Out(files) => {
                let keys = match (self.lies(files), self.may_follow()) {
                    (true, true) => "1 已出好，文件删去   2 重打   3 同一人再办一件   Enter 文件先留着",
                    (true, false) => "1 已出好，文件删去   2 重打   Enter 文件先留着",
                    (false, true) => "1 已出好   2 重打   3 同一人再办一件",
                    (false, false) => "1 已出好   2 重打",
                };
                (keys, Tone::Key)
            }
            PrintStage::Failed(_) => ("1 已出好   2 重打   Esc 先不出", Tone::Key),
        }
    }
}

impl Layer for PaperPreview {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        if self.job.is_some() { self.print(world) } else { Vec::new() }
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        // A page keeps a line of the one before in sight, under whatever is said of the print.
        let page = usize::from(world.size.1.saturating_sub(ROUND)).saturating_sub(SAID).max(1);
        let last = self.lines.len().saturating_sub(page);
        self.from = match key.code {
            Code::Down => self.from + 1,
            Code::Up => self.from.saturating_sub(1),
            Code::PageDown => self.from + page,
            Code::PageUp => self.from.saturating_sub(page),
            Code::Home => 0,
            Code::End => last,
            _ => return Some(self.decide(key, world)),
        }
        .min(last);
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, _: &World) -> Vec<Action> {
        if let (News::Printed(ticket, outcome), PrintStage::Printing(waiting)) = (news, &self.stage)
            && ticket == waiting
        {
            self.stage = match outcome {
                Ok(files) => PrintStage::Out(files.clone()),
                Err(sentence) => PrintStage::Failed(sentence.clone()),
            };
        }
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        canvas.clear(0, 0, width, height);
        let (said, tone) = self.said(canvas);
        let said_rows = u16::try_from(said.len().max(1)).unwrap_or(1);
        let rows = height.saturating_sub(ROUND + said_rows);
        let (of, to) = (self.lines.len(), (self.from + usize::from(rows)).min(self.lines.len()));
        let title = format!("单样 共{}联 {}-{to} / {of} 行", self.sheets.len(), self.from + 1);
        canvas.put(1, 0, &title, Tone::Title);
        for (row, line) in (1..=rows).zip(self.lines.iter().skip(self.from)) {
            canvas.put(2, row, line, Tone::Text);
        }
        for (row, line) in (rows + 1..).zip(&said) {
            canvas.put_in(1, row, width.saturating_sub(2), line, tone);
        }
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
        let (keys, tone) = self.keys_line();
        canvas.put_in(1, height.saturating_sub(1), width.saturating_sub(2), keys, tone);
        canvas.cursor(1, height.saturating_sub(1));
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        Vec::new()
    }

    fn name(&self) -> &'static str {
        "出单"
    }
}
