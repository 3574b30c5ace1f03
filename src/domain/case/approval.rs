//! 待我审批: what of a case waits for a leader, and 代办 proposed for several cases at once (R45, R48, R55).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::consent::Consent;
use super::phone::ByPhone;
use super::state::{Case, Life};
use crate::moment::Moment;
use crate::number::CaseId;
use crate::sealed::Words;
use crate::staff::{Directory, Role, Staff, StaffCode};

/// 代办 proposed for some cases of one officer: one decision for all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActingProposal {
    /// Who is to act.
    pub officer: StaffCode,
    /// Last day, inclusive; none: until each case is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    pub reason: Words,
    /// Who proposed it.
    pub by: StaffCode,
    pub at: Moment,
    /// All the cases that it is for.
    pub cases: Vec<CaseId>,
}

impl ActingProposal {
    /// The same proposal, standing on another of its cases.
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.officer, self.until, &self.by, self.at, &self.cases)
            == (&other.officer, other.until, &other.by, other.at, &other.cases)
    }

    /// How the history says it.
    pub(super) fn told(&self, staff: &Directory) -> String {
        let (officer, until) = (staff.name(&self.officer), acting_until(self.until));
        format!("提请{officer}代办{until}（{}件）：{}", self.cases.len(), self.reason.text())
    }
}

/// Until when somebody acts, in words.
pub fn acting_until(until: Option<NaiveDate>) -> String {
    until.map_or_else(|| "到办结".to_owned(), |until| format!("至{until}"))
}

/// Something that waits for a leader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approval {
    /// 退回件 to countersign.
    Countersign,
    /// A consent that was asked for.
    Consent(Consent),
    /// 代办 that was proposed.
    Acting,
    /// A 电话请示 to confirm.
    Phone(ByPhone),
}

impl Approval {
    /// What it is, in words.
    pub fn name(self) -> String {
        match self {
            Self::Countersign => "退回件会签".to_owned(),
            Self::Consent(consent) => consent.name().to_owned(),
            Self::Acting => "代办".to_owned(),
            Self::Phone(what) => format!("电话请示待确认：{}", what.name()),
        }
    }
}

impl Case {
    /// Whether anything waits for any leader.
    pub fn awaits_approval(&self) -> bool {
        self.to_confirm().is_some()
            || !self.life.is_over()
                && (self.asking.is_some()
                    || self.proposed.is_some()
                    || matches!(self.life, Life::ReturnProposed(_)))
    }

    /// What waits for this leader: nothing of a case that he is the officer of or acts for. `gone`: its officer has left the office.
    pub fn approvals_for(&self, leader: &Staff, today: NaiveDate, gone: bool) -> Vec<Approval> {
        let leads = leader.is(Role::DutyLeader) || leader.is(Role::Head);
        let handles = self.opening.officer == leader.code || self.acting_on(today) == Some(&leader.code);
        if !leads || handles {
            return Vec::new();
        }
        let mut waits = Vec::new();
        if self.phoned.iter().any(|phoned| phoned.answer.is_none() && phoned.leader == leader.code) {
            let phoned = self.phoned.iter().find(|phoned| phoned.answer.is_none());
            waits.extend(phoned.map(|phoned| Approval::Phone(phoned.what)));
        }
        if self.life.is_over() {
            return waits;
        }
        if matches!(self.life, Life::ReturnProposed(_)) {
            waits.push(Approval::Countersign);
        }
        waits.extend(self.asking.as_ref().map(|asking| Approval::Consent(asking.consent)));
        if self.proposed.is_some() && (!gone || leader.is(Role::Head)) {
            waits.push(Approval::Acting);
        }
        waits
    }
}
