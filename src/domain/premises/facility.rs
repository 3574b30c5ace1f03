//! 设施: the rest area, the drinking water and what else the office has; each is looked at every morning (R27).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AtDesk, DeskDay};
use crate::context::Context;
use crate::moment::Moment;
use crate::refusal::{Premises, Refusal, RefusedField};
use crate::settings::Settings;
use crate::staff::StaffCode;
use crate::visitor::line;

/// 开门检查: a facility was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CheckFacility {
    /// Which, as it stands in the settings.
    pub facility: String,
    /// What is wrong with it; empty where nothing is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fault: String,
}

/// One look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    pub at: Moment,
    pub by: StaffCode,
    /// What was wrong; empty where nothing was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fault: String,
}

impl DeskDay {
    /// The facilities that nobody has looked at yet.
    pub fn unchecked<'a>(&'a self, settings: &'a Settings) -> impl Iterator<Item = &'a str> {
        settings.facilities.iter().map(String::as_str).filter(|name| !self.checks.contains_key(*name))
    }
}

pub(super) fn check(check: &CheckFacility, cx: &Context<'_>) -> Result<AtDesk, Refusal> {
    let facility = line(&check.facility, RefusedField::Name)?;
    if !cx.settings.facilities.contains(&facility) {
        return Err(Premises::UnknownFacility.on(RefusedField::Name));
    }
    Ok(AtDesk::Checked { facility, fault: line(&check.fault, RefusedField::Remark)? })
}
