//! A quarter's table through its life, every version of it kept: draft → approved → posted → reported (R15). No rules here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::quarter::Quarter;
use super::swap::{Swap, SwapState};
use super::table::{Line, RosterTable};
use crate::moment::Moment;
use crate::staff::StaffCode;

/// 批准.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    pub by: StaffCode,
    pub at: Moment,
}

/// 公示 (R18).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    pub by: StaffCode,
    /// On which day.
    pub date: NaiveDate,
    pub place: String,
}

/// 报送 (R19).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    pub by: StaffCode,
    /// On which day.
    pub date: NaiveDate,
    /// 报送方式.
    pub way: String,
    /// 接收人.
    pub receiver: String,
}

/// How far a version has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterStage {
    /// 草稿.
    Draft,
    /// 已批准.
    Approved(Approved),
    /// 已公示.
    Posted(Approved, Posted),
    /// 已报送.
    Reported(Approved, Posted, Reported),
}

impl RosterStage {
    /// As the screen says it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Approved(_) => "已批准",
            Self::Posted(..) => "已公示",
            Self::Reported(..) => "已报送",
        }
    }

    /// The approval, if it has come so far.
    pub const fn approved(&self) -> Option<&Approved> {
        match self {
            Self::Draft => None,
            Self::Approved(approved) | Self::Posted(approved, _) | Self::Reported(approved, ..) => {
                Some(approved)
            }
        }
    }

    /// The posting, if it has come so far.
    pub const fn posted(&self) -> Option<&Posted> {
        match self {
            Self::Draft | Self::Approved(_) => None,
            Self::Posted(_, posted) | Self::Reported(_, posted, _) => Some(posted),
        }
    }

    /// The report, if it has come so far.
    pub const fn reported(&self) -> Option<&Reported> {
        match self {
            Self::Draft | Self::Approved(_) | Self::Posted(..) => None,
            Self::Reported(.., reported) => Some(reported),
        }
    }
}

/// A version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterVersion {
    /// From 1.
    pub number: u32,
    /// Who drafted or edited it last.
    pub by: StaffCode,
    pub at: Moment,
    /// How often the table was kept, in all versions so far: an edit of an older state is refused.
    pub edits: u32,
    /// Why there is a further version; empty for the first.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    pub lines: Vec<Line>,
    /// How far it has come.
    pub stage: RosterStage,
}

/// The table of a quarter, in all its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    pub quarter: Quarter,
    /// Its versions, oldest first.
    pub versions: Vec<RosterVersion>,
    /// 换班, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub swaps: Vec<Swap>,
}

/// What happened to a roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum RosterEvent {
    /// A draft was made or edited.
    Kept { lines: Vec<Line> },
    /// A further version was begun.
    Amended { reason: String },
    /// 批准.
    Approved,
    /// 公示.
    Posted {
        /// On which day.
        date: NaiveDate,
        place: String,
    },
    /// 报送.
    Reported {
        /// On which day.
        date: NaiveDate,
        /// 报送方式.
        way: String,
        /// 接收人.
        receiver: String,
    },
    /// 换班 was proposed.
    SwapProposed { swap: Swap },
    /// The other agreed to it.
    SwapAgreed { swap: u32 },
    /// One of them said no.
    SwapDeclined { swap: u32 },
    /// The leader approved a swap, or put somebody in: a further version, approved at once.
    Changed {
        /// Which swap; none where somebody was put in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        swap: Option<u32>,
        reason: String,
        /// The lines that are other than before.
        lines: Vec<Line>,
    },
}

impl Roster {
    /// A roster without a version.
    pub const fn new(quarter: Quarter) -> Self {
        Self { quarter, versions: Vec::new(), swaps: Vec::new() }
    }

    /// The newest version.
    pub fn newest(&self) -> Option<&RosterVersion> {
        self.versions.last()
    }

    /// The newest version that was approved: the one that holds.
    pub fn holding(&self) -> Option<&RosterVersion> {
        self.versions.iter().rev().find(|version| version.stage.approved().is_some())
    }

    /// A version's table.
    pub fn table(&self, version: &RosterVersion) -> RosterTable {
        RosterTable::new(self.quarter, version.lines.iter().cloned())
    }

    /// A swap by its number.
    pub fn swap(&self, number: u32) -> Option<&Swap> {
        self.swaps.iter().find(|swap| swap.number == number)
    }

    /// The roster after this.
    #[must_use]
    pub fn evolve(mut self, event: &RosterEvent, by: &StaffCode, at: Moment) -> Self {
        match event {
            RosterEvent::Kept { lines } => self.kept(lines, by, at),
            RosterEvent::Amended { reason } => self.further(reason, by, at, |_| RosterStage::Draft),
            RosterEvent::Approved => self.step(|_| RosterStage::Approved(Approved { by: by.clone(), at })),
            RosterEvent::Posted { date, place } => {
                let posted = Posted { by: by.clone(), date: *date, place: place.clone() };
                self.step(|stage| match stage.approved() {
                    Some(approved) => RosterStage::Posted(approved.clone(), posted),
                    None => stage,
                });
            }
            RosterEvent::Reported { date, way, receiver } => {
                let (way, receiver) = (way.clone(), receiver.clone());
                let reported = Reported { by: by.clone(), date: *date, way, receiver };
                self.step(|stage| match stage.approved().zip(stage.posted()) {
                    Some((approved, posted)) => {
                        RosterStage::Reported(approved.clone(), posted.clone(), reported)
                    }
                    None => stage,
                });
            }
            RosterEvent::SwapProposed { swap } => self.swaps.push(swap.clone()),
            RosterEvent::SwapAgreed { swap } => self.consent(*swap, SwapState::Agreed),
            RosterEvent::SwapDeclined { swap } => self.consent(*swap, SwapState::Declined),
            RosterEvent::Changed { swap, reason, lines } => {
                if let Some(swap) = swap {
                    self.consent(*swap, SwapState::Approved);
                }
                let approved = Approved { by: by.clone(), at };
                self.further(reason, by, at, |_| RosterStage::Approved(approved));
                if let Some(newest) = self.versions.last_mut() {
                    for line in lines {
                        newest.lines.retain(|other| other.date != line.date);
                        newest.lines.push(line.clone());
                    }
                    newest.lines.sort_by_key(|line| line.date);
                }
            }
        }
        self
    }

    fn kept(&mut self, lines: &[Line], by: &StaffCode, at: Moment) {
        let (number, edits, reason) = match self.versions.pop() {
            Some(draft) if draft.stage == RosterStage::Draft => {
                (draft.number, draft.edits.saturating_add(1), draft.reason)
            }
            Some(other) => {
                let next = (other.number.saturating_add(1), other.edits.saturating_add(1), String::new());
                self.versions.push(other);
                next
            }
            None => (1, 1, String::new()),
        };
        let lines = lines.to_vec();
        self.versions.push(RosterVersion {
            number,
            by: by.clone(),
            at,
            edits,
            reason,
            lines,
            stage: RosterStage::Draft,
        });
    }

    fn further(
        &mut self,
        reason: &str,
        by: &StaffCode,
        at: Moment,
        stage: impl FnOnce(&RosterStage) -> RosterStage,
    ) {
        let Some(before) = self.versions.last() else { return };
        let version = RosterVersion {
            number: before.number.saturating_add(1),
            by: by.clone(),
            at,
            edits: before.edits.saturating_add(1),
            reason: reason.to_owned(),
            lines: before.lines.clone(),
            stage: stage(&before.stage),
        };
        self.versions.push(version);
    }

    fn step(&mut self, step: impl FnOnce(RosterStage) -> RosterStage) {
        if let Some(newest) = self.versions.last_mut() {
            newest.stage = step(newest.stage.clone());
        }
    }

    fn consent(&mut self, number: u32, consent: SwapState) {
        for swap in self.swaps.iter_mut().filter(|swap| swap.number == number) {
            swap.consent = consent;
        }
    }
}
