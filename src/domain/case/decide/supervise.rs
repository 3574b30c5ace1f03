//! R66: 所作风办 and 所行风办 urge and annotate; nothing else of the case is theirs, and nobody does it to a case of his own.

use super::Flow;
use super::dispose::needed;
use crate::case::event::CaseEvent;
use crate::case::state::Case;
use crate::case::supervision::{Annotated, Urge, UrgeAnswer, Urged};
use crate::conduct::is_of_the_offices;
use crate::context::Context;
use crate::refusal::{Reason, Refusal, RefusedField, Supervising};

/// Somebody of the two offices, who is neither its officer, nor acts for him, nor leads it.
pub(super) fn supervises(case: &Case, cx: &Context<'_>) -> Result<(), Refusal> {
    let me = cx.actor.code();
    let own = me == &case.opening.officer
        || case.acting_on(cx.today()) == Some(me)
        || case.leader.as_ref() == Some(me);
    match (is_of_the_offices(&cx.actor.staff), own) {
        (false, _) => Err(Reason::NotAuthorised { role: "所作风办或所行风办".to_owned() }.whole()),
        (true, true) => Err(Supervising::OwnCase.whole()),
        (true, false) => Ok(()),
    }
}

impl Flow {
    pub(super) fn urge(&mut self, level: Urge, words: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        let words = needed(words, Reason::WordsNeeded, RefusedField::Reason)?;
        let by = cx.actor.code().clone();
        self.push(CaseEvent::Urged(Urged { level, by, at: cx.now, words, answer: None }));
        Ok(())
    }

    pub(super) fn annotate(&mut self, words: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        let words = needed(words, Reason::WordsNeeded, RefusedField::Remark)?;
        self.push(CaseEvent::Annotated(Annotated { by: cx.actor.code().clone(), at: cx.now, words }));
        Ok(())
    }

    pub(super) fn answer_urge(&mut self, words: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        if self.case.urged().is_none() {
            return Err(Supervising::NothingUrged.whole());
        }
        let words = needed(words, Reason::WordsNeeded, RefusedField::Reply)?;
        self.push(CaseEvent::UrgeAnswered(UrgeAnswer { by: cx.actor.code().clone(), at: cx.now, words }));
        Ok(())
    }
}
