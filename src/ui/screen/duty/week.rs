//! 本周: this week and the next, day by day: who has the desk in each half and who leads.

use std::rc::Rc;

use chrono::NaiveDate;
use xieban_domain::absence::{Half, HalfDay};
use xieban_domain::calendar::ClosedReason;
use xieban_domain::moment::screen_date;
use xieban_term::{Canvas, Code, Key, Tone};

use super::days::{Days, monday, names};
use crate::keymap::is_enter;
use crate::layer::{Action, KeyHint, Layer, News, Offer};
use crate::verb::day::{DayDesk, WEEK};
use crate::world::World;

/// The view.
pub(super) struct Week {
    days: Days,
    /// The day under the marker; none: today.
    at: Option<NaiveDate>,
}

impl Week {
    pub(super) fn new() -> Self {
        Self { days: Days::default(), at: None }
    }

    /// The days shown: the open ones, and the closed ones of which a notice speaks.
    fn dates(world: &World) -> Vec<NaiveDate> {
        let first = monday(world.now().date());
        let shown = |day: &NaiveDate| {
            !matches!(world.facts.calendar.why_closed(*day), Some(ClosedReason::Weekend(_)))
        };
        first.iter_days().take(14).filter(shown).collect()
    }

    /// Its place among the days shown: the marker's, or else today's, or the next open day's.
    fn place(&self, world: &World) -> usize {
        let (dates, at) = (Self::dates(world), self.at.unwrap_or_else(|| world.now().date()));
        dates.iter().position(|date| *date >= at).unwrap_or(0)
    }

    fn go(&mut self, place: usize, world: &World) -> Vec<Action> {
        let dates = Self::dates(world);
        self.at = dates.get(place.min(dates.len().saturating_sub(1))).copied();
        Vec::new()
    }

    /// The day under the marker.
    fn desk(&self, world: &World) -> DayDesk {
        let (date, span) = (Self::dates(world).get(self.place(world)).copied(), Rc::clone(&self.days.span));
        DayDesk { day: date.and_then(|date| span.day(date)).cloned(), span }
    }
}

/// Where the columns begin, and how wide they are.
fn layout(width: u16) -> [(u16, u16); 5] {
    let spare = width.saturating_sub(80);
    let mut x = 2;
    [11, 18 + spare / 3, 18 + spare / 3, 10, 16 + spare / 3].map(|cells| {
        let at = (x, cells);
        x += cells + 1;
        at
    })
}

impl Layer for Week {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.days.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let place = self.place(world);
        match key.code {
            Code::Down => return Some(self.go(place + 1, world)),
            Code::Up => return Some(self.go(place.saturating_sub(1), world)),
            Code::Home => return Some(self.go(0, world)),
            Code::End => return Some(self.go(usize::MAX, world)),
            _ => {}
        }
        match is_enter(key) {
            true => Some(WEEK.press("", 1, &self.desk(world), world)),
            false => WEEK.key(key, &self.desk(world), world),
        }
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        self.days.hear(news, world)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, below) = canvas.size();
        let height = below.saturating_sub(1);
        WEEK.draw_row(canvas, height, &self.desk(world), world);
        let columns = layout(width);
        for (head, (x, cells)) in ["日期", "上午协办员", "下午协办员", "值班领导", ""].iter().zip(columns)
        {
            canvas.put_in(x, 0, cells, head, Tone::Label);
        }
        let (today, place, span) = (world.now().date(), self.place(world), &self.days.span);
        let mut y = 1;
        let mut week = None;
        for (at, date) in Self::dates(world).into_iter().enumerate() {
            if week.replace(monday(date)) != Some(monday(date)) {
                let name = if monday(date) == monday(today) { "本周" } else { "下周" };
                canvas.put(1, y, name, Tone::Dim);
                y += 1;
            }
            if y >= height {
                break;
            }
            if at == place {
                canvas.put(0, y, canvas.glyphs.marker, Tone::Marker);
                canvas.cursor(0, y);
            }
            for ((text, tone), (x, cells)) in cells(date, span, world).iter().zip(columns) {
                canvas.put_in(x, y, cells, text, *tone);
            }
            y += 1;
        }
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world).into_iter().chain(WEEK.hints(&self.desk(world), world)).collect()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        WEEK.offers(&self.desk(world), world)
    }

    fn keys(&self, world: &World) -> Vec<KeyHint> {
        let mut keys = vec![("上下", "选日"), ("左右", "换栏")];
        if !WEEK.hints(&self.desk(world), world).is_empty() {
            keys.push(("Enter", "改这天"));
        }
        keys.into_iter().map(|(key, what)| (key.to_owned(), what.to_owned())).collect()
    }

    fn name(&self) -> &'static str {
        "本周"
    }
}

/// The words of a day's row.
fn cells(date: NaiveDate, span: &xieban_office::DutySpan, world: &World) -> [(String, Tone); 5] {
    let (today, calendar) = (world.now().date(), world.facts.calendar);
    let tone = if date < today { Tone::Dim } else { Tone::Text };
    let day = (screen_date(date, today), if date == today { Tone::Title } else { tone });
    let blank = || (String::new(), tone);
    if let Some(why) = calendar.why_closed(date) {
        return [day, (why.to_string(), Tone::Dim), blank(), blank(), blank()];
    }
    let found = span.day(date);
    let half = |half: Half| {
        let slot = HalfDay { date, half };
        let said = found.map(|day| names(day.of_half(half), slot, span, world)).unwrap_or_default();
        match said.is_empty() {
            true => ("红 未排".to_owned(), Tone::Red),
            false if span.present(slot).is_empty() => (said, Tone::Red),
            false => (said, tone),
        }
    };
    let leader = found.and_then(|day| day.leader.as_ref()).map_or_else(
        || ("红 待明确".to_owned(), Tone::Red),
        |code| (world.header.staff.name(code).to_owned(), tone),
    );
    let mut notes: Vec<String> = Vec::new();
    if date == today {
        notes.push("今天".to_owned());
    }
    if calendar.is_make_up(date) {
        notes.push("调休上班".to_owned());
    }
    if calendar.is_provisional(chrono::Datelike::year(&date)) {
        notes.push("暂定".to_owned());
    }
    let standing: Vec<&str> = found
        .map(|day| day.standing_in.iter().map(|code| world.header.staff.name(code)).collect())
        .unwrap_or_default();
    if !standing.is_empty() {
        notes.push(format!("顶岗 {}", standing.join("、")));
    }
    [day, half(Half::Morning), half(Half::Afternoon), leader, (notes.join(" "), Tone::Dim)]
}
