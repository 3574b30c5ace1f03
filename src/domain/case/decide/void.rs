//! 作废 of what was registered in error, before anything was accepted or promised.

use super::Flow;
use super::dispose::needed;
use crate::case::event::CaseEvent;
use crate::case::state::Life;
use crate::case::void::Voided;
use crate::context::Context;
use crate::refusal::{Reason, Refusal, RefusedField};

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
