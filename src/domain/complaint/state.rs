//! A complaint as it stands: the fold of its events. No rules here, and it cannot fail.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::event::{ComplaintEvent, ComplaintTaken, Outcome};
use crate::calendar::Calendar;
use crate::case::clock::{Light, near_or_far};
use crate::codes::{ReplyMode, Satisfaction};
use crate::limit::{Due, Limit};
use crate::moment::Moment;
use crate::sealed::{Seals, Slot, Words, seals};
use crate::staff::StaffCode;

/// Which complaint: a sequence of its own, gap-free within a year. Written `诉2026-3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComplaintId {
    pub year: u16,
    /// From 1, without gaps.
    pub seq: u32,
}

impl ComplaintId {
    /// As on paper: `徐卫监诉〔2026〕3号`.
    pub fn paper(self, prefix: &str) -> String {
        format!("{prefix}诉〔{}〕{}号", self.year, self.seq)
    }
}

impl fmt::Display for ComplaintId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "诉{}-{}", self.year, self.seq)
    }
}

/// A text that is no number of a complaint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("投诉编号写作“诉2026-3”")]
pub struct NotAComplaint;

impl FromStr for ComplaintId {
    type Err = NotAComplaint;

    fn from_str(text: &str) -> Result<Self, NotAComplaint> {
        let (year, seq) = text.strip_prefix('诉').unwrap_or(text).split_once('-').ok_or(NotAComplaint)?;
        let year = year.parse().map_err(|_| NotAComplaint)?;
        Ok(Self { year, seq: seq.parse().ok().filter(|seq| *seq > 0).ok_or(NotAComplaint)? })
    }
}

impl Serialize for ComplaintId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ComplaintId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for ComplaintId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ComplaintId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^诉?[0-9]{4}-[1-9][0-9]*$" })
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub at: Moment,
    /// 调查情况.
    pub findings: Words,
    /// 处理结果.
    pub outcome: Outcome,
}

/// How it was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub at: Moment,
    pub mode: ReplyMode,
    /// In which words.
    pub words: Words,
}

/// Where a complaint stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintLife {
    /// 办理中.
    Working,
    /// 已处理, not answered yet.
    Found(Finding),
    /// 已答复.
    Replied(Finding, Answer),
}

impl ComplaintLife {
    /// As the screen says it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Working => "办理中",
            Self::Found(_) => "待答复",
            Self::Replied(..) => "已答复",
        }
    }
}

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    pub id: ComplaintId,
    /// When it was taken in.
    pub at: Moment,
    /// Changes so far; a stale command is refused by it.
    pub version: u32,
    /// Who changed it last, and when.
    pub touched: (StaffCode, Moment),
    /// What began it.
    pub taken: ComplaintTaken,
    /// 承办科室 now.
    pub department: String,
    /// Where it stands.
    pub life: ComplaintLife,
    /// What was noted, in order.
    #[serde(default)]
    pub notes: Vec<(Moment, Words)>,
    /// 督办, in order.
    #[serde(default)]
    pub urged: Vec<(StaffCode, Moment, Words)>,
    /// 关联.
    #[serde(default)]
    pub linked: Vec<ComplaintId>,
    /// 满意度.
    #[serde(default)]
    pub rated: Option<Satisfaction>,
}

impl Complaint {
    /// The complaint that begins with this.
    pub fn begin(id: ComplaintId, at: Moment, taken: &ComplaintTaken) -> Self {
        Self {
            id,
            at,
            version: 1,
            touched: (taken.officer.clone(), at),
            department: taken.department.clone(),
            life: ComplaintLife::Working,
            notes: Vec::new(),
            urged: Vec::new(),
            linked: taken.repeats.into_iter().collect(),
            rated: None,
            taken: taken.clone(),
        }
    }

    /// The complaint after this.
    #[must_use]
    pub fn evolve(mut self, event: &ComplaintEvent, by: &StaffCode, at: Moment) -> Self {
        self.version = self.version.saturating_add(1);
        self.touched = (by.clone(), at);
        match event {
            ComplaintEvent::Taken(_) => {}
            ComplaintEvent::HandedOver { department } => self.department.clone_from(department),
            ComplaintEvent::Noted { words } => self.notes.push((at, words.clone())),
            ComplaintEvent::Found { findings, outcome } => {
                self.life =
                    ComplaintLife::Found(Finding { at, findings: findings.clone(), outcome: *outcome });
            }
            ComplaintEvent::Replied { mode, words } => {
                let answer = Answer { at, mode: *mode, words: words.clone() };
                self.life = match self.life {
                    ComplaintLife::Found(finding) | ComplaintLife::Replied(finding, _) => {
                        ComplaintLife::Replied(finding, answer)
                    }
                    ComplaintLife::Working => ComplaintLife::Working,
                };
            }
            ComplaintEvent::Rated { level } => self.rated = Some(*level),
            ComplaintEvent::Linked { to } => self.linked.push(*to),
            ComplaintEvent::Urged { by, words } => self.urged.push((by.clone(), at, words.clone())),
        }
        self
    }

    /// The day by which it is answered, as it was promised: the same in every list, figure and paper. `None` once it is answered.
    pub const fn horizon(&self) -> Option<Due> {
        match &self.life {
            ComplaintLife::Working | ComplaintLife::Found(_) => Some(self.taken.due),
            ComplaintLife::Replied(..) => None,
        }
    }

    /// Its light at a moment. What was found and not answered on the next open day is 未回复 (R62), until its day is past.
    pub fn light(&self, now: Moment, calendar: &Calendar) -> Light {
        let Some(due) = self.horizon() else { return Light::None };
        let today = now.date();
        match &self.life {
            ComplaintLife::Found(finding)
                if today <= due.date
                    && today > calendar.due(finding.at.date(), Limit::WorkingDays(1)).date =>
            {
                Light::NotReplied
            }
            ComplaintLife::Working | ComplaintLife::Found(_) | ComplaintLife::Replied(..) => {
                near_or_far(self.at.date(), due.date, today, calendar)
            }
        }
    }
}

seals!(Finding { findings });

seals!(Answer { words });

seals!(ComplaintLife:
    Self::Working => [],
    Self::Found(finding) => [finding],
    Self::Replied(finding, answer) => [finding, answer],
);

impl Seals for Complaint {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        self.taken.each_slot(visit);
        self.life.each_slot(visit);
        self.notes.iter_mut().for_each(|(_, words)| visit(words));
        self.urged.iter_mut().for_each(|(_, _, words)| visit(words));
    }
}
