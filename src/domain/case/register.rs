//! 登记受理 (方案四（一）; R33, R36–R41): who may register, what is needed, which kind it is.

use super::command::{Choice, Register};
use super::event::{CaseEvent, Registered};
use super::flow::Flow;
use super::joint::Course;
use super::late::late_entry;
use super::part::OwnPart;
use super::stage::course;
use super::state::{Case, Opening};
use crate::catalogue::{Matter, MatterOrChain, UnitId};
use crate::classify::{Suggestion, classify};
use crate::codes::{CopyKind, Kind, Purpose};
use crate::context::Context;
use crate::material::{AskedMaterial, MaterialState, laid_over};
use crate::number::{CaseId, Form};
use crate::refusal::{JointGate, Reason, Refusal, RefusedField};
use crate::sealed::{Sealed, Words};
use crate::staff::Role;
use crate::visitor::words;

/// Decides a registration: the case with its number, and the disposition if one was chosen with it.
pub fn register(command: &Register, cx: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    crate::plausible::every_date(command)?;
    let late = command.paper.as_ref().map(|paper| late_entry(paper, cx)).transpose()?;
    on_duty(cx)?;
    let then = Context {
        now: command.paper.as_ref().map_or(cx.now, |paper| paper.at),
        duty: cx.facts.paper.duty.as_ref().filter(|_| late.is_some()).unwrap_or(cx.duty),
        ..*cx
    };
    let cx = &then;
    let visitor = command.visitor.checked(cx.today())?;
    let came = crate::waiting::received(command.arrival, cx)?;
    let Fixed { opening, course, asked } = opened(command, cx)?;
    super::label::registered(command, &visitor, cx)?;
    let opening = Opening { late, ..opening };
    let materials = laid_over(&asked, &command.materials)?;
    let received = materials.iter().any(|material| material.state == MaterialState::Received);
    let registered = Registered {
        opening,
        course,
        visitor: Sealed::new(visitor),
        leader: cx.duty.leader.clone(),
        asked,
        materials,
        received_on: received.then(|| cx.today()),
        came,
        again: cx.facts.received_today,
    };
    let mut flow =
        Flow { case: Case::open(&registered), events: vec![CaseEvent::Registered(Box::new(registered))] };
    if let Some(choice) = &command.disposition {
        flow.needs_own_part(cx)?;
        match choice {
            Choice::Prompt(prompt) => flow.prompt(prompt, cx)?,
            Choice::Instant(instant) => flow.instant(instant, cx)?,
            Choice::Promise(promise) => flow.promise(promise, cx)?,
            Choice::Return(proposal) => flow.propose_return(proposal, cx)?,
        }
    }
    Ok(flow.events)
}

/// What a registration fixes by its matter; the same where the matter is corrected.
pub(super) struct Fixed {
    /// What does not change with the case.
    pub(super) opening: Opening,
    /// The stages of a 联办件.
    pub(super) course: Option<Course>,
    /// What the catalogue asks for.
    pub(super) asked: Vec<AskedMaterial>,
}

/// What is fixed by the matter that was named, or refused for it.
pub(super) fn opened(command: &Register, cx: &Context<'_>) -> Result<Fixed, Refusal> {
    let named = named_matter(&command.matter, cx)?;
    no_complaint(command, named, cx)?;
    let suggestion = classify(&command.matter, cx.settings.era, cx.catalogue)
        .ok_or_else(|| Reason::UnknownMatter.on(RefusedField::Matter))?;
    let kind = kind(command, &suggestion)?;
    let received_from = super::transfer::received(command.received_from.as_ref(), kind, cx)?;
    let course = course(command, kind, &suggestion, cx)?;
    let kind_reason = kind_reason(command, kind, &suggestion, course.as_ref())?;
    let matter = course.as_ref().map_or(named, |course| ours_now(course, cx));
    let subject =
        course.as_ref().map_or(command.matter.clone(), |course| MatterOrChain::Chain(course.chain.clone()));
    let unit = unit(command, kind, course.as_ref(), &suggestion, cx)?;
    let number = cx.next_number(Form::Case)?;
    let era = cx.settings.era;
    let department = department(command, matter, kind, cx)?;
    let part = match matter.filter(|_| kind != Kind::Transfer) {
        Some(matter) => OwnPart::of(matter, department, era, cx.settings),
        None => OwnPart { department, ..OwnPart::default() },
    };
    let opening = Opening {
        case: CaseId { year: number.year, seq: number.seq },
        at: cx.now,
        desk: cx.actor.desk.clone(),
        purpose: command.purpose,
        officer: cx.actor.code().clone(),
        title: cx.catalogue.title(&subject).unwrap_or_default().to_owned(),
        subject,
        kind,
        suggested: suggestion.kind,
        kind_reason,
        unit,
        received_from,
        part,
        remark: free(&command.remark, RefusedField::Remark)?,
        late: None,
    };
    Ok(Fixed { opening, course, asked: asked(matter, kind) })
}

/// The matter that was named, if it was one and no chain.
fn named_matter<'a>(subject: &MatterOrChain, cx: &Context<'a>) -> Result<Option<&'a Matter>, Refusal> {
    let era = cx.settings.era;
    let MatterOrChain::Matter(code) = subject else { return Ok(None) };
    let matter = cx.catalogue.matter(code).filter(|matter| matter.exists(era));
    matter.map(Some).ok_or_else(|| Reason::UnknownMatter.on(RefusedField::Matter))
}

/// R33: who comes to complain, and whatever is a complaint, opens no case.
fn no_complaint(command: &Register, matter: Option<&Matter>, cx: &Context<'_>) -> Result<(), Refusal> {
    let field = match (command.purpose, matter.is_some_and(|matter| matter.complaint)) {
        (_, true) => RefusedField::Matter,
        (Purpose::Complaint, false) => RefusedField::Purpose,
        (Purpose::Business | Purpose::Advice, false) => return Ok(()),
    };
    let (hotline, sms) = (cx.settings.hotline.clone(), cx.settings.sms.clone());
    Err(Reason::ComplaintIsNoCase { hotline, sms }.on(field))
}

/// R36: received by a 协办员, who is on today's table or stands in; or was on that of the day when it was written on paper.
fn on_duty(cx: &Context<'_>) -> Result<(), Refusal> {
    if !cx.actor.staff.is(Role::Officer) {
        return Err(Reason::NotAnOfficer.whole());
    }
    let then = cx.facts.paper.duty.as_ref().is_some_and(|duty| duty.has_officer(cx.actor.code()));
    match then || cx.duty.has_officer(cx.actor.code()) {
        true => Ok(()),
        false => Err(Reason::NotOnDuty.whole()),
    }
}

/// The matter of the stage of ours whose turn it is.
fn ours_now<'a>(course: &Course, cx: &Context<'a>) -> Option<&'a Matter> {
    let (at, _) = course.next()?;
    cx.catalogue.matter(course.ours_after(at)?)
}

/// R37, R38: the suggested kind unless said otherwise. What can be done alone or as part of a chain is asked (R40).
fn kind(command: &Register, suggestion: &Suggestion) -> Result<Kind, Refusal> {
    match (command.kind, &command.chain) {
        (Some(kind), _) => Ok(kind),
        (None, Some(_)) => Ok(Kind::Joint),
        (None, None) if suggestion.asks_joint() => {
            Err(JointGate::SingleOrJoint { chains: suggestion.chains.len() }.on(RefusedField::Kind))
        }
        (None, None) => Ok(suggestion.kind),
    }
}

/// R37: why another kind than suggested; where the desk asked 单办 or 联办, the answer is the reason (R40).
fn kind_reason(
    command: &Register,
    kind: Kind,
    suggestion: &Suggestion,
    course: Option<&Course>,
) -> Result<Option<Words>, Refusal> {
    let said = free(&command.kind_reason, RefusedField::Kind)?;
    let answered = match (kind, course) {
        (Kind::Own, _) if suggestion.asks_joint() => Some("单办，只办本项".to_owned()),
        (Kind::Joint, Some(course)) if suggestion.asks_joint() => Some(format!("整套办理“{}”", course.name)),
        (Kind::Own | Kind::Joint | Kind::Transfer, _) => None,
    };
    match said.or(answered.map(Words::new)) {
        None if kind != suggestion.kind => Err(Reason::KindNeedsReason.on(RefusedField::Kind)),
        reason => Ok(reason),
    }
}

/// R41: a 移办件 names its unit. A 联办件 names the unit whose turn it is, unless it is ours.
fn unit(
    command: &Register,
    kind: Kind,
    course: Option<&Course>,
    suggestion: &Suggestion,
    cx: &Context<'_>,
) -> Result<Option<UnitId>, Refusal> {
    if let Some(course) = course {
        return Ok(course.next_unit().cloned());
    }
    let unit = command.unit.clone().or_else(|| suggestion.target.clone());
    let unit = match kind {
        Kind::Own | Kind::Joint => None,
        Kind::Transfer => Some(unit.ok_or_else(|| Reason::TransferNeedsUnit.on(RefusedField::Unit))?),
    };
    match unit {
        Some(unit) if !elsewhere(&unit, cx) => Err(Reason::UnknownUnit.on(RefusedField::Unit)),
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
        return Err(Reason::DepartmentNeeded.on(RefusedField::Department));
    }
    match cx.settings.department(&name) {
        Some(_) => Ok(Some(name)),
        None => Err(Reason::UnknownDepartment { name }.on(RefusedField::Department)),
    }
}

pub(super) fn asked(matter: Option<&Matter>, kind: Kind) -> Vec<AskedMaterial> {
    let Some(matter) = matter.filter(|_| kind != Kind::Transfer) else { return Vec::new() };
    let needed = matter.materials.iter().map(|spec| (spec, false));
    let useful = matter.optional.iter().map(|spec| (spec, true));
    needed
        .chain(useful)
        .map(|(spec, optional)| AskedMaterial {
            name: spec.name.clone(),
            form: spec.form.unwrap_or(CopyKind::Original),
            optional,
        })
        .collect()
}

/// Free words, sealed; nothing where nothing was said.
pub(super) fn free(text: &str, field: RefusedField) -> Result<Option<Words>, Refusal> {
    let text = words(text, field)?;
    Ok((!text.is_empty()).then(|| Words::new(text)))
}
