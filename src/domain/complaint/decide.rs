//! The gates of a complaint (R2, R33, R45, R62, R66).

use super::command::{AboutComplaint, ComplaintCommand, TakeComplaint};
use super::event::{ComplaintEvent, ComplaintTaken, Subject};
use super::state::{Complaint, Life};
use super::who::Complainant;
use crate::conduct::is_of_the_offices;
use crate::context::Context;
use crate::event::Event;
use crate::limit::Limit;
use crate::refusal::{Complaining, Field, Reason, Refusal};
use crate::sealed::{Sealed, Words};
use crate::visitor::{line, words};

/// Limits of a complaint whose matter names none: 12345 gives 5 working days, the law on letters of this kind 15.
const PROMISE: Limit = Limit::WorkingDays(5);
const STATUTORY: Limit = Limit::WorkingDays(15);

/// Takes in a complaint, under the next number.
pub fn take(command: &TakeComplaint, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    if command.repeats.is_some() && !cx.facts.complaints.named {
        return Err(Complaining::NoSuchComplaint.on(Field::Remark));
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
        return Err(Complaining::NoSuchComplaint.on(Field::Remark));
    }
    let event = decide(complaint, &about.step, cx)?;
    Ok(vec![Event::Complaint { id: complaint.id, event }])
}

pub(super) fn taken(command: &TakeComplaint, cx: &Context<'_>) -> Result<ComplaintEvent, Refusal> {
    let era = cx.settings.era;
    let matter = cx.catalogue.matter(&command.matter).filter(|matter| matter.exists(era));
    let matter = matter.ok_or_else(|| Reason::UnknownMatter.on(Field::Matter))?;
    if matter.conduct {
        return Err(Complaining::AboutOurOwn.on(Field::Matter));
    }
    if !matter.complaint {
        return Err(Complaining::NotAComplaint.on(Field::Matter));
    }
    let name = line(&command.about, Field::OrganisationName)?;
    if name.is_empty() {
        return Err(Complaining::SubjectNeeded.on(Field::OrganisationName));
    }
    let said =
        |text: &str, field| words(text, field).map(|text| (!text.is_empty()).then(|| Words::new(text)));
    let content = said(&command.content, Field::Reason)?;
    let content = content.ok_or_else(|| Complaining::ContentNeeded.on(Field::Reason))?;
    let due = cx.calendar.due(cx.today(), matter.promise(era).unwrap_or(PROMISE));
    Ok(ComplaintEvent::Taken(Box::new(ComplaintTaken {
        channel: command.channel,
        matter: command.matter.clone(),
        about: Sealed::new(Subject { name, place: line(&command.place, Field::OrganisationAddress)? }),
        content,
        demand: said(&command.demand, Field::Remark)?,
        evidence: said(&command.evidence, Field::Remark)?,
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
                Reason::UnknownDepartment { name: department.clone() }.on(Field::Department)
            })?;
            Ok(ComplaintEvent::HandedOver { department: department.clone() })
        }
        ComplaintCommand::Note { words } => {
            unanswered(complaint)?;
            Ok(ComplaintEvent::Noted { words: needed(words)? })
        }
        ComplaintCommand::Find { findings, outcome } => match &complaint.life {
            Life::Working => {
                let findings = words(findings, Field::Summary)?;
                if findings.is_empty() {
                    return Err(Complaining::FindingsNeeded.on(Field::Summary));
                }
                Ok(ComplaintEvent::Found { findings: Words::new(findings), outcome: *outcome })
            }
            Life::Found(_) => Err(Complaining::FoundAlready.whole()),
            Life::Replied(..) => Err(Complaining::RepliedAlready.whole()),
        },
        ComplaintCommand::Reply { mode, words } => match &complaint.life {
            Life::Working => Err(Complaining::NotFound.whole()),
            Life::Found(_) => Ok(ComplaintEvent::Replied { mode: *mode, words: needed(words)? }),
            Life::Replied(..) => Err(Complaining::RepliedAlready.whole()),
        },
        ComplaintCommand::Rate { level } => match (&complaint.life, complaint.rated) {
            (Life::Working | Life::Found(_), _) => Err(Complaining::NotReplied.whole()),
            (Life::Replied(..), Some(_)) => Err(Complaining::RatedAlready.whole()),
            (Life::Replied(..), None) if complaint.taken.complainant.is_none() => {
                Err(Complaining::Anonymous.whole())
            }
            (Life::Replied(..), None) => Ok(ComplaintEvent::Rated { level: *level }),
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
        Life::Working | Life::Found(_) => Ok(()),
        Life::Replied(..) => Err(Complaining::RepliedAlready.whole()),
    }
}

fn needed(text: &str) -> Result<Words, Refusal> {
    match words(text, Field::Reason)? {
        text if text.is_empty() => Err(Reason::WordsNeeded.on(Field::Reason)),
        text => Ok(Words::new(text)),
    }
}
