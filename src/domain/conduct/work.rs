//! The steps of a file that is not decided yet, and the reply to who complained.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::decide::{ConductCommand, known, needed};
use super::file::File;
use super::step::{ConductStep, Found, Measure, Misconduct, OnTheSpot};
use super::wall::is_of_the_offices;
use crate::codes::ReplyMode;
use crate::context::Context;
use crate::refusal::{Conduct, Refusal, RefusedField};
use crate::staff::StaffCode;
use crate::visitor::{line, words};

/// What may be done with a file before it is decided.
pub(super) fn work(file: &File, command: &ConductCommand, cx: &Context<'_>) -> Result<ConductStep, Refusal> {
    match command {
        ConductCommand::Assign { handler } => assign(file, handler, cx),
        ConductCommand::Identify { about } => identify(about, cx),
        ConductCommand::OnTheSpot(done) => on_the_spot(done, cx),
        ConductCommand::Tell { facts } => {
            Ok(ConductStep::Told { facts: needed(facts, Conduct::FactsNeeded)? })
        }
        ConductCommand::Investigate { date, findings, found, kinds } => {
            investigate(*date, findings, *found, kinds, cx)
        }
        ConductCommand::ReportUp { date } => report_up(file, *date, cx),
        ConductCommand::BureauSays { date, words } => {
            let reported = file.reported_up.ok_or_else(|| Conduct::ReportFirst.whole())?;
            if *date < reported {
                return Err(Conduct::ReportBeforeInvestigation.on(RefusedField::Limit));
            }
            Ok(ConductStep::BureauSaid {
                date: past(*date, cx)?,
                words: needed(words, Conduct::WordsNeeded)?,
            })
        }
        ConductCommand::Measure { measure, basis } => decide_measure(file, *measure, basis, cx),
        // Heard before a file comes here.
        ConductCommand::Answer { .. }
        | ConductCommand::Reply { .. }
        | ConductCommand::Rate { .. }
        | ConductCommand::Reveal { .. } => Err(Conduct::NoSuchFile.whole()),
    }
}

fn past(date: NaiveDate, cx: &Context<'_>) -> Result<NaiveDate, Refusal> {
    match date <= cx.today() {
        true => Ok(date),
        false => Err(Conduct::InFuture.on(RefusedField::Limit)),
    }
}

fn assign(file: &File, handler: &StaffCode, cx: &Context<'_>) -> Result<ConductStep, Refusal> {
    let staff = cx.colleague(handler)?;
    match () {
        () if file.taken.about.contains(handler) => Err(Conduct::HandlerConcerned.on(RefusedField::Staff)),
        () if !is_of_the_offices(staff) => Err(Conduct::HandlerElsewhere.on(RefusedField::Staff)),
        () => Ok(ConductStep::Assigned { handler: handler.clone() }),
    }
}

fn identify(about: &BTreeSet<StaffCode>, cx: &Context<'_>) -> Result<ConductStep, Refusal> {
    known(about, cx)?;
    match () {
        () if about.is_empty() => Err(Conduct::WhomNeeded.on(RefusedField::Staff)),
        // He would shut himself out, and know why.
        () if about.contains(cx.actor.code()) => Err(Conduct::HandlerConcerned.on(RefusedField::Staff)),
        () => Ok(ConductStep::Identified { about: about.clone() }),
    }
}

/// R75: with time, place and measure, and at least one of the five kinds.
fn on_the_spot(done: &OnTheSpot, cx: &Context<'_>) -> Result<ConductStep, Refusal> {
    let place = line(&done.place, RefusedField::Address)?;
    match () {
        () if done.time > cx.now => Err(Conduct::InFuture.on(RefusedField::Limit)),
        () if place.is_empty() => Err(Conduct::PlaceNeeded.on(RefusedField::Address)),
        () if done.kinds.is_empty() => Err(Conduct::KindNeeded.on(RefusedField::Kind)),
        () if done.measure == Measure::Bureau => {
            Err(Conduct::BureauIsNoMeasure.on(RefusedField::Disposition))
        }
        () => Ok(ConductStep::OnTheSpot(OnTheSpot {
            place,
            facts: needed(&done.facts, Conduct::FactsNeeded)?,
            statement: words(&done.statement, RefusedField::Remark)?,
            ..done.clone()
        })),
    }
}

fn investigate(
    date: NaiveDate,
    findings: &str,
    found: Found,
    kinds: &BTreeSet<Misconduct>,
    cx: &Context<'_>,
) -> Result<ConductStep, Refusal> {
    let findings = needed(findings, Conduct::FactsNeeded)?;
    let fault = matches!(found, Found::Proven | Found::Partly);
    if fault && kinds.is_empty() {
        return Err(Conduct::KindNeeded.on(RefusedField::Kind));
    }
    let kinds = if fault { kinds.clone() } else { BTreeSet::new() };
    Ok(ConductStep::Investigated { date: past(date, cx)?, findings, found, kinds })
}

/// R76: 先行查处, 再报.
fn report_up(file: &File, date: NaiveDate, cx: &Context<'_>) -> Result<ConductStep, Refusal> {
    let done = file.investigation.as_ref().ok_or_else(|| Conduct::InvestigateFirst.whole())?;
    match () {
        () if !file.concerns_bureau(cx.staff) => Err(Conduct::NotBureau.whole()),
        () if date < done.date => Err(Conduct::ReportBeforeInvestigation.on(RefusedField::Limit)),
        () => Ok(ConductStep::ReportedUp { date: past(date, cx)? }),
    }
}

/// R73, R76: nothing final before the investigation, nor, for a 局管干部, before the bureau's opinion.
fn decide_measure(
    file: &File,
    measure: Option<Measure>,
    basis: &str,
    cx: &Context<'_>,
) -> Result<ConductStep, Refusal> {
    let done = file.investigation.as_ref().ok_or_else(|| Conduct::InvestigateFirst.whole())?;
    let fault = matches!(done.found, Found::Proven | Found::Partly);
    match (fault, measure) {
        (true, None) => return Err(Conduct::MeasureNeeded.on(RefusedField::Disposition)),
        (false, Some(_)) => return Err(Conduct::MeasureWithoutFault.on(RefusedField::Disposition)),
        (true, Some(Measure::Bureau)) => return Err(Conduct::BureauIsNoMeasure.on(RefusedField::Disposition)),
        (true, Some(_)) if file.concerns_bureau(cx.staff) && file.bureau.is_none() => {
            return Err(Conduct::AwaitsBureau.whole());
        }
        (true, Some(_)) | (false, None) => {}
    }
    Ok(ConductStep::Measured { measure, basis: needed(basis, Conduct::BasisNeeded)? })
}

/// 答复: once, after 处理, to somebody who complained.
pub(super) fn reply(file: &File, mode: ReplyMode, said: &str) -> Result<ConductStep, Refusal> {
    match () {
        () if file.taken.channel.is_none() => Err(Conduct::NobodyComplained.whole()),
        () if file.outcome.is_none() => Err(Conduct::NotMeasured.whole()),
        () if file.replied.is_some() => Err(Conduct::AlreadyReplied.whole()),
        () => Ok(ConductStep::Replied { mode, words: needed(said, Conduct::WordsNeeded)? }),
    }
}
