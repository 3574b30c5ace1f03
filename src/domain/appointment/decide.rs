//! The gates of a 任免 (R77–R79). Somebody who may not know of one is told what he would be told if there were none.

use chrono::NaiveDate;

use super::command::{AboutAppointment, AppointmentCommand, ProposeAppointment};
use super::record::{Appointment, AppointmentStanding};
use super::step::{AppointmentLevel, AppointmentStep, BureauOpinion, FiledAppointment, Opined, Proposal};
use crate::conduct::Walled;
use crate::context::Context;
use crate::event::Event;
use crate::personnel::{PersonnelPage, PersonnelStep};
use crate::refusal::{Appointing, Refusal, RefusedField};
use crate::sealed::Sealed;
use crate::staff::{Rank, Staff};
use crate::visitor::{line, words};

fn page(number: super::AppointmentNumber, step: AppointmentStep, cx: &Context<'_>) -> Vec<Event> {
    let filed = FiledAppointment { number, by: cx.actor.code().clone(), at: cx.now, step };
    let step = Sealed::new(PersonnelStep::Appointment(filed));
    vec![Event::Personnel(Box::new(PersonnelPage { step }))]
}

/// A proposal, under the next number.
pub fn begin(propose: &ProposeAppointment, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    if propose.staff == *cx.actor.code() {
        return Err(Appointing::AboutYourself.on(RefusedField::Staff));
    }
    let person = cx.colleague(&propose.staff)?;
    let level = level(person, propose.level)
        .ok_or_else(|| Appointing::NotNeeded { name: person.name.clone() }.on(RefusedField::Staff))?;
    let post = line(&propose.post, RefusedField::Reason)?;
    if post.is_empty() {
        return Err(Appointing::PostNeeded.on(RefusedField::Reason));
    }
    let number = cx.facts.appointments.next.ok_or_else(|| Appointing::NoSuchAppointment.whole())?;
    let proposal = Proposal { staff: propose.staff.clone(), act: propose.act, post, level };
    Ok(page(number, AppointmentStep::Proposed(proposal), cx))
}

/// The rule that holds: the stricter of what he is and what the post is; `None` where 局作风办 has no say.
fn level(person: &Staff, post: Option<AppointmentLevel>) -> Option<AppointmentLevel> {
    let middle = (person.rank == Rank::Middle).then_some(AppointmentLevel::Middle);
    match (person.bureau, post) {
        (true, _) | (_, Some(AppointmentLevel::Bureau)) => Some(AppointmentLevel::Bureau),
        (false, post) => post.or(middle),
    }
}

/// Something about a 任免.
pub fn ask(about: &AboutAppointment, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let step = decide(cx.facts.appointments.one.as_ref(), &about.step, cx)?;
    Ok(page(about.number, step, cx))
}

/// Decides what is asked of a 任免.
pub fn decide(
    one: Option<&Walled<Appointment>>,
    command: &AppointmentCommand,
    cx: &Context<'_>,
) -> Result<AppointmentStep, Refusal> {
    let seen = one.and_then(|one| one.seen_by(&cx.actor.staff));
    let one = seen.ok_or_else(|| Appointing::NoSuchAppointment.whole())?;
    match one.standing() {
        AppointmentStanding::Vetoed => return Err(Appointing::Vetoed.whole()),
        AppointmentStanding::Completed => return Err(Appointing::CompletedAlready.whole()),
        AppointmentStanding::AwaitsConsulting
        | AppointmentStanding::AwaitsOpinion
        | AppointmentStanding::Ready => {}
    }
    match command {
        AppointmentCommand::Consult { date } => consult(one, *date, cx),
        AppointmentCommand::NoteOpinion { date, opinion, signed_by, words: said } => {
            consulted(one)?;
            let signed_by = line(signed_by, RefusedField::Signature)?;
            if signed_by.is_empty() {
                return Err(Appointing::SignatureNeeded.on(RefusedField::Signature));
            }
            let (date, words) = (in_order(one, *date, cx)?, words(said, RefusedField::Remark)?);
            Ok(AppointmentStep::Opined(Opined { date, opinion: *opinion, signed_by, words }))
        }
        AppointmentCommand::Complete { date, reason } => complete(one, *date, reason, cx),
    }
}

/// 中层: 局作风办 is asked before anything else (R78).
fn consulted(one: &Appointment) -> Result<(), Refusal> {
    match one.standing() {
        AppointmentStanding::AwaitsConsulting => Err(Appointing::ConsultFirst.whole()),
        AppointmentStanding::AwaitsOpinion
        | AppointmentStanding::Ready
        | AppointmentStanding::Completed
        | AppointmentStanding::Vetoed => Ok(()),
    }
}

/// Nothing lies in the future, and nothing before what came before it.
fn in_order(one: &Appointment, date: NaiveDate, cx: &Context<'_>) -> Result<NaiveDate, Refusal> {
    match one.newest_date() {
        _ if date > cx.today() => Err(Appointing::InFuture.on(RefusedField::Limit)),
        Some(before) if date < before => Err(Appointing::OutOfOrder { before }.on(RefusedField::Limit)),
        Some(_) | None => Ok(date),
    }
}

fn consult(one: &Appointment, date: NaiveDate, cx: &Context<'_>) -> Result<AppointmentStep, Refusal> {
    match (one.consulted, one.opinion()) {
        (Some(_), _) => Err(Appointing::ConsultedAlready.whole()),
        (None, Some(_)) => Err(Appointing::OpinionStands.whole()),
        (None, None) => Ok(AppointmentStep::Consulted { date: in_order(one, date, cx)? }),
    }
}

/// R77: a 局管干部 only with the signed opinion; R78: 中层 only after 征求意见; against an opinion only with a reason.
fn complete(
    one: &Appointment,
    date: NaiveDate,
    reason: &str,
    cx: &Context<'_>,
) -> Result<AppointmentStep, Refusal> {
    consulted(one)?;
    if one.standing() == AppointmentStanding::AwaitsOpinion {
        return Err(Appointing::OpinionNeeded.whole());
    }
    let reason = words(reason, RefusedField::Reason)?;
    let against = one.opinion().is_some_and(|opined| opined.opinion == BureauOpinion::Disagrees);
    if against && reason.is_empty() {
        return Err(Appointing::ReasonNeeded.on(RefusedField::Reason));
    }
    Ok(AppointmentStep::Completed { date: in_order(one, date, cx)?, reason })
}
