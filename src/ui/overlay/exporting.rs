//! 导出: the figures of a period and its cases as a workbook. How far it has come, and where the file lies; Esc stops it, and then
//! nothing is left.

use xieban_domain::figures::{Period, PeriodKind};
use xieban_export::Table;
use xieban_office::{Answer, Export, FiguresView, FileType, Query};
use xieban_term::{Canvas, Code, Key, Tone};
use xieban_text as text;

use crate::event::{Effect, Ticket};
use crate::keymap::{digit, is_enter};
use crate::layer::{Action, KeyHint, Layer, News};
use crate::world::World;

/// Cells of the frame.
const WIDTH: u16 = 68;
/// Cells of the bar.
const BAR: usize = 40;

enum ExportStage {
    /// Which period?
    Choosing,
    /// Its figures were asked for.
    Asking(Ticket),
    /// Under way: so many rows of so many; of none nothing is known yet.
    Working { ticket: Ticket, done: usize, of: usize },
    /// The file is there.
    Done(String),
    /// There is none, and why.
    Failed(String),
}

/// An export on the screen.
pub(crate) struct ExportSheet {
    period: Option<Period>,
    /// What a screen lists, instead of figures.
    table: Option<Table>,
    stage: ExportStage,
}

/// What may be chosen here, each with its digit.
fn choices(world: &World) -> [(&'static str, Period); 4] {
    let month = Period::of(PeriodKind::Month, world.now().date());
    [
        ("本月", month),
        ("上月", month.previous()),
        ("本季度", Period::of(PeriodKind::Quarter, month.from)),
        ("今年", Period::of(PeriodKind::Year, month.from)),
    ]
}

impl ExportSheet {
    /// The period is chosen here.
    pub(crate) const fn new() -> Self {
        Self { period: None, table: None, stage: ExportStage::Choosing }
    }

    /// Of this period: it begins as this opens. For a screen that shows one already.
    pub(crate) const fn of(period: Period) -> Self {
        Self { period: Some(period), table: None, stage: ExportStage::Choosing }
    }

    /// Of what a screen lists: it begins as this opens.
    pub(crate) const fn listed(table: Table) -> Self {
        Self { period: None, table: Some(table), stage: ExportStage::Choosing }
    }

    fn start(&mut self, world: &World) -> Vec<Action> {
        if let Some(table) = &self.table {
            let (name, sheets) = (table.title.clone(), vec![table.clone()]);
            return self.begin(Export { name, ending: FileType::Xlsx, sheets, cases: None }, world);
        }
        let Some(period) = self.period else { return Vec::new() };
        let (ticket, asking) = world.ask(Query::Figures(period));
        self.stage = ExportStage::Asking(ticket);
        vec![Action::Do(asking)]
    }

    /// What the asker may see of the figures is known: they and the cases go into a file.
    fn export(&mut self, figures: &FiguresView, world: &World) -> Vec<Action> {
        let export = Export {
            name: format!("{}报表", figures.period.name()),
            ending: FileType::Xlsx,
            sheets: figures.tables(&world.header, world.facts),
            cases: Some(figures.period),
        };
        self.begin(export, world)
    }

    fn begin(&mut self, export: Export, world: &World) -> Vec<Action> {
        let ticket = world.ticket();
        self.stage = ExportStage::Working { ticket, done: 0, of: 0 };
        vec![Action::Do(Effect::Export(ticket, Box::new(export)))]
    }

    fn stop(&mut self) -> Vec<Action> {
        self.stage = ExportStage::Failed("已取消，没有导出文件。".to_owned());
        vec![Action::Do(Effect::StopExport)]
    }

    /// Lines with their tones, and the keys.
    fn lines(&self, world: &World) -> (Vec<(String, Tone)>, &'static str) {
        let figures = self.period.map(|period| format!("{}的数字和件", period.name()));
        let listed = self.table.as_ref().map(|table| table.title.clone());
        let title = figures.or(listed).map(|title| (title, Tone::Text));
        let mut lines: Vec<(String, Tone)> = title.into_iter().collect();
        let keys = match &self.stage {
            ExportStage::Choosing => {
                let choice = |((name, period), at): ((&str, Period), usize)| {
                    (format!("{at} {name}  {}", period.name()), Tone::Text)
                };
                lines.push(("导出哪一段时间的数字和件？".to_owned(), Tone::Title));
                lines.extend(choices(world).into_iter().zip(1..).map(choice));
                "Esc 返回"
            }
            ExportStage::Asking(_) | ExportStage::Working { of: 0, .. } => {
                lines.push(("正在导出……".to_owned(), Tone::Notice));
                "Esc 取消"
            }
            ExportStage::Working { done, of, .. } => {
                let (full, percent) = (done * BAR / of, done * 100 / of);
                let bar = format!("[{}{}]", "#".repeat(full.min(BAR)), ".".repeat(BAR.saturating_sub(full)));
                lines.push((format!("正在导出……  {done} / {of} 件"), Tone::Notice));
                lines.push((format!("{bar} {percent:>3}%"), Tone::Text));
                "Esc 取消"
            }
            ExportStage::Done(file) => {
                lines.push((format!("已导出，文件在：{file}"), Tone::Notice));
                "Enter 返回"
            }
            ExportStage::Failed(why) => {
                lines.push((format!("! {why}"), Tone::Error));
                "1 重试   Esc 返回"
            }
        };
        (lines, keys)
    }
}

impl Layer for ExportSheet {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.start(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let leaves = key.code == Code::Esc;
        Some(match (&self.stage, digit(key)) {
            (ExportStage::Choosing, Some(figure)) => {
                let chosen = figure.checked_sub(1).and_then(|at| choices(world).get(at).copied());
                self.period = chosen.map(|(_, period)| period);
                self.start(world)
            }
            (ExportStage::Asking(_) | ExportStage::Working { .. }, None) if leaves => self.stop(),
            (ExportStage::Failed(_), Some(1)) => self.start(world),
            (ExportStage::Choosing, None) if leaves => vec![Action::Close],
            (ExportStage::Done(_) | ExportStage::Failed(_), None) if leaves || is_enter(key) => {
                vec![Action::Close]
            }
            (_, _) => Vec::new(),
        })
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        match (news, &self.stage) {
            (News::Answer(ticket, Ok(Answer::Figures(figures))), ExportStage::Asking(mine))
                if ticket == mine =>
            {
                return self.export(figures, world);
            }
            (News::Answer(ticket, Err(sentence)), ExportStage::Asking(mine)) if ticket == mine => {
                self.stage = ExportStage::Failed(sentence.clone());
            }
            (News::Exporting(ticket, done, of), ExportStage::Working { ticket: mine, .. })
                if ticket == mine =>
            {
                self.stage = ExportStage::Working { ticket: *ticket, done: *done, of: *of };
            }
            (News::Exported(ticket, outcome), ExportStage::Working { ticket: mine, .. })
                if ticket == mine =>
            {
                self.stage = match outcome {
                    Ok(file) => ExportStage::Done(file.clone()),
                    Err(sentence) => ExportStage::Failed(sentence.clone()),
                };
            }
            (_, _) => {}
        }
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(WIDTH);
        let (lines, keys) = self.lines(world);
        let inner = usize::from(cells.saturating_sub(4));
        let wrapped: Vec<(String, Tone)> = lines
            .into_iter()
            .flat_map(|(line, tone)| {
                text::wrap(canvas.metrics, &line, inner).into_iter().map(move |line| (line, tone))
            })
            .collect();
        let rows = u16::try_from(wrapped.len()).unwrap_or(9).saturating_add(4).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, "导出");
        for ((line, tone), row) in wrapped.iter().zip(y + 1..y + rows.saturating_sub(2)) {
            canvas.put(x + 2, row, line, *tone);
        }
        canvas.put(x + 2, y + rows.saturating_sub(2), keys, Tone::Key);
        canvas.cursor(x + 2, y + rows.saturating_sub(2));
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let (_, keys) = self.lines(world);
        keys.split("   ")
            .filter_map(|hint| hint.split_once(' ').filter(|hint| *hint != ("Esc", "返回")))
            .map(|(key, does)| (key.to_owned(), does.to_owned()))
            .collect()
    }

    fn name(&self) -> &'static str {
        "导出"
    }

    fn floats(&self) -> bool {
        true
    }
}
