//! 跑动次数 (R1): a further visit is saved with its reason, once a day.

use super::Flow;
use crate::case::event::CaseEvent;
use crate::case::state::Life;
use crate::case::visit::{Visit, VisitAgain};
use crate::codes::{AppearReason, VisitReason};
use crate::context::Context;
use crate::refusal::{Refusal, RefusedField, Visiting};
use crate::waiting::{Came, received};

impl Flow {
    pub(super) fn visit_again(&mut self, visit: &VisitAgain, cx: &Context<'_>) -> Result<(), Refusal> {
        if self.case.visited_on(cx.today()) {
            return Err(Visiting::VisitedToday.whole());
        }
        let reason = visit.reason.ok_or_else(|| Visiting::VisitNeedsReason.on(RefusedField::Reason))?;
        let came = received(visit.arrival, cx)?;
        self.visited(reason, came, cx);
        Ok(())
    }

    /// Whoever was waited for has come: that is a visit, and its reason is known (R43).
    pub(super) fn awaited_visit(&mut self, cx: &Context<'_>) {
        let Life::AwaitingVisitor(awaited) = &self.case.life else { return };
        let reason = match awaited {
            AppearReason::Sign => VisitReason::Sign,
            AppearReason::Verify => VisitReason::Verify,
        };
        if !self.case.visited_on(cx.today()) {
            self.visited(reason, None, cx);
        }
    }

    fn visited(&mut self, reason: VisitReason, came: Option<Came>, cx: &Context<'_>) {
        let again = cx.facts.received_today;
        self.push(CaseEvent::Visited(Visit { at: cx.now, reason, came, again }));
    }
}
