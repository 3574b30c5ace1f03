//! `ask`: what the desk wants to know, answered from one moment's view.

use std::sync::Arc;

use chrono::NaiveDate;
use xieban_domain::absence::HalfDay;
use xieban_domain::case::Case;
use xieban_domain::case::clock::Light;
use xieban_domain::case::escalation::Escalation;
use xieban_domain::case::state::Position;
use xieban_domain::catalogue::{MatterCode, MatterOrChain};
use xieban_domain::complaint::{Complainant, ComplaintId};
use xieban_domain::conduct::{FileNumber, Informed};
use xieban_domain::context::Facts as Outside;
use xieban_domain::duty::DutyDay;
use xieban_domain::figures::{Figures, Period};
use xieban_domain::limit::Due;
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_domain::regulation::Regulations;
use xieban_domain::report::SignedReport;
use xieban_domain::review::Review;
use xieban_domain::roster::Quarter;
use xieban_domain::settings::Settings;
use xieban_domain::staff::{Directory, StaffCode};
use xieban_domain::units::Units;
use xieban_domain::visitor::Visitor;
use xieban_domain::waiting::WaitingList;
use xieban_journal::Hash;
use xieban_store::{Change, Clue, Counts, Filter, Record, Scope, Snapshot, StoreError, TimelineEntry};

use super::asking::AskError;
use super::authority::unanswered;
use super::away::{AbsenceImpact, away};
use super::caller::{Caller, caller};
use super::cases;
use super::day::DaySheet;
use super::duty::{self, DutySpan};
use super::even::Even;
use super::figures::{self, Counted, FiguresView};
use super::opinions::{self, OpinionBook};
use super::personnel::{self, AppointmentRow, Schemes};
use super::premises::{BooksView, books};
use super::privacy::{self, CaseReader, LookList, Shown};
use super::register::{self, ComplaintRow, FileRow, Which};
use super::roster::{self, RosterView};
use super::shift::{Shift, shift};
use super::workload_forecast::{WorkloadForecast, ahead};
use super::{CompiledFacts, Office, Session};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// What every screen shows: names, duty, hotlines, counts.
    Header,
    Cases {
        scope: Scope,
        filter: Filter,
        /// From this place on.
        offset: usize,
        /// At most so many.
        limit: usize,
    },
    /// One case with its history; what identifies is masked.
    Case(CaseId),
    /// The same with as much of its visitor as a page of the last minutes lets the asker see.
    CaseInClear(CaseId),
    /// Who looked at identities, the newest first.
    Looks {
        /// From this place on.
        offset: usize,
        /// At most so many.
        limit: usize,
    },
    /// Visitors known by a clue.
    Recognise {
        clue: Clue,
        /// What was typed.
        text: String,
        /// Exactly this, or beginning with it.
        exact: bool,
    },
    /// Cases by number, telephone, papers or name.
    Find(String),
    /// Who rings up, by what he says first, and by a further fact.
    Caller {
        /// A number, digits of a telephone, a name or its initials.
        first: String,
        /// Another fact; may be empty.
        further: String,
    },
    /// The shift of whoever asks: what it begins with, and what must not be left.
    Shift,
    /// What to know before promising something of a matter.
    WorkloadForecast(MatterCode),
    /// What falls into an absence.
    Away {
        /// Who is away.
        officer: StaffCode,
        /// The first half-day.
        from: HalfDay,
        /// The last one.
        to: HalfDay,
    },
    /// Duty and absences of some days.
    Duty {
        /// The first day.
        from: NaiveDate,
        /// The last one.
        to: NaiveDate,
    },
    /// One day's log.
    DaySheet(NaiveDate),
    /// The office's books, and a day at the desk.
    Books(NaiveDate),
    /// The roster of a quarter.
    Roster(Quarter),
    Complaints(Which),
    Complaint(ComplaintId),
    /// 意见本.
    Opinions {
        /// One volume; all of them unless said.
        volume: Option<u16>,
    },
    /// 评议: those that the asker may know of.
    Reviews,
    /// 任免 that the asker may know of.
    Appointments,
    /// 报表签发.
    SignedReports,
    /// 考核规则.
    Scheme,
    /// What was changed of the office's values and people.
    Changes,
    /// The files that the asker may know of.
    Files,
    /// What the asker was told that is held against him.
    Told,
    /// 投诉人 of a file, for somebody who has just given a reason in it.
    Complainant(FileNumber),
    /// 数字 of a period, with the period before.
    Figures(Period),
    /// The same of a period and those before it, for a chart.
    Course(Period),
    /// The cases behind a figure.
    Counted(Counted),
    /// The complaints behind a figure.
    CountedComplaints(Counted),
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To [`Query::Header`].
    Header(Box<Header>),
    /// To [`Query::Cases`], [`Query::Find`] and [`Query::Counted`]; what is counted has a further row in its total where more follow.
    Cases(CaseList),
    /// To [`Query::Looks`].
    Looks(LookList),
    /// To [`Query::Case`] and [`Query::CaseInClear`]; `None` if there is no such case.
    Case(Option<Box<CaseView>>),
    /// To [`Query::Recognise`].
    Known(Vec<Known>),
    /// To [`Query::Caller`].
    Caller(Caller),
    /// To [`Query::Shift`].
    Shift(Box<Shift>),
    /// To [`Query::WorkloadForecast`].
    WorkloadForecast(Box<WorkloadForecast>),
    /// To [`Query::Away`].
    Away(Box<AbsenceImpact>),
    /// To [`Query::Duty`].
    Duty(Box<DutySpan>),
    /// To [`Query::DaySheet`].
    DaySheet(Box<DaySheet>),
    /// To [`Query::Books`].
    Books(Box<BooksView>),
    /// To [`Query::Roster`].
    Roster(Box<RosterView>),
    /// To [`Query::Complaints`] and [`Query::CountedComplaints`].
    Complaints(Vec<ComplaintRow>),
    /// To [`Query::Complaint`]; `None` if there is no such complaint.
    Complaint(Option<Box<ComplaintRow>>),
    /// To [`Query::Opinions`].
    Opinions(Box<OpinionBook>),
    /// To [`Query::Reviews`], newest first.
    Reviews(Vec<Review>),
    /// To [`Query::Appointments`], newest first.
    Appointments(Vec<AppointmentRow>),
    /// To [`Query::SignedReports`], newest first: of one period the first counts.
    SignedReports(Vec<SignedReport>),
    /// To [`Query::Scheme`].
    Scheme(Box<Schemes>),
    /// To [`Query::Changes`], newest first.
    Changes(Vec<Change>),
    /// To [`Query::Files`].
    Files(Vec<FileRow>),
    /// To [`Query::Told`].
    Told(Vec<Informed>),
    /// To [`Query::Complainant`]; `None` where there is nobody to be seen, or not by the asker.
    Complainant(Option<Complainant>),
    /// To [`Query::Figures`].
    Figures(Box<FiguresView>),
    /// To [`Query::Course`], oldest first.
    Course(Vec<(Period, Figures)>),
}

/// What every screen shows, also without a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub now: Moment,
    /// The office's values.
    pub settings: Settings,
    pub staff: Directory,
    /// What is known of the other units.
    pub units: Units,
    pub duty: DutyDay,
    /// The office's own versions of its rules.
    pub regulations: Regulations,
    /// Counts of the session's officer; zero without a session.
    pub counts: Counts,
    /// The journal's last page.
    pub page: u64,
    /// 台账校验码: the last page and its hash, as they stand under the day's log; none where there is no page yet.
    pub head: Option<(u64, Hash)>,
    /// The next free line of the 签字页 (R64).
    pub next_position: Position,
    /// Who waits; nobody without a session.
    pub line: WaitingList,
    /// The newest case: its number, its desk, its officer.
    pub newest: Option<(CaseId, String, StaffCode)>,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// The case, as its reader may see it.
    pub record: Shown,
    /// How urgent it is now.
    pub light: Light,
    /// 督办: who sees it now.
    pub escalation: Option<Escalation>,
    /// The day it is due.
    pub due: Option<Due>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseList {
    pub rows: Vec<CaseRow>,
    /// Place of the first row in the whole list.
    pub offset: usize,
    /// Rows of the whole list.
    pub total: usize,
}

/// A case with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseView {
    pub row: CaseRow,
    /// Its history, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// What lies outside it, as far as it decides what can be done next.
    pub outside: Outside,
    /// The cases on its 导引单 in walking order, itself among them.
    pub on_slip: Vec<Case>,
    /// The newest case of the same visitor whose 导引单 of today it may join.
    pub joinable: Option<CaseId>,
}

impl CaseView {
    /// A case of which no more is known than its row in a list.
    pub fn of_row(row: CaseRow) -> Self {
        Self { row, timeline: Vec::new(), outside: Outside::default(), on_slip: Vec::new(), joinable: None }
    }
}

/// A visitor known from an earlier case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Who, masked.
    pub visitor: Visitor,
    /// The earlier case.
    pub case: CaseId,
    /// What it was about.
    pub subject: MatterOrChain,
    /// The name of that.
    pub title: String,
    pub at: Moment,
    /// His open cases, newest first: he may have come for one of them.
    pub open: Vec<OpenCase>,
}

/// An open case of a visitor who comes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCase {
    pub case: CaseId,
    /// What it is about.
    pub title: String,
    /// 跑动次数 so far.
    pub visits: usize,
    /// He was received for it today already.
    pub today: bool,
}

/// Changes in one answer.
const CHANGES: usize = 300;
/// Visitors offered for one clue.
const OFFERED: usize = 6;

impl Office {
    /// Answers a session's question.
    pub fn ask(&self, session: &Session, query: &Query) -> Result<Answer, AskError> {
        let (now, facts) = (self.now(), self.facts);
        if let Query::DaySheet(date) = query {
            self.may_ask(session, query)?;
            return Ok(Answer::DaySheet(Box::new(self.day_sheet(*date)?)));
        }
        let even = if self.clock.is_standing() { None } else { Even::for_query(query) };
        if let Some(refusal) = self.waits_to_look(session, query) {
            return Err(AskError::Refused(refusal));
        }
        let answer = self.store.read(|snapshot| {
            let unanswered = unanswered(&*snapshot.staff()?, session.account(), query);
            match unanswered.map_or_else(|| session.holds(snapshot), |refusal| Ok(Some(refusal)))? {
                Some(refusal) => Ok(Err(AskError::Refused(refusal))),
                None => answer(snapshot, session, query, now, facts).map(Ok),
            }
        })??;
        if let (Some(even), Answer::Complainant(None)) = (even, &answer) {
            even.end();
        }
        self.was_found(session, query, &answer);
        Ok(self.with_proof(session, answer)?)
    }

    /// What stands at the door, without a session.
    pub fn header(&self) -> Result<Header, StoreError> {
        let now = self.now();
        self.store.read(|snapshot| header(snapshot, now))
    }
}

fn answer(
    snapshot: &Snapshot<'_>,
    session: &Session,
    query: &Query,
    now: Moment,
    facts: CompiledFacts,
) -> Result<Answer, StoreError> {
    match query {
        Query::Header => {
            let counts = snapshot.counts(session.account(), now.date())?;
            let reader = CaseReader::of(snapshot, session, now)?;
            Ok(Answer::Header(Box::new(Header {
                counts,
                line: privacy::line(snapshot.line()?, &reader),
                ..header(snapshot, now)?
            })))
        }
        Query::Cases { scope, filter, offset, limit } => {
            let listed = snapshot.open_cases(scope, *filter, *offset, *limit)?;
            let rows = rows(listed.rows, now, facts, &*snapshot.settings()?);
            Ok(Answer::Cases(CaseList { rows, offset: listed.offset, total: listed.total }))
        }
        Query::Case(id) => Ok(Answer::Case(cases::case(snapshot, session, *id, (now, facts), false)?)),
        Query::CaseInClear(id) => Ok(Answer::Case(cases::case(snapshot, session, *id, (now, facts), true)?)),
        Query::Looks { offset, limit } => Ok(Answer::Looks(privacy::looks(snapshot, *offset, *limit)?)),
        Query::Recognise { clue, text, exact } => {
            let found = match exact {
                true => snapshot.recognise(*clue, text, 1)?,
                false => snapshot.recognise_beginning(*clue, text, OFFERED)?,
            };
            let known =
                found.into_iter().filter_map(|record| cases::known(snapshot, record, now).transpose());
            Ok(Answer::Known(known.collect::<Result<_, _>>()?))
        }
        Query::Caller { first, further } => Ok(Answer::Caller(caller(snapshot, first, further, now)?)),
        Query::Shift => Ok(Answer::Shift(Box::new(shift(snapshot, session, now, facts)?))),
        Query::WorkloadForecast(matter) => {
            Ok(Answer::WorkloadForecast(Box::new(ahead(snapshot, session, matter, now)?)))
        }
        Query::Away { officer, from, to } => {
            let away = away(snapshot, session, (officer, *from, *to), now, facts)?;
            Ok(Answer::Away(Box::new(away)))
        }
        Query::Duty { from, to } => Ok(Answer::Duty(Box::new(duty::span(snapshot, *from, *to)?))),
        Query::Roster(quarter) => Ok(Answer::Roster(Box::new(roster::view(snapshot, *quarter, now, facts)?))),
        Query::Complaints(which) => {
            Ok(Answer::Complaints(register::complaints(snapshot, session, *which, now, facts)?))
        }
        Query::Complaint(id) => {
            let found = register::complaint(snapshot, session, *id, now, facts)?;
            Ok(Answer::Complaint(found.map(Box::new)))
        }
        Query::Opinions { volume } => {
            Ok(Answer::Opinions(Box::new(opinions::book(snapshot, session, *volume)?)))
        }
        Query::Reviews => Ok(Answer::Reviews(personnel::reviews(snapshot, session)?)),
        Query::Appointments => Ok(Answer::Appointments(personnel::appointments(snapshot, session)?)),
        Query::SignedReports => Ok(Answer::SignedReports(snapshot.signed_reports()?)),
        Query::Scheme => Ok(Answer::Scheme(Box::new(personnel::schemes(snapshot)?))),
        Query::Changes => Ok(Answer::Changes(snapshot.changes(CHANGES)?)),
        Query::Files => Ok(Answer::Files(register::files(snapshot, session, facts)?)),
        Query::Told => Ok(Answer::Told(register::told(snapshot, session)?)),
        Query::Complainant(file) => {
            Ok(Answer::Complainant(register::complainant(snapshot, session, *file, now)?))
        }
        Query::Figures(period) => {
            Ok(Answer::Figures(Box::new(figures::figures(snapshot, session, *period, now)?)))
        }
        Query::Course(period) => Ok(Answer::Course(figures::course(snapshot, session, *period, now)?)),
        Query::Counted(asked) => Ok(Answer::Cases(figures::counted(snapshot, session, asked, now, facts)?)),
        Query::CountedComplaints(asked) => {
            let rows = figures::counted_complaints(snapshot, session, asked, now, facts)?;
            Ok(Answer::Complaints(rows))
        }
        Query::Books(date) => Ok(Answer::Books(Box::new(books(snapshot, *date, now.date())?))),
        // Read in slices, by `Office::day_sheet`.
        Query::DaySheet(_) => Err(StoreError::Busy),
        Query::Find(text) => {
            let found = cases::find(snapshot, text, now)?;
            let rows = rows(found, now, facts, &*snapshot.settings()?);
            Ok(Answer::Cases(CaseList { total: rows.len(), rows, offset: 0 }))
        }
    }
}

pub(super) fn header(snapshot: &Snapshot<'_>, now: Moment) -> Result<Header, StoreError> {
    Ok(Header {
        now,
        settings: Arc::unwrap_or_clone(snapshot.settings()?),
        staff: Arc::unwrap_or_clone(snapshot.staff()?),
        units: snapshot.units()?,
        duty: snapshot.duty(now.date())?,
        regulations: snapshot.regulations()?,
        counts: Counts::default(),
        page: snapshot.last_page()?,
        head: snapshot.head()?,
        next_position: Position::after(snapshot.last_position()?),
        line: WaitingList::default(),
        newest: snapshot.newest_case()?.map(|record| {
            let opening = record.case.opening;
            (opening.case, opening.desk, opening.officer)
        }),
    })
}

pub(super) fn rows(
    records: Vec<Record>,
    now: Moment,
    facts: CompiledFacts,
    settings: &Settings,
) -> Vec<CaseRow> {
    records.into_iter().map(|record| row(Shown::listed(record), now, facts, settings)).collect()
}

pub(super) fn row(record: Shown, now: Moment, facts: CompiledFacts, settings: &Settings) -> CaseRow {
    let light = record.case.light(now, facts.calendar, settings);
    let due = record.case.horizon(facts.calendar);
    let escalation = record.case.escalation(now, facts.calendar, settings);
    CaseRow { record, light, escalation, due }
}
