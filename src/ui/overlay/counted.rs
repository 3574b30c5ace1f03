//! The cases behind a figure: a list like that of 办件, page by page, and each case to read.

use xieban_domain::number::CaseId;
use xieban_office::{CaseList, CaseView, Counted, question};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::chrome;
use crate::keymap::{digit, is_enter};
use crate::layer::{Action, KeyHint, Layer, News};
use crate::pending::Pending;
use crate::screen::cases::pane;
use crate::widget::case_rows::{head, line};
use crate::world::World;

/// Rows that are not the list's: title, heads, a message, the supervision numbers, the keys.
const ROUND: u16 = 5;

/// The cases.
pub(crate) struct CountedCases {
    title: String,
    counted: Counted,
    list: CaseList,
    /// Place of the marker in the whole list.
    at: usize,
    listing: Pending<question::Counted>,
    viewing: Pending<question::Case>,
    /// To be read as soon as it opens.
    first: Option<CaseId>,
    /// The case that is read, and how far its history is turned.
    reading: Option<(Box<CaseView>, usize)>,
}

fn page(world: &World) -> usize {
    usize::from(world.size.1.saturating_sub(ROUND)).max(1)
}

impl CountedCases {
    /// What stands behind a figure, under the figure's name.
    pub(crate) fn new(title: String, counted: Counted) -> Self {
        let list = CaseList { rows: Vec::new(), offset: 0, total: 0 };
        Self {
            title,
            counted,
            list,
            at: 0,
            listing: Pending::none(),
            viewing: Pending::none(),
            first: None,
            reading: None,
        }
    }

    /// The same, with the marker on this place and its case read at once.
    pub(crate) fn at(title: String, counted: Counted, at: usize, case: CaseId) -> Self {
        Self { at, first: Some(case), ..Self::new(title, counted) }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        let limit = page(world);
        let asked = Counted { offset: self.at / limit * limit, limit, ..self.counted.clone() };
        vec![self.listing.ask(question::Counted { of: asked }, world)]
    }

    fn go(&mut self, at: usize, world: &World) -> Vec<Action> {
        self.at = at.min(self.list.total.saturating_sub(1));
        let loaded = self.list.offset..self.list.offset + self.list.rows.len();
        if loaded.contains(&self.at) { Vec::new() } else { self.ask(world) }
    }

    fn selected(&self) -> Option<CaseId> {
        let row = self.at.checked_sub(self.list.offset)?;
        self.list.rows.get(row).map(|row| row.record.case.id())
    }

    fn review(&mut self, id: Option<CaseId>, world: &World) -> Vec<Action> {
        let Some(id) = id else { return Vec::new() };
        vec![self.viewing.ask(question::Case { id }, world)]
    }

    /// A key while a case is read.
    fn read(&mut self, key: Key) -> Option<Vec<Action>> {
        let (view, scroll) = self.reading.as_mut()?;
        let to = match (key.code, digit(key)) {
            (_, Some(1)) => {
                let id = view.row.record.case.id();
                return Some(vec![Action::Case(id)]);
            }
            (Code::Esc, _) => {
                self.reading = None;
                return Some(Vec::new());
            }
            (Code::Down, _) => *scroll + 1,
            (Code::Up, _) => scroll.saturating_sub(1),
            _ => return None,
        };
        *scroll = to.min(view.timeline.len().saturating_sub(1));
        Some(Vec::new())
    }
}

impl Layer for CountedCases {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        let mut actions = self.ask(world);
        let first = self.first.take();
        actions.extend(self.review(first, world));
        actions
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if self.reading.is_some() {
            return self.read(key);
        }
        let rows = page(world);
        match key.code {
            Code::Esc => return Some(vec![Action::Close]),
            Code::Down => return Some(self.go(self.at + 1, world)),
            Code::Up => return Some(self.go(self.at.saturating_sub(1), world)),
            Code::PageDown => return Some(self.go(self.at + rows, world)),
            Code::PageUp => return Some(self.go(self.at.saturating_sub(rows), world)),
            Code::Home => return Some(self.go(0, world)),
            _ => {}
        }
        is_enter(key).then(|| self.review(self.selected(), world))
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(view) = self.viewing.answer(news) {
            let scroll = self.reading.as_ref().map_or(0, |(_, scroll)| *scroll);
            self.reading = view.clone().map(|view| (view, scroll));
            return Vec::new();
        }
        if let Some(list) = self.listing.answer(news) {
            self.list = list.clone();
            self.at = self.at.min(self.list.total.saturating_sub(1));
            // Where the last row of a page has gone, the page before is asked for.
            let gone = self.list.rows.is_empty() && self.at < self.list.offset;
            return if gone { self.ask(world) } else { Vec::new() };
        }
        match news {
            News::Changed => {
                let read = self.reading.as_ref().map(|(view, _)| view.row.record.case.id());
                let mut actions = self.ask(world);
                actions.extend(self.review(read, world));
                actions
            }
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        canvas.clear(0, 0, width, height);
        canvas.put_in(1, 0, width.saturating_sub(2), &self.title, Tone::Title);
        match &self.reading {
            Some((view, scroll)) => canvas.sub(0, 1, width, height.saturating_sub(ROUND - 1), |canvas| {
                pane(view, canvas, world, *scroll);
            }),
            None => self.draw_list(canvas, world),
        }
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
        chrome::keys(canvas, height.saturating_sub(1), &self.hints(world));
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        let keys: &[(&str, &str)] = match self.reading {
            Some(_) => &[("上下", "翻看"), ("1", "到办件里办")],
            None => &[("上下", "选件"), ("PgUp/PgDn", "翻页"), ("Enter", "详情")],
        };
        keys.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())).collect()
    }

    fn name(&self) -> &'static str {
        "数字里的件"
    }
}

impl CountedCases {
    fn draw_list(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let first = self.list.offset;
        let last = first + self.list.rows.len();
        let range = match (self.list.rows.is_empty(), last < self.list.total) {
            (true, _) if self.listing.is_open() => "正在读……".to_owned(),
            (true, _) => "没有件".to_owned(),
            (false, true) => format!("{}-{last}件，后面还有", first + 1),
            (false, false) => format!("{}-{last} / {last}件", first + 1),
        };
        canvas.put_before(width.saturating_sub(1), 0, &format!("  {range}"), Tone::Dim);
        head(canvas, 1);
        for ((at, row), y) in self.list.rows.iter().enumerate().zip(2..height.saturating_sub(ROUND - 2)) {
            line(row, canvas, world, y, first + at == self.at);
        }
    }
}
