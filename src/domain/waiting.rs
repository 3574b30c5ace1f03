//! 等候: who came and is not received yet. An arrival becomes a case, a visit to one, a 咨询即答 or a 来访人离开 with its reason;
//! nothing else ends it, not even the day (R36).

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::codes::Priority;
use super::context::Context;
use super::event::{DeskEvent, Event};
use super::moment::Moment;
use super::number;
use super::refusal::{Refusal, RefusedField, Visiting};
use super::sealed::{Words, seals};
use super::visitor::words;

/// Which arrival: the day, and its place among that day's. Written `2026-11-23/3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArrivalId {
    pub date: NaiveDate,
    /// From 1.
    pub seq: u32,
}

impl fmt::Display for ArrivalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.date, self.seq)
    }
}

impl FromStr for ArrivalId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read =
            |(date, seq): (&str, &str)| Some(Self { date: date.parse().ok()?, seq: seq.parse().ok()? });
        text.split_once('/')
            .and_then(read)
            .ok_or_else(|| format!("“{text}”不是到所的编号，应如 2026-11-23/3"))
    }
}

impl Serialize for ArrivalId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ArrivalId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for ArrivalId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ArrivalId".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

/// Somebody came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Arrive {
    /// 优先.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// By what to know him again: 穿蓝衣服.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Somebody who waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub arrival: ArrivalId,
    /// When he came.
    pub at: Moment,
    /// 台号: where it was noted.
    pub desk: String,
    /// 优先.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// By what to know him again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Words>,
}

impl Waiting {
    /// Full minutes so far.
    pub fn minutes(&self, now: Moment) -> u64 {
        minutes(self.at, now)
    }
}

seals!(Waiting { note });

/// The arrival that a case or a visit came of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Came {
    pub arrival: ArrivalId,
    /// When he came: how long he waited follows from it.
    pub at: Moment,
}

/// Full minutes between two moments.
pub(super) fn minutes(from: Moment, to: Moment) -> u64 {
    u64::try_from(to.since(from) / 60_000).unwrap_or(0)
}

/// The waiting line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingList {
    /// The arrival noted last.
    #[serde(default)]
    pub last: Option<ArrivalId>,
    /// Everybody who still waits, in the order in which they came.
    #[serde(default)]
    pub open: Vec<Waiting>,
}

impl WaitingList {
    /// The next arrival of a day.
    ///
    /// # Errors
    /// The day's arrivals have come to the last number.
    pub fn next(&self, date: NaiveDate) -> Result<ArrivalId, Refusal> {
        let before = self.last.filter(|last| last.date == date).map(|last| last.seq);
        Ok(ArrivalId { date, seq: number::after(before, "到所")? })
    }

    /// Who waits under this.
    pub fn find(&self, arrival: ArrivalId) -> Option<&Waiting> {
        self.open.iter().find(|waiting| waiting.arrival == arrival)
    }

    /// Somebody came.
    pub fn join(&mut self, waiting: &Waiting) {
        self.last = Some(waiting.arrival);
        self.open.push(waiting.clone());
    }

    /// Somebody's turn came, or he left.
    pub fn leave(&mut self, arrival: ArrivalId) {
        self.open.retain(|waiting| waiting.arrival != arrival);
    }

    /// In the order in which they are called: 优先 first, then who came first. What an earlier day left open stands at the end.
    pub fn in_order(&self, today: NaiveDate) -> Vec<&Waiting> {
        let mut order: Vec<&Waiting> = self.open.iter().collect();
        let place =
            |waiting: &&Waiting| (waiting.arrival.date != today, waiting.priority.is_none(), waiting.arrival);
        order.sort_by_key(place);
        order
    }

    /// How many an earlier day left open.
    pub fn left_over(&self, today: NaiveDate) -> usize {
        self.open.iter().filter(|waiting| waiting.arrival.date != today).count()
    }
}

/// Notes an arrival.
pub(super) fn arrive(command: &Arrive, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let note = words(&command.note, RefusedField::Remark)?;
    Ok(vec![Event::Desk(DeskEvent::Arrived(Waiting {
        arrival: cx.facts.line.next(cx.today())?,
        at: cx.now,
        desk: cx.actor.desk.clone(),
        priority: command.priority,
        note: (!note.is_empty()).then(|| Words::new(note)),
    }))])
}

/// Whose turn it is, whatever the day on which he came: only somebody who still waits.
pub(super) fn called(arrival: Option<ArrivalId>, cx: &Context<'_>) -> Result<Option<Came>, Refusal> {
    let Some(arrival) = arrival else { return Ok(None) };
    let waiting = cx.facts.line.find(arrival).ok_or_else(|| Visiting::NoSuchArrival.whole())?;
    Ok(Some(Came { arrival, at: waiting.at }))
}

/// The same for what is done with the person himself: he must have come today.
pub(super) fn received(arrival: Option<ArrivalId>, cx: &Context<'_>) -> Result<Option<Came>, Refusal> {
    match called(arrival, cx)? {
        Some(came) if came.arrival.date != cx.today() => Err(Visiting::ArrivedEarlier.whole()),
        came => Ok(came),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(arrival: &str, priority: Option<Priority>) -> Waiting {
        Waiting {
            arrival: arrival.parse().unwrap(),
            at: Moment(0),
            desk: "1号台".to_owned(),
            priority,
            note: None,
        }
    }

    #[test]
    fn r36_who_goes_first_is_called_first_and_an_earlier_days_last() {
        let mut line = WaitingList::default();
        for waiting in [
            waiting("2026-11-20/4", Some(Priority::Sick)),
            waiting("2026-11-23/1", None),
            waiting("2026-11-23/2", Some(Priority::Elderly)),
            waiting("2026-11-23/3", None),
        ] {
            line.join(&waiting);
        }
        let today = "2026-11-23".parse().unwrap();
        let order = |line: &WaitingList| {
            line.in_order(today).iter().map(|waiting| waiting.arrival.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(order(&line), ["2026-11-23/2", "2026-11-23/1", "2026-11-23/3", "2026-11-20/4"]);
        line.leave("2026-11-23/2".parse().unwrap());
        assert_eq!(order(&line), ["2026-11-23/1", "2026-11-23/3", "2026-11-20/4"]);
        assert_eq!((line.next(today).unwrap().seq, line.left_over(today)), (4, 1));
        assert_eq!(line.next("2026-11-24".parse().unwrap()).unwrap().seq, 1, "every day begins anew");
        assert!("2026-11-23".parse::<ArrivalId>().is_err() && "x/1".parse::<ArrivalId>().is_err());
    }
}
