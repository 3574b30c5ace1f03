//! 意见本 (R28): the paper book in the hall stays what it is; here stands an index of its pages, volume by volume, without gaps.

mod book;
mod command;
mod decide;

pub use book::{Opinion, OpinionAnswer, OpinionEvent, OpinionPage, Volumes};
pub use command::{AnswerOpinion, EnterOpinion, PublishOpinion};
pub(super) use decide::{answer, enter, publish};
