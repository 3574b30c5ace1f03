//! 坐班: who came to the desk, who left it and for how long, and whether an open half-day is covered (R12, R24).
//!
//! Known from sign-ins and sign-outs at the terminals, and from 离座 and 回座. Who signs in confirms 亮证挂牌; where that was not
//! confirmed, it says 未亮证. Whoever never signs out is taken to have stayed for the half-days he is rostered for, no longer.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AtDesk, DeskDay};
use crate::absence::Half;
use crate::context::Context;
use crate::duty::DutyDay;
use crate::moment::Moment;
use crate::refusal::{Premises, Refusal, RefusedField};
use crate::settings::{HourMinute, Settings};
use crate::staff::StaffCode;

/// The terminal of scripts: who signs in there is not at the desk.
pub const SCRIPTS: &str = "批量";

/// Why somebody leaves his seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum SeatReason {
    /// 陪同导引.
    #[serde(rename = "陪同导引")]
    Guide,
    /// 去科室.
    #[serde(rename = "去科室")]
    Department,
    /// 开会.
    #[serde(rename = "开会")]
    Meeting,
    /// 就餐.
    #[serde(rename = "就餐")]
    Meal,
    /// 其他.
    #[serde(rename = "其他")]
    Other,
}

impl SeatReason {
    /// Every reason, in the order of menus.
    pub const ALL: [Self; 5] = [Self::Guide, Self::Department, Self::Meeting, Self::Meal, Self::Other];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Guide => "陪同导引",
            Self::Department => "去科室",
            Self::Meeting => "开会",
            Self::Meal => "就餐",
            Self::Other => "其他",
        }
    }
}

/// 离座.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveSeat {
    /// Why.
    pub reason: SeatReason,
    /// 预计回来, today.
    pub back: HourMinute,
}

/// 回座.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TakeSeat {}

/// Somebody came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockMark {
    pub at: Moment,
    pub who: StaffCode,
    /// 台号.
    pub desk: String,
    pub came: Movement,
}

/// What somebody did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// Signed in; `badge`: 亮证挂牌 confirmed.
    In {
        badge: bool,
    },
    Out,
    /// 离座.
    Left(LeaveSeat),
    /// 回座.
    Back,
}

/// Where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts {
    /// 未到, and his half-day has not begun.
    NotDue,
    /// 未到.
    NotCome,
    /// 在岗.
    There,
    /// 离座.
    Away,
    /// 已签退.
    Gone,
}

impl Whereabouts {
    /// As the screen says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotDue => "未到班",
            Self::NotCome => "未到",
            Self::There => "在岗",
            Self::Away => "离座",
            Self::Gone => "已签退",
        }
    }
}

/// Time away from the desk within somebody's half-days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeAway {
    pub from: Moment,
    /// Until when; none while it lasts.
    pub until: Option<Moment>,
    /// What was said at leaving; nothing where he signed out.
    pub said: Option<LeaveSeat>,
    /// Minutes that lie within his half-days.
    pub minutes: i64,
    /// Longer than the setting.
    pub long: bool,
}

/// One rostered officer's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceDay {
    pub who: StaffCode,
    /// His half-days; both for who stands in.
    pub halves: Vec<Half>,
    /// 台号 at which he was last.
    pub desk: String,
    /// 到岗.
    pub came: Option<Moment>,
    /// 签退, where he is gone.
    pub left: Option<Moment>,
    /// 未亮证: signed in, and 亮证挂牌 never confirmed.
    pub unbadged: bool,
    /// Where he is now.
    pub now: Whereabouts,
    pub away: Vec<TimeAway>,
}

/// Open time without anybody at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// In which half-day.
    pub half: Half,
    pub from: Moment,
    pub until: Moment,
    pub on: bool,
    /// Nobody is on the roster for this half-day.
    pub unrostered: bool,
}

/// The day at the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attendance {
    /// Everybody on the roster.
    pub people: Vec<AttendanceDay>,
    /// 空岗: open time without anybody, longer than the setting; a half-day without a roster counts from its first minute.
    pub gaps: Vec<Gap>,
}

/// From, to.
type Span = (Moment, Moment);

impl Attendance {
    /// The day as it stands now, or stood when it ended. A day on which the office is closed has no gaps.
    pub fn of(day: &DutyDay, desk: &DeskDay, settings: &Settings, now: Moment, open: bool) -> Self {
        let halves = Half::BOTH.map(|half| (half, hours(day.date, half, settings)));
        let mut people = Vec::new();
        let mut spans: Vec<(StaffCode, Vec<Span>)> = Vec::new();
        for who in day.officers() {
            let marks: Vec<&ClockMark> = desk.marks.iter().filter(|mark| mark.who == *who).collect();
            people.push(presence(day, who, &marks, settings, now));
            spans.push((who.clone(), at_desk(&marks, now)));
        }
        let mut gaps = Vec::new();
        for (half, (from, to)) in halves.into_iter().filter(|_| open) {
            let end = to.min(now);
            if end <= from {
                continue;
            }
            let unrostered = !people.iter().any(|each| each.halves.contains(&half));
            let counts = |(who, spans): &(StaffCode, Vec<Span>)| -> Vec<Span> {
                let his = rostered(day, who).contains(&half);
                spans.iter().copied().filter(|span| his || span.0 >= from).collect()
            };
            let covered: Vec<Span> = spans.iter().flat_map(counts).collect();
            for (from, until) in holes(covered, (from, end)) {
                let minutes = until.since(from) / 60_000;
                if unrostered || minutes > i64::from(settings.absence_minutes) {
                    gaps.push(Gap { half, from, until, on: until == now && now < to, unrostered });
                }
            }
        }
        Self { people, gaps }
    }

    /// 空岗 at this moment: the alarm.
    pub fn alarm(&self) -> Option<Gap> {
        self.gaps.iter().copied().find(|gap| gap.on)
    }
}

/// A half-day's hours.
fn hours(date: NaiveDate, half: Half, settings: &Settings) -> Span {
    let [morning, afternoon] = settings.hours;
    let hours = match half {
        Half::Morning => morning,
        Half::Afternoon => afternoon,
    };
    (Moment::at(date, hours.from.0), Moment::at(date, hours.to.0))
}

/// The half-days somebody is at the desk for.
fn rostered(day: &DutyDay, who: &StaffCode) -> Vec<Half> {
    let is = |half: &Half| day.of_half(*half).contains(who) || day.standing_in.contains(who);
    Half::BOTH.into_iter().filter(is).collect()
}

/// When somebody was at the desk.
fn at_desk(marks: &[&ClockMark], now: Moment) -> Vec<Span> {
    let (mut spans, mut since) = (Vec::new(), None);
    for mark in marks {
        match mark.came {
            Movement::In { .. } | Movement::Back => since = since.or(Some(mark.at)),
            Movement::Out | Movement::Left(_) => spans.extend(since.take().map(|from| (from, mark.at))),
        }
    }
    spans.extend(since.map(|from| (from, now.max(from))));
    spans
}

/// What of a span is not covered, in order.
fn holes(mut covered: Vec<Span>, (from, to): Span) -> Vec<Span> {
    covered.sort();
    let (mut holes, mut at) = (Vec::new(), from);
    for (begins, ends) in covered {
        if begins >= to {
            break;
        }
        if begins > at {
            holes.push((at, begins));
        }
        at = at.max(ends);
    }
    if at < to {
        holes.push((at, to));
    }
    holes
}

fn presence(
    day: &DutyDay,
    who: &StaffCode,
    marks: &[&ClockMark],
    settings: &Settings,
    now: Moment,
) -> AttendanceDay {
    let halves = rostered(day, who);
    let spans: Vec<Span> = halves.iter().map(|half| hours(day.date, *half, settings)).collect();
    let within = |from: Moment, to: Moment| -> i64 {
        let cut = spans.iter().map(|(begins, ends)| to.min(*ends).since(from.max(*begins)).max(0));
        cut.fold(0, i64::saturating_add) / 60_000
    };
    let mut away: Vec<TimeAway> = Vec::new();
    let mut open: Option<(Moment, Option<LeaveSeat>)> = None;
    let mut end = |open: &mut Option<(Moment, Option<LeaveSeat>)>, until: Option<Moment>| {
        let Some((from, said)) = open.take() else { return };
        let minutes = within(from, until.unwrap_or(now));
        if minutes > 0 || (until.is_none() && said.is_some()) {
            let long = minutes > i64::from(settings.absence_minutes);
            away.push(TimeAway { from, until, said, minutes, long });
        }
    };
    for mark in marks {
        match &mark.came {
            Movement::In { .. } | Movement::Back => end(&mut open, Some(mark.at)),
            Movement::Left(leave) => {
                open.get_or_insert((mark.at, Some(leave.clone())));
            }
            Movement::Out => {
                open.get_or_insert((mark.at, None));
            }
        }
    }
    let last = marks.last().map(|mark| &mark.came);
    end(&mut open, None);
    let begun = spans.iter().any(|(begins, _)| *begins <= now);
    let ins: BTreeSet<bool> = marks
        .iter()
        .filter_map(|mark| match mark.came {
            Movement::In { badge } => Some(badge),
            Movement::Out | Movement::Left(_) | Movement::Back => None,
        })
        .collect();
    AttendanceDay {
        who: who.clone(),
        desk: marks.last().map(|mark| mark.desk.clone()).unwrap_or_default(),
        came: marks.first().map(|mark| mark.at),
        left: marks.last().filter(|mark| mark.came == Movement::Out).map(|mark| mark.at),
        unbadged: ins.len() == 1 && ins.contains(&false),
        now: match last {
            None if begun => Whereabouts::NotCome,
            None => Whereabouts::NotDue,
            Some(Movement::In { .. } | Movement::Back) => Whereabouts::There,
            Some(Movement::Left(_)) => Whereabouts::Away,
            Some(Movement::Out) => Whereabouts::Gone,
        },
        halves,
        away,
    }
}

fn last_of<'a>(cx: &'a Context<'_>) -> Option<&'a Movement> {
    let marks = &cx.facts.books.desk.marks;
    marks.iter().rev().find(|mark| mark.who == *cx.actor.code()).map(|mark| &mark.came)
}

pub(super) fn leave(leave: &LeaveSeat, cx: &Context<'_>) -> Result<AtDesk, Refusal> {
    if matches!(last_of(cx), Some(Movement::Left(_))) {
        return Err(Premises::SeatAlreadyLeft.whole());
    }
    if leave.back.0 <= cx.now.time() {
        return Err(Premises::BackInThePast.on(RefusedField::Limit));
    }
    Ok(AtDesk::SeatLeft(leave.clone()))
}

pub(super) fn take(cx: &Context<'_>) -> Result<AtDesk, Refusal> {
    match last_of(cx) {
        Some(Movement::Left(_)) => Ok(AtDesk::SeatTaken),
        Some(Movement::In { .. } | Movement::Out | Movement::Back) | None => {
            Err(Premises::SeatNotLeft.whole())
        }
    }
}

impl DeskDay {
    /// Somebody came, or went.
    pub fn note(&mut self, at: Moment, who: &StaffCode, desk: &str, came: Movement) {
        if desk != SCRIPTS {
            self.marks.push(ClockMark { at, who: who.clone(), desk: desk.to_owned(), came });
        }
    }

    /// The day after what was done at the desk.
    pub fn take(&mut self, done: &AtDesk, at: Moment, by: &StaffCode, desk: &str) {
        match done {
            AtDesk::Checked { facility, fault } => {
                let check = super::Inspection { at, by: by.clone(), fault: fault.clone() };
                self.checks.insert(facility.clone(), check);
            }
            AtDesk::SeatLeft(leave) => {
                let mark = ClockMark {
                    at,
                    who: by.clone(),
                    desk: desk.to_owned(),
                    came: Movement::Left(leave.clone()),
                };
                self.marks.push(mark);
            }
            AtDesk::SeatTaken => {
                let mark = ClockMark { at, who: by.clone(), desk: desk.to_owned(), came: Movement::Back };
                self.marks.push(mark);
            }
        }
    }

    /// 离座 of somebody that lasts.
    pub fn seat_left(&self, who: &StaffCode) -> Option<&LeaveSeat> {
        match self.marks.iter().rev().find(|mark| mark.who == *who).map(|mark| &mark.came) {
            Some(Movement::Left(leave)) => Some(leave),
            Some(Movement::In { .. } | Movement::Out | Movement::Back) | None => None,
        }
    }
}
