//! 数字: the figures of a period in the order of the report, with those of the period before and the difference beside them, and the
//! course of the one under the marker. Enter opens what stands behind it.

use std::rc::Rc;

use xieban_domain::figures::{Figures, Period, ReportLine, ReportSection};
use xieban_domain::moment::short_date;
use xieban_office::question;
use xieban_term::{Canvas, Code, Key, Tone};

use super::open::open;
use super::period::{Chosen, PeriodFigures, Turned, keys, short};
use crate::keymap::{SAVE, is_enter};
use crate::layer::{Action, KeyHint, Layer, Message, News, Offer};
use crate::pending::Pending;
use crate::verb::figures::{ReportDesk, VERBS};
use crate::widget::bars;
use crate::world::World;

/// Where the columns end: the value, the one before, the difference.
const ENDS: [u16; 3] = [32, 42, 51];
/// Where the chart begins.
const CHART: u16 = 55;

/// The view.
pub(super) struct Numbers {
    held: PeriodFigures,
    /// The chosen period and those before it.
    course: Vec<(Period, Figures)>,
    charting: Pending<question::Course>,
    /// Place of the marker among the lines.
    at: usize,
}

impl Numbers {
    pub(super) const fn new(chosen: Chosen) -> Self {
        Self { held: PeriodFigures::new(chosen), course: Vec::new(), charting: Pending::none(), at: 0 }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        let mut actions = self.held.ask(world);
        actions.push(self.charting.ask(question::Course { period: self.held.period(world) }, world));
        actions
    }

    fn desk(&self, world: &World) -> ReportDesk {
        ReportDesk(self.held.view(world).cloned().map(Rc::new))
    }

    fn lines(&self, world: &World) -> Vec<(ReportLine, ReportLine)> {
        let Some(view) = self.held.view(world) else { return Vec::new() };
        view.now.lines().into_iter().zip(view.before.lines()).collect()
    }

    fn open(&self, world: &World) -> Vec<Action> {
        let line = self.lines(world).into_iter().nth(self.at);
        let opened = line.map(|(line, _)| open(line.label, line.opens, self.held.period(world), None));
        opened.into_iter().collect()
    }

    /// The course of the line under the marker: of each period its name, what it comes to, and how long its bar is.
    fn chart(&self, label: &str, world: &World) -> Vec<(String, String, u64)> {
        let today = world.now().date();
        let bar = |(period, figures): &(Period, Figures)| {
            let value = figures.lines().into_iter().find(|line| line.label == label)?.value;
            Some((short(*period, today), value.text(), value.size()))
        };
        self.course.iter().filter_map(bar).collect()
    }

    fn draw_lines(&self, lines: &[(ReportLine, ReportLine)], canvas: &mut Canvas<'_>) {
        let height = canvas.size().1;
        let mut rows: Vec<Option<(usize, &(ReportLine, ReportLine))>> = Vec::new();
        let mut part = None;
        for (at, line) in lines.iter().enumerate() {
            if part.replace(line.0.part) != Some(line.0.part) {
                rows.push(None);
            }
            rows.push(Some((at, line)));
        }
        let marked = rows.iter().position(|row| row.is_some_and(|(at, _)| at == self.at)).unwrap_or(0);
        let first = (marked + 1).saturating_sub(height.into());
        // The head of a section stays with its first line.
        let mut parts =
            ReportSection::ALL.iter().skip(rows.iter().take(first).filter(|row| row.is_none()).count());
        for (row, y) in rows.iter().skip(first).zip(0..height) {
            let Some((at, (now, before))) = row else {
                let name = parts.next().map_or("", |part| part.name());
                canvas.put(1, y, name, Tone::Label);
                continue;
            };
            let here = *at == self.at;
            if here {
                canvas.put(0, y, canvas.glyphs.marker, Tone::Marker);
                canvas.cursor(0, y);
            }
            canvas.put(3, y, now.label, if here { Tone::Title } else { Tone::Text });
            let texts = [now.value.text(), before.value.text(), now.value.against(before.value)];
            for (at, (text, end)) in texts.iter().zip(ENDS).enumerate() {
                canvas.put_before(end, y, text, if at == 0 { Tone::Text } else { Tone::Dim });
            }
        }
    }
}

impl Layer for Numbers {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let last = self.lines(world).len().saturating_sub(1);
        match key.code {
            Code::Down => self.at = (self.at + 1).min(last),
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            _ if is_enter(key) => return Some(self.open(world)),
            _ if key.twin() == SAVE => return Some(VERBS.press("", 8, &self.desk(world), world)),
            _ => {
                return match self.held.key(key, world) {
                    Some(Turned::Other) => Some(self.ask(world)),
                    Some(Turned::Same) => Some(Vec::new()),
                    Some(Turned::Ask(actions)) => Some(actions),
                    None => VERBS.key(key, &self.desk(world), world),
                };
            }
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(course) = self.charting.answer(news) {
            self.course.clone_from(course);
            return Vec::new();
        }
        match news {
            News::Changed => self.ask(world),
            _ if self.held.told(news, world) => self.ask(world),
            _ => {
                self.held.hear(news);
                Vec::new()
            }
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        self.held.head(canvas, world, "");
        let lines = self.lines(world);
        let Some((marked, _)) = lines.get(self.at).or(lines.first()) else { return };
        for (name, end) in ["本期", "上期", "增减"].iter().zip(ENDS) {
            canvas.put_before(end, 0, name, Tone::Label);
        }
        canvas.sub(0, 1, CHART - 2, height.saturating_sub(1), |canvas| self.draw_lines(&lines, canvas));
        canvas.put_in(CHART, 0, width.saturating_sub(CHART + 1), marked.label, Tone::Label);
        canvas.sub(CHART, 1, width.saturating_sub(CHART + 1), height.saturating_sub(1), |canvas| {
            bars::rows(canvas, &self.chart(marked.label, world), Tone::Notice);
        });
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world).into_iter().chain(VERBS.hints(&self.desk(world), world)).collect()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        VERBS.offers(&self.desk(world), world)
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        let mut hints: Vec<KeyHint> = [("上下", "选项"), ("Enter", "看件"), ("左右", "换栏")]
            .map(|(k, w)| (k.to_owned(), w.to_owned()))
            .into();
        hints.splice(2..2, keys());
        hints
    }

    fn name(&self) -> &'static str {
        "数字"
    }

    fn remark(&self, world: &World) -> Option<Message> {
        let signed = self.held.view(world).and_then(|view| view.signed.as_ref());
        let said = signed.map_or(String::new(), |signed| {
            let (by, on) =
                (world.header.staff.name(&signed.by), short_date(signed.at.date(), world.now().date()));
            format!("：{by}{on}签发，校验码 {}", signed.code)
        });
        Some(Message::good(format!("Enter 看件，8 报表{said}")))
    }
}
