//! 督办 and 批注 by the two supervising offices (R66). They stand on the case and change nothing else of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::state::Case;
use crate::codes::list;
use crate::moment::Moment;
use crate::sealed::{Words, seals};
use crate::staff::StaffCode;

list! {
    /// 督办, by its weight. Never a bare 黄牌: 黄 already means near due.
    Urge { Yellow = "黄牌督办", Red = "红牌督办" }
}

/// 督办 of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urged {
    pub level: Urge,
    /// Who of the two offices.
    pub by: StaffCode,
    pub at: Moment,
    /// What is to be done.
    pub words: Words,
    /// What the officer answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<UrgeAnswer>,
}

/// The officer's answer to every 督办 that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgeAnswer {
    /// Who answered: the officer, or who acts for him.
    pub by: StaffCode,
    pub at: Moment,
    /// In which words.
    pub words: Words,
}

/// 批注 by one of the two offices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotated {
    pub by: StaffCode,
    pub at: Moment,
    pub words: Words,
}

seals!(Urged { words, answer });

impl Case {
    /// The weightiest 督办 that nobody has answered; of two alike the newest.
    pub fn urged(&self) -> Option<&Urged> {
        self.urges.iter().filter(|urged| urged.answer.is_none()).max_by_key(|urged| urged.level)
    }

    /// The officer answered: nothing stands unanswered any more.
    pub(super) fn answer_urges(&mut self, answer: &UrgeAnswer) {
        for urged in self.urges.iter_mut().filter(|urged| urged.answer.is_none()) {
            urged.answer = Some(answer.clone());
        }
    }
}
