//! 移办去向 by unit, and 事项排行: what was led or handed elsewhere and where to, and which matters cost visitors most; each with bars.

use std::cmp::Reverse;

use xieban_domain::figures::{Figure, Measure, MeasureTotals};
use xieban_office::FiguresView;
use xieban_term::{Canvas, Key, Tone};

use super::period::{Chosen, PeriodFigures, keys};
use crate::keymap::digit;
use crate::layer::{Action, KeyHint, Layer, Message, News};
use crate::widget::bars;
use crate::widget::marked::Marked;
use crate::world::World;

/// What a ranking is by.
struct RankedBy {
    name: &'static str,
    value: fn(&MeasureTotals) -> Figure,
}

/// 移办去向.
const UNITS: [RankedBy; 3] = [
    RankedBy {
        name: "合计",
        value: |tally| Figure::Count(tally.sum(&[Measure::Guided, Measure::HandedOver])),
    },
    RankedBy { name: "导引", value: |tally| Figure::Count(tally.get(Measure::Guided)) },
    RankedBy { name: "移交", value: |tally| Figure::Count(tally.get(Measure::HandedOver)) },
];
/// 事项排行.
const MATTERS: [RankedBy; 3] = [
    RankedBy { name: "平均跑动", value: |tally| mean(tally, Measure::Visits) },
    RankedBy { name: "办结", value: |tally| Figure::Count(tally.get(Measure::Finished)) },
    RankedBy { name: "平均用时", value: |tally| mean(tally, Measure::UsedDays) },
];
/// The digit that turns to the next order.
const TURN: usize = 7;

fn mean(tally: &MeasureTotals, sum: Measure) -> Figure {
    Figure::Mean { sum: tally.get(sum), of: tally.get(Measure::Finished) }
}

/// Whose sums they are, by name.
type SumsByName = fn(&FiguresView, &World) -> Vec<(String, MeasureTotals)>;

/// A ranking.
pub(super) struct Ranking {
    held: PeriodFigures,
    name: &'static str,
    said: &'static str,
    nothing: &'static str,
    orders: &'static [RankedBy; 3],
    rows: SumsByName,
    by: usize,
    marked: Marked,
}

impl Ranking {
    /// 移办去向.
    pub(super) fn units(chosen: Chosen) -> Self {
        let rows: SumsByName = |view, world| {
            let name = |unit| world.facts.catalogue.unit_name(unit, world.header.settings.era).to_owned();
            view.units.iter().map(|(unit, tally)| (name(unit), tally.clone())).collect()
        };
        Self {
            held: PeriodFigures::new(chosen),
            name: "去向",
            said: "外部导引和移交去了哪里",
            nothing: "本期没有导引或移交到外单位的件。",
            orders: &UNITS,
            rows,
            by: 0,
            marked: Marked::new(),
        }
    }

    /// 事项排行.
    pub(super) fn matters(chosen: Chosen) -> Self {
        let rows: SumsByName = |view, world| {
            let name = |code| {
                world.facts.catalogue.matter(code).map_or(code.as_str(), |matter| &matter.name).to_owned()
            };
            view.matters.iter().map(|(code, tally)| (name(code), tally.clone())).collect()
        };
        Self {
            held: PeriodFigures::new(chosen),
            name: "事项",
            said: "按办结日，跑动和用时为每件平均",
            nothing: "本期没有办结的事项。",
            orders: &MATTERS,
            rows,
            by: 0,
            marked: Marked::new(),
        }
    }

    /// The rows by the chosen order, the most first.
    fn ranked(&self, world: &World) -> Vec<(String, MeasureTotals)> {
        let mut rows = self.held.view(world).map(|view| (self.rows)(view, world)).unwrap_or_default();
        if let Some(order) = self.orders.get(self.by) {
            rows.sort_by_cached_key(|(name, tally)| (Reverse((order.value)(tally).size()), name.clone()));
        }
        rows
    }
}

impl Layer for Ranking {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.held.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let count = self.ranked(world).len();
        match () {
            () if self.marked.step(key, count) => {}
            () if digit(key) == Some(TURN) => {
                (self.by, self.marked) = ((self.by + 1) % self.orders.len(), Marked::new());
            }
            () => return self.held.turn(key, world),
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if matches!(news, News::Changed) || self.held.told(news, world) {
            return self.held.ask(world);
        }
        if self.held.hear(news) {
            self.marked.within(self.ranked(world).len());
        }
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        self.held.head(canvas, world, self.said);
        if self.held.view(world).is_none() {
            return;
        }
        let rows = self.ranked(world);
        if rows.is_empty() {
            canvas.put(2, 2, self.nothing, Tone::Dim);
            return;
        }
        // The name, three numbers, and the bar of the number it is ranked by.
        let named = if width >= 100 { 44 } else { 30 };
        let ends: Vec<u16> = (1..=3).map(|column| named + 2 + column * 10).collect();
        let begins = named + 35;
        for (at, (order, end)) in self.orders.iter().zip(&ends).enumerate() {
            let (name, tone) = match at == self.by {
                true => (format!("[{}]", order.name), Tone::Title),
                false => (order.name.to_owned(), Tone::Label),
            };
            canvas.put_before(*end, 1, &name, tone);
        }
        let by =
            |tally: &MeasureTotals| self.orders.get(self.by).map_or(0, |order| (order.value)(tally).size());
        let largest = rows.iter().map(|(_, tally)| by(tally)).max().unwrap_or(0);
        let room = 2..height.max(3);
        self.marked.draw(canvas, room, rows.iter(), |canvas, y, (name, tally)| {
            canvas.put_in(2, y, named, name, Tone::Text);
            for (order, end) in self.orders.iter().zip(&ends) {
                canvas.put_before(*end, y, &(order.value)(tally).text(), Tone::Text);
            }
            let cells = bars::length(by(tally), largest, width.saturating_sub(begins + 1));
            bars::bar(canvas, (begins, y), cells, Tone::Notice);
        });
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world)
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        let mut hints = vec![(TURN.to_string(), "换排法".to_owned())];
        hints.extend(keys());
        hints
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn remark(&self, _: &World) -> Option<Message> {
        let by = self.orders.get(self.by)?;
        Some(Message::good(format!("按{}从多到少；{TURN} 换排法。", by.name)))
    }
}
