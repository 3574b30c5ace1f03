//! 电话请示: what a leader may consent to by telephone, and how he confirms it (R45, R48, R50, R55).

use super::Flow;
use super::dispose::needed;
use crate::case::event::CaseEvent;
use crate::case::phone::{ByPhone, ConfirmPhone, PhoneAnswer, PhoneConsent, Phoned};
use crate::context::Context;
use crate::refusal::{Approving, Reason, Refusal, RefusedField};
use crate::staff::Role;

impl Flow {
    pub(super) fn phone_consent(&mut self, phone: &PhoneConsent, cx: &Context<'_>) -> Result<(), Refusal> {
        let today = cx.today();
        match phone.what {
            ByPhone::Return => return Err(Approving::ReturnNeverByPhone.whole()),
            ByPhone::Extension => return Err(Approving::ExtensionNeverByPhone.whole()),
            ByPhone::PromiseToPrompt | ByPhone::Termination => return Err(Approving::NotByPhone.whole()),
            ByPhone::SecondPrompt | ByPhone::InstantToPromise => self.needs_own_part(cx)?,
            ByPhone::Acting => {
                let officer = phone.officer.as_ref().unwrap_or(&self.case.opening.officer);
                let gone = !cx.staff.get(&self.case.opening.officer).is_some_and(|owner| owner.active);
                if gone {
                    return Err(Reason::HeadOnly.whole());
                }
                self.case.may_act(officer, Some(today), gone, cx)?;
            }
        }
        let leader = cx.colleague(&phone.leader)?;
        let handles = self.case.opening.officer == phone.leader
            || self.case.acting_on(today) == Some(&phone.leader)
            || phone.officer.as_ref() == Some(&phone.leader);
        let leads = leader.is(Role::DutyLeader) || leader.is(Role::Head);
        if !leads || handles || phone.leader == *cx.actor.code() {
            return Err(Approving::PhoneNeedsLeader.on(RefusedField::Staff));
        }
        let at = phone.at.unwrap_or(cx.now);
        // A day of 代办 is the day on which it was consented to.
        let too_old = phone.what == ByPhone::Acting && at.date() != today;
        if at > cx.now || at < self.case.opening.at || too_old {
            return Err(Approving::PhoneNotYet.on(RefusedField::Limit));
        }
        let reason = needed(&phone.reason, Reason::WordsNeeded, RefusedField::Reason)?;
        self.push(CaseEvent::PhoneConsented(Phoned {
            what: phone.what,
            leader: phone.leader.clone(),
            at,
            by: cx.actor.code().clone(),
            confirm_by: cx.calendar.next_open(at.date()),
            reason,
            officer: phone.officer.clone().filter(|_| phone.what == ByPhone::Acting),
            answer: None,
        }));
        Ok(())
    }

    pub(super) fn confirm_phone(&mut self, confirm: &ConfirmPhone, cx: &Context<'_>) -> Result<(), Refusal> {
        let open = self.case.to_confirm().ok_or_else(|| Approving::NothingToConfirm.whole())?;
        let me = cx.actor.code();
        if !self.case.phoned.iter().any(|phoned| phoned.answer.is_none() && phoned.leader == *me) {
            let leader = cx.staff.name(&open.leader).to_owned();
            return Err(Approving::ConfirmedByHimself { leader }.whole());
        }
        let words = match confirm.agrees {
            true => None,
            false => Some(needed(&confirm.reason, Reason::WordsNeeded, RefusedField::Reason)?),
        };
        let (by, at) = (me.clone(), cx.now);
        self.push(CaseEvent::PhoneAnswered(PhoneAnswer { by, at, agrees: confirm.agrees, words }));
        Ok(())
    }
}
