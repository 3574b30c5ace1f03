//! Why something about 意见本 is refused (R28).

use super::{Reason, Refusal, RefusedField, Sentence, plan};
use crate::moment::Moment;
use crate::opinion::OpinionPage;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opinions {
    PageMissing { next: OpinionPage },
    VolumeMissing { next: u16 },
    PageTaken { place: OpinionPage, by: String, at: Moment },
    NoSuchPage { place: OpinionPage },
    InFuture,
    Answered { by: String, at: Moment },
    AnswerFirst,
}

impl Opinions {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Opinions(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, text: String| Sentence(code, plan(28), text);
        match self {
            Self::PageMissing { next } => say(
                "opinion_page_missing",
                format!("意见本页码须连续：请先登记{next}；空白页、不录内容的页也要登记。"),
            ),
            Self::VolumeMissing { next } => say(
                "opinion_volume_missing",
                format!("意见本册号须连续：现在可以登记的新一册是第{next}册，从第1页起。"),
            ),
            Self::PageTaken { place, by, at } => say(
                "opinion_page_taken",
                format!("意见本{place}已由{by}于{}登记，不能再登；请核对册号和页码。", at.screen_time()),
            ),
            Self::NoSuchPage { place } => {
                say("no_such_opinion_page", format!("意见本{place}还没有登记，请核对册号和页码。"))
            }
            Self::InFuture => say("opinion_in_future", "日期在以后，请填意见本上写的日期。".to_owned()),
            Self::Answered { by, at } => say(
                "opinion_answered",
                format!("这一页已由{by}于{}回复，不再改动；可以改是否公示。", at.screen_time()),
            ),
            Self::AnswerFirst => {
                say("opinion_answer_first", "这一页还没有回复，请先回复，再公示。".to_owned())
            }
        }
    }
}
