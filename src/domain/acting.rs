//! 代办 for several cases at once: proposed by the officer, decided by a leader, all of them or none (R45).
//!
//! 代手不代责: the officer of every case stays. What may be decided of one case is judged where it is always judged.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::case::approval::ActingProposal;
use super::case::{self, Case, CaseCommand, CaseEvent};
use super::context::Context;
use super::event::Event;
use super::number::CaseId;
use super::refusal::{Approving, Reason, Refusal, RefusedField};
use super::sealed::Words;
use super::staff::{Role, StaffCode};
use super::visitor::words;

/// One acting decision for several cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActFor {
    /// Which cases.
    pub cases: Vec<CaseId>,
    /// Who acts.
    pub officer: StaffCode,
    /// Last day, inclusive; none only where the officer has left the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub until: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

/// The leader's answer to a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerActing {
    /// Any of its cases.
    pub number: CaseId,
    /// He agrees.
    pub agrees: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl ActFor {
    /// What is decided of each of its cases.
    fn of_one(&self) -> CaseCommand {
        let (officer, until, reason) = (self.officer.clone(), self.until, self.reason.clone());
        CaseCommand::AppointActing { officer, until, reason }
    }
}

fn in_case(case: &Case, why: Refusal) -> Refusal {
    let field = why.field;
    Approving::InCase { case: case.id().spoken(), why: Box::new(why) }.on(field)
}

/// Every case that was named, once.
fn named<'a>(cases: &[CaseId], cx: &Context<'a>) -> Result<Vec<&'a Case>, Refusal> {
    let mut ids = cases.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Err(Approving::NoCases.whole());
    }
    let find = |id: &CaseId| cx.facts.cases.iter().find(|case| case.id() == *id);
    ids.iter().map(|id| find(id).ok_or_else(|| Reason::NoSuchCase.whole())).collect()
}

fn appoint_each(cases: &[&Case], act: &ActFor, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let mut events = Vec::new();
    for case in cases {
        let decided = case::decide(case, &act.of_one(), cx).map_err(|why| in_case(case, why))?;
        events.extend(decided.into_iter().map(|event| Event::Case { id: case.id(), event }));
    }
    Ok(events)
}

/// A leader decides for all of them.
pub(super) fn appoint(act: &ActFor, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    appoint_each(&named(&act.cases, cx)?, act, cx)
}

/// The officer, or a leader for him, proposes. It is judged as if a leader decided it now, so that no leader is asked in vain.
pub(super) fn propose(act: &ActFor, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let cases = named(&act.cases, cx)?;
    let reason = words(&act.reason, RefusedField::Reason)?;
    if reason.is_empty() {
        return Err(Reason::ActingNeedsReason.on(RefusedField::Reason));
    }
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id()).collect();
    let owner = cases.first().map(|case| &case.opening.officer);
    let mut events = Vec::new();
    for case in &cases {
        if Some(&case.opening.officer) != owner {
            return Err(Approving::OneOwner.whole());
        }
        if case.opening.officer != *cx.actor.code() && !cx.actor.leads() {
            let officer = cx.staff.name(&case.opening.officer).to_owned();
            return Err(in_case(case, Reason::NotOfficerOfCase { officer }.whole()));
        }
        if case.life.is_over() {
            return Err(in_case(case, Reason::Closed.whole()));
        }
        let gone = !cx.staff.get(&case.opening.officer).is_some_and(|owner| owner.active);
        case.may_act(&act.officer, act.until, gone, cx).map_err(|why| in_case(case, why))?;
        let proposal = ActingProposal {
            officer: act.officer.clone(),
            until: act.until,
            reason: Words::new(reason.clone()),
            by: cx.actor.code().clone(),
            at: cx.now,
            cases: ids.clone(),
        };
        events.push(Event::Case { id: case.id(), event: CaseEvent::ActingProposed(Box::new(proposal)) });
    }
    Ok(events)
}

/// The leader's answer, for every case of the proposal that is still open.
pub(super) fn answer(answer: &AnswerActing, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let asked = cx.facts.cases.iter().find(|case| case.id() == answer.number);
    let asked = asked.ok_or_else(|| Reason::NoSuchCase.whole())?;
    let proposal = asked.proposed.as_deref().ok_or_else(|| Approving::NoProposal.whole())?;
    let stands = |case: &&Case| {
        !case.life.is_over() && case.proposed.as_deref().is_some_and(|other| other.is_same(proposal))
    };
    let cases: Vec<&Case> = cx.facts.cases.iter().filter(stands).collect();
    if cases.is_empty() {
        return Err(Approving::NoProposal.whole());
    }
    if answer.agrees {
        let act = ActFor {
            cases: Vec::new(),
            officer: proposal.officer.clone(),
            until: proposal.until,
            reason: proposal.reason.text().to_owned(),
        };
        return appoint_each(&cases, &act, cx);
    }
    let why = words(&answer.reason, RefusedField::Reason)?;
    if why.is_empty() {
        return Err(Reason::WordsNeeded.on(RefusedField::Reason));
    }
    let mut events = Vec::new();
    for case in cases {
        let handles = case.opening.officer == *cx.actor.code();
        match (cx.actor.leads(), handles, cx.actor.staff.is(Role::Head)) {
            (false, ..) => return Err(Reason::LeaderOnly.whole()),
            (true, true, _) => return Err(Reason::OwnCase.whole()),
            (true, false, _) => {}
        }
        let event =
            CaseEvent::ActingDeclined { by: cx.actor.code().clone(), reason: Words::new(why.clone()) };
        events.push(Event::Case { id: case.id(), event });
    }
    Ok(events)
}
