//! 值班: who is at the desk on a day, and who leads (R10, R13, R20). A plain table of days until there is a roster.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::absence::Half;
use super::staff::StaffCode;

/// One day's duty as it is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyDay {
    /// The day.
    #[schemars(with = "String")]
    pub date: NaiveDate,
    /// 值班领导; absent while nobody is named.
    #[serde(default)]
    pub leader: Option<StaffCode>,
    /// 协办员 of the morning.
    #[serde(default)]
    pub morning: Vec<StaffCode>,
    /// 协办员 of the afternoon.
    #[serde(default)]
    pub afternoon: Vec<StaffCode>,
    /// 临时顶岗: who stands in this day though not on the table.
    #[serde(default)]
    pub standing_in: Vec<StaffCode>,
}

impl DutyDay {
    /// A day on which nobody has been entered yet.
    pub const fn empty(date: NaiveDate) -> Self {
        Self { date, leader: None, morning: Vec::new(), afternoon: Vec::new(), standing_in: Vec::new() }
    }

    /// 协办员 of a half-day by the table.
    pub fn of_half(&self, half: Half) -> &[StaffCode] {
        match half {
            Half::Morning => &self.morning,
            Half::Afternoon => &self.afternoon,
        }
    }

    /// On duty at the desk this day, in either half, or standing in.
    pub fn has_officer(&self, code: &StaffCode) -> bool {
        [&self.morning, &self.afternoon, &self.standing_in].iter().any(|half| half.contains(code))
    }

    /// Everybody named this day, each once.
    pub fn officers(&self) -> Vec<&StaffCode> {
        let mut seen = Vec::new();
        for code in self.morning.iter().chain(&self.afternoon).chain(&self.standing_in) {
            if !seen.contains(&code) {
                seen.push(code);
            }
        }
        seen
    }
}
