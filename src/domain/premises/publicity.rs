//! 宣传: how and where the scheme was made known (R69).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::number;
use crate::refusal::{Premises, Refusal, RefusedField};
use crate::visitor::line;

/// A 宣传 as it is entered, or corrected by its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepPublicity {
    /// Which one is corrected; absent is a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// On which day.
    #[schemars(with = "String")]
    pub date: NaiveDate,
    /// 形式, e.g. 宣传栏.
    pub form: String,
    /// 地点.
    pub place: String,
    /// Persons reached, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<u32>,
}

/// A 宣传.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publicity {
    /// Its number, from 1.
    pub number: u32,
    /// On which day.
    pub date: NaiveDate,
    /// 形式.
    pub form: String,
    /// 地点.
    pub place: String,
    /// Persons reached, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<u32>,
}

pub(super) fn keep(keep: &KeepPublicity, cx: &Context<'_>) -> Result<Publicity, Refusal> {
    let known = &cx.facts.books.records.publicity;
    if keep.number.is_some_and(|number| !known.contains_key(&number)) {
        return Err(Premises::NoSuchRecord.whole());
    }
    if keep.date > cx.today() {
        return Err(Premises::NotYetDone.on(RefusedField::Limit));
    }
    let (form, place) = (line(&keep.form, RefusedField::Summary)?, line(&keep.place, RefusedField::Address)?);
    if form.is_empty() {
        return Err(Premises::FormNeeded.on(RefusedField::Summary));
    }
    if place.is_empty() {
        return Err(Premises::PlaceNeeded.on(RefusedField::Address));
    }
    let number = match keep.number {
        Some(number) => number,
        None => number::after(known.keys().next_back().copied(), "宣传")?,
    };
    Ok(Publicity { number, date: keep.date, form, place, reached: keep.reached })
}
