//! The gates of a complaint (R2, R33, R45, R62, R66).

use super::command::{AboutComplaint, ComplaintCommand, TakeComplaint};
use super::event::{ComplaintEvent, ComplaintTaken, Subject};
use super::state::{Complaint, ComplaintLife};
use super::who::Complainant;
use crate::conduct::is_of_the_offices;
use crate::context::Context;
use crate::event::Event;
use crate::limit::Limit;
use crate::refusal::{Complaining, Reason, Refusal, RefusedField};
use crate::sealed::{Sealed, Words};
use crate::visitor::{line, words};

/// Limits of a complaint whose matter names none: 12345 gives 5 working days, the law on letters of this kind 15.
const PROMISE: Limit = Limit::WorkingDays(5);
const STATUTORY: Limit = Limit::WorkingDays(15);

/// Takes in a complaint, under the next number.
pub fn take(command: &TakeComplaint, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    if command.repeats.is_some() && !cx.facts.complaints.named {
        return Err(Complaining::NoSuchComplaint.on(RefusedField::Remark));
    }
    let event = taken(command, cx)?;
    let id = cx.facts.complaints.next.ok_or_else(|| Complaining::NoSuchComplaint.whole())?;
    Ok(vec![Event::Complaint { id, event }])
}

/// Something about a complaint that was taken in.
pub fn ask(about: &AboutComplaint, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let one = cx.facts.complaints.one.as_ref();
    let complaint = one.ok_or_else(|| Complaining::NoSuchComplaint.whole())?;
    if about.version.is_some_and(|version| version != complaint.version) {
        let (by, at) = &complaint.touched;
        return Err(Reason::Stale { by: cx.staff.name(by).to_owned(), at: *at }.whole());
    }
    if matches!(about.step, ComplaintCommand::Link { .. }) && !cx.facts.complaints.named {
        return Err(Complaining::NoSuchComplaint.on(RefusedField::Remark));
    }
    let event = decide(complaint, &about.step, cx)?;
    Ok(vec![Event::Complaint { id: complaint.id, event }])
}

pub(super) fn taken(command: &TakeComplaint, cx: &Context<'_>) -> Result<ComplaintEvent, Refusal> {
    let era = cx.settings.era;
    let matter = cx.catalogue.matter(&command.matter).filter(|matter| matter.exists(era));
    let matter = matter.ok_or_else(|| Reason::UnknownMatter.on(RefusedField::Matter))?;
    if matter.conduct {
        return Err(Complaining::AboutOurOwn.on(RefusedField::Matter));
    }
    if !matter.complaint {
        return Err(Complaining::NotAComplaint.on(RefusedField::Matter));
    }
    let name = line(&command.about, RefusedField::OrganisationName)?;
    if name.is_empty() {
        return Err(Complaining::SubjectNeeded.on(RefusedField::OrganisationName));
    }
    let said =
        |text: &str, field| words(text, field).map(|text| (!text.is_empty()).then(|| Words::new(text)));
    let content = said(&command.content, RefusedField::Reason)?;
    let content = content.ok_or_else(|| Complaining::ContentNeeded.on(RefusedField::Reason))?;
    let due = cx.calendar.due(cx.today(), matter.promise(era).unwrap_or(PROMISE));
    Ok(ComplaintEvent::Taken(Box::new(ComplaintTaken {
        channel: command.channel,
        matter: command.matter.clone(),
        about: Sealed::new(Subject { name, place: line(&command.place, RefusedField::OrganisationAddress)? }),
        content,
        demand: said(&command.demand, RefusedField::Remark)?,
        evidence: said(&command.evidence, RefusedField::Remark)?,
        complainant: Complainant::checked(command.complainant.as_ref())?.map(Sealed::new),
        urgent: command.urgent || matter.urgent,
        repeats: command.repeats,
        officer: cx.actor.code().clone(),
        leader: cx.duty.leader.clone(),
        desk: cx.actor.desk.clone(),
        department: matter.department(era).to_owned(),
        statutory: cx.calendar.due(cx.today(), matter.legal(era).unwrap_or(STATUTORY)),
        due,
    })))
}

/// Decides what is asked of a complaint.
pub fn decide(
    complaint: &Complaint,
    command: &ComplaintCommand,
    cx: &Context<'_>,
) -> Result<ComplaintEvent, Refusal> {
    if let ComplaintCommand::Urge { words } = command {
        let above = cx.actor.leads() || is_of_the_offices(&cx.actor.staff);
        if !above {
            return Err(Complaining::UrgeIsAbove.whole());
        }
        unanswered(complaint)?;
        return Ok(ComplaintEvent::Urged { by: cx.actor.code().clone(), words: needed(words)? });
    }
    let owner = &complaint.taken.officer;
    if cx.actor.code() != owner && !cx.actor.leads() {
        return Err(Complaining::NotYours { officer: cx.staff.name(owner).to_owned() }.whole());
    }
    match command {
        ComplaintCommand::HandOver { department } => {
            unanswered(complaint)?;
            let known = cx.settings.department(department);
            known.ok_or_else(|| {
                Reason::UnknownDepartment { name: department.clone() }.on(RefusedField::Department)
            })?;
            Ok(ComplaintEvent::HandedOver { department: department.clone() })
        }
        ComplaintCommand::Note { words } => {
            unanswered(complaint)?;
            Ok(ComplaintEvent::Noted { words: needed(words)? })
        }
        ComplaintCommand::Find { findings, outcome } => match &complaint.life {
            ComplaintLife::Working => {
                let findings = words(findings, RefusedField::Summary)?;
                if findings.is_empty() {
                    return Err(Complaining::FindingsNeeded.on(RefusedField::Summary));
                }
                Ok(ComplaintEvent::Found { findings: Words::new(findings), outcome: *outcome })
            }
            ComplaintLife::Found(_) => Err(Complaining::FoundAlready.whole()),
            ComplaintLife::Replied(..) => Err(Complaining::RepliedAlready.whole()),
        },
        ComplaintCommand::Reply { mode, words } => match &complaint.life {
            ComplaintLife::Working => Err(Complaining::NotFound.whole()),
            ComplaintLife::Found(_) => Ok(ComplaintEvent::Replied { mode: *mode, words: needed(words)? }),
            ComplaintLife::Replied(..) => Err(Complaining::RepliedAlready.whole()),
        },
        ComplaintCommand::Rate { level } => match (&complaint.life, complaint.rated) {
            (ComplaintLife::Working | ComplaintLife::Found(_), _) => Err(Complaining::NotReplied.whole()),
            (ComplaintLife::Replied(..), Some(_)) => Err(Complaining::RatedAlready.whole()),
            (ComplaintLife::Replied(..), None) if complaint.taken.complainant.is_none() => {
                Err(Complaining::Anonymous.whole())
            }
            (ComplaintLife::Replied(..), None) => Ok(ComplaintEvent::Rated { level: *level }),
        },
        ComplaintCommand::Link { to } => match () {
            () if *to == complaint.id => Err(Complaining::LinkToItself.whole()),
            () if complaint.linked.contains(to) => Err(Complaining::LinkedAlready.whole()),
            () => Ok(ComplaintEvent::Linked { to: *to }),
        },
        // Heard above.
        ComplaintCommand::Urge { .. } => Err(Complaining::UrgeIsAbove.whole()),
    }
}

fn unanswered(complaint: &Complaint) -> Result<(), Refusal> {
    match complaint.life {
        ComplaintLife::Working | ComplaintLife::Found(_) => Ok(()),
        ComplaintLife::Replied(..) => Err(Complaining::RepliedAlready.whole()),
    }
}

fn needed(text: &str) -> Result<Words, Refusal> {
    match words(text, RefusedField::Reason)? {
        text if text.is_empty() => Err(Reason::WordsNeeded.on(RefusedField::Reason)),
        text => Ok(Words::new(text)),
    }
}
