//! 任免 (R77–R79): each record with the opinion of 局作风办, for the two offices and the head, never about the reader himself. Enter shows
//! the person's service: his figures of this year and the last.

use xieban_domain::conduct::is_of_the_offices;
use xieban_domain::figures::{Figures, Period, PeriodKind, ReportLine};
use xieban_domain::staff::{Role, StaffCode};
use xieban_office::{Answer, AppointmentRow, Query, question};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::chrome;
use crate::event::Ticket;
use crate::keymap::is_enter;
use crate::layer::{Action, KeyHint, Layer, News, Offer};
use crate::pending::Pending;
use crate::verb::post::{PostDesk, VERBS};
use crate::widget::marked::Marked;
use crate::world::World;

/// The view.
pub(super) struct Posts {
    rows: Option<Vec<AppointmentRow>>,
    marked: Marked,
    asked: Pending<question::Appointments>,
}

fn keeps(world: &World) -> bool {
    world.myself().is_some_and(|me| is_of_the_offices(me) || me.is(Role::Head))
}

impl Posts {
    pub(super) const fn new() -> Self {
        Self { rows: None, marked: Marked::new(), asked: Pending::none() }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        vec![self.asked.ask(question::Appointments {}, world)]
    }

    fn chosen(&self) -> Option<&AppointmentRow> {
        self.rows.as_ref().and_then(|rows| rows.get(self.marked.at()))
    }

    fn desk(&self) -> PostDesk {
        PostDesk { row: self.chosen().cloned() }
    }
}

impl Layer for Posts {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let count = self.rows.as_ref().map_or(0, Vec::len);
        match () {
            () if self.marked.step(key, count) => {}
            () if is_enter(key) => {
                let whom = self.chosen().map(|row| row.appointment.proposal.staff.clone());
                return Some(
                    whom.map(|code| Action::Open(Box::new(ServiceRecord::new(code)))).into_iter().collect(),
                );
            }
            () => {
                return if keeps(world) { VERBS.key(key, &self.desk(), world) } else { None };
            }
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(rows) = self.asked.answer(news) {
            self.marked.within(rows.len());
            self.rows = Some(rows.clone());
            return Vec::new();
        }
        match news {
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        canvas.put(1, 0, "任免记录", Tone::Title);
        let last = height.saturating_sub(1);
        if keeps(world) {
            VERBS.draw_row(canvas, last, &self.desk(), world);
        }
        let Some(rows) = &self.rows else {
            canvas.put(2, 1, "正在读……", Tone::Dim);
            return;
        };
        if rows.is_empty() {
            canvas.put(2, 2, "没有可看的任免记录。", Tone::Dim);
            return;
        }
        let columns = [
            (2, 8, "编号"),
            (11, 8, "人员"),
            (20, 20, "任免"),
            (41, 5, "管理"),
            (47, 14, "办到哪里"),
            (62, 17, "局作风办意见"),
        ];
        for (x, cells, name) in columns {
            canvas.put_in(x, 1, cells, name, Tone::Label);
        }
        let room = 2..last.max(3);
        self.marked.draw(canvas, room, rows.iter(), |canvas, y, row| {
            let one = &row.appointment;
            let texts = [
                one.number.to_string(),
                world.header.staff.name(&one.proposal.staff).to_owned(),
                format!("{} {}", one.proposal.act, one.proposal.post),
                one.proposal.level.to_string(),
                row.standing.name().to_owned(),
                one.opinion()
                    .map_or(String::new(), |opined| format!("{} {}", opined.opinion, opined.signed_by)),
            ];
            for ((x, cells, _), text) in columns.iter().zip(texts) {
                canvas.put_in(*x, y, (*cells).min(width.saturating_sub(*x)), &text, Tone::Text);
            }
        });
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let mut hints =
            vec![("Enter".to_owned(), "履职记录".to_owned()), ("左右".to_owned(), "换栏".to_owned())];
        if keeps(world) {
            hints.extend(VERBS.hints(&self.desk(), world));
        }
        hints
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        vec![("Enter".to_owned(), "履职记录".to_owned()), ("左右".to_owned(), "换栏".to_owned())]
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        if keeps(world) { VERBS.offers(&self.desk(), world) } else { Vec::new() }
    }

    fn name(&self) -> &'static str {
        "任免"
    }
}

/// 履职记录: a person's figures of this year and of the last.
struct ServiceRecord {
    code: StaffCode,
    years: [(Option<Ticket>, Option<Figures>); 2],
    at: usize,
}

impl ServiceRecord {
    const fn new(code: StaffCode) -> Self {
        Self { code, years: [(None, None), (None, None)], at: 0 }
    }

    fn lines(&self) -> Vec<(ReportLine, Option<ReportLine>)> {
        let [(_, now), (_, before)] = &self.years;
        let Some(now) = now else { return Vec::new() };
        let mut before = before.as_ref().map(Figures::lines).unwrap_or_default().into_iter();
        let lines = now.lines().into_iter().map(|line| (line, before.next()));
        lines.filter(|(line, _)| !line.opens.is_empty()).collect()
    }
}

impl Layer for ServiceRecord {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        let year = Period::of(PeriodKind::Year, world.now().date());
        let mut ask = |at: usize, period| {
            let (ticket, effect) = world.ask(Query::Figures(period));
            if let Some(held) = self.years.get_mut(at) {
                held.0 = Some(ticket);
            }
            Action::Do(effect)
        };
        vec![ask(0, year), ask(1, year.previous())]
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let page = usize::from(world.size.1.saturating_sub(5)).max(1);
        let last = self.lines().len().saturating_sub(page);
        let to = match key.code {
            Code::Esc => return Some(vec![Action::Close]),
            Code::Down => self.at + 1,
            Code::Up => self.at.saturating_sub(1),
            Code::PageDown => self.at + page,
            Code::PageUp => self.at.saturating_sub(page),
            _ => return None,
        };
        self.at = to.min(last);
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, _: &World) -> Vec<Action> {
        if let News::Answer(ticket, Ok(Answer::Figures(view))) = news
            && let Some(held) = self.years.iter_mut().find(|(asked, _)| *asked == Some(*ticket))
        {
            let tally = view.officers.get(&self.code).cloned().unwrap_or_default();
            *held = (None, Some(Figures { tally, ..Figures::default() }));
        }
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        canvas.clear(0, 0, width, height);
        let post = world.header.staff.get(&self.code).map_or("", |staff| &staff.post);
        let title = format!("履职记录  {} {post}", world.header.staff.name(&self.code));
        canvas.put_in(1, 0, width.saturating_sub(2), &title, Tone::Title);
        let year = Period::of(PeriodKind::Year, world.now().date());
        for (period, end) in [(year, 36), (year.previous(), 48)] {
            canvas.put_before(end, 1, &period.name(), Tone::Label);
        }
        let room = usize::from(height.saturating_sub(5));
        for ((now, before), y) in self.lines().iter().skip(self.at).take(room).zip(2..) {
            canvas.put(2, y, now.label, Tone::Text);
            canvas.put_before(36, y, &now.value.text(), Tone::Text);
            let before = before.as_ref().map_or_else(String::new, |line| line.value.text());
            canvas.put_before(48, y, &before, Tone::Dim);
        }
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
        chrome::keys(canvas, height.saturating_sub(1), &self.hints(world));
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        vec![("上下".to_owned(), "翻看".to_owned())]
    }

    fn name(&self) -> &'static str {
        "履职记录"
    }
}
