//! The forms of a case: how each is called, whether it has numbers of its own, from when on a case has it, and what it says where it is a
//! letter of the law. How paper looks is not said here.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::pause::{ClockStop, Extension};
use super::state::{Case, Disposed};
use crate::refusal::{Reason, Refusal};

/// A form that is made out for a case and counted when it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 协办单, and with it the case.
    Case,
    /// 协办提示卡.
    PromptCard,
    /// 协办回执.
    Receipt,
    /// 否定报备反馈单.
    ReturnNotice,
    /// 大字单 of a receipt: it carries the case's number and has no sequence.
    Large,
    /// 协办日志（签字页）, likewise.
    Strip,
    /// 申请材料接收凭证, likewise.
    MaterialsReceipt,
    /// 外部导引单.
    Guidance,
    /// 代办授权书, likewise.
    Mandate,
    /// 不计入期限告知书 (行政许可法 45), likewise: a letter.
    NotCounted,
    /// 延长期限告知书 (行政许可法 42), likewise.
    Extended,
}

/// What a letter of the law says to whom it is handed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub words: String,
    /// The day from which it is true, and on which it is signed.
    pub on: NaiveDate,
}

impl Form {
    /// Every form with a sequence of its own, in the order of menus.
    pub const ALL: &'static [Self] =
        &[Self::Case, Self::PromptCard, Self::Receipt, Self::ReturnNotice, Self::Guidance];

    /// Those that are letters, with what stands on a blank one.
    pub const LETTERS: &'static [(Self, &'static str)] =
        &[(Self::NotCounted, ClockStop::BLANK), (Self::Extended, Extension::BLANK)];

    /// The form's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Case => "协办单",
            Self::PromptCard => "协办提示卡",
            Self::Receipt => "协办回执",
            Self::ReturnNotice => "否定报备反馈单",
            Self::Large => "大字单",
            Self::Strip => "签字页",
            Self::MaterialsReceipt => "申请材料接收凭证",
            Self::Guidance => "外部导引单",
            Self::Mandate => "代办授权书",
            Self::NotCounted => "不计入期限告知书",
            Self::Extended => "延长期限告知书",
        }
    }

    /// What stands behind the office's letters in its numbers; those without a sequence have the case's.
    pub(crate) const fn mark(self) -> &'static str {
        match self {
            Self::PromptCard => "协提",
            Self::Receipt => "协回",
            Self::ReturnNotice => "协否",
            Self::Guidance => "协导",
            Self::Case
            | Self::Large
            | Self::Strip
            | Self::MaterialsReceipt
            | Self::Mandate
            | Self::NotCounted
            | Self::Extended => "协",
        }
    }

    /// No sheet that was never made out (R48, R52), no notice of refusal before the countersign (R55).
    ///
    /// # Errors
    /// The case has none of it.
    pub(super) fn of(self, case: &Case) -> Result<(), Refusal> {
        let there = match self {
            Self::Case | Self::Mandate => true,
            Self::MaterialsReceipt => case.gets_material_receipt(),
            Self::Strip => case.closing().is_some(),
            Self::Guidance => case.slip().is_some(),
            Self::PromptCard => !case.cards.is_empty(),
            Self::Receipt | Self::Large => !case.receipts.is_empty(),
            Self::ReturnNotice => match &case.disposed {
                Some(Disposed::Return { countersigned: None, .. }) => {
                    return Err(Reason::NotCountersigned.whole());
                }
                Some(Disposed::Return { countersigned: Some(_), .. }) => true,
                Some(Disposed::Prompt | Disposed::Instant { .. } | Disposed::Promise { .. }) | None => false,
            },
            Self::NotCounted | Self::Extended => self.letter(case, "").is_some(),
        };
        match there {
            true => Ok(()),
            false => Err(Reason::NothingToPrint { form: self.name() }.whole()),
        }
    }

    /// What it says in the name of this office, where it is a letter and the case has it.
    pub fn letter(self, case: &Case, office: &str) -> Option<Letter> {
        match self {
            Self::NotCounted => case.stops.last().map(ClockStop::letter),
            Self::Extended => case.extension.as_ref().and_then(|extension| extension.letter(office)),
            Self::Case
            | Self::PromptCard
            | Self::Receipt
            | Self::ReturnNotice
            | Self::Large
            | Self::Strip
            | Self::MaterialsReceipt
            | Self::Guidance
            | Self::Mandate => None,
        }
    }

    /// It is of the whole case: it stays printed where a stage of ours is put by.
    pub(super) const fn is_of_the_whole(self) -> bool {
        matches!(self, Self::Case | Self::Mandate | Self::Strip)
    }
}
