//! A 评议 as it is kept and as it is read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::command::About;
use crate::conduct::{Concerns, Readers};
use crate::moment::Moment;
use crate::sealed::{Sealed, seals};
use crate::staff::StaffCode;
use crate::tenths::Tenths;

/// Who was asked, and what they said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewHeld {
    /// 评议人 of our own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviewers: Vec<StaffCode>,
    /// 评议人 from outside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outside: Vec<String>,
    /// 评分.
    pub scores: Vec<u8>,
    /// 评议结果.
    pub result: String,
}

/// What an ordinary 评议 is about: nobody in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReviewOf {
    /// 本所.
    Office,
    /// 科室.
    Department { name: String },
}

/// A 评议 of the office or of a 科室.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// When it was held.
    pub date: NaiveDate,
    /// What it is about.
    pub of: ReviewOf,
    /// 平均分.
    pub mean: Tenths,
    /// Who was asked, and what they said: names of people from outside among it.
    pub held: Sealed<ReviewHeld>,
    /// Who entered it.
    pub by: StaffCode,
    pub at: Moment,
}

seals!(Reviewed { held });

/// A 评议 of a person, behind the wall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonReview {
    /// When it was held.
    pub date: NaiveDate,
    pub staff: StaffCode,
    /// 平均分.
    pub mean: Tenths,
    /// Who was asked, and what they said.
    pub held: ReviewHeld,
    /// Who entered it.
    pub by: StaffCode,
    pub at: Moment,
}

impl Concerns for PersonReview {
    fn concerns(&self, who: &StaffCode) -> bool {
        self.staff == *who
    }

    fn readers(&self) -> Readers {
        Readers::OfficesAndHead
    }
}

/// A 评议 as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// When it was held.
    pub date: NaiveDate,
    /// What it is about.
    pub about: About,
    /// 平均分.
    pub mean: Tenths,
    /// Who was asked, and what they said; `None` once that is erased, or where the reader may not know.
    pub held: Option<ReviewHeld>,
    /// Who entered it.
    pub by: StaffCode,
    pub at: Moment,
}

impl From<Reviewed> for Review {
    fn from(reviewed: Reviewed) -> Self {
        let about = match reviewed.of {
            ReviewOf::Office => About::Office,
            ReviewOf::Department { name } => About::Department { name },
        };
        let held = reviewed.held.get().cloned();
        let Reviewed { date, mean, by, at, .. } = reviewed;
        Self { date, about, mean, held, by, at }
    }
}

impl From<PersonReview> for Review {
    fn from(review: PersonReview) -> Self {
        let PersonReview { date, staff: code, mean, held, by, at } = review;
        Self { date, about: About::Staff { code }, mean, held: Some(held), by, at }
    }
}
