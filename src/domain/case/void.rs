//! 作废: a case that was registered in error. Its number stays in the sequence (R25); it is neither done nor ended.

use serde::{Deserialize, Serialize};

use super::dispose::needed;
use super::event::CaseEvent;
use super::flow::Flow;
use super::state::{Case, Life};
use crate::context::Context;
use crate::moment::Moment;
use crate::refusal::{Reason, Refusal, RefusedField};
use crate::sealed::Words;
use crate::staff::StaffCode;

/// What is known of a case that was made void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    pub at: Moment,
    /// Who entered it.
    pub by: StaffCode,
    /// What was wrong.
    pub reason: Words,
}

impl Case {
    /// Whether it was registered in error: whatever is printed of it says so.
    pub const fn is_void(&self) -> bool {
        matches!(self.life, Life::Void(_))
    }
}

impl Flow {
    /// R25: the number is not given out again. A file still in a 科室 comes back at the same moment.
    pub(super) fn void(&mut self, reason: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        match &self.case.life {
            Life::Registered | Life::Undecided | Life::Prompted | Life::Guided
                if !self.case.was_accepted() => {}
            Life::ReturnProposed(_) => return Err(Reason::ReturnPending.whole()),
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::Guided
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::HandedOver(_)
            | Life::Finished(_)
            | Life::Replied(..)
            | Life::Archived(..)
            | Life::Ended(..)
            | Life::Void(_) => return Err(Reason::VoidTooLate.whole()),
        }
        let reason = needed(reason, Reason::WordsNeeded, RefusedField::Reason)?;
        self.take_back_at_once(cx);
        self.push(CaseEvent::Voided(Voided { at: cx.now, by: cx.actor.code().clone(), reason }));
        Ok(())
    }
}
