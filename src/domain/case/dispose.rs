//! 受理件的四种分类 (方案四（二）1; R46–R56): 提示件, 即办件, 承诺件, 退回件, and which may become which.

use super::command::{Instant, Promise, Prompt, Return};
use super::consent::Consent;
use super::event::CaseEvent;
use super::flow::Flow;
use super::register::free;
use super::state::{Card, Disposed, Life, Receipt};
use crate::codes::{Disposition, PromiseReason};
use crate::context::Context;
use crate::limit::{Due, Limit};
use crate::material::{Material, MaterialInput, MaterialState, laid_over};
use crate::number::Form;
use crate::refusal::{Reason, Refusal, RefusedField};
use crate::sealed::Words;
use crate::visitor::{Papers, Visitor, line};

impl Flow {
    /// The materials as they are now known; those not named stay as they are.
    pub(super) fn note_materials(&mut self, said: &[MaterialInput], cx: &Context<'_>) -> Result<(), Refusal> {
        self.needs_open_part(cx)?;
        let laid = laid_over(&self.case.asked, said)?;
        let named = |name: &str| said.iter().any(|input| input.name.trim() == name);
        let mut materials: Vec<Material> = Vec::with_capacity(laid.len());
        for new in laid {
            let known = self.case.materials.iter().find(|old| old.name == new.name && !named(&old.name));
            materials.push(known.cloned().unwrap_or(new));
        }
        for old in &self.case.materials {
            if materials.iter().all(|material| material.name != old.name) {
                materials.push(old.clone());
            }
        }
        if materials == self.case.materials {
            return Err(Reason::NothingChanged.on(RefusedField::Materials));
        }
        self.push(CaseEvent::MaterialsNoted { materials, on: cx.today() });
        Ok(())
    }

    /// R47, R48: one card with everything that is missing; a second one needs the leader.
    pub(super) fn prompt(&mut self, prompt: &Prompt, cx: &Context<'_>) -> Result<(), Refusal> {
        self.may_become(Disposition::Prompt, cx)?;
        self.nothing_undecided()?;
        let missing: Vec<Material> = self
            .case
            .materials
            .iter()
            .filter(|material| matches!(material.state, MaterialState::Missing(_)))
            .cloned()
            .collect();
        let cause = free(&prompt.cause, RefusedField::Reason)?;
        if missing.is_empty() && cause.is_none() {
            return Err(Reason::NothingToTell.on(RefusedField::Materials));
        }
        if !self.case.cards.is_empty() && !self.case.granted.contains(&Consent::SecondPrompt) {
            return Err(Reason::SecondPrompt.on(RefusedField::Disposition));
        }
        let number = cx.next_number(Form::PromptCard)?;
        self.push(CaseEvent::Prompted(Card { number, at: cx.now, missing, cause }));
        Ok(())
    }

    /// R49, R50: three conditions, due the same day.
    pub(super) fn instant(&mut self, instant: &Instant, cx: &Context<'_>) -> Result<(), Refusal> {
        self.may_become(Disposition::Instant, cx)?;
        self.complete()?;
        if !instant.clear {
            return Err(Reason::NotClear.on(RefusedField::Disposition));
        }
        if !instant.simple {
            return Err(Reason::NotSimple.on(RefusedField::Disposition));
        }
        self.papers_shown()?;
        self.accept(cx);
        let from = self.case.disposition();
        self.push(CaseEvent::Disposed {
            disposed: Disposed::Instant { due: cx.today() },
            receipt: None,
            from,
        });
        self.open_first_step(cx)
    }

    /// R51, R52: a reason, a receipt, a date within the law. Dates are compared, never figures.
    pub(super) fn promise(&mut self, promise: &Promise, cx: &Context<'_>) -> Result<(), Refusal> {
        self.may_become(Disposition::Promise, cx)?;
        self.complete()?;
        let reason = promise.reason.ok_or_else(|| Reason::PromiseNeedsReason.on(RefusedField::Reason))?;
        if reason == PromiseReason::Other && promise.words.trim().is_empty() {
            return Err(Reason::PromiseNeedsReason.on(RefusedField::Reason));
        }
        let words = free(&promise.words, RefusedField::Reason)?;
        let limit = promise.limit.or(self.case.part().usual).filter(|limit| *limit != Limit::SameDay);
        let limit = limit.ok_or_else(|| Reason::PromiseNeedsDate.on(RefusedField::Limit))?;
        self.papers_shown()?;
        self.particulars_given()?;
        self.accept(cx);
        let promised = cx.calendar.due(cx.today(), limit);
        self.within_the_law(promised, cx)?;
        let receipt = Receipt { number: cx.next_number(Form::Receipt)?, at: cx.now };
        let from = self.case.disposition();
        let disposed = Disposed::Promise { reason, words, promised, limit };
        self.push(CaseEvent::Disposed { disposed, receipt: Some(receipt), from });
        self.open_first_step(cx)
    }

    /// R54, R55: one of four grounds, reason, basis, alternative; then the leader's countersign.
    pub(super) fn propose_return(&mut self, proposal: &Return, cx: &Context<'_>) -> Result<(), Refusal> {
        self.may_become(Disposition::Return, cx)?;
        let ground = proposal.ground.ok_or_else(|| Reason::GroundNeeded.on(RefusedField::Disposition))?;
        let why = free(&proposal.why, RefusedField::Reason)?
            .ok_or_else(|| Reason::RefusalNeedsReason.on(RefusedField::Reason))?;
        let basis = line(&proposal.basis, RefusedField::BasisText)?;
        if basis.is_empty() {
            return Err(Reason::RefusalNeedsBasis.on(RefusedField::BasisText));
        }
        let alternative = free(&proposal.alternative, RefusedField::Alternative)?;
        let alternative =
            alternative.ok_or_else(|| Reason::RefusalNeedsAlternative.on(RefusedField::Alternative))?;
        let unset = cx.settings.review_body.is_empty() || cx.settings.court.is_empty();
        if self.case.part().licence && unset {
            return Err(Reason::ReviewBodyUnset.whole());
        }
        let from = self.case.disposition();
        let disposed = Disposed::Return { ground, why, basis, alternative, countersigned: None };
        self.push(CaseEvent::Disposed { disposed, receipt: None, from });
        Ok(())
    }

    /// Our own part is open: neither done, nor waiting for a countersign.
    fn needs_open_part(&self, cx: &Context<'_>) -> Result<(), Refusal> {
        self.needs_own_part(cx)?;
        match self.case.life {
            Life::Undecided | Life::Prompted | Life::Working | Life::AwaitingVisitor(_) => Ok(()),
            Life::ReturnProposed(_) => Err(Reason::ReturnPending.whole()),
            Life::Registered
            | Life::Guided
            | Life::HandedOver(_)
            | Life::Finished(_)
            | Life::Replied(..)
            | Life::Archived(..)
            | Life::Ended(..)
            | Life::Void(_) => Err(Reason::NotWorking.whole()),
        }
    }

    /// R56: which disposition may become which.
    fn may_become(&self, to: Disposition, cx: &Context<'_>) -> Result<(), Refusal> {
        use Disposition::{Instant, Promise, Return};
        self.needs_open_part(cx)?;
        self.clock_runs()?;
        let Some(from) = self.case.disposition() else { return Ok(()) };
        let consent = match (from, to) {
            (Disposition::Prompt, _) | (Promise | Instant, Return) => return Ok(()),
            (Instant, Promise) => Consent::InstantToPromise,
            (Promise, Disposition::Prompt) => Consent::PromiseToPrompt,
            (Instant, Instant | Disposition::Prompt) | (Promise, Instant | Promise) | (Return, _) => {
                return Err(Reason::MoveNotAllowed { from, to }.on(RefusedField::Disposition));
            }
        };
        match self.case.granted.contains(&consent) {
            true => Ok(()),
            false => Err(Reason::ConsentNeeded { what: consent.name() }.on(RefusedField::Disposition)),
        }
    }

    fn nothing_undecided(&self) -> Result<(), Refusal> {
        match self.case.undecided_material() {
            Some(material) => {
                Err(Reason::MaterialUndecided { name: material.name.clone() }.on(RefusedField::Materials))
            }
            None => Ok(()),
        }
    }

    /// 手续齐全: nothing undecided and nothing 缺 (R49).
    fn complete(&self) -> Result<(), Refusal> {
        self.nothing_undecided()?;
        match self.case.missing() {
            0 => Ok(()),
            count => Err(Reason::MaterialsMissing { count }.on(RefusedField::Materials)),
        }
    }

    pub(super) fn papers_shown(&self) -> Result<(), Refusal> {
        let shown = self
            .case
            .visitor
            .get()
            .is_none_or(|visitor| matches!(visitor.person().papers, Papers::Shown(..)));
        match self.case.part().id_required && !shown {
            true => Err(Reason::PapersNeeded.on(RefusedField::IdNumber)),
            false => Ok(()),
        }
    }

    /// An organisation, and whoever applies for a licence, is fully known by the receipt.
    pub(super) fn particulars_given(&self) -> Result<(), Refusal> {
        let lacks = |what, field| Err(Reason::ParticularsNeeded { what }.on(field));
        match self.case.visitor.get() {
            Some(Visitor::Organisation { organisation, agent, mandate }) => match () {
                () if organisation.credit_code.is_none() => {
                    lacks("统一社会信用代码", RefusedField::CreditCode)
                }
                () if organisation.head.is_empty() => lacks("法定代表人或负责人", RefusedField::Head),
                () if organisation.address.is_empty() => lacks("单位地址", RefusedField::OrganisationAddress),
                () if agent.name.is_empty() => lacks("经办人姓名", RefusedField::Name),
                () if !mandate => lacks("委托书", RefusedField::Mandate),
                () => Ok(()),
            },
            Some(Visitor::Person(person)) if self.case.part().licence && person.address.is_empty() => {
                lacks("地址", RefusedField::Address)
            }
            Some(Visitor::Person(_)) | None => Ok(()),
        }
    }

    /// 受理, once: the day and the statutory limit that runs from it.
    fn accept(&mut self, cx: &Context<'_>) {
        if self.case.acceptance.is_none() {
            let on = cx.today();
            let statutory = self.case.part().legal.map(|limit| cx.calendar.due(on, limit));
            self.push(CaseEvent::Accepted { on, statutory, calendar: cx.calendar.version().to_owned() });
        }
    }

    fn within_the_law(&self, promised: Due, cx: &Context<'_>) -> Result<(), Refusal> {
        if promised.date < cx.today() {
            return Err(Reason::PromiseInThePast.on(RefusedField::Limit));
        }
        let statutory = self.case.acceptance.as_ref().and_then(|acceptance| acceptance.statutory);
        match statutory.filter(|statutory| promised.date > statutory.date) {
            Some(statutory) => {
                Err(Reason::PromiseBeyondLaw { statutory: statutory.paper() }.on(RefusedField::Limit))
            }
            None => Ok(()),
        }
    }

    /// R46: on acceptance the file goes to the matter's 科室 at once.
    fn open_first_step(&mut self, cx: &Context<'_>) -> Result<(), Refusal> {
        if !self.case.steps.is_empty() {
            return Ok(());
        }
        let Some(department) = self.case.part().department.clone() else {
            return Err(Reason::DepartmentNeeded.on(RefusedField::Department));
        };
        self.push(CaseEvent::HandedTo { department, at: cx.now });
        Ok(())
    }
}

/// Free words that must be there.
pub(super) fn needed(text: &str, reason: Reason, field: RefusedField) -> Result<Words, Refusal> {
    free(text, field)?.ok_or_else(|| reason.on(field))
}
