//! 协办日志（日志总表）: what one day's sheet is made of, read in slices and true to the day's last page.

use chrono::NaiveDate;
use xieban_domain::case::Case;
use xieban_domain::duty::DutyDay;
use xieban_domain::number::{CaseId, MissingNumbers};
use xieban_domain::shift::ShiftLeft;
use xieban_journal::Hash;
use xieban_store::{DayBegun, Snapshot, StoreError};
use xieban_words::mask;

use super::privacy::{listed_cases, shift_left};
use super::{Lookout, Office};

/// Cases read in one transaction.
const SLICE: usize = 200;

/// One day's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySheet {
    pub date: NaiveDate,
    pub duty: DutyDay,
    /// What was closed, signed, rated or taken up again, in the order of its first entry, as it stood in the end.
    pub entries: Vec<Case>,
    /// What was not done yet in the end.
    pub carried: Vec<Case>,
    /// 接待人次: persons received on it.
    pub received: u64,
    /// 咨询即答.
    pub tallied: u64,
    /// Why each 来访人离开 left.
    pub left: Vec<String>,
    /// 签退说明: who left what undone, and why.
    pub shifts_left: Vec<ShiftLeft>,
    /// 恢复时缺失: numbers that were given out before a restore, and why they are not there.
    pub missing: Vec<(Vec<MissingNumbers>, String)>,
    /// 台账校验码: the day's last page and its hash.
    pub last: Option<(u64, Hash)>,
}

/// One short read.
type DayRead<'r> =
    dyn FnMut(&mut dyn FnMut(&Snapshot<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> + 'r;

fn read_day(date: NaiveDate, today: NaiveDate, read: &mut DayRead<'_>) -> Result<DaySheet, StoreError> {
    let mut begun: Option<DayBegun> = None;
    read(&mut |snapshot| {
        let mut day = snapshot.day_begun(date, today)?;
        let left = std::mem::take(&mut day.shifts_left).into_iter();
        day.shifts_left = left.map(|left| shift_left(snapshot, left)).collect::<Result<_, _>>()?;
        begun = Some(day);
        Ok(())
    })?;
    let begun = begun.ok_or(StoreError::Busy)?;
    let until = begun.last.map_or(0, |(page, _)| page);
    let mut at_end = |ids: &[CaseId]| {
        let mut cases = Vec::new();
        for slice in ids.chunks(SLICE) {
            read(&mut |snapshot| {
                let mut some = snapshot.cases_at(slice, until)?;
                listed_cases(snapshot, &mut some)?;
                cases.extend(some);
                Ok(())
            })?;
        }
        Ok::<_, StoreError>(cases)
    };
    let entries = at_end(&begun.logged)?;
    let mut carried = at_end(&begun.maybe_open)?;
    carried.retain(|case| case.closing().is_none());
    let mut left = begun.left;
    for words in &mut left {
        *words = mask::numbers(words);
    }
    Ok(DaySheet {
        date,
        duty: begun.duty,
        entries,
        carried,
        received: begun.received,
        tallied: begun.tallied,
        left,
        shifts_left: begun.shifts_left,
        missing: begun.missing,
        last: begun.last,
    })
}

impl Office {
    /// One day's log, as it stood at the end of its last page.
    pub fn day_sheet(&self, date: NaiveDate) -> Result<DaySheet, StoreError> {
        let today = self.now().date();
        read_day(date, today, &mut |slice| {
            let slice = std::cell::RefCell::new(slice);
            self.store.read(|snapshot| (*slice.borrow_mut())(snapshot))
        })
    }
}

impl Lookout {
    /// One day's log, as it stood at the end of its last page.
    pub fn day_sheet(&mut self, date: NaiveDate) -> Result<DaySheet, StoreError> {
        let today = self.now()?.date();
        read_day(date, today, &mut |slice| {
            let slice = std::cell::RefCell::new(slice);
            self.reader.read(|snapshot| (*slice.borrow_mut())(snapshot))
        })
    }
}
