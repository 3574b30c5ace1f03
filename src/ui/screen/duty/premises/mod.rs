//! Three views of the screen of duty: who is at the desk and what the office owes today, its rules on the wall, training and
//! publicity. One file a view; what a view allows is asked by digit, and the office judges it again.

mod desk;
mod rules;
mod training;

use std::rc::Rc;

use xieban_domain::documents::Library as Shelves;
use xieban_domain::premises::{Attendance, Lack, lacking};
use xieban_office::{BooksView, question};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::layer::{Action, KeyHint, Layer, LayerReply, News, Offer};
use crate::pending::Pending;
use crate::verb::Verbs;
use crate::verb::premises::BooksDesk;
use crate::world::World;

/// A view of the screen.
struct View {
    name: &'static str,
    draw: fn(&Premises, &mut Canvas<'_>, &World),
    verbs: &'static Verbs<BooksDesk>,
    /// Rows that can be marked.
    rows: fn(&Premises, &World) -> usize,
    /// Enter on the marked row.
    enter: fn(&Premises, &World) -> Vec<Action>,
}

/// Lines of what is lacking.
const SAID: u16 = 3;

/// One of the views with what it shows.
pub(super) struct Premises {
    view: View,
    /// Shared with what is done to them: every frame asks what could be.
    books: Option<Rc<BooksView>>,
    asking: Pending<question::Books>,
    at: usize,
    /// The campaign whose rules are listed, by its place among all.
    tag: Option<usize>,
}

impl Premises {
    /// 考勤与设施.
    pub(super) const fn desk() -> Self {
        Self::of(desk::VIEW)
    }

    /// 制度与文件.
    pub(super) const fn rules() -> Self {
        Self::of(rules::VIEW)
    }

    /// 培训与宣传.
    pub(super) const fn training() -> Self {
        Self::of(training::VIEW)
    }

    const fn of(view: View) -> Self {
        Self { view, books: None, asking: Pending::none(), at: 0, tag: None }
    }

    fn books_desk(&self, world: &World) -> Option<BooksDesk> {
        Some(BooksDesk { view: self.books.clone()?, rule: rules::marked(self, world) })
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        vec![self.asking.ask(question::Books { date: world.now().date() }, world)]
    }

    fn attendance(&self, world: &World) -> Attendance {
        let open = world.facts.calendar.is_open(world.now().date());
        self.books.as_ref().map_or_else(Attendance::default, |view| {
            Attendance::of(&view.duty, &view.books.desk, &world.header.settings, world.now(), open)
        })
    }

    fn lacks(&self, world: &World) -> Vec<Lack> {
        let open = world.facts.calendar.is_open(world.now().date());
        let Some(view) = &self.books else { return Vec::new() };
        let (attendance, shelves) = (self.attendance(world), shelves(view, world));
        lacking(&view.books, &attendance, &shelves, &world.header.staff, &view.rostered, open)
    }
}

/// The documents as they stand with these books.
fn shelves<'a>(view: &'a BooksView, world: &'a World) -> Shelves<'a> {
    Shelves {
        settings: &world.header.settings,
        catalogue: world.facts.catalogue,
        regulations: &view.books.records.regulations,
        today: world.now().date(),
    }
}

/// Cells of the columns of a table, each a text in its own; the last takes what is left.
fn row(canvas: &mut Canvas<'_>, y: u16, cells: &[u16], texts: &[&str], tone: Tone) {
    let (mut x, width) = (2, canvas.size().0);
    for (cells, text) in cells.iter().copied().chain([u16::MAX]).zip(texts) {
        let room = cells.min(width.saturating_sub(x + 1));
        canvas.put_in(x, y, room.saturating_sub(1), text, tone);
        x = x.saturating_add(room);
    }
}

impl Layer for Premises {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let last = (self.view.rows)(self, world).saturating_sub(1);
        match key.code {
            Code::Down => self.at = (self.at + 1).min(last),
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Enter => return Some((self.view.enter)(self, world)),
            _ => return self.view.verbs.key(key, &self.books_desk(world)?, world),
        }
        Some(Vec::new())
    }

    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(view) = self.asking.answer(news) {
            self.books = Some(Rc::new((**view).clone()));
            return Vec::new();
        }
        match news {
            News::Changed => self.ask(world),
            News::Told(LayerReply::NextTag) => {
                self.tag = rules::next_tag(self);
                self.at = 0;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let lacks = self.lacks(world);
        let room = SAID.min(u16::try_from(lacks.len()).unwrap_or(SAID));
        let hidden = lacks.len().saturating_sub(room.into());
        for (lack, y) in lacks.iter().zip(0..room) {
            let more =
                if y + 1 == room && hidden > 0 { format!("（另有{hidden}项）") } else { String::new() };
            let tone = if lack.alarm { Tone::Error } else { Tone::Notice };
            canvas.put_in(2, y, width.saturating_sub(3), &format!("{}{more}", lack.text), tone);
        }
        let from = room + u16::from(room > 0);
        if let Some(desk) = self.books_desk(world) {
            self.view.verbs.draw_row(canvas, height.saturating_sub(1), &desk, world);
        }
        let rows = height.saturating_sub(from).saturating_sub(1);
        canvas.sub(0, from, width, rows, |canvas| match self.books {
            Some(_) => (self.view.draw)(self, canvas, world),
            None => {
                canvas.put(2, 0, "正在读……", Tone::Dim);
            }
        });
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let verbs = self.books_desk(world).map(|desk| self.view.verbs.hints(&desk, world));
        self.keys(world).into_iter().chain(verbs.unwrap_or_default()).collect()
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        vec![("左右".to_owned(), "换栏".to_owned())]
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        self.books_desk(world).map(|desk| self.view.verbs.offers(&desk, world)).unwrap_or_default()
    }

    fn name(&self) -> &'static str {
        self.view.name
    }
}
