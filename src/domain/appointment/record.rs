//! A 任免 as it stands: the fold of its steps. No rules here, and it cannot fail.

use chrono::NaiveDate;

use super::step::{
    AppointmentLevel, AppointmentNumber, AppointmentStep, BureauOpinion, FiledAppointment, Opined, Proposal,
};
use crate::conduct::{Concerns, Readers, Walled};
use crate::moment::Moment;
use crate::staff::StaffCode;

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completed {
    pub date: NaiveDate,
    /// Why, where 局作风办 did not agree.
    pub reason: String,
}

/// A 任免.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    pub number: AppointmentNumber,
    /// Who proposed it here.
    pub by: StaffCode,
    pub at: Moment,
    /// What is proposed.
    pub proposal: Proposal,
    /// 征求意见.
    pub consulted: Option<NaiveDate>,
    /// What 局作风办 said, in order; the last counts.
    pub opinions: Vec<Opined>,
    /// 办结.
    pub completed: Option<Completed>,
}

/// Where a 任免 stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppointmentStanding {
    /// 中层, and 局作风办 was not asked yet (R78).
    AwaitsConsulting,
    /// 局管, and 局作风办 has not signed yet (R77).
    AwaitsOpinion,
    /// Nothing stands against its completion.
    Ready,
    /// 办结.
    Completed,
    /// 一票否决 (R79).
    Vetoed,
}

impl AppointmentStanding {
    /// As the screen says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AwaitsConsulting => "待征求意见",
            Self::AwaitsOpinion => "待局作风办意见",
            Self::Ready => "可办结",
            Self::Completed => "已办结",
            Self::Vetoed => "否决",
        }
    }
}

impl Concerns for Appointment {
    fn concerns(&self, who: &StaffCode) -> bool {
        self.proposal.staff == *who
    }

    fn readers(&self) -> Readers {
        Readers::OfficesAndHead
    }
}

impl Appointment {
    /// The 任免 that these steps make; `None` where they do not begin with a proposal.
    pub fn replay<'s>(steps: impl IntoIterator<Item = &'s FiledAppointment>) -> Option<Walled<Self>> {
        steps
            .into_iter()
            .fold(None, |so_far: Option<Self>, step| match so_far {
                None => Self::begin(step),
                Some(before) => Some(before.evolve(step)),
            })
            .map(Walled::new)
    }

    fn begin(step: &FiledAppointment) -> Option<Self> {
        let AppointmentStep::Proposed(proposal) = &step.step else { return None };
        Some(Self {
            number: step.number,
            by: step.by.clone(),
            at: step.at,
            proposal: proposal.clone(),
            consulted: None,
            opinions: Vec::new(),
            completed: None,
        })
    }

    fn evolve(mut self, step: &FiledAppointment) -> Self {
        match &step.step {
            AppointmentStep::Proposed(_) => {}
            AppointmentStep::Consulted { date } => self.consulted = Some(*date),
            AppointmentStep::Opined(opined) => self.opinions.push(opined.clone()),
            AppointmentStep::Completed { date, reason } => {
                self.completed = Some(Completed { date: *date, reason: reason.clone() });
            }
        }
        self
    }

    /// What 局作风办 said last.
    pub fn opinion(&self) -> Option<&Opined> {
        self.opinions.last()
    }

    /// The newest of its dates.
    pub(super) fn newest_date(&self) -> Option<NaiveDate> {
        self.opinion().map(|opined| opined.date).max(self.consulted)
    }

    /// Where it stands.
    pub fn standing(&self) -> AppointmentStanding {
        let opinion = self.opinion().map(|opined| opined.opinion);
        match (self.proposal.level, opinion) {
            (_, Some(BureauOpinion::Vetoes)) => AppointmentStanding::Vetoed,
            _ if self.completed.is_some() => AppointmentStanding::Completed,
            (AppointmentLevel::Bureau, None) => AppointmentStanding::AwaitsOpinion,
            (AppointmentLevel::Middle, _) if self.consulted.is_none() => {
                AppointmentStanding::AwaitsConsulting
            }
            (AppointmentLevel::Bureau | AppointmentLevel::Middle, _) => AppointmentStanding::Ready,
        }
    }
}
