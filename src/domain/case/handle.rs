//! 全程协办 (方案四（二）; R42–R46, R53, R60): the inner way of the file, guidance outside, calls and chases.

use super::command::Guide;
use super::dispose::needed;
use super::event::CaseEvent;
use super::flow::Flow;
use super::register::{elsewhere, free};
use super::state::{Guidance, Handover, Life};
use crate::codes::{AppearReason, GuideMode};
use crate::context::Context;
use crate::moment::Moment;
use crate::number::Form;
use crate::refusal::{Reason, Refusal, RefusedField};
use crate::visitor::line;

impl Flow {
    fn needs_working(&self) -> Result<(), Refusal> {
        match &self.case.life {
            Life::Working => Ok(()),
            Life::Undecided => Err(Reason::NoDispositionYet.whole()),
            Life::Prompted => Err(Reason::StillPrompted.whole()),
            Life::ReturnProposed(_) => Err(Reason::ReturnPending.whole()),
            Life::AwaitingVisitor(_)
            | Life::Registered
            | Life::Guided
            | Life::HandedOver(_)
            | Life::Finished(_)
            | Life::Replied(..)
            | Life::Archived(..)
            | Life::Ended(..)
            | Life::Void(_) => Err(Reason::NotWorking.whole()),
        }
    }

    /// R46: the file to a 科室; where it lies in another one it is taken back at the same moment.
    pub(super) fn hand_to(&mut self, department: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        self.needs_working()?;
        let name = department.trim();
        if cx.settings.department(name).is_none() {
            return Err(Reason::UnknownDepartment { name: name.to_owned() }.on(RefusedField::Department));
        }
        match self.case.open_step().map(|step| step.department.clone()) {
            Some(holder) if holder == name => {
                return Err(Reason::StepOpenElsewhere { department: holder }.on(RefusedField::Department));
            }
            Some(holder) => self.push(CaseEvent::TakenBack { department: holder, at: cx.now, note: None }),
            None => {}
        }
        self.push(CaseEvent::HandedTo { department: name.to_owned(), at: cx.now });
        Ok(())
    }

    pub(super) fn take_back(&mut self, note: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        self.needs_working()?;
        let note = free(note, RefusedField::Remark)?;
        let department = self.case.open_step().map(|step| step.department.clone());
        let department = department.ok_or_else(|| Reason::NoStepOpen.whole())?;
        self.push(CaseEvent::TakenBack { department, at: cx.now, note });
        Ok(())
    }

    /// R53: whom, and what was said.
    pub(super) fn chase(&mut self, whom: &str, words: &str) -> Result<(), Refusal> {
        let words = needed(words, Reason::ChaseNeedsWords, RefusedField::Reason)?;
        let named = line(whom, RefusedField::Department)?;
        let whom = match (named.is_empty(), self.case.open_step()) {
            (false, _) => named,
            (true, Some(step)) => step.department.clone(),
            (true, None) => return Err(Reason::ChaseNeedsWords.on(RefusedField::Department)),
        };
        self.push(CaseEvent::Chased { whom, words });
        Ok(())
    }

    pub(super) fn note_call(&mut self, words: &str) -> Result<(), Refusal> {
        let words = needed(words, Reason::WordsNeeded, RefusedField::Remark)?;
        self.push(CaseEvent::CallNoted { words });
        Ok(())
    }

    /// R43: only a step flagged as the visitor's own may wait for him.
    pub(super) fn await_visitor(&mut self, reason: AppearReason) -> Result<(), Refusal> {
        self.needs_working()?;
        let flagged = &self.case.part().appear;
        if flagged.is_empty() {
            return Err(Reason::WaitNeedsFlag.on(RefusedField::Reason));
        }
        if !flagged.contains(&reason) {
            return Err(Reason::StepNotYours { reason }.on(RefusedField::Reason));
        }
        self.push(CaseEvent::VisitorAwaited(reason));
        Ok(())
    }

    pub(super) fn visitor_came(&mut self, cx: &Context<'_>) -> Result<(), Refusal> {
        if !matches!(self.case.life, Life::AwaitingVisitor(_)) {
            return Err(Reason::NotWorking.whole());
        }
        self.awaited_visit(cx);
        self.push(CaseEvent::VisitorCame { at: cx.now });
        Ok(())
    }

    /// R42: each leg to another unit has its guidance.
    pub(super) fn guide(&mut self, guide: &Guide, cx: &Context<'_>) -> Result<(), Refusal> {
        let unit = guide.unit.as_ref();
        let unit = if self.case.course.is_some() && !self.case.life.is_done() {
            self.next_stop(unit, cx)?
        } else if matches!(self.case.life, Life::Registered | Life::Guided) {
            let unit = unit.or(self.case.opening.unit.as_ref()).cloned();
            unit.ok_or_else(|| Reason::TransferNeedsUnit.on(RefusedField::Unit))?
        } else {
            return Err(Reason::NotWorking.whole());
        };
        if !elsewhere(&unit, cx) {
            return Err(Reason::UnknownUnit.on(RefusedField::Unit));
        }
        let officer = line(&guide.officer, RefusedField::Staff)?;
        let slip = Some(super::transfer::slip(guide.with, cx)?);
        let Guide { mode, with, stop, .. } = *guide;
        self.push(CaseEvent::Guided(Guidance { unit, mode, officer, at: cx.now, slip, with, stop }));
        Ok(())
    }

    /// R60: handed over only with receiver, time and way, and never before guidance (R42).
    pub(super) fn hand_over(
        &mut self,
        receiver: &str,
        mode: GuideMode,
        at: Option<Moment>,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
        let unit = match (&self.case.life, self.case.guidance.last()) {
            (Life::Guided, Some(guidance)) => guidance.unit.clone(),
            (Life::Registered, _) => return Err(Reason::GuidanceNeeded.whole()),
            _ => return Err(Reason::NotWorking.whole()),
        };
        let receiver = line(receiver, RefusedField::Staff)?;
        let at = at.unwrap_or(cx.now);
        if receiver.is_empty() || at > cx.now {
            return Err(Reason::HandOverNeedsReceiver.on(RefusedField::Staff));
        }
        self.push(CaseEvent::HandedOver(Handover { unit, receiver, at, mode }));
        Ok(())
    }

    /// Counts the copies of a sheet, so that a later one says 补打.
    pub(super) fn note_printed(&mut self, form: Form) -> Result<(), Refusal> {
        form.of(&self.case)?;
        let copy = self.case.printed.get(&form).copied().unwrap_or(0).saturating_add(1);
        self.push(CaseEvent::Printed { form, copy });
        Ok(())
    }
}
