//! 办结回复 (方案四（三）; R50, R62–R65): summary for the log, reply, signature; none of them can be left out.

use super::command::SignatureInput;
use super::dispose::needed;
use super::event::CaseEvent;
use super::flow::Flow;
use super::state::{Disposed, Finish, Life, Position, Reply, Signature};
use crate::codes::ReplyMode;
use crate::context::Context;
use crate::moment::Moment;
use crate::refusal::{Reason, Refusal, RefusedField};
use crate::sealed::Words;
use crate::visitor::line;

/// Minutes before closing in which a 办结 is 临下班办结.
const AT_CLOSING: i64 = 5;
/// What a log may say without saying anything.
const NOTHING: [&str; 12] =
    ["无", "略", "同上", "已办", "办结", "已办结", "办完", "已办完", "完成", "已完成", "办好", "已办好"];

/// R74: a log that says nothing of what was done: a word of closing, or less than two characters.
fn says_nothing(summary: &str) -> bool {
    let said: String = summary.chars().filter(|c| c.is_alphanumeric()).collect();
    said.chars().count() < 2 || NOTHING.contains(&said.as_str())
}

fn is_at_closing(cx: &Context<'_>) -> bool {
    let closing = Moment::at(cx.today(), cx.settings.closing());
    let left = closing.since(cx.now);
    (0..=AT_CLOSING * 60_000).contains(&left)
}

impl Flow {
    /// R63, R65: done, with the log's summary.
    pub(super) fn finish(&mut self, summary: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        self.joint_may_close(cx)?;
        match (&self.case.life, &self.case.course) {
            (Life::HandedOver(_), _) | (Life::Guided, Some(_)) => {}
            (Life::Registered, Some(course)) if course.next().is_none() => {}
            (_, Some(_) | None) => self.needs_done_part()?,
        }
        self.needs_follow_up()?;
        self.clock_runs()?;
        let summary = needed(summary, Reason::SummaryNeeded, RefusedField::Summary)?;
        let instant_missed = self.instant_was_missed(cx);
        self.take_back_at_once(cx);
        let finish = Finish {
            at: cx.now,
            entered: None,
            bare: says_nothing(summary.text()),
            at_closing: is_at_closing(cx),
            summary,
        };
        self.push(CaseEvent::Finished { finish, instant_missed });
        Ok(())
    }

    /// Our own part is as good as done: it has its disposition, and nothing is waited for.
    pub(super) fn needs_done_part(&self) -> Result<(), Refusal> {
        match &self.case.life {
            Life::Working | Life::AwaitingVisitor(_) => self.clock_runs()?,
            Life::HandedOver(_) => return Err(Reason::NotWorking.whole()),
            Life::Undecided => return Err(Reason::NoDispositionYet.whole()),
            Life::Prompted => return Err(Reason::StillPrompted.whole()),
            Life::ReturnProposed(_) => return Err(Reason::ReturnPending.whole()),
            Life::Registered => return Err(Reason::GuidanceNeeded.whole()),
            Life::Guided => return Err(Reason::HandOverNeedsReceiver.whole()),
            Life::Finished(_) | Life::Replied(..) | Life::Archived(..) | Life::Ended(..) | Life::Void(_) => {
                return Err(Reason::NotWorking.whole());
            }
        }
        Ok(())
    }

    /// 即办未即: what was to be done at once is done late (R50).
    pub(super) fn instant_was_missed(&self, cx: &Context<'_>) -> bool {
        matches!(self.case.disposed, Some(Disposed::Instant { due }) if self.instant_is_late(due, cx))
    }

    /// A file still in a 科室 comes back at the same moment.
    pub(super) fn take_back_at_once(&mut self, cx: &Context<'_>) {
        if let Some(department) = self.case.open_step().map(|step| step.department.clone()) {
            self.push(CaseEvent::TakenBack { department, at: cx.now, note: None });
        }
    }

    /// R50: an 即办件 is late after closing time of its day; one taken in after closing has until the day's end.
    fn instant_is_late(&self, due: chrono::NaiveDate, cx: &Context<'_>) -> bool {
        // Of a case entered late nobody knows here when it was done; the day on which it was entered is not held against it.
        if self.case.opening.late.as_ref().is_some_and(|late| late.entered.date() == cx.today()) {
            return false;
        }
        let closing = Moment::at(due, cx.settings.closing());
        match self.case.opening.at <= closing {
            true => cx.now > closing,
            false => cx.today() > due,
        }
    }

    /// R62: in which way, when, what was said; by the officer or who acts for him.
    pub(super) fn reply(
        &mut self,
        mode: ReplyMode,
        content: &str,
        at: Option<Moment>,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
        let finished = match &self.case.life {
            Life::Finished(finish) => finish.at,
            Life::Replied(..) | Life::Archived(..) => return Err(Reason::AlreadyReplied.whole()),
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::ReturnProposed(_)
            | Life::Guided
            | Life::HandedOver(_)
            | Life::Ended(..)
            | Life::Void(_) => return Err(Reason::NotFinished.whole()),
        };
        let content = needed(content, Reason::ReplyNeedsWords, RefusedField::Reply)?;
        let at = at.unwrap_or(cx.now);
        if at > cx.now || at < finished {
            return Err(Reason::ReplyInFuture.on(RefusedField::Reply));
        }
        self.push(CaseEvent::Replied(Reply { mode, at, content, by: cx.actor.code().clone() }));
        Ok(())
    }

    /// R64: at a position nobody else has, or with what stands for the signature.
    pub(super) fn sign(&mut self, input: &SignatureInput, cx: &Context<'_>) -> Result<(), Refusal> {
        if !matches!(self.case.life, Life::Replied(..)) {
            return Err(Reason::NotReplied.whole());
        }
        let signature = match input {
            SignatureInput::AwaitedAfterCall => Signature::AwaitedAfterCall,
            SignatureInput::Mailed => Signature::Mailed,
            SignatureInput::Signed { position } => Signature::Signed(free_position(*position, cx)?),
            SignatureInput::Refused { witnesses } => Signature::Refused(two_witnesses(witnesses)?),
            SignatureInput::ByOther { position, words } => {
                let position = free_position(*position, cx)?;
                Signature::ByOther(position, needed(words, Reason::SignatoryNeeded, RefusedField::Signature)?)
            }
        };
        self.push(CaseEvent::Signed(signature));
        Ok(())
    }
}

pub(super) fn free_position(position: Option<Position>, cx: &Context<'_>) -> Result<Position, Refusal> {
    let position = position.filter(|at| at.volume > 0 && at.page > 0 && at.line > 0);
    let position = position.ok_or_else(|| Reason::PositionNeeded.on(RefusedField::Signature))?;
    match cx.facts.position_taken_by {
        Some(by) => Err(Reason::PositionTaken { by }.on(RefusedField::Signature)),
        None => Ok(position),
    }
}

fn two_witnesses(witnesses: &[String; 2]) -> Result<Words, Refusal> {
    let [first, second] = witnesses;
    let (first, second) = (line(first, RefusedField::Signature)?, line(second, RefusedField::Signature)?);
    match first.is_empty() || second.is_empty() || first == second {
        true => Err(Reason::WitnessesNeeded.on(RefusedField::Signature)),
        false => Ok(Words::new(format!("{first}、{second}"))),
    }
}
