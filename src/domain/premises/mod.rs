//! 岗位、设施和制度: what the office itself keeps besides cases and duty — its rules on the wall, training, publicity, launch,
//! its leading group, the morning's look round, and who is at the desk (R7, R9, R12, R24, R27, R30, R32, R67–R69).
//!
//! Everything here is about the office, never about a visitor; nothing is sealed.

pub mod attendance;
pub mod facility;
pub mod group;
mod lacking;
pub mod launch;
pub mod publicity;
pub mod published;
mod register;
pub mod training;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use attendance::{Attendance, ClockMark, LeaveSeat, SeatReason, TakeSeat};
pub use facility::{CheckFacility, Inspection};
pub use group::{Group, KeepGroup};
pub use lacking::{Lack, lacking};
pub use launch::{KeepMilestone, Milestone, MilestoneDone};
pub use publicity::{KeepPublicity, Publicity};
pub use published::{Channel, Published, RecordPublication};
pub use register::{KeepRule, PostRule, RegisterEntry, register};
pub use training::{KeepTraining, Topic, Training};

use super::command::OfficeCommand;
use super::context::Context;
use super::event::{DeskEvent, Event, OfficeEvent};
use super::refusal::Refusal;
use super::regulation::{Posting, Regulations, RuleVersion};

/// What was entered in the office's books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kept", rename_all = "snake_case")]
pub enum Entered {
    /// A new version of a rule (R67).
    Rule {
        name: String,
        /// The whole version.
        version: Box<RuleVersion>,
    },
    /// 上墙 of a version (R30, R32).
    Posted {
        name: String,
        number: u16,
        /// Where and since when.
        posting: Posting,
    },
    /// A training, planned or held (R68).
    Training(Box<Training>),
    /// 宣传 (R69).
    Publicity(Box<Publicity>),
    /// A milestone of the launch was done (R7).
    Milestone(MilestoneDone),
    /// 作风建设领导小组 (R9).
    Group(Box<Group>),
    /// 更新公示 (R22).
    Published(Box<Published>),
}

/// What happened at the desk itself. Who and when stand on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum AtDesk {
    /// A facility was looked at (R27).
    Checked {
        facility: String,
        /// What is wrong with it; empty where nothing is.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        fault: String,
    },
    /// 离座 (R12).
    SeatLeft(LeaveSeat),
    /// 回座.
    SeatTaken,
}

/// The office's books.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Records {
    /// 制度登记.
    #[serde(skip)]
    pub regulations: Regulations,
    /// Trainings by number.
    pub trainings: BTreeMap<u32, Training>,
    /// 宣传 by number.
    pub publicity: BTreeMap<u32, Publicity>,
    /// What was done of the launch, by year and milestone.
    pub milestones: Vec<MilestoneDone>,
    /// 作风建设领导小组.
    pub group: Option<Group>,
    /// 更新公示, the oldest first; the newest ones only.
    pub published: Vec<Published>,
}

impl Records {
    /// The books after this entry.
    pub fn take(&mut self, entered: &Entered) {
        match entered {
            Entered::Rule { name, version } => {
                self.regulations.0.entry(name.clone()).or_default().versions.push((**version).clone());
            }
            Entered::Posted { name, number, posting } => {
                let rule = self.regulations.0.entry(name.clone()).or_default();
                for version in rule.versions.iter_mut().filter(|version| version.number == *number) {
                    version.posted = Some(posting.clone());
                }
            }
            Entered::Training(training) => {
                self.trainings.insert(training.number, (**training).clone());
            }
            Entered::Publicity(publicity) => {
                self.publicity.insert(publicity.number, (**publicity).clone());
            }
            Entered::Milestone(done) => {
                self.milestones.retain(|old| (old.year, old.milestone) != (done.year, done.milestone));
                self.milestones.push(done.clone());
            }
            Entered::Group(group) => self.group = Some((**group).clone()),
            Entered::Published(published) => {
                self.published.push((**published).clone());
                let old = self.published.len().saturating_sub(published::SHOWN);
                self.published.drain(..old);
            }
        }
    }
}

/// One day at the desk: who came and went, what was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeskDay {
    /// Comings and goings, the oldest first.
    pub marks: Vec<ClockMark>,
    /// The morning's look round, by facility.
    pub checks: BTreeMap<String, Inspection>,
}

/// What lies outside these commands, for those that need it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Books {
    /// The office's books.
    pub records: Records,
    /// Today at the desk.
    pub desk: DeskDay,
}

/// Whether a command is judged by the books.
pub const fn concerns(command: &OfficeCommand) -> bool {
    matches!(
        command,
        OfficeCommand::KeepRule(_)
            | OfficeCommand::PostRule(_)
            | OfficeCommand::KeepTraining(_)
            | OfficeCommand::KeepPublicity(_)
            | OfficeCommand::RecordPublication(_)
            | OfficeCommand::KeepMilestone(_)
            | OfficeCommand::KeepGroup(_)
            | OfficeCommand::CheckFacility(_)
            | OfficeCommand::LeaveSeat(_)
            | OfficeCommand::TakeSeat(_)
    )
}

fn entered(entered: Entered) -> Vec<Event> {
    vec![Event::Office(OfficeEvent::BooksKept(entered))]
}

fn at_desk(done: AtDesk) -> Vec<Event> {
    vec![Event::Desk(DeskEvent::AtDesk(done))]
}

pub(super) fn keep_rule(keep: &KeepRule, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    register::keep(keep, cx).map(entered)
}

pub(super) fn post_rule(post: &PostRule, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    register::post(post, cx).map(entered)
}

pub(super) fn keep_training(keep: &KeepTraining, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    training::keep(keep, cx).map(|training| Entered::Training(Box::new(training))).map(entered)
}

pub(super) fn keep_publicity(keep: &KeepPublicity, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    publicity::keep(keep, cx).map(|publicity| Entered::Publicity(Box::new(publicity))).map(entered)
}

pub(super) fn publish(record: &RecordPublication, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    published::record(record, cx).map(|published| Entered::Published(Box::new(published))).map(entered)
}

pub(super) fn keep_milestone(keep: &KeepMilestone, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    launch::keep(keep, cx).map(Entered::Milestone).map(entered)
}

pub(super) fn keep_group(keep: &KeepGroup, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    group::keep(keep, cx).map(|group| Entered::Group(Box::new(group))).map(entered)
}

pub(super) fn check_facility(check: &CheckFacility, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    facility::check(check, cx).map(at_desk)
}

pub(super) fn leave_seat(leave: &LeaveSeat, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    attendance::leave(leave, cx).map(at_desk)
}

pub(super) fn take_seat(cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    attendance::take(cx).map(at_desk)
}
