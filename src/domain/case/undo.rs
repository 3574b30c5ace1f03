//! 撤销: the last step on a case is taken back by who made it, within a minute and while nobody has built on it.
//!
//! Both stay on their pages. The page of an undo carries the case as it stood before, as every page carries what was computed for it.

use serde::{Deserialize, Serialize};

use super::event::CaseEvent;
use super::signature::Signature;
use super::state::Case;
use crate::moment::Moment;
use crate::number::Number;
use crate::refusal::NotUndone;
use crate::sealed::seals;
use crate::staff::StaffCode;

/// For how long a step can be taken back, in milliseconds.
pub const UNDO_WITHIN: i64 = 60_000;

/// The last action on a case: every page of it was written for one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastAction {
    /// Whose it was.
    pub by: StaffCode,
    pub at: Moment,
    /// What it did to the case, oldest first.
    pub events: Vec<CaseEvent>,
    /// It did nothing else, and no other case stands on what it gave out.
    pub alone: bool,
    /// The case before it; none where it made the case.
    pub before: Option<Box<Case>>,
}

/// A step that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    pub at: Moment,
    pub by: StaffCode,
    /// How many events, counted back from this one.
    pub events: u16,
    /// Numbers that the step had given out. They are used and belong to nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<Number>,
    /// The case as it stood before.
    pub back: Case,
}

seals!(Undone { back });

impl Case {
    /// As it stood before, but for the version: who looked at it meanwhile has an old one.
    pub(super) fn undo(&mut self, undone: &Undone) {
        let version = self.version;
        self.clone_from(&undone.back);
        self.version = version;
    }
}

impl CaseEvent {
    /// The number that it gave out, beside that of the case itself.
    pub fn number(&self) -> Option<Number> {
        match self {
            Self::Prompted(card) => Some(card.number),
            Self::Disposed { receipt, .. } => receipt.as_ref().map(|receipt| receipt.number),
            Self::ReturnCountersigned(countersign) => Some(countersign.number),
            // A slip that is joined took its number before.
            Self::Guided(guidance) => guidance.slip.filter(|_| guidance.with.is_none()),
            Self::Registered(_)
            | Self::MaterialsNoted { .. }
            | Self::DeemedAccepted { .. }
            | Self::Accepted { .. }
            | Self::ReturnDeclined { .. }
            | Self::ConsentAsked { .. }
            | Self::ConsentGiven { .. }
            | Self::ConsentDeclined { .. }
            | Self::HandedTo { .. }
            | Self::TakenBack { .. }
            | Self::Chased { .. }
            | Self::CallNoted { .. }
            | Self::VisitorAwaited(_)
            | Self::VisitorCame { .. }
            | Self::Visited(_)
            | Self::HandedOver(_)
            | Self::ActingAppointed(_)
            | Self::ActingProposed(_)
            | Self::ActingDeclined { .. }
            | Self::PhoneConsented(_)
            | Self::PhoneAnswered(_)
            | Self::LeaderStamped { .. }
            | Self::Finished { .. }
            | Self::Replied(_)
            | Self::Signed(_)
            | Self::Contacted { .. }
            | Self::TransferDeclined(_)
            | Self::FollowedUp(_)
            | Self::Prechecked(_)
            | Self::FeeNoted(_)
            | Self::Rated(_)
            | Self::RatingAnswered(_)
            | Self::Urged(_)
            | Self::Annotated(_)
            | Self::UrgeAnswered(_)
            | Self::OnPaper(_)
            | Self::Ended(_)
            | Self::ClockStopped(_)
            | Self::ClockResumed(_)
            | Self::Extended(_)
            | Self::StageNoted { .. }
            | Self::StageBegun(_)
            | Self::StageFinished { .. }
            | Self::Reopened(_)
            | Self::Voided(_)
            | Self::VisitorCorrected(_)
            | Self::MatterCorrected(_)
            | Self::Printed { .. }
            | Self::Undone(_) => None,
        }
    }

    /// Why it is not taken back: it is on paper, it is the visitor's, or another way back belongs to it.
    pub fn stays(&self, case: &Case) -> Option<NotUndone> {
        match self {
            Self::Registered(_) => Some(NotUndone::Registration),
            Self::Printed { .. } => Some(NotUndone::Paper),
            Self::Signed(signature) if signature.is_final() => Some(NotUndone::Visitors),
            Self::Rated(_) => Some(NotUndone::Visitors),
            Self::Ended(_) => Some(NotUndone::Ending),
            Self::LeaderStamped { .. } => Some(NotUndone::Stamp),
            Self::VisitorCorrected(_) | Self::MatterCorrected(_) => Some(NotUndone::Correction),
            Self::Undone(_) => Some(NotUndone::Undo),
            Self::Visited(_) => Some(NotUndone::Visit),
            // Its paper may have been entered again.
            Self::Voided(_) if case.opening.late.is_some() => Some(NotUndone::LateEntry),
            Self::Signed(
                Signature::Awaited
                | Signature::AwaitedAfterCall
                | Signature::Mailed
                | Signature::Signed(_)
                | Signature::Refused(_)
                | Signature::ByOther(..),
            )
            | Self::MaterialsNoted { .. }
            | Self::DeemedAccepted { .. }
            | Self::Accepted { .. }
            | Self::Prompted(_)
            | Self::Disposed { .. }
            | Self::ReturnCountersigned(_)
            | Self::ReturnDeclined { .. }
            | Self::ConsentAsked { .. }
            | Self::ConsentGiven { .. }
            | Self::ConsentDeclined { .. }
            | Self::HandedTo { .. }
            | Self::TakenBack { .. }
            | Self::Chased { .. }
            | Self::CallNoted { .. }
            | Self::VisitorAwaited(_)
            | Self::VisitorCame { .. }
            | Self::Guided(_)
            | Self::HandedOver(_)
            | Self::ActingAppointed(_)
            | Self::ActingProposed(_)
            | Self::ActingDeclined { .. }
            | Self::PhoneConsented(_)
            | Self::PhoneAnswered(_)
            | Self::Finished { .. }
            | Self::Replied(_)
            | Self::Contacted { .. }
            | Self::TransferDeclined(_)
            | Self::FollowedUp(_)
            | Self::Prechecked(_)
            | Self::FeeNoted(_)
            | Self::RatingAnswered(_)
            | Self::Urged(_)
            | Self::Annotated(_)
            | Self::UrgeAnswered(_)
            | Self::OnPaper(_)
            | Self::ClockStopped(_)
            | Self::ClockResumed(_)
            | Self::Extended(_)
            | Self::StageNoted { .. }
            | Self::StageBegun(_)
            | Self::StageFinished { .. }
            | Self::Reopened(_)
            | Self::Voided(_) => None,
        }
    }
}
