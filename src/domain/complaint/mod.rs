//! 投诉举报 about the matters we supervise (R33): taken in on a screen of their own, numbered `徐卫监诉〔2026〕3号`, and carried to
//! their end by the officer who took them in, like a promised case. What concerns our own people goes behind the wall, to
//! [`conduct`](super::conduct), and never gets a number here.

mod command;
mod decide;
mod event;
mod state;
mod who;

#[cfg(test)]
mod tests;

pub use command::{AboutComplaint, ComplaintCommand, TakeComplaint};
pub use decide::{ask, decide, take};
pub use event::{ComplaintEvent, ComplaintTaken, Outcome, Subject};
pub use state::{Complaint, ComplaintId, ComplaintLife};
pub use who::{Channel, Complainant};
