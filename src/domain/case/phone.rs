//! 电话请示: a leader consented by telephone. It takes effect at once, and he confirms it by the next open day (R45, R48, R50).
//!
//! Nothing is written because the day has passed: until he has answered, the case says 待确认.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::consent::Consent;
use super::dispose::needed;
use super::event::CaseEvent;
use super::flow::Flow;
use super::state::{Acting, Case};
use crate::context::Context;
use crate::moment::Moment;
use crate::refusal::{Approving, Reason, Refusal, RefusedField};
use crate::sealed::{Words, seals};
use crate::staff::{Directory, Role, StaffCode};

/// What a leader was asked by telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ByPhone {
    /// A second 协办提示卡.
    SecondPrompt,
    /// 即办件 → 承诺件.
    InstantToPromise,
    /// 代办 for this one day.
    Acting,
    /// 承诺件 → 提示件: not by telephone.
    PromiseToPrompt,
    /// 终止: not by telephone.
    Termination,
    /// 延期: never.
    Extension,
    /// 退回: never.
    Return,
}

impl ByPhone {
    /// What may be asked by telephone.
    pub const ALLOWED: [Self; 3] = [Self::SecondPrompt, Self::InstantToPromise, Self::Acting];

    /// The consent that it gives, if it gives one.
    pub const fn consent(self) -> Option<Consent> {
        match self {
            Self::SecondPrompt => Some(Consent::SecondPrompt),
            Self::InstantToPromise => Some(Consent::InstantToPromise),
            Self::PromiseToPrompt => Some(Consent::PromiseToPrompt),
            Self::Termination => Some(Consent::Termination),
            Self::Extension => Some(Consent::Extension),
            Self::Acting | Self::Return => None,
        }
    }

    /// What it is, in words.
    pub const fn name(self) -> &'static str {
        match self.consent() {
            Some(consent) => consent.name(),
            None if matches!(self, Self::Acting) => "当天代办",
            None => "退回",
        }
    }
}

/// 电话请示 as it is noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhoneConsent {
    /// To what he consented.
    pub what: ByPhone,
    /// The leader.
    pub leader: StaffCode,
    /// When; now unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// Why it was asked.
    pub reason: String,
    /// Who acts today, for 代办.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<StaffCode>,
}

/// The leader's answer to what was noted in his name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmPhone {
    /// He did consent.
    #[serde(default = "yes")]
    pub agrees: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

const fn yes() -> bool {
    true
}

/// A 电话请示 on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phoned {
    /// To what he consented. An event's `what` is its name.
    #[serde(rename = "asked")]
    pub what: ByPhone,
    pub leader: StaffCode,
    /// When he was rung up.
    pub at: Moment,
    /// Who noted it.
    pub by: StaffCode,
    /// The last day on which he is to confirm it: the next open day.
    pub confirm_by: NaiveDate,
    /// Why it was asked.
    pub reason: Words,
    /// Who acted, for 代办.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<StaffCode>,
    /// The leader's answer; none is 待确认.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<PhoneAnswer>,
}

/// What the leader said of it afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneAnswer {
    pub by: StaffCode,
    pub at: Moment,
    /// He did consent.
    pub agrees: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
}

impl Phoned {
    /// How the history says it.
    pub(super) fn told(&self, staff: &Directory) -> String {
        let (leader, when) = (staff.name(&self.leader), self.at.screen_time());
        format!("电话请示{leader}同意{}（{when}）：{}", self.what.name(), self.reason.text())
    }
}

impl PhoneAnswer {
    /// How the history says it.
    pub(super) fn told(&self, staff: &Directory) -> String {
        let leader = staff.name(&self.by);
        match &self.words {
            None => format!("{leader}确认电话请示"),
            Some(words) => format!("{leader}不认可电话请示：{}", words.text()),
        }
    }
}

seals!(PhoneAnswer { words });

seals!(Phoned { reason, answer });

impl Case {
    /// 待确认: the oldest 电话请示 that its leader has not answered.
    pub fn to_confirm(&self) -> Option<&Phoned> {
        self.phoned.iter().find(|phoned| phoned.answer.is_none())
    }

    pub(super) fn phone(&mut self, phoned: &Phoned) {
        if let Some(consent) = phoned.what.consent() {
            if self.asking.as_ref().is_some_and(|asking| asking.consent == consent) {
                self.asking = None;
            }
            self.granted.push(consent);
        }
        if let Some(officer) = &phoned.officer {
            self.acting = Some(Acting {
                officer: officer.clone(),
                until: Some(phoned.at.date()),
                by: phoned.leader.clone(),
                reason: phoned.reason.clone(),
            });
        }
        self.phoned.push(phoned.clone());
    }

    /// What he did not consent to and nobody has used yet falls away.
    pub(super) fn answer_phone(&mut self, answer: &PhoneAnswer) {
        let open =
            self.phoned.iter_mut().find(|phoned| phoned.answer.is_none() && phoned.leader == answer.by);
        let Some(phoned) = open else { return };
        phoned.answer = Some(answer.clone());
        if answer.agrees {
            return;
        }
        let (what, leader, officer) = (phoned.what, phoned.leader.clone(), phoned.officer.clone());
        if let Some(at) = self.granted.iter().position(|granted| Some(*granted) == what.consent()) {
            self.granted.remove(at);
        }
        self.acting.take_if(|acting| Some(&acting.officer) == officer.as_ref() && acting.by == leader);
    }
}

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
