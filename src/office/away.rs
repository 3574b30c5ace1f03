//! What falls into an absence: the officer's duty slots, and his cases that are due by its end (R44, R45).

use xieban_domain::absence::HalfDay;
use xieban_domain::moment::Moment;
use xieban_domain::staff::StaffCode;
use xieban_store::{Filter, Scope, Snapshot, StoreError};

use super::ask::{CaseRow, rows};
use super::{CompiledFacts, Session};

/// Open cases of one officer that are looked through.
const MOST: usize = 1_000;

/// What falls into an absence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AbsenceImpact {
    /// Half-days in which he has the desk.
    pub slots: Vec<HalfDay>,
    /// His cases that are due by its end, the most urgent first, but for those that somebody acts for until then.
    pub cases: Vec<CaseRow>,
}

pub(super) fn away(
    snapshot: &Snapshot<'_>,
    _: &Session,
    (officer, from, to): (&StaffCode, HalfDay, HalfDay),
    now: Moment,
    facts: CompiledFacts,
) -> Result<AbsenceImpact, StoreError> {
    let mut away = AbsenceImpact::default();
    for half in from.until(to) {
        if snapshot.duty(half.date)?.has_slot(officer, half.half) {
            away.slots.push(half);
        }
    }
    let open = snapshot.open_cases(&Scope::Of(officer.clone()), Filter::All, 0, MOST)?;
    let falls = |row: &CaseRow| row.due.is_some_and(|due| due.date <= to.date);
    let free = |row: &CaseRow| row.record.case.acting_on(to.date).is_none();
    let rows = rows(open.rows, now, facts, &*snapshot.settings()?);
    away.cases = rows.into_iter().filter(|row| falls(row) && free(row)).collect();
    Ok(away)
}
