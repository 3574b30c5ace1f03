//! 督办: what is so long overdue that it has come up to the 第一责任人 or above (R53, R66, R71), and complaints past their day. The two
//! offices urge and annotate from here; whose the case is does not change.

use std::cmp::Reverse;

use xieban_domain::case::escalation::Escalation;
use xieban_domain::moment::short_date;
use xieban_office::{CaseRow, CaseView, ComplaintRow, Filter, Scope, Which, question};
use xieban_term::{Canvas, Key, Tone};

use crate::keymap::is_enter;
use crate::layer::{Action, KeyHint, Layer, LayerReply, News, Offer};
use crate::pending::Pending;
use crate::verb::late::{Late, VERBS};
use crate::widget::marked::Marked;
use crate::world::World;

/// So many overdue cases are looked at.
const MOST: usize = 500;

/// The view.
pub(super) struct Urging {
    cases: Option<Vec<CaseRow>>,
    complaints: Vec<ComplaintRow>,
    marked: Marked,
    listing: Pending<question::Cases>,
    complaining: Pending<question::Complaints>,
}

impl Urging {
    pub(super) const fn new() -> Self {
        Self {
            cases: None,
            complaints: Vec::new(),
            marked: Marked::new(),
            listing: Pending::none(),
            complaining: Pending::none(),
        }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        let filter = Filter::DueBefore(world.now().date());
        let cases = question::Cases { scope: Scope::Office, filter, offset: 0, limit: MOST };
        let complaints = question::Complaints { which: Which::Open };
        vec![self.listing.ask(cases, world), self.complaining.ask(complaints, world)]
    }

    /// How many rows there are.
    fn count(&self) -> usize {
        self.cases.as_ref().map_or(0, Vec::len) + self.complaints.len()
    }

    fn chosen(&self) -> Late {
        let cases = self.cases.as_deref().unwrap_or_default();
        let at = self.marked.at();
        match (cases.get(at), at.checked_sub(cases.len()).and_then(|at| self.complaints.get(at))) {
            (Some(row), _) => Late::Case(Box::new(CaseView::of_row(row.clone()))),
            (None, Some(row)) => Late::Complaint(Box::new(row.clone())),
            (None, None) => Late::Nothing,
        }
    }

    fn open(&self) -> Vec<Action> {
        match self.chosen() {
            Late::Case(view) => vec![Action::Case(view.row.record.case.id())],
            Late::Complaint(row) => vec![Action::Complaint(row.complaint.id)],
            Late::Nothing => Vec::new(),
        }
    }
}

/// Where the columns begin, and how wide they are.
fn layout(width: u16) -> [(u16, u16); 6] {
    let spare = width.saturating_sub(80);
    let mut x = 2;
    [13, 9, 18 + spare, 7, 5, 20].map(|cells| {
        let at = (x, cells);
        x += cells + 1;
        at
    })
}

fn of_case(row: &CaseRow, world: &World) -> [String; 6] {
    let (case, today) = (&row.record.case, world.now().date());
    let seen = row.escalation.map_or("", Escalation::name);
    let urged = case.urges.last().map_or(String::new(), |urged| {
        let stands = if urged.answer.is_some() { "已答复" } else { "待答复" };
        format!("{}{} {stands}", short_date(urged.at.date(), today), urged.level)
    });
    [
        format!("红 {seen}"),
        case.id().spoken(),
        case.opening.title.clone(),
        world.header.staff.name(&case.opening.officer).to_owned(),
        row.due.map_or_else(String::new, |due| short_date(due.date, today)),
        urged,
    ]
}

fn of_complaint(row: &ComplaintRow, world: &World) -> [String; 6] {
    let (complaint, today) = (&row.complaint, world.now().date());
    let urged = complaint.urged.last();
    [
        "红 投诉超期".to_owned(),
        complaint.id.to_string(),
        row.title.clone(),
        world.header.staff.name(&complaint.taken.officer).to_owned(),
        short_date(complaint.taken.due.date, today),
        urged.map_or(String::new(), |(_, at, _)| format!("{}督办", short_date(at.date(), today))),
    ]
}

impl Layer for Urging {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let count = self.count();
        match () {
            () if self.marked.step(key, count) => {}
            () if is_enter(key) => return Some(self.open()),
            () => return VERBS.key(key, &self.chosen(), world),
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(list) = self.listing.answer(news) {
            let above = |row: &&CaseRow| row.escalation.is_some_and(|seen| seen >= Escalation::Head);
            let mut rows: Vec<CaseRow> = list.rows.iter().filter(above).cloned().collect();
            rows.sort_by_key(|row| {
                (Reverse(row.escalation), row.due.map(|due| due.date), row.record.case.id())
            });
            self.cases = Some(rows);
        }
        if let Some(rows) = self.complaining.answer(news) {
            let today = world.now().date();
            let late = |row: &&ComplaintRow| row.complaint.taken.due.date < today;
            self.complaints = rows.iter().filter(late).cloned().collect();
        }
        match news {
            News::Changed | News::Told(LayerReply::Changed) => return self.ask(world),
            _ => {}
        }
        self.marked.within(self.count());
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, below) = canvas.size();
        let height = below.saturating_sub(1);
        VERBS.draw_row(canvas, height, &self.chosen(), world);
        let x = canvas.put(1, 0, "超期已到第一责任人以上的件，超期的投诉", Tone::Title);
        let Some(cases) = &self.cases else {
            canvas.put(2, 1, "正在读……", Tone::Dim);
            return;
        };
        if self.count() == 0 {
            canvas.put(2, 2, "没有要督办的件。", Tone::Dim);
            return;
        }
        canvas.put(x + 2, 0, &format!("{}件", self.count()), Tone::Text);
        let columns_at = layout(width);
        for (name, (x, cells)) in
            ["到哪一级", "编号", "事项", "责任人", "到期", "督办"].iter().zip(columns_at)
        {
            canvas.put_in(x, 1, cells, name, Tone::Label);
        }
        let rows = cases.iter().map(|row| of_case(row, world));
        let rows = rows.chain(self.complaints.iter().map(|row| of_complaint(row, world)));
        let room = 2..height.max(3);
        self.marked.draw(canvas, room, rows, |canvas, y, texts| {
            for (place, ((x, cells), text)) in columns_at.into_iter().zip(texts).enumerate() {
                canvas.put_in(x, y, cells, &text, if place == 0 { Tone::Red } else { Tone::Text });
            }
        });
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world).into_iter().chain(VERBS.hints(&self.chosen(), world)).collect()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        VERBS.offers(&self.chosen(), world)
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        let keys = [("上下", "选件"), ("Enter", "到办件"), ("左右", "换栏")];
        keys.into_iter().map(|(key, what)| (key.to_owned(), what.to_owned())).collect()
    }

    fn name(&self) -> &'static str {
        "督办"
    }
}
