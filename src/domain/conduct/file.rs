//! A file as it stands: the fold of its steps. No rules here, and it cannot fail.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::step::{
    ConductComplaint, ConductStep, FileNumber, FiledStep, Found, Measure, Misconduct, OnTheSpot, ReceiptCode,
};
use super::wall::{Concerns, Walled};
use crate::calendar::Calendar;
use crate::codes::Satisfaction;
use crate::moment::Moment;
use crate::staff::{Directory, Staff, StaffCode};

/// 局管干部: working days after the investigation within which the offices are reminded to report up (R76).
pub const REPORT_WITHIN: usize = 3;

/// Milliseconds for which a reason that was given lets its giver see who complained: ten minutes.
const REVEALED_FOR: i64 = 10 * 60_000;

/// What was found, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Investigation {
    /// When it was done.
    pub date: NaiveDate,
    /// 调查情况.
    pub findings: String,
    /// 结论.
    pub found: Found,
    /// 情形.
    pub kinds: BTreeSet<Misconduct>,
}

/// The end of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The final measure; `None` where nothing was found.
    pub measure: Option<Measure>,
    /// 依据.
    pub basis: String,
    pub by: StaffCode,
    pub at: Moment,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub number: FileNumber,
    /// What began it.
    pub taken: ConductComplaint,
    pub at: Moment,
    pub by: StaffCode,
    /// 承办.
    pub handler: Option<StaffCode>,
    /// 临机处置, each time, and by whom.
    pub on_the_spot: Vec<(StaffCode, OnTheSpot)>,
    /// What the person it concerns was told, last.
    pub told: Option<String>,
    /// Whom it concerned when he was told: who is found to be concerned later has not been told.
    pub told_to: BTreeSet<StaffCode>,
    /// 申辩, in order.
    pub answers: Vec<(StaffCode, Moment, String)>,
    /// 查处.
    pub investigation: Option<Investigation>,
    /// 上报日期.
    pub reported_up: Option<NaiveDate>,
    /// 局研究意见, with its date.
    pub bureau: Option<(NaiveDate, String)>,
    /// 处理.
    pub outcome: Option<Ruling>,
    /// 答复, with its time.
    pub replied: Option<(Moment, String)>,
    /// 满意度.
    pub rated: Option<Satisfaction>,
    /// Who gave a reason to see who complained, and when.
    pub revealed: Vec<(StaffCode, Moment)>,
}

/// Where a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Taken,
    /// Somebody works on it.
    Handled,
    /// 待局研究: the person is a 局管干部, and the bureau has not answered (R76).
    AwaitsBureau,
    /// 处理 is decided, the complainant has no answer yet.
    AwaitsReply,
    /// Nothing is left to be done.
    Closed,
}

impl Standing {
    /// As the screen says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Taken => "已登记",
            Self::Handled => "调查中",
            Self::AwaitsBureau => "待局研究",
            Self::AwaitsReply => "待答复",
            Self::Closed => "已办结",
        }
    }
}

impl Concerns for File {
    fn concerns(&self, who: &StaffCode) -> bool {
        self.taken.about.contains(who)
    }
}

impl File {
    /// The file that these steps make; `None` where they do not begin with its beginning.
    pub fn replay<'s>(steps: impl IntoIterator<Item = &'s FiledStep>) -> Option<Walled<Self>> {
        steps
            .into_iter()
            .fold(None, |file: Option<Self>, step| match file {
                None => Self::begin(step),
                Some(file) => Some(file.evolve(step)),
            })
            .map(Walled::new)
    }

    fn begin(step: &FiledStep) -> Option<Self> {
        let ConductStep::Taken(taken) = &step.step else { return None };
        Some(Self {
            number: step.file,
            taken: taken.clone(),
            at: step.at,
            by: step.by.clone(),
            handler: None,
            on_the_spot: Vec::new(),
            told: None,
            told_to: BTreeSet::new(),
            answers: Vec::new(),
            investigation: None,
            reported_up: None,
            bureau: None,
            outcome: None,
            replied: None,
            rated: None,
            revealed: Vec::new(),
        })
    }

    fn evolve(mut self, step: &FiledStep) -> Self {
        match &step.step {
            ConductStep::Taken(_) => {}
            ConductStep::Revealed { .. } => self.revealed.push((step.by.clone(), step.at)),
            ConductStep::Assigned { handler } => self.handler = Some(handler.clone()),
            ConductStep::Identified { about } => self.taken.about.clone_from(about),
            ConductStep::OnTheSpot(done) => self.on_the_spot.push((step.by.clone(), done.clone())),
            ConductStep::Told { facts } => {
                self.told = Some(facts.clone());
                self.told_to.clone_from(&self.taken.about);
            }
            ConductStep::Answered { words } => self.answers.push((step.by.clone(), step.at, words.clone())),
            ConductStep::Investigated { date, findings, found, kinds } => {
                self.investigation = Some(Investigation {
                    date: *date,
                    findings: findings.clone(),
                    found: *found,
                    kinds: kinds.clone(),
                });
            }
            ConductStep::ReportedUp { date } => self.reported_up = Some(*date),
            ConductStep::BureauSaid { date, words } => self.bureau = Some((*date, words.clone())),
            ConductStep::Measured { measure, basis } => {
                self.outcome = Some(Ruling {
                    measure: *measure,
                    basis: basis.clone(),
                    by: step.by.clone(),
                    at: step.at,
                });
            }
            ConductStep::Replied { words, .. } => self.replied = Some((step.at, words.clone())),
            ConductStep::Rated { level } => self.rated = Some(*level),
        }
        self
    }

    /// Somebody it concerns is a 局管干部 (R76), by the directory as it stands.
    pub fn concerns_bureau(&self, staff: &Directory) -> bool {
        self.taken.about.iter().filter_map(|code| staff.get(code)).any(|staff| staff.bureau)
    }

    /// This person gave a reason to see who complained, and not long ago (R72).
    pub fn shows_complainant_to(&self, who: &StaffCode, now: Moment) -> bool {
        self.revealed.iter().any(|(by, at)| by == who && (0..REVEALED_FOR).contains(&now.since(*at)))
    }

    /// Where it stands.
    pub fn standing(&self, staff: &Directory) -> Standing {
        let complained = self.taken.channel.is_some();
        match (&self.outcome, &self.investigation, &self.handler) {
            (Some(_), _, _) if complained && self.replied.is_none() => Standing::AwaitsReply,
            (Some(_), _, _) => Standing::Closed,
            (None, Some(_), _) if self.concerns_bureau(staff) && self.bureau.is_none() => {
                Standing::AwaitsBureau
            }
            (None, None, None) => Standing::Taken,
            (None, Some(_) | None, _) => Standing::Handled,
        }
    }

    /// The day on which the offices are reminded to report up: so many working days after the investigation of a 局管干部 (R76).
    pub fn report_due(&self, staff: &Directory, calendar: &Calendar) -> Option<NaiveDate> {
        let done = self.investigation.as_ref().filter(|_| self.reported_up.is_none())?;
        self.concerns_bureau(staff)
            .then(|| (0..REPORT_WITHIN).fold(done.date, |day, _| calendar.next_open(day)))
    }
}

/// What somebody was told that is held against him, and what he answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Informed {
    /// Under which number he answers.
    pub file: FileNumber,
    /// What he was told.
    pub facts: String,
    /// What he answered, in order.
    pub answers: Vec<(Moment, String)>,
    /// It is decided: no more answers.
    pub decided: bool,
}

impl Walled<File> {
    /// The files that this person may know of, in their order. An earlier one that a file names is named only if he may know of it, too.
    pub fn seen_of(files: Vec<Self>, reader: &Staff) -> Vec<File> {
        let mut seen: Vec<File> = files.into_iter().filter_map(|file| file.taken_by(reader)).collect();
        let known: BTreeSet<FileNumber> = seen.iter().map(|file| file.number).collect();
        for file in &mut seen {
            file.taken.repeats = file.taken.repeats.filter(|earlier| known.contains(earlier));
        }
        seen
    }

    /// The file for somebody it concerns who was told of it (申辩).
    pub(super) fn told_to(&self, who: &StaffCode) -> Option<&File> {
        let file = self.inside();
        (file.concerns(who) && file.told_to.contains(who)).then_some(file)
    }

    /// What this person was told, if it concerns him and he was told; nothing else of the file.
    pub fn told(&self, who: &StaffCode) -> Option<Informed> {
        let file = self.told_to(who)?;
        let mine = file.answers.iter().filter(|(by, ..)| by == who);
        let answers = mine.map(|(_, at, words)| (*at, words.clone())).collect();
        let facts = file.told.clone()?;
        Some(Informed { file: file.number, facts, answers, decided: file.outcome.is_some() })
    }

    /// 回执码, so that no two files get the same. It is nobody's but the complainant's.
    pub fn receipt(&self) -> Option<ReceiptCode> {
        self.inside().taken.receipt
    }
}
