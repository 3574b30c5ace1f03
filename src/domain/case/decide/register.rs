//! 登记受理 (方案四（一）; R33, R36–R41): who may register, what is needed, which kind it is.

use super::Flow;
use crate::domain::case::command::{Choice, Register};
use crate::domain::case::event::{CaseEvent, Registered};
use crate::domain::case::state::{Case, Opening};
use crate::domain::catalogue::{Matter, Place, Subject, UnitId};
use crate::domain::classify::{Suggestion, classify};
use crate::domain::codes::{CopyKind, Kind, Purpose};
use crate::domain::context::Context;
use crate::domain::material::{Asked, MaterialState, laid_over};
use crate::domain::number::{CaseId, Form};
use crate::domain::refusal::{Field, Reason, Refusal};
use crate::domain::sealed::{Sealed, Words};
use crate::domain::staff::Role;
use crate::domain::visitor::words;

/// Decides a registration: the case with its number, and the disposition if one was chosen with it.
pub fn register(command: &Register, cx: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    on_duty(cx)?;
    no_complaint(command, own_matter(&command.matter, cx)?, cx)?;
    let visitor = command.visitor.checked(cx.today())?;
    let (opening, asked) = opened(command, cx)?;
    let materials = laid_over(&asked, &command.materials)?;
    let received = materials.iter().any(|material| material.state == MaterialState::Received);
    let registered = Registered {
        opening,
        visitor: Sealed::new(visitor),
        leader: cx.duty.leader.clone(),
        asked,
        materials,
        received_on: received.then(|| cx.today()),
    };
    let mut flow =
        Flow { case: Case::open(&registered), events: vec![CaseEvent::Registered(Box::new(registered))] };
    if let Some(choice) = &command.disposition {
        flow.needs_own_part()?;
        match choice {
            Choice::Prompt(prompt) => flow.prompt(prompt, cx)?,
            Choice::Instant(instant) => flow.instant(instant, cx)?,
            Choice::Promise(promise) => flow.promise(promise, cx)?,
            Choice::Return(proposal) => flow.propose_return(proposal, cx)?,
        }
    }
    Ok(flow.events)
}

/// What a registration fixes by its matter, and what the catalogue asks for; the same where the matter is corrected.
pub(super) fn opened(command: &Register, cx: &Context<'_>) -> Result<(Opening, Vec<Asked>), Refusal> {
    let matter = own_matter(&command.matter, cx)?;
    no_complaint(command, matter, cx)?;
    let suggestion = classify(&command.matter, cx.settings.era, cx.catalogue)
        .ok_or_else(|| Reason::UnknownMatter.on(Field::Matter))?;
    let (kind, kind_reason) = kind(command, &suggestion)?;
    let unit = unit(command, kind, &suggestion, cx)?;
    let number = cx.next_number(Form::Case);
    let era = cx.settings.era;
    let own_promise = matter.and_then(|matter| cx.settings.promises.get(matter.code.as_str()).copied());
    let opening = Opening {
        case: CaseId { year: number.year, seq: number.seq },
        at: cx.now,
        desk: cx.actor.desk.clone(),
        purpose: command.purpose,
        officer: cx.actor.code().clone(),
        subject: command.matter.clone(),
        title: cx.catalogue.title(&command.matter).unwrap_or_default().to_owned(),
        kind,
        suggested: suggestion.kind,
        kind_reason,
        unit,
        department: department(command, matter, kind, cx)?,
        licence: matter.is_some_and(|matter| matter.licence),
        id_required: matter.is_some_and(|matter| matter.id_required),
        legal: matter.and_then(|matter| matter.legal(era)),
        usual: own_promise.or_else(|| matter.and_then(|matter| matter.promise(era))),
        appear: matter.map(|matter| matter.appear.clone()).unwrap_or_default(),
        remark: free(&command.remark, Field::Remark)?,
    };
    Ok((opening, asked(matter, kind)))
}

/// The matter whose procedure our part follows: the one chosen, or that of our stage where a chain begins with us.
fn own_matter<'a>(subject: &Subject, cx: &Context<'a>) -> Result<Option<&'a Matter>, Refusal> {
    let era = cx.settings.era;
    let code = match subject {
        Subject::Matter(code) => code,
        Subject::Chain(id) => {
            let first = cx.catalogue.chain(id).and_then(|chain| chain.places(era).into_iter().next());
            return Ok(match first {
                Some(Place::Ours(code)) => cx.catalogue.matter(&code),
                Some(Place::Theirs(..)) | None => None,
            });
        }
    };
    let matter = cx.catalogue.matter(code).filter(|matter| matter.exists(era));
    matter.map(Some).ok_or_else(|| Reason::UnknownMatter.on(Field::Matter))
}

/// R33: who comes to complain, and whatever is a complaint, opens no case.
fn no_complaint(command: &Register, matter: Option<&Matter>, cx: &Context<'_>) -> Result<(), Refusal> {
    let field = match (command.purpose, matter.is_some_and(|matter| matter.complaint)) {
        (_, true) => Field::Matter,
        (Purpose::Complaint, false) => Field::Purpose,
        (Purpose::Business | Purpose::Advice, false) => return Ok(()),
    };
    let (hotline, sms) = (cx.settings.hotline.clone(), cx.settings.sms.clone());
    Err(Reason::ComplaintIsNoCase { hotline, sms }.on(field))
}

/// R36: received by a 协办员, who is on today's table or stands in.
fn on_duty(cx: &Context<'_>) -> Result<(), Refusal> {
    if !cx.actor.staff.is(Role::Officer) {
        return Err(Reason::NotAnOfficer.whole());
    }
    match cx.duty.has_officer(cx.actor.code()) {
        true => Ok(()),
        false => Err(Reason::NotOnDuty.whole()),
    }
}

/// R37, R38: the suggested kind, or another one with its reason.
fn kind(command: &Register, suggestion: &Suggestion) -> Result<(Kind, Option<Words>), Refusal> {
    let kind = command.kind.unwrap_or(suggestion.kind);
    let reason = free(&command.kind_reason, Field::Kind)?;
    if kind != suggestion.kind && reason.is_none() {
        return Err(Reason::KindNeedsReason.on(Field::Kind));
    }
    if kind == Kind::Joint && matches!(command.matter, Subject::Matter(_)) && suggestion.chain.is_none() {
        return Err(Reason::JointNeedsChain.on(Field::Kind));
    }
    Ok((kind, reason))
}

/// R41: a 移办件 names its unit. A 联办件 names the unit whose turn it is, unless it is ours.
fn unit(
    command: &Register,
    kind: Kind,
    suggestion: &Suggestion,
    cx: &Context<'_>,
) -> Result<Option<UnitId>, Refusal> {
    let unit = command.unit.clone().or_else(|| suggestion.target.clone());
    let unit = match kind {
        Kind::Own => None,
        Kind::Joint => unit,
        Kind::Transfer => Some(unit.ok_or_else(|| Reason::TransferNeedsUnit.on(Field::Unit))?),
    };
    match unit {
        Some(unit) if !elsewhere(&unit, cx) => Err(Reason::UnknownUnit.on(Field::Unit)),
        unit => Ok(unit),
    }
}

/// A unit of the directory that is not ourselves.
pub(super) fn elsewhere(unit: &UnitId, cx: &Context<'_>) -> bool {
    unit.0 != "SELF" && cx.catalogue.unit(unit).is_some()
}

/// R46: the 科室 that acceptance opens the first step at: as chosen, else the matter's.
fn department(
    command: &Register,
    matter: Option<&Matter>,
    kind: Kind,
    cx: &Context<'_>,
) -> Result<Option<String>, Refusal> {
    if kind == Kind::Transfer {
        return Ok(None);
    }
    let chosen = command.department.trim();
    let name = match (chosen.is_empty(), matter) {
        (false, _) => chosen.to_owned(),
        (true, Some(matter)) => matter.department(cx.settings.era).to_owned(),
        (true, None) => return Ok(None),
    };
    if name.is_empty() {
        return Err(Reason::DepartmentNeeded.on(Field::Department));
    }
    match cx.settings.department(&name) {
        Some(_) => Ok(Some(name)),
        None => Err(Reason::UnknownDepartment { name }.on(Field::Department)),
    }
}

fn asked(matter: Option<&Matter>, kind: Kind) -> Vec<Asked> {
    let Some(matter) = matter.filter(|_| kind != Kind::Transfer) else { return Vec::new() };
    let needed = matter.materials.iter().map(|spec| (spec, false));
    let useful = matter.optional.iter().map(|spec| (spec, true));
    needed
        .chain(useful)
        .map(|(spec, optional)| Asked {
            name: spec.name.clone(),
            form: spec.form.unwrap_or(CopyKind::Original),
            optional,
        })
        .collect()
}

/// Free words, sealed; nothing where nothing was said.
pub(super) fn free(text: &str, field: Field) -> Result<Option<Words>, Refusal> {
    let text = words(text, field)?;
    Ok((!text.is_empty()).then(|| Words::new(text)))
}
