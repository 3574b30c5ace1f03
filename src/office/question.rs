//! Each question with the type of its answer: whoever asks can hear nothing else.

use chrono::NaiveDate;
use xieban_domain::absence::HalfDay;
use xieban_domain::catalogue::MatterCode;
use xieban_domain::complaint::{Complainant as Who, ComplaintId};
use xieban_domain::conduct::{FileNumber, Informed};
use xieban_domain::figures::{Figures as Tally, Period};
use xieban_domain::number::CaseId;
use xieban_domain::review::Review;
use xieban_domain::roster::Quarter;
use xieban_domain::staff::StaffCode;
use xieban_store::{Change, Clue, Filter, Scope};

use super::ask::{CaseList, CaseView, Header as Door, Known};
use super::away::AbsenceImpact;
use super::caller::Caller as Called;
use super::day::DaySheet as Sheet;
use super::duty::DutySpan;
use super::figures::{Counted as Count, FiguresView};
use super::opinions::OpinionBook;
use super::personnel::{AppointmentRow, Schemes};
use super::premises::BooksView;
use super::privacy::LookList;
use super::register::{ComplaintRow, FileRow, Which};
use super::roster::RosterView;
use super::shift::Shift as ShiftView;
use super::workload_forecast::WorkloadForecast as Forecast;
use super::{Answer, Query};

/// A question, and what it is answered with.
pub trait Question {
    type Answer: 'static;

    /// As the office is asked.
    fn query(self) -> Query;

    /// Its own answer among all.
    fn answer(answer: &Answer) -> Option<&Self::Answer>;
}

macro_rules! questions {
    ($($name:ident { $($field:ident: $kind:ty),* } as $query:expr => $answer:ident($type:ty);)+) => { $(
        #[doc = concat!("[`Query`] as `", stringify!($query), "`.")]
        #[derive(Debug, Clone)]
        pub struct $name { $(pub $field: $kind),* }

        impl Question for $name {
            type Answer = $type;

            fn query(self) -> Query {
                let Self { $($field),* } = self;
                $query
            }

            fn answer(answer: &Answer) -> Option<&$type> {
                if let Answer::$answer(answer) = answer { Some(answer) } else { None }
            }
        }
    )+ };
}

questions! {
    Header {} as Query::Header => Header(Box<Door>);
    Cases { scope: Scope, filter: Filter, offset: usize, limit: usize }
        as Query::Cases { scope, filter, offset, limit } => Cases(CaseList);
    Case { id: CaseId } as Query::Case(id) => Case(Option<Box<CaseView>>);
    CaseInClear { id: CaseId } as Query::CaseInClear(id) => Case(Option<Box<CaseView>>);
    Looks { offset: usize, limit: usize } as Query::Looks { offset, limit } => Looks(LookList);
    Recognise { clue: Clue, text: String, exact: bool } as Query::Recognise { clue, text, exact } => Known(Vec<Known>);
    Find { text: String } as Query::Find(text) => Cases(CaseList);
    Caller { first: String, further: String } as Query::Caller { first, further } => Caller(Called);
    Shift {} as Query::Shift => Shift(Box<ShiftView>);
    WorkloadForecast { matter: MatterCode } as Query::WorkloadForecast(matter) => WorkloadForecast(Box<Forecast>);
    Away { officer: StaffCode, from: HalfDay, to: HalfDay } as Query::Away { officer, from, to } => Away(Box<AbsenceImpact>);
    Duty { from: NaiveDate, to: NaiveDate } as Query::Duty { from, to } => Duty(Box<DutySpan>);
    DaySheet { date: NaiveDate } as Query::DaySheet(date) => DaySheet(Box<Sheet>);
    Books { date: NaiveDate } as Query::Books(date) => Books(Box<BooksView>);
    Roster { quarter: Quarter } as Query::Roster(quarter) => Roster(Box<RosterView>);
    Complaints { which: Which } as Query::Complaints(which) => Complaints(Vec<ComplaintRow>);
    Complaint { id: ComplaintId } as Query::Complaint(id) => Complaint(Option<Box<ComplaintRow>>);
    Opinions { volume: Option<u16> } as Query::Opinions { volume } => Opinions(Box<OpinionBook>);
    Reviews {} as Query::Reviews => Reviews(Vec<Review>);
    Appointments {} as Query::Appointments => Appointments(Vec<AppointmentRow>);
    Scheme {} as Query::Scheme => Scheme(Box<Schemes>);
    Changes {} as Query::Changes => Changes(Vec<Change>);
    Files {} as Query::Files => Files(Vec<FileRow>);
    Told {} as Query::Told => Told(Vec<Informed>);
    Complainant { file: FileNumber } as Query::Complainant(file) => Complainant(Option<Who>);
    Figures { period: Period } as Query::Figures(period) => Figures(Box<FiguresView>);
    Course { period: Period } as Query::Course(period) => Course(Vec<(Period, Tally)>);
    Counted { of: Count } as Query::Counted(of) => Cases(CaseList);
    CountedComplaints { of: Count } as Query::CountedComplaints(of) => Complaints(Vec<ComplaintRow>);
}
