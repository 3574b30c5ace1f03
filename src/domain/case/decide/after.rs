//! After the closing, or in its place: 评价 and its answer (R2), 终止 (R65), re-opening. None of them moves the case to another officer.

use super::Flow;
use super::close::free_position;
use super::dispose::needed;
use super::register::free;
use crate::case::closing::{
    ANSWER_WITHIN, Answered, CONTACTS_BEFORE_END, Ending, Rate, Rating, Reopening, Terminate,
};
use crate::case::consent::Consent;
use crate::case::event::CaseEvent;
use crate::case::state::{Disposed, Life, Position};
use crate::codes::Termination;
use crate::context::Context;
use crate::limit::{Due, Limit};
use crate::moment::Moment;
use crate::refusal::{AfterClosing, Reason, Refusal, RefusedField};

impl Flow {
    /// R2: one rating of five levels, once for the whole life of the case; a bad one is to be answered.
    pub(super) fn rate(&mut self, rate: &Rate, cx: &Context<'_>) -> Result<(), Refusal> {
        if self.case.rating.is_some() {
            return Err(AfterClosing::AlreadyRated.whole());
        }
        if !matches!(self.case.life, Life::Finished(_) | Life::Replied(..) | Life::Archived(..)) {
            return Err(AfterClosing::RatedTooEarly.whole());
        }
        let words = free(&rate.words, RefusedField::Remark)?;
        let answer_by = rate.level.is_bad().then(|| cx.calendar.due(cx.today(), ANSWER_WITHIN));
        self.push(CaseEvent::Rated(Rating {
            level: rate.level,
            at: cx.now,
            words,
            answer_by,
            answered: None,
        }));
        Ok(())
    }

    /// 差评整改: what was mended and what the visitor was told.
    pub(super) fn answer_rating(&mut self, words: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        if self.case.answer_by().is_none() {
            return Err(AfterClosing::NothingToAnswer.whole());
        }
        let words = needed(words, Reason::WordsNeeded, RefusedField::Remark)?;
        self.push(CaseEvent::RatingAnswered(Answered { at: cx.now, by: cx.actor.code().clone(), words }));
        Ok(())
    }

    /// 主动联系 (R5): the visitor was reached, or it was tried.
    pub(super) fn contact(&mut self, words: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        let words = needed(words, Reason::WordsNeeded, RefusedField::Remark)?;
        self.push(CaseEvent::Contacted { at: cx.now, words });
        Ok(())
    }

    /// R65: an end without a result, never counted as 办结. A file still in a 科室 comes back at the same moment.
    pub(super) fn terminate(&mut self, end: &Terminate, cx: &Context<'_>) -> Result<(), Refusal> {
        match &self.case.life {
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::Guided
            | Life::HandedOver(_) => {}
            Life::ReturnProposed(_) => return Err(Reason::ReturnPending.whole()),
            Life::Finished(_) | Life::Replied(..) | Life::Archived(..) | Life::Ended(..) | Life::Void(_) => {
                return Err(AfterClosing::NothingToEnd.whole());
            }
        }
        let words =
            needed(&end.words, Reason::AfterClosing(AfterClosing::EndNeedsEvidence), RefusedField::Reason)?;
        let (mut position, mut called_at) = (None, None);
        match end.reason {
            Termination::Withdrawn => (position, called_at) = self.withdrawal(end, cx)?,
            Termination::NotCompleted => self.not_completed(cx)?,
            Termination::VisitorGone | Termination::Other => {}
        }
        if end.reason.needs_consent() && !self.case.granted.contains(&Consent::Termination) {
            return Err(Reason::ConsentNeeded { what: Consent::Termination.name() }.whole());
        }
        self.take_back_at_once(cx);
        self.push(CaseEvent::Ended(Ending {
            at: cx.now,
            by: cx.actor.code().clone(),
            reason: end.reason,
            words,
            position,
            called_at,
        }));
        Ok(())
    }

    /// The visitor's signature, or his call with its time.
    fn withdrawal(
        &self,
        end: &Terminate,
        cx: &Context<'_>,
    ) -> Result<(Option<Position>, Option<Moment>), Refusal> {
        match (end.position, end.called_at) {
            (Some(position), _) => Ok((Some(free_position(Some(position), cx)?), None)),
            (None, Some(at)) if at <= cx.now && at >= self.case.opening.at => Ok((None, Some(at))),
            (None, Some(_) | None) => Err(AfterClosing::WithdrawalNeedsProof.on(RefusedField::Signature)),
        }
    }

    /// A 提示件 long after its card, whose visitor was asked again and again.
    fn not_completed(&self, cx: &Context<'_>) -> Result<(), Refusal> {
        let (Life::Prompted, Some(card)) = (&self.case.life, self.case.cards.last()) else {
            return Err(AfterClosing::EndNeedsPrompt.on(RefusedField::Reason));
        };
        let due = cx.calendar.due(card.at.date(), Limit::WorkingDays(cx.settings.abandon_days));
        if cx.today() <= due.date {
            return Err(AfterClosing::EndTooEarly { after: due.paper() }.on(RefusedField::Reason));
        }
        let contacts = self.case.contacts.iter().filter(|at| **at >= card.at).count();
        match contacts >= CONTACTS_BEFORE_END {
            true => Ok(()),
            false => Err(AfterClosing::ContactsNeeded { so_far: contacts }.on(RefusedField::Reason)),
        }
    }

    /// A closed or ended case is taken up again by the same officer; our own part has its usual time once more.
    pub(super) fn reopen(&mut self, reason: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        let due = match &self.case.life {
            Life::Finished(_) | Life::Replied(..) | Life::Archived(..) => self.due_again(cx),
            Life::Ended(..) => None,
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::ReturnProposed(_)
            | Life::Guided
            | Life::HandedOver(_)
            | Life::Void(_) => return Err(AfterClosing::NotClosed.whole()),
        };
        let reason = needed(reason, Reason::WordsNeeded, RefusedField::Reason)?;
        self.push(CaseEvent::Reopened(Reopening { at: cx.now, by: cx.actor.code().clone(), reason, due }));
        self.wake(cx)
    }

    fn due_again(&self, cx: &Context<'_>) -> Option<Due> {
        let limit = match &self.case.disposed {
            Some(Disposed::Instant { .. }) if cx.now > Moment::at(cx.today(), cx.settings.closing()) => {
                Limit::WorkingDays(1)
            }
            Some(Disposed::Instant { .. }) => Limit::SameDay,
            Some(Disposed::Promise { limit, .. }) => *limit,
            Some(Disposed::Prompt | Disposed::Return { .. }) | None => return None,
        };
        // Never later than the law allows (R52).
        Some(cx.calendar.due(cx.today(), limit).within(self.case.statutory()))
    }
}
