//! All stories of a sample in the order of time: which day begins how many, who is on duty, which step comes next.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use chrono::{Days, NaiveDate};
use xieban_domain::calendar::Calendar;
use xieban_domain::catalogue::Matter;
use xieban_domain::codes::Priority;
use xieban_domain::moment::Moment;
use xieban_domain::waiting::Arrive;
use xieban_office::CompiledFacts;

use super::complaints;
use super::elsewhere;
use super::names::{self, Dice};
use super::plot::{self, Plot};
use super::{Plan, roster};

/// The open days on which cases begin, oldest first; today only once its first visitors can have come.
fn days(calendar: &Calendar, plan: &Plan) -> Vec<NaiveDate> {
    let wanted = plan.days.unwrap_or_else(|| (plan.cases / 10).clamp(15, 500));
    let wanted = usize::try_from(wanted).unwrap_or(0);
    let mut days = Vec::with_capacity(wanted);
    let mut day = plan.now.date();
    while days.len() < wanted {
        let begun = day < plan.now.date() || plan.now.time() >= names::clock(8, 40);
        if begun && calendar.is_open(day) {
            days.push(day);
        }
        day = day.checked_sub_days(Days::new(1)).unwrap_or(day);
    }
    days.reverse();
    days
}

/// A step of a story and when it happens; the number keeps steps of one moment in order.
struct StoryStep {
    at: Moment,
    order: u64,
    plot: Plot,
}

impl PartialEq for StoryStep {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for StoryStep {}

impl PartialOrd for StoryStep {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for StoryStep {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at, self.order).cmp(&(other.at, other.order))
    }
}

/// All steps of all stories in the order of time. Only the stories under way are held, however many there are to be.
pub(super) struct Stories<'p> {
    pub(super) plan: &'p Plan,
    facts: CompiledFacts,
    matters: Vec<&'static Matter>,
    dice: Dice,
    days: Vec<NaiveDate>,
    /// Days whose stories have begun.
    begun: usize,
    /// Cases whose stories have begun.
    told: u32,
    order: u64,
    waiting: BinaryHeap<Reverse<StoryStep>>,
}

impl<'p> Stories<'p> {
    pub(super) fn new(plan: &'p Plan, facts: CompiledFacts) -> Self {
        let days = days(facts.calendar, plan);
        let mut stories = Self {
            plan,
            facts,
            matters: plot::matters(facts),
            dice: Dice::new(plan.seed),
            days,
            begun: 0,
            told: 0,
            order: 0,
            waiting: BinaryHeap::new(),
        };
        let first = stories.days.first().copied().unwrap_or_else(|| plan.now.date());
        for (when, by, command) in roster::steps(first, plan.now.date(), facts.calendar) {
            stories.wait(when, Plot::Office(by, command));
        }
        for (when, by, command) in complaints::steps(&stories.days) {
            stories.wait(when, Plot::Office(by, command));
        }
        let begun = Moment::at(first, names::clock(7, 30));
        elsewhere::known().for_each(|keep| stories.wait(begun, Plot::Known(keep)));
        stories.line_up();
        stories
    }

    /// Three wait now, where the office is open now.
    fn line_up(&mut self) {
        let now = self.plan.now;
        if self.days.last() != Some(&now.date()) {
            return;
        }
        let who = [(7, None, "穿蓝衣服"), (4, Some(Priority::Elderly), "拄拐杖"), (1, None, "")];
        for (minutes, priority, note) in who {
            let arrive = Arrive { priority, note: note.to_owned() };
            self.wait(now.plus_ms(-minutes * 60_000), Plot::Arrive(arrive));
        }
    }

    /// When the office lays its first pages: the first morning, before anybody comes.
    pub(super) fn beginning(&self) -> Moment {
        Moment::at(self.days.first().copied().unwrap_or_else(|| self.plan.now.date()), names::clock(7, 0))
    }

    fn wait(&mut self, at: Moment, plot: Plot) {
        if at <= self.plan.now {
            self.order += 1;
            self.waiting.push(Reverse(StoryStep { at, order: self.order, plot }));
        }
    }

    /// Begins the stories of one more day.
    fn begin(&mut self, day: NaiveDate) {
        let at = self.begun;
        self.begun += 1;
        let days = u64::try_from(self.days.len()).unwrap_or(1).max(1);
        let until = u64::try_from(self.begun).unwrap_or(0) * u64::from(self.plan.cases) / days;
        while u64::from(self.told) < until {
            let matter = *self.dice.pick(&self.matters);
            let story = plot::case(self.told, (day, at), matter, self.facts, self.plan.now, &mut self.dice);
            self.told += 1;
            for (when, plot) in story {
                self.wait(when, plot);
            }
        }
    }
}

impl Iterator for Stories<'_> {
    type Item = (Moment, Plot);

    fn next(&mut self) -> Option<(Moment, Plot)> {
        while let Some(day) = self.days.get(self.begun).copied() {
            let later = |Reverse(step): &Reverse<StoryStep>| step.at.date() >= day;
            if !self.waiting.peek().is_none_or(later) {
                break;
            }
            self.begin(day);
        }
        self.waiting.pop().map(|Reverse(step)| (step.at, step.plot))
    }
}
