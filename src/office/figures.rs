//! 数字 as they are asked for: a period with the one before beside it, its course, and the cases behind a figure. What a reader may not
//! see is not in his answer: figures about conduct are for the two offices, of the files they may know of; another officer's own
//! figures are for whoever leads or supervises; nobody is shown a hint about himself.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use xieban_domain::catalogue::{MatterCode, UnitId};
use xieban_domain::conduct::is_of_the_offices;
use xieban_domain::figures::{
    self, ConductTotals, FigureHint, Figures, Measure, MeasureTotals, Period, PeriodKind, SumOf, hints,
    of_complaint,
};
use xieban_domain::moment::Moment;
use xieban_domain::report::SignedReport;
use xieban_domain::staff::{Role, Staff, StaffCode};
use xieban_store::{Snapshot, StoreError};

use super::ask::{self, CaseList};
use super::register::ComplaintRow;
use super::session::Session;
use super::{CompiledFacts, Lookout};

/// The figures of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiguresView {
    pub period: Period,
    pub now: Figures,
    /// Those of the period before.
    pub before: Figures,
    /// Each officer's own, as far as the asker may see them.
    pub officers: BTreeMap<StaffCode, MeasureTotals>,
    /// 移办去向: 外部导引 and 移交 by unit.
    pub units: BTreeMap<UnitId, MeasureTotals>,
    /// What was done, by matter: 办结, 跑动次数, 用时.
    pub matters: BTreeMap<MatterCode, MeasureTotals>,
    /// 签发: the newest signature of this very period.
    pub signed: Option<SignedReport>,
    /// 作风体检; nothing for whoever is not of the two offices.
    pub hints: Vec<FigureHint>,
}

/// Which cases stand behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Under any of these measures.
    pub measures: Vec<Measure>,
    /// In this period.
    pub period: Period,
    /// Of this officer; of all where absent.
    pub officer: Option<StaffCode>,
    /// From this place on.
    pub offset: usize,
    /// At most so many.
    pub limit: usize,
}

/// Somebody may see what each officer's figures are.
fn sees_officers(reader: &Staff) -> bool {
    is_of_the_offices(reader) || reader.is(Role::DutyLeader) || reader.is(Role::Head)
}

fn reader(snapshot: &Snapshot<'_>, session: &Session) -> Result<Option<Staff>, StoreError> {
    Ok(snapshot.staff()?.get(session.account()).filter(|staff| staff.active).cloned())
}

/// The sums of a period; what waits is counted once its day has passed.
fn sums(
    snapshot: &Snapshot<'_>,
    period: Period,
    today: NaiveDate,
) -> Result<BTreeMap<SumOf, MeasureTotals>, StoreError> {
    let mut sums = snapshot.sums(period)?;
    if period.to < today {
        return Ok(sums);
    }
    let past = period.before(today).map(|past| snapshot.sums(past)).transpose()?.unwrap_or_default();
    for (of, tally) in &mut sums {
        for measure in Measure::ALL.iter().filter(|measure| measure.waits()) {
            let passed = past.get(of).map_or(0, |tally| tally.get(*measure));
            tally.add(*measure, passed - tally.get(*measure));
        }
    }
    Ok(sums)
}

fn together(sums: &BTreeMap<SumOf, MeasureTotals>) -> MeasureTotals {
    let mut all = MeasureTotals::default();
    for (of, tally) in sums {
        if matches!(of, SumOf::Officer(_)) {
            all.add_all(tally);
        }
    }
    all
}

/// What a reader may know of conduct in a period.
fn behind(
    snapshot: &Snapshot<'_>,
    reader: Option<&Staff>,
    period: Period,
) -> Result<Option<ConductTotals>, StoreError> {
    let Some(reader) = reader.filter(|reader| is_of_the_offices(reader)) else { return Ok(None) };
    let mut behind = ConductTotals::default();
    for file in snapshot.files()?.iter().filter_map(|file| file.seen_by(reader)) {
        behind.taken += usize::from(file.taken.channel.is_some() && period.holds(file.at.date()));
        let measured = file.outcome.as_ref().filter(|outcome| outcome.measure.is_some());
        behind.measured += usize::from(measured.is_some_and(|outcome| period.holds(outcome.at.date())));
    }
    Ok(Some(behind))
}

/// The figures of one period for a reader; without one, what anybody may see.
pub(super) fn of_period(
    snapshot: &Snapshot<'_>,
    reader: Option<&Staff>,
    period: Period,
    today: NaiveDate,
) -> Result<Figures, StoreError> {
    Ok(Figures {
        tally: together(&sums(snapshot, period, today)?),
        desk: snapshot.at_desk(period)?,
        behind: behind(snapshot, reader, period)?,
    })
}

fn view(
    snapshot: &Snapshot<'_>,
    reader: Option<&Staff>,
    period: Period,
    now: Moment,
) -> Result<FiguresView, StoreError> {
    let today = now.date();
    let sums = sums(snapshot, period, today)?;
    let figures = Figures {
        tally: together(&sums),
        desk: snapshot.at_desk(period)?,
        behind: behind(snapshot, reader, period)?,
    };
    let before = of_period(snapshot, reader, period.previous(), today)?;
    let mut view = FiguresView {
        period,
        now: figures,
        before,
        officers: BTreeMap::new(),
        units: BTreeMap::new(),
        matters: BTreeMap::new(),
        signed: snapshot
            .signed_reports()?
            .into_iter()
            .find(|signed| (signed.from, signed.to) == (period.from, period.to)),
        hints: Vec::new(),
    };
    for (of, tally) in sums {
        match of {
            SumOf::Officer(code) => drop(view.officers.insert(code, tally)),
            SumOf::Unit(unit) => drop(view.units.insert(unit, tally)),
            SumOf::Matter(matter) => drop(view.matters.insert(matter, tally)),
        }
    }
    if let Some(reader) = reader.filter(|reader| is_of_the_offices(reader)) {
        view.hints = hints(period, view.officers.iter().filter(|(code, _)| **code != reader.code));
    }
    view.officers
        .retain(|code, _| reader.is_some_and(|reader| sees_officers(reader) || reader.code == *code));
    Ok(view)
}

/// A period with the one before.
pub(super) fn figures(
    snapshot: &Snapshot<'_>,
    session: &Session,
    period: Period,
    now: Moment,
) -> Result<FiguresView, StoreError> {
    view(snapshot, reader(snapshot, session)?.as_ref(), period, now)
}

/// How many periods a course has.
const fn course_of(span: PeriodKind) -> usize {
    match span {
        PeriodKind::Day => 14,
        PeriodKind::Week | PeriodKind::Month => 12,
        PeriodKind::Quarter => 8,
        PeriodKind::Year => 5,
        PeriodKind::Days => 6,
    }
}

/// A period and those before it, oldest first.
pub(super) fn course(
    snapshot: &Snapshot<'_>,
    session: &Session,
    period: Period,
    now: Moment,
) -> Result<Vec<(Period, Figures)>, StoreError> {
    let reader = reader(snapshot, session)?;
    let mut course = Vec::new();
    let mut at = period;
    for _ in 0..course_of(period.span) {
        course.push((at, of_period(snapshot, reader.as_ref(), at, now.date())?));
        at = at.previous();
    }
    course.reverse();
    Ok(course)
}

/// The cases behind a figure. Whoever does not see other officers' figures opens what is the office's, or his own.
pub(super) fn counted(
    snapshot: &Snapshot<'_>,
    session: &Session,
    asked: &Counted,
    now: Moment,
    facts: CompiledFacts,
) -> Result<CaseList, StoreError> {
    let reader = reader(snapshot, session)?;
    let may = |code: &StaffCode| {
        reader.as_ref().is_some_and(|reader| sees_officers(reader) || reader.code == *code)
    };
    if asked.officer.as_ref().is_some_and(|code| !may(code)) {
        return Ok(CaseList { rows: Vec::new(), offset: 0, total: 0 });
    }
    let ids = snapshot.counted_cases(
        &asked.measures,
        (asked.period, now.date()),
        asked.officer.as_ref(),
        (asked.offset, asked.limit.saturating_add(1)),
    )?;
    let total = asked.offset + ids.len();
    let mut records = Vec::with_capacity(ids.len());
    for id in ids.into_iter().take(asked.limit) {
        records.extend(snapshot.listed(id)?);
    }
    let rows = ask::rows(records, now, facts, &*snapshot.settings()?);
    Ok(CaseList { rows, offset: asked.offset, total })
}

/// The complaints behind a figure, newest first.
pub(super) fn counted_complaints(
    snapshot: &Snapshot<'_>,
    session: &Session,
    asked: &Counted,
    now: Moment,
    facts: CompiledFacts,
) -> Result<Vec<ComplaintRow>, StoreError> {
    let all = super::register::complaints(snapshot, session, super::Which::All, now, facts)?;
    let counts = |row: &ComplaintRow| {
        of_complaint(&row.complaint).iter().any(|fact: &figures::Fact| {
            asked.measures.contains(&fact.measure)
                && asked.period.holds(fact.day)
                && (!fact.measure.waits() || fact.day < now.date())
        })
    };
    let of =
        |row: &ComplaintRow| asked.officer.as_ref().is_none_or(|code| row.complaint.taken.officer == *code);
    let rows = all.into_iter().filter(|row| of(row) && counts(row));
    Ok(rows.skip(asked.offset).take(asked.limit).collect())
}

impl Lookout {
    /// The figures of a period; for somebody who has proved who he is, or else what anybody may see.
    pub fn figures(&mut self, who: Option<&StaffCode>, period: Period) -> Result<FiguresView, StoreError> {
        let now = self.now()?;
        self.reader.read(|snapshot| {
            let staff = snapshot.staff()?;
            let reader = who.and_then(|code| staff.get(code)).filter(|staff| staff.active);
            view(snapshot, reader, period, now)
        })
    }

    /// The cases that stand under any of these measures in a period, newest day first, each once.
    pub fn counted_cases(
        &mut self,
        measures: &[Measure],
        period: Period,
        (offset, limit): (usize, usize),
    ) -> Result<Vec<super::CaseRow>, StoreError> {
        let (now, facts) = (self.now()?, self.facts);
        self.reader.read(|snapshot| {
            let ids = snapshot.counted_cases(measures, (period, now.date()), None, (offset, limit))?;
            let mut records = Vec::with_capacity(ids.len());
            for id in ids {
                records.extend(snapshot.listed(id)?);
            }
            Ok(ask::rows(records, now, facts, &*snapshot.settings()?))
        })
    }
}
