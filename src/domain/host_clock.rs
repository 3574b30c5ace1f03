//! The host's clock is a fact to be judged: a dead battery, a wrong year or a jump must not get into the ledger. It is judged anew at
//! each action, so that a clock that is put right is right at once. One that is right though it is not believed is confirmed (核定) by
//! people: from their page on its time is the ledger's. A practice clock is never judged.

use std::fmt;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::context::Context;
use super::event::{Event, OfficeEvent};
use super::moment::{Moment, paper_date};
use super::number::YEARS;
use super::refusal::{ClockGate, Implausible, Refusal};
use super::staff::{Role, Staff, StaffCode};

/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// How far a clock may lie behind the last page, in milliseconds: machines that set their clocks step back by less.
const BEHIND: i64 = 10 * 60 * 1000;
/// How far it may lie ahead of the last page before the date is asked, in milliseconds: a 春节 break is shorter.
const BREAK: i64 = 15 * DAY;
/// How far it may lie ahead at the most, in milliseconds: no office is shut for as long.
const AHEAD: i64 = 400 * DAY;

/// Why the host's clock is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ClockDoubt {
    /// It shows a moment before the program was written.
    BeforeProgram { now: Moment, written: Moment },
    /// It shows a moment before the last page.
    BeforeLastPage { now: Moment, last: Moment },
    /// It shows a moment long after the last page.
    LongAfter { now: Moment, last: Moment },
    /// It shows a moment after a break that is longer than any feast: likely enough to be true, so that whoever acts is asked once.
    AfterBreak { now: Moment, last: Moment },
}

/// What the ledger says of the time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LedgerTime {
    /// The moment of its last page; none in an empty one.
    pub last: Option<Moment>,
    /// The newest source of a program before which people have confirmed a clock.
    pub confirmed_before: Option<Moment>,
}

/// Judges what a host's clock shows, beside what the ledger says and the moment of the program's source. Gives the moment that an action
/// has: one that lies behind the last page by minutes goes on at its time, so that no page has an earlier time than the one before.
///
/// # Errors
/// Why it is not believed: until it is right, or somebody answers for it, the ledger is read and not written.
pub fn judge(now: Moment, ledger: LedgerTime, written: Moment) -> Result<Moment, ClockDoubt> {
    // Whoever confirmed a clock that shows less than this program's source went on from there.
    let goes_on = ledger.confirmed_before.is_some_and(|before| before >= written)
        && ledger.last.is_some_and(|last| last < written);
    if now < written && !goes_on {
        return Err(ClockDoubt::BeforeProgram { now, written });
    }
    match ledger.last {
        Some(last) if now.plus_ms(BEHIND) < last => Err(ClockDoubt::BeforeLastPage { now, last }),
        Some(last) if now > last.plus_ms(AHEAD) => Err(ClockDoubt::LongAfter { now, last }),
        Some(last) if now > last.plus_ms(BREAK) => Err(ClockDoubt::AfterBreak { now, last }),
        Some(last) => Ok(now.max(last)),
        None => Ok(now),
    }
}

impl ClockDoubt {
    /// What the clock shows.
    pub const fn now(self) -> Moment {
        match self {
            Self::BeforeProgram { now, .. }
            | Self::BeforeLastPage { now, .. }
            | Self::LongAfter { now, .. }
            | Self::AfterBreak { now, .. } => now,
        }
    }

    /// The date is only asked: whoever acts may say that it is right.
    pub const fn is_asked(self) -> bool {
        matches!(self, Self::AfterBreak { .. })
    }

    /// What stays known once this was confirmed; nothing where the date was only asked.
    pub fn confirmed(self, at: Moment) -> Option<ConfirmedTime> {
        let written = match self {
            Self::BeforeProgram { written, .. } => Some(written),
            Self::BeforeLastPage { .. } | Self::LongAfter { .. } => None,
            Self::AfterBreak { .. } => return None,
        };
        Some(ConfirmedTime { at, written })
    }
}

impl fmt::Display for ClockDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = |moment: &Moment| paper_date(moment.date());
        let (now, beside) = match self {
            Self::BeforeProgram { now, written } => (now, format!("早于本程序（{}）", date(written))),
            Self::BeforeLastPage { now, last } if now.date() == last.date() => {
                (now, format!("{}，早于台账末页（{}）", now.clock(), last.clock()))
            }
            Self::BeforeLastPage { now, last } => (now, format!("早于台账末页（{}）", date(last))),
            Self::LongAfter { now, last } => (now, format!("比台账末页（{}）晚一年多", date(last))),
            Self::AfterBreak { now, last } => {
                let days = now.date().signed_duration_since(last.date()).num_days();
                (now, format!("比台账末页（{}）晚{days}天", date(last)))
            }
        };
        let comma = if beside.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "，" };
        write!(f, "本机日期是{}{comma}{beside}", date(now))
    }
}

/// A clock that people answered for: the times of that day rest on what they said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmedTime {
    /// From when on.
    pub at: Moment,
    /// The source of the program before which the clock lay, where it lay before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Moment>,
}

impl ConfirmedTime {
    /// Whether a time rests on this: what was said is which day it was, and the day after follows from it by itself.
    pub fn covers(self, time: Moment) -> bool {
        self.at <= time && self.at.date() == time.date()
    }
}

/// 核定: the date that the clock of this host shows is today's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmClock {
    /// Today, as whoever confirms knows it. It must be what the clock shows.
    #[schemars(with = "String")]
    pub date: NaiveDate,
}

/// What is known of the clock, for the commands that answer for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClockFacts {
    /// Why it is not believed, if it is not.
    pub doubt: Option<ClockDoubt>,
    /// Who gave his PIN as the second person.
    pub second: Option<Staff>,
}

/// The gate of 核定. A date that was only asked is confirmed by whoever acts; a clock that was judged wrong by an administrator, or by an
/// officer and the leader of that day together.
pub(super) fn confirm(confirm: &ConfirmClock, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let Some(doubt) = cx.facts.clock.doubt else { return Err(ClockGate::Agrees.whole()) };
    if confirm.date != cx.today() {
        return Err(ClockGate::ShowsAnother { shown: cx.today() }.whole());
    }
    if !YEARS.contains(&cx.year) {
        return Err(Implausible::YearOfNumbers { year: cx.year }.whole());
    }
    let second = if doubt.is_asked() { None } else { together(cx)? };
    Ok(vec![Event::Office(OfficeEvent::ClockConfirmed { doubt, second })])
}

/// Whoever accepts the store answers for its date as well.
pub(super) fn with_the_store(cx: &Context<'_>) -> Option<Event> {
    let doubt = cx.facts.clock.doubt?;
    Some(Event::Office(OfficeEvent::ClockConfirmed { doubt, second: None }))
}

/// Who stands beside the actor, where it takes somebody.
fn together(cx: &Context<'_>) -> Result<Option<StaffCode>, Refusal> {
    let actor = &cx.actor.staff;
    if actor.is(Role::Administrator) {
        return Ok(None);
    }
    let of_the_day = |staff: &Staff| match &cx.duty.leader {
        Some(leader) => *leader == staff.code,
        None => staff.is(Role::DutyLeader) || staff.is(Role::Head),
    };
    let two = |officer: &Staff, leader: &Staff| {
        officer.code != leader.code && officer.is(Role::Officer) && of_the_day(leader)
    };
    let fits = |second: &&Staff| second.is(Role::Administrator) || two(actor, second) || two(second, actor);
    if let Some(second) = cx.facts.clock.second.as_ref().filter(fits) {
        return Ok(Some(second.code.clone()));
    }
    let leader = cx.duty.leader.as_ref().map(|leader| cx.staff.name(leader).to_owned());
    Err(ClockGate::TakesTwo { leader }.whole())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    fn judged(now: &str) -> Result<Moment, ClockDoubt> {
        let ledger = LedgerTime { last: Some(at("2026-11-30T09:00")), confirmed_before: None };
        judge(at(now), ledger, at("2026-11-01T00:00"))
    }

    #[test]
    fn a_clock_is_believed_from_ten_minutes_behind_the_last_page_to_fifteen_days_after_it() {
        for fine in ["2026-11-30T09:00", "2026-11-30T09:01", "2026-12-15T09:00"] {
            assert_eq!(judged(fine), Ok(at(fine)), "{fine}");
        }
        for (now, sentence) in [
            ("1970-01-02T08:00", "本机日期是1970年1月2日，早于本程序（2026年11月1日）"),
            ("2026-11-29T23:59", "本机日期是2026年11月29日，早于台账末页（2026年11月30日）"),
            ("2026-11-30T08:49", "本机日期是2026年11月30日08:49，早于台账末页（09:00）"),
            ("2026-12-15T09:01", "本机日期是2026年12月15日，比台账末页（2026年11月30日）晚15天"),
            ("2028-01-04T08:59", "本机日期是2028年1月4日，比台账末页（2026年11月30日）晚400天"),
            ("2028-01-05T08:30", "本机日期是2028年1月5日，比台账末页（2026年11月30日）晚一年多"),
            ("2099-01-01T08:30", "本机日期是2099年1月1日，比台账末页（2026年11月30日）晚一年多"),
        ] {
            let doubt = judged(now).unwrap_err();
            assert_eq!(doubt.to_string(), sentence);
            assert_eq!(doubt.now(), at(now));
            assert_eq!(doubt.is_asked(), sentence.contains('天'), "{sentence}");
        }
        let empty = judge(at("2026-11-30T09:00"), LedgerTime::default(), at("2026-11-01T00:00"));
        assert_eq!(empty, Ok(at("2026-11-30T09:00")), "an empty ledger");
    }

    #[test]
    fn one_that_steps_back_by_minutes_goes_on_at_the_last_pages_time() {
        for back in ["2026-11-30T08:50", "2026-11-30T08:59"] {
            assert_eq!(judged(back), Ok(at("2026-11-30T09:00")), "{back}");
        }
    }

    #[test]
    fn a_clock_confirmed_before_a_programs_source_goes_on_from_there_and_not_before_a_later_ones() {
        let (now, last) = (at("2026-10-20T09:05"), Some(at("2026-10-20T09:00")));
        let judged = |confirmed_before: Option<&str>, written: &str| {
            judge(now, LedgerTime { last, confirmed_before: confirmed_before.map(at) }, at(written))
        };
        assert!(judged(None, "2026-11-01T00:00").is_err(), "the control: nobody has confirmed it");
        assert_eq!(judged(Some("2026-11-01T00:00"), "2026-11-01T00:00"), Ok(now));
        assert!(judged(Some("2026-11-01T00:00"), "2027-01-01T00:00").is_err());
        let right =
            LedgerTime { last: Some(at("2026-11-30T09:00")), confirmed_before: Some(at("2026-11-01T00:00")) };
        assert!(judge(now, right, at("2026-11-01T00:00")).is_err(), "it was put right since");
    }

    #[test]
    fn the_times_of_the_day_on_which_people_said_what_day_it_was_rest_on_them() {
        let doubt = |now, last| ClockDoubt::BeforeLastPage { now, last };
        let confirmed = doubt(at("2026-11-30T09:00"), at("2099-01-01T09:00"));
        let confirmed = confirmed.confirmed(at("2026-11-30T09:00")).unwrap();
        for (time, covers) in [
            ("2026-11-30T08:59", false),
            ("2026-11-30T09:00", true),
            ("2026-11-30T23:59", true),
            ("2026-12-01T00:00", false),
            ("2099-01-01T09:00", false),
        ] {
            assert_eq!(confirmed.covers(at(time)), covers, "{time}");
        }
        let asked = ClockDoubt::AfterBreak { now: at("2026-12-20T09:00"), last: at("2026-11-30T09:00") };
        assert_eq!(asked.confirmed(at("2026-12-20T09:00")), None, "a date that was only asked");
    }
}
