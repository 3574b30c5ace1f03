//! 更新公示: when today's people were made known, on the notice board and on the website (R22).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::moment::Moment;
use crate::refusal::{Premises, Reason, Refusal, RefusedField};
use crate::sealed::Seal;
use crate::staff::StaffCode;
use crate::visitor::line;

/// So many publications are shown: a year and more of days. Older ones stand on their pages.
pub(super) const SHOWN: usize = 500;

/// Where something is made known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 公示栏.
    #[serde(alias = "公示栏")]
    Notice,
    /// 单位网站.
    #[serde(alias = "单位网站")]
    Website,
}

impl Channel {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notice => "公示栏",
            Self::Website => "单位网站",
        }
    }
}

/// Today's people have been made known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPublication {
    /// Where.
    pub channel: Channel,
    /// 地点: of the notice board; the folder of the website.
    pub place: String,
    /// 校验码 of what was published, where there is one: 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub code: Option<Seal>,
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    pub channel: Channel,
    /// 地点.
    pub place: String,
    /// 校验码 of what was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Seal>,
    pub at: Moment,
    pub by: StaffCode,
}

impl Published {
    /// Its day.
    pub fn date(&self) -> NaiveDate {
        self.at.date()
    }
}

/// What a timer publishes again on the same day without any change is no new publication.
pub(super) fn record(record: &RecordPublication, cx: &Context<'_>) -> Result<Published, Refusal> {
    let place = line(&record.place, RefusedField::Address)?;
    if place.is_empty() {
        return Err(Premises::PlaceNeeded.on(RefusedField::Address));
    }
    let published = Published {
        channel: record.channel,
        place,
        code: record.code,
        at: cx.now,
        by: cx.actor.code().clone(),
    };
    let all = cx.facts.books.records.published.iter();
    let last = all.rev().find(|old| (old.channel, &old.place) == (published.channel, &published.place));
    match last {
        Some(last) if (last.date(), last.code) == (cx.today(), published.code) => {
            Err(Reason::NothingChanged.whole())
        }
        Some(_) | None => Ok(published),
    }
}
