//! 培训: three topics for everybody, planned and held; a rostered 协办员 without them is named, and may work all the same (R68).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Records;
use crate::context::Context;
use crate::number;
use crate::refusal::{Premises, Refusal, RefusedField};
use crate::staff::StaffCode;
use crate::visitor::line;

/// A topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Topic {
    /// 岗位职责.
    #[serde(rename = "岗位职责")]
    Duties,
    /// 工作流程.
    #[serde(rename = "工作流程")]
    Workflow,
    /// 服务规范.
    #[serde(rename = "服务规范")]
    Conduct,
}

impl Topic {
    /// The three.
    pub const ALL: [Self; 3] = [Self::Duties, Self::Workflow, Self::Conduct];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Duties => "岗位职责",
            Self::Workflow => "工作流程",
            Self::Conduct => "服务规范",
        }
    }
}

/// A training as it is planned, noted as held, or corrected by its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepTraining {
    /// Which one is changed; absent is a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// On which day.
    #[schemars(with = "String")]
    pub date: NaiveDate,
    /// What it is about.
    pub topics: BTreeSet<Topic>,
    /// Who takes part, or took part.
    pub people: BTreeSet<StaffCode>,
    /// 地点.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// It was held; else it is planned.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub held: bool,
    /// It is not to take place.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub cancelled: bool,
}

/// A training.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Training {
    /// Its number, from 1.
    pub number: u32,
    /// On which day.
    pub date: NaiveDate,
    /// What it is about.
    pub topics: BTreeSet<Topic>,
    pub people: BTreeSet<StaffCode>,
    /// 地点.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// It was held.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub held: bool,
    /// It is not to take place.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub cancelled: bool,
}

impl Training {
    /// 计划, 未记录 (its day is over and nobody has said), 已办, 取消.
    pub fn state(&self, today: NaiveDate) -> &'static str {
        match (self.cancelled, self.held) {
            (true, _) => "取消",
            (false, true) => "已办",
            (false, false) if self.date < today => "未记录",
            (false, false) => "计划",
        }
    }
}

impl Records {
    /// The topics that somebody has had, each with the last day of it.
    pub fn trained(&self, code: &StaffCode, topic: Topic) -> Option<NaiveDate> {
        let held = self.trainings.values().filter(|training| training.held && !training.cancelled);
        let his = held.filter(|training| training.people.contains(code) && training.topics.contains(&topic));
        his.map(|training| training.date).max()
    }

    /// The topics that somebody has not had.
    pub fn untrained(&self, code: &StaffCode) -> Vec<Topic> {
        Topic::ALL.into_iter().filter(|topic| self.trained(code, *topic).is_none()).collect()
    }
}

pub(super) fn keep(keep: &KeepTraining, cx: &Context<'_>) -> Result<Training, Refusal> {
    let known = &cx.facts.books.records.trainings;
    if keep.number.is_some_and(|number| !known.contains_key(&number)) {
        return Err(Premises::NoSuchRecord.whole());
    }
    if keep.topics.is_empty() {
        return Err(Premises::TopicsNeeded.on(RefusedField::Matter));
    }
    if keep.people.is_empty() {
        return Err(Premises::PeopleNeeded.on(RefusedField::Staff));
    }
    for code in &keep.people {
        cx.colleague(code)?;
    }
    if keep.held && keep.date > cx.today() {
        return Err(Premises::NotYetDone.on(RefusedField::Limit));
    }
    let number = match keep.number {
        Some(number) => number,
        None => number::after(known.keys().next_back().copied(), "培训")?,
    };
    Ok(Training {
        number,
        date: keep.date,
        topics: keep.topics.clone(),
        people: keep.people.clone(),
        place: line(&keep.place, RefusedField::Address)?,
        held: keep.held,
        cancelled: keep.cancelled,
    })
}
