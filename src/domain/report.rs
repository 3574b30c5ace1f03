//! 报表签发 (R71): the 第一责任人 signs the figures of a period, by the check code of what lay before him.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::context::Context;
use super::event::{Event, OfficeEvent};
use super::moment::Moment;
use super::refusal::{Refusal, RefusedField, Reporting};
use super::staff::StaffCode;
use super::visitor::line;

/// Longest check code that is taken, in characters.
const LONGEST_CODE: usize = 32;

/// 签发.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignReport {
    /// The first day of the period.
    #[schemars(with = "String")]
    pub from: NaiveDate,
    /// The last one.
    #[schemars(with = "String")]
    pub to: NaiveDate,
    /// 校验码 of what is signed.
    pub code: String,
}

/// A report that was signed. Of one period the newest signature counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedReport {
    /// The first day of the period.
    pub from: NaiveDate,
    /// The last one.
    pub to: NaiveDate,
    /// 校验码 of what was signed.
    pub code: String,
    pub by: StaffCode,
    pub at: Moment,
}

pub(super) fn sign(sign: &SignReport, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    if sign.from > sign.to {
        return Err(Reporting::FromAfterTo.on(RefusedField::Limit));
    }
    if sign.to > cx.today() {
        return Err(Reporting::NotOver.on(RefusedField::Limit));
    }
    let code = line(&sign.code, RefusedField::Summary)?;
    if code.is_empty() || code.chars().count() > LONGEST_CODE {
        return Err(Reporting::CodeNeeded.on(RefusedField::Summary));
    }
    let (from, to, by, at) = (sign.from, sign.to, cx.actor.code().clone(), cx.now);
    Ok(vec![Event::Office(OfficeEvent::ReportSigned(Box::new(SignedReport { from, to, code, by, at })))])
}
