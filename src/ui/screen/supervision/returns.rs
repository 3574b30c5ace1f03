//! 否定件登记簿: what was refused in a month (R55): number, day, matter, ground, who countersigned. Enter reads the case.

use xieban_domain::case::state::Disposed;
use xieban_domain::figures::{Measure, Period, PeriodKind};
use xieban_domain::moment::short_date;
use xieban_export::{Cell, Table};
use xieban_office::{CaseList, CaseRow, Counted, question};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::keymap::{digit, is_enter};
use crate::layer::{Action, KeyHint, Layer, News};
use crate::overlay::counted::CountedCases;
use crate::overlay::exporting::ExportSheet;
use crate::pending::Pending;
use crate::widget::marked::Marked;
use crate::world::World;

/// So many are listed: far more than are refused in a month.
const MOST: usize = 500;

/// The view.
pub(super) struct Returns {
    month: Option<Period>,
    list: Option<CaseList>,
    marked: Marked,
    asked: Pending<question::Counted>,
}

impl Returns {
    pub(super) const fn new() -> Self {
        Self { month: None, list: None, marked: Marked::new(), asked: Pending::none() }
    }

    fn month(&self, world: &World) -> Period {
        self.month.unwrap_or_else(|| Period::of(PeriodKind::Month, world.now().date()))
    }

    fn counted(&self, world: &World) -> Counted {
        Counted {
            measures: vec![Measure::Return],
            period: self.month(world),
            officer: None,
            offset: 0,
            limit: MOST,
        }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        vec![self.asked.ask(question::Counted { of: self.counted(world) }, world)]
    }

    fn turn(&mut self, to: Period, world: &World) -> Vec<Action> {
        (self.month, self.list, self.marked) = (Some(to), None, Marked::new());
        self.ask(world)
    }

    fn rows(&self) -> &[CaseRow] {
        self.list.as_ref().map_or(&[], |list| &list.rows)
    }

    /// The case under the marker.
    fn open(&self, world: &World) -> Vec<Action> {
        let Some(row) = self.rows().get(self.marked.at()) else { return Vec::new() };
        let title = format!("退回件  {}", self.month(world).name());
        vec![Action::Open(Box::new(CountedCases::at(
            title,
            self.counted(world),
            self.marked.at(),
            row.record.case.id(),
        )))]
    }
}

/// The digit that exports it.
const EXPORT: usize = 1;

/// The register as a table.
fn table(rows: &[CaseRow], month: Period, world: &World) -> Table {
    let cells = |row: &CaseRow| {
        let case = &row.record.case;
        let [_, _, title, ground, countersigned, notice] = columns(row, world);
        let mut cells = vec![
            Cell::Text(world.header.settings.paper(case.id().number())),
            Cell::Date(case.opening.at.date()),
        ];
        let officer = world.header.staff.name(&case.opening.officer).to_owned();
        cells.extend([title, ground, officer, countersigned, notice].map(Cell::Text));
        cells
    };
    Table {
        title: format!("否定件登记簿{}", month.name()),
        notes: Vec::new(),
        header: ["编号", "登记", "事项", "理由", "责任人", "会签", "反馈单"].map(str::to_owned).into(),
        rows: rows.iter().map(cells).collect(),
    }
}

/// Where the columns begin, and how wide they are.
fn layout(width: u16) -> [(u16, u16); 6] {
    let spare = width.saturating_sub(80);
    let mut x = 2;
    [8, 6, 20 + spare / 2, 20 + (spare - spare / 2), 10, 8].map(|cells| {
        let at = (x, cells);
        x += cells + 1;
        at
    })
}

fn columns(row: &CaseRow, world: &World) -> [String; 6] {
    let (case, today) = (&row.record.case, world.now().date());
    let (ground, countersigned) = match &case.disposed {
        Some(Disposed::Return { ground, countersigned, .. }) => (ground.name(), countersigned.as_ref()),
        Some(Disposed::Prompt | Disposed::Instant { .. } | Disposed::Promise { .. }) | None => ("", None),
    };
    [
        case.id().spoken(),
        short_date(case.opening.at.date(), today),
        case.opening.title.clone(),
        ground.to_owned(),
        countersigned.map_or_else(|| "黄 待会签".to_owned(), |by| world.header.staff.name(&by.by).to_owned()),
        countersigned.map_or_else(String::new, |by| format!("第{}号", by.number.seq)),
    ]
}

impl Layer for Returns {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let count = self.rows().len();
        match key.code {
            _ if self.marked.step(key, count) => {}
            Code::PageUp => return Some(self.turn(self.month(world).previous(), world)),
            Code::PageDown => return Some(self.turn(self.month(world).next(), world)),
            _ if is_enter(key) => return Some(self.open(world)),
            _ if digit(key) == Some(EXPORT) && !self.rows().is_empty() => {
                let table = table(self.rows(), self.month(world), world);
                return Some(vec![Action::Open(Box::new(ExportSheet::listed(table)))]);
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(list) = self.asked.answer(news) {
            self.list = Some(list.clone());
            self.marked.within(list.rows.len());
            return Vec::new();
        }
        match news {
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let x = canvas.put(1, 0, &format!("否定件登记簿  {}", self.month(world).name()), Tone::Title);
        let Some(list) = &self.list else {
            canvas.put(2, 1, "正在读……", Tone::Dim);
            return;
        };
        if list.rows.is_empty() {
            canvas.put(2, 2, "这个月没有退回件。", Tone::Dim);
            return;
        }
        canvas.put(x + 2, 0, &format!("{}件", list.rows.len()), Tone::Text);
        let columns_at = layout(width);
        for (name, (x, cells)) in ["编号", "登记", "事项", "理由", "会签", "反馈单"].iter().zip(columns_at)
        {
            canvas.put_in(x, 1, cells, name, Tone::Label);
        }
        let room = 2..height.max(3);
        self.marked.draw(canvas, room, list.rows.iter(), |canvas, y, row| {
            for ((x, cells), text) in columns_at.into_iter().zip(columns(row, world)) {
                let tone = if text.starts_with("黄 ") { Tone::Amber } else { Tone::Text };
                canvas.put_in(x, y, cells, &text, tone);
            }
        });
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world)
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        [("上下", "选件"), ("Enter", "看件"), ("1", "导出"), ("PgUp/PgDn", "上月下月")]
            .map(|(key, what)| (key.to_owned(), what.to_owned()))
            .into()
    }

    fn name(&self) -> &'static str {
        "否定件"
    }
}
