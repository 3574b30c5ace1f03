//! 提示 (作风体检): patterns in the figures that are worth a look. Hints, not verdicts; only the two offices are given any, and nobody is
//! given one about himself. Enter opens the cases; 1 begins a file, so that the officer is told and can answer there (R74, R75).

use xieban_domain::conduct::is_of_the_offices;
use xieban_domain::figures::{FigureHint, Period, shows_patterns};
use xieban_office::{Answer, CaseRow, Counted, Query};
use xieban_term::{Canvas, Key, Tone};

use super::open::open;
use super::period::{Chosen, PeriodFigures, keys};
use crate::event::Ticket;
use crate::keymap::is_enter;
use crate::layer::{Action, KeyHint, Layer, LayerReply, Message, News, Offer};
use crate::verb::hint::{HintDesk, VERBS, begin};
use crate::widget::marked::Marked;
use crate::world::World;

/// So many numbers of cases stand in the words that a file begins with.
const NAMED: usize = 20;

/// The view.
pub(super) struct Hints {
    held: PeriodFigures,
    marked: Marked,
    /// Its cases are asked for, to begin a file with.
    filing: Option<(Ticket, FigureHint)>,
}

fn of_the_offices(world: &World) -> bool {
    world.myself().is_some_and(is_of_the_offices)
}

impl Hints {
    pub(super) const fn new(chosen: Chosen) -> Self {
        Self { held: PeriodFigures::new(chosen), marked: Marked::new(), filing: None }
    }

    fn rows<'a>(&'a self, world: &World) -> &'a [FigureHint] {
        self.held.view(world).map_or(&[], |view| &view.hints)
    }

    fn chosen(&self, world: &World) -> Option<FigureHint> {
        self.rows(world).get(self.marked.at()).cloned()
    }

    fn open(&self, world: &World) -> Vec<Action> {
        let action = |hint: FigureHint| {
            let whose = Some((&hint.who, world.header.staff.name(&hint.who)));
            open(hint.pattern.name(), hint.pattern.rests_on(), self.held.period(world), whose)
        };
        self.chosen(world).map(action).into_iter().collect()
    }

    /// 立件核查: first the numbers of the cases.
    fn file(&mut self, world: &World) -> Vec<Action> {
        let Some(hint) = self.chosen(world) else { return Vec::new() };
        let (ticket, effect) = world.ask(Query::Counted(Counted {
            measures: hint.pattern.rests_on().to_vec(),
            period: self.held.period(world),
            officer: Some(hint.who.clone()),
            offset: 0,
            limit: NAMED,
        }));
        self.filing = Some((ticket, hint));
        vec![Action::Do(effect)]
    }

    fn desk(&self, world: &World) -> HintDesk {
        HintDesk(self.chosen(world))
    }
}

/// What a file begins with: the pattern, the period, how many of how many, and which cases.
fn content(hint: &FigureHint, period: Period, cases: &[CaseRow]) -> String {
    let numbers: Vec<String> = cases.iter().map(|row| row.record.case.id().spoken()).collect();
    let more = if usize::try_from(hint.count).is_ok_and(|count| count > numbers.len()) { "等" } else { "" };
    format!(
        "{}作风体检提示：{}，{}件中{}件（{}{more}）。",
        period.name(),
        hint.pattern.name(),
        hint.of,
        hint.count,
        numbers.join("、")
    )
}

impl Layer for Hints {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.held.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let count = self.rows(world).len();
        match () {
            () if self.marked.step(key, count) => {}
            () if is_enter(key) => return Some(self.open(world)),
            () => return self.held.turn(key, world).or_else(|| VERBS.key(key, &self.desk(world), world)),
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        match news {
            News::Answer(ticket, Ok(Answer::Cases(list)))
                if self.filing.as_ref().is_some_and(|(waiting, _)| waiting == ticket) =>
            {
                let Some((_, hint)) = self.filing.take() else { return Vec::new() };
                let words = content(&hint, self.held.period(world), &list.rows);
                vec![Action::Open(begin(&hint, &words, world))]
            }
            News::Told(LayerReply::FileHint) => self.file(world),
            News::Changed => self.held.ask(world),
            _ if self.held.told(news, world) => self.held.ask(world),
            _ => {
                if self.held.hear(news) {
                    self.marked.within(self.rows(world).len());
                }
                Vec::new()
            }
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        self.held.head(canvas, world, "只是提示，不是结论");
        let Some(view) = self.held.view(world) else { return };
        let rows = self.rows(world);
        if rows.is_empty() {
            let said = match (of_the_offices(world), shows_patterns(view.period)) {
                (true, true) => "本期没有提示。",
                (true, false) => "时段太短，看不出规律：请看一个月以上。",
                (false, _) => "提示由所作风办、所行风办看。",
            };
            canvas.put(2, 2, said, Tone::Dim);
            return;
        }
        let columns = [(2, 10, "可能的情形"), (15, 24, "特征"), (41, 12, "件数"), (55, 14, "责任人")];
        for (x, cells, name) in columns {
            canvas.put_in(x, 1, cells, name, Tone::Label);
        }
        let room = 2..height.saturating_sub(1).max(3);
        self.marked.draw(canvas, room, rows.iter(), |canvas, y, hint| {
            let texts = [
                hint.pattern.kind().name().to_owned(),
                hint.pattern.name().to_owned(),
                format!("{}中{}", hint.of, hint.count),
                world.header.staff.name(&hint.who).to_owned(),
            ];
            for ((x, cells, _), text) in columns.iter().zip(texts) {
                canvas.put_in(*x, y, (*cells).min(width.saturating_sub(*x)), &text, Tone::Text);
            }
        });
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world)
    }

    fn keys(&self, world: &World) -> Vec<KeyHint> {
        let open = ("Enter".to_owned(), "看件".to_owned());
        std::iter::once(open).chain(VERBS.hints(&self.desk(world), world)).chain(keys()).collect()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        VERBS.offers(&self.desk(world), world)
    }

    fn name(&self) -> &'static str {
        "提示"
    }

    fn remark(&self, world: &World) -> Option<Message> {
        let some = of_the_offices(world) && !self.rows(world).is_empty();
        some.then(|| Message::good("Enter 看件，8 立件核查：告知本人，本人可以申辩。"))
    }
}
