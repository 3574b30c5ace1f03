//! What a leader decides, and how it is asked for: consent to what an officer may not do alone, the countersign of a refusal, 代办
//! (R45, R48, R55, R56).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dispose::needed;
use super::event::CaseEvent;
use super::flow::Flow;
use super::state::{Acting, Case, Countersign, Life};
use crate::context::Context;
use crate::number::Form;
use crate::refusal::{Approving, Reason, Refusal, RefusedField};
use crate::staff::{Role, StaffCode};

/// What a leader consents to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// A second 协办提示卡 for the same case (R48).
    SecondPrompt,
    /// 即办件 → 承诺件 (R50).
    InstantToPromise,
    /// 承诺件 → 提示件 (R56).
    PromiseToPrompt,
    /// 终止, but for a visitor's own withdrawal (R65).
    Termination,
    /// 延期, once (行政许可法 42).
    Extension,
}

impl Consent {
    /// What is asked for, in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SecondPrompt => "再出一次协办提示卡",
            Self::InstantToPromise => "即办件改承诺件",
            Self::PromiseToPrompt => "承诺件改提示件",
            Self::Termination => "终止",
            Self::Extension => "延期",
        }
    }
}

impl Flow {
    pub(super) fn ask_consent(
        &mut self,
        consent: Consent,
        reason: &str,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
        match consent {
            // Also a case that is another unit's can come to its end here.
            Consent::Termination => {}
            Consent::Extension => {
                self.promised()?;
            }
            Consent::SecondPrompt | Consent::InstantToPromise | Consent::PromiseToPrompt => {
                self.needs_own_part(cx)?;
            }
        }
        let reason = needed(reason, Reason::WordsNeeded, RefusedField::Reason)?;
        self.push(CaseEvent::ConsentAsked { consent, reason, at: cx.now });
        Ok(())
    }

    pub(super) fn give_consent(&mut self, consent: Consent, cx: &Context<'_>) -> Result<(), Refusal> {
        self.asked(consent)?;
        self.push(CaseEvent::ConsentGiven { consent, by: cx.actor.code().clone() });
        Ok(())
    }

    pub(super) fn decline_consent(
        &mut self,
        consent: Consent,
        reason: &str,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
        self.asked(consent)?;
        let reason = needed(reason, Reason::WordsNeeded, RefusedField::Reason)?;
        self.push(CaseEvent::ConsentDeclined { consent, by: cx.actor.code().clone(), reason });
        Ok(())
    }

    fn asked(&self, consent: Consent) -> Result<(), Refusal> {
        match self.case.asking.as_ref().is_some_and(|asking| asking.consent == consent) {
            true => Ok(()),
            false => Err(Reason::NoConsentAsked.whole()),
        }
    }

    /// R55: with the leader's countersign the notice gets its number and the visitor his copy.
    pub(super) fn countersign(&mut self, cx: &Context<'_>) -> Result<(), Refusal> {
        self.return_proposed()?;
        let number = cx.next_number(Form::ReturnNotice)?;
        self.push(CaseEvent::ReturnCountersigned(Countersign {
            by: cx.actor.code().clone(),
            at: cx.now,
            number,
        }));
        Ok(())
    }

    pub(super) fn decline_return(&mut self, reason: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        self.return_proposed()?;
        let reason = needed(reason, Reason::WordsNeeded, RefusedField::Reason)?;
        self.push(CaseEvent::ReturnDeclined { by: cx.actor.code().clone(), reason });
        Ok(())
    }

    fn return_proposed(&self) -> Result<(), Refusal> {
        match self.case.life {
            Life::ReturnProposed(_) => Ok(()),
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::Guided
            | Life::HandedOver(_)
            | Life::Finished(_)
            | Life::Replied(..)
            | Life::Archived(..)
            | Life::Ended(..)
            | Life::Void(_) => Err(Reason::NoConsentAsked.whole()),
        }
    }

    /// R45: 代手不代责. The officer stays; who acts, until when and why are the leader's decision;
    /// for an officer who has left the office, that of the 第一责任人.
    pub(super) fn appoint_acting(
        &mut self,
        officer: &StaffCode,
        until: Option<NaiveDate>,
        reason: &str,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
        let gone = !cx.staff.get(&self.case.opening.officer).is_some_and(|owner| owner.active);
        if gone && !cx.actor.staff.is(Role::Head) {
            return Err(Reason::HeadOnly.whole());
        }
        self.case.may_act(officer, until, gone, cx)?;
        let reason = needed(reason, Reason::ActingNeedsReason, RefusedField::Reason)?;
        self.push(CaseEvent::ActingAppointed(Acting {
            officer: officer.clone(),
            until,
            by: cx.actor.code().clone(),
            reason,
        }));
        Ok(())
    }
}

impl Case {
    /// Whether this colleague may act until then: with an end, but for an officer who has left the office (R45).
    pub(crate) fn may_act(
        &self,
        officer: &StaffCode,
        until: Option<NaiveDate>,
        gone: bool,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
        let colleague = cx.colleague(officer)?;
        if !colleague.is(Role::Officer) {
            return Err(Reason::NotEligibleOfficer { name: colleague.name.clone() }.on(RefusedField::Staff));
        }
        if *officer == self.opening.officer {
            return Err(Reason::ActingIsOwner.on(RefusedField::Staff));
        }
        match until {
            None if gone => Ok(()),
            Some(_) if gone => Err(Approving::GoneHasNoEnd.on(RefusedField::Limit)),
            Some(until) if until >= cx.today() => Ok(()),
            Some(_) | None => Err(Reason::ActingNeedsEnd.on(RefusedField::Limit)),
        }
    }
}
