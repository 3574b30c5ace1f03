//! 考核 (R72): each officer's score by the office's rules, for whoever sees other officers' figures; nobody is shown his own. Enter opens
//! the points, and each of these its cases; 8 shows the rules, which the two offices keep.

use std::cmp::Reverse;

use xieban_domain::assessment::Scheme;
use xieban_domain::figures::{Period, Score, score};
use xieban_domain::staff::StaffCode;
use xieban_office::question;
use xieban_term::{Canvas, Code, Key, Tone};

use super::open::open;
use super::period::{Chosen, PeriodFigures, keys};
use super::rules::Rules;
use crate::chrome;
use crate::keymap::{digit, is_enter};
use crate::layer::{Action, KeyHint, Layer, News};
use crate::pending::Pending;
use crate::widget::marked::Marked;
use crate::world::World;

/// The digit that shows the rules.
const RULES: usize = 8;

/// The view.
pub(super) struct Scores {
    held: PeriodFigures,
    scheme: Option<Scheme>,
    asked: Pending<question::Scheme>,
    marked: Marked,
}

impl Scores {
    pub(super) const fn new(chosen: Chosen) -> Self {
        Self { held: PeriodFigures::new(chosen), scheme: None, asked: Pending::none(), marked: Marked::new() }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        let mut actions = self.held.ask(world);
        actions.push(self.asked.ask(question::Scheme {}, world));
        actions
    }

    /// Everybody's but the reader's own, the highest first.
    fn rows(&self, world: &World) -> Vec<(StaffCode, Score)> {
        let (Some(view), Some(scheme)) = (self.held.view(world), &self.scheme) else { return Vec::new() };
        let others = view.officers.iter().filter(|(code, _)| world.me.as_ref() != Some(*code));
        let mut rows: Vec<_> = others.map(|(code, tally)| (code.clone(), score(scheme, tally))).collect();
        rows.sort_by_key(|(code, score)| (Reverse(score.total), code.clone()));
        rows
    }

    fn open(&self, world: &World) -> Vec<Action> {
        let period = self.held.period(world);
        let points = |(code, score): (StaffCode, Score)| {
            let name = world.header.staff.name(&code).to_owned();
            Action::Open(Box::new(OfficerPoints { code, name, score, period, marked: Marked::new() }))
        };
        self.rows(world).into_iter().nth(self.marked.at()).map(points).into_iter().collect()
    }
}

impl Layer for Scores {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let count = self.rows(world).len();
        match () {
            () if self.marked.step(key, count) => {}
            () if is_enter(key) => return Some(self.open(world)),
            () if digit(key) == Some(RULES) => {
                let rules = self.scheme.clone().map(|scheme| Action::Open(Box::new(Rules::new(scheme))));
                return Some(rules.into_iter().collect());
            }
            () => return self.held.turn(key, world),
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(schemes) = self.asked.answer(news) {
            self.scheme = Some(schemes.current.clone());
        }
        match news {
            News::Changed => return self.ask(world),
            _ if self.held.told(news, world) => return self.held.ask(world),
            _ => {
                self.held.hear(news);
            }
        }
        self.marked.within(self.rows(world).len());
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let by = self.scheme.as_ref().map_or(String::new(), |scheme| match scheme.is_proposal() {
            true => format!("按考核规则第{}版（待确认）", scheme.version),
            false => format!("按考核规则第{}版", scheme.version),
        });
        self.held.head(canvas, world, &by);
        if self.held.view(world).is_none() {
            return;
        }
        let rows = self.rows(world);
        if rows.is_empty() {
            canvas.put(2, 2, "没有可看的考核分：考核由所作风办、所行风办和领导看，不显示本人的。", Tone::Dim);
            return;
        }
        for (x, name) in [(2, "协办员"), (26, "加分最多"), (54, "扣分最多")] {
            canvas.put(x, 1, name, Tone::Label);
        }
        canvas.put_before(24, 1, "考核分", Tone::Label);
        let room = 2..height.max(3);
        self.marked.draw(canvas, room, rows.iter(), |canvas, y, (code, score)| {
            canvas.put_in(2, y, 12, world.header.staff.name(code), Tone::Text);
            canvas.put_before(24, y, &score.total.to_string(), Tone::Title);
            let best =
                score.points.iter().filter(|point| point.points.0 > 0).max_by_key(|point| point.points);
            let worst =
                score.points.iter().filter(|point| point.points.0 < 0).min_by_key(|point| point.points);
            for (x, point, sign) in [(26, best, "+"), (54, worst, "")] {
                let said =
                    point.map_or(String::new(), |point| format!("{} {sign}{}", point.rule, point.points));
                canvas.put_in(x, y, 27.min(width.saturating_sub(x)), &said, Tone::Text);
            }
        });
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world)
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        let mut hints = vec![("Enter", "看分"), ("8", "规则")]
            .into_iter()
            .map(|(key, what)| (key.to_owned(), what.to_owned()))
            .collect::<Vec<_>>();
        hints.extend(keys());
        hints
    }

    fn name(&self) -> &'static str {
        "考核"
    }
}

/// The points of one officer; Enter opens the cases behind them.
struct OfficerPoints {
    code: StaffCode,
    name: String,
    score: Score,
    period: Period,
    marked: Marked,
}

impl Layer for OfficerPoints {
    fn key(&mut self, key: Key, _: &World) -> Option<Vec<Action>> {
        let count = self.score.points.len();
        match key.code {
            Code::Esc => return Some(vec![Action::Close]),
            _ if self.marked.step(key, count) => {}
            _ if is_enter(key) => {
                let whose = Some((&self.code, self.name.as_str()));
                let point = self.score.points.get(self.marked.at());
                let opened = point.map(|point| open(&point.rule, &[point.measure], self.period, whose));
                return Some(opened.into_iter().collect());
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        canvas.clear(0, 0, width, height);
        let title = format!("考核分 {}  {}  {}", self.score.total, self.name, self.period.name());
        canvas.put_in(1, 0, width.saturating_sub(2), &title, Tone::Title);
        canvas.put(2, 1, "规则", Tone::Label);
        canvas.put_before(46, 1, "件数", Tone::Label);
        canvas.put_before(58, 1, "得分", Tone::Label);
        let room = 2..height.saturating_sub(3).max(3);
        self.marked.draw(canvas, room, self.score.points.iter(), |canvas, y, point| {
            canvas.put_in(2, y, 32, &point.rule, Tone::Text);
            let count = match point.of {
                Some(of) => format!("{of}中{}", point.count),
                None => point.count.to_string(),
            };
            canvas.put_before(46, y, &count, Tone::Text);
            let sign = if point.points.0 > 0 { "+" } else { "" };
            canvas.put_before(58, y, &format!("{sign}{}", point.points), Tone::Text);
        });
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
        chrome::keys(canvas, height.saturating_sub(1), &self.hints(world));
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        [("上下", "选项"), ("Enter", "看件")].map(|(key, what)| (key.to_owned(), what.to_owned())).into()
    }

    fn name(&self) -> &'static str {
        "考核分"
    }
}
