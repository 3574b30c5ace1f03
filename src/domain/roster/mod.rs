//! 服务时间安排表: who has the desk and who leads, a quarter at a time (R10–R20).
//!
//! A [`RosterTable`] is drafted by whole weeks or by half-days, edited, checked, and then has a life: approved, posted, reported. A change
//! inside the quarter is a version of its own; what was said before stays. An approved version fills the days of duty that the rest of
//! the program reads.

mod check;
mod command;
mod decide;
mod draft;
mod life;
mod quarter;
mod report;
mod swap;
mod table;

pub use check::{RosterFlaw, check};
pub use command::{
    AmendRoster, AnswerSwap, ApproveRoster, By, DraftRoster, KeepRoster, PostRoster, ProposeSwap, Replace,
    ReportRoster,
};
pub(super) use decide::{amend, answer_swap, approve, draft_one, keep, post, propose_swap, replace, report};
pub use draft::{Available, draft};
pub use life::{Approved, Posted, Reported, Roster, RosterEvent, RosterStage, RosterVersion};
pub use quarter::{NotAQuarter, Quarter};
pub use report::{PostingState, Target, posting, target};
pub use swap::{Seat, Swap, SwapState, Turn};
pub use table::{Line, RosterTable};

#[cfg(test)]
mod tests;
