//! 组织领导: the leading group with its heads and their posts, where it has its office, and the 第一责任人 (R9, R71).

use xieban_domain::premises::Group;
use xieban_domain::staff::{Role, StaffCode};
use xieban_office::{BooksView, question};
use xieban_term::{Canvas, Key, Tone};

use crate::layer::{Action, KeyHint, Layer, News};
use crate::pending::Pending;
use crate::world::World;

/// The view.
pub(super) struct Leading {
    books: Option<Box<BooksView>>,
    asking: Pending<question::Books>,
}

impl Leading {
    pub(super) const fn new() -> Self {
        Self { books: None, asking: Pending::none() }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        vec![self.asking.ask(question::Books { date: world.now().date() }, world)]
    }
}

/// A person with his post.
fn person(code: &StaffCode, world: &World) -> String {
    let staff = world.header.staff.get(code);
    staff.map_or_else(|| code.0.clone(), |staff| format!("{} {}", staff.name, staff.post))
}

/// Labels with what stands behind them; `true`: something is missing.
fn rows(group: Option<&Group>, world: &World) -> Vec<(&'static str, String, bool)> {
    let people =
        |codes: &[StaffCode]| codes.iter().map(|code| person(code, world)).collect::<Vec<_>>().join("、");
    let active = world.header.staff.active();
    let heads = active.into_iter().filter(|staff| staff.is(Role::Head));
    let heads: Vec<String> = heads.map(|staff| person(&staff.code, world)).collect();
    let mut rows = match group {
        None => vec![("领导小组", "黄 未登记作风建设领导小组".to_owned(), true)],
        Some(group) => vec![
            ("组　　长", people(&group.heads), false),
            ("成　　员", people(&group.members), false),
            ("办 公 室", group.office.clone(), false),
        ],
    };
    rows.push(match heads.is_empty() {
        true => ("第一责任人", "红 未明确".to_owned(), true),
        false => ("第一责任人", format!("{}，对全所的实施工作总负责", heads.join("、")), false),
    });
    rows
}

impl Layer for Leading {
    fn key(&mut self, _: Key, _: &World) -> Option<Vec<Action>> {
        None
    }

    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(view) = self.asking.answer(news) {
            self.books = Some(view.clone());
            return Vec::new();
        }
        match news {
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let Some(view) = &self.books else {
            canvas.put(2, 1, "正在读……", Tone::Dim);
            return;
        };
        canvas.put(2, 1, "作风建设领导小组", Tone::Title);
        let mut y = 2;
        for (label, text, missing) in rows(view.books.records.group.as_ref(), world) {
            canvas.put_in(2, y, 11, label, Tone::Label);
            let tone = if missing { Tone::Amber } else { Tone::Text };
            for line in xieban_text::wrap(canvas.metrics, &text, width.saturating_sub(15).into()) {
                if y < height {
                    canvas.put(13, y, &line, tone);
                }
                y += 1;
            }
        }
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        vec![("左右".to_owned(), "换栏".to_owned())]
    }

    fn name(&self) -> &'static str {
        "组织领导"
    }
}
