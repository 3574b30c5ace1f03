//! Why a 评议 cannot be entered so (R72, R73).

use super::{Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reviewing {
    AboutYourself,
    ReviewsHimself { name: String },
    ReviewersNeeded,
    ReviewerTwice,
    NameNeeded,
    ScoresNeeded,
    ScoreBeyond,
    ScoresTooMany,
    ResultNeeded,
    InFuture,
}

impl Reviewing {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Reviewing(self).on(field)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, rule, text: &str| Sentence(code, plan(rule), text.to_owned());
        match self {
            Self::AboutYourself => {
                say("review_about_yourself", 72, "评议的是您本人，须回避，请由两办另一位登记。")
            }
            Self::ReviewsHimself { name } => Sentence(
                "reviews_himself",
                plan(73),
                format!("{name}是被评议人，不能作评议人，请从评议人中去掉。"),
            ),
            Self::ReviewersNeeded => say("reviewers_needed", 73, "请选评议人，或写所外评议人的姓名。"),
            Self::ReviewerTwice => say("reviewer_twice", 73, "同一位评议人写了两次，请去掉一个。"),
            Self::NameNeeded => say("review_name_needed", 73, "所外评议人请写姓名，不能空着。"),
            Self::ScoresNeeded => say("review_scores_needed", 73, "请填评分，每位评议人一个。"),
            Self::ScoreBeyond => say("review_score_beyond", 73, "评分从0到100，请改正。"),
            Self::ScoresTooMany => say("review_scores_too_many", 73, "评分比评议人多，请核对评议人和评分。"),
            Self::ResultNeeded => say("review_result_needed", 73, "请写明评议结果。"),
            Self::InFuture => say("review_in_future", 73, "日期在以后，请填评议已经举行的日期。"),
        }
    }
}
