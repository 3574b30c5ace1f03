//! Who stands there at a moment, who comes after, and how that is said: a function of the wall and the clock, nothing else.

use chrono::{Datelike as _, NaiveDate};
use xieban_domain::moment::{Moment, weekday};
use xieban_public::{DutyCard, DutyHalf, Wall, WallDay};

/// What the office does at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hour {
    /// 正在值班.
    Serving,
    /// Open today, later: it begins at this time.
    Later(String),
    /// Open no more today.
    Over,
    /// Closed today, and why.
    Closed(String),
}

impl Hour {
    /// As it stands in the header.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Serving => "正在值班".to_owned(),
            Self::Later(at) => format!("{at} 开始接待"),
            Self::Over => "今日已下班".to_owned(),
            Self::Closed(why) => format!("今日休息（{why}）"),
        }
    }
}

/// Who stands there.
#[derive(Debug)]
pub(crate) struct OnDuty<'a> {
    wall: &'a Wall,
    pub(crate) now: Moment,
    /// What the office does.
    pub(crate) hour: Hour,
    /// The half-day that is on, or comes next; none where the wall knows of no open day.
    pub(crate) turn: Option<DutyHalf<'a>>,
}

impl<'a> OnDuty<'a> {
    /// The scene of a moment.
    pub(crate) fn at(wall: &'a Wall, now: Moment) -> Self {
        let turn = wall.turns(now).next();
        let today = wall.day(now.date());
        let hour = match (today.and_then(|day| day.closed.clone()), turn) {
            (Some(why), _) => Hour::Closed(why),
            (None, Some(turn)) if turn.has_begun(now) => Hour::Serving,
            (None, Some(turn)) if turn.day.date == now.date() => Hour::Later(turn.hours.from.to_string()),
            (None, _) => Hour::Over,
        };
        Self { wall, now, hour, turn }
    }

    /// Somebody stands there now.
    pub(crate) fn is_serving(&self) -> bool {
        self.hour == Hour::Serving
    }

    /// The people of the half-day that is on or comes next.
    pub(crate) fn officers(&self) -> &'a [DutyCard] {
        self.turn.and_then(|turn| turn.day.halves.get(turn.half)).map_or(&[], Vec::as_slice)
    }

    /// Who stands in on that day.
    pub(crate) fn standing_in(&self) -> &'a [DutyCard] {
        self.turn.map_or(&[], |turn| &turn.day.standing_in)
    }

    /// The leader of that day.
    pub(crate) fn leader(&self) -> Option<&'a DutyCard> {
        self.turn.and_then(|turn| turn.day.leader.as_ref())
    }

    /// The next half-day on which others stand there.
    pub(crate) fn next_officers(&self) -> Option<DutyHalf<'a>> {
        let here = self.officers();
        self.wall.turns(self.now).skip(1).find(|turn| turn.officers() != here)
    }

    /// The next day on which another one leads.
    pub(crate) fn next_leader(&self) -> Option<&'a WallDay> {
        let (here, date) = (self.leader(), self.turn?.day.date);
        let later = |day: &&WallDay| day.closed.is_none() && day.date > date;
        self.wall.days.iter().filter(later).find(|day| day.leader.as_ref() != here)
    }

    /// Everybody of that day, each once: who stands there, the others of the day, the leader.
    pub(crate) fn people(&self) -> Vec<(&'static str, &'a DutyCard)> {
        let Some(turn) = self.turn else { return Vec::new() };
        let others = turn.day.halves.iter().flatten();
        let officers = self.officers().iter().chain(others).map(|card| ("协办员", card));
        let standing_in = turn.day.standing_in.iter().map(|card| ("协办员（临时顶岗）", card));
        let leader = turn.day.leader.iter().map(|card| ("值班领导", card));
        let mut people: Vec<(&str, &DutyCard)> = Vec::new();
        for (role, card) in officers.chain(standing_in).chain(leader) {
            if !people
                .iter()
                .any(|(seen, other)| (*seen == "值班领导") == (role == "值班领导") && *other == card)
            {
                people.push((role, card));
            }
        }
        people
    }

    /// 值班时间 of an officer on that day.
    pub(crate) fn officer_hours(&self, card: &DutyCard) -> String {
        let Some(turn) = self.turn else { return String::new() };
        let on = [0, 1].map(|half| turn.day.halves.get(half).is_some_and(|half| half.contains(card)));
        let hours = self.wall.hours.map(|half| format!("{}-{}", half.from, half.to));
        let [morning, afternoon] = &hours;
        let when = match on {
            [true, true] => format!("{morning}  {afternoon}"),
            [true, false] => format!("上午 {morning}"),
            [false, true] => format!("下午 {afternoon}"),
            [false, false] => "全天".to_owned(),
        };
        format!("{}{when}", self.day_word(turn.day.date))
    }

    /// 值班时间 of the leader of that day.
    pub(crate) fn leader_hours(&self) -> String {
        self.turn.map_or_else(String::new, |turn| format!("{}全天", self.day_word(turn.day.date)))
    }

    /// `今日`, or the date.
    fn day_word(&self, date: NaiveDate) -> String {
        if date == self.now.date() { "今日".to_owned() } else { format!("{} ", short(date)) }
    }

    /// The people are those of today, whose mobiles are public today.
    pub(crate) fn is_today(&self) -> bool {
        self.turn.is_some_and(|turn| turn.day.date == self.now.date())
    }

    /// How the half-day is named before it begins: `11月24日（周二）上午`, or `今日下午`.
    pub(crate) fn name_of(&self, turn: DutyHalf<'_>) -> String {
        let half = ["上午", "下午"].get(turn.half).copied().unwrap_or_default();
        match turn.day.date == self.now.date() {
            true => format!("今日{half}"),
            false => format!("{}{half}", day_name(turn.day)),
        }
    }
}

/// `11月24日（周二）`; 暂定 where no notice of holidays has been published for its year.
pub(crate) fn day_name(day: &WallDay) -> String {
    let (date, open) = (day.date, if day.provisional { "，暂定" } else { "" });
    format!("{}月{}日（周{}{open}）", date.month(), date.day(), weekday(date))
}

/// `11-24 周二`.
pub(crate) fn short(date: NaiveDate) -> String {
    format!("{} 周{}", date.format("%m-%d"), weekday(date))
}
