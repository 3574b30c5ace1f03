//! 更正 of what was written down wrongly: the visitor at any time, matter and kind until the case is accepted or promised.

use super::Flow;
use super::dispose::needed;
use super::register::{Fixed, opened};
use crate::case::command::Register;
use crate::case::correction::{CorrectMatter, CorrectVisitor, MatterCorrected, VisitorCorrected};
use crate::case::event::CaseEvent;
use crate::case::state::{Life, Opening};
use crate::context::Context;
use crate::material::{Material, MaterialState, laid_over};
use crate::refusal::{Correcting, Reason, Refusal, RefusedField};
use crate::sealed::Sealed;
use crate::visitor::VisitorInput;

impl Flow {
    /// What acceptance or receipt needed to know is not taken away again (R51, R52).
    pub(super) fn correct_visitor(
        &mut self,
        correct: &CorrectVisitor,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
        let before = self.case.visitor.clone();
        let known = before.get().ok_or_else(|| Correcting::Erased.whole())?;
        let visitor = correct.visitor.checked(cx.today())?;
        if *known == visitor {
            return Err(Reason::NothingChanged.on(RefusedField::Name));
        }
        let reason = needed(&correct.reason, Reason::WordsNeeded, RefusedField::Reason)?;
        let (at, by) = (cx.now, cx.actor.code().clone());
        let visitor = Sealed::new(visitor);
        self.push(CaseEvent::VisitorCorrected(Box::new(VisitorCorrected {
            at,
            by,
            visitor,
            before,
            reason,
        })));
        if self.case.acceptance.as_ref().is_some_and(|acceptance| !acceptance.deemed) {
            self.papers_shown()?;
        }
        if self.case.receipts.is_empty() { Ok(()) } else { self.particulars_given() }
    }

    /// What the catalogue asks for, its limits and its department follow as they would at registration; what was received stays.
    pub(super) fn correct_matter(
        &mut self,
        correct: &CorrectMatter,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
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
            | Life::Void(_) => return Err(Correcting::MatterFixed.whole()),
        }
        let old = &self.case.opening;
        let Fixed { opening, course, asked } = opened(&as_registered(correct, old), cx)?;
        let opening = Opening {
            case: old.case,
            at: old.at,
            desk: old.desk.clone(),
            purpose: old.purpose,
            officer: old.officer.clone(),
            remark: old.remark.clone(),
            late: old.late.clone(),
            ..opening
        };
        if (&opening.subject, opening.kind, &opening.unit) == (&old.subject, old.kind, &old.unit) {
            return Err(Reason::NothingChanged.on(RefusedField::Matter));
        }
        let mut materials = laid_over(&asked, &[])?;
        for known in &self.case.materials {
            keep(known, &mut materials);
        }
        let reason = needed(&correct.reason, Reason::WordsNeeded, RefusedField::Reason)?;
        self.push(CaseEvent::MatterCorrected(Box::new(MatterCorrected {
            at: cx.now,
            by: cx.actor.code().clone(),
            title_before: old.title.clone(),
            kind_before: old.kind,
            opening,
            course,
            asked,
            materials,
            reason,
        })));
        Ok(())
    }
}

/// A material that both matters ask for keeps its state; one that was received is there whatever the matter.
fn keep(known: &Material, materials: &mut Vec<Material>) {
    match materials.iter_mut().find(|material| material.name == known.name) {
        Some(asked) => asked.clone_from(known),
        None if known.state == MaterialState::Received => materials.push(known.clone()),
        None => {}
    }
}

/// The correction as the registration that it should have been.
fn as_registered(correct: &CorrectMatter, old: &Opening) -> Register {
    Register {
        visitor: VisitorInput::default(),
        purpose: old.purpose,
        matter: correct.matter.clone(),
        kind: correct.kind,
        kind_reason: correct.kind_reason.clone(),
        chain: correct.chain.clone(),
        stages: Vec::new(),
        unit: correct.unit.clone(),
        received_from: old.received_from.clone(),
        department: correct.department.clone(),
        materials: Vec::new(),
        remark: String::new(),
        arrival: None,
        disposition: None,
        paper: None,
    }
}
