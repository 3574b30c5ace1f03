//! 演练课程 at the desk: whose turn it is, what is pressed and done for him, and what comes of it. A function like all of the desk:
//! it only hears what the desk sends and what the office took.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::drill::{CourseProgress, Deeds, DrillVisitor, JudgedCase, VisitorScore, course};
use xieban_domain::number::CaseId;
use xieban_domain::visitor::VisitorInput;

use super::event::Ticket;

/// The name under which its progress is kept.
pub(super) const DRAFT: &str = "drill";

/// What somebody asks of the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CourseStep {
    /// The visitor steps up; or once more from the beginning.
    Begin,
    /// He is done.
    Done,
    /// He is passed over for now.
    Skip,
    /// What came of him was read.
    Next,
    /// Everybody was received: the scorecard, and the training record.
    Close,
    /// The whole course once more.
    Anew,
}

/// How far the visitor is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum VisitorStage {
    /// He is there, and nobody has asked him to step up.
    Waiting,
    /// He is being received.
    Received,
    /// What was done for him is being looked at.
    Judging,
    /// This came of him.
    Judged(VisitorScore),
}

/// What was done so far for the visitor who stands there.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct So {
    keys: u32,
    /// What the office took, with the case that came of it.
    taken: Vec<(Command, Option<CaseId>)>,
    /// A complaint about our own people was taken in. Nothing else of it is remembered (R72).
    conduct: bool,
}

/// As it is kept.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct StoredCourse {
    progress: CourseProgress,
    /// Somebody is being received; who, where he was received before.
    here: Option<(Option<usize>, So)>,
}

/// The course of somebody.
#[derive(Debug)]
pub(super) struct Drill {
    pub(super) progress: CourseProgress,
    pub(super) stage: VisitorStage,
    so: So,
    /// Somebody who was judged is received once more.
    again: Option<usize>,
    /// What the desk has sent and the office has not answered.
    sent: BTreeMap<Ticket, Command>,
    /// The cases that are asked for.
    asked: BTreeMap<Ticket, CaseId>,
    cases: BTreeMap<CaseId, Case>,
    /// The training record on its way.
    pub(super) recording: Option<Ticket>,
}

impl Drill {
    /// A course at its beginning, or where this draft left it.
    pub(super) fn new(draft: Option<&String>) -> Self {
        let kept: StoredCourse = draft.and_then(|draft| serde_json::from_str(draft).ok()).unwrap_or_default();
        let (stage, (again, so)) = match kept.here {
            Some(here) => (VisitorStage::Received, here),
            None => (VisitorStage::Waiting, (None, So::default())),
        };
        Self {
            progress: kept.progress,
            stage,
            so,
            again,
            sent: BTreeMap::new(),
            asked: BTreeMap::new(),
            cases: BTreeMap::new(),
            recording: None,
        }
    }

    /// As it is kept; none before anybody stepped up or was passed over.
    pub(super) fn draft(&self) -> Option<String> {
        let here = match self.stage {
            VisitorStage::Received | VisitorStage::Judging => Some((self.again, self.so.clone())),
            VisitorStage::Waiting | VisitorStage::Judged(_) => None,
        };
        let nothing = here.is_none() && self.progress == CourseProgress::default();
        let kept = StoredCourse { progress: self.progress.clone(), here };
        if nothing { None } else { serde_json::to_string(&kept).ok() }
    }

    /// Keys pressed for the visitor who stands there.
    pub(super) const fn keys(&self) -> u32 {
        self.so.keys
    }

    /// Whose turn it is: his place, and himself. None: everybody was received.
    pub(super) fn here(&self) -> Option<(usize, &'static DrillVisitor)> {
        let at = match self.stage {
            // He who was just judged is still there.
            VisitorStage::Judged(_) => Some(self.progress.last),
            VisitorStage::Waiting | VisitorStage::Received | VisitorStage::Judging => {
                self.again.or_else(|| self.progress.next(course()))
            }
        };
        at.and_then(|at| Some((at, course().get(at.checked_sub(1)?)?)))
    }

    /// One line while he is received: for the row of news.
    pub(super) fn strip(&self, key: &str) -> Option<String> {
        let (at, scene) = self.here()?;
        (self.stage == VisitorStage::Received).then(|| format!("第{at}位（{key} 看）{}", scene.says))
    }

    fn forget(&mut self) {
        self.so = So::default();
        self.sent.clear();
        self.asked.clear();
        self.cases.clear();
    }

    pub(super) fn begin(&mut self) {
        self.forget();
        if matches!(self.stage, VisitorStage::Judged(_)) {
            self.again = Some(self.progress.last);
        }
        self.stage = VisitorStage::Received;
    }

    pub(super) fn skip(&mut self) {
        if let Some((at, _)) = self.here() {
            self.forget();
            (self.progress.last, self.again) = (at, None);
            self.stage = VisitorStage::Waiting;
        }
    }

    pub(super) fn next(&mut self) {
        self.forget();
        self.stage = VisitorStage::Waiting;
    }

    pub(super) fn anew(&mut self) {
        *self = Self::new(None);
    }

    /// So many keys were pressed.
    pub(super) fn pressed(&mut self, keys: u32) {
        if self.stage == VisitorStage::Received {
            self.so.keys += keys;
        }
    }

    /// The desk asks this of the office.
    pub(super) fn sends(&mut self, ticket: Ticket, command: &Command) {
        if self.stage == VisitorStage::Received {
            self.sent.insert(ticket, command.clone());
        }
    }

    /// The office took it.
    pub(super) fn took(&mut self, ticket: Ticket, case: Option<CaseId>) {
        match self.sent.remove(&ticket) {
            Some(Command::Office(OfficeCommand::TakeConduct(_) | OfficeCommand::Conduct(_))) => {
                self.so.conduct = true;
            }
            Some(command) => self.so.taken.push((command, case)),
            None => {}
        }
    }

    /// The office would not.
    pub(super) fn refused(&mut self, ticket: Ticket) {
        self.sent.remove(&ticket);
    }

    /// He is done: the cases that must be looked at. What is not answered yet is waited for: then there are none.
    pub(super) fn registered(&self) -> Option<Vec<CaseId>> {
        let registered = self.so.taken.iter().filter(|(command, _)| matches!(command, Command::Register(_)));
        self.sent.is_empty().then(|| registered.filter_map(|(_, case)| *case).collect())
    }

    /// These are asked for, each under its ticket.
    pub(super) fn judging(&mut self, asked: BTreeMap<Ticket, CaseId>, today: NaiveDate) {
        self.asked = asked;
        self.stage = VisitorStage::Judging;
        self.judge(today);
    }

    /// One of them, or that it cannot be had. Other answers are not for the course.
    pub(super) fn answered(&mut self, ticket: Ticket, case: Option<&Case>, today: NaiveDate) {
        let Some(id) = self.asked.remove(&ticket) else { return };
        self.cases.extend(case.map(|case| (id, case.clone())));
        self.judge(today);
    }

    fn judge(&mut self, today: NaiveDate) {
        let (true, Some((at, scene))) = (self.asked.is_empty(), self.here()) else { return };
        let cases = self.so.taken.iter().filter_map(|(command, id)| match (command, id) {
            (Command::Register(register), Some(id)) => Some(JudgedCase {
                visitor: self.corrected(*id).unwrap_or_else(|| register.visitor.clone()),
                case: self.cases.get(id)?.clone(),
            }),
            _ => None,
        });
        let cases: Vec<JudgedCase> = cases.collect();
        let done = self.so.taken.iter().map(|(command, _)| command.clone()).collect();
        self.progress.cases.extend(cases.last().map(|registered| (at, registered.case.id())));
        let deeds = Deeds { cases, done, conduct: self.so.conduct };
        let misses = scene.misses(&deeds, &self.progress.cases, today);
        let misses = misses.iter().map(ToString::to_string).collect();
        let before = self.progress.marks.get(&at).map_or(0, |mark| mark.times);
        let mark = VisitorScore { keys: self.so.keys, misses, times: before + 1 };
        self.progress.marks.insert(at, mark.clone());
        (self.progress.last, self.again) = (at, None);
        self.stage = VisitorStage::Judged(mark);
    }

    /// Who came, as he was last corrected.
    fn corrected(&self, case: CaseId) -> Option<VisitorInput> {
        let mut corrections = self.so.taken.iter().filter_map(|(command, _)| match command {
            Command::Case { id, command: CaseCommand::CorrectVisitor(correct), .. } if *id == case => {
                Some((*correct.visitor).clone())
            }
            _ => None,
        });
        corrections.next_back()
    }
}
