//! 停计时 and 延期 (行政许可法 42, 45): only for the law's reasons, only in writing, only on what was accepted and promised.

use super::Flow;
use super::dispose::needed;
use crate::case::consent::Consent;
use crate::case::event::CaseEvent;
use crate::case::pause::{ClockStop, Extend, Extension, LONGEST_EXTENSION, Resumed, StopClock};
use crate::case::state::{Disposed, Life};
use crate::context::Context;
use crate::limit::{Due, Limit};
use crate::refusal::{Pausing, Reason, Refusal, RefusedField};

impl Flow {
    /// 行政许可法 45: hearing, tender, auction, tests and experts do not count; the visitor is told in writing how long they take.
    pub(super) fn stop_clock(&mut self, stop: &StopClock, cx: &Context<'_>) -> Result<(), Refusal> {
        self.promised()?;
        if self.case.stopped().is_some() {
            return Err(Pausing::StandsAlready.whole());
        }
        if stop.days == 0 {
            return Err(Pausing::StopNeedsDays.on(RefusedField::Limit));
        }
        let notice = needed(&stop.notice, Reason::Pausing(Pausing::StopNeedsNotice), RefusedField::Reason)?;
        self.push(CaseEvent::ClockStopped(ClockStop {
            reason: stop.reason,
            from: cx.today(),
            days: stop.days,
            notice,
            until: None,
        }));
        Ok(())
    }

    /// The clock runs again from tomorrow on; what is due is counted anew, without the days that did not count.
    pub(super) fn resume_clock(&mut self, cx: &Context<'_>) -> Result<(), Refusal> {
        let Some(from) = self.case.stopped().map(|stop| stop.from) else {
            return Err(Pausing::NotStopped.whole());
        };
        let on = cx.today().max(from);
        let (promised, statutory) = self.case.due_by(on, cx.calendar);
        let promised = promised.ok_or_else(|| Pausing::NothingPromised.whole())?;
        self.push(CaseEvent::ClockResumed(Resumed { on, promised, statutory }));
        Ok(())
    }

    /// 行政许可法 42: once, by ten working days at most, with the leader's consent, before the day has passed, and told.
    pub(super) fn extend(&mut self, extend: &Extend, cx: &Context<'_>) -> Result<(), Refusal> {
        let promised = self.promised()?;
        self.clock_runs()?;
        if self.case.extension.is_some() {
            return Err(Pausing::ExtendedAlready.whole());
        }
        if cx.today() > promised.date {
            return Err(Pausing::ExtendedTooLate.whole());
        }
        if !(1..=LONGEST_EXTENSION).contains(&extend.days) {
            return Err(Pausing::ExtensionTooLong.on(RefusedField::Limit));
        }
        let told = needed(&extend.told, Reason::Pausing(Pausing::ExtensionUntold), RefusedField::Reason)?;
        if !self.case.granted.contains(&Consent::Extension) {
            return Err(Reason::ConsentNeeded { what: Consent::Extension.name() }.whole());
        }
        let longer = |due: Due| {
            let moved = cx.calendar.due(due.date, Limit::WorkingDays(extend.days));
            Due { provisional: moved.provisional || due.provisional, ..moved }
        };
        let statutory = self.case.statutory().map(longer);
        self.push(CaseEvent::Extended(Extension {
            at: cx.now,
            days: extend.days,
            told,
            promised: longer(promised).within(statutory),
            statutory,
        }));
        Ok(())
    }

    /// While the clock stands still nothing is decided that it measures.
    pub(super) fn clock_runs(&self) -> Result<(), Refusal> {
        match self.case.stopped() {
            Some(_) => Err(Pausing::ClockStands.whole()),
            None => Ok(()),
        }
    }

    /// Accepted, promised and being worked on.
    pub(super) fn promised(&self) -> Result<Due, Refusal> {
        match (&self.case.life, &self.case.disposed, &self.case.acceptance) {
            (Life::Working | Life::AwaitingVisitor(_), Some(Disposed::Promise { promised, .. }), Some(_)) => {
                Ok(*promised)
            }
            _ => Err(Pausing::NothingPromised.whole()),
        }
    }
}
