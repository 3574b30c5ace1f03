//! What a shift begins and ends with: what must happen today, what is due tomorrow, who waits for a signature or a call.

use chrono::NaiveDate;
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_domain::staff::StaffCode;
use xieban_store::{Filter, Scope, Snapshot, StoreError};

use super::ask::{CaseRow, rows};
use super::privacy;
use super::{CompiledFacts, Session};

/// Open cases of one officer that are looked through.
const MOST: usize = 1_000;

/// One officer's shift as it stands now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shift {
    /// Due today or before, the most urgent first.
    pub today: Vec<CaseRow>,
    /// Due on the next open day.
    pub tomorrow: Vec<CaseRow>,
    /// Replied and not signed.
    pub unsigned: Vec<CaseRow>,
    /// Done and not replied, or another unit's word is waited for (R41, R61): to be called.
    pub to_call: Vec<CaseRow>,
    /// What must not be left at the last slot without a word.
    pub undone: Vec<CaseId>,
    /// This is the officer's last slot of the day.
    pub last_slot: bool,
    /// Said at leaving since the last open day, for whoever leads: who, and why.
    pub explained: Vec<(String, String)>,
}

impl Shift {
    /// Nothing waits.
    pub const fn is_quiet(&self) -> bool {
        self.today.is_empty()
            && self.tomorrow.is_empty()
            && self.unsigned.is_empty()
            && self.to_call.is_empty()
            && self.explained.is_empty()
    }
}

/// What somebody must not leave at his last slot without a word.
pub(super) fn left_undone(
    snapshot: &Snapshot<'_>,
    me: &StaffCode,
    today: NaiveDate,
) -> Result<Vec<CaseId>, StoreError> {
    let open = snapshot.open_cases(&Scope::Of(me.clone()), Filter::All, 0, MOST)?;
    let undone = open.rows.into_iter().filter(|record| record.case.is_left_undone(today));
    Ok(undone.map(|record| record.case.id()).collect())
}

pub(super) fn shift(
    snapshot: &Snapshot<'_>,
    session: &Session,
    now: Moment,
    facts: CompiledFacts,
) -> Result<Shift, StoreError> {
    use xieban_domain::case::Life;
    let (me, today, settings) = (session.account(), now.date(), snapshot.settings()?);
    let next = facts.calendar.next_open(today);
    let listed = snapshot.open_cases(&Scope::Of(me.clone()), Filter::All, 0, MOST)?;
    let mut shift = Shift {
        undone: left_undone(snapshot, me, today)?,
        last_slot: snapshot.duty(today)?.is_last_slot(me, now.time(), &settings.hours),
        ..Shift::default()
    };
    for row in rows(listed.rows, now, facts, &settings) {
        let case = &row.record.case;
        match (&case.life, row.due.map(|due| due.date)) {
            (Life::Replied(..), _) => shift.unsigned.push(row),
            (Life::Finished(_), _) => shift.to_call.push(row),
            (_, Some(due)) if due <= today => shift.today.push(row),
            (_, Some(due)) if due <= next => shift.tomorrow.push(row),
            (_, None) if case.follow_up_open() || case.dispute().is_some() => shift.to_call.push(row),
            (_, Some(_) | None) => {}
        }
    }
    let staff = snapshot.staff()?;
    let leads = staff.get(me).is_some_and(|staff| {
        use xieban_domain::staff::Role;
        staff.is(Role::DutyLeader) || staff.is(Role::Head)
    });
    if leads {
        let before = facts.calendar.open_before(today);
        for date in [before, today] {
            for left in snapshot.shifts_left(date)? {
                let left = privacy::shift_left(snapshot, left)?;
                let why = format!("{}件：{}", left.cases.len(), left.reason.text());
                shift.explained.push((staff.name(&left.officer).to_owned(), why));
            }
        }
    }
    Ok(shift)
}
