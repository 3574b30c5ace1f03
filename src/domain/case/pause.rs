//! 停计时 and 延期: the two ways in which the law lets a day move, each with its paper (行政许可法 42, 45).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::state::{Acceptance, Case, Disposed};
use crate::calendar::Calendar;
use crate::codes::StopReason;
use crate::limit::{Due, Explanation, Limit, Skipped};
use crate::moment::Moment;
use crate::sealed::{Seals, Slot, Words};

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
    /// The promised day, moved by what did not count.
    pub promised: Due,
    /// The last day the law allows, moved as well.
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

    /// Every day that leads to the promised one, and every day that does not count, each with its reason: what stood still among them.
    pub fn why_promised(&self, calendar: &Calendar) -> Option<Explanation> {
        let Some(Disposed::Promise { promised, limit, .. }) = &self.disposed else { return None };
        let again = self.reopened.last().filter(|again| again.reopening.due.is_some());
        let from =
            again.map(|again| again.reopening.at).or(self.receipts.last().map(|receipt| receipt.at))?.date();
        let stands = |day: NaiveDate| {
            self.stops.iter().find(|stop| day > stop.from && stop.until.is_none_or(|until| day <= until))
        };
        let plain = calendar.explain(from, *limit);
        let (mut counted, mut skipped) = (Vec::new(), Vec::new());
        skipped.extend(plain.skipped.first().filter(|skip| skip.date == from).cloned());
        let whole_days = matches!(limit, Limit::CalendarDays(_) | Limit::Months(_));
        for day in from.iter_days().skip(1).take_while(|day| *day <= promised.date) {
            let why = match (stands(day), calendar.why_closed(day)) {
                (Some(stop), _) => Some(format!("停计时（{}）", stop.reason)),
                (None, Some(why)) if !whole_days => Some(why.to_string()),
                (None, _) => None,
            };
            match why {
                Some(why) => skipped.push(Skipped { date: day, why }),
                None => counted.push(day),
            }
        }
        let moved = !self.stops.is_empty() || self.extension.is_some() || again.is_some();
        let walked = Explanation { due: promised.date, provisional: promised.provisional, counted, skipped };
        Some(if moved { walked } else { plain })
    }

    /// What is due when, once the days after `from` up to `on` have not counted.
    pub(super) fn moved(
        &self,
        from: NaiveDate,
        on: NaiveDate,
        calendar: &Calendar,
    ) -> (Option<Due>, Option<Due>) {
        let promised = match &self.disposed {
            Some(Disposed::Promise { promised, limit, .. }) => {
                Some(shifted(*promised, *limit, from, on, calendar))
            }
            Some(Disposed::Instant { .. } | Disposed::Prompt | Disposed::Return { .. }) | None => None,
        };
        let legal = self.part().legal.zip(self.statutory());
        (promised, legal.map(|(limit, due)| shifted(due, limit, from, on, calendar)))
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

/// A limit in working days moves by the open days that did not count, one in calendar days by all of them.
fn shifted(due: Due, limit: Limit, from: NaiveDate, on: NaiveDate, calendar: &Calendar) -> Due {
    let uncounted = match limit {
        Limit::WorkingDays(_) | Limit::SameDay => calendar.working_days_between(from, on),
        Limit::CalendarDays(_) | Limit::Months(_) => (on - from).num_days(),
    };
    let uncounted = u16::try_from(uncounted.max(0)).unwrap_or(u16::MAX);
    let moved = match limit {
        _ if uncounted == 0 => due,
        Limit::WorkingDays(_) | Limit::SameDay => calendar.due(due.date, Limit::WorkingDays(uncounted)),
        Limit::CalendarDays(_) | Limit::Months(_) => calendar.due(due.date, Limit::CalendarDays(uncounted)),
    };
    Due { provisional: moved.provisional || due.provisional, ..moved }
}

impl Seals for ClockStop {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        visit(&mut self.notice);
    }
}

impl Seals for Extension {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        visit(&mut self.told);
    }
}
