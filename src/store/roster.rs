//! Rosters, the days of duty they make, and who was on duty at any moment that has passed (R15, R22).

use chrono::NaiveDate;
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::Moment;
use xieban_domain::roster::{Quarter, Roster, RosterEvent};
use xieban_journal::Page;

use super::error::StoreError;
use super::snapshot::{Snapshot, from_json, to_json};
use super::tables::{T, Writable, key};

impl Snapshot<'_> {
    /// The roster of a quarter, in all its versions.
    pub fn roster(&self, quarter: Quarter) -> Result<Option<Roster>, StoreError> {
        self.json(T::Office, &key::roster(quarter))
    }

    /// Every roster, oldest first.
    pub fn rosters(&self) -> Result<Vec<Roster>, StoreError> {
        let mut rows = Vec::new();
        self.visit_prefix(T::Office, key::ROSTERS, &mut |_, row| {
            rows.push(from_json::<Roster>(row));
            true
        })?;
        rows.into_iter().collect()
    }

    /// The duty of a day as it stood at a moment: what had been entered by then, not what was entered later.
    pub fn duty_at(&self, date: NaiveDate, at: Moment) -> Result<Option<DutyDay>, StoreError> {
        let mut last: Option<Vec<u8>> = None;
        self.visit_prefix(T::Office, &key::duty_was(date), &mut |row, value| {
            let earlier = key::moment_of(row) <= at.0;
            if earlier {
                last = Some(value.to_vec());
            }
            earlier
        })?;
        last.map(|row| from_json(&row)).transpose()
    }
}

/// Takes what happened to a roster into its row, and what holds from now on into the days of duty.
pub(super) fn project(
    tables: &mut [Writable<'_>],
    quarter: Quarter,
    event: &RosterEvent,
    page: &Page,
) -> Result<(), StoreError> {
    let before = Snapshot::of(tables).roster(quarter)?.unwrap_or_else(|| Roster::new(quarter));
    let held = before.holding().map(|version| version.lines.clone());
    let after = before.evolve(event, &page.by, page.at);
    tables[T::Office as usize].insert(&key::roster(quarter)[..], &to_json(&after)?[..])?;
    match event {
        RosterEvent::Approved | RosterEvent::Changed { .. } => {}
        RosterEvent::Kept { .. }
        | RosterEvent::Amended { .. }
        | RosterEvent::Posted { .. }
        | RosterEvent::Reported { .. }
        | RosterEvent::SwapProposed { .. }
        | RosterEvent::SwapAgreed { .. }
        | RosterEvent::SwapDeclined { .. } => return Ok(()),
    }
    let lines = after.holding().map(|version| version.lines.as_slice()).unwrap_or_default();
    // What is said of a seat as before leaves what a leader has entered for it since.
    let held = held.unwrap_or_default();
    for line in lines.iter().filter(|line| line.date >= page.at.date() && !held.contains(line)) {
        let before = held.iter().find(|before| before.date == line.date);
        let day = line.over(before, Snapshot::of(tables).duty(line.date)?);
        write_day(tables, &day, page)?;
    }
    Ok(())
}

/// A day's duty from now on. Who stands in that day goes on standing in.
pub(super) fn keep_day(tables: &mut [Writable<'_>], mut day: DutyDay, page: &Page) -> Result<(), StoreError> {
    day.standing_in = Snapshot::of(tables).duty(day.date)?.standing_in;
    write_day(tables, &day, page)
}

/// Writes a day's duty, and beside it since when it has been so.
pub(super) fn write_day(tables: &mut [Writable<'_>], day: &DutyDay, page: &Page) -> Result<(), StoreError> {
    let row = to_json(day)?;
    tables[T::Duty as usize].insert(&key::day(day.date).to_be_bytes()[..], &row[..])?;
    tables[T::Office as usize].insert(&key::duty_since(day.date, page.at.0, page.page)[..], &row[..])?;
    Ok(())
}
