//! One day's log: what was closed, signed or taken up again on it, who left, what was carried over, and the page it ends with.
//!
//! Everything is as it stood at the end of the day's last page, whenever it is asked: a sheet printed again is the same sheet.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use xieban_domain::case::{self, Case, CaseEvent};
use xieban_domain::duty::DutyDay;
use xieban_domain::event::{DeskEvent, Event, OfficeEvent};
use xieban_domain::moment::Moment;
use xieban_domain::number::{CaseId, MissingNumbers};
use xieban_domain::shift::ShiftLeft;
use xieban_journal::Hash;

use super::error::StoreError;
use super::project::office::{LAST_PAGE, LOGGED, TALLIED, VISITED};
use super::snapshot::Snapshot;
use super::store_health::hash_of;
use super::tables::{T, key};

/// What a day's log is about, before the cases are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayBegun {
    /// The day's last page and its hash; none where nothing was written.
    pub last: Option<(u64, Hash)>,
    pub duty: DutyDay,
    /// 接待人次: persons received on it.
    pub received: u64,
    /// 咨询即答.
    pub tallied: u64,
    /// Why each 来访人离开 left.
    pub left: Vec<String>,
    /// 签退说明 of the day.
    pub shifts_left: Vec<ShiftLeft>,
    /// 恢复时缺失: numbers, and why.
    pub missing: Vec<(Vec<MissingNumbers>, String)>,
    /// Cases with an entry in the day's log, in the order of their first one.
    pub logged: Vec<CaseId>,
    /// Cases that may have been open when the day ended.
    pub maybe_open: Vec<CaseId>,
}

impl Snapshot<'_> {
    /// What a day's log is about. Reads the day's own rows and the keys of what is open, no case.
    pub fn day_begun(&self, date: NaiveDate, today: NaiveDate) -> Result<DayBegun, StoreError> {
        let last = self.row(T::Days, &key::day_count(date, LAST_PAGE))?.map(|row| key::number(&row));
        let last = match last {
            Some(page) => hash_of(self, page)?.map(|hash| (page, hash)),
            None => None,
        };
        let count = |kind| {
            let row = self.row(T::Days, &key::day_count(date, kind))?;
            Ok::<_, StoreError>(row.map_or(0, |row| key::number(&row)))
        };
        let until = last.map_or(0, |(page, _)| page);
        let (rows, mut seen) = (self.log_of(date)?, BTreeSet::new());
        let (mut logged, mut left, mut shifts_left) = (Vec::new(), Vec::new(), Vec::new());
        let mut missing = Vec::new();
        for (page, id) in rows.into_iter().filter(|(page, _)| *page <= until) {
            match id {
                Some(id) if seen.insert(id) => logged.push(id),
                Some(_) => {}
                None => match self.entry(page)?.map(|entry| entry.event) {
                    Some(Event::Desk(DeskEvent::VisitorLeft { reason, .. })) => {
                        left.push(reason.text().to_owned());
                    }
                    Some(Event::Desk(DeskEvent::ShiftLeft(said))) => shifts_left.push(said),
                    Some(Event::Office(OfficeEvent::StoreAccepted { reason, missing: numbers })) => {
                        missing.push((numbers, reason.text().to_owned()));
                    }
                    Some(_) | None => {}
                },
            }
        }
        let mut maybe_open = BTreeSet::new();
        self.visit_prefix(T::OpenAll, &[], &mut |at, _| {
            maybe_open.extend(key::read_urgency(at).map(|(_, _, id)| id));
            true
        })?;
        // What was closed since was open then.
        for day in date.iter_days().skip(1).take_while(|day| *day <= today) {
            maybe_open.extend(self.log_of(day)?.into_iter().filter_map(|(_, id)| id));
        }
        Ok(DayBegun {
            last,
            duty: self.duty(date)?,
            received: count(VISITED)?,
            tallied: count(TALLIED)?,
            left,
            shifts_left,
            missing,
            logged,
            maybe_open: maybe_open.into_iter().collect(),
        })
    }

    /// The rows of a day's log in the order of their pages; one without a case is a 来访人离开 or a 签退说明.
    fn log_of(&self, date: NaiveDate) -> Result<Vec<(u64, Option<CaseId>)>, StoreError> {
        let mut rows = Vec::new();
        self.visit_prefix(T::Days, &key::day_count(date, LOGGED), &mut |at, case| {
            let id = (!case.is_empty()).then(|| CaseId::from_key(key::number(case)));
            rows.push((key::number(at), id));
            true
        })?;
        Ok(rows)
    }

    /// 签退说明 of a day.
    pub fn shifts_left(&self, date: NaiveDate) -> Result<Vec<ShiftLeft>, StoreError> {
        let mut said = Vec::new();
        for (page, _) in self.log_of(date)?.into_iter().filter(|(_, id)| id.is_none()) {
            if let Some(Event::Desk(DeskEvent::ShiftLeft(left))) = self.entry(page)?.map(|entry| entry.event)
            {
                said.push(left);
            }
        }
        Ok(said)
    }

    /// Cases as they stood at the end of a page; those registered later are left out.
    pub fn cases_at(&self, ids: &[CaseId], page: u64) -> Result<Vec<Case>, StoreError> {
        let mut cases = Vec::new();
        for id in ids {
            let Some(record) = self.case(*id)? else { continue };
            let case = if record.touched.page <= page { Some(record.case) } else { self.case_at(*id, page)? };
            cases.extend(case);
        }
        Ok(cases)
    }

    pub(super) fn case_at(&self, id: CaseId, page: u64) -> Result<Option<Case>, StoreError> {
        let pages = self.keys(T::CasePages, &key::case(id), usize::MAX)?;
        let pages = pages.iter().map(|at| key::number(at)).filter(|number| *number <= page);
        let mut events: Vec<CaseEvent> = Vec::new();
        for page in pages {
            if let Some(Event::Case { event, .. }) = self.entry(page)?.map(|entry| entry.event) {
                events.push(event);
            }
        }
        Ok(case::replay(&events))
    }

    /// The day on which a page was written, as claimed.
    pub fn day_of(&self, page: u64) -> Result<Option<NaiveDate>, StoreError> {
        Ok(self.at_of(page)?.map(Moment::date))
    }

    /// The moment at which a page was written, as claimed.
    pub fn at_of(&self, page: u64) -> Result<Option<Moment>, StoreError> {
        Ok(self.entry(page)?.map(|entry| entry.at))
    }

    /// The signature position taken last in the order of the book (R64).
    pub fn last_position(&self) -> Result<Option<xieban_domain::case::state::Position>, StoreError> {
        Ok(self.newest(T::Positions)?.and_then(|(at, _)| key::read_position(&at)))
    }
}
