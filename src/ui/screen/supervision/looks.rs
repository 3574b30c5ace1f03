//! 查看记录: who looked at whose identity, and why, the newest first. For leaders and the two offices; nobody else finds the view. A
//! reason names nobody: the office masks it. Enter opens the case or the complaint.

use std::ops::Range;

use chrono::Datelike as _;
use xieban_domain::moment::Moment;
use xieban_domain::reveal::{LookEntry, Whose};
use xieban_office::{LookList, Query, may_ask, question};
use xieban_term::{Canvas, Key, Tone};

use crate::keymap::is_enter;
use crate::layer::{Action, KeyHint, Layer, News};
use crate::pending::Pending;
use crate::widget::marked::Marked;
use crate::world::World;

/// So many rows are asked for on either side of the marker: more than a screen shows.
const ROUND: usize = 100;
/// Any part of the list: for the roles that may ask for it.
const ANY: Query = Query::Looks { offset: 0, limit: 0 };
/// Where the columns begin, and how wide they are; the last has the rest of the row.
const COLUMNS: [(u16, u16, &str); 4] = [(2, 11, "时间"), (14, 8, "谁"), (23, 13, "编号"), (37, 8, "看到")];
const WHY: u16 = 46;

/// The view.
#[derive(Default)]
pub(super) struct LooksView {
    part: Option<LookList>,
    marked: Marked,
    asked: Pending<question::Looks>,
}

impl LooksView {
    fn ask(&mut self, world: &World) -> Vec<Action> {
        let offset = self.marked.at().saturating_sub(ROUND);
        if !self.stands(world) {
            self.part = None;
            return Vec::new();
        }
        vec![self.asked.ask(question::Looks { offset, limit: 2 * ROUND }, world)]
    }

    fn total(&self) -> usize {
        self.part.as_ref().map_or(0, |part| part.total)
    }

    /// What is here of the list.
    fn there(&self) -> Range<usize> {
        self.part.as_ref().map_or(0..0, |part| part.offset..part.offset + part.looks.len())
    }

    /// Asks for what is round the marker, unless it is here.
    fn near(&mut self, world: &World) -> Vec<Action> {
        let here = self.total() == 0 || self.there().contains(&self.marked.at());
        if here { Vec::new() } else { self.ask(world) }
    }

    fn row(&self, at: usize) -> Option<&LookEntry> {
        self.part.as_ref().and_then(|part| part.looks.get(at.checked_sub(part.offset)?))
    }

    fn take(&mut self, part: &LookList) {
        // The marker stays on its row, whatever came above it.
        let marked = self.row(self.marked.at()).map(|look| look.page);
        let still = part.looks.iter().position(|look| Some(look.page) == marked);
        let at = still.map_or(self.marked.at(), |place| part.offset + place);
        self.marked.go_to(at.min(part.total.saturating_sub(1)));
        self.part = Some(part.clone());
    }

    fn open(&self) -> Vec<Action> {
        match self.row(self.marked.at()).map(|look| look.what.of) {
            Some(Whose::Case(id)) => vec![Action::Case(id)],
            Some(Whose::Complaint(id)) => vec![Action::Complaint(id)],
            None => Vec::new(),
        }
    }
}

/// To the minute in this year, to the day before.
fn when(at: Moment, world: &World) -> String {
    let this = at.date().year() == world.now().date().year();
    if this { at.screen_time() } else { at.date().to_string() }
}

/// The number by which it is called; with the year where that is another.
fn number(of: Whose, world: &World) -> String {
    match of {
        Whose::Case(id) if i32::from(id.year) == world.now().date().year() => id.spoken(),
        Whose::Case(id) => id.dated(),
        Whose::Complaint(id) => id.to_string(),
    }
}

/// A look in a sentence.
fn told(look: &LookEntry, world: &World) -> String {
    let LookEntry { page, by, at, what } = look;
    format!(
        "{} {} {}（{by}）查看{}，看到{}。为什么：{}。记在第{page}页。",
        at.date(),
        at.clock(),
        world.header.staff.name(by),
        number(what.of, world),
        what.purpose.extent().name(),
        what.why().trim_end_matches('。'),
    )
}

impl Layer for LooksView {
    fn stands(&self, world: &World) -> bool {
        world.may_ask(&ANY)
    }

    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if is_enter(key) {
            return Some(self.open());
        }
        self.marked.key(key, self.total()).then(|| self.near(world))
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(part) = self.asked.answer(news) {
            self.take(part);
            return self.near(world);
        }
        match news {
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let Some(part) = self.part.as_ref().filter(|part| part.total > 0) else {
            let none = match &self.part {
                Some(_) => "还没有人查看过身份。".to_owned(),
                None if self.stands(world) => "正在读……".to_owned(),
                // The role was taken from whoever looks at it.
                None => may_ask(&ANY).refusal().to_string(),
            };
            canvas.put_in(2, 0, width.saturating_sub(3), &none, Tone::Dim);
            return;
        };
        for (x, cells, name) in COLUMNS {
            canvas.put_in(x, 0, cells, name, Tone::Label);
        }
        canvas.put_in(WHY, 0, 8, "为什么", Tone::Label);
        let count = format!("{} / {}次", self.marked.at() + 1, part.total);
        canvas.put_before(width.saturating_sub(1), 0, &count, Tone::Dim);
        // The marked one stands whole below the others.
        let cells = usize::from(width.saturating_sub(4));
        let marked = (self.row(self.marked.at()))
            .map_or_else(Vec::new, |look| xieban_text::wrap(canvas.metrics, &told(look, world), cells));
        let below = u16::try_from(marked.len()).unwrap_or(0).min(height / 2);
        let room = height.saturating_sub(below + 1);
        self.marked.draw(canvas, 1..room, (0..part.total).map(|at| self.row(at)), |canvas, y, look| {
            let Some(look) = look else { return };
            let texts = [
                when(look.at, world),
                world.header.staff.name(&look.by).to_owned(),
                number(look.what.of, world),
                look.what.purpose.extent().name().to_owned(),
            ];
            for ((x, cells, _), text) in COLUMNS.into_iter().zip(texts) {
                canvas.put_in(x, y, cells, &text, Tone::Text);
            }
            canvas.put_in(WHY, y, width.saturating_sub(WHY + 1), &look.what.why(), Tone::Text);
        });
        canvas.across(0, room, width, Tone::Frame);
        for (line, y) in marked.iter().zip(room + 1..height) {
            canvas.put(2, y, line, Tone::Text);
        }
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        let keys = [("上下", "选"), ("Enter", "看件"), ("左右", "换栏")];
        keys.map(|(key, what)| (key.to_owned(), what.to_owned())).into()
    }

    fn name(&self) -> &'static str {
        "查看记录"
    }
}
