//! Who is on duty on some days, and who is away: what the screen of duty shows of the days as they stand.

use chrono::NaiveDate;
use xieban_domain::absence::{Absences, Half, HalfDay};
use xieban_domain::duty::DutyDay;
use xieban_domain::staff::StaffCode;
use xieban_store::{Snapshot, StoreError};

/// Days in one answer at the most.
const MOST: usize = 100;

/// Duty and absences of some days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DutySpan {
    /// Each day, in order; one of which nothing was entered is empty.
    pub days: Vec<DutyDay>,
    /// Whose absences touch them.
    pub absences: Absences,
}

impl DutySpan {
    /// A day's duty, if it is one of these days.
    pub fn day(&self, date: NaiveDate) -> Option<&DutyDay> {
        self.days.iter().find(|day| day.date == date)
    }

    /// Who has the desk in this half-day and is not away.
    pub fn present(&self, half: HalfDay) -> Vec<&StaffCode> {
        let Some(day) = self.day(half.date) else { return Vec::new() };
        let on = day.of_half(half.half);
        on.iter().chain(&day.standing_in).filter(|code| self.absences.away(code, half).is_none()).collect()
    }
}

pub(super) fn span(snapshot: &Snapshot<'_>, from: NaiveDate, to: NaiveDate) -> Result<DutySpan, StoreError> {
    let dates = from.iter_days().take_while(|day| *day <= to).take(MOST);
    let days = dates.map(|date| snapshot.duty(date)).collect::<Result<Vec<_>, _>>()?;
    let mut absences = snapshot.absences(None)?;
    let (first, last) =
        (HalfDay { date: from, half: Half::Morning }, HalfDay { date: to, half: Half::Afternoon });
    absences.0.retain(|absence| !absence.cancelled && absence.from <= last && first <= absence.to);
    absences.0.sort_by_key(|absence| (absence.from, absence.officer.clone()));
    Ok(DutySpan { days, absences })
}
