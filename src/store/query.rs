//! What the desk asks of the store: paged and indexed. No question reads all cases.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use xieban_domain::case::Case;
use xieban_domain::case::transfer::OpenSlip;
use xieban_domain::catalogue::MatterCode;
use xieban_domain::event::Event;
use xieban_domain::moment::Moment;
use xieban_domain::number::{CaseId, Number};
use xieban_domain::staff::{Role, StaffCode};
use xieban_domain::visitor::Visitor;

use super::error::StoreError;
use super::project::office::{LEFT, TALLIED, VISITED};
use super::snapshot::{Snapshot, from_json};
use super::tables::{T, key};

/// A case and its last change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub case: Case,
    /// Its last change.
    pub touched: Touched,
}

/// Who changed a case last, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    pub by: StaffCode,
    pub at: Moment,
    /// On which page.
    pub page: u64,
}

/// Whose open cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// One officer's own.
    Of(StaffCode),
    /// Those that somebody else's officer acts for, on this day.
    ActedBy(StaffCode, NaiveDate),
    /// The whole office's.
    Office,
    /// Those of which something waits for this leader, on this day.
    Approving(StaffCode, NaiveDate),
}

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// All that are open.
    All,
    /// Due on this day.
    DueOn(NaiveDate),
    /// Due before this day.
    DueBefore(NaiveDate),
    /// 待补正.
    Prompted,
    /// 待签字.
    AwaitingSignature,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePage {
    pub rows: Vec<Record>,
    /// Place of the first row in the whole list, from 0.
    pub offset: usize,
    /// Rows of the whole list.
    pub total: usize,
}

/// How many open cases stand under each filter, and the day's counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// The officer's open cases.
    pub mine: usize,
    pub due_today: usize,
    pub overdue: usize,
    /// 待补正.
    pub prompted: usize,
    /// 待签字.
    pub awaiting_signature: usize,
    pub acting: usize,
    /// 待我审批.
    pub approvals: usize,
    /// Open in the whole office.
    pub office: usize,
    /// 接待人次 today: persons, whatever the number of their cases.
    pub received: u64,
    /// 咨询即答 today.
    pub tallied: u64,
    /// 来访人离开 today.
    pub left: u64,
    /// 重复移办预警, in the whole office.
    pub led_on_again: usize,
    /// 移办争议, likewise.
    pub disputes: usize,
    /// 待跟踪, likewise.
    pub follow_ups: usize,
}

/// One line of a case's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The page it stands on.
    pub page: u64,
    pub at: Moment,
    pub by: StaffCode,
    /// What, with its private texts as far as they are kept.
    pub event: Event,
}

/// Classes of open cases within a day.
pub(super) mod class {
    use xieban_domain::case::{Case, Life};

    pub(crate) const DUE: u8 = 1;
    pub(crate) const TELL: u8 = 2;
    pub(crate) const REPLY: u8 = 3;
    pub(crate) const PROMPTED: u8 = 4;
    pub(crate) const SIGNATURE: u8 = 5;
    pub(crate) const OTHER: u8 = 6;

    pub(crate) fn of(case: &Case) -> u8 {
        match &case.life {
            // A closed one is open only while a 差评 waits for its answer.
            Life::Working | Life::AwaitingVisitor(_) | Life::ReturnProposed(_) | Life::Archived(..) => DUE,
            Life::Undecided if case.acceptance.is_some() => DUE,
            Life::Undecided => TELL,
            Life::Finished(_) => REPLY,
            Life::Prompted => PROMPTED,
            Life::Replied(..) => SIGNATURE,
            Life::Guided | Life::HandedOver(_) if case.follow_up_open() || case.dispute().is_some() => TELL,
            Life::Registered | Life::Guided | Life::HandedOver(_) | Life::Ended(..) | Life::Void(_) => OTHER,
        }
    }
}

/// A visitor's newest cases that are looked at for a slip to join.
const NEIGHBOURS: usize = 8;

/// So many of the newest cases tell how long a matter takes.
const PAST: usize = 500;

/// Something by which a returning visitor is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Clue {
    /// 电话.
    Phone = 1,
    /// 证件号码.
    Papers = 2,
    /// 统一社会信用代码.
    CreditCode = 3,
    /// 单位名称.
    Organisation = 4,
    /// 姓名.
    Name = 5,
    /// The last four digits of the telephone.
    PhoneTail = 6,
    /// Pinyin initials of the name, by every reading.
    Initials = 7,
}

/// Digits of a telephone by which its case is found.
const TAIL: usize = 4;

impl Clue {
    /// Every clue a visitor gives.
    pub(super) fn of(visitor: &Visitor) -> Vec<(Self, String)> {
        let organisation = visitor.organisation();
        let clues = [
            (Self::Phone, visitor.phone()),
            (Self::Papers, visitor.id_number()),
            (Self::CreditCode, organisation.and_then(|organisation| organisation.credit_code.as_deref())),
            (Self::Organisation, organisation.map(|organisation| organisation.name.as_str())),
            (Self::Name, Some(visitor.person().name.as_str())),
        ];
        let name = xieban_words::pinyin::Spelled::new(&visitor.person().name);
        let spelled = name.every_initials().into_iter().map(|initials| (Self::Initials, initials));
        let tail = visitor.phone().and_then(|phone| phone.get(phone.len().checked_sub(TAIL)?..));
        let tail = tail.map(|tail| (Self::PhoneTail, tail.to_owned()));
        let exact = clues
            .into_iter()
            .filter_map(|(kind, text)| Some((kind, text.filter(|text| !text.is_empty())?.to_owned())));
        exact.chain(tail).chain(spelled).collect()
    }
}

/// Why somebody has to look at an open case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Attention {
    /// 重复移办预警 (R61).
    LedOnAgain = 1,
    /// 争议 (R61).
    Dispute = 2,
    /// 待跟踪 (R41).
    FollowUp = 3,
    /// Something waits for a leader; also of a case that is closed (R55).
    Approval = 4,
}

impl Attention {
    /// Every mark.
    pub(super) const ALL: [Self; 3] = [Self::LedOnAgain, Self::Dispute, Self::FollowUp];

    /// Those of a case.
    pub(super) fn of(case: &Case) -> impl Iterator<Item = Self> {
        let marks = [
            (Self::LedOnAgain, case.is_led_on_again()),
            (Self::Dispute, case.dispute().is_some()),
            (Self::FollowUp, case.follow_up_open()),
        ];
        marks.into_iter().filter_map(|(mark, is)| is.then_some(mark))
    }
}

impl Snapshot<'_> {
    /// Open cases by urgency: the most urgent first, from `offset`, at most `limit`.
    pub fn open_cases(
        &self,
        scope: &Scope,
        filter: Filter,
        offset: usize,
        limit: usize,
    ) -> Result<CasePage, StoreError> {
        let mut ids = Vec::new();
        let mut total = 0;
        let mut take = |id: CaseId| {
            if total >= offset && ids.len() < limit {
                ids.push(id);
            }
            total += 1;
        };
        match scope {
            Scope::ActedBy(officer, today) => {
                self.visit_prefix(T::ActingOf, &key::of(officer), &mut |at, until| {
                    if u64::from(key::day(*today)) <= key::number(until) {
                        take(CaseId::from_key(key::number(at)));
                    }
                    true
                })?;
            }
            Scope::Approving(leader, today) => self.to_approve(leader, *today)?.into_iter().for_each(take),
            Scope::Of(_) | Scope::Office => self.visit_open(scope, filter, &mut take)?,
        }
        let rows: Result<Vec<_>, _> = ids.into_iter().filter_map(|id| self.listed(id).transpose()).collect();
        Ok(CasePage { rows: rows?, offset, total })
    }

    fn visit_open(
        &self,
        scope: &Scope,
        filter: Filter,
        take: &mut dyn FnMut(CaseId),
    ) -> Result<(), StoreError> {
        let (table, prefix) = match scope {
            Scope::Of(officer) | Scope::ActedBy(officer, _) | Scope::Approving(officer, _) => {
                (T::OpenOf, key::of(officer))
            }
            Scope::Office => (T::OpenAll, Vec::new()),
        };
        let from_day = |date: NaiveDate| [&prefix[..], &key::day(date).to_be_bytes()].concat();
        let (from, to, classes): (Vec<u8>, Vec<u8>, &[u8]) = match filter {
            Filter::All => (prefix.clone(), key::after(&prefix), &[]),
            Filter::DueOn(day) => {
                (from_day(day), from_day(day.checked_add_days(Days::new(1)).unwrap_or(day)), &[class::DUE])
            }
            Filter::DueBefore(day) => (prefix.clone(), from_day(day), &[class::DUE]),
            Filter::Prompted => (prefix.clone(), key::after(&prefix), &[class::PROMPTED]),
            Filter::AwaitingSignature => (prefix.clone(), key::after(&prefix), &[class::SIGNATURE]),
        };
        self.visit(table, &from, &to, &mut |at, _| {
            match key::read_urgency(at) {
                Some((0, ..)) if matches!(filter, Filter::DueBefore(_)) => {}
                Some((_, class, id)) if classes.is_empty() || classes.contains(&class) => take(id),
                Some(_) | None => {}
            }
            true
        })
    }

    /// A case for a list: with its visitor, without its other private texts.
    pub fn listed(&self, id: CaseId) -> Result<Option<Record>, StoreError> {
        let Some(mut record) = self.json::<Record>(T::Cases, &key::case(id))? else { return Ok(None) };
        self.unseal(&mut record.case.visitor)?;
        Ok(Some(record))
    }

    /// How long the newest promises of a matter took that are done, in working days.
    pub fn took(&self, matter: &MatterCode) -> Result<Vec<u16>, StoreError> {
        let mut days = Vec::new();
        self.visit_prefix(T::Office, &key::took_prefix(matter), &mut |_, row| {
            days.push(u16::try_from(key::number(row)).unwrap_or(u16::MAX));
            days.len() < PAST
        })?;
        Ok(days)
    }

    /// How many of an officer's open cases are due on each of so many days from this one on.
    pub fn due_by_day(
        &self,
        officer: &StaffCode,
        from: NaiveDate,
        days: u64,
    ) -> Result<BTreeMap<NaiveDate, usize>, StoreError> {
        let prefix = key::of(officer);
        let at = |day: NaiveDate| [&prefix[..], &key::day(day).to_be_bytes()].concat();
        let until = from.checked_add_days(Days::new(days)).unwrap_or(from);
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        self.visit(T::OpenOf, &at(from), &at(until), &mut |row, _| {
            if let Some((day, class::DUE, _)) = key::read_urgency(row) {
                *counts.entry(day).or_default() += 1;
            }
            true
        })?;
        let dates = from.iter_days().take_while(|day| *day < until);
        Ok(dates.filter_map(|day| Some((day, *counts.get(&key::day(day))?))).collect())
    }

    /// How many open cases stand under each filter.
    pub fn counts(&self, officer: &StaffCode, today: NaiveDate) -> Result<Counts, StoreError> {
        let mut counts = Counts::default();
        let mut count = |scope: &Scope, filter: Filter, into: fn(&mut Counts) -> &mut usize| {
            let into = into(&mut counts);
            self.visit_open(scope, filter, &mut |_| *into += 1)
        };
        let mine = Scope::Of(officer.clone());
        count(&mine, Filter::All, |counts| &mut counts.mine)?;
        // Who is no officer looks after everybody's.
        let desk = match self.staff()?.get(officer).is_some_and(|staff| staff.is(Role::Officer)) {
            true => mine.clone(),
            false => Scope::Office,
        };
        count(&desk, Filter::DueOn(today), |counts| &mut counts.due_today)?;
        count(&desk, Filter::DueBefore(today), |counts| &mut counts.overdue)?;
        count(&desk, Filter::Prompted, |counts| &mut counts.prompted)?;
        count(&desk, Filter::AwaitingSignature, |counts| &mut counts.awaiting_signature)?;
        count(&Scope::Office, Filter::All, |counts| &mut counts.office)?;
        counts.approvals = self.to_approve(officer, today)?.len();
        counts.acting = self.open_cases(&Scope::ActedBy(officer.clone(), today), Filter::All, 0, 0)?.total;
        let day = |kind| {
            Ok::<_, StoreError>(
                self.row(T::Days, &key::day_count(today, kind))?.map_or(0, |row| key::number(&row)),
            )
        };
        (counts.received, counts.tallied, counts.left) = (day(VISITED)?, day(TALLIED)?, day(LEFT)?);
        for (mark, into) in Attention::ALL.into_iter().zip([
            &mut counts.led_on_again,
            &mut counts.disputes,
            &mut counts.follow_ups,
        ]) {
            self.visit_prefix(T::Office, &key::marked(mark), &mut |_, _| {
                *into += 1;
                true
            })?;
        }
        Ok(counts)
    }

    /// The cases on a 导引单, in walking order, with their private texts.
    pub fn on_slip(&self, slip: Number) -> Result<Vec<Case>, StoreError> {
        let cases: Result<Vec<_>, _> =
            self.numbered(slip)?.into_iter().filter_map(|id| self.case(id).transpose()).collect();
        let mut cases: Vec<Case> = cases?.into_iter().map(|record| record.case).collect();
        cases.retain(|case| !case.is_void() && case.place_on(slip).is_some());
        cases.sort_by_key(|case| case.place_on(slip));
        Ok(cases)
    }

    /// The newest case of the same visitor whose 导引单 of this day another one may join.
    pub fn joinable(&self, case: &Case, today: NaiveDate) -> Result<Option<CaseId>, StoreError> {
        let clues = case.visitor.get().map(Clue::of).unwrap_or_default();
        for (clue, text) in clues {
            for other in self.recognise(clue, &text, NEIGHBOURS)? {
                let open = OpenSlip::of(&other.case, case);
                if open.is_some_and(|open| open.same_visitor && open.at.date() == today) {
                    return Ok(Some(other.case.id()));
                }
            }
        }
        Ok(None)
    }

    /// Cases of a visitor known by a clue, newest first.
    pub fn recognise(&self, clue: Clue, text: &str, limit: usize) -> Result<Vec<Record>, StoreError> {
        let mut ids = Vec::new();
        self.visit_prefix(T::People, &key::clue(clue as u8, text), &mut |at, _| {
            ids.push(key::read_clue_case(at));
            ids.len() < limit
        })?;
        ids.into_iter().filter_map(|id| self.listed(id).transpose()).collect()
    }

    /// Visitors whose clue begins with what was typed, newest case of each, at most `limit`.
    pub fn recognise_beginning(
        &self,
        clue: Clue,
        text: &str,
        limit: usize,
    ) -> Result<Vec<Record>, StoreError> {
        let mut prefix = key::clue(clue as u8, text);
        prefix.pop();
        let mut found: Vec<(Vec<u8>, CaseId)> = Vec::new();
        self.visit_prefix(T::People, &prefix, &mut |at, _| {
            let text = at.get(..at.len().saturating_sub(8)).unwrap_or(at).to_vec();
            if found.last().is_none_or(|(last, _)| *last != text) {
                found.push((text, key::read_clue_case(at)));
            }
            found.len() < limit
        })?;
        found.into_iter().filter_map(|(_, id)| self.listed(id).transpose()).collect()
    }

    /// Cases whose visitor's clue begins with what was typed, newest first, at most `limit`.
    pub fn recognise_all(&self, clue: Clue, text: &str, limit: usize) -> Result<Vec<Record>, StoreError> {
        let mut prefix = key::clue(clue as u8, text);
        prefix.pop();
        let mut newest = BTreeSet::new();
        self.visit_prefix(T::People, &prefix, &mut |at, _| {
            newest.insert(key::read_clue_case(at));
            if newest.len() > limit {
                newest.pop_first();
            }
            true
        })?;
        newest.into_iter().rev().filter_map(|id| self.listed(id).transpose()).collect()
    }

    /// The newest lines of a case's history, newest first.
    pub fn timeline(&self, id: CaseId, limit: usize) -> Result<Vec<TimelineEntry>, StoreError> {
        let mut pages = Vec::new();
        self.visit_prefix(T::CasePages, &key::case(id), &mut |at, _| {
            pages.push(key::number(at));
            true
        })?;
        let newest = pages.into_iter().rev().take(limit);
        newest.filter_map(|page| self.entry(page).transpose()).collect()
    }

    pub(super) fn entry(&self, number: u64) -> Result<Option<TimelineEntry>, StoreError> {
        let Some(bytes) = self.row(T::Journal, &key::page(number))? else { return Ok(None) };
        let page = self.read_page(number, &bytes)?;
        let mut event = page.event;
        self.unseal(&mut event)?;
        Ok(Some(TimelineEntry { page: number, at: page.at, by: page.by, event }))
    }

    /// The case that was registered last, without its private texts.
    pub fn newest_case(&self) -> Result<Option<Record>, StoreError> {
        self.newest(T::Cases)?.map(|(_, bytes)| from_json(&bytes)).transpose()
    }

    /// Cases from `from` on in order of their numbers, at most `limit`, with their visitors.
    pub fn cases_from(&self, from: CaseId, limit: usize) -> Result<Vec<Record>, StoreError> {
        let mut rows = Vec::new();
        self.visit(T::Cases, &key::case(from), &[u8::MAX; 9], &mut |_, bytes| {
            rows.push(from_json::<Record>(bytes));
            rows.len() < limit
        })?;
        let mut records = rows.into_iter().collect::<Result<Vec<_>, _>>()?;
        for record in &mut records {
            self.unseal(&mut record.case.visitor)?;
        }
        Ok(records)
    }
}
