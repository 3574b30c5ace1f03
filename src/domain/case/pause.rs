//! 停计时 and 延期: the two ways in which the law lets a day move, each with its paper (行政许可法 42, 45).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::state::{Acceptance, Case, Disposed};
use crate::calendar::Calendar;
use crate::codes::StopReason;
use crate::counting::{Span, Standstill};
use crate::limit::{Due, Explanation};
use crate::moment::Moment;
use crate::sealed::{Words, seals};

/// So many working days a limit can be extended by, once (行政许可法 42).
pub const LONGEST_EXTENSION: u16 = 10;

/// 停计时, as it is asked for: the visitor was told in writing how long it will take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StopClock {
    /// One of the law's reasons.
    pub reason: StopReason,
    /// How many working days it will take, as the notice says.
    pub days: u16,
    /// The written notice: its name and number.
    pub notice: String,
}

/// 延期, as it is asked for once the leader has consented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extend {
    /// Working days.
    pub days: u16,
    /// The reason, as the visitor was told it.
    pub told: String,
}

/// A time that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStop {
    /// One of the law's reasons.
    pub reason: StopReason,
    /// The days after this one do not count.
    pub from: NaiveDate,
    /// How many working days it was said to take.
    pub days: u16,
    /// The written notice.
    pub notice: Words,
    /// The last day that does not count; absent while the clock stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// The clock runs again, and what is due when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resumed {
    /// The last day that did not count.
    pub on: NaiveDate,
    /// The promised day, without what did not count.
    pub promised: Due,
    /// The last day the law allows, counted likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory: Option<Due>,
}

/// An extension that was granted, told, and counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    pub at: Moment,
    pub days: u16,
    /// The reason, as the visitor was told it.
    pub told: Words,
    /// The promised day from now on.
    pub promised: Due,
    /// The last day the law allows from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory: Option<Due>,
}

impl Case {
    /// The stop that lasts, if the clock stands still.
    pub fn stopped(&self) -> Option<&ClockStop> {
        self.stops.last().filter(|stop| stop.until.is_none())
    }

    /// Every day that leads to the promised one, and every day that does not count, each with its reason: what stood still among them. The
    /// day itself is the one that was told, also where it would be another one today.
    pub fn why_promised(&self, calendar: &Calendar) -> Option<Explanation> {
        let Some(Disposed::Promise { promised, .. }) = &self.disposed else { return None };
        let mut why = self.counted_promise(promised.date, calendar)?;
        why.counted.retain(|day| *day <= promised.date);
        why.skipped.retain(|skip| skip.date <= promised.date);
        Some(Explanation { due: promised.date, provisional: promised.provisional, ..why })
    }

    /// The promised day as this calendar has it, never later than the law allows: another one than what was promised where a notice has
    /// been published or amended since. Nothing moves by it.
    pub fn promised_by(&self, calendar: &Calendar) -> Option<Due> {
        let Some(Disposed::Promise { promised, .. }) = &self.disposed else { return None };
        self.due_by(promised.date, calendar).0
    }

    /// What is due when, promised and by law, where a stop that lasts ends on this day: each counted from its first day, without what did
    /// not count, and the promise never later than the law allows (R52).
    pub(super) fn due_by(&self, on: NaiveDate, calendar: &Calendar) -> (Option<Due>, Option<Due>) {
        let law = self.acceptance.as_ref().filter(|acceptance| acceptance.statutory.is_some());
        let law = law.zip(self.part().legal).map(|(acceptance, limit)| {
            let longer = self.extension.as_ref().map_or(0, |extension| extension.days);
            calendar.ends(Span { from: acceptance.on, limit, stands: &self.standstills(on), longer })
        });
        let promised = self.counted_promise(on, calendar);
        let promised = promised.map(|why| Due { date: why.due, provisional: why.provisional }.within(law));
        (promised, law)
    }

    /// The promise counted out, as if there were no law beside it.
    fn counted_promise(&self, on: NaiveDate, calendar: &Calendar) -> Option<Explanation> {
        let Some(Disposed::Promise { limit, .. }) = &self.disposed else { return None };
        let receipt = self.receipts.last().map(|receipt| receipt.at);
        let again = self.reopened.last().filter(|again| again.reopening.due.is_some());
        let since = receipt.max(again.map(|again| again.reopening.at))?;
        let extension = self.extension.as_ref().filter(|extension| extension.at >= since);
        let longer = extension.map_or(0, |extension| extension.days);
        let stands = self.standstills(on);
        Some(calendar.count(Span { from: since.date(), limit: *limit, stands: &stands, longer }))
    }

    /// The times that do not count; one that lasts ends on this day.
    fn standstills(&self, on: NaiveDate) -> Vec<Standstill> {
        let still = |stop: &ClockStop| Standstill {
            after: stop.from,
            until: stop.until.unwrap_or(on),
            why: format!("停计时（{}）", stop.reason),
        };
        self.stops.iter().map(still).collect()
    }

    pub(super) fn stop(&mut self, stop: &ClockStop) {
        self.stops.push(stop.clone());
    }

    pub(super) fn resume(&mut self, resumed: &Resumed) {
        if let Some(stop) = self.stops.last_mut() {
            stop.until = Some(resumed.on);
        }
        self.due_now(resumed.promised, resumed.statutory);
    }

    pub(super) fn extend(&mut self, extension: &Extension) {
        use super::consent::Consent;
        self.granted.retain(|consent| *consent != Consent::Extension);
        self.extension = Some(extension.clone());
        self.due_now(extension.promised, extension.statutory);
    }

    fn due_now(&mut self, again: Due, law: Option<Due>) {
        if let Some(Disposed::Promise { promised, .. }) = &mut self.disposed {
            *promised = again;
        }
        if let (Some(Acceptance { statutory, .. }), Some(law)) = (&mut self.acceptance, law) {
            *statutory = Some(law);
        }
    }
}

seals!(ClockStop { notice });

seals!(Extension { told });
