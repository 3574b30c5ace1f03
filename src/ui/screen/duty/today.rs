//! 今日: who has the desk now and next, who leads, who is away, and what is missing.

use std::rc::Rc;

use xieban_domain::absence::{Half, HalfDay};
use xieban_domain::moment::{screen_date, short_date};
use xieban_domain::staff::StaffCode;
use xieban_term::{Canvas, Code, Key, Tone};

use super::days::{Days, half_now, missing, names};
use crate::layer::{Action, KeyHint, Layer, News, Offer};
use crate::verb::day::{DayDesk, TODAY};
use crate::world::World;

/// The view.
pub(super) struct Today {
    days: Days,
    scroll: usize,
}

/// A row: six columns of facts, or one text over all of them.
enum TodayRow {
    Text(String, Tone),
    /// A half-day or an office; `here`: it is on now.
    Head(String, bool),
    Person([String; 5]),
}

impl Today {
    pub(super) fn new() -> Self {
        Self { days: Days::default(), scroll: 0 }
    }

    fn rows(&self, world: &World) -> Vec<TodayRow> {
        let (today, span) = (world.now().date(), &self.days.span);
        let Some(day) = span.day(today) else { return Vec::new() };
        let calendar = world.facts.calendar;
        let mut rows: Vec<TodayRow> = missing(span, today, world)
            .into_iter()
            .map(|said| TodayRow::Text(format!("! {said}"), Tone::Error))
            .collect();
        if let Some(why) = calendar.why_closed(today) {
            rows.push(TodayRow::Text(format!("今天{why}，不开放。"), Tone::Notice));
        } else {
            let now = half_now(world);
            for (half, hours) in Half::BOTH.into_iter().zip(world.header.settings.hours) {
                let begun = hours.from.0 <= world.now().time();
                let state = match now {
                    Some(now) if now == half && begun => "现在",
                    Some(now) if now == half => "接着",
                    Some(now) if now < half => "稍后",
                    _ => "已过",
                };
                let head = format!("{state}  {} {}-{}  协办员", half.name(), hours.from, hours.to);
                rows.push(TodayRow::Head(head, state == "现在"));
                let slot = HalfDay { date: today, half };
                rows.extend(people(day.of_half(half), world, |code| {
                    span.absences.away(code, slot).map(|absence| absence.kind.name())
                }));
            }
            rows.push(TodayRow::Head("全天  值班领导（分管责任人）".to_owned(), false));
            rows.extend(people(day.leader.as_slice(), world, |_| None));
            if !day.standing_in.is_empty() {
                rows.push(TodayRow::Head("临时顶岗".to_owned(), false));
                rows.extend(people(&day.standing_in, world, |_| None));
            }
        }
        rows.push(TodayRow::Text(self.next_day(world), Tone::Text));
        rows.extend(self.away(world));
        rows
    }

    /// The next open day in one line.
    fn next_day(&self, world: &World) -> String {
        let (today, span) = (world.now().date(), &self.days.span);
        let next = world.facts.calendar.next_open(today);
        let date = screen_date(next, today);
        let Some(day) = span.day(next) else { return format!("下一班 {date}") };
        let half = |half: Half| {
            let said = names(day.of_half(half), HalfDay { date: next, half }, span, world);
            if said.is_empty() { "红 未排".to_owned() } else { said }
        };
        let leader = day.leader.as_ref().map_or("红 待明确", |code| world.header.staff.name(code));
        format!("下一班 {date}  上午 {}  下午 {}  领导 {leader}", half(Half::Morning), half(Half::Afternoon))
    }

    /// Who is away today, and until when.
    fn away(&self, world: &World) -> Vec<TodayRow> {
        let today = world.now().date();
        let (first, last) =
            (HalfDay { date: today, half: Half::Morning }, HalfDay { date: today, half: Half::Afternoon });
        let absences = self.days.span.absences.0.iter();
        let away: Vec<String> = absences
            .filter(|absence| absence.from <= last && first <= absence.to)
            .map(|absence| {
                let (name, to) = (world.header.staff.name(&absence.officer), absence.to);
                format!("{name} {}到{}{}", absence.kind.name(), short_date(to.date, today), to.half.name())
            })
            .collect();
        let said = if away.is_empty() { "无".to_owned() } else { away.join("；") };
        vec![TodayRow::Text(format!("离　岗 {said}"), Tone::Text)]
    }

    fn desk(&self, world: &World) -> DayDesk {
        let span = Rc::clone(&self.days.span);
        DayDesk { day: span.day(world.now().date()).cloned(), span }
    }
}

/// The facts of each; one row says so where there is nobody.
fn people(
    codes: &[StaffCode],
    world: &World,
    why: impl Fn(&StaffCode) -> Option<&'static str>,
) -> Vec<TodayRow> {
    if codes.is_empty() {
        return vec![TodayRow::Text("  红 未排".to_owned(), Tone::Red)];
    }
    let person = |code: &StaffCode| {
        let Some(staff) = world.header.staff.get(code) else {
            return TodayRow::Person([
                code.0.clone(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]);
        };
        let name = why(code).map_or_else(|| staff.name.clone(), |why| format!("{}（{why}）", staff.name));
        TodayRow::Person([
            name,
            staff.post.clone(),
            staff.place.clone(),
            staff.phone.clone(),
            staff.mobile.clone(),
        ])
    };
    codes.iter().map(person).collect()
}

/// Where the columns of facts begin, and how wide they are.
fn layout(width: u16) -> [(u16, u16); 5] {
    let spare = width.saturating_sub(80);
    let mut x = 3;
    [14, 14 + spare / 3, 14 + spare / 3, 16, 12].map(|cells| {
        let at = (x, cells);
        x += cells + 1;
        at
    })
}

impl Layer for Today {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.days.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        match key.code {
            Code::Down => {
                self.scroll = (self.scroll + 1).min(self.rows(world).len().saturating_sub(1));
                return Some(Vec::new());
            }
            Code::Up => {
                self.scroll = self.scroll.saturating_sub(1);
                return Some(Vec::new());
            }
            _ => {}
        }
        TODAY.key(key, &self.desk(world), world)
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        self.days.hear(news, world)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, below) = canvas.size();
        let height = below.saturating_sub(1);
        TODAY.draw_row(canvas, height, &self.desk(world), world);
        let rows = self.rows(world);
        let first = self.scroll.min(rows.len().saturating_sub(height.into()));
        for (row, y) in rows.iter().skip(first).zip(0..height) {
            match row {
                TodayRow::Text(text, tone) => canvas.put_in(1, y, width.saturating_sub(2), text, *tone),
                TodayRow::Head(text, here) => {
                    if *here {
                        canvas.put(0, y, canvas.glyphs.marker, Tone::Marker);
                    }
                    canvas.put_in(1, y, width.saturating_sub(2), text, Tone::Label);
                }
                TodayRow::Person(facts) => {
                    for (fact, (x, cells)) in facts.iter().zip(layout(width)) {
                        canvas.put_in(x, y, cells, fact, Tone::Text);
                    }
                }
            }
        }
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world).into_iter().chain(TODAY.hints(&self.desk(world), world)).collect()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        TODAY.offers(&self.desk(world), world)
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        vec![("左右".to_owned(), "换栏".to_owned())]
    }

    fn name(&self) -> &'static str {
        "今日"
    }
}
