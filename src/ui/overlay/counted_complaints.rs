//! The complaints behind a figure, to read.

use xieban_domain::moment::short_date;
use xieban_office::{ComplaintRow, Counted, question};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::chrome;
use crate::keymap::is_enter;
use crate::layer::{Action, KeyHint, Layer, News};
use crate::pending::Pending;
use crate::widget::case_line::tone;
use crate::world::World;

/// Rows that are not the list's: title, heads, a message, the supervision numbers, the keys.
const ROUND: u16 = 5;
/// So many are asked for at once: more than a screen shows, and a period has seldom so many.
const MOST: usize = 500;

/// The complaints.
pub(crate) struct CountedComplaints {
    title: String,
    counted: Counted,
    rows: Vec<ComplaintRow>,
    at: usize,
    listing: Pending<question::CountedComplaints>,
}

impl CountedComplaints {
    /// What stands behind a figure, under the figure's name.
    pub(crate) fn new(title: String, counted: Counted) -> Self {
        Self { title, counted, rows: Vec::new(), at: 0, listing: Pending::none() }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        let asked = Counted { offset: 0, limit: MOST, ..self.counted.clone() };
        vec![self.listing.ask(question::CountedComplaints { of: asked }, world)]
    }
}

/// Where the columns begin, and how wide they are.
fn layout(width: u16) -> [(u16, u16); 7] {
    let spare = width.saturating_sub(80);
    let mut x = 2;
    [10, 10, 20 + spare, 8, 8, 8, 8].map(|cells| {
        let at = (x, cells);
        x += cells + 1;
        at
    })
}

fn columns(row: &ComplaintRow, world: &World) -> [String; 7] {
    let (complaint, today) = (&row.complaint, world.now().date());
    [
        row.light.text(),
        complaint.id.to_string(),
        row.title.clone(),
        short_date(complaint.at.date(), today),
        short_date(complaint.taken.due.date, today),
        complaint.life.name().to_owned(),
        world.header.staff.name(&complaint.taken.officer).to_owned(),
    ]
}

impl Layer for CountedComplaints {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let page = usize::from(world.size.1.saturating_sub(ROUND)).max(1);
        let to = match key.code {
            Code::Esc => return Some(vec![Action::Close]),
            Code::Down => self.at + 1,
            Code::Up => self.at.saturating_sub(1),
            Code::PageDown => self.at + page,
            Code::PageUp => self.at.saturating_sub(page),
            Code::Home => 0,
            Code::End => usize::MAX,
            _ if is_enter(key) => {
                let row = self.rows.get(self.at)?;
                return Some(vec![Action::Complaint(row.complaint.id)]);
            }
            _ => return None,
        };
        self.at = to.min(self.rows.len().saturating_sub(1));
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(rows) = self.listing.answer(news) {
            self.rows.clone_from(rows);
            self.at = self.at.min(self.rows.len().saturating_sub(1));
            return Vec::new();
        }
        match news {
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        canvas.clear(0, 0, width, height);
        canvas.put_in(1, 0, width.saturating_sub(2), &self.title, Tone::Title);
        let range = match (self.rows.is_empty(), self.listing.is_open()) {
            (true, true) => "正在读……".to_owned(),
            (true, false) => "没有投诉".to_owned(),
            (false, _) => format!("{} / {}件", self.at + 1, self.rows.len()),
        };
        canvas.put_before(width.saturating_sub(1), 0, &format!("  {range}"), Tone::Dim);
        let columns_at = layout(width);
        for (name, (x, cells)) in
            ["期限", "编号", "事项", "受理", "期限日", "状态", "受理人"].iter().zip(columns_at)
        {
            canvas.put_in(x, 1, cells, name, Tone::Label);
        }
        let room = usize::from(height.saturating_sub(ROUND)).max(1);
        let first = self.at / room * room;
        let shown = self.rows.iter().enumerate().skip(first);
        for ((at, row), y) in shown.zip(2..height.saturating_sub(ROUND - 2)) {
            if at == self.at {
                canvas.put(0, y, canvas.glyphs.marker, Tone::Marker);
                canvas.cursor(0, y);
            }
            for (place, ((x, cells), text)) in columns_at.into_iter().zip(columns(row, world)).enumerate() {
                let tone = if place == 0 { tone(row.light) } else { Tone::Text };
                canvas.put_in(x, y, cells, &text, tone);
            }
        }
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
        chrome::keys(canvas, height.saturating_sub(1), &self.hints(world));
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        [("上下", "翻看"), ("Enter", "到投诉")].map(|(key, what)| (key.to_owned(), what.to_owned())).into()
    }

    fn name(&self) -> &'static str {
        "数字里的投诉"
    }
}
