//! What may be done with a file (R72–R76). Somebody who may not know of a file is told what he would be told if there were none.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::file::File;
use super::step::{
    ConductComplaint, ConductPage, ConductStep, FileNumber, FiledStep, Found, Measure, Misconduct, OnTheSpot,
    ReceiptCode,
};
use super::wall::{Walled, is_of_the_offices};
use super::work::{reply, work};
use crate::codes::{ReplyMode, Satisfaction};
use crate::complaint::{Channel, Complainant};
use crate::context::Context;
use crate::event::Event;
use crate::limit::Limit;
use crate::refusal::{Conduct, Reason, Refusal, RefusedField};
use crate::sealed::Sealed;
use crate::staff::StaffCode;
use crate::visitor::{line, words};

/// 作风投诉: working days until it is answered.
const ANSWER_WITHIN: u16 = 5;

/// A complaint about conduct, as it is taken in; without a channel it is a file that the offices begin themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TakeIn {
    /// 渠道.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Whom it is about.
    pub about: BTreeSet<StaffCode>,
    /// How he is described, where he has no name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub described: String,
    /// 内容.
    pub content: String,
    /// 诉求.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub demand: String,
    /// 证据.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// 投诉人; absent where he stays anonymous, and then nothing of him is stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complainant: Option<Complainant>,
    /// An earlier file about the same; the offices alone may say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<FileNumber>,
}

/// Something asked of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutFile {
    /// Which.
    pub file: FileNumber,
    /// What.
    pub step: ConductCommand,
}

/// What the two offices may ask of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum ConductCommand {
    /// 承办.
    Assign {
        /// Who of the two offices.
        handler: StaffCode,
    },
    /// It was found out whom it is about.
    Identify {
        /// Whom.
        about: BTreeSet<StaffCode>,
    },
    /// 临机处置.
    OnTheSpot(OnTheSpot),
    /// Tell the person it concerns what is held against him.
    Tell {
        /// What.
        facts: String,
    },
    /// 申辩, by the person it concerns.
    Answer {
        /// His words.
        words: String,
    },
    /// 查处.
    Investigate {
        /// When it was done.
        #[schemars(with = "String")]
        date: NaiveDate,
        /// 调查情况.
        findings: String,
        /// 结论.
        found: Found,
        /// 情形.
        #[serde(default)]
        kinds: BTreeSet<Misconduct>,
    },
    /// 报局.
    ReportUp {
        /// When.
        #[schemars(with = "String")]
        date: NaiveDate,
    },
    /// 局研究意见.
    BureauSays {
        /// When.
        #[schemars(with = "String")]
        date: NaiveDate,
        /// What.
        words: String,
    },
    /// 处理.
    Measure {
        /// The measure; absent where nothing was found.
        #[serde(default)]
        measure: Option<Measure>,
        /// 依据.
        basis: String,
    },
    /// 答复.
    Reply {
        /// How.
        mode: ReplyMode,
        /// In which words.
        words: String,
    },
    /// 满意度.
    Rate {
        /// As the complainant said.
        level: Satisfaction,
    },
    /// Look up who complained.
    Reveal {
        /// Why.
        reason: String,
    },
}

/// A complaint that has been checked: what goes into the file, and who complained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// The file's beginning.
    pub taken: ConductComplaint,
    /// Who complained, if he said so.
    pub complainant: Option<Complainant>,
}

/// Begins a file under the number drawn for it.
pub fn begin(command: &TakeIn, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let next = cx.facts.complaints.next_file;
    let (file, receipt) = next.ok_or_else(|| Conduct::NoSuchFile.whole())?;
    let TakenIn { taken, complainant } = take_in(command, receipt, cx)?;
    Ok(vec![page(file, ConductStep::Taken(taken), complainant, cx)])
}

/// Something about a file.
pub fn ask(about: &AboutFile, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let step = decide(cx.facts.complaints.file.as_ref(), &about.step, cx)?;
    Ok(vec![page(about.file, step, None, cx)])
}

fn page(file: FileNumber, step: ConductStep, complainant: Option<Complainant>, cx: &Context<'_>) -> Event {
    let step = Sealed::new(FiledStep { file, by: cx.actor.code().clone(), at: cx.now, step });
    Event::Conduct(Box::new(ConductPage { step, complainant: complainant.map(Sealed::new) }))
}

/// Takes in a complaint. One about whoever is at the desk is not taken in there, and nothing of it is kept.
pub fn take_in(command: &TakeIn, receipt: ReceiptCode, cx: &Context<'_>) -> Result<TakenIn, Refusal> {
    if command.about.contains(cx.actor.code()) {
        let (hotline, sms) = (cx.settings.hotline.clone(), cx.settings.sms.clone());
        return Err(Conduct::AboutYourself { hotline, sms }.whole());
    }
    let office = is_of_the_offices(&cx.actor.staff);
    if command.channel.is_none() && !office {
        return Err(Reason::NotAuthorised { role: "所作风办或所行风办".to_owned() }.whole());
    }
    known(&command.about, cx)?;
    let described = line(&command.described, RefusedField::Staff)?;
    if command.about.is_empty() && described.is_empty() {
        return Err(Conduct::WhomNeeded.on(RefusedField::Staff));
    }
    let content = needed(&command.content, Conduct::ContentNeeded)?;
    let due = cx.calendar.due(cx.today(), Limit::WorkingDays(ANSWER_WITHIN));
    Ok(TakenIn {
        taken: ConductComplaint {
            receipt: command.channel.map(|_| receipt),
            channel: command.channel,
            about: command.about.clone(),
            described,
            content,
            demand: words(&command.demand, RefusedField::Remark)?,
            evidence: words(&command.evidence, RefusedField::Remark)?,
            repeats: command.repeats.filter(|_| office),
            due: due.date,
            provisional: due.provisional,
        },
        complainant: Complainant::checked(command.complainant.as_ref())?,
    })
}

pub(super) fn known(about: &BTreeSet<StaffCode>, cx: &Context<'_>) -> Result<(), Refusal> {
    about
        .iter()
        .find(|code| cx.staff.get(code).is_none())
        .map_or(Ok(()), |code| Err(Reason::NoSuchStaff { code: code.0.clone() }.on(RefusedField::Staff)))
}

pub(super) fn needed(text: &str, reason: Conduct) -> Result<String, Refusal> {
    match words(text, RefusedField::Reason)? {
        text if text.is_empty() => Err(reason.on(RefusedField::Reason)),
        text => Ok(text),
    }
}

/// Decides what is asked of a file.
pub fn decide(
    file: Option<&Walled<File>>,
    command: &ConductCommand,
    cx: &Context<'_>,
) -> Result<ConductStep, Refusal> {
    let none = || Conduct::NoSuchFile.whole();
    if let ConductCommand::Answer { words } = command {
        let told = file.and_then(|file| file.told_to(cx.actor.code()));
        let file = told.ok_or_else(none)?;
        undecided(file)?;
        return Ok(ConductStep::Answered { words: needed(words, Conduct::WordsNeeded)? });
    }
    let file = file.and_then(|file| file.seen_by(&cx.actor.staff)).ok_or_else(none)?;
    of_the_offices(file, command, cx)
}

fn undecided(file: &File) -> Result<(), Refusal> {
    match file.outcome {
        None => Ok(()),
        Some(_) => Err(Conduct::Decided.whole()),
    }
}

fn of_the_offices(file: &File, command: &ConductCommand, cx: &Context<'_>) -> Result<ConductStep, Refusal> {
    match command {
        ConductCommand::Reply { mode, words } => reply(file, *mode, words),
        ConductCommand::Rate { level } => match (file.replied.is_some(), file.rated) {
            (true, None) => Ok(ConductStep::Rated { level: *level }),
            (true, Some(_)) => Err(Conduct::AlreadyReplied.whole()),
            (false, _) => Err(Conduct::NotReplied.whole()),
        },
        ConductCommand::Reveal { reason } => {
            Ok(ConductStep::Revealed { reason: needed(reason, Conduct::WordsNeeded)? })
        }
        ConductCommand::Assign { .. }
        | ConductCommand::Identify { .. }
        | ConductCommand::OnTheSpot(_)
        | ConductCommand::Tell { .. }
        | ConductCommand::Answer { .. }
        | ConductCommand::Investigate { .. }
        | ConductCommand::ReportUp { .. }
        | ConductCommand::BureauSays { .. }
        | ConductCommand::Measure { .. } => {
            undecided(file)?;
            work(file, command, cx)
        }
    }
}
