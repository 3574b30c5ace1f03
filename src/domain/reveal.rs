//! 查看身份: who a visitor or a complainant is, is shown to somebody who may see it, and a page says who looked, at what, and why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use xieban_words::canonical;

use super::case::Case;
use super::codes::list;
use super::complaint::{Complaint, ComplaintId};
use super::context::Context;
use super::event::{AccessEvent, Event};
use super::moment::Moment;
use super::number::CaseId;
use super::refusal::{Complaining, Reason, Refusal, RefusedField, Revealing};
use super::sealed::Words;
use super::staff::{Role, Staff, StaffCode};
use super::visitor::{Visitor, words};

/// How long what was looked at may be shown to whoever looked, in milliseconds.
pub const SHOWN_FOR: i64 = 10 * 60 * 1000;
/// A shorter name tells nobody.
const TELLING: usize = 2;

list! {
    /// What for. All but the last are part of the work and need no reason.
    Purpose {
        /// Name and telephone, by whoever handles the case while it is open.
        Contact = "联系",
        /// Somebody who was here before stands at the desk again and has said who he is.
        Receive = "接待",
        /// A paper of the case or the complaint, by whoever handles it.
        Paper = "出单",
        /// What was written down is put right, by whoever handles the case.
        Correct = "更正",
        /// Anything else: the reason says it, and a leader reads it.
        Other = "其他",
    }
}

/// Whose identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// 服务对象 of a case.
    Case(CaseId),
    /// 投诉人 of a complaint about a matter that we supervise.
    Complaint(ComplaintId),
}

/// Somebody asks who it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    /// Whose identity.
    pub of: Whose,
    /// What for.
    pub purpose: Purpose,
    /// Why; needed for 其他.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// 接待: what he said of himself, a number of his or his name. It is compared, and stands on no page.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
}

/// Somebody looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    pub of: Whose,
    pub purpose: Purpose,
    /// Why, where it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words>,
}

/// A line of the list of who looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookEntry {
    /// The page it stands on.
    pub page: u64,
    pub by: StaffCode,
    pub at: Moment,
    /// At what, and why.
    pub what: Revealed,
}

/// How much of an identity is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// As a list shows it.
    #[default]
    Masked,
    /// Name and telephone, or how else to reach him.
    Contact,
    /// All of it.
    Whole,
}

impl Extent {
    /// What of an identity that is, in a word or two.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Masked => "已遮",
            Self::Contact => "姓名电话",
            Self::Whole => "全部",
        }
    }
}

impl Revealed {
    /// Why, in words: the reason as far as it is kept, or as what part of the work.
    pub fn why(&self) -> String {
        let work = match self.purpose {
            Purpose::Contact | Purpose::Paper | Purpose::Correct => {
                format!("{}（本人承办）", self.purpose.name())
            }
            Purpose::Receive => format!("{}（来人自报）", self.purpose.name()),
            Purpose::Other => String::new(),
        };
        let reason = self.reason.as_ref().map_or("", Words::text);
        if work.is_empty() || reason.is_empty() { work + reason } else { format!("{work}：{reason}") }
    }
}

impl Purpose {
    /// How much is shown for it.
    pub const fn extent(self) -> Extent {
        match self {
            Self::Contact => Extent::Contact,
            Self::Receive | Self::Paper | Self::Correct | Self::Other => Extent::Whole,
        }
    }
}

/// Works on it now: whoever answers for the case, or acts for him.
pub fn handles(case: &Case, who: &StaffCode, now: Moment) -> bool {
    case.opening.officer == *who || case.acting_on(now.date()) == Some(who)
}

/// May read the free words of a case, with what identifies masked: whoever handles it, leaders, the two offices.
pub fn reads_words(case: &Case, reader: &Staff, now: Moment) -> bool {
    let roles = [Role::DutyLeader, Role::Head, Role::ConductOffice, Role::DisciplineOffice];
    handles(case, &reader.code, now) || roles.iter().any(|role| reader.is(*role))
}

/// Decides whether somebody may look.
pub fn reveal(command: &Reveal, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let reason = words(&command.reason, RefusedField::Reason)?;
    match command.of {
        Whose::Case(_) => {
            let case = cx.facts.cases.first().ok_or_else(|| Reason::NoSuchCase.whole())?;
            of_case(case, command, cx)?;
        }
        Whose::Complaint(_) => {
            let one = cx.facts.complaints.one.as_ref();
            of_complaint(one.ok_or_else(|| Complaining::NoSuchComplaint.whole())?, command, cx)?;
        }
    }
    if command.purpose == Purpose::Other && reason.is_empty() {
        return Err(Revealing::ReasonNeeded.on(RefusedField::Reason));
    }
    let reason = (!reason.is_empty()).then(|| Words::new(reason));
    let what = Revealed { of: command.of, purpose: command.purpose, reason };
    Ok(vec![Event::Access(AccessEvent::Revealed(what))])
}

fn of_case(case: &Case, command: &Reveal, cx: &Context<'_>) -> Result<(), Refusal> {
    let visitor = case.visitor.get().ok_or_else(|| Revealing::Erased.whole())?;
    let handles = handles(case, cx.actor.code(), cx.now);
    let allowed = match command.purpose {
        Purpose::Contact if handles && case.life.is_over() => Err(Revealing::NotOpen),
        Purpose::Contact | Purpose::Paper | Purpose::Correct => {
            handles.then_some(()).ok_or(Revealing::NotYours)
        }
        Purpose::Receive if !cx.actor.staff.is(Role::Officer) => Err(Revealing::NotYours),
        Purpose::Receive => knows(visitor, &command.said).then_some(()).ok_or(Revealing::NotSaid),
        Purpose::Other => Ok(()),
    };
    allowed.map_err(Revealing::whole)
}

fn of_complaint(complaint: &Complaint, command: &Reveal, cx: &Context<'_>) -> Result<(), Refusal> {
    if complaint.taken.complainant.is_none() {
        return Err(Revealing::Anonymous.whole());
    }
    let own = complaint.taken.officer == *cx.actor.code();
    let allowed = match command.purpose {
        Purpose::Contact | Purpose::Paper => own,
        Purpose::Receive | Purpose::Correct => false,
        Purpose::Other => own || cx.actor.leads(),
    };
    allowed.then_some(()).ok_or_else(|| Revealing::NotYours.whole())
}

/// Somebody said something of himself by which this visitor is known: a whole number of his own, or his whole name. What a masked list
/// shows of him is never enough, and what everybody knows of a firm opens nobody who comes for it.
fn knows(visitor: &Visitor, said: &str) -> bool {
    let (number, name) = (canonical::number(said), said.trim());
    let is_number = |known: &str| !known.is_empty() && known.eq_ignore_ascii_case(&number);
    let is_name = || {
        let known = visitor.person().name.as_str();
        visitor.organisation().is_none() && name.chars().count() >= TELLING && known == name
    };
    [visitor.phone(), visitor.id_number()].into_iter().flatten().any(is_number) || is_name()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visitor::VisitorInput;

    #[test]
    fn a_visitor_is_known_by_a_whole_number_or_his_whole_name() {
        let input = VisitorInput {
            name: "欧阳娜娜".to_owned(),
            phone: "13800138000".to_owned(),
            ..VisitorInput::default()
        };
        let visitor = input.checked("2026-11-23".parse().unwrap()).unwrap();
        for said in ["１３８ 0013 8000", "欧阳娜娜"] {
            assert!(knows(&visitor, said), "{said}");
        }
        let masked = visitor.seen(Extent::Masked);
        let shown = [masked.name(), masked.phone().unwrap_or_default()];
        for said in ["", "欧", "欧阳", "娜娜", "8000", "138001380001", "李四"].into_iter().chain(shown)
        {
            assert!(!knows(&visitor, said), "{said}");
        }
    }

    #[test]
    fn a_firm_is_known_to_all_and_whoever_comes_for_it_by_his_own_number_alone() {
        let input = VisitorInput {
            name: "陈小东".to_owned(),
            phone: "13800138000".to_owned(),
            organisation: Some(crate::visitor::OrganisationInput {
                name: "徐州晓东幼儿园".to_owned(),
                credit_code: "91350100M000100Y43".to_owned(),
                ..crate::visitor::OrganisationInput::default()
            }),
            ..VisitorInput::default()
        };
        let visitor = input.checked("2026-11-23".parse().unwrap()).unwrap();
        assert!(knows(&visitor, "13800138000"));
        for said in ["徐州晓东幼儿园", "徐州", "91350100M000100Y43", "陈小东"] {
            assert!(!knows(&visitor, said), "{said}");
        }
    }
}
