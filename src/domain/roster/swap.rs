//! 换班: a turn changes hands with the other's consent and the leader's approval; for somebody who is absent the leader alone decides (R15).

use std::fmt;

use chrono::{Datelike as _, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::absence::Half;
use crate::moment::{Moment, weekday};
use crate::staff::{Staff, StaffCode};

/// A seat of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// 值班领导, all day.
    #[serde(alias = "领导")]
    Lead,
    /// 协办员 of the morning.
    #[serde(alias = "上午")]
    Morning,
    /// 协办员 of the afternoon.
    #[serde(alias = "下午")]
    Afternoon,
}

impl Seat {
    /// Every seat, in the order of the table.
    pub const ALL: [Self; 3] = [Self::Lead, Self::Morning, Self::Afternoon];

    /// As the screen says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lead => "值班领导",
            Self::Morning => "上午",
            Self::Afternoon => "下午",
        }
    }

    /// The halves of the day it takes.
    pub const fn halves(self) -> &'static [Half] {
        match self {
            Self::Lead => &Half::BOTH,
            Self::Morning => &[Half::Morning],
            Self::Afternoon => &[Half::Afternoon],
        }
    }

    /// Whether somebody may have it (R11, R14).
    pub const fn fits(self, staff: &Staff) -> bool {
        match self {
            Self::Lead => staff.may_lead(),
            Self::Morning | Self::Afternoon => staff.may_be_officer(),
        }
    }
}

/// A seat on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// The day.
    #[schemars(with = "String")]
    pub date: NaiveDate,
    /// The seat.
    pub seat: Seat,
}

impl fmt::Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date;
        write!(f, "{}月{}日（周{}）{}", date.month(), date.day(), weekday(date), self.seat.name())
    }
}

/// How far a swap has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwapState {
    /// The other is asked.
    Proposed,
    /// The other agreed; the leader is asked.
    Agreed,
    /// The leader approved it.
    Approved,
    /// One of them said no, or it is too late.
    Declined,
}

/// A swap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swap {
    /// Its number within the quarter, from 1.
    pub number: u32,
    pub by: StaffCode,
    /// The turn that he gives away.
    pub gives: Turn,
    /// Who takes it.
    pub with: StaffCode,
    /// The turn that he takes for it; none where he just is replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes: Option<Turn>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When it was proposed.
    pub at: Moment,
    /// How far it has come.
    pub consent: SwapState,
}
