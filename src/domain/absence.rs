//! 离岗: who is away, by half-days. A fact of the office, from which duty and cases are looked through; it moves no case (R45).
//!
//! What was entered is corrected or cancelled by a further page with the same number.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::context::Context;
use super::duty::DutyDay;
use super::event::{Event, OfficeEvent};
use super::number;
use super::refusal::{Absent, Refusal, RefusedField};
use super::sealed::{Words, seals};
use super::staff::{Role, StaffCode};
use super::visitor::words;

/// One absence is at most so many calendar days.
pub const LONGEST: i64 = 366;

/// Which half of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Half {
    /// 上午.
    Morning,
    /// 下午.
    Afternoon,
}

impl Half {
    /// Both, in order.
    pub const BOTH: [Self; 2] = [Self::Morning, Self::Afternoon];

    /// As the screen says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Morning => "上午",
            Self::Afternoon => "下午",
        }
    }
}

/// Half a day: `2026-11-23 上午`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfDay {
    pub date: NaiveDate,
    pub half: Half,
}

impl HalfDay {
    /// Every half-day from this one to that one, both among them.
    pub fn until(self, last: Self) -> impl Iterator<Item = Self> {
        let days = self.date.iter_days().take_while(move |date| *date <= last.date);
        let halves = days.flat_map(|date| Half::BOTH.map(|half| Self { date, half }));
        halves.filter(move |half| *half >= self && *half <= last)
    }
}

impl fmt::Display for HalfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.date, self.half.name())
    }
}

impl FromStr for HalfDay {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (date, half) = text.trim().split_once(' ')?;
            let half = Half::BOTH.into_iter().find(|each| each.name() == half.trim())?;
            Some(Self { date: date.parse().ok()?, half })
        };
        read().ok_or_else(|| format!("“{text}”不是半天，应如 2026-11-23 上午"))
    }
}

impl Serialize for HalfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for HalfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for HalfDay {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "HalfDay".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

/// Why somebody is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum AbsenceKind {
    /// 休假.
    #[serde(rename = "休假")]
    Leave,
    /// 出差.
    #[serde(rename = "出差")]
    Trip,
    /// 培训.
    #[serde(rename = "培训")]
    Training,
    /// 病假.
    #[serde(rename = "病假")]
    Sick,
    /// 其他, with its reason.
    #[serde(rename = "其他")]
    Other,
}

impl AbsenceKind {
    /// Every kind, in the order of menus.
    pub const ALL: [Self; 5] = [Self::Leave, Self::Trip, Self::Training, Self::Sick, Self::Other];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leave => "休假",
            Self::Trip => "出差",
            Self::Training => "培训",
            Self::Sick => "病假",
            Self::Other => "其他",
        }
    }
}

/// 离岗 as it is entered, corrected or cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepAbsence {
    /// Who.
    pub officer: StaffCode,
    /// 休假, 出差, 培训, 病假 or 其他.
    pub kind: AbsenceKind,
    /// The first half-day: `2026-11-24 上午`.
    pub from: HalfDay,
    /// The last half-day.
    pub to: HalfDay,
    /// Why; needed for 其他.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The number of the absence that is corrected or cancelled; none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// It is cancelled.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub cancelled: bool,
}

/// An absence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Its number among the officer's, from 1.
    pub number: u32,
    pub officer: StaffCode,
    /// Why, in a word.
    pub kind: AbsenceKind,
    /// The first half-day.
    pub from: HalfDay,
    /// The last half-day.
    pub to: HalfDay,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words>,
    /// It was cancelled.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub cancelled: bool,
}

impl Absence {
    /// Whether it holds and covers this half-day.
    pub fn covers(&self, half: HalfDay) -> bool {
        !self.cancelled && (self.from..=self.to).contains(&half)
    }

    /// As the screen says it: `休假 2026-11-24 上午至2026-11-27 下午`.
    pub fn text(&self) -> String {
        format!("{} {}至{}", self.kind.name(), self.from, self.to)
    }
}

seals!(Absence { reason });

/// Absences, of one officer or of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Absences(pub Vec<Absence>);

impl Absences {
    /// The absence for which this officer is away in this half-day.
    pub fn away(&self, officer: &StaffCode, half: HalfDay) -> Option<&Absence> {
        self.0.iter().find(|absence| absence.officer == *officer && absence.covers(half))
    }

    /// Takes in what was entered, corrected or cancelled.
    pub fn keep(&mut self, absence: &Absence) {
        self.0.retain(|other| (&other.officer, other.number) != (&absence.officer, absence.number));
        self.0.push(absence.clone());
    }
}

impl DutyDay {
    /// Whether this officer has the desk in this half of the day.
    pub fn has_slot(&self, officer: &StaffCode, half: Half) -> bool {
        match half {
            Half::Morning => self.morning.contains(officer),
            Half::Afternoon => self.afternoon.contains(officer),
        }
    }
}

/// Enters, corrects or cancels an absence.
pub(super) fn keep(keep: &KeepAbsence, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    cx.colleague(&keep.officer)?;
    if keep.officer != *cx.actor.code() && !cx.actor.leads() && !cx.actor.staff.is(Role::Administrator) {
        return Err(Absent::Others.on(RefusedField::Staff));
    }
    if keep.to < keep.from {
        return Err(Absent::EndsBeforeItBegins.on(RefusedField::Limit));
    }
    if keep.to.date.signed_duration_since(keep.from.date).num_days() >= LONGEST {
        return Err(Absent::TooLong { days: LONGEST }.on(RefusedField::Limit));
    }
    let reason = words(&keep.reason, RefusedField::Reason)?;
    if keep.kind == AbsenceKind::Other && reason.is_empty() {
        return Err(Absent::NeedsReason.on(RefusedField::Reason));
    }
    let his = || cx.facts.absences.0.iter().filter(|absence| absence.officer == keep.officer);
    let number = match keep.number {
        None => number::after(his().map(|absence| absence.number).max(), "离岗")?,
        Some(number) if his().any(|absence| absence.number == number && !absence.cancelled) => number,
        Some(_) => return Err(Absent::NoSuch.whole()),
    };
    let meets = |other: &&Absence| {
        other.number != number && !other.cancelled && other.from <= keep.to && keep.from <= other.to
    };
    if let Some(other) = his().find(meets).filter(|_| !keep.cancelled) {
        return Err(Absent::Overlaps { with: other.text() }.on(RefusedField::Limit));
    }
    Ok(vec![Event::Office(OfficeEvent::AbsenceKept {
        absence: Box::new(Absence {
            number,
            officer: keep.officer.clone(),
            kind: keep.kind,
            from: keep.from,
            to: keep.to,
            reason: (!reason.is_empty()).then(|| Words::new(reason)),
            cancelled: keep.cancelled,
        }),
    })])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half(text: &str) -> HalfDay {
        text.parse().unwrap()
    }

    #[test]
    fn r45_an_officer_is_away_in_the_half_days_of_his_absence_and_in_no_other() {
        let absence = Absence {
            number: 1,
            officer: "S01".into(),
            kind: AbsenceKind::Leave,
            from: half("2026-11-24 下午"),
            to: half("2026-11-26 上午"),
            reason: None,
            cancelled: false,
        };
        let mut all = Absences(vec![absence.clone()]);
        let away = |all: &Absences, who: &str, text| all.away(&who.into(), half(text)).is_some();
        assert!(!away(&all, "S01", "2026-11-24 上午"));
        assert!(away(&all, "S01", "2026-11-24 下午") && away(&all, "S01", "2026-11-26 上午"));
        assert!(!away(&all, "S01", "2026-11-26 下午") && !away(&all, "S02", "2026-11-25 上午"));
        all.keep(&Absence { cancelled: true, ..absence });
        assert_eq!((all.0.len(), away(&all, "S01", "2026-11-25 上午")), (1, false));
    }

    #[test]
    fn half_days_are_counted_one_by_one_and_read_as_they_are_written() {
        let halves: Vec<String> =
            half("2026-11-24 下午").until(half("2026-11-26 上午")).map(|half| half.to_string()).collect();
        assert_eq!(halves, ["2026-11-24 下午", "2026-11-25 上午", "2026-11-25 下午", "2026-11-26 上午"]);
        for wrong in ["2026-11-24", "2026-11-24 晚上", "上午", "2026-13-01 上午"] {
            assert!(wrong.parse::<HalfDay>().is_err(), "{wrong}");
        }
    }
}
