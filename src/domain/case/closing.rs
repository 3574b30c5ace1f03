//! What follows on a closing, or stands in its place: 评价 (R2), 终止 (R65), and the re-opening of either.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::close::free_position;
use super::consent::Consent;
use super::dispose::needed;
use super::event::CaseEvent;
use super::flow::Flow;
use super::register::free;
use super::state::{Case, Disposed, Finish, Life, Position, Reply, Signature};
use crate::codes::{Satisfaction, Termination};
use crate::context::Context;
use crate::limit::{Due, Limit};
use crate::moment::Moment;
use crate::refusal::{Reason, Refusal, RefusedField, Sentence, plan};
use crate::sealed::{Words, seals};
use crate::staff::StaffCode;

/// Within so long somebody who was not satisfied has his answer.
pub const ANSWER_WITHIN: Limit = Limit::WorkingDays(15);

/// So often the visitor was asked to complete his papers before his case may be ended.
pub const CONTACTS_BEFORE_END: usize = 2;

/// 评价, as the visitor gives it of his own will.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// One of the five levels.
    pub level: Satisfaction,
    /// What he said to it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// 终止, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terminate {
    /// One of the four reasons.
    pub reason: Termination,
    /// The visitor's words, or what proves the reason.
    pub words: String,
    /// 册/页/行, where the visitor signed that he withdraws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// When he rang up and said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_at: Option<Moment>,
}

/// A rating that was given, once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    pub level: Satisfaction,
    pub at: Moment,
    /// What the visitor said to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
    /// 差评: the day by which it is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Due>,
    /// 整改回访.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Answered>,
}

/// 整改回访: what came of a 差评.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub at: Moment,
    pub by: StaffCode,
    /// What was mended, and what the visitor was told.
    pub words: Words,
}

/// How a case ended without a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    pub at: Moment,
    /// Who entered it.
    pub by: StaffCode,
    pub reason: Termination,
    pub words: Words,
    /// Where the visitor signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// When he rang up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_at: Option<Moment>,
}

/// A case taken up again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopening {
    pub at: Moment,
    pub by: StaffCode,
    pub reason: Words,
    /// The day by which it is done now, where our own part has a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

/// A re-opening with the closing that it takes up: they stay linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// The re-opening.
    pub reopening: Reopening,
    /// How the case had been closed or ended.
    pub closed: Life,
}

/// How a case was closed or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing<'a> {
    /// 办结, with the reply and what stands for the signature once there is one.
    Done(&'a Finish, Option<(&'a Reply, &'a Signature)>),
    /// 终止.
    Ended(&'a Ending),
    /// 作废.
    Void(&'a super::void::Voided),
}

impl Case {
    /// 申请材料接收凭证: of a licence, once a material was received.
    pub fn gets_material_receipt(&self) -> bool {
        use crate::material::MaterialState::Received;
        self.part().licence && self.materials.iter().any(|material| material.state == Received)
    }

    /// How it was closed or ended, if it was.
    pub const fn closing(&self) -> Option<Closing<'_>> {
        match &self.life {
            Life::Finished(finish) => Some(Closing::Done(finish, None)),
            Life::Replied(finish, reply, signature) | Life::Archived(finish, reply, signature) => {
                Some(Closing::Done(finish, Some((reply, signature))))
            }
            Life::Ended(_, ending) => Some(Closing::Ended(ending)),
            Life::Void(voided) => Some(Closing::Void(voided)),
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::ReturnProposed(_)
            | Life::Guided
            | Life::HandedOver(_) => None,
        }
    }

    /// The day by which a 差评 is to be answered, while it is not.
    pub fn answer_by(&self) -> Option<Due> {
        self.rating.as_ref().filter(|rating| rating.answered.is_none()).and_then(|rating| rating.answer_by)
    }

    /// Nothing more is to be done: closed or ended, and no 差评 waits for its answer.
    pub fn is_over(&self) -> bool {
        self.life.is_over() && self.answer_by().is_none()
    }
}

seals!(Rating { words, answered });

seals!(Reopened { reopening, closed });

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

/// Why something cannot be done after a closing or in its place: 评价, 终止, re-opening (R2, R65).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterClosing {
    AlreadyRated,
    RatedTooEarly,
    NothingToAnswer,
    NotClosed,
    NothingToEnd,
    EndNeedsEvidence,
    WithdrawalNeedsProof,
    EndNeedsPrompt,
    EndTooEarly { after: String },
    ContactsNeeded { so_far: usize },
}

impl AfterClosing {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::AfterClosing(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(crate) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::AlreadyRated => say("already_rated", plan(2), "本件已经评价过，一件只评一次。"),
            Self::RatedTooEarly => say("rated_too_early", plan(2), "本件还没办结，办结后再请服务对象评价。"),
            Self::NothingToAnswer => {
                say("nothing_to_answer", plan(2), "本件没有等待整改的差评，不用登记整改回访。")
            }
            Self::NotClosed => say("not_closed", plan(65), "本件没有办结或终止，不用重新打开。"),
            Self::NothingToEnd => say("nothing_to_end", plan(65), "本件已经了结，不能终止。"),
            Self::EndNeedsEvidence => {
                say("end_needs_evidence", plan(65), "终止须写明依据：服务对象原话、证明或具体情况。")
            }
            Self::WithdrawalNeedsProof => say(
                "withdrawal_needs_proof",
                plan(65),
                "撤回须有服务对象签字的册页行，或来电的时间和原话，请补上一样。",
            ),
            Self::EndNeedsPrompt => {
                say("end_needs_prompt", plan(65), "只有待补正的提示件才能以逾期未补终止，请另选原因。")
            }
            Self::EndTooEarly { after } => Sentence(
                "end_too_early",
                plan(65),
                format!("补正期限到{after}，过后仍未补齐才能终止；请继续联系服务对象。"),
            ),
            Self::ContactsNeeded { so_far } => Sentence(
                "contacts_needed",
                plan(65),
                format!("终止前须登记过两次主动联系，现在{so_far}次；请先联系并登记。"),
            ),
        }
    }
}
