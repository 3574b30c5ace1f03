//! 学习动员: the two milestones of the launch, due on 25 March of the year that the office has set (R7). With none set there are none.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Records;
use crate::context::Context;
use crate::refusal::{Premises, Refusal, RefusedField};
use crate::settings::Settings;
use crate::visitor::line;

/// A milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Milestone {
    /// 所动员会.
    #[serde(rename = "所动员会")]
    Mobilisation,
    /// 职工专项学习.
    #[serde(rename = "职工专项学习")]
    Study,
}

impl Milestone {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Mobilisation, Self::Study];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mobilisation => "所动员会",
            Self::Study => "职工专项学习",
        }
    }
}

/// A milestone done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepMilestone {
    /// Which.
    pub milestone: Milestone,
    /// On which day.
    #[schemars(with = "String")]
    pub done: NaiveDate,
    /// 参加人员: who, or how many.
    pub attendees: String,
}

/// A milestone that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneDone {
    /// Of which year.
    pub year: u16,
    pub milestone: Milestone,
    /// On which day.
    pub done: NaiveDate,
    /// 参加人员.
    pub attendees: String,
}

/// How a milestone stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneState<'a> {
    pub milestone: Milestone,
    /// The day it is due.
    pub due: NaiveDate,
    /// What was done.
    pub done: Option<&'a MilestoneDone>,
    /// 逾期: not done, and its day is over.
    pub overdue: bool,
}

impl Records {
    /// How the launch stands; nothing where no year is set.
    pub fn launch(&self, settings: &Settings, today: NaiveDate) -> Vec<MilestoneState<'_>> {
        let Some((year, due)) = settings.launch_year.and_then(|year| Some((year, due(year)?))) else {
            return Vec::new();
        };
        let stands = |milestone| {
            let done = self.milestones.iter().find(|each| (each.year, each.milestone) == (year, milestone));
            MilestoneState { milestone, due, done, overdue: done.is_none() && today > due }
        };
        Milestone::ALL.map(stands).into()
    }
}

/// 25 March of a year.
fn due(year: u16) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.into(), 3, 25)
}

pub(super) fn keep(keep: &KeepMilestone, cx: &Context<'_>) -> Result<MilestoneDone, Refusal> {
    let year = cx.settings.launch_year.ok_or_else(|| Premises::LaunchYearUnset.whole())?;
    if keep.done > cx.today() {
        return Err(Premises::NotYetDone.on(RefusedField::Limit));
    }
    let attendees = line(&keep.attendees, RefusedField::Staff)?;
    if attendees.is_empty() {
        return Err(Premises::AttendeesNeeded.on(RefusedField::Staff));
    }
    Ok(MilestoneDone { year, milestone: keep.milestone, done: keep.done, attendees })
}
